package health

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"berth/bff/indexer"
	"berth/bff/negotiate"
	"berth/contracts/chain"
	"berth/shared/eth"
	"berth/shared/order"
	"berth/shared/problem"
	"berth/shared/server/keysig"
	"berth/shared/typed"
	"berth/shared/wire"
)

var (
	domain = typed.Berth(31337, eth.Address{8})
	node   = eth.Address{2}
	user   = eth.Address{3}
)

// world has orders, a gateway that says how they are, and a database, which several Services may share.
type world struct {
	orders  map[order.ID]indexer.Order
	is      map[order.ID]wire.OrderHealth
	away    bool
	asked   int
	same    int
	orderly func([]wire.OrderHealth) []wire.OrderHealth // how a gateway's answer is bent

	watches map[negotiate.QuoteKey]Watch
	tolds   map[negotiate.QuoteKey]Told
	mark    int
	reads   int
	causes  map[string]bool
	notices []string
	refuses bool // what is told is not kept
	deaf    bool // nobody can be told
	t       *testing.T
}

func newWorld(t *testing.T) *world {
	w := &world{
		orders: map[order.ID]indexer.Order{}, is: map[order.ID]wire.OrderHealth{}, watches: map[negotiate.QuoteKey]Watch{}, tolds: map[negotiate.QuoteKey]Told{},
		causes: map[string]bool{}, t: t,
	}
	w.orders[7] = indexer.Order{Order: order.Order{ID: 7, Node: node, User: user, State: order.Active}, Nonce: 1}
	w.is[7] = wire.OrderHealth{State: wire.HealthUp}
	return w
}

func (w *world) Order(id order.ID) (indexer.Order, bool) { o, ok := w.orders[id]; return o, ok }
func (w *world) Entry(a eth.Address) (chain.Node, bool) {
	return chain.Node{Address: a, Endpoint: "n1.example:8443"}, a == node
}
func (w *world) Node(eth.Address) (wire.Node, bool) { return wire.Node{Name: "Deep Water"}, true }

func (w *world) Health(_ context.Context, url string, r wire.HealthRequest) (wire.HealthAnswer, error) {
	w.asked++
	if w.away {
		return wire.HealthAnswer{}, errors.New("away")
	}
	m := typed.Health{Gateway: "n1.example:8443", Node: node, Orders: r.Orders, NotAfter: r.NotAfter}
	if err := keysig.Verify(r.Key, m.Data(domain), r.Signature); err != nil || url != "https://n1.example:8443" || time.Until(r.NotAfter) > wire.HealthLife {
		w.t.Errorf("%s is asked %+v: %v", url, r, err)
	}
	var all []wire.OrderHealth
	for _, id := range r.Orders {
		h, ok := w.is[id]
		if h.Order = id; !ok {
			h.State = wire.HealthRefused
		}
		all = append(all, h)
	}
	a := wire.HealthAnswer{Tag: fmt.Sprint(all), Orders: all}
	if w.orderly != nil {
		a.Orders = w.orderly(a.Orders)
	}
	if a.Tag == r.Tag {
		w.same++
		a.Same, a.Orders = true, nil
	}
	return a, nil
}

func (w *world) Watches(context.Context) (all []Watch, err error) {
	w.reads++
	for _, x := range w.watches {
		all = append(all, x)
	}
	return all, nil
}

func (w *world) Watch(_ context.Context, k negotiate.QuoteKey) (Watch, error) {
	x, ok := w.watches[k]
	if !ok {
		return x, ErrNone
	}
	return x, nil
}
func (w *world) PutWatch(_ context.Context, x Watch) error {
	w.watches[x.Quote] = x
	w.mark++
	return nil
}
func (w *world) RemoveWatch(_ context.Context, k negotiate.QuoteKey) error {
	delete(w.watches, k)
	delete(w.tolds, k)
	w.mark++
	return nil
}
func (w *world) WatchMark(context.Context) (string, error) { return fmt.Sprint(w.mark), nil }
func (w *world) Told(_ context.Context, k negotiate.QuoteKey) (Told, error) {
	return w.tolds[k], nil
}
func (w *world) PutTold(_ context.Context, k negotiate.QuoteKey, t Told, _ time.Time) error {
	if w.refuses {
		return errors.New("away")
	}
	w.tolds[k] = t
	return nil
}

func (w *world) Tell(_ context.Context, u eth.Address, cause string, n wire.Notice) error {
	if u != user {
		w.t.Errorf("%s is told", u)
	}
	if w.deaf {
		return errors.New("away")
	}
	if !w.causes[cause] {
		w.causes[cause] = true
		w.notices = append(w.notices, fmt.Sprint(n.Kind, " ", n.Order, " ", n.Why, " ", n.Count))
	}
	return nil
}

// replica is one of several Services on the same database.
func (w *world) replica() *Service {
	w.t.Helper()
	text, err := NewKey()
	if err != nil {
		w.t.Fatal(err)
	}
	key, err := ReadKey(text)
	if err != nil {
		w.t.Fatal(err)
	}
	s, err := New(Config{
		Key: key, Domain: domain, Store: w, Orders: w, Nodes: w, Gateways: w, Tell: w, Ready: func() error { return nil }, Log: slog.New(slog.NewTextHandler(io.Discard, nil)),
	})
	if err != nil {
		w.t.Fatal(err)
	}
	return s
}

// lead has a replica lead for a while.
func (w *world) lead(s *Service, d time.Duration) {
	ctx, stop := context.WithTimeout(w.t.Context(), d)
	defer stop()
	s.Lead(ctx)
}

// look has a replica that leads lead on for a while: it knows what it knew.
func (w *world) look(s *Service, d time.Duration) {
	w.t.Helper()
	for until := time.Now().Add(d); time.Now().Before(until); time.Sleep(tick) {
		if err := s.Look(w.t.Context()); err != nil {
			w.t.Fatal(err)
		}
	}
}

func (w *world) begin(s *Service) {
	w.t.Helper()
	v, err := s.Begin(w.t.Context(), w.orders[7], wire.WatchRequest{Until: time.Now().Add(80 * 24 * time.Hour)})
	if err != nil || !v.On || v.Now.State != w.is[7].State {
		w.t.Fatalf("got %+v, %v", v, err)
	}
}

func (w *world) told(want ...string) {
	w.t.Helper()
	if !slices.Equal(w.notices, want) {
		w.t.Errorf("told %q, want %q", w.notices, want)
	}
}

// TestDeathAndBack: it is told once each, by one leader or by two, one of which dies between telling and noting it.
func TestDeathAndBack(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t)
		s := w.replica()
		w.begin(s)
		w.lead(s, 5*time.Minute)
		w.told()
		if w.reads != 1 || w.asked < 8 || w.asked > 15 || w.same < w.asked-3 {
			t.Errorf("in five minutes the database was read %d times, the gateway asked %d times, %d times nothing was new", w.reads, w.asked, w.same)
		}
		w.is[7] = wire.OrderHealth{State: wire.HealthDown, Down: 1, Why: wire.WhyMemory, Since: time.Now()}
		w.refuses = true
		w.lead(s, 5*time.Minute)
		w.refuses = false
		w.lead(w.replica(), 10*time.Minute) // it has another key: of the notice that makes no difference
		w.told("died 7 memory 1")
		w.is[7] = wire.OrderHealth{State: wire.HealthUp}
		w.lead(w.replica(), 4*time.Minute)
		w.told("died 7 memory 1")
		w.lead(w.replica(), 8*time.Minute)
		w.told("died 7 memory 1", "back 7  0")
		time.Sleep(time.Hour)
		w.is[7] = wire.OrderHealth{State: wire.HealthDown, Down: 1, Why: wire.WhyCrash, Since: time.Now()}
		w.lead(s, 5*time.Minute)
		w.told("died 7 memory 1", "back 7  0", "died 7 crash 1")
	})
}

// TestAway: a gateway that does not answer is asked less and less, and of what runs there nothing is said.
func TestAway(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t)
		s := w.replica()
		w.begin(s)
		w.away, w.asked = true, 0
		w.lead(s, time.Hour)
		if w.asked > 25 {
			t.Errorf("asked %d times in an hour", w.asked)
		}
		w.told()
		if _, err := s.Begin(t.Context(), w.orders[7], wire.WatchRequest{Until: time.Now().Add(time.Hour)}); code(err) != problem.Unavailable {
			t.Errorf("got %v", err)
		}
	})
}

// TestConsent: nobody is watched without the gateway's word, and who takes it back, here or there, is asked about no more.
func TestConsent(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t)
		s, other := w.replica(), w.replica()
		until := time.Now().Add(80 * 24 * time.Hour)
		delete(w.is, 7)
		if _, err := s.Begin(t.Context(), w.orders[7], wire.WatchRequest{Until: until}); code(err) != problem.KeyOver || len(w.watches) != 0 {
			t.Errorf("without the user's word: %v", err)
		}
		w.is[7] = wire.OrderHealth{State: wire.HealthUp}
		if _, err := s.Begin(t.Context(), w.orders[7], wire.WatchRequest{Until: until.Add(100 * 24 * time.Hour)}); code(err) != problem.BadField {
			t.Errorf("for too long: %v", err)
		}
		w.begin(s)
		if v, err := other.Watched(t.Context(), w.orders[7]); err != nil || !v.On {
			t.Errorf("another replica says %+v, %v", v, err)
		}
		w.lead(s, 2*time.Minute)
		if err := other.End(t.Context(), w.orders[7]); err != nil {
			t.Fatal(err)
		}
		w.asked = 0
		w.look(s, time.Hour) // it leads on
		if w.asked != 0 {
			t.Errorf("asked %d times after the user's end", w.asked)
		}
		// The key is ended at the gateway.
		w.begin(s)
		delete(w.is, 7)
		w.lead(s, 15*time.Minute)
		if len(w.watches) != 0 {
			t.Error("it is watched on")
		}
		w.told()
	})
}

// TestReplaced: what took an order's place is watched in its place, and one that has ended is not.
func TestReplaced(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t)
		s := w.replica()
		w.begin(s)
		old, next := w.orders[7], w.orders[7]
		old.State, old.ReplacedBy = order.Replaced, 9
		next.ID, next.Nonce, next.Replaces = 9, 2, 7
		w.orders[7], w.orders[9] = old, next
		w.is[9] = wire.OrderHealth{State: wire.HealthDown, Down: 2, Why: wire.WhyGone}
		w.lead(s, 5*time.Minute)
		w.told("died 9 gone 2")
		if v, err := s.Watched(t.Context(), next); err != nil || !v.On {
			t.Errorf("got %+v, %v", v, err)
		}
		next.State = order.Completed
		w.orders[9] = next
		w.lead(s, time.Minute)
		if len(w.watches) != 0 {
			t.Error("what has ended is watched on")
		}
	})
}

// TestBentAnswers: a gateway that answers about something else is not believed.
func TestBentAnswers(t *testing.T) {
	for name, bend := range map[string]func([]wire.OrderHealth) []wire.OrderHealth{
		"too few":            func(all []wire.OrderHealth) []wire.OrderHealth { return all[1:] },
		"too many":           func(all []wire.OrderHealth) []wire.OrderHealth { return append(all, all...) },
		"another order":      func(all []wire.OrderHealth) []wire.OrderHealth { all[0].Order = 8; return all },
		"a state of its own": func(all []wire.OrderHealth) []wire.OrderHealth { all[0].State = "on fire"; return all },
	} {
		synctest.Test(t, func(t *testing.T) {
			w := newWorld(t)
			s := w.replica()
			w.begin(s)
			w.is[7] = wire.OrderHealth{State: wire.HealthDown, Down: 1}
			w.orderly = bend
			w.lead(s, 5*time.Minute)
			if len(w.notices) != 0 {
				t.Errorf("%s: told %q", name, w.notices)
			}
		})
	}
}

func TestReadKey(t *testing.T) {
	for _, s := range []string{"", "!", "AAAA", strings.Repeat("A", 43)} {
		if _, err := ReadKey(s); err == nil {
			t.Errorf("%q is a key", s)
		}
	}
}

func code(err error) problem.Code {
	var p *problem.Problem
	errors.As(err, &p)
	if p == nil {
		return ""
	}
	return p.Code
}

// TestUnwatchedSoon: a week before faults are told no more their user is told so, once for each such end, whichever replica leads and however long it cannot be told; not where the
// order ends before that, unless it is extended.
func TestUnwatchedSoon(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		const day = 24 * time.Hour
		w := newWorld(t)
		lives := func(d time.Duration) {
			o := w.orders[7]
			o.ActivatedAt, o.Duration = time.Now(), uint32(d/time.Second)
			w.orders[7] = o
		}
		lives(365 * day)
		s := w.replica()
		w.begin(s) // for 80 days
		time.Sleep(80*day - warnBefore - time.Hour)
		w.look(s, time.Minute)
		w.told()
		w.deaf = true
		time.Sleep(time.Hour)
		w.look(s, time.Minute)
		w.told()
		w.deaf = false
		w.look(s, time.Minute)
		w.told("unwatched 7  0")
		w.look(w.replica(), time.Minute)
		w.told("unwatched 7  0")
		// Switched on anew, it is told of the next end.
		w.begin(s)
		w.look(s, time.Minute)
		w.told("unwatched 7  0")
		lives(79 * day)
		time.Sleep(78 * day)
		w.look(s, time.Minute)
		w.told("unwatched 7  0")
		lives(30 * day)
		w.look(s, time.Minute)
		w.told("unwatched 7  0", "unwatched 7  0")
		time.Sleep(2 * day)
		w.look(s, time.Minute)
		w.told("unwatched 7  0", "unwatched 7  0")
		if len(w.watches) != 0 {
			t.Errorf("it is watched for longer than its user said: %+v", w.watches)
		}
	})
}
