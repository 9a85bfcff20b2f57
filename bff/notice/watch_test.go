package notice

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"berth/bff/indexer"
	"berth/shared/eth"
	"berth/shared/order"
	"berth/shared/wire"
)

// scene is what a Watch sees, and what it tells.
type scene struct {
	orders      []indexer.Order
	nodes       map[eth.Address]wire.Node
	known, away int
	care        wire.Care
	serves      bool

	told    []string
	causes  map[string]bool
	refuses bool
}

func (s *scene) Current(time.Time) []indexer.Order    { return s.orders }
func (s *scene) Node(a eth.Address) (wire.Node, bool) { n, ok := s.nodes[a]; return n, ok }
func (s *scene) Health(time.Time) (known, away int)   { return s.known, s.away }
func (s *scene) Care(context.Context, indexer.Order) (wire.Care, bool, error) {
	return s.care, s.serves, nil
}

func (s *scene) Tell(_ context.Context, user eth.Address, cause string, n wire.Notice) error {
	if s.refuses {
		return errors.New("away")
	}
	if !s.causes[cause] {
		s.causes[cause] = true
		s.told = append(s.told, fmt.Sprint(n.Kind, " ", n.Order, n.Why))
	}
	return nil
}

func (s *scene) Again(_ context.Context, _ eth.Address, cause string, _ time.Time) error {
	delete(s.causes, cause)
	return nil
}

func TestWatch(t *testing.T) {
	node := eth.Address{2}
	for name, c := range map[string]struct {
		change func(*scene, *indexer.Order, *wire.Node)
		later  func(*scene, *indexer.Order, *wire.Node) // two minutes after
		want   []string
	}{
		"nothing": {nil, nil, nil},
		"its last hour of ten": {func(_ *scene, o *indexer.Order, _ *wire.Node) {
			o.ActivatedAt = o.ActivatedAt.Add(-9*time.Hour - time.Minute)
		}, nil, []string{"low 7"}},
		"and the agent extends it": {func(s *scene, o *indexer.Order, _ *wire.Node) {
			o.ActivatedAt, s.serves, s.care.State = o.ActivatedAt.Add(-9*time.Hour-time.Minute), true, wire.CareWaits
		}, nil, nil},
		"and the agent cannot": {func(s *scene, o *indexer.Order, _ *wire.Node) {
			o.ActivatedAt, s.serves, s.care = o.ActivatedAt.Add(-9*time.Hour-time.Minute), true, wire.Care{State: wire.CareCannot, Why: "budget"}
		}, nil, []string{"low 7budget"}},
		"low again after it was extended": {func(_ *scene, o *indexer.Order, _ *wire.Node) {
			o.ActivatedAt = o.ActivatedAt.Add(-9*time.Hour - time.Minute)
		},
			func(_ *scene, o *indexer.Order, _ *wire.Node) { o.Duration += 60 }, []string{"low 7", "low 7"}},
		"ended by the node": {func(_ *scene, o *indexer.Order, _ *wire.Node) { o.State, o.EndedBy = order.Cancelled, "node" }, nil, []string{"ended 7node"}},
		"ended by its user": {func(_ *scene, o *indexer.Order, _ *wire.Node) { o.State, o.EndedBy = order.Cancelled, "user" }, nil, nil},
		"replaced":          {func(_ *scene, o *indexer.Order, _ *wire.Node) { o.State, o.EndedBy = order.Replaced, "user" }, nil, nil},
		"the node leaves": {func(_ *scene, o *indexer.Order, _ *wire.Node) {
			o.AnnouncedAt, o.AnnouncedEnd = time.Now(), time.Now().Add(time.Hour)
		}, nil, []string{"leaving 7"}},
		"maintenance": {func(_ *scene, _ *indexer.Order, n *wire.Node) { n.Maintenance = &wire.Maintenance{Since: time.Now()} }, nil, []string{"maintenance 7"}},
		"maintenance changed": {func(_ *scene, _ *indexer.Order, n *wire.Node) { n.Maintenance = &wire.Maintenance{Since: time.Now()} },
			func(_ *scene, _ *indexer.Order, n *wire.Node) {
				n.Maintenance = &wire.Maintenance{Since: n.Maintenance.Since, End: time.Now().Add(time.Hour)}
			},
			[]string{"maintenance 7", "maintenance 7"}},
		"away for a while": {func(_ *scene, _ *indexer.Order, n *wire.Node) {
			n.Reachable, n.SeenAt = false, time.Now().Add(-downAfter)
		}, nil, []string{"down 7"}},
		"away for a moment": {func(_ *scene, _ *indexer.Order, n *wire.Node) {
			n.Reachable, n.SeenAt = false, time.Now().Add(-2*time.Minute)
		},
			func(_ *scene, _ *indexer.Order, n *wire.Node) { n.Reachable, n.SeenAt = true, time.Now() }, nil},
		"it is the platform that is cut off": {func(s *scene, _ *indexer.Order, n *wire.Node) {
			n.Reachable, n.SeenAt, s.known, s.away = false, time.Now().Add(-time.Hour), 10, 6
		}, nil, nil},
		"never seen": {func(_ *scene, _ *indexer.Order, n *wire.Node) { n.Reachable, n.SeenAt = false, time.Time{} }, nil, nil},
		"the database was away": {func(s *scene, o *indexer.Order, _ *wire.Node) {
			s.refuses, o.State, o.EndedBy = true, order.Completed, "time"
		},
			func(s *scene, _ *indexer.Order, _ *wire.Node) { s.refuses = false }, []string{"ended 7time"}},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				s := &scene{nodes: map[eth.Address]wire.Node{}, known: 10, away: 1, causes: map[string]bool{}}
				o := indexer.Order{Order: order.Order{ID: 7, User: eth.Address{1}, Node: node, Duration: 36_000, State: order.Active, ActivatedAt: time.Now()}}
				n := wire.Node{Address: node, Reachable: true, SeenAt: time.Now()}
				if c.change != nil {
					c.change(s, &o, &n)
				}
				s.orders, s.nodes[node] = []indexer.Order{o}, n
				w := &Watch{Orders: s, Nodes: s, Care: s.Care, Ready: func() error { return nil }, Tell: s, Log: slog.New(slog.NewTextHandler(io.Discard, nil))}
				look := func() {
					for range 2 * time.Minute / watchEvery {
						w.Look(t.Context())
						time.Sleep(watchEvery)
					}
				}
				look()
				if c.later != nil {
					c.later(s, &o, &n)
					s.orders, s.nodes[node] = []indexer.Order{o}, n
				}
				look()
				if !slices.Equal(s.told, c.want) {
					t.Errorf("told %q, want %q", s.told, c.want)
				}
			})
		})
	}
}

// A node that flaps is told of once, and once more only when it was back for a while.
func TestFlapping(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		node := eth.Address{2}
		s := &scene{nodes: map[eth.Address]wire.Node{}, known: 10, causes: map[string]bool{}}
		s.orders = []indexer.Order{{Order: order.Order{ID: 7, User: eth.Address{1}, Node: node, Duration: 1 << 24, State: order.Active, ActivatedAt: time.Now()}}}
		w := &Watch{Orders: s, Nodes: s, Ready: func() error { return nil }, Tell: s, Log: slog.New(slog.NewTextHandler(io.Discard, nil))}
		run := func(up bool, d time.Duration) {
			seen := s.nodes[node].SeenAt
			for range int(d / watchEvery) {
				if up {
					seen = time.Now()
				}
				s.nodes[node] = wire.Node{Address: node, Reachable: up, SeenAt: seen}
				w.Look(t.Context())
				time.Sleep(watchEvery)
			}
		}
		run(true, time.Minute)
		for range 10 {
			run(false, downAfter+time.Minute)
			run(true, backAfter/2)
		}
		if !slices.Equal(s.told, []string{"down 7"}) {
			t.Errorf("while it flaps: %v", s.told)
		}
		run(true, backAfter+time.Minute)
		run(false, downAfter+time.Minute)
		if len(s.told) != 2 {
			t.Errorf("after it was back: %v", s.told)
		}
	})
}

func TestQuiet(t *testing.T) {
	at := func(s string) time.Time {
		v, err := time.Parse(time.RFC3339, s)
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
	night := &wire.Quiet{From: "22:00", To: "07:30", Zone: "Europe/Berlin"}
	for _, c := range []struct {
		name     string
		q        *wire.Quiet
		at, want string
	}{
		{"none", nil, "2026-07-01T23:00:00Z", "2026-07-01T23:00:00Z"},
		{"by day", night, "2026-07-01T12:00:00Z", "2026-07-01T12:00:00Z"},
		{"in the evening", night, "2026-07-01T20:00:00Z", "2026-07-02T05:30:00Z"},
		{"a moment before", night, "2026-07-01T19:59:59Z", "2026-07-01T19:59:59Z"},
		{"after midnight", night, "2026-07-02T03:00:00Z", "2026-07-02T05:30:00Z"},
		{"as it ends", night, "2026-07-02T05:30:00Z", "2026-07-02T05:30:00Z"},
		{"in winter", night, "2026-01-01T22:00:00Z", "2026-01-02T06:30:00Z"},
		{"the clocks change in it", night, "2026-03-28T22:00:00Z", "2026-03-29T05:30:00Z"},
		{"within a day", &wire.Quiet{From: "12:00", To: "13:00", Zone: "Asia/Shanghai"}, "2026-01-01T04:30:00Z", "2026-01-01T05:00:00Z"},
		{"a zone that is gone", &wire.Quiet{From: "00:00", To: "23:59", Zone: "Mars/Olympus"}, "2026-01-01T04:30:00Z", "2026-01-01T04:30:00Z"},
	} {
		if got := loud(c.q, at(c.at)); !got.Equal(at(c.want)) {
			t.Errorf("%s: got %s, want %s", c.name, got.UTC().Format(time.RFC3339), c.want)
		}
	}
	for _, q := range []wire.Quiet{{}, {From: "22:00", To: "22:00", Zone: "UTC"}, {From: "25:00", To: "07:00", Zone: "UTC"}, {From: "9:00", To: "10:00", Zone: "UTC"}, {From: "22:00", To: "07:00", Zone: "../../etc/passwd"}, {From: "22:00", To: "07:00", Zone: "Local"}, {From: "22:00", To: "07:00"}} {
		if field, why := CheckQuiet(q); field == "" || why == "" {
			t.Errorf("%+v is taken", q)
		}
	}
	if field, why := CheckQuiet(*night); field != "" {
		t.Errorf("%s: %s", field, why)
	}
}

func TestPause(t *testing.T) {
	last := time.Duration(0)
	for attempt := 1; attempt < 40; attempt++ {
		p := pause(errors.New("x"), attempt)
		if p < last || p > lastPause {
			t.Errorf("attempt %d: %s after %s", attempt, p, last)
		}
		last = p
	}
	for after, want := range map[time.Duration]time.Duration{0: firstPause, time.Hour: time.Hour, 1000 * time.Hour: mostPause} {
		if got := pause(&Later{After: after, Err: errors.New("x")}, 1); got != want {
			t.Errorf("asked for %s: %s, want %s", after, got, want)
		}
	}
}
