// Package enlist keeps what nodes' wallets say on whether the platform's lists show their nodes. Any replica takes a wallet's
// word: it goes into a slot that is written once, behind all that was said before, and each replica reads them one by one.
package enlist

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"log/slog"
	"sync"
	"time"

	"berth/bff/dossier"
	"berth/shared/eth"
)

// Store keeps what was said.
type Store interface {
	AddEnlisting(context.Context, dossier.Enlisting) (stands dossier.Enlisting, won bool, err error)
	Enlisting(ctx context.Context, slot uint64) (dossier.Enlisting, error)
	Enlistings(context.Context) ([]dossier.Enlisting, error) // all, rising
}

// Catalogue is told of it. It gives what a node's wallet said last.
type Catalogue interface {
	SetEnlisting(...dossier.Enlisting)
	Enlisting(eth.Address) (dossier.Enlisting, bool)
}

// Service is one replica's. It is safe for concurrent use.
type Service struct {
	store     Store
	catalogue Catalogue
	none      error // of a slot that is not written yet
	log       *slog.Logger

	mu   sync.Mutex
	next uint64 // slot
}

// New makes a Service; none is what the store gives for a slot that is not written yet.
func New(store Store, catalogue Catalogue, none error, log *slog.Logger) *Service {
	return &Service{store: store, catalogue: catalogue, none: none, log: log, next: 1}
}

// Load reads all that was said.
func (s *Service) Load(ctx context.Context) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	all, err := s.store.Enlistings(ctx)
	if err != nil {
		return fmt.Errorf("enlistings: %w", err)
	}
	for _, e := range all {
		s.catalogue.SetEnlisting(e)
		s.next = max(s.next, e.Slot+1)
	}
	return nil
}

// every is how often a replica looks for what others were told.
const every = time.Second

// Run reads what comes to other replicas until ctx ends.
func (s *Service) Run(ctx context.Context) {
	t := time.NewTicker(every)
	defer t.Stop()
	failed := false
	for {
		select {
		case <-ctx.Done():
			return
		case <-t.C:
		}
		s.mu.Lock()
		err := s.read(ctx)
		s.mu.Unlock()
		if err != nil && !failed && ctx.Err() == nil {
			s.log.Warn("enlistings cannot be read; trying on", "err", err)
		}
		failed = err != nil
	}
}

// read takes what others have written; mu is held.
func (s *Service) read(ctx context.Context) error {
	for {
		e, err := s.store.Enlisting(ctx, s.next)
		if errors.Is(err, s.none) {
			return nil
		}
		if err != nil {
			return err
		}
		s.catalogue.SetEnlisting(e)
		s.next++
	}
}

// Set takes a node's wallet's word, which counts for every replica from then on. Where it says so already, nothing is written.
func (s *Service) Set(ctx context.Context, node eth.Address, listed bool) (dossier.Enlisting, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := s.read(ctx); err != nil {
		return dossier.Enlisting{}, err
	}
	for {
		last, there := s.catalogue.Enlisting(node)
		if there && last.Listed == listed {
			return last, nil
		}
		now := time.Now().UTC().Truncate(time.Millisecond)
		if now.Before(last.At) { // by another replica's clock
			now = last.At
		}
		e := dossier.Enlisting{Slot: s.next, Mark: rand.Text(), Node: node, Listed: listed, At: now}
		stands, won, err := s.store.AddEnlisting(ctx, e)
		if err != nil {
			return dossier.Enlisting{}, err
		}
		s.catalogue.SetEnlisting(stands)
		s.next++
		if won {
			return e, nil
		}
	}
}
