package lease

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"sync/atomic"
	"time"

	"berth/gateway/ledger"
	"berth/gateway/manifest"
	"berth/shared/eth"
	"berth/shared/order"
	"berth/shared/problem"
	"berth/shared/resource"
	"berth/shared/wire"
)

// Facts are what a greeting and the card need to know. They are as old as Polled.
type Facts struct {
	Registered bool
	Paused     bool
	Operator   eth.Address
	Total      resource.Resources
	Reserved   resource.Resources
	Capacity   resource.Resources
	Measured   time.Time // last time that the runtime told Capacity, zero: it has not yet
	Polled     time.Time // zero: the chain has not answered yet
	Head       uint64
}

// Facts are out of memory.
func (k *Keeper) Facts() Facts {
	k.mu.RLock()
	defer k.mu.RUnlock()
	return Facts{
		Registered: k.node.Registered(), Paused: k.node.Paused, Operator: k.node.Operator, Total: k.node.Total, Reserved: k.node.Reserved,
		Capacity: k.capacity, Measured: k.measured, Polled: k.polled, Head: k.head.Number,
	}
}

// States counts the orders by where they are.
func (k *Keeper) States() map[order.State]int {
	k.mu.RLock()
	defer k.mu.RUnlock()
	n := map[order.State]int{}
	for _, e := range k.orders {
		n[e.rec.Order.State]++
	}
	return n
}

// Live is a user's live order with this node, 0 if none. One whose time is up is none.
func (k *Keeper) Live(user eth.Address) order.ID {
	k.mu.RLock()
	defer k.mu.RUnlock()
	id := k.live[user]
	if e := k.orders[id]; e != nil && e.rec.Order.State == order.Active && !k.now().Before(e.rec.Order.EndsAt()) {
		return 0
	}
	return id
}

// Served tells whether a user has had an activated order here: then there is no probation any more.
func (k *Keeper) Served(user eth.Address) bool {
	k.mu.RLock()
	defer k.mu.RUnlock()
	return k.served[user]
}

// Has tells whether a user has any order here that is live or within its grace time.
func (k *Keeper) Has(user eth.Address) bool {
	k.mu.RLock()
	defer k.mu.RUnlock()
	for _, e := range k.orders {
		if e.rec.Order.User == user && e.rec.Order.State != order.Created && !e.rec.Collected {
			return true
		}
	}
	return false
}

// Authorised notes the first access token for an order, or with 0 for all of a user's.
func (k *Keeper) Authorised(user eth.Address, id order.ID) error {
	k.mu.Lock()
	var first []*entry
	for _, e := range k.orders {
		w := k.root(e)
		if o := e.rec.Order; o.User == user && (id == 0 || o.ID == id) && w.rec.AuthorisedAt.IsZero() && !w.rec.Collected {
			w.rec.AuthorisedAt = k.now()
			k.tell(w)
			first = append(first, w)
		}
	}
	k.mu.Unlock()
	var errs []error
	for _, e := range first {
		errs = append(errs, k.save(e))
	}
	return errors.Join(errs...)
}

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
	if err := k.able(m); err != nil {
		return err
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
	now := k.now()
	rev.At = now
	r.Revision, r.Stopped, r.DeployedAt, r.ReadyAt, r.TrafficBytes = rev.Number, false, now, time.Time{}, e.meter.Load()
	r.Steps = []wire.Progress{{Phase: wire.PhaseAccepted, At: now, Text: "signed by the order's user"}}
	if err := k.cfg.Store.Deploy(r, rev); err != nil {
		e.saving.Unlock()
		return fmt.Errorf("deploy order %s: %w", id, err)
	}
	k.mu.Lock()
	e.dropped += len(e.rec.Steps)
	e.rec.Revision, e.rec.Stopped, e.rec.DeployedAt, e.rec.ReadyAt, e.rec.Steps = r.Revision, false, now, time.Time{}, r.Steps
	k.services(e, m)
	k.tell(e)
	k.mu.Unlock()
	e.saving.Unlock()
	k.kick(r.Order.ID)
	return nil
}

// Checker is a runtime that cannot do all that a manifest may ask for. Check gives a problem for what it cannot.
type Checker interface {
	Check(m manifest.Manifest) error
}

func (k *Keeper) able(m manifest.Manifest) error {
	if c, ok := k.cfg.Cluster.(Checker); ok {
		return c.Check(m)
	}
	return nil
}

// Check gives what an order may have, and a problem for what the runtime cannot do of a manifest. It changes nothing.
func (k *Keeper) Check(id order.ID, m manifest.Manifest) (bought resource.Resources, cannot, err error) {
	_, bought, err = k.running(id)
	if err != nil {
		return bought, nil, err
	}
	return bought, k.able(m), nil
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
	switch p {
	case Stop:
		e.rec.Stopped = true
	case Start:
		e.rec.Stopped = false
	case Restart:
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

// View is an order's deployment as it is now, the number of steps that were cut off the front of its list ever, and a
// channel that is closed at the next change.
func (k *Keeper) View(id order.ID) (d wire.Deployment, dropped int, changed <-chan struct{}, err error) {
	k.mu.RLock()
	defer k.mu.RUnlock()
	e := k.orders[id]
	if e == nil {
		return wire.Deployment{}, 0, nil, problemUnknown(id)
	}
	w := k.root(e)
	d = wire.Deployment{
		Order: id, Phase: k.phaseOf(e, k.now()), Revision: w.rec.Revision, Template: w.template, Services: slices.Clone(w.services), Steps: slices.Clone(w.rec.Steps),
		AuthorisedAt: w.rec.AuthorisedAt, DeployedAt: w.rec.DeployedAt, ReadyAt: w.rec.ReadyAt,
		TrafficMiB: k.used(e) >> 20, GraceUntil: e.rec.GraceUntil, Shell: k.cfg.Cluster.HasShell(),
	}
	if e != k.tip(e) {
		// It was replaced: what runs is another order's now, and so is the data.
		d.Phase, d.GraceUntil = wire.PhaseEnded, time.Time{}
	}
	if d.Services == nil {
		d.Services = []wire.Service{}
	}
	if d.Steps == nil {
		d.Steps = []wire.Progress{}
	}
	if d.Phase == wire.PhaseEnded || d.Phase == wire.PhaseStopped {
		for i := range d.Services {
			d.Services[i].Phase, d.Services[i].Text = d.Phase, ""
		}
	}
	d.Unknown = k.unknown(k.now())
	if d.Phase == wire.PhaseFailed && len(d.Steps) > 0 {
		d.Error = d.Steps[len(d.Steps)-1].Text
	}
	return d, w.dropped, w.changed, nil
}

// Target is what a proxy needs to know of a service.
type Target struct {
	User    eth.Address
	Phase   wire.Phase // none, stopped, ended, or the service's own
	Text    string
	Found   bool // there is such an order; a service that it does not have has the phase none
	Until   time.Time
	Meter   *atomic.Uint64 // bytes in and out, to be counted up
	Traffic *atomic.Uint64 // where Meter is to stop; a new order moves it
}

// freeTraffic is what passes for an order that was bought without traffic, so that a page can be looked at at all.
const freeTraffic = 16 << 20

// Target finds a service by the number in its host's name, which is that of a chain's first order; it costs a lock and a
// few look-ups.
func (k *Keeper) Target(id order.ID, service string) Target {
	k.mu.RLock()
	defer k.mu.RUnlock()
	e := k.orders[id]
	if e == nil || k.root(e) != e {
		return Target{}
	}
	o := &k.tip(e).rec.Order
	t := Target{User: o.User, Phase: k.phaseOf(e, k.now()), Found: true, Until: o.EndsAt(), Meter: &e.meter, Traffic: &e.traffic}
	if t.Phase == wire.PhaseNone || t.Phase == wire.PhaseStopped || t.Phase == wire.PhaseEnded {
		return t
	}
	t.Phase = wire.PhaseNone
	for i := range e.services {
		if s := &e.services[i]; s.Name == service {
			t.Phase, t.Text = s.Phase, s.Text
		}
	}
	return t
}

// Logs are a service's last lines.
func (k *Keeper) Logs(ctx context.Context, id order.ID, service string, limit int) ([]byte, error) {
	var text []byte
	err := k.cfg.Cluster.Log(ctx, k.Workload(id), service, LogQuery{}, func(lines []wire.LogLine) error {
		for _, l := range lines {
			text = append(append(text, l.Text...), '\n')
		}
		text = text[max(0, len(text)-limit):]
		return nil
	})
	return text, err
}

// Traffic is the bytes counted for all orders that are known.
func (k *Keeper) Traffic() uint64 {
	k.mu.RLock()
	defer k.mu.RUnlock()
	var n uint64
	for _, e := range k.orders {
		n += e.meter.Load()
	}
	return n
}
