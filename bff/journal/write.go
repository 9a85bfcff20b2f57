package journal

import (
	"cmp"
	"context"
	"crypto/rand"
	"encoding/hex"
	"errors"
	"fmt"

	"berth/bff/indexer"
	"berth/contracts/chain/follow"
	"berth/shared/eth"
)

func mark() string {
	b := make([]byte, 8)
	rand.Read(b) // never fails, as crypto/rand says
	return hex.EncodeToString(b)
}

// Checkpoint implements indexer.Checkpoints: that of the entries that were loaded.
func (j *Journal) Checkpoint(context.Context) (follow.Checkpoint, error) {
	j.mu.Lock()
	defer j.mu.Unlock()
	return j.cp, nil
}

// enter waits for the turn to write, and gives what ends it.
func (j *Journal) enter() (leave func()) {
	j.turn <- struct{}{}
	return func() { <-j.turn }
}

// Read implements indexer.Log. It reads the journal anew, so it comes before Checkpoint.
func (j *Journal) Read(ctx context.Context) ([]indexer.Fold, []indexer.Block, error) {
	return j.load(ctx)
}

// AddFolds implements indexer.Log. They count once the entry after them is written.
func (j *Journal) AddFolds(ctx context.Context, all []indexer.Fold) error {
	defer j.enter()()
	if !j.Leads() {
		return ErrFenced
	}
	stamp := Stamp{j.term, j.next, mark()}
	docs := make([]Fold, len(all))
	for i, f := range all {
		docs[i] = Fold{stamp, f}
		j.tried[ref{fold: docs[i].Key()}] = true
	}
	j.folds = docs
	return j.store.AddFolds(ctx, docs)
}

// AddBlocks implements indexer.Log. They count once the entry after them is written.
func (j *Journal) AddBlocks(ctx context.Context, all []indexer.Block) error {
	defer j.enter()()
	if !j.Leads() {
		return ErrFenced
	}
	docs := make([]Block, len(all))
	for i, b := range all {
		docs[i] = Block{j.key(b.Number, b.Hash, j.term, j.next), j.term, j.next, b}
		j.tried[ref{block: docs[i].Key}] = true
	}
	j.pending = docs
	return j.store.AddBlocks(ctx, docs)
}

// RemoveBlocks implements indexer.Log. What no longer counts is removed now or later; only the database grows less by it.
func (j *Journal) RemoveBlocks(ctx context.Context, _ []uint64) error {
	defer j.enter()()
	return j.clean(ctx)
}

func (j *Journal) clean(ctx context.Context) error {
	if !j.Leads() {
		return ErrFenced
	}
	if err := j.remove(ctx, j.gone); err != nil {
		return err
	}
	j.gone = nil
	return nil
}

// remove deletes documents.
func (j *Journal) remove(ctx context.Context, all []ref) error {
	var blocks []string
	var folds []FoldKey
	for _, r := range all {
		if r.block != "" {
			blocks = append(blocks, r.block)
		} else {
			folds = append(folds, r.fold)
		}
	}
	return errors.Join(j.store.RemoveBlocks(ctx, blocks), j.store.RemoveFolds(ctx, folds))
}

// SetCheckpoint implements indexer.Checkpoints: it writes the entry. ErrFenced: this replica leads no more.
func (j *Journal) SetCheckpoint(ctx context.Context, cp follow.Checkpoint) error {
	defer j.enter()()
	e := Entry{Kind: Blocks, Checkpoint: &cp}
	if head := j.cp.Head(); len(cp.Tail) == 0 {
		e.Kind = Anew
	} else if len(j.cp.Tail) > 0 && cp.Head().Number <= head.Number && cp.Head() != head {
		e.Kind = Back
	}
	if e.Kind != Blocks {
		j.pending, j.folds = nil, nil
	}
	var added []Block
	for _, b := range j.pending {
		// The checkpoint before may be written once more, after an entry of which nothing is known.
		if b.Number > j.cp.Head().Number && b.Number <= cp.Head().Number {
			added, e.Added = append(added, b), append(e.Added, b.Key)
		}
	}
	if cp.Head() == j.cp.Head() {
		j.folds = nil
	}
	if err := j.restamp(ctx); err != nil {
		return err
	}
	for _, f := range j.folds {
		e.Mark = f.Stamp.Mark
		if f.Told {
			e.Folds = append(e.Folds, f.Name())
		}
	}
	if e.Kind != Blocks {
		for n, key := range j.keys {
			if e.Kind == Anew || n > cp.Head().Number {
				e.Gone = append(e.Gone, key)
			}
		}
	}
	if err := j.write(ctx, e); err != nil {
		return err
	}
	slot := j.next - 1
	// Only now is it known what was written in vain.
	for _, b := range added {
		delete(j.tried, ref{block: b.Key})
	}
	for _, f := range j.folds {
		delete(j.tried, ref{fold: f.Key()})
	}
	for r := range j.tried {
		j.gone = append(j.gone, r)
	}
	clear(j.tried)
	for _, f := range j.folds {
		name := f.Name()
		if was, there := j.stamps[name]; there {
			j.leave(slot, ref{fold: FoldKey{name, was}})
		}
		j.stamps[name] = f.Stamp
	}
	if e.Kind == Anew {
		for name, was := range j.stamps {
			j.gone = append(j.gone, ref{fold: FoldKey{name, was}})
		}
		clear(j.stamps)
	}
	for _, key := range e.Gone {
		j.gone = append(j.gone, ref{block: key})
	}
	j.pending, j.folds = nil, nil
	j.keep(added, slot)
	return j.trim(ctx)
}

// restamp writes the folds of the next entry once more where the slot that they were written for has become another's.
func (j *Journal) restamp(ctx context.Context) error {
	if len(j.folds) == 0 || j.folds[0].Slot == j.next {
		return nil
	}
	stamp := Stamp{j.term, j.next, mark()}
	for i := range j.folds {
		j.folds[i].Stamp = stamp
		j.tried[ref{fold: j.folds[i].Key()}] = true
	}
	return j.store.AddFolds(ctx, j.folds)
}

// Changed says that what is known of these nodes has changed, after put has written that down under a stamp, with which it counts. Where put
// fails, or the entry, another call has another stamp.
func (j *Journal) Changed(ctx context.Context, nodes []eth.Address, put func(context.Context, Stamp) error) error {
	defer j.enter()()
	if !j.Leads() {
		return ErrFenced
	}
	e := Entry{Kind: Nodes, Nodes: nodes, Mark: mark()}
	if err := put(ctx, Stamp{j.term, j.next, e.Mark}); err != nil {
		return err
	}
	return j.tell(ctx, e)
}

// Found says that what was found out about these nodes has changed, and is written down.
func (j *Journal) Found(ctx context.Context, nodes []eth.Address) error {
	defer j.enter()()
	return j.tell(ctx, Entry{Kind: Found, Found: nodes})
}

// tell writes an entry about nodes; it is this caller's turn.
func (j *Journal) tell(ctx context.Context, e Entry) error {
	if j.next > j.marked+kept/2 && j.marked > 0 {
		cp := j.cp
		e.Checkpoint = &cp // or it would be let go of
	}
	if err := j.write(ctx, e); err != nil {
		return err
	}
	return j.trim(ctx)
}

// Forget implements indexer.Checkpoints: what belonged to a chain that is gone.
func (j *Journal) Forget(ctx context.Context) error {
	defer j.enter()()
	if !j.Leads() {
		return ErrFenced
	}
	return j.store.Forget(ctx)
}

// write puts an entry into the next slot; it is this caller's turn. An error other than ErrFenced says that it is not known whether it
// stands: the same call again settles it.
func (j *Journal) write(ctx context.Context, e Entry) error {
	if !j.Leads() {
		return ErrFenced
	}
	e.Slot, e.Term, e.Mark, e.Since = j.next, j.term, cmp.Or(e.Mark, mark()), j.since
	if e.Kind == Anew {
		e.Since = e.Slot
	}
	if err := j.store.AddEntry(ctx, e); err != nil {
		return err
	}
	stands, err := j.store.Entry(ctx, e.Slot)
	switch {
	case errors.Is(err, ErrNone):
		return j.lose(ErrFenced) // it has been let go of already
	case err != nil:
		return err
	case stands.Mark != e.Mark && stands.Term == e.Term:
		// Ours, of a call that broke off: it stands for good, and so does what it says.
		return j.lose(fmt.Errorf("slot %d has an earlier entry of this term: %w", e.Slot, ErrFenced))
	case stands.Mark != e.Mark:
		return j.lose(ErrFenced)
	}
	// The slot could have been let go of by a later leader, if this replica has slept for long.
	if _, err := j.store.Term(ctx, j.term+1); err == nil {
		return j.lose(ErrFenced)
	} else if !errors.Is(err, ErrNone) {
		return err
	}
	j.mu.Lock()
	j.see(e)
	j.mu.Unlock()
	return nil
}

// lose ends this replica's term.
func (j *Journal) lose(err error) error {
	j.mu.Lock()
	defer j.mu.Unlock()
	j.leads = false
	if j.fenced != nil {
		j.fenced(err)
	}
	return err
}

// trim lets go of entries that every replica has by now, or has to do without; it is this caller's turn.
func (j *Journal) trim(ctx context.Context) error {
	if !j.swept || len(j.tried) > 0 || j.next < j.oldest+kept+trimmed {
		return nil // somebody may have written in vain, which only the entries tell
	}
	slots := make([]uint64, 0, trimmed)
	for s := j.oldest; s < j.next-kept; s++ {
		slots = append(slots, s)
	}
	// What such an entry took out must be gone before it is, and so must what was written in vain; what it put something in the place of may go.
	end := slots[len(slots)-1]
	var left []old
	for _, o := range j.old {
		if o.slot <= end {
			j.gone = append(j.gone, o.ref)
		} else {
			left = append(left, o)
		}
	}
	j.old = left
	if err := j.clean(ctx); err != nil {
		return nil // tried again by the next one: the entry itself stands
	}
	if err := j.store.RemoveEntries(ctx, slots); err != nil {
		return nil
	}
	j.oldest = j.next - kept
	return nil
}
