package witness

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"reflect"
	"slices"

	"berth/contracts/chain"
	"berth/contracts/chain/beside"
)

// Logs implements follow.Logs: what two of those who agreed give alike, or, where only one answers, that one, once the others have
// given none for a while. What comes twice is taken once.
func (w *Witness) Logs(ctx context.Context, from, to uint64) ([]chain.Event, error) {
	var got []answer[[]chain.Event]
	var errs []error
	var failed []*source
	for sources := w.sources(); len(sources) > 0; {
		n := min(len(sources), max(1, 2-len(got))) // two at first, then one more at a time
		for _, a := range beside.Ask(ctx, sources[:n], longPatience, func(ctx context.Context, s *source) ([]chain.Event, error) { return s.Logs(ctx, from, to) }, nil) {
			if a.Err == nil {
				a.Value, a.Err = once(a.Value)
			}
			if a.Err != nil {
				w.note(a.Who, away, "err", a.Err)
				errs, failed = append(errs, a.Err), append(failed, a.Who)
				continue
			}
			a.Who.hears(&a.Who.gave)
			for _, b := range got {
				if reflect.DeepEqual(a.Value, b.Value) {
					w.blame(got, b.Value, from, to)
					return a.Value, nil
				}
			}
			got = append(got, a)
		}
		sources = sources[n:]
	}
	switch len(got) {
	case 0:
		return nil, errors.Join(errs...)
	case 1:
		if slices.ContainsFunc(failed, func(s *source) bool { return !s.silent(&s.gave) }) {
			return nil, fmt.Errorf("events of blocks %d to %d: only one answers, and others did just now: %w", from, to, ErrDispute)
		}
		return got[0].Value, nil
	}
	w.blame(got, nil, from, to)
	return nil, fmt.Errorf("events of blocks %d to %d: %w", from, to, ErrDispute)
}

// blame notes who gave other events than those that were right; nil: none were.
func (w *Witness) blame(got []answer[[]chain.Event], right []chain.Event, from, to uint64) {
	for _, a := range got {
		if right == nil || !reflect.DeepEqual(a.Value, right) {
			w.disputes.Add(1)
			w.note(a.Who, contradicts, "from", from, "to", to, "events", len(a.Value))
		}
	}
}

// once leaves out what is there twice. Events that do not rise otherwise are nothing that a chain has.
func once(all []chain.Event) ([]chain.Event, error) {
	type number struct {
		block uint64
		index uint
	}
	kept, at := make([]chain.Event, 0, len(all)), make(map[number]int, len(all))
	for _, e := range all {
		p := e.At()
		i, twice := at[number{p.Block, p.Index}]
		switch {
		case twice && reflect.DeepEqual(kept[i], e):
			continue
		case twice:
			return nil, fmt.Errorf("two events are number %d of block %d", p.Index, p.Block)
		case len(kept) > 0:
			if last := kept[len(kept)-1].At(); cmp.Or(cmp.Compare(p.Block, last.Block), cmp.Compare(p.Index, last.Index)) < 0 {
				return nil, fmt.Errorf("event %d of block %d comes after %d of %d", p.Index, p.Block, last.Index, last.Block)
			}
		}
		at[number{p.Block, p.Index}] = len(kept)
		kept = append(kept, e)
	}
	return kept, nil
}
