package follow

import (
	"context"
	"fmt"
	"slices"

	"golang.org/x/sync/errgroup"

	"berth/contracts/chain"
)

// extend reads the next blocks, makes sure that all of it is of one chain, and hands it over.
func (f *Follower[E]) extend(ctx context.Context, head chain.Block) error {
	next, last := f.next(), f.cp.Head()
	to := min(head.Number, next+f.cfg.Span-1)
	from := next // the first block whose header is read
	if head.Number-next >= TailLength {
		from = max(next, min(to, head.Number-TailLength+1))
	}
	headers, err := f.headers(ctx, from, to, head)
	if err != nil {
		return err
	}
	events, err := f.cfg.Logs.Logs(ctx, next, to)
	if err != nil {
		return err
	}
	if from == next && len(f.cp.Tail) > 0 && headers[0].Parent != last.Hash || !connected(next, headers, events) {
		return ErrMoved
	}
	// The events were read by number: they are of these blocks only if the chain has still the same end.
	if err := f.still(ctx, headers[len(headers)-1]); err != nil {
		return err
	}
	if from > next && len(f.cp.Tail) > 0 {
		if err := f.still(ctx, last); err != nil {
			return err
		}
	}
	cp := Checkpoint{Origin: f.cp.Origin}
	if cp.Origin.IsZero() {
		if cp.Origin, err = f.origin(ctx); err != nil {
			return err
		}
	}
	tail := headers
	if from == next {
		tail = append(slices.Clip(f.cp.Tail), headers...)
	}
	cp.Tail = f.trim(ctx, head, tail, f.cp.Tail)
	if err := f.cfg.Sink.Extend(ctx, Span[E]{From: next, Events: events, Checkpoint: cp}); err != nil {
		return fmt.Errorf("blocks %d to %d: %w", next, to, err)
	}
	f.cp, f.sure = cp, true
	return nil
}

// headers reads the headers from and to, both included.
func (f *Follower[E]) headers(ctx context.Context, from, to uint64, head chain.Block) ([]chain.Block, error) {
	headers := make([]chain.Block, to-from+1)
	g, ctx := errgroup.WithContext(ctx)
	g.SetLimit(readers)
	for i := range headers {
		n := from + uint64(i)
		if n == head.Number {
			headers[i] = head
			continue
		}
		g.Go(func() (err error) {
			headers[i], err = f.cfg.Blocks.BlockAt(ctx, n)
			return err
		})
	}
	return headers, g.Wait()
}

// still fails unless the chain has a block.
func (f *Follower[E]) still(ctx context.Context, b chain.Block) error {
	now, err := f.cfg.Blocks.BlockAt(ctx, b.Number)
	if err != nil {
		return err
	}
	if now.Hash != b.Hash {
		return ErrMoved
	}
	return nil
}

// connected reports whether headers follow on each other, and events are rising, in range and of these very blocks.
func connected[E Event](next uint64, headers []chain.Block, events []E) bool {
	for i := 1; i < len(headers); i++ {
		if headers[i].Parent != headers[i-1].Hash {
			return false
		}
	}
	first, to := headers[0].Number, headers[len(headers)-1].Number
	for _, e := range events {
		p := e.At()
		if p.Block < next || p.Block > to || p.Block >= first && p.BlockHash != headers[p.Block-first].Hash {
			return false
		}
		next = p.Block
	}
	return true
}

// trim keeps the newest headers, and before them one that is final, if none of them is: what cannot be rolled back to any
// of the others can be to that one. old is the tail before.
func (f *Follower[E]) trim(ctx context.Context, head chain.Block, tail, old []chain.Block) []chain.Block {
	tail = slices.Clone(tail[max(0, len(tail)-TailLength):])
	oldest := tail[0].Number
	if oldest <= max(f.final, f.cfg.First) {
		return tail
	}
	if f.asked == 0 || head.Number >= f.asked+TailLength/4 {
		f.asked = head.Number
		// Without an answer there is only less to go back to.
		if final, err := f.cfg.Blocks.Finalized(ctx); err == nil {
			f.final = final.Number
			if final.Number >= f.cfg.First && final.Number < oldest {
				return slices.Insert(tail, 0, final)
			}
		}
	}
	if oldest > f.final && len(old) > 0 && old[0].Number <= f.final {
		return slices.Insert(tail, 0, old[0])
	}
	return tail
}
