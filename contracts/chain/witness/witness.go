// Package witness follows a chain through several endpoints, none of which is believed alone. A head counts once more than
// half of those that answer have that very block; events count once two of these give the same. One that is behind is no
// witness and no liar; one that contradicts is noticed and said, and what cannot be decided is not taken: unknown is not
// failed. A block's hash is reckoned here out of its header, so that whoever has the head has all blocks before it.
//
// One that answers alone is believed once the others have been silent for a while: a call that fails now and then leaves nobody
// the word. With one endpoint there is nobody to ask: it is believed, but for what contradicts itself.
package witness

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/url"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"berth/contracts/chain"
	"berth/contracts/chain/beside"
	"berth/contracts/chain/follow"
	"berth/shared/eth"
)

// ErrDispute is what endpoints contradict each other about, without a majority for either.
var ErrDispute = errors.New("the chain's endpoints contradict each other")

// Endpoint is one way to the chain. *chain.Client is one.
type Endpoint interface {
	follow.Blocks
	follow.Logs[chain.Event]
}

// How long an endpoint may take to tell of a block, or of events, once another has; and how long its head may stand still while
// another's goes on, until it is no witness any more; and how long the others have to be silent until one is believed alone.
const (
	patience     = 3 * time.Second
	longPatience = 20 * time.Second
	frozen       = 2 * time.Minute
	silence      = 10 * time.Second
)

// Witness is the chain as its endpoints have it together. It is safe for concurrent use.
type Witness struct {
	log *slog.Logger
	all []*source

	disputes atomic.Uint64

	mu     sync.Mutex
	agreed []*source // have the newest head that counted
}

var (
	_ follow.Blocks            = (*Witness)(nil)
	_ follow.Logs[chain.Event] = (*Witness)(nil)
	_ follow.Heads             = (*Witness)(nil)
)

// source is an endpoint, and what is thought of it.
type source struct {
	Endpoint
	name string

	mu    sync.Mutex
	state string    // what was said of it last; empty: it is well
	head  uint64    // that it told last
	since time.Time // when it told that first
	heard time.Time // when it told a head last; at first, when it began to be asked
	gave  time.Time // when it gave events last, likewise
}

// hears keeps that an endpoint told something.
func (s *source) hears(when *time.Time) {
	s.mu.Lock()
	defer s.mu.Unlock()
	*when = time.Now()
}

// silent reports whether an endpoint has told nothing for a while.
func (s *source) silent(when *time.Time) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return time.Since(*when) >= silence
}

// stands reports whether an endpoint's head has stood still for long.
func (s *source) stands(head uint64) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	now := time.Now()
	if head != s.head || s.since.IsZero() {
		s.head, s.since = head, now
	}
	return now.Sub(s.since) >= frozen
}

// doubted reports whether an endpoint contradicted others when it was compared last.
func (s *source) doubted() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.state == contradicts
}

// New makes a witness of endpoints with names for the log; the first that is well is asked first.
func New(names []string, endpoints []Endpoint, log *slog.Logger) *Witness {
	w, now := &Witness{log: log}, time.Now()
	for i, e := range endpoints {
		w.all = append(w.all, &source{Endpoint: e, name: names[i], heard: now, gave: now})
	}
	w.agreed = w.all
	return w
}

// Of makes a witness of clients by their URLs, of which the log gets the hosts: what is behind those may be a secret.
func Of(urls []string, clients []*chain.Client, log *slog.Logger) *Witness {
	names, endpoints := make([]string, len(urls)), make([]Endpoint, len(urls))
	for i, c := range clients {
		endpoints[i], names[i] = c, fmt.Sprint(i+1)
		if u, err := url.Parse(urls[i]); err == nil {
			names[i] = u.Host
		}
	}
	return New(names, endpoints, log)
}

// Disputes is how often an endpoint has contradicted others.
func (w *Witness) Disputes() uint64 { return w.disputes.Load() }

// Agreeing is how many endpoints had the head that was taken last.
func (w *Witness) Agreeing() int { return len(w.sources()) }

// note says what is thought of an endpoint when that changes.
func (w *Witness) note(s *source, state string, args ...any) {
	s.mu.Lock()
	same := s.state == state
	s.state = state
	s.mu.Unlock()
	switch {
	case same:
	case state == "":
		w.log.Info("an endpoint of the chain is well again", "endpoint", s.name)
	default:
		w.log.Warn("an endpoint of the chain "+state, append([]any{"endpoint", s.name}, args...)...)
	}
}

// The states that are said.
const (
	away        = "cannot be asked"
	contradicts = "contradicts the others"
	stopped     = "stands still"
)

func (w *Witness) sources() []*source {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.agreed
}

// answer is what an endpoint said.
type answer[T any] = beside.Answer[*source, T]

// well leaves the answers that are none of a failure, in the order of the endpoints.
func (w *Witness) well(all []answer[chain.Block]) (good []answer[chain.Block], err error) {
	var errs []error
	for _, a := range all {
		if a.Err == nil {
			good = append(good, a)
			continue
		}
		errs = append(errs, a.Err)
		if !chain.Answered(a.Err) {
			w.note(a.Who, away, "err", a.Err)
		}
	}
	slices.SortFunc(good, func(a, b answer[chain.Block]) int {
		return cmp.Compare(slices.Index(w.all, a.Who), slices.Index(w.all, b.Who))
	})
	if len(good) == 0 {
		return nil, errors.Join(errs...)
	}
	return good, nil
}

// Head implements follow.Blocks: the newest block that more than half of those who answer have.
func (w *Witness) Head(ctx context.Context) (chain.Block, error) {
	heads, err := w.well(beside.Ask(ctx, w.all, patience, func(ctx context.Context, s *source) (chain.Block, error) { return s.Head(ctx) }, nil))
	if err != nil {
		return chain.Block{}, err
	}
	if len(w.all) == 1 {
		w.note(heads[0].Who, "")
		return heads[0].Value, nil
	}
	for _, h := range heads {
		h.Who.hears(&h.Who.heard)
	}
	told := heads
	heads = w.moving(slices.Clone(heads))
	if len(heads) == 1 {
		if heads[0].Who.doubted() {
			return chain.Block{}, fmt.Errorf("only one answers, and that one has contradicted others: %w", ErrDispute)
		}
		for _, s := range w.all {
			if !said(told, s) && !s.silent(&s.heard) {
				return chain.Block{}, fmt.Errorf("only one answers, and others did just now: %w", ErrDispute)
			}
		}
	}
	quorum := len(heads)/2 + 1
	numbers := make([]uint64, len(heads))
	for i, h := range heads {
		numbers[i] = h.Value.Number
	}
	slices.Sort(numbers)
	at := numbers[len(numbers)-quorum] // so many have come as far
	var there []*source
	at0 := map[*source]chain.Block{}
	for _, h := range heads {
		switch {
		case h.Value.Number == at:
			at0[h.Who] = h.Value
			there = append(there, h.Who)
		case h.Value.Number > at:
			there = append(there, h.Who)
		}
	}
	blocks, err := w.well(beside.Ask(ctx, there, patience, func(ctx context.Context, s *source) (chain.Block, error) {
		if b, ok := at0[s]; ok {
			return b, nil
		}
		return s.BlockAt(ctx, at)
	}, nil))
	if err != nil {
		return chain.Block{}, err
	}
	having := map[eth.Hash][]*source{}
	for _, b := range blocks {
		having[b.Value.Hash] = append(having[b.Value.Hash], b.Who)
	}
	best := blocks[0]
	for _, b := range blocks {
		if len(having[b.Value.Hash]) > len(having[best.Value.Hash]) {
			best = b
		}
	}
	agree := having[best.Value.Hash]
	if len(agree) < quorum {
		w.disputes.Add(1)
		for _, b := range blocks {
			w.note(b.Who, contradicts, "block", at, "hash", b.Value.Hash)
		}
		return chain.Block{}, fmt.Errorf("block %d: %w", at, ErrDispute)
	}
	for _, s := range agree {
		w.note(s, "")
	}
	// Who says to be further and does not have the block, or another one, says what is not so.
	for _, s := range there {
		if !slices.Contains(agree, s) {
			w.disputes.Add(1)
			w.note(s, contradicts, "block", at)
		}
	}
	w.mu.Lock()
	w.agreed = agree
	w.mu.Unlock()
	return best.Value, nil
}

// said reports whether an endpoint is among those that answered.
func said[T any](all []answer[T], s *source) bool {
	return slices.ContainsFunc(all, func(a answer[T]) bool { return a.Who == s })
}

// moving leaves out whose head has stood still for long behind another's.
func (w *Witness) moving(heads []answer[chain.Block]) []answer[chain.Block] {
	newest := uint64(0)
	for _, h := range heads {
		newest = max(newest, h.Value.Number)
	}
	return slices.DeleteFunc(heads, func(h answer[chain.Block]) bool {
		still := h.Who.stands(h.Value.Number) && h.Value.Number < newest
		if still {
			w.note(h.Who, stopped, "block", h.Value.Number)
		}
		return still
	})
}

// first asks those who agreed, one after the other, until one answers.
func first[T any](ctx context.Context, w *Witness, f func(context.Context, *source) (T, error)) (T, error) {
	var errs []error
	var zero T
	for _, s := range w.sources() {
		a := beside.Ask(ctx, []*source{s}, 0, f, nil)[0]
		if chain.Answered(a.Err) {
			return a.Value, a.Err
		}
		w.note(s, away, "err", a.Err)
		if errs = append(errs, a.Err); ctx.Err() != nil {
			break
		}
	}
	return zero, errors.Join(errs...)
}

// BlockAt implements follow.Blocks.
func (w *Witness) BlockAt(ctx context.Context, number uint64) (chain.Block, error) {
	return first(ctx, w, func(ctx context.Context, s *source) (chain.Block, error) { return s.BlockAt(ctx, number) })
}

// Finalized implements follow.Blocks: the last block that more than half of those who agreed say is final.
func (w *Witness) Finalized(ctx context.Context) (chain.Block, error) {
	all, err := w.well(beside.Ask(ctx, w.sources(), patience, func(ctx context.Context, s *source) (chain.Block, error) { return s.Finalized(ctx) }, nil))
	if err != nil {
		return chain.Block{}, err
	}
	slices.SortFunc(all, func(a, b answer[chain.Block]) int { return cmp.Compare(b.Value.Number, a.Value.Number) })
	final := all[len(all)/2].Value
	if all[0].Value.Hash == final.Hash {
		return final, nil
	}
	return w.BlockAt(ctx, final.Number) // of the chain that was agreed on
}

// Heads implements follow.Heads, by the first endpoint that can.
func (w *Witness) Heads(ctx context.Context) (<-chan struct{}, error) {
	err := error(errors.ErrUnsupported)
	for _, s := range w.sources() {
		heads, ok := s.Endpoint.(follow.Heads)
		if !ok {
			continue
		}
		ch, failed := heads.Heads(ctx)
		if failed == nil {
			return ch, nil
		}
		if !errors.Is(failed, errors.ErrUnsupported) {
			err = failed
		}
	}
	return nil, err
}
