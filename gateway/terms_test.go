package gateway

import (
	"berth/e2e/rig"

	"bytes"
	"crypto/ecdsa"
	"encoding/json"
	"log/slog"
	"net"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"berth/contracts/chain"
	"berth/gateway/lease"
	"berth/shared/amount"
	"berth/shared/eth"
	"berth/shared/order"
	"berth/shared/wire"
)

// dollars is an offer in dollars at the list price, and its user has some.
func (w *world) dollars() wire.Greet {
	w.t.Helper()
	if _, err := w.sender(w.node).Mint(w.t.Context(), w.dollar, address(w.user), amount.Of(1e9)); err != nil {
		w.t.Fatal(err)
	}
	g := w.offer(amount.Nano{})
	g.Token = w.dollar
	return g
}

func (w *world) sender(key *ecdsa.PrivateKey) *chain.Sender {
	return chain.NewSender(w.client, key, chain.SenderConfig{Poll: 2 * time.Millisecond})
}

// greeted is the quote for an offer.
func (w *world) greeted(g wire.Greet) wire.Greeting {
	w.t.Helper()
	var a wire.Greeting
	if _, p := w.call("POST", "/v1/greet", "", g, &a); p != nil || a.Quote == nil {
		w.t.Fatalf("greet: %v %+v", p, a)
	}
	return a
}

// becomes waits for an order's state.
func (w *world) becomes(id order.ID, s order.State) (o order.Order) {
	w.t.Helper()
	within(w.t, 10*time.Second, s.String(), func() (is bool) {
		var err error
		o, err = w.client.Order(w.t.Context(), id)
		return err == nil && o.State == s
	})
	return o
}

func TestAnOrderInDollars(t *testing.T) {
	w := newWorld(t)
	w.start(func(c *Config) { c.ReferrerShare, c.Notice = 300, 30*time.Minute })
	g := w.dollars()
	platform := eth.Address{0x55}
	g.Referrer, g.ReferrerShare = platform, 300
	a := w.greeted(g)
	// Half a core, 128 MiB of memory and 64 of disk at a cent, a quarter of one and a hundredth an hour; and 100 MiB of traffic.
	hourly := amount.NanoOf(5000e9).Add(amount.NanoOf(2500e9).MulDiv(128, 1024)).Add(amount.NanoOf(100e9).MulDiv(64, 1024))
	want := hourly.DivUp(3600).Add(amount.NanoOf(100e9).MulDiv(100, 1024).DivUp(3600))
	q := *a.Quote
	if a.Kind != wire.Counter || q.Rate != want || q.Token != w.dollar || q.Notice != 1800 || q.Committed != 0 || q.Referrer != platform || q.ReferrerShare != 300 || q.Epoch == 0 {
		t.Fatalf("got %s %+v, want a rate of %s", a.Kind, q, want)
	}
	if p := a.Probation; p == nil || p.Seconds != 60 || q.Probation != 60 {
		t.Errorf("probation %+v", p)
	}
	id, _, err := w.rent.CreateOrderWithPermit(t.Context(), q, a.Signature, 3600)
	if err != nil {
		t.Fatal(err)
	}
	o := w.becomes(id, order.Active)
	if o.Token != w.dollar || o.Deposit() != want.Cost(3600) || o.Deposit() != amount.Of(5328) {
		t.Errorf("got %+v, deposit %s", o, o.Deposit())
	}
	var card wire.Card
	if w.call("GET", "/.well-known/berth", "", nil, &card); len(card.Prices) != 2 || card.Prices[1].Token != w.dollar || card.Notice != 1800 {
		t.Errorf("card: %+v", card)
	}
}

// A relayer pays the gas; the order is the user's, who has signed for it.
func TestARelayedOrder(t *testing.T) {
	w := newWorld(t)
	w.start()
	g := w.dollars()
	a := w.greeted(g)
	if _, err := w.rent.Approve(t.Context(), w.dollar, w.a.Permit2, amount.Of(1e12)); err != nil {
		t.Fatal(err)
	}
	call, err := rig.Relay(w.user, w.a, *a.Quote, a.Signature, 3600, 1, time.Now().Add(time.Hour))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := w.sender(w.node).Transact(t.Context(), w.a.Market, call); err != nil {
		t.Fatal(err)
	}
	id, err := w.client.OrderCount(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if o := w.becomes(id, order.Active); o.User != address(w.user) || o.Token != w.dollar {
		t.Errorf("got %+v", o)
	}
	w.serveOrder(id)
}

// serveOrder sees that an order's user can deploy.
func (w *world) serveOrder(id order.ID) {
	w.t.Helper()
	bearer := w.access(id)
	steps := w.deploy(bearer, w.deployRequest(id, 1, echoManifest, w.user))
	if last := steps[len(steps)-1]; last.Phase != wire.PhaseReady {
		w.t.Errorf("got %+v", steps)
	}
}

// The node's wallet signs for what the gateway does not take: its order is cancelled, and nobody pays.
func TestOrdersThatTheGatewayDidNotQuote(t *testing.T) {
	for _, c := range []struct {
		name   string
		change func(*world, *order.Quote)
		state  order.State
	}{
		{"on our terms", func(*world, *order.Quote) {}, order.Active},
		{"in another token", func(w *world, q *order.Quote) { q.Token = w.dollar }, order.Cancelled},
		{"with a referrer", func(_ *world, q *order.Quote) { q.Referrer, q.ReferrerShare = eth.Address{5}, 301 }, order.Cancelled},
	} {
		t.Run(c.name, func(t *testing.T) {
			w := newWorld(t)
			w.dollars()
			w.start(func(cfg *Config) { cfg.PriceList, cfg.ReferrerShare = cfg.PriceList[:1], 300 })
			q := *w.greeted(w.offer(units(1e15))).Quote
			q.Nonce++
			c.change(w, &q)
			q.Rate = amount.NanoOf(1e9)
			sig, err := chain.SignQuote(w.node, w.a.Domain(), q)
			if err != nil {
				t.Fatal(err)
			}
			before, err := w.client.Token(q.Token).Balance(t.Context(), address(w.user))
			if err != nil {
				t.Fatal(err)
			}
			id, _, err := w.rent.CreateOrderWithPermit(t.Context(), q, sig, 3600)
			if err != nil {
				t.Fatal(err)
			}
			w.becomes(id, c.state)
			if c.state != order.Cancelled {
				return
			}
			owed, err := w.client.Owed(t.Context(), address(w.user), q.Token)
			if err != nil || owed != amount.Of(3600) {
				t.Errorf("owed %s, %v, of %s", owed, err, before)
			}
		})
	}
}

// Whoever names the operator's key anew makes all quotes void, and those after it are of the new epoch.
func TestQuotesFollowTheEpoch(t *testing.T) {
	w := newWorld(t)
	g, _ := w.start()
	old := w.greeted(w.offer(units(1e15)))
	if _, err := w.sender(w.node).SetOperator(t.Context(), address(w.op)); err != nil {
		t.Fatal(err)
	}
	within(t, 5*time.Second, "the epoch is seen", func() bool { return g.keeper.Facts().Epoch == old.Quote.Epoch+1 })
	if n := g.desk.Live(); n != 0 {
		t.Errorf("%d quotes are open", n)
	}
	if _, _, err := w.rent.CreateOrderWithPermit(t.Context(), *old.Quote, old.Signature, 3600); !chain.IsRevert(err, "Market_QuoteVoid") {
		t.Errorf("the old quote: %v", err)
	}
	w.order()
}

// Who has nothing staked is told so, gets a quote without free time, and can use it.
func TestProbationForAStake(t *testing.T) {
	w := newWorld(t)
	w.start(func(c *Config) { c.MinStake = "100" })
	a := w.greeted(w.offer(units(1e15)))
	want := wire.Probation{Why: "stake", MinStake: token.Mul(100)}
	if a.Quote.Probation != 0 || !a.Quote.MinStake.IsZero() || a.Probation == nil || *a.Probation != want {
		t.Errorf("got %+v, %+v", a.Quote, a.Probation)
	}
	id, _, err := w.rent.CreateOrderWithPermit(t.Context(), *a.Quote, a.Signature, 3600)
	if err != nil {
		t.Fatal(err)
	}
	w.becomes(id, order.Active)
}

func TestTheOwnerEndsAnOrder(t *testing.T) {
	w := newWorld(t)
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	w.start(func(c *Config) { c.AdminListener, c.Notice, c.Probation = ln, 30*time.Minute, 0 })
	id := w.order()
	bearer := w.access(id)
	ask := func(body string) (ending wire.AdminEnding, code int) {
		t.Helper()
		res, err := http.Post("http://"+ln.Addr().String()+"/orders/"+id.String()+"/end", "application/json", strings.NewReader(body))
		if err != nil {
			t.Fatal(err)
		}
		defer res.Body.Close()
		if res.StatusCode == 200 {
			if err := json.NewDecoder(res.Body).Decode(&ending); err != nil {
				t.Fatal(err)
			}
		}
		return ending, res.StatusCode
	}
	ending, code := ask(`{}`)
	if code != 200 {
		t.Fatalf("got %d", code)
	}
	o, err := w.client.Order(t.Context(), id)
	if err != nil || !o.AnnouncedEnd.Equal(ending.End) || o.AnnouncedEnd.Sub(o.AnnouncedAt) < 30*time.Minute {
		t.Errorf("got %+v, %v; told %s", o, err, ending.End)
	}
	within(t, 5*time.Second, "its user sees it", func() bool { return w.deployment(id, bearer).AnnouncedEnd.Equal(ending.End) })
	if _, code := ask(`{"at":"2020-01-01T00:00:00Z","now":false}`); code != 200 { // it has been announced for later
		t.Errorf("again: %d", code)
	}
	if _, code := ask(`{"now":true,"reason":"out-of-capacity"}`); code != 200 {
		t.Errorf("at once: %d", code)
	}
	w.becomes(id, order.Cancelled)
	if _, code := ask(`{}`); code != 409 {
		t.Errorf("an order that has ended: %d", code)
	}
	if code, _ := w.call("POST", "/orders/"+id.String()+"/end", bearer, struct{}{}, nil); code != 404 {
		t.Errorf("at the public door: %d", code)
	}
}

// What the owner of a node should know of its terms is in the log, once.
func TestWarningsOfTerms(t *testing.T) {
	var mu sync.Mutex
	var out bytes.Buffer
	log := slog.New(slog.NewTextHandler(writer(func(b []byte) (int, error) {
		mu.Lock()
		defer mu.Unlock()
		return out.Write(b)
	}), nil))
	has := func(text string) int {
		mu.Lock()
		defer mu.Unlock()
		return strings.Count(out.String(), text)
	}
	w := newWorld(t)
	g, stop := w.start(func(c *Config) { c.Log = log })
	if has("probation needs no stake") != 1 {
		t.Error("nobody is warned of --min-stake 0")
	}
	told := amount.Amount{}
	for range 3 {
		told = g.compareStake(lease.Facts{Registered: true, MinStake: token}, told)
	}
	if told != token || has("another stake for probation") != 1 {
		t.Errorf("%d warnings of the registry's stake", has("another stake for probation"))
	}
	if told = g.compareStake(lease.Facts{Registered: true}, told); !told.IsZero() || has("another stake for probation") != 1 {
		t.Error("a warning though they are the same")
	}
	stop()

	w.start(func(c *Config) { c.Log, c.MinStake = log, "1" })
	if has("probation needs no stake") != 1 {
		t.Error("a warning though there is a stake to be had")
	}

	cfg := w.config()
	cfg.Data, cfg.ReferrerShare = t.TempDir(), 1001
	if _, err := New(t.Context(), cfg); err == nil || !strings.Contains(err.Error(), "--referrer-share: 1001: the market allows 1000") {
		t.Errorf("more than the market allows: %v", err)
	}
	cfg.ReferrerShare, cfg.MinStake, cfg.Contracts.Staking = 0, "1", eth.Address{}
	if err := cfg.Validate(); err == nil || !strings.Contains(err.Error(), "--min-stake: ") {
		t.Errorf("a stake without staking: %v", err)
	}
}

type writer func([]byte) (int, error)

func (w writer) Write(b []byte) (int, error) { return w(b) }
