package journal

import (
	"context"
	"errors"
	"fmt"
	"time"

	"berth/bff/indexer"
	"berth/contracts/chain/follow"
	"berth/shared/eth"
)

// Change is an entry as a follower takes it over.
type Change struct {
	Kind       Kind
	Stamp      Stamp
	Checkpoint *follow.Checkpoint // nil: as before
	Folds      []indexer.Fold     // that cannot be made of blocks; they come before those
	Blocks     []indexer.Block
	Nodes      []eth.Address
	Found      []eth.Address
}

// Member is one replica's own part. Run calls one of its methods at a time.
type Member interface {
	// Load reads everything anew: the journal by its Read and Checkpoint.
	Load(context.Context) error
	// Take takes over what the leader did.
	Take(context.Context, Change) error
	// Lead works as leader until ctx ends. What was taken over is in the member already.
	Lead(context.Context) error
}

// longest is the longest pause after an error.
const longest = 5 * time.Second

// Run keeps a member up until ctx ends: it loads, follows, and leads when nobody else does. It gives no error but a member's
// own, of Lead, that is not for want of a term.
func (j *Journal) Run(ctx context.Context, m Member) error {
	pause := j.times.Poll
	for ctx.Err() == nil {
		err := j.round(ctx, m)
		var own *memberError
		switch {
		case ctx.Err() != nil:
			return nil
		case errors.As(err, &own):
			return own.error
		case err == nil || errors.Is(err, ErrFenced), errors.Is(err, errBehind):
			j.log.Info("reading the database anew", "why", err)
			pause = j.times.Poll
			continue
		}
		j.log.Warn("the database cannot be read; trying on", "err", err)
		sleep(ctx, pause)
		pause = min(2*pause, longest)
	}
	return nil
}

type memberError struct{ error }

// errBehind is a replica that has slept for longer than entries are kept.
var errBehind = errors.New("entries that were not read are gone")

func sleep(ctx context.Context, d time.Duration) {
	select {
	case <-ctx.Done():
	case <-time.After(d):
	}
}

// round loads, follows and leads, until something ends it.
func (j *Journal) round(ctx context.Context, m Member) error {
	if err := m.Load(ctx); err != nil {
		return err
	}
	if err := j.follow(ctx, m); err != nil {
		return err
	}
	return j.lead(ctx, m)
}

// follow takes over what the leader does, until there is none: then this replica leads.
func (j *Journal) follow(ctx context.Context, m Member) error {
	var last Beat
	heard := time.Now()
	for {
		for {
			more, err := j.step(ctx, m)
			if err != nil {
				return err
			}
			if !more {
				break
			}
		}
		if err := j.present(ctx); err != nil {
			return err
		}
		b, err := j.store.Beat(ctx, j.known())
		if err != nil && !errors.Is(err, ErrNone) {
			return err
		}
		if b != last {
			last, heard = b, time.Now()
			j.hear(b)
		}
		if j.times.Alone || b.Left || j.known() == 0 || time.Since(heard) >= j.times.Patience {
			won, err := j.stand(ctx, m)
			if err != nil || won {
				return err
			}
			last, heard = Beat{}, time.Now()
		}
		sleep(ctx, j.times.Poll)
		if err := ctx.Err(); err != nil {
			return err
		}
	}
}

func (j *Journal) known() uint64 {
	j.mu.Lock()
	defer j.mu.Unlock()
	return j.term
}

// step takes over the next entry, if there is one.
func (j *Journal) step(ctx context.Context, m Member) (more bool, err error) {
	j.mu.Lock()
	slot := j.next
	j.mu.Unlock()
	e, err := j.store.Entry(ctx, slot)
	if errors.Is(err, ErrNone) {
		return false, nil
	}
	if err != nil {
		return false, err
	}
	// A slot that was let go of may have been written again, by one who woke late: then the one before it is gone, too.
	if err := j.present(ctx); err != nil {
		return false, err
	}
	c := Change{Kind: e.Kind, Stamp: Stamp{e.Term, e.Slot, e.Mark}, Checkpoint: e.Checkpoint, Nodes: e.Nodes, Found: e.Found}
	for _, name := range e.Folds {
		f, err := j.store.Fold(ctx, FoldKey{name, c.Stamp})
		if errors.Is(err, ErrNone) {
			return false, errBehind // one in its place is of an entry that is gone by now
		}
		if err != nil {
			return false, err
		}
		c.Folds = append(c.Folds, f)
	}
	var added []Block
	for _, key := range e.Added {
		b, err := j.store.Block(ctx, key)
		if errors.Is(err, ErrNone) {
			continue // a later entry has taken it out again
		}
		if err != nil {
			return false, err
		}
		c.Blocks, added = append(c.Blocks, b), append(added, Block{Key: key, Term: e.Term, Slot: e.Slot, Block: b})
	}
	if err := m.Take(ctx, c); err != nil {
		return false, err
	}
	j.mu.Lock()
	defer j.mu.Unlock()
	j.see(e)
	j.keep(added, e.Slot)
	for _, key := range e.Gone {
		j.gone = append(j.gone, ref{block: key}) // whoever leads next makes sure
	}
	if n := len(j.old); n > mostGone {
		j.old = j.old[n-mostGone:]
	}
	if n := len(j.gone); n > mostGone {
		j.gone = j.gone[n-mostGone:]
	}
	return true, nil
}

// mostGone is how many keys a follower remembers: of more than the entries that are kept can name nothing is lost.
const mostGone = 100_000

// present fails where the newest entry that was read is gone: then so may be those after it.
func (j *Journal) present(ctx context.Context) error {
	j.mu.Lock()
	slot := j.next - 1
	j.mu.Unlock()
	if slot == 0 {
		return nil
	}
	_, err := j.store.Entry(ctx, slot)
	if errors.Is(err, ErrNone) {
		return errBehind
	}
	return err
}

// stand tries to become leader: it takes the next term, and then the next slot.
func (j *Journal) stand(ctx context.Context, m Member) (won bool, err error) {
	term, own := j.known()+1, mark()
	if err := j.store.AddTerm(ctx, term, own); err != nil {
		return false, err
	}
	got, err := j.store.Term(ctx, term)
	if err != nil {
		return false, err
	}
	j.mu.Lock()
	j.term = term // ours, or to be waited for
	j.mu.Unlock()
	if got != own {
		return false, nil
	}
	if err := j.store.PutBeat(ctx, term, Beat{Count: 1}); err != nil {
		return false, err
	}
	for {
		for {
			more, err := j.step(ctx, m)
			if err != nil {
				return false, err
			}
			if !more {
				break
			}
		}
		if err := j.present(ctx); err != nil {
			return false, err
		}
		won, err := j.begin(ctx, term)
		if err != nil || won {
			return won, err
		}
	}
}

// begin writes the first entry of a term; false: the leader before was faster.
func (j *Journal) begin(ctx context.Context, term uint64) (bool, error) {
	defer j.enter()()
	e := Entry{Slot: j.next, Term: term, Mark: mark(), Kind: Led, Since: j.since}
	if cp := j.cp; len(cp.Tail) > 0 || !cp.Origin.IsZero() {
		e.Checkpoint = &cp
	}
	if err := j.store.AddEntry(ctx, e); err != nil {
		return false, err
	}
	stands, err := j.store.Entry(ctx, e.Slot)
	if err != nil || stands.Mark != e.Mark {
		return false, err
	}
	if err := j.store.AddStart(ctx, term, e.Slot); err != nil {
		return false, err
	}
	j.pending, j.folds, j.swept = nil, nil, false
	clear(j.tried)
	j.mu.Lock()
	defer j.mu.Unlock()
	j.see(e)
	j.leads = true
	return true, nil
}

// lead has the member lead for as long as the term lasts.
func (j *Journal) lead(ctx context.Context, m Member) error {
	work, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	j.mu.Lock()
	term := j.term
	j.fenced = cancel
	j.mu.Unlock()
	j.log.Info("this replica leads", "term", term)
	beats := make(chan struct{})
	go func() {
		defer close(beats)
		j.sound(work, term, cancel)
	}()
	err := m.Lead(work)
	why := context.Cause(work)
	cancel(nil)
	<-beats
	j.mu.Lock()
	j.leads, j.fenced = false, nil
	next := j.next
	j.mu.Unlock()
	if ctx.Err() != nil {
		// Others need not wait.
		call, done := context.WithTimeout(context.WithoutCancel(ctx), time.Second)
		defer done()
		_ = j.store.PutBeat(call, term, Beat{Count: 1 << 62, Slot: next - 1, Left: true})
		return ctx.Err()
	}
	if why == nil && err != nil {
		return &memberError{err}
	}
	return why
}

// sound gives signs of life, and ends the term when it could give none for so long that others are about to try.
func (j *Journal) sound(ctx context.Context, term uint64, end context.CancelCauseFunc) {
	last := time.Now()
	for n := uint64(2); ; n++ {
		start := time.Now()
		j.mu.Lock()
		slot := j.next - 1
		j.mu.Unlock()
		call, cancel := context.WithTimeout(ctx, j.times.Patience*2/3)
		err := j.store.PutBeat(call, term, Beat{Count: n, Slot: slot, Ready: j.ready() == nil})
		if err == nil {
			_, e := j.store.Term(call, term+1)
			if e == nil {
				end(ErrFenced)
			}
		}
		cancel()
		if err == nil {
			last = start
		} else if time.Since(last) >= j.times.Patience*2/3 {
			end(errSilent)
		}
		sleep(ctx, j.times.Beat)
		if ctx.Err() != nil {
			return
		}
	}
}

// errSilent is a leader that others must believe to be gone.
var errSilent = errors.Join(ErrFenced, errors.New("the database took no sign of life"))

// Heard is the newest sign of life of the leader that this replica follows, or has followed.
func (j *Journal) Heard() Beat {
	j.mu.Lock()
	defer j.mu.Unlock()
	return j.beat
}

func (j *Journal) hear(b Beat) {
	j.mu.Lock()
	defer j.mu.Unlock()
	j.beat = b
}

// Ready is nil where this replica leads and is up with the chain, or has what such a leader wrote.
func (j *Journal) Ready() error {
	j.mu.Lock()
	leads, b, next := j.leads, j.beat, j.next
	j.mu.Unlock()
	switch {
	case leads:
		return j.ready()
	case !b.Ready:
		return errors.New("journal: no replica that is up with the chain was heard of")
	case next+behind <= b.Slot:
		return fmt.Errorf("journal: %d entries behind", b.Slot+1-next)
	}
	return nil
}

// behind is how many entries a replica may be behind that is ready.
const behind = 16

// Leads reports whether this replica leads.
func (j *Journal) Leads() bool {
	j.mu.Lock()
	defer j.mu.Unlock()
	return j.leads
}

// Term is the newest term that is known.
func (j *Journal) Term() uint64 { return j.known() }

// Sweep removes what a leader before has left lying. It may take long, beside the work of the one that leads; until it was done no
// entries are let go of, since they tell what was written in vain.
func (j *Journal) Sweep(ctx context.Context) error {
	k, err := j.entries(ctx)
	if err != nil {
		return err
	}
	if err := j.read(ctx, &k); err != nil {
		return err
	}
	if !j.Leads() {
		return ErrFenced
	}
	if err := errors.Join(j.store.RemoveEntries(ctx, k.stray), j.remove(ctx, k.garbage)); err != nil {
		return err
	}
	defer j.enter()()
	if !j.Leads() {
		return ErrFenced
	}
	// What was written meanwhile is known already.
	for _, f := range k.folds {
		if was, there := j.stamps[f.Name()]; !there || was.Slot < f.Slot {
			j.stamps[f.Name()] = f.Stamp
		}
	}
	j.old = append(j.old, k.old...)
	j.swept = true
	return nil
}
