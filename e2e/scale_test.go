package e2e

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"net"
	"net/http"
	"net/http/httputil"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"github.com/ethereum/go-ethereum/crypto"

	"berth/e2e/ferret"
	"berth/e2e/rig"
	"berth/shared/amount"
	"berth/shared/order"
	"berth/shared/wire"
)

// buildPlatform compiles the platform once for all tests.
var buildPlatform = program("platform", "./bff/main")

// replica is one of the platform's processes.
type replica struct {
	url, ops string
	args     []string
	cmd      *exec.Cmd
	done     chan error
	log      *rig.Tail
	fit      atomic.Bool // the balancer gives it requests
	died     atomic.Int64
}

func (r *replica) start(t *testing.T) {
	t.Helper()
	bin, err := buildPlatform()
	if err != nil {
		t.Fatal(err)
	}
	r.cmd, r.done = exec.Command(bin, r.args...), make(chan error, 1)
	r.cmd.Stdout, r.cmd.Stderr = r.log, r.log
	if err := r.cmd.Start(); err != nil {
		t.Fatal(err)
	}
	cmd, done := r.cmd, r.done
	go func() { done <- cmd.Wait() }()
}

func (r *replica) end(sig syscall.Signal) {
	_ = r.cmd.Process.Signal(sig)
	err := <-r.done
	r.done <- err
}

// leads reports whether it says that it leads.
func (r *replica) leads() error {
	said, err := fetch("http://" + r.ops + "/metrics")
	if err == nil && !strings.Contains(said, "\nberth_leads 1\n") {
		err = errors.New("it does not lead")
	}
	return err
}

var quick = http.Client{Timeout: time.Second}

func fetch(url string) (string, error) {
	res, err := quick.Get(url)
	if err != nil {
		return "", err
	}
	defer res.Body.Close()
	b, err := io.ReadAll(io.LimitReader(res.Body, 1<<20))
	if err == nil && res.StatusCode != 200 {
		err = fmt.Errorf("%s: %s", url, res.Status)
	}
	return string(b), err
}

// balancer leads requests to replicas in turn, as usual ones do: to those that say that they are ready, and a request that could
// not be sent to one, or that may be sent twice and was not answered, to the next.
type balancer struct {
	replicas []*replica
	turn     atomic.Uint64
	base     http.RoundTripper
}

// watch asks each replica whether it is ready, until ctx ends.
func (b *balancer) watch(ctx context.Context) {
	tick := time.NewTicker(200 * time.Millisecond)
	defer tick.Stop()
	for {
		for _, r := range b.replicas {
			_, err := fetch("http://" + r.ops + "/readyz")
			r.fit.Store(err == nil)
		}
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
	}
}

// RoundTrip implements http.RoundTripper.
func (b *balancer) RoundTrip(req *http.Request) (*http.Response, error) {
	first := b.turn.Add(1)
	err := errors.New("no replica is ready")
	for i := range uint64(len(b.replicas)) {
		r := b.replicas[(first+i)%uint64(len(b.replicas))]
		if !r.fit.Load() {
			continue
		}
		to, _ := url.Parse(r.url)
		out := req.Clone(req.Context())
		out.URL.Scheme, out.URL.Host = to.Scheme, to.Host
		var res *http.Response
		if res, err = b.base.RoundTrip(out); err == nil {
			return res, nil
		}
		var dial *net.OpError
		unsent := errors.As(err, &dial) && dial.Op == "dial"
		if !unsent && (req.Method != http.MethodGet || req.Body != nil && req.Body != http.NoBody) {
			return nil, err
		}
	}
	return nil, err
}

// tally is what became of requests.
type tally struct {
	asked, failed, wrong, stale atomic.Int64

	mu   sync.Mutex
	why  map[string]int // of those that failed or were wrong
	last time.Time      // of the last good answer
	gap  time.Duration  // the longest between two
}

func (c *tally) good() {
	c.asked.Add(1)
	c.mu.Lock()
	defer c.mu.Unlock()
	now := time.Now()
	if !c.last.IsZero() {
		c.gap = max(c.gap, now.Sub(c.last))
	}
	c.last = now
}

func (c *tally) bad(wrong bool, what string) {
	c.asked.Add(1)
	if wrong {
		c.wrong.Add(1)
	} else {
		c.failed.Add(1)
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.why == nil {
		c.why = map[string]int{}
	}
	c.why[clipped(what)]++
}

func clipped(s string) string { return s[:min(len(s), 160)] }

func (c *tally) String() string {
	c.mu.Lock()
	defer c.mu.Unlock()
	return fmt.Sprintf("%d asked, %d failed, %d wrong, %d older than one before, at most %d ms without a good answer; %v", c.asked.Load(), c.failed.Load(), c.wrong.Load(), c.stale.Load(), c.gap.Milliseconds(), c.why)
}

// TestScale: two replicas of the platform behind a balancer, on one FerretDB with a PostgreSQL; each is killed twice while pages are
// read and users rent and leave. What fails is counted; nothing is wrong, and no order is lost.
func TestScale(t *testing.T) {
	if os.Getenv("BERTH_SCALE") == "" {
		t.Skip("it takes minutes, and a PostgreSQL; BERTH_SCALE=1 does that, as make e2e-scale does")
	}
	database := ferret.Start(t)
	d := startDemo(t, t.TempDir(), "--probation", "1s")
	ports := rig.FreePorts(t, 5)
	front := fmt.Sprintf("http://localhost:%d", ports[4])
	b := &balancer{base: &http.Transport{MaxIdleConnsPerHost: 64}}
	for i := range 2 {
		r := &replica{url: fmt.Sprintf("http://localhost:%d", ports[2*i]), ops: fmt.Sprintf("127.0.0.1:%d", ports[2*i+1]), log: &rig.Tail{}}
		r.args = []string{
			"--listen", strings.TrimPrefix(r.url, "http://"), "--ops", r.ops, "--public-url", front, "--proxies", "127.0.0.1", "--demo",
			"--mongodb-uri", database + "scale", "--rpc", d.rpc, "--addresses", filepath.Join(d.dir, "addresses.json"), "--poll", "200ms", "--cards", "1s", "--finality", "0",
		}
		b.replicas = append(b.replicas, r)
		r.start(t)
		t.Cleanup(func() {
			r.end(syscall.SIGTERM)
			if t.Failed() {
				t.Logf("replica %d:\n%s", i, r.log)
			}
		})
	}
	ctx, stop := context.WithCancel(t.Context())
	defer stop()
	go b.watch(ctx)
	l, err := net.Listen("tcp", strings.TrimPrefix(front, "http://"))
	if err != nil {
		t.Fatal(err)
	}
	proxy := http.Server{ReadHeaderTimeout: time.Minute, Handler: &httputil.ReverseProxy{
		Transport: b, FlushInterval: -1, Rewrite: func(r *httputil.ProxyRequest) {
			r.Out.Host = r.In.Host
			r.SetXForwarded()
		},
		ErrorHandler: func(w http.ResponseWriter, _ *http.Request, err error) {
			http.Error(w, err.Error(), http.StatusBadGateway)
		},
	}}
	go proxy.Serve(l)
	defer proxy.Close()
	nodes := func(at string) (int, error) {
		var page wire.NodeList
		if err := getJSON(at+"/api/nodes", &page); err != nil {
			return 0, err
		}
		return int(page.Total), nil
	}
	for _, r := range b.replicas {
		rig.Within(t, time.Minute, "a replica has the nodes", func() error {
			n, err := nodes(r.url)
			if err == nil && n != 3 {
				err = fmt.Errorf("%d nodes", n)
			}
			return err
		})
		rig.Within(t, time.Minute, "a replica is ready", func() error { _, err := fetch("http://" + r.ops + "/readyz"); return err })
	}

	var reads, rents tally
	var busy sync.WaitGroup
	for range 4 {
		busy.Go(func() {
			for ctx.Err() == nil {
				switch n, err := nodes(front); {
				case err != nil:
					reads.bad(false, err.Error())
				case n != 3:
					reads.bad(true, fmt.Sprintf("%d nodes", n))
				default:
					reads.good()
				}
				pause(ctx, 20*time.Millisecond)
			}
		})
	}
	stranger, err := crypto.GenerateKey() // who asks, and never pays
	if err != nil {
		t.Fatal(err)
	}
	offers := handed{p: rig.NewPerson(stranger, d.client(t))}
	offers.p.App = front
	rig.Within(t, 20*time.Second, "somebody logs in", func() error { return offers.p.Login(ctx) })
	busy.Go(func() {
		for i := 0; ctx.Err() == nil; i++ {
			offers.hand(ctx, b.replicas[i%2], b.replicas[1-i%2])
			pause(ctx, 2*time.Second)
		}
	})
	var ledger orders
	for i := range 2 {
		p := newPerson(t, d, i)
		p.App = front
		rig.Within(t, 20*time.Second, "somebody logs in", func() error { return p.Login(ctx) })
		busy.Go(func() {
			for ctx.Err() == nil {
				rents.rent(ctx, p.Person, &ledger)
				pause(ctx, 500*time.Millisecond)
			}
		})
	}
	done := func(more int) func() error {
		want := ledger.done.Load() + int64(more)
		return func() error {
			if n := ledger.done.Load(); n < want {
				return fmt.Errorf("%d orders of %d have gone all their way; rents: %v", n, want, &rents)
			}
			return nil
		}
	}
	rig.Within(t, 2*time.Minute, "orders go all their way", done(3))
	for round := range 2 {
		for i, r := range b.replicas {
			other := b.replicas[1-i]
			began := time.Now()
			r.died.Add(1)
			r.end(syscall.SIGKILL)
			rig.Within(t, time.Minute, "the other replica leads", other.leads)
			t.Logf("round %d: replica %d was killed, and the other one led after %d ms", round+1, i, time.Since(began).Milliseconds())
			rig.Within(t, 2*time.Minute, "orders go all their way with one replica", done(2))
			r.start(t)
			rig.Within(t, time.Minute, "it is ready again", func() error { _, err := fetch("http://" + r.ops + "/readyz"); return err })
			rig.Within(t, 2*time.Minute, "orders go all their way with both", done(1))
		}
	}
	stop()
	busy.Wait()

	t.Logf("pages: %v", &reads)
	t.Logf("rents: %v", &rents)
	t.Logf("offers: %v", &offers)
	if offers.whole.Load() == 0 || offers.fewer.Load() > 0 || offers.lost.Load() > 0 {
		t.Errorf("offers begun at one replica and read at the other: %v", &offers)
	}
	lost := 0
	for _, o := range ledger.all() {
		want, err := o.who.Chain.Order(t.Context(), o.id)
		if err != nil {
			t.Fatal(err)
		}
		for i, r := range b.replicas {
			if err := rig.Eventually(20*time.Second, func() error {
				v, err := o.seenBy(t.Context(), r)
				if err == nil && v.State != want.State {
					err = fmt.Errorf("is %v, and on chain %v", v.State, want.State)
				}
				return err
			}); err != nil {
				lost++
				t.Errorf("order %d at replica %d: %v", o.id, i, err)
			}
		}
	}
	t.Logf("%d orders were made, %d went all their way, %d are lost or otherwise than on chain", len(ledger.all()), ledger.done.Load(), lost)
	if n := reads.wrong.Load() + rents.wrong.Load(); n > 0 {
		t.Errorf("%d wrong answers", n)
	}
	if asked, failed := reads.asked.Load(), reads.failed.Load(); failed*100 > asked {
		t.Errorf("%d of %d pages failed", failed, asked)
	}
}

// pause waits, as people do, unless ctx ends.
func pause(ctx context.Context, d time.Duration) {
	select {
	case <-ctx.Done():
	case <-time.After(d + rand.N(d)):
	}
}

// made is an order that somebody made.
type made struct {
	who *rig.Person
	id  order.ID
}

// seenBy is what a replica says of it to its user, whose session every replica knows.
func (m made) seenBy(ctx context.Context, r *replica) (wire.OrderView, error) {
	return rig.Ask[wire.OrderView](ctx, m.who, "GET", fmt.Sprintf("%s/api/orders/%d", r.url, m.id), nil)
}

// orders are those that were made.
type orders struct {
	mu   sync.Mutex
	list []made
	done atomic.Int64 // that were active and are cancelled, as the platform says too
}

func (o *orders) add(m made) {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.list = append(o.list, m)
}

func (o *orders) all() []made {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.list
}

// dear is a rate above all list prices: an offer is a ceiling.
const dear = 1e15

// rent has somebody find a node, pay, see the order active, cancel, and see that.
func (c *tally) rent(ctx context.Context, p *rig.Person, to *orders) {
	answers, err := p.Negotiate(ctx, wire.OfferRequest{Resources: small, Rate: amount.NanoOf(dear), Duration: 600})
	if err != nil {
		if ctx.Err() == nil {
			c.bad(false, "an offer: "+err.Error())
		}
		return
	}
	c.good()
	for _, a := range answers {
		if a.Quote == nil {
			continue
		}
		if err := p.Pay(ctx, *a.Quote, a.Signature, 600); err != nil {
			continue // somebody else was faster, or the order before has not ended
		}
		m := made{p, p.ID}
		to.add(m)
		if c.sees(ctx, m, order.Active) == nil {
			if _, err := p.Sender.Cancel(ctx, m.id, order.UserLeft); err == nil && c.sees(ctx, m, order.Cancelled) == nil {
				to.done.Add(1)
			}
		}
		return
	}
}

// handed are offers that were begun at one replica and read at the other, and what became of them.
type handed struct {
	p       *rig.Person
	whole   atomic.Int64 // all that were asked have answered
	silent  atomic.Int64 // ended, without some answers: the replica that asked was killed meanwhile
	fewer   atomic.Int64 // the same, and it was not
	broken  atomic.Int64 // streams that broke, and went on elsewhere
	refused atomic.Int64 // could not be begun: the replica was away
	lost    atomic.Int64 // had no end, or an answer twice
	mu      sync.Mutex
	why     map[string]int
}

func (h *handed) String() string {
	h.mu.Lock()
	defer h.mu.Unlock()
	return fmt.Sprintf("%d were read whole at the other replica, %d ended without some answers as the one that asked was killed, %d did so though it was not; %d streams broke and went on elsewhere; %d were not begun, as the replica was away; %d were lost; %v",
		h.whole.Load(), h.silent.Load(), h.fewer.Load(), h.broken.Load(), h.refused.Load(), h.lost.Load(), h.why)
}

func (h *handed) note(n *atomic.Int64, why string) {
	n.Add(1)
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.why == nil {
		h.why = map[string]int{}
	}
	h.why[clipped(why)]++
}

// hand begins an offer at one replica and reads its events at the other; where the stream breaks, on at whichever is there.
func (h *handed) hand(ctx context.Context, at, other *replica) {
	died := at.died.Load() + other.died.Load()
	r := wire.OfferRequest{Resources: small, Token: h.p.Coin(), Rate: amount.NanoOf(dear), Duration: 600}
	o, err := rig.Ask[wire.OfferStarted](ctx, h.p, "POST", at.url+"/api/offers", r)
	if err != nil {
		if ctx.Err() == nil {
			h.note(&h.refused, "begun: "+trimmed(err))
		}
		return
	}
	seen := map[int]bool{}
	last, asked, answers := -1, -1, 0
	for end := time.Now().Add(time.Minute); time.Now().Before(end) && ctx.Err() == nil; at, other = other, at {
		err := h.read(ctx, other.url+"/api/offers/"+o.ID+"/events", last, func(id int, name string, data []byte) error {
			if seen[id] {
				return fmt.Errorf("event %d came twice", id)
			}
			seen[id], last = true, id
			switch name {
			case "asked":
				var a wire.Asked
				if err := json.Unmarshal(data, &a); err != nil {
					return err
				}
				asked = len(a.Nodes)
			case "answer":
				var a wire.Answer
				if err := json.Unmarshal(data, &a); err != nil {
					return err
				}
				if a.Kind != wire.NoAnswer {
					answers++
				}
			}
			return nil
		})
		switch {
		case ctx.Err() != nil:
			return
		case err == nil && answers == asked:
			h.whole.Add(1)
			return
		case err == nil && at.died.Load()+other.died.Load() > died:
			h.silent.Add(1)
			return
		case err == nil:
			h.note(&h.fewer, fmt.Sprintf("%d answers of %d", answers, asked))
			return
		}
		h.note(&h.broken, "broke: "+trimmed(err))
		pause(ctx, 100*time.Millisecond)
	}
	if ctx.Err() == nil {
		h.note(&h.lost, "no end")
	}
}

// trimmed is an error without what differs from one to the next.
func trimmed(err error) string {
	s := err.Error()
	return s[max(0, len(s)-60):]
}

// read gives a stream's events until "done"; otherwise it has broken.
func (h *handed) read(ctx context.Context, from string, last int, event func(id int, name string, data []byte) error) error {
	ctx, cancel := context.WithTimeout(ctx, 20*time.Second)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, "GET", from, nil)
	if err != nil {
		return err
	}
	if last >= 0 {
		req.Header.Set("Last-Event-ID", strconv.Itoa(last))
	}
	res, err := h.p.HTTP.Do(req)
	if err != nil {
		return err
	}
	defer res.Body.Close()
	if res.StatusCode != 200 {
		return fmt.Errorf("status %d", res.StatusCode)
	}
	id, name := -1, ""
	for s := bufio.NewScanner(res.Body); s.Scan(); {
		key, value, _ := strings.Cut(s.Text(), ": ")
		switch key {
		case "id":
			id, _ = strconv.Atoi(value)
		case "event":
			name = value
		case "data":
			if name == "done" {
				return nil
			}
			if err := event(id, name, []byte(value)); err != nil {
				return err
			}
		}
	}
	return io.ErrUnexpectedEOF
}

// lag is how long one replica may be behind another one.
const lag = 5 * time.Second

// sees waits until the platform says that an order has a state, and counts each answer. One that is older than one before comes from a
// replica that has not heard yet what the other has; for longer than lag it is wrong.
func (c *tally) sees(ctx context.Context, m made, want order.State) error {
	newest, since := order.None, time.Time{}
	return rig.Eventually(30*time.Second, func() error {
		v, err := m.who.View(ctx, m.id)
		switch {
		case ctx.Err() != nil:
			return nil
		case err != nil && !strings.Contains(err.Error(), ": 425 "): // on chain, and not read yet
			c.bad(false, "an order: "+err.Error())
			return err
		case v.State < newest && time.Since(since) > lag:
			c.bad(true, fmt.Sprintf("an order was %v, and is %v", newest, v.State))
			return errors.New("it is wrong")
		case v.State < newest:
			c.stale.Add(1)
		case v.State > newest:
			newest, since = v.State, time.Now()
		}
		c.good()
		if v.State != want {
			return fmt.Errorf("order %d is %v", m.id, v.State)
		}
		return nil
	})
}

// getJSON asks a platform as a page does.
func getJSON(url string, into any) error {
	said, err := fetch(url)
	if err != nil {
		return err
	}
	return json.Unmarshal([]byte(said), into)
}
