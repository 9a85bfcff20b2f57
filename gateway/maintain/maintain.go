// Package maintain keeps what maintenance a node's operator has announced: no new orders are taken, and where orders are to end
// for it, the end of each is announced on chain, as long before as its quote promised. It goes on after a restart.
package maintain

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"sync"
	"time"

	"berth/gateway/lease/diary"
	"berth/gateway/lease/oversight"
	"berth/shared/clip"
	"berth/shared/order"
	"berth/shared/problem"
	"berth/shared/wire"
)

// Store keeps what is announced; ledger.Admin does.
type Store interface {
	SetMaintenance(m wire.AdminMaintenance, act wire.AdminAct) error
	Maintenance() (wire.AdminMaintenance, error)
}

// Orders are the live ones; *oversight.Desk has them.
type Orders interface {
	Live(after order.ID, limit int) (page []order.Order, more bool)
}

// Config is what Maintenance is made of. All of it is needed.
type Config struct {
	Store  Store
	Orders Orders
	// End announces an order's end on chain: not before at, or as soon as costs nothing where that is zero.
	End func(ctx context.Context, id order.ID, at time.Time) (time.Time, error)
	// Tell tells the users of live orders; it must not block for long.
	Tell func(wire.Happening)
	// Apply is told when maintenance begins or ends; it must not block.
	Apply func()
	Log   *slog.Logger
	Now   func() time.Time
}

const (
	lookEvery  = 2 * time.Second
	retryAfter = 30 * time.Second
	sendTime   = 3 * time.Minute
	// farthest is how far ahead an end may be announced.
	farthest = 365 * 24 * time.Hour
)

// Maintenance is safe for concurrent use.
type Maintenance struct {
	cfg Config

	// saving is held while the store is written to, and until it is in force. It comes before mu.
	saving sync.Mutex

	mu     sync.Mutex
	now    wire.AdminMaintenance
	failed map[order.ID]failure
}

// failure is why an end could not be announced last.
type failure struct {
	at  time.Time
	why string
}

// New takes over what was announced before.
func New(cfg Config) (*Maintenance, error) {
	m := &Maintenance{cfg: cfg, failed: map[order.ID]failure{}}
	var err error
	if m.now, err = cfg.Store.Maintenance(); err != nil {
		return nil, fmt.Errorf("maintenance: %w", err)
	}
	return m, nil
}

// On reports whether maintenance is announced.
func (m *Maintenance) On() bool {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.now.On
}

// Told is what anybody may know of it; nil: none is announced.
func (m *Maintenance) Told() *wire.Maintenance {
	m.mu.Lock()
	defer m.mu.Unlock()
	if !m.now.On {
		return nil
	}
	return &wire.Maintenance{Since: m.now.Since, End: m.now.End, Note: m.now.Note}
}

// View tells what is announced, and to how many.
func (m *Maintenance) View() wire.AdminMaintenance {
	m.mu.Lock()
	v := m.now
	m.mu.Unlock()
	v.Affected, v.Told, v.Failed = 0, 0, 0
	live, _ := m.cfg.Orders.Live(0, 0)
	now := m.cfg.Now()
	m.mu.Lock()
	defer m.mu.Unlock()
	for _, x := range live {
		v.Affected++
		if told(x, now) {
			v.Told++
		} else if _, bad := m.failed[x.ID]; bad {
			v.Failed++
		}
	}
	return v
}

// told reports whether an order's end is announced on chain.
func told(x order.Order, now time.Time) bool {
	return !x.AnnouncedAt.IsZero() && now.Before(x.AnnouncedEnd.Add(order.AnnouncementLasts))
}

// Begin announces maintenance, or changes what is announced.
func (m *Maintenance) Begin(req wire.AdminMaintain, act wire.AdminAct) (wire.AdminMaintenance, error) {
	now := m.cfg.Now().UTC().Truncate(time.Second)
	switch {
	case !req.End.IsZero() && !req.EndOrders:
		return wire.AdminMaintenance{}, problem.Field("end", "leave it out, or set endOrders: without that orders go on")
	case req.End.After(now.Add(farthest)):
		return wire.AdminMaintenance{}, problem.Field("end", "a time within a year")
	}
	next := wire.AdminMaintenance{On: true, Since: now, By: act.By, Note: req.Note}
	if req.EndOrders {
		next.End = now
		if req.End.After(now) {
			next.End = req.End.UTC().Truncate(time.Second)
		}
	}
	act.Detail = map[string]string{}
	if req.EndOrders {
		act.Detail["end"] = next.End.Format(time.RFC3339)
	}
	if req.Note != "" {
		act.Detail["note"] = req.Note
	}
	if err := m.set(next, act, true); err != nil {
		return wire.AdminMaintenance{}, err
	}
	m.cfg.Log.Info("maintenance is announced: no new orders are taken", "by", act.By, "end orders", req.EndOrders)
	return m.View(), nil
}

// End ends it. Ends that were announced on chain stand, since users were told.
func (m *Maintenance) End(act wire.AdminAct) error {
	if !m.On() {
		return nil
	}
	if err := m.set(wire.AdminMaintenance{}, act, false); err != nil {
		return err
	}
	m.cfg.Log.Info("maintenance is over", "by", act.By)
	return nil
}

func (m *Maintenance) set(next wire.AdminMaintenance, act wire.AdminAct, keep bool) error {
	m.saving.Lock()
	defer m.saving.Unlock()
	m.mu.Lock()
	if was := m.now; keep && was.On {
		next.Since = was.Since // it is changed
	}
	m.mu.Unlock()
	if err := m.cfg.Store.SetMaintenance(next, act); err != nil {
		return fmt.Errorf("maintenance: %w", err)
	}
	m.mu.Lock()
	m.now = next
	clear(m.failed)
	m.mu.Unlock()
	m.cfg.Apply()
	if next.On {
		m.cfg.Tell(diary.Maintenance(next.Note))
	} else {
		m.cfg.Tell(diary.Maintained())
	}
	return nil
}

// Affected is a page of the live orders, by number.
func (m *Maintenance) Affected(after order.ID, limit int) wire.AdminAffected {
	live, more := m.cfg.Orders.Live(after, limit)
	now := m.cfg.Now()
	page := wire.AdminAffected{Orders: []wire.AdminAffectedOrder{}, More: more}
	m.mu.Lock()
	defer m.mu.Unlock()
	for _, x := range live {
		a := wire.AdminAffectedOrder{Order: x.ID, User: x.User, EndsAt: x.EndsAt(), Earliest: oversight.Earliest(x, now)}
		if told(x, now) {
			a.Told = x.AnnouncedEnd
		} else {
			a.Error = m.failed[x.ID].why
		}
		page.Orders = append(page.Orders, a)
	}
	return page
}

// Run announces ends until ctx ends. What fails is tried again.
func (m *Maintenance) Run(ctx context.Context) {
	t := time.NewTicker(lookEvery)
	defer t.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-t.C:
			m.announce(ctx)
		}
	}
}

// announce tells of each live order that is to end when it will, one after the other: they are one key's transactions.
func (m *Maintenance) announce(ctx context.Context) {
	live, _ := m.cfg.Orders.Live(0, 0)
	for _, x := range live {
		m.mu.Lock()
		on, end, last := m.now.On, m.now.End, m.failed[x.ID]
		m.mu.Unlock()
		now := m.cfg.Now()
		if !on || end.IsZero() || ctx.Err() != nil {
			return
		}
		if x.State != order.Active || told(x, now) || !last.at.IsZero() && now.Sub(last.at) < retryAfter {
			continue
		}
		at := time.Time{} // as soon as costs nothing
		if earliest := oversight.Earliest(x, now); end.After(earliest) {
			at = end
		} else if !earliest.Before(x.EndsAt()) {
			continue // its time is up before that
		}
		if !at.IsZero() && !at.Before(x.EndsAt()) {
			continue
		}
		m.send(ctx, x.ID, at)
	}
}

func (m *Maintenance) send(ctx context.Context, id order.ID, at time.Time) {
	ctx, cancel := context.WithTimeout(ctx, sendTime)
	defer cancel()
	_, err := m.cfg.End(ctx, id, at)
	m.mu.Lock()
	defer m.mu.Unlock()
	delete(m.failed, id)
	var p *problem.Problem
	if err == nil || errors.As(err, &p) && p.Code == problem.OrderEnded {
		return
	}
	m.failed[id] = failure{m.cfg.Now(), clip.To(err.Error(), 300)}
	m.cfg.Log.Warn("an order's end cannot be announced; it is tried again", "order", id, "err", err)
}
