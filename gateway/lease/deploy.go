package lease

import (
	"fmt"
	"strconv"
	"time"

	"berth/gateway/ledger"
	"berth/gateway/manifest"
	"berth/shared/order"
	"berth/shared/problem"
	"berth/shared/resource"
	"berth/shared/wire"
)

// Deploy accepts a revision that its caller has verified to be the user's, and has it applied. It returns once the
// revision is durable; View tells what comes of it. Where the new revision has no room beside what runs, and rev does not
// say that a short stop is agreed to, it is refused.
func (k *Keeper) Deploy(id order.ID, rev ledger.Revision, m manifest.Manifest) error {
	e, bought, err := k.running(id)
	if err != nil {
		return err
	}
	if err := m.Fit(bought); err != nil {
		return err
	}
	if err := k.cfg.Cluster.Check(m); err != nil {
		return err
	}
	k.mu.RLock()
	wipe := e.wipe
	k.mu.RUnlock()
	if wipe {
		if err := k.save(e); err != nil {
			return err
		}
	}
	e.saving.Lock()
	k.mu.RLock()
	r := e.rec
	k.mu.RUnlock()
	if rev.Number != r.Revision+1 {
		e.saving.Unlock()
		return problem.New(409, problem.WrongRevision, "revision %d is not the next one", rev.Number).
			Remedy("sign again with revision %d", r.Revision+1).With("want", strconv.FormatUint(r.Revision+1, 10))
	}
	if kind, err := k.Update(id, m); err != nil || kind == wire.UpdateShortStop && !rev.ShortStop {
		e.saving.Unlock()
		if err == nil {
			err = problemNoRoom(id)
		}
		return err
	}
	if rev.Outline, err = outline(m); err != nil {
		e.saving.Unlock()
		return fmt.Errorf("deploy order %s: %w", id, err)
	}
	now := k.now()
	rev.At = now
	r.Revision, r.Stopped, r.DeployedAt, r.ReadyAt, r.TrafficBytes = rev.Number, false, now, time.Time{}, e.meter.Load()
	what := did(wire.HappenedDeployed, fmt.Sprintf("revision %d was deployed", rev.Number), "revision", strconv.FormatUint(rev.Number, 10))
	said := "signed by the order's user"
	if rev.From > 0 {
		what = did(wire.HappenedRolledBack, fmt.Sprintf("revision %d was deployed, which is revision %d again", rev.Number, rev.From),
			"revision", strconv.FormatUint(rev.Number, 10), "from", strconv.FormatUint(rev.From, 10))
		said = fmt.Sprintf("revision %d again, %s", rev.From, said)
	}
	r.Steps = []wire.Progress{{Phase: wire.PhaseAccepted, At: now, Text: said}}
	if err := k.cfg.Store.Deploy(r, rev); err != nil {
		e.saving.Unlock()
		return fmt.Errorf("deploy order %s: %w", id, err)
	}
	k.mu.Lock()
	if e.rec.Order.User != r.Order.User {
		// A reorganisation has made the number another user's; the next save clears what was just written.
		k.mu.Unlock()
		e.saving.Unlock()
		return problemUnknown(id)
	}
	k.happened(e, what)
	e.dropped += len(e.rec.Steps)
	e.rec.Revision, e.rec.Stopped, e.rec.DeployedAt, e.rec.ReadyAt, e.rec.Steps = r.Revision, false, now, time.Time{}, r.Steps
	k.services(e, m)
	k.tell(e)
	k.mu.Unlock()
	e.saving.Unlock()
	k.kick(r.Order.ID)
	return nil
}

// Check gives what an order may have, and a problem for what the runtime cannot do of a manifest. It changes nothing.
func (k *Keeper) Check(id order.ID, m manifest.Manifest) (bought resource.Resources, cannot, err error) {
	_, bought, err = k.running(id)
	if err != nil {
		return bought, nil, err
	}
	return bought, k.cfg.Cluster.Check(m), nil
}

// Power is what a user may do to a deployment without a new signature.
type Power string

// The powers.
const (
	Stop    Power = "stop"
	Start   Power = "start"
	Restart Power = "restart"
)

// Switch stops, starts or restarts what is deployed.
func (k *Keeper) Switch(id order.ID, p Power) error {
	e, _, err := k.running(id)
	if err != nil {
		return err
	}
	k.mu.Lock()
	if e.rec.Revision == 0 {
		k.mu.Unlock()
		return problemNotDeployed(id)
	}
	if p != Restart && e.rec.Stopped == (p == Stop) {
		k.mu.Unlock() // it is so already, or is on its way
		return nil
	}
	switch p {
	case Stop:
		k.happened(e, did(wire.HappenedStopped, "stopped by the order's user"))
		e.rec.Stopped = true
	case Start:
		k.happened(e, did(wire.HappenedStarted, "started by the order's user"))
		e.rec.Stopped = false
	case Restart:
		k.happened(e, did(wire.HappenedRestarted, "restarted by the order's user"))
		e.rec.Stopped = false
		e.rec.Restarts++
	}
	if !e.rec.Stopped && e.applied != k.want(e, k.now()) {
		e.rec.ReadyAt = time.Time{}
		e.setServices(wire.PhaseAccepted, "")
		k.step(e, wire.Progress{Phase: wire.PhaseAccepted, At: k.now(), Text: string(p) + " asked for"})
	}
	k.tell(e)
	w := e.rec.Order.ID
	k.mu.Unlock()
	if err := k.save(e); err != nil {
		return err
	}
	k.kick(w)
	return nil
}

// running is the workload of an order that may be deployed to now, and what that may have.
func (k *Keeper) running(id order.ID) (*entry, resource.Resources, error) {
	k.mu.RLock()
	defer k.mu.RUnlock()
	none := resource.Resources{}
	e := k.orders[id]
	switch {
	case e == nil:
		return nil, none, problemUnknown(id)
	case e.rec.Order.State == order.Created:
		return nil, none, problem.New(409, problem.NotActive, "order %s is not active yet", id).Remedy("try again in a few seconds")
	case !e.rec.Order.State.Live() || !k.now().Before(e.rec.Order.EndsAt()):
		return nil, none, problemEnded(id)
	}
	return k.root(e), e.rec.Order.Resources, nil
}

// problemEnded is what a call on an order that is over gets.
func problemEnded(id order.ID) error {
	return problem.New(409, problem.OrderEnded, "order %s has ended", id).Remedy("rent again to run something")
}

func problemUnknown(id order.ID) error {
	return problem.New(404, problem.NotFound, "there is no order %s on this node", id).Remedy("if it was made just now, try again in a few seconds")
}

func problemNotDeployed(id order.ID) error {
	return problem.New(409, problem.NotDeployed, "nothing is deployed for order %s", id).Remedy("deploy something first")
}
