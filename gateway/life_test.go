package gateway

import (
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"berth/contracts/chain"
	"berth/shared/amount"
	"berth/shared/eth"
	"berth/shared/order"
	"berth/shared/problem"
	"berth/shared/resource"
	"berth/shared/wire"
)

func (w *world) deployment(id order.ID, bearer string) wire.Deployment {
	w.t.Helper()
	var d wire.Deployment
	if _, p := w.call("GET", fmt.Sprintf("/v1/orders/%s/deployment", id), bearer, nil, &d); p != nil {
		w.t.Fatal(p)
	}
	return d
}

// open gets a ticket and the cookie for it, and gives the service's URL.
func (w *world) open(id order.ID, bearer, service string) string {
	w.t.Helper()
	var ticket wire.Ticket
	if _, p := w.call("POST", fmt.Sprintf("/v1/orders/%s/tickets", id), bearer, wire.TicketRequest{Service: service}, &ticket); p != nil {
		w.t.Fatal(p)
	}
	at, err := url.Parse(ticket.URL)
	if err != nil {
		w.t.Fatal(err)
	}
	w.enter(ticket.URL)
	return at.Scheme + "://" + path.Base(at.Path) + "." + at.Host
}

var notesManifest = wire.TemplateManifest{Template: "notes", Service: "notes", Image: "berth/notes", Port: 8080, Disk: "/data"}

func TestRestart(t *testing.T) {
	w := newWorld(t)
	_, stop := w.start()
	id, bearer, url := w.serving(notesManifest, "notes")
	if code, _ := w.visit(url + "/"); code != 200 {
		t.Fatalf("before: %d", code)
	}
	var first wire.Greeting
	other := w.offer(units(1e15))
	other.User = address(w.op)
	w.call("POST", "/v1/greet", "", other, &first)
	stop()

	// The chain is away while the gateway comes back: what ran runs again, on what the ledger knows.
	w.chain.leave(true)
	g, stop := w.start()
	within(t, 10*time.Second, "service after the restart, without the chain", func() bool {
		code, _ := w.visit(url + "/")
		return code == 200
	})
	if err := g.Ready(); err == nil {
		t.Error("it says that it is ready without the chain")
	}
	var a wire.Greeting
	if _, p := w.call("POST", "/v1/greet", "", other, &a); p != nil || a.Kind != wire.Reject || a.Reasons[0].Code != "chain" {
		t.Errorf("greet without the chain: %v %+v", p, a)
	}
	w.chain.leave(false)
	within(t, 10*time.Second, "ready", func() bool { return g.Ready() == nil })
	var second wire.Greeting
	if w.call("POST", "/v1/greet", "", other, &second); second.Quote == nil || second.Quote.Nonce <= first.Quote.Nonce {
		t.Errorf("nonce %+v after %+v", second.Quote, first.Quote)
	}
	// The token and the cookie are still good, and the end is seen.
	if d := w.deployment(id, bearer); d.Phase != wire.PhaseReady || d.Revision != 1 {
		t.Errorf("deployment: %+v", d)
	}
	stop()
	if _, err := w.rent.Cancel(t.Context(), id, order.UserLeft); err != nil {
		t.Fatal(err)
	}
	w.start()
	within(t, 10*time.Second, "the end that came meanwhile", func() bool {
		code, _ := w.visit(url + "/")
		return code == 410
	})
}

func TestChainAwayTearsNothingDown(t *testing.T) {
	w := newWorld(t)
	w.start()
	id, bearer, url := w.serving(echoManifest, "echo")
	w.chain.leave(true)
	within(t, 10*time.Second, "it asks the chain in vain", func() bool { return w.chain.refusals() >= 3 })
	if code, _ := w.visit(url + "/"); code != 200 {
		t.Errorf("without the chain: got %d, want 200", code)
	}
	// Deploying needs no chain either: the order is known.
	steps := w.deploy(bearer, w.deployRequest(id, 2, echoManifest, w.user))
	if steps[len(steps)-1].Phase != wire.PhaseReady {
		t.Errorf("progress: %+v", steps)
	}
}

func TestStopStartRestart(t *testing.T) {
	w := newWorld(t)
	w.start()
	id := w.order()
	bearer := w.access(id)
	path := fmt.Sprintf("/v1/orders/%s/", id)
	if _, p := w.call("POST", path+"restart", bearer, nil, nil); p == nil || p.Code != problem.NotDeployed {
		t.Errorf("restart of nothing: %v", p)
	}
	w.deploy(bearer, w.deployRequest(id, 1, echoManifest, w.user))
	url := w.open(id, bearer, "echo")
	for _, c := range []struct {
		power string
		code  int
	}{{"stop", 503}, {"start", 200}, {"restart", 200}, {"stop", 503}, {"stop", 503}, {"restart", 200}} {
		if _, p := w.call("POST", path+c.power, bearer, nil, nil); p != nil {
			t.Fatal(p)
		}
		within(t, 5*time.Second, c.power, func() bool {
			code, _ := w.visit(url + "/")
			return code == c.code && (c.code == 503) == (w.deployment(id, bearer).Phase == wire.PhaseStopped)
		})
	}
}

func TestSignaturesAndRevisions(t *testing.T) {
	w := newWorld(t)
	w.start()
	id := w.order()
	bearer := w.access(id)
	path := fmt.Sprintf("/v1/orders/%s/deployment", id)
	put := func(req wire.DeployRequest) *problem.Problem {
		_, p := w.call("PUT", path, bearer, req, nil)
		return p
	}
	want := func(what string, p *problem.Problem, code problem.Code, field string) {
		t.Helper()
		if p == nil || p.Code != code || p.Field != field {
			t.Errorf("%s: got %+v, want %s %s", what, p, code, field)
		}
	}
	want("by another key", put(w.deployRequest(id, 1, echoManifest, w.node)), problem.BadSignature, "")
	req := w.deployRequest(id, 1, echoManifest, w.user)
	req.Manifest += " "
	want("another manifest", put(req), problem.BadField, "deploy.manifestHash")
	want("for another order", put(w.deployRequest(id+1, 1, echoManifest, w.user)), problem.BadField, "deploy.orderId")
	want("a revision too far", put(w.deployRequest(id, 2, echoManifest, w.user)), problem.WrongRevision, "")
	req = w.deployRequest(id, 1, echoManifest, w.user)
	req.Deploy.NotAfter = time.Now().Add(-time.Minute)
	want("too late", put(req), problem.Expired, "")
	req = w.deployRequest(id, 1, echoManifest, w.user)
	req.Signature = req.Signature[:10]
	want("a short signature", put(req), problem.BadSignature, "")
	greedy := echoManifest
	greedy.Service = "Echo"
	want("a bad name", put(w.deployRequest(id, 1, greedy, w.user)), problem.BadField, "manifest.service")
	good := w.deployRequest(id, 1, echoManifest, w.user)
	w.deploy(bearer, good)
	want("replayed", put(good), problem.WrongRevision, "")
	unknown := echoManifest
	unknown.Image = "docker.io/library/nginx"
	want("unknown image", put(w.deployRequest(id, 2, unknown, w.user)), problem.UnknownImage, "")
	if d := w.deployment(id, bearer); d.Phase != wire.PhaseReady || d.Revision != 1 {
		t.Errorf("what ran before goes on: %+v", d)
	}
	steps := w.deploy(bearer, w.deployRequest(id, 2, echoManifest, w.user))
	if last := steps[len(steps)-1]; last.Phase != wire.PhaseReady {
		t.Errorf("after a refusal: %+v", steps)
	}

	access := func(req wire.AccessRequest) *problem.Problem {
		_, p := w.call("POST", "/v1/access", "", req, nil)
		return p
	}
	a := w.accessRequest(id, w.user)
	if p := access(a); p != nil {
		t.Fatal(p)
	}
	want("a used nonce", access(a), problem.Used, "")
	want("another user's order", access(w.accessRequest(id, w.node)), problem.NotYours, "")
	want("no order", access(w.accessRequest(99, w.user)), problem.NotFound, "")
	want("all of a stranger", access(w.accessRequest(0, w.node)), problem.NotFound, "")
	a = w.accessRequest(id, w.user)
	a.Access.User = address(w.node)
	want("somebody else's name", access(a), problem.BadSignature, "")
	if p := access(w.accessRequest(0, w.user)); p != nil {
		t.Errorf("all of the user's: %v", p)
	}
}

func TestGreetings(t *testing.T) {
	w := newWorld(t)
	g, _ := w.start()
	greet := func(change func(*wire.Greet)) wire.Greeting {
		t.Helper()
		o := w.offer(units(1e15))
		o.Hold = eth.Hash{1} // who asks again asks in the place of before
		change(&o)
		var a wire.Greeting
		if _, p := w.call("POST", "/v1/greet", "", o, &a); p != nil {
			t.Fatal(p)
		}
		return a
	}
	if a := greet(func(o *wire.Greet) { o.Rate = amount.NanoOf(1) }); a.Kind != wire.Counter || a.Quote.Rate.Cmp(w.list(g)) != 0 {
		t.Errorf("a low offer: %+v", a)
	}
	if a := greet(func(o *wire.Greet) { o.Rate = w.list(g) }); a.Kind != wire.Accept {
		t.Errorf("the list price: %+v", a)
	}
	if a := greet(func(o *wire.Greet) { o.Resources.CPUMilli, o.Resources.GPU = 5000, 1 }); a.Kind != wire.Reject || len(a.Reasons) != 2 ||
		a.Reasons[0] != (wire.Why{Code: "cpuMilli", Wanted: "5000", Free: "4000", Text: "not that much is free"}) {
		t.Errorf("too much: %+v", a)
	}
	if a := greet(func(o *wire.Greet) { o.ChainID++ }); a.Kind != wire.Reject || a.Reasons[0].Code != "wrong-chain" {
		t.Errorf("another chain: %+v", a)
	}
	if a := greet(func(o *wire.Greet) { o.Duration = 1 }); a.Kind != wire.Reject || a.Reasons[0].Code != "duration" || a.Reasons[0].Free != "60" {
		t.Errorf("too short: %+v", a)
	}
	var card wire.Card
	w.call("GET", "/.well-known/berth", "", nil, &card)
	if card.Headroom.CPUMilli != 3500 || card.Node != address(w.node) || card.Runtime != "local" {
		t.Errorf("card with a quote open: %+v", card)
	}
	id := w.order()
	if a := greet(func(*wire.Greet) {}); a.Kind != wire.Reject || a.Reasons[0].Code != "live-order" || a.Reasons[0].Wanted != id.String() {
		t.Errorf("a second order: %+v", a)
	}
}

func (w *world) list(g *Gateway) amount.Nano { return g.cfg.PriceList[0].Rate(small, 3600) }

func TestOrderThatDoesNotFitIsCancelled(t *testing.T) {
	w := newWorld(t)
	_, stop := w.start()
	var a wire.Greeting
	w.call("POST", "/v1/greet", "", w.offer(units(1e15)), &a)
	stop()
	id, _, err := w.rent.CreateOrderWithPermit(t.Context(), *a.Quote, a.Signature, 3600)
	if err != nil {
		t.Fatal(err)
	}
	w.start(func(c *Config) {
		c.Capacity = resource.Resources{CPUMilli: 100, MemoryMiB: 4096, DiskMiB: 10000, TrafficMiB: 1 << 30}
	})
	within(t, 10*time.Second, "cancellation", func() bool {
		o, err := w.client.Order(t.Context(), id)
		return err == nil && o.State == order.Cancelled
	})
}

func TestTimeUpSettlesAndGraceCollects(t *testing.T) {
	t.Parallel() // it waits for most of its time
	w := newWorld(t)
	w.start(func(c *Config) { c.MinDuration, c.Probation, c.Grace = time.Second, 0, 2*time.Second })
	offer := w.offer(units(1e15))
	offer.Duration, offer.Resources.TrafficMiB = 3, 0
	var a wire.Greeting
	w.call("POST", "/v1/greet", "", offer, &a)
	id, _, err := w.rent.CreateOrderWithPermit(t.Context(), *a.Quote, a.Signature, 3)
	if err != nil {
		t.Fatal(err)
	}
	bearer := w.access(id)
	w.deploy(bearer, w.deployRequest(id, 1, notesManifest, w.user))
	url := w.open(id, bearer, "notes")
	if code, _ := w.visit(url + "/"); code != 200 {
		t.Fatalf("while it runs: %d", code)
	}
	folder := filepath.Join(w.dir, "orders", id.String())
	if _, err := os.Stat(folder); err != nil {
		t.Fatal(err)
	}
	within(t, 15*time.Second, "the end", func() bool {
		code, _ := w.visit(url + "/")
		return code == http.StatusGone
	})
	within(t, 15*time.Second, "settlement", func() bool {
		o, err := w.client.Order(t.Context(), id)
		return err == nil && o.State == order.Completed && o.Settled == o.Rate.Cost(3)
	})
	within(t, 15*time.Second, "collection", func() bool {
		w.chain.mine()
		_, err := os.Stat(folder)
		return os.IsNotExist(err)
	})
}

func TestTwoServicesOfTwoUsersAreApart(t *testing.T) {
	w := newWorld(t)
	w.start()
	id, _, url := w.serving(echoManifest, "echo")
	cookies := w.cookies(url)
	for _, host := range []string{"other-" + id.String(), "echo-99", "echo-0" + id.String(), "echo", "-" + id.String(), "echo-" + id.String() + ".x"} {
		req, err := http.NewRequest("GET", "http://"+host+"."+w.domain+"/", nil)
		if err != nil {
			t.Fatal(err)
		}
		for _, c := range cookies {
			req.AddCookie(c)
		}
		resp, err := w.http.Do(req)
		if err != nil {
			t.Fatal(err)
		}
		resp.Body.Close()
		if resp.StatusCode != 404 && resp.StatusCode != 401 {
			t.Errorf("%s with another's cookie: got %d", host, resp.StatusCode)
		}
	}
}

func TestWrongAddressesAreRefused(t *testing.T) {
	w := newWorld(t)
	w.a.Market, w.a.Registry = w.a.Registry, w.a.Market
	cfg := w.config()
	if _, err := New(t.Context(), cfg); !errors.Is(err, chain.ErrNotContract) {
		t.Errorf("got %v, want %v", err, chain.ErrNotContract)
	}
}

func TestConfig(t *testing.T) {
	w := newWorld(t)
	for flag, change := range map[string]func(*Config){
		"node": func(c *Config) { c.Node = eth.Address{} }, "operator-key": func(c *Config) { c.OperatorKey = "0xsecret" }, "rpc": func(c *Config) { c.Connect = nil },
		"addresses": func(c *Config) { c.Contracts = chain.Addresses{} }, "domain": func(c *Config) { c.Domain = "https://n1" }, "scheme": func(c *Config) { c.Scheme = "ftp" },
		"app": func(c *Config) { c.App = "localhost" }, "probation": func(c *Config) { c.Probation = 30 * 24 * time.Hour }, "min-duration": func(c *Config) { c.MinDuration = time.Hour; c.MaxDuration = time.Minute },
		"max-duration": func(c *Config) { c.MaxDuration = 0; c.MinDuration = 0 }, "grace": func(c *Config) { c.Grace = time.Millisecond }, "runtime": func(c *Config) { c.Runtime = "docker" },
		"max-quotes": func(c *Config) { c.MaxQuotes = 0 }, "idle": func(c *Config) { c.Idle = 0 }, "poll": func(c *Config) { c.Poll = 0 }, "greet-per-ip": func(c *Config) { c.GreetPerIP = 0 }, "body-bytes": func(c *Config) { c.BodyBytes = -1 },
		"head-bytes": func(c *Config) { c.HeadBytes = 1000 }, "head-time": func(c *Config) { c.HeadTime = 0 }, "answer-time": func(c *Config) { c.AnswerTime = 1500 * time.Millisecond },
		"answer-head-bytes": func(c *Config) { c.AnswerHeadBytes = 2 << 20 },
	} {
		cfg := w.config()
		change(&cfg)
		err := cfg.Validate()
		if err == nil || !strings.Contains(err.Error(), "--"+flag+":") || strings.Contains(err.Error(), "secret") {
			t.Errorf("%s: got %v", flag, err)
		}
	}
	var none Config
	if err := none.Validate(); err == nil || strings.Count(err.Error(), "\n") < 5 {
		t.Errorf("all mistakes at once: %v", err)
	}
}

func TestMetricsAndProbes(t *testing.T) {
	w := newWorld(t)
	g, _ := w.start()
	w.order()
	for path, want := range map[string]string{"/livez": "ok", "/readyz": "ok", "/metrics": `berth_gateway_orders{state="active"} 1`} {
		within(t, 5*time.Second, path, func() bool {
			rec := httptest.NewRecorder()
			g.Metrics().ServeHTTP(rec, httptest.NewRequest("GET", path, nil))
			return rec.Code == 200 && strings.Contains(rec.Body.String(), want)
		})
	}
}
