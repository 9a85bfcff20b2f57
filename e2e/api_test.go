package e2e

import (
	"bufio"
	"bytes"
	"crypto/ecdsa"
	"crypto/rand"
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/ethereum/go-ethereum/common/hexutil"
	"github.com/ethereum/go-ethereum/crypto"

	"berth/contracts/chain"
	"berth/e2e/rig"
	"berth/shared/eth"
	"berth/shared/order"
	"berth/shared/resource"
	"berth/shared/server/eip712"
	"berth/shared/typed"
	"berth/shared/wire"
)

// person is a user without a browser: a key, a cookie jar, and the HTTP interfaces.
type person struct {
	t      *testing.T
	d      *demo
	key    *ecdsa.PrivateKey
	addr   eth.Address
	chain  *chain.Client
	sender *chain.Sender
	http   *http.Client
	token  string // of the gateway
}

func newPerson(t *testing.T, d *demo, n int) *person {
	t.Helper()
	b, err := os.ReadFile(filepath.Join(d.dir, "keys.json"))
	if err != nil {
		t.Fatal(err)
	}
	var keys struct{ Users []hexutil.Bytes }
	if err := json.Unmarshal(b, &keys); err != nil {
		t.Fatal(err)
	}
	key, err := crypto.ToECDSA(keys.Users[n])
	if err != nil {
		t.Fatal(err)
	}
	c := d.client(t)
	return &person{
		t: t, d: d, key: key, addr: eth.Address(crypto.PubkeyToAddress(key.PublicKey)), chain: c,
		sender: chain.NewSender(c, key, chain.SenderConfig{}), http: rig.Client(30 * time.Second),
	}
}

// do sends JSON and gives the answer, whatever its status.
func (p *person) do(method, url string, body any) (int, []byte) {
	p.t.Helper()
	var r io.Reader
	if body != nil {
		b, err := json.Marshal(body)
		if err != nil {
			p.t.Fatal(err)
		}
		r = bytes.NewReader(b)
	}
	req, err := http.NewRequestWithContext(p.t.Context(), method, url, r)
	if err != nil {
		p.t.Fatal(err)
	}
	if body != nil {
		req.Header.Set("Content-Type", "application/json")
		req.Header.Set("Origin", p.d.app)
	}
	if p.token != "" && strings.Contains(url, "/v1/") {
		req.Header.Set("Authorization", "Bearer "+p.token)
	}
	res, err := p.http.Do(req)
	if err != nil {
		p.t.Fatalf("%s %s: %v", method, url, err)
	}
	defer res.Body.Close()
	b, err := io.ReadAll(io.LimitReader(res.Body, 4<<20))
	if err != nil {
		p.t.Fatalf("%s %s: %v", method, url, err)
	}
	return res.StatusCode, b
}

// ask is do for what must succeed, with the answer read into a value.
func ask[T any](p *person, method, url string, body any) T {
	p.t.Helper()
	status, b := p.do(method, url, body)
	if status < 200 || status > 299 {
		p.t.Fatalf("%s %s: %d %s", method, url, status, b)
	}
	var v T
	if len(b) > 0 {
		if err := json.Unmarshal(b, &v); err != nil {
			p.t.Fatalf("%s %s: %v: %s", method, url, err, b)
		}
	}
	return v
}

func (p *person) login() {
	p.t.Helper()
	c := ask[wire.Challenge](p, "POST", p.d.app+"/api/login/challenge", wire.LoginChallenge{Address: p.addr})
	sig, err := eip712.SignHash(p.key, eip712.PersonalHash([]byte(c.Message)))
	if err != nil {
		p.t.Fatal(err)
	}
	if s := ask[wire.Session](p, "POST", p.d.app+"/api/login", wire.Login{Message: c.Message, Signature: sig}); s.Address != p.addr {
		p.t.Fatalf("logged in as %v", s.Address)
	}
	if s := ask[wire.Session](p, "GET", p.d.app+"/api/session", nil); s.Address != p.addr {
		p.t.Fatalf("the session's cookie does not come back: %+v", s)
	}
}

// negotiate asks all nodes and waits for all answers.
func (p *person) negotiate(r wire.OfferRequest) []wire.Answer {
	p.t.Helper()
	started := ask[wire.OfferStarted](p, "POST", p.d.app+"/api/offers", r)
	req, err := http.NewRequestWithContext(p.t.Context(), "GET", p.d.app+"/api/offers/"+started.ID+"/events", nil)
	if err != nil {
		p.t.Fatal(err)
	}
	res, err := p.http.Do(req)
	if err != nil {
		p.t.Fatal(err)
	}
	defer res.Body.Close()
	var answers []wire.Answer
	event := ""
	for s := bufio.NewScanner(res.Body); s.Scan(); {
		if e, ok := strings.CutPrefix(s.Text(), "event: "); ok {
			event = e
		}
		data, ok := strings.CutPrefix(s.Text(), "data: ")
		switch {
		case ok && event == "answer":
			var a wire.Answer
			if err := json.Unmarshal([]byte(data), &a); err != nil {
				p.t.Fatal(err)
			}
			answers = append(answers, a)
		case ok && event == "done":
			return answers
		}
	}
	p.t.Fatalf("the negotiation ended without done: %+v", answers)
	return nil
}

// await polls until done says so.
func (p *person) await(what string, done func() bool) {
	p.t.Helper()
	for deadline := time.Now().Add(20 * time.Second); !done(); time.Sleep(50 * time.Millisecond) {
		if time.Now().After(deadline) {
			p.t.Fatalf("%s: not so after 20 s", what)
		}
	}
}

func (p *person) view(id order.ID) wire.OrderView {
	p.t.Helper()
	return ask[wire.OrderView](p, "GET", fmt.Sprintf("%s/api/orders/%d", p.d.app, id), nil)
}

// authorise gets a token of the gateway.
func (p *person) authorise(node eth.Address, gateway string, id order.ID) {
	p.t.Helper()
	var nonce eth.Hash
	rand.Read(nonce[:])
	now := time.Now().Truncate(time.Second).UTC()
	a := typed.Access{Node: node, User: p.addr, Order: id, IssuedAt: now, NotAfter: now.Add(time.Hour), Nonce: nonce}
	sig, err := eip712.Sign(p.key, a.Data(p.chain.Addresses().Domain()))
	if err != nil {
		p.t.Fatal(err)
	}
	p.token = ask[wire.AccessToken](p, "POST", gateway+"/v1/access", wire.AccessRequest{Access: a, Signature: sig}).Token
}

// ends cancels an order and waits until its service is stopped and the platform knows.
func (p *person) ends(id order.ID, service string) wire.OrderView {
	p.t.Helper()
	if _, err := p.sender.Cancel(p.t.Context(), id, order.UserLeft); err != nil {
		p.t.Fatal(err)
	}
	p.await("the service is stopped", func() bool {
		status, _ := p.do("GET", service+"/", nil)
		return status >= 400 && status != http.StatusUnauthorized
	})
	p.await("the platform knows the end", func() bool { return p.view(id).State == order.Cancelled })
	return p.view(id)
}

// deploy signs and sends a manifest and gives the progress.
func (p *person) deploy(gateway string, id order.ID, revision uint64, m wire.TemplateManifest) []wire.Progress {
	p.t.Helper()
	b, err := json.Marshal(m)
	if err != nil {
		p.t.Fatal(err)
	}
	dep := typed.Deploy{Order: id, ManifestHash: eth.Hash(sha256.Sum256(b)), Revision: revision, NotAfter: time.Now().Add(time.Minute).Truncate(time.Second).UTC()}
	sig, err := eip712.Sign(p.key, dep.Data(p.chain.Addresses().Domain()))
	if err != nil {
		p.t.Fatal(err)
	}
	status, body := p.do("PUT", fmt.Sprintf("%s/v1/orders/%d/deployment", gateway, id), wire.DeployRequest{Format: "template", Manifest: string(b), ShortStop: revision > 1, Deploy: dep, Signature: sig})
	if status != http.StatusOK {
		p.t.Fatalf("deploy: %d %s", status, body)
	}
	var steps []wire.Progress
	for _, line := range strings.Split(strings.TrimSpace(string(body)), "\n") {
		var s wire.Progress
		if err := json.Unmarshal([]byte(line), &s); err != nil {
			p.t.Fatalf("%v: %s", err, line)
		}
		steps = append(steps, s)
	}
	return steps
}

// enter opens a private service with a ticket; the cookie is in the jar afterwards.
func (p *person) enter(gateway string, id order.ID, service string) {
	p.t.Helper()
	k := ask[wire.Ticket](p, "POST", fmt.Sprintf("%s/v1/orders/%d/tickets", gateway, id), wire.TicketRequest{Service: service})
	if status, b := p.do("GET", k.URL, nil); status != http.StatusSeeOther && status != http.StatusFound {
		p.t.Fatalf("enter: %d %s", status, b)
	}
	if status, _ := p.do("GET", k.URL, nil); status < 400 {
		p.t.Fatalf("a ticket opened twice: %d", status)
	}
}

// TestRent is the main job over the HTTP interfaces: offer, quote, order, activation, deployment, service, restart, end.
func TestRent(t *testing.T) {
	dir := t.TempDir()
	d := startDemo(t, dir, "--probation", "1s")
	p := newPerson(t, d, 0)
	p.login()
	before, err := p.chain.Balance(t.Context(), p.addr)
	if err != nil {
		t.Fatal(err)
	}

	want := resource.Resources{CPUMilli: 100, MemoryMiB: 64, DiskMiB: 64, TrafficMiB: 1024}
	var hint wire.PriceHint
	d.get(t, "/api/price?cpuMilli=100&memoryMiB=64&diskMiB=64&trafficMiB=1024&duration=3600", &hint)
	if hint.Recommended == nil || hint.Nodes != 3 {
		t.Fatalf("price hint %+v, want three nodes and a recommendation", hint)
	}
	answers := p.negotiate(wire.OfferRequest{Resources: want, Rate: hint.Recommended.Rate, Duration: 3600, Template: "echo"})
	var chosen *wire.Answer
	kinds := map[wire.AnswerKind]int{}
	for _, a := range answers {
		kinds[a.Kind]++
		if a.Kind == wire.Accept && chosen == nil {
			chosen = &a
		}
	}
	if len(answers) != 3 || chosen == nil || kinds[wire.Accept] != hint.Recommended.Nodes || kinds[wire.Counter] != 3-hint.Recommended.Nodes {
		t.Fatalf("answers %v to an offer that %d of 3 should take: %+v", kinds, hint.Recommended.Nodes, answers)
	}

	paid := time.Now()
	id, _, err := p.sender.CreateOrderWithPermit(t.Context(), *chosen.Quote, chosen.Signature, 3600)
	if err != nil {
		t.Fatal(err)
	}
	p.await("the order is active", func() bool {
		status, b := p.do("GET", fmt.Sprintf("%s/api/orders/%d", d.app, id), nil)
		return status == http.StatusOK && strings.Contains(string(b), `"active"`)
	})
	v := p.view(id)
	if v.Node != chosen.Node || v.Deposit() != chosen.Quote.Deposit(3600) || v.Probation != 1 || v.Template != "echo" || len(v.Steps) < 3 || v.Steps[0].Kind != "quoted" {
		t.Errorf("order view %+v", v)
	}

	p.authorise(v.Node, v.NodeURL, id)
	m := wire.TemplateManifest{Template: "echo", Service: "web", Image: "berth/echo", Port: 8080}
	steps := p.deploy(v.NodeURL, id, 1, m)
	if last := steps[len(steps)-1]; last.Phase != wire.PhaseReady {
		t.Fatalf("deployment ended with %+v", last)
	}
	t.Logf("paid to ready: %v", time.Since(paid).Round(time.Millisecond))
	dep := ask[wire.Deployment](p, "GET", fmt.Sprintf("%s/v1/orders/%d/deployment", v.NodeURL, id), nil)
	if dep.Phase != wire.PhaseReady || len(dep.Services) != 1 || dep.Revision != 1 {
		t.Fatalf("deployment %+v", dep)
	}
	service := dep.Services[0].URL
	if status, b := p.do("GET", service+"/", nil); status != http.StatusUnauthorized {
		t.Errorf("the service without a cookie: %d %.200s; want 401", status, b)
	}
	p.enter(v.NodeURL, id, "web")
	if status, b := p.do("GET", service+"/", nil); status != http.StatusOK || !strings.Contains(string(b), "<html") {
		t.Errorf("the service with its cookie: %d %.200s", status, b)
	}

	t.Run("nobody else", func(t *testing.T) {
		q := newPerson(t, d, 1)
		q.login()
		if status, _ := q.do("GET", fmt.Sprintf("%s/api/orders/%d", d.app, id), nil); status < 400 {
			t.Errorf("another user sees the order: %d", status)
		}
		now := time.Now().Truncate(time.Second).UTC()
		a := typed.Access{Node: v.Node, User: q.addr, Order: id, IssuedAt: now, NotAfter: now.Add(time.Hour), Nonce: eth.Hash{1}}
		sig, err := eip712.Sign(q.key, a.Data(p.chain.Addresses().Domain()))
		if err != nil {
			t.Fatal(err)
		}
		if status, _ := q.do("POST", v.NodeURL+"/v1/access", wire.AccessRequest{Access: a, Signature: sig}); status < 400 {
			t.Errorf("another user gets a token: %d", status)
		}
		for _, path := range []string{"deployment", "deployment/events"} {
			if status, _ := q.do("GET", fmt.Sprintf("%s/v1/orders/%d/%s", v.NodeURL, id, path), nil); status != http.StatusUnauthorized {
				t.Errorf("%s without a token: %d", path, status)
			}
		}
	})

	t.Run("a kill and a restart", func(t *testing.T) {
		d.stop(t, syscall.SIGKILL)
		d.again(t)
		p.await("the service is back", func() bool {
			status, _ := p.do("GET", service+"/", nil)
			return status == http.StatusOK
		})
		if s := ask[wire.Session](p, "GET", d.app+"/api/session", nil); s.Address != p.addr {
			t.Errorf("the session is gone: %+v", s)
		}
		if got := p.view(id); got.State != order.Active || len(got.Steps) < len(v.Steps) {
			t.Errorf("after the restart: %+v", got)
		}
	})

	for time.Since(v.PaidFrom()) < 2*time.Second { // so that the node has earned something
		time.Sleep(100 * time.Millisecond)
	}
	p.chain = d.client(t)
	p.sender = chain.NewSender(p.chain, p.key, chain.SenderConfig{})
	end := p.ends(id, service)
	if seconds := uint64(end.EndedAt.Sub(v.PaidFrom()) / time.Second); seconds == 0 || end.PaidOut != v.Rate.Mul(seconds) {
		t.Errorf("paid out %v for %d seconds at %v", end.PaidOut, seconds, v.Rate)
	}
	if end.PaidOut.Add(end.Refunded) != v.Deposit() || end.EndedBy != "user" || end.Reason == nil || *end.Reason != order.UserLeft {
		t.Errorf("the end %+v: wants paid + refunded = %v", end, v.Deposit())
	}
	if _, err := p.sender.Withdraw(t.Context(), p.addr); err != nil {
		t.Fatal(err)
	}
	after, err := p.chain.Balance(t.Context(), p.addr)
	if err != nil {
		t.Fatal(err)
	}
	if got, want := before.Sub(after), end.PaidOut; got != want {
		t.Errorf("the user is %v short, the node got %v", got, want)
	}
	if held, err := p.chain.Balance(t.Context(), p.chain.Addresses().Market); err != nil || held != end.PaidOut {
		t.Errorf("the market holds %v, %v; the node is owed %v", held, err, end.PaidOut)
	}
	if owed, err := p.chain.Owed(t.Context(), v.Node); err != nil || owed != end.PaidOut {
		t.Errorf("the node is owed %v, %v; want %v", owed, err, end.PaidOut)
	}
	if r, err := p.chain.Node(t.Context(), v.Node); err != nil || r.Reserved != (resource.Resources{GPUModel: r.Reserved.GPUModel}) {
		t.Errorf("still reserved: %+v, %v", r.Reserved, err)
	}
}
