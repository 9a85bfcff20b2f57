package bff

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"time"

	"golang.org/x/sync/errgroup"

	"berth/bff/dossier"
	"berth/bff/journal"
	"berth/bff/store"
	"berth/contracts/chain"
	"berth/shared/eth"
)

// replica is a Server as one of several on the same database: it has what the leader wrote, and leads when nobody else does.
type replica struct{ *Server }

var _ journal.Member = replica{}

// Load implements journal.Member.
func (s replica) Load(ctx context.Context) error {
	start := time.Now()
	if err := s.read(ctx); err != nil {
		return err
	}
	s.log.Info("read the database", "nodes", len(s.catalogue.Addresses()), "orders", s.index.Count(), "block", s.index.Head().Number, "took", time.Since(start).Round(time.Millisecond))
	return nil
}

// read reads what is known of nodes, and beside it what came of orders: the entries first, which tell what of the rest counts.
func (s *Server) read(ctx context.Context) error {
	rule, entries, err := s.journal.Open(ctx)
	if err != nil {
		return err
	}
	g, work := errgroup.WithContext(ctx)
	g.Go(func() error { return s.readNodes(work, rule, entries) })
	g.Go(func() error { return s.syncer.Load(work) })
	if err := g.Wait(); err != nil {
		return err
	}
	s.refresher.Recorded(s.catalogue.Addresses())
	if s.certify == nil {
		return nil
	}
	return s.certify.Load(ctx)
}

// readNodes reads what is known of nodes.
func (s *Server) readNodes(ctx context.Context, rule journal.Rule, entries []journal.Entry) error {
	known, err := s.fromSheets(ctx, rule, entries)
	if err != nil {
		if !errors.Is(err, store.ErrNone) {
			s.log.Info("the sheets of nodes are not used; they are read one by one", "why", err)
		}
		var litter []dossier.Written
		if known, litter, err = s.store.Catalogue.Nodes(ctx, rule.Counts); err != nil {
			return err
		}
		s.keeper.Litter(litter, nil)
	}
	s.catalogue.Learn(known...)
	have := make(map[eth.Address]bool, len(known))
	for _, n := range known {
		have[n.Entry.Address] = true
	}
	for _, a := range s.catalogue.Addresses() {
		if !have[a] {
			s.catalogue.Drop(a)
		}
	}
	return s.enlist.Load(ctx)
}

// mostNewer is how many nodes are read one by one at a start; of more it is quicker to read all.
const mostNewer = 2000

var errManyNewer = errors.New("too much is newer")

// fromSheets is what is known of nodes by the sheets, and of those of which later entries tell by their documents: the same as by the documents
// alone.
func (s *Server) fromSheets(ctx context.Context, rule journal.Rule, entries []journal.Entry) ([]dossier.Node, error) {
	known, at, older, err := s.store.Catalogue.Sheets(ctx, rule)
	s.keeper.Litter(nil, older)
	if err != nil {
		return nil, err
	}
	newer := map[eth.Address]journal.Stamp{}
	for _, e := range entries {
		for _, a := range e.Nodes {
			if e.Slot > at[dossier.SheetOf(a)] {
				newer[a] = journal.Stamp{Term: e.Term, Slot: e.Slot, Mark: e.Mark}
			}
		}
	}
	if len(newer) > mostNewer {
		return nil, fmt.Errorf("%d nodes: %w", len(newer), errManyNewer)
	}
	g, call := errgroup.WithContext(ctx)
	g.SetLimit(8)
	var mu sync.Mutex
	var read []dossier.Node
	gone := map[eth.Address]bool{}
	for a, stamp := range newer {
		g.Go(func() error {
			n, err := s.store.Catalogue.Node(call, a, stamp)
			mu.Lock()
			defer mu.Unlock()
			switch {
			case errors.Is(err, store.ErrNone): // an entry that was not read yet tells of it again
				return nil
			case errors.Is(err, store.ErrLeft):
				gone[a] = true
				return nil
			case err != nil:
				return err
			}
			gone[a] = true // as it was
			read = append(read, n)
			return nil
		})
	}
	if err := g.Wait(); err != nil {
		return nil, err
	}
	s.keeper.Resume(at)
	known = slices.DeleteFunc(known, func(n dossier.Node) bool { return gone[n.Entry.Address] })
	return append(known, read...), nil
}

// Take implements journal.Member.
func (s replica) Take(ctx context.Context, c journal.Change) error {
	if c.Checkpoint != nil {
		s.syncer.Take(*c.Checkpoint, c.Folds, c.Blocks)
	}
	if c.Kind == journal.Found {
		return s.found(ctx, c.Found)
	}
	for _, a := range c.Nodes {
		n, err := s.store.Catalogue.Node(ctx, a, c.Stamp)
		switch {
		case errors.Is(err, store.ErrNone): // a later entry tells of it again
		case errors.Is(err, store.ErrLeft):
			s.catalogue.Drop(a)
		case err != nil:
			return err
		default:
			s.catalogue.Learn(n)
		}
	}
	s.refresher.Recorded(c.Nodes)
	return nil
}

// Lead implements journal.Member: what one replica alone does.
func (s replica) Lead(ctx context.Context) error {
	if s.journal.Heard().Ready { // what was taken over is up with the chain
		s.syncer.Synced()
		s.refresher.Told()
	}
	select {
	case <-ctx.Done():
		return nil
	case <-s.known:
	}
	g, ctx := errgroup.WithContext(ctx)
	g.Go(func() error { return s.syncer.Run(ctx) })
	g.Go(func() error { s.refresher.Lead(ctx); return nil })
	g.Go(func() error { s.keeper.Run(ctx); return nil })
	g.Go(func() error { s.describer.Run(ctx); return nil })
	g.Go(func() error { s.health.Lead(ctx); return nil })
	g.Go(func() error {
		if err := s.journal.Sweep(ctx); err != nil && ctx.Err() == nil {
			s.log.Warn("what an earlier leader left lying is not swept", "err", err)
		}
		return nil
	})
	if s.agent != nil {
		g.Go(func() error { return s.agent.Run(ctx) })
	}
	if s.certify != nil {
		g.Go(func() error { return s.certify.Run(ctx) })
	}
	return g.Wait()
}

// found takes over what the leader found out about some nodes.
func (s replica) found(ctx context.Context, nodes []eth.Address) error {
	if s.certify == nil {
		return nil
	}
	for _, a := range nodes {
		cert, err := s.store.Checks.Certificate(ctx, a)
		if errors.Is(err, store.ErrNone) {
			continue
		}
		if err != nil {
			return err
		}
		s.certify.Learn(cert)
	}
	return nil
}

// leads is nil where this replica, which leads, is up with the chain.
func (s *Server) leads() error { return errors.Join(s.syncer.Ready(), s.refresher.Ready()) }

// start waits for the chain and checks that it is the right one.
func (s *Server) start(ctx context.Context) {
	pause := 200 * time.Millisecond
	for {
		err := s.readChain(ctx)
		if err == nil {
			close(s.known)
			return
		}
		if ctx.Err() != nil {
			return
		}
		switch {
		case errors.Is(err, chain.ErrNotContract):
			s.log.Error("the contracts are not where the addresses say", "err", err)
		case errors.Is(err, errSettings):
			s.log.Error("the platform cannot start", "err", err)
		default:
			s.log.Warn("the chain cannot be read; trying on", "err", err)
		}
		select {
		case <-ctx.Done():
			return
		case <-time.After(pause):
			pause = min(2*pause, 10*time.Second)
		}
	}
}

// finality tells the catalogue what of the chain is final, while nodes wait for that.
func (s *Server) finality(ctx context.Context) {
	t := time.NewTicker(2 * time.Second)
	defer t.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-t.C:
		}
		if !s.catalogue.Pending() {
			continue
		}
		call, cancel := context.WithTimeout(ctx, 5*time.Second)
		b, err := s.final(call)
		cancel()
		if err != nil {
			s.log.Debug("what is final is not known", "err", err)
			continue
		}
		s.catalogue.SetFinal(b.Time)
	}
}

// final is the newest block that counts as final.
func (s *Server) final(ctx context.Context) (chain.Block, error) {
	if s.cfg.finalBlocks < 0 {
		return s.chain.Finalized(ctx)
	}
	head, err := s.chain.Head(ctx)
	if err != nil || head.Number < uint64(s.cfg.finalBlocks) {
		return chain.Block{}, err
	}
	return s.chain.BlockAt(ctx, head.Number-uint64(s.cfg.finalBlocks))
}
