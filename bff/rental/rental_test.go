package rental

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"slices"
	"strings"
	"testing"
	"time"

	"berth/bff/catalogue"
	"berth/bff/indexer"
	"berth/bff/negotiate"
	"berth/contracts/chain"
	"berth/shared/amount"
	"berth/shared/eth"
	"berth/shared/order"
	"berth/shared/resource"
	"berth/shared/wire"
)

var (
	user   = eth.Address{0xa1}
	dollar = eth.Address{0xd0}
	want   = resource.Resources{CPUMilli: 1000, MemoryMiB: 64}
	quiet  = slog.New(slog.NewTextHandler(io.Discard, nil))
)

// world is a market with nodes of which each has a fault of its own, a chain, and a database.
type world struct {
	t         testing.TB
	now       time.Time
	nodes     []*wire.Node
	fault     map[eth.Address]string
	orders    []indexer.Order
	owed      amount.Amount
	mostOwed  int // orders that held money at a time
	asked     []eth.Address
	released  int
	kept      map[eth.Address]wire.Rental
	storeAway bool
	nonce     uint64
	headBack  time.Duration // by how much the index is behind
	asking    int           // replicas that ask now
	bothAsk   int           // how often two did
	races     int           // versions that another had written
}

func newWorld(t testing.TB, faults ...string) *world {
	w := &world{t: t, now: time.Unix(1_800_000_000, 0).UTC(), fault: map[eth.Address]string{}, kept: map[eth.Address]wire.Rental{}}
	for i, f := range faults {
		a := eth.Address{byte(i + 1)}
		w.nodes = append(w.nodes, &wire.Node{
			Address: a, Name: fmt.Sprint("n", i+1), Prices: []wire.Price{{Token: dollar, CoreHour: amount.NanoOf(3600 * uint64(1000+i))}},
			Free: want, Reachable: true,
		})
		w.fault[a] = f
	}
	return w
}

func (w *world) Candidates(_ eth.Address, r wire.OfferRequest) (fits []catalogue.Fit) {
	for _, n := range w.nodes {
		if len(r.Nodes) == 0 || slices.Contains(r.Nodes, n.Address) {
			fits = append(fits, catalogue.Fit{Node: n, Price: n.Prices[0]})
		}
	}
	return fits
}

func (w *world) Release(eth.Address, ...negotiate.Node) { w.released++ }

func (w *world) One(_ context.Context, u, node eth.Address, r wire.OfferRequest) (wire.Answer, error) {
	w.asked = append(w.asked, node)
	w.nonce++
	q := order.Quote{Node: node, User: u, Token: r.Token, Resources: r.Resources, Rate: r.Rate, Epoch: 1, Nonce: w.nonce, ValidUntil: w.now.Add(2 * time.Minute)}
	a := wire.Answer{Node: node, Greeting: wire.Greeting{Kind: wire.Accept, Quote: &q}}
	switch w.fault[node] {
	case "declines":
		a.Greeting = wire.Greeting{Kind: wire.Reject, Reasons: []wire.Why{{Code: "busy"}}}
	case "dearer":
		a.Kind, q.Rate = wire.Counter, r.Rate.Mul(2)
	case "dead":
		a.Greeting = wire.Greeting{Kind: wire.NoAnswer, Reasons: []wire.Why{{Code: "unreachable"}}}
	case "lies":
		a.Greeting = wire.Greeting{Kind: wire.NoAnswer, Reasons: []wire.Why{{Code: "bad-answer", Text: "the quote is for another user"}}}
	}
	return a, nil
}

func (w *world) Order(id order.ID) (indexer.Order, bool) {
	if id == 0 || int(id) > len(w.orders) {
		return indexer.Order{}, false
	}
	return w.orders[id-1], true
}

func (w *world) Orders(u eth.Address, keep func(order.State) bool, _ order.ID, _ int) (page []indexer.Order, total int, more bool) {
	for _, o := range slices.Backward(w.orders) {
		if o.User == u && keep(o.State) {
			page = append(page, o)
		}
	}
	return page, len(page), false
}

func (w *world) Head() chain.Block { return chain.Block{Time: w.now.Add(-w.headBack)} }

func (w *world) Owed(context.Context, eth.Address, eth.Address) (amount.Amount, error) {
	return w.owed, nil
}

var errStore = errors.New("away")

func (w *world) Rental(_ context.Context, u eth.Address) (wire.Rental, error) {
	if w.storeAway {
		return wire.Rental{}, errStore
	}
	r, ok := w.kept[u]
	if !ok {
		return r, ErrNone
	}
	r.Tries = slices.Clone(r.Tries)
	return r, nil
}

func (w *world) PutRental(_ context.Context, u eth.Address, r wire.Rental, _ time.Time) error {
	if w.storeAway {
		return errStore
	}
	if r.Version != w.kept[u].Version+1 {
		w.races++
		return ErrChanged
	}
	r.Tries = slices.Clone(r.Tries)
	w.kept[u] = r
	return nil
}

func (w *world) manager() *Manager {
	return New(Config{Now: func() time.Time { return w.now }}, w, w, w, w, quiet)
}

// pay puts a quote on the chain; what its node does next is as its fault says.
func (w *world) pay(q order.Quote) order.ID {
	o := indexer.Order{Order: order.Order{
		ID: order.ID(len(w.orders) + 1), User: q.User, Node: q.Node, Token: q.Token, Rate: q.Rate, State: order.Created, CreatedAt: w.now,
	}, Epoch: q.Epoch, Nonce: q.Nonce}
	switch w.fault[q.Node] {
	case "", "check lies", "breaks", "never runs":
		o.State = order.Active
	case "cancels":
		o.State, o.Refunded, w.owed = order.Cancelled, amount.Of(100), amount.Of(100)
	}
	w.orders = append(w.orders, o)
	live := 0
	for _, o := range w.orders {
		if o.State.Live() {
			live++
		}
	}
	if !w.owed.IsZero() && w.fault[q.Node] != "cancels" {
		live++
	}
	w.mostOwed = max(w.mostOwed, live)
	return o.ID
}

// page does what the user's page does, one thing at a time, until nothing is left to be done.
func (w *world) page(m *Manager) wire.Rental {
	w.t.Helper()
	report := func(r wire.Rental, p wire.RentalReport) {
		p.Try = len(r.Tries) - 1
		if _, err := m.Report(w.t.Context(), user, p); err != nil {
			w.t.Fatal(err)
		}
	}
	for range 200 {
		r, err := m.Get(w.t.Context(), user)
		if err != nil {
			w.t.Fatal(err)
		}
		if r.State.Over() {
			return r
		}
		if len(r.Tries) == 0 {
			continue
		}
		t := r.Tries[len(r.Tries)-1]
		fault := w.fault[t.Node.Address]
		switch r.State {
		case wire.RentalCheck:
			if fault == "unfit" {
				report(r, wire.RentalReport{Do: "unfit", Text: "too little memory"})
			} else {
				report(r, wire.RentalReport{Do: "fits"})
			}
		case wire.RentalPay:
			report(r, wire.RentalReport{Do: "sent", Tx: &eth.Hash{1}})
			w.pay(*t.Answer.Quote)
		case wire.RentalDeploy:
			switch fault {
			case "breaks", "check lies":
				report(r, wire.RentalReport{Do: "broke", Text: "it does not fit after all"})
			case "":
				report(r, wire.RentalReport{Do: "runs"})
			default:
				w.now = w.now.Add(time.Minute)
			}
		case wire.RentalReturn:
			// Two transactions, with a look in between: only both together bring the money back.
			if o := &w.orders[t.Order-1]; o.State.Live() {
				o.State, o.Refunded, w.owed = order.Cancelled, amount.Of(100), amount.Of(100)
			} else {
				w.owed = amount.Amount{}
			}
		default:
			w.now = w.now.Add(10 * time.Second)
		}
	}
	w.t.Fatal("it does not end")
	return wire.Rental{}
}

func start(t *testing.T, w *world, m *Manager, change ...func(*wire.RentalRequest)) {
	t.Helper()
	r := wire.RentalRequest{OfferRequest: wire.OfferRequest{Resources: want, Token: dollar, Rate: amount.NanoOf(5000), Duration: 3600}, Runs: true}
	for _, f := range change {
		f(&r)
	}
	if _, err := m.Start(t.Context(), user, r); err != nil {
		t.Fatal(err)
	}
}

func outcomes(r wire.Rental) string {
	var s []string
	for _, t := range r.Tries {
		s = append(s, t.Outcome+"/"+t.Money)
	}
	return strings.Join(s, " ")
}

func TestTheFirstThatWorks(t *testing.T) {
	for _, c := range []struct {
		name   string
		faults []string
		state  wire.RentalState
		want   string
	}{
		{"the best one works", []string{"", ""}, wire.RentalServes, "serves/held"},
		{"one declines", []string{"declines", ""}, wire.RentalServes, "declined/never-left serves/held"},
		{"one asks for more", []string{"dearer", ""}, wire.RentalServes, "dearer/never-left serves/held"},
		{"one is dead", []string{"dead", ""}, wire.RentalServes, "silent/never-left serves/held"},
		{"one lies in its quote", []string{"lies", ""}, wire.RentalServes, "bad-answer/never-left serves/held"},
		{"one cannot run it", []string{"unfit", ""}, wire.RentalServes, "unfit/never-left serves/held"},
		{"one never activates", []string{"never activates", ""}, wire.RentalServes, "not-activated/back serves/held"},
		{"one takes the order and ends it", []string{"cancels", ""}, wire.RentalServes, "ended/back serves/held"},
		{"one activates and fails", []string{"breaks", ""}, wire.RentalServes, "broke/back serves/held"},
		{"one says that it fits, and then does not", []string{"check lies", ""}, wire.RentalServes, "broke/back serves/held"},
		{"one never gets it to run", []string{"never runs", ""}, wire.RentalServes, "late/back serves/held"},
		{"all kinds, and the last one works", []string{"declines", "never activates", "lies", "breaks", "dead", "unfit", "cancels", ""}, wire.RentalServes,
			"declined/never-left not-activated/back bad-answer/never-left broke/back silent/never-left unfit/never-left ended/back serves/held"},
		{"none works", []string{"declines", "never activates"}, wire.RentalNobody, "declined/never-left not-activated/back"},
		{"there is none", nil, wire.RentalNobody, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			w := newWorld(t, c.faults...)
			m := w.manager()
			start(t, w, m)
			r := w.page(m)
			if r.State != c.state || outcomes(r) != c.want {
				t.Errorf("got %s: %s, want %s: %s", r.State, outcomes(r), c.state, c.want)
			}
			if w.mostOwed > 1 {
				t.Errorf("%d orders held money at a time", w.mostOwed)
			}
			if len(w.asked) > len(c.faults) {
				t.Errorf("asked %v", w.asked)
			}
			for _, x := range r.Tries {
				if x.Money == back && x.Returned.Amount.Cmp(amount.Of(100)) != 0 {
					t.Errorf("came back: %+v", x.Returned)
				}
			}
		})
	}
}

// A reload, a lost connection or a restart at any moment changes nothing of what comes.
func TestItOutlivesARestart(t *testing.T) {
	w := newWorld(t, "declines", "never activates", "breaks", "")
	start(t, w, w.manager())
	var r wire.Rental
	for r.State != wire.RentalServes {
		r = func() (r wire.Rental) {
			defer func() {
				if x := recover(); x != nil {
					t.Fatal(x)
				}
			}()
			return w.page(w.manager()) // which knows only what was kept
		}()
	}
	if outcomes(r) != "declined/never-left not-activated/back broke/back serves/held" || w.mostOwed > 1 {
		t.Errorf("got %s, %d at a time", outcomes(r), w.mostOwed)
	}
}

func get(t *testing.T, m *Manager, state wire.RentalState) wire.Rental {
	t.Helper()
	for range 5 {
		r, err := m.Get(t.Context(), user)
		if err != nil {
			t.Fatal(err)
		}
		if r.State == state {
			return r
		}
	}
	r, _ := m.Get(t.Context(), user)
	t.Fatalf("it is %s, want %s", r.State, state)
	return r
}

func say(t *testing.T, m *Manager, p wire.RentalReport) wire.Rental {
	t.Helper()
	r, err := m.Report(t.Context(), user, p)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// A page that paid and could not say so has paid all the same: no other node is paid beside it.
func TestAPaymentThatNobodyToldOf(t *testing.T) {
	w := newWorld(t, "", "")
	m := w.manager()
	start(t, w, m, func(r *wire.RentalRequest) { r.Runs = false })
	r := get(t, m, wire.RentalPay)
	q := *r.Tries[0].Answer.Quote
	// It gives the node up, and the payment arrives after that.
	if r = say(t, m, wire.RentalReport{Do: "skip"}); r.Tries[0].Outcome != "skipped" {
		t.Fatalf("got %+v", r)
	}
	w.pay(q)
	get(t, m, wire.RentalPay)
	w.now = w.now.Add(3 * time.Minute)
	say(t, m, wire.RentalReport{Try: 1, Do: "skip"})
	r = get(t, m, wire.RentalServes)
	if last := r.Tries[len(r.Tries)-1]; last.Order != 1 || last.Node.Address != q.Node || last.Money != held {
		t.Errorf("got %+v", r.Tries)
	}
}

func TestAQuoteThatRunsOut(t *testing.T) {
	w := newWorld(t, "")
	m := w.manager()
	start(t, w, m, func(r *wire.RentalRequest) { r.Runs = false })
	first := get(t, m, wire.RentalPay).Tries[0].Answer.Quote
	if r := say(t, m, wire.RentalReport{Do: "again"}); r.State != wire.RentalPay || r.Tries[0].Answer.Quote.Nonce != first.Nonce {
		t.Error("a quote that is good was asked for anew")
	}
	say(t, m, wire.RentalReport{Do: "sent", Tx: &eth.Hash{1}})
	w.now, w.headBack = w.now.Add(3*time.Minute), 2*time.Minute
	if r := say(t, m, wire.RentalReport{Do: "again"}); r.Tries[0].Answer.Quote.Nonce != first.Nonce {
		t.Error("a payment may still be on its way, and it was asked anew")
	}
	if r := say(t, m, wire.RentalReport{Do: "skip"}); r.State != wire.RentalPay {
		t.Error("a payment may still be on its way, and the node was given up")
	}
	w.headBack = 0
	say(t, m, wire.RentalReport{Do: "again"})
	if r := get(t, m, wire.RentalPay); len(r.Tries) != 1 || r.Tries[0].Answer.Quote.Nonce == first.Nonce || r.Tries[0].Tx != nil {
		t.Errorf("got %+v", r)
	}
}

func TestWhatAPageCannotSay(t *testing.T) {
	w := newWorld(t, "", "")
	m := w.manager()
	if _, err := m.Get(t.Context(), user); !errors.Is(err, ErrNone) {
		t.Errorf("without one: %v", err)
	}
	start(t, w, m)
	r := get(t, m, wire.RentalCheck)
	for _, p := range []wire.RentalReport{
		{Do: "runs"}, {Do: "broke"}, {Do: "sent"}, {Do: "sent", Tx: &eth.Hash{1}}, {Try: -1, Do: "fits"}, {Try: 1, Do: "fits"}, {Try: 1 << 30, Do: "unfit"},
	} {
		if now := say(t, m, p); now.Version != r.Version {
			t.Errorf("%+v has moved it: %+v", p, now)
		}
	}
	if _, err := m.Report(t.Context(), user, wire.RentalReport{Do: "dance"}); err == nil {
		t.Error("a word that there is not")
	}
	if r := say(t, m, wire.RentalReport{Do: "unfit", Text: strings.Repeat("x", 10_000)}); len(r.Tries[0].Text) > maxText {
		t.Errorf("%d bytes of text are kept", len(r.Tries[0].Text))
	}
}

func TestOneAtATime(t *testing.T) {
	w := newWorld(t, "never activates", "")
	m := w.manager()
	start(t, w, m, func(r *wire.RentalRequest) { r.Runs = false })
	start(t, w, m, func(r *wire.RentalRequest) { r.Runs = false }) // nothing was paid
	w.pay(*get(t, m, wire.RentalPay).Tries[0].Answer.Quote)
	get(t, m, wire.RentalActivating)
	if _, err := m.Start(t.Context(), user, wire.RentalRequest{}); err == nil {
		t.Error("a second one was begun while the first has money under way")
	}
	r, err := m.Stop(t.Context(), user)
	if err != nil || r.State != wire.RentalStopped || r.Tries[0].Order != 1 {
		t.Errorf("stopped: %+v, %v", r, err)
	}
	start(t, w, m)
	w.storeAway = true
	if _, err := m.Get(t.Context(), user); err == nil {
		t.Error("a database that is away")
	}
}

// Nodes that were named are tried in their order, and no other is; nobody is asked who lists more than is paid.
func TestWhoIsTried(t *testing.T) {
	w := newWorld(t, "declines", "declines", "declines", "declines")
	w.nodes[1].Prices[0].CoreHour = amount.NanoOf(3600 * 9000)
	m := w.manager()
	start(t, w, m, func(r *wire.RentalRequest) { r.Nodes = []eth.Address{{4}, {2}, {1}} })
	if r := w.page(m); r.State != wire.RentalNobody || !slices.Equal(w.asked, []eth.Address{{4}, {1}}) || r.Dearer != 1 {
		t.Errorf("asked %v, %d would be dearer", w.asked, r.Dearer)
	}
	// Of two that cost the same the one that is nearer to the page comes first.
	near := newWorld(t, "declines", "declines")
	near.nodes[1].Prices = near.nodes[0].Prices
	m = near.manager()
	start(t, near, m, func(r *wire.RentalRequest) { r.RTT = map[eth.Address]uint32{{1}: 400, {2}: 10} })
	if near.page(m); !slices.Equal(near.asked, []eth.Address{{2}, {1}}) {
		t.Errorf("asked %v, the farther one first", near.asked)
	}
	many := newWorld(t, slices.Repeat([]string{"declines"}, 60)...)
	m = many.manager()
	start(t, many, m)
	if r := many.page(m); len(r.Tries) != maxTries || r.State != wire.RentalNobody {
		t.Errorf("%d were tried", len(r.Tries))
	}
}
