package backup

import (
	"context"
	"errors"
	"math/rand/v2"
	"time"

	"berth/gateway/ledger"
	"berth/shared/clip"
	"berth/shared/order"
	"berth/shared/wire"
)

const (
	afterStart = 10 * time.Minute // within which what was due while the gateway was off is done
	firstRun   = time.Hour        // within which a new plan is carried out for the first time, at a random moment that then is its own
	firstRetry = 5 * time.Minute  // after a fault; then three times as long each
	mostRetry  = 3                // before the next time that is on schedule
	whenBusy   = time.Minute      // after which it is looked again where somebody else copies the disk
	lookAgain  = time.Minute      // at the latest
)

// period is how long it is from one backup to the next; 0: there is none.
func period(e wire.BackupEvery) time.Duration {
	switch e {
	case wire.BackupHourly:
		return time.Hour
	case wire.BackupDaily:
		return 24 * time.Hour
	case wire.BackupWeekly:
		return 7 * 24 * time.Hour
	}
	return 0
}

// first is when a new plan is carried out for the first time.
func first(now time.Time, e wire.BackupEvery) time.Time {
	if period(e) == 0 {
		return time.Time{}
	}
	return now.Add(rand.N(firstRun)).UTC().Truncate(time.Second)
}

// following is the first time on schedule that lies ahead.
func following(next, now time.Time, e wire.BackupEvery) time.Time {
	d := period(e)
	if d == 0 || next.IsZero() || next.After(now) {
		return next
	}
	return next.Add(d * (now.Sub(next)/d + 1))
}

// next is for how long there is nothing to do.
func (k *Keeper) next() time.Duration {
	k.mu.Lock()
	defer k.mu.Unlock()
	now, wait := k.cfg.Now(), lookAgain
	for id, p := range k.plans {
		if due := p.due(); !due.IsZero() && k.doing[id] == nil {
			wait = min(wait, due.Sub(now))
		}
	}
	if len(k.doing) >= maxRunning {
		return lookAgain // the end of one wakes
	}
	return max(wait, time.Second)
}

// sweep begins what is due, the longest overdue first, and forgets plans whose orders' data is gone.
func (k *Keeper) sweep() {
	now := k.cfg.Now()
	var gone []order.ID
	k.mu.Lock()
	for id, p := range k.plans {
		if t := k.cfg.Orders.Tenure(id); t.Gone || t.User != p.User {
			gone = append(gone, id)
			if j := k.doing[id]; j != nil {
				j.cancel(errGone)
			}
		}
	}
	for len(k.doing) < maxRunning {
		id, p := k.overdue(now)
		if p == nil {
			break
		}
		k.start(id, p, now)
	}
	k.mu.Unlock()
	for _, id := range gone {
		if err := k.forget(id); err != nil {
			k.cfg.Log.Error("a plan of backups is not deleted", "order", id, "err", err)
		}
	}
}

var errGone = errors.New("the order's data is gone")

// overdue is the plan that has waited longest of those that may be carried out.
func (k *Keeper) overdue(now time.Time) (id order.ID, longest *plan) {
	for x, p := range k.plans {
		due := p.due()
		if p.Plan == nil || due.IsZero() || due.After(now) || k.busy(x, p.User) || k.cfg.Orders.Tenure(x).Over {
			continue
		}
		if longest == nil || due.Before(longest.due()) {
			id, longest = x, p
		}
	}
	return id, longest
}

// busy reports whether something is done for an order, or for another of its user's.
func (k *Keeper) busy(id order.ID, user [20]byte) bool {
	if k.doing[id] != nil {
		return true
	}
	for _, j := range k.doing {
		if j.user == user {
			return true
		}
	}
	return false
}

// start has a backup made. k.mu is held.
func (k *Keeper) start(id order.ID, p *plan, now time.Time) {
	at := now.UTC().Truncate(time.Second)
	run := wire.BackupRun{Kind: wire.KindBackup, Path: pathOf(k.cfg.ChainID, id, at), Began: at}
	todo := *p.Plan
	k.launch(id, p, run, func(ctx context.Context, j *job) error { return k.backup(ctx, id, todo, j) })
}

// launch has a job run, and what comes of it noted. k.mu is held.
func (k *Keeper) launch(id order.ID, p *plan, run wire.BackupRun, do func(context.Context, *job) error) {
	if k.begin == nil {
		return
	}
	ctx, cancel := context.WithCancelCause(k.base)
	j := &job{user: p.User, cancel: cancel, run: run}
	k.doing[id] = j
	p.Doing = &run
	k.begin(func() {
		defer cancel(nil)
		if err := k.save(id); err != nil {
			k.cfg.Log.Error("a plan of backups is not written", "order", id, "err", err)
		}
		ctx, done := context.WithTimeout(ctx, wholeTime)
		err := do(ctx, j)
		done()
		k.finish(id, j, err)
		if err := k.save(id); err != nil {
			k.cfg.Log.Error("a plan of backups is not written", "order", id, "err", err)
		}
		k.rouse()
	})
}

// errBusy is a disk that somebody else copies.
var errBusy = errors.New("the disk is being copied")

// finish notes how a job ended, and when it is tried again.
func (k *Keeper) finish(id order.ID, j *job, err error) {
	now := k.cfg.Now().UTC().Truncate(time.Second)
	j.mu.Lock()
	j.run.Ended, j.run.Disk = now, ""
	if err != nil {
		j.run = broken(j.run, err)
	}
	run := j.run
	j.mu.Unlock()
	k.mu.Lock()
	defer k.mu.Unlock()
	delete(k.doing, id)
	p := k.plans[id]
	if p == nil {
		return
	}
	p.Doing = nil
	backup := run.Kind == wire.KindBackup
	if backup && p.Plan == nil {
		return // its plan was taken away meanwhile
	}
	if backup {
		p.soon = time.Time{}
		p.Next = following(p.Next, now, p.Plan.Every)
	}
	switch {
	case backup && errors.Is(err, errBusy):
		k.cfg.Log.Info("a backup waits", "order", id, "err", clip.Dots(err.Error(), 300))
		p.soon = now.Add(whenBusy)
		return
	case k.base.Err() != nil && err != nil:
		// The gateway ends: it goes on after its start.
		p.Doing = &run
		return
	case err == nil && backup:
		p.Good, p.Failed, p.asked = &run, 0, false
	case backup:
		if p.Failed++; p.Failed <= mostRetry {
			wait := firstRetry
			for range p.Failed - 1 {
				wait *= 3
			}
			p.soon = now.Add(wait)
		}
	}
	p.Last = &run
	if err != nil {
		k.cfg.Log.Info("a backup or restore came to nothing", "order", id, "kind", run.Kind, "fault", run.Fault, "operation", run.Operation, "err", clip.Dots(err.Error(), 300))
	}
	k.cfg.Happened(id, happening(run))
}

// settle notes what was going on when the gateway ended, and has it done again.
func (k *Keeper) settle() {
	now := k.cfg.Now().UTC().Truncate(time.Second)
	k.mu.Lock()
	var ids []order.ID
	for id, p := range k.plans {
		if p.Doing == nil {
			continue
		}
		run := broken(*p.Doing, &fault{kind: wire.FaultInterrupted, err: errors.New("restart")})
		run.Ended, run.Disk = now, ""
		p.Doing, p.Last = nil, &run
		if run.Kind == wire.KindBackup && p.Plan != nil {
			p.soon = now.Add(rand.N(whenBusy))
		}
		k.cfg.Happened(id, happening(run))
		ids = append(ids, id)
	}
	k.mu.Unlock()
	for _, id := range ids {
		if err := k.save(id); err != nil {
			k.cfg.Log.Error("a plan of backups is not written", "order", id, "err", err)
		}
	}
}

// broken is a run that came to nothing.
func broken(run wire.BackupRun, err error) wire.BackupRun {
	var f *fault
	if !errors.As(err, &f) {
		f = &fault{kind: wire.FaultStore, err: err}
		if errors.Is(err, context.DeadlineExceeded) {
			f.kind = wire.FaultSlow
		}
	}
	run.Fault, run.Operation, run.Text = f.kind, f.op, words[f.kind].text
	return run
}

// save writes an order's plan as it is now.
func (k *Keeper) save(id order.ID) error {
	k.writing.Lock()
	defer k.writing.Unlock()
	k.mu.Lock()
	p := k.plans[id]
	var b ledger.Backup
	if p != nil {
		b = p.Backup
	}
	k.mu.Unlock()
	if p == nil {
		return nil
	}
	return k.cfg.Store.PutBackup(b)
}

// forget deletes all that is kept of an order.
func (k *Keeper) forget(id order.ID) error {
	k.writing.Lock()
	defer k.writing.Unlock()
	k.mu.Lock()
	delete(k.plans, id)
	k.mu.Unlock()
	return k.cfg.Store.DropBackup(id)
}
