package e2e

import (
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/ethereum/go-ethereum/common/hexutil"
	"github.com/ethereum/go-ethereum/crypto"

	"berth/e2e/rig"
	"berth/shared/order"
	"berth/shared/resource"
	"berth/shared/wire"
)

// person is a user of a demo. Its methods fail the test where something does not succeed.
type person struct {
	*rig.Person
	t *testing.T
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
	p := &person{rig.NewPerson(key, d.client(t)), t}
	p.App = d.app
	return p
}

func (p *person) must(err error) {
	p.t.Helper()
	if err != nil {
		p.t.Fatal(err)
	}
}

// do sends JSON, or a form, and gives the answer, whatever its status.
func (p *person) do(method, url string, body any) (int, []byte) {
	p.t.Helper()
	status, b, err := p.Do(p.t.Context(), method, url, body)
	p.must(err)
	return status, b
}

// ask is do for what must succeed, with the answer read into a value.
func ask[T any](p *person, method, url string, body any) T {
	p.t.Helper()
	v, err := rig.Ask[T](p.t.Context(), p.Person, method, url, body)
	p.must(err)
	return v
}

func (p *person) login() {
	p.t.Helper()
	p.must(p.Login(p.t.Context()))
}

// negotiate asks all nodes and waits for all answers.
func (p *person) negotiate(r wire.OfferRequest) []wire.Answer {
	p.t.Helper()
	answers, err := p.Negotiate(p.t.Context(), r)
	p.must(err)
	return answers
}

// rent makes an order of an answer and waits until the platform says that it is active; its node is the person's from
// then on, with a token.
func (p *person) rent(a wire.Answer) wire.OrderView {
	p.t.Helper()
	p.must(p.Pay(p.t.Context(), *a.Quote, a.Signature, 3600))
	v := p.active(p.ID)
	p.Node, p.Gateway = v.Node, v.NodeURL
	p.must(p.Authorise(p.t.Context(), p.ID))
	return v
}

// await polls until done says so.
func (p *person) await(what string, done func() bool) {
	p.t.Helper()
	rig.Within(p.t, 20*time.Second, what, func() error {
		if !done() {
			return errors.New("no")
		}
		return nil
	})
}

func (p *person) view(id order.ID) wire.OrderView {
	p.t.Helper()
	v, err := p.View(p.t.Context(), id)
	p.must(err)
	return v
}

// ends cancels an order and waits until its service is stopped and the platform knows.
func (p *person) ends(id order.ID, service string) wire.OrderView {
	p.t.Helper()
	_, err := p.Sender.Cancel(p.t.Context(), id, order.UserLeft)
	p.must(err)
	p.await("the service is stopped", func() bool {
		status, _ := p.do("GET", service+"/", nil)
		return status >= 400 && status != http.StatusUnauthorized
	})
	p.await("the platform knows the end", func() bool { return p.view(id).State == order.Cancelled })
	return p.view(id)
}

// deploy signs and sends a manifest and waits until it is ready.
func (p *person) deploy(revision uint64, m wire.TemplateManifest) {
	p.t.Helper()
	_, err := p.Up(p.t.Context(), revision, m)
	p.must(err)
}

// enter opens a private service with a ticket; the cookie is in the jar afterwards.
func (p *person) enter(service string) {
	p.t.Helper()
	ticket, err := p.Ticket(p.t.Context(), service)
	p.must(err)
	p.must(p.Enter(p.t.Context(), ticket))
	if p.Enter(p.t.Context(), ticket) == nil {
		p.t.Fatal("a ticket opened twice")
	}
}

// TestRent is the main job over the HTTP interfaces: offer, quote, order, activation, deployment, service, restart, end.
func TestRent(t *testing.T) {
	dir := t.TempDir()
	d := startDemo(t, dir, "--probation", "1s")
	p := newPerson(t, d, 0)
	p.login()
	before, err := p.Chain.Token(p.Coin()).Balance(t.Context(), p.Addr)
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
	v := p.rent(*chosen)
	id := p.ID
	if v.Node != chosen.Node || v.Deposit() != chosen.Quote.Deposit(3600) || v.Probation != 1 || v.Template != "echo" || len(v.Steps) < 3 || v.Steps[0].Kind != "quoted" {
		t.Errorf("order view %+v", v)
	}

	m := wire.TemplateManifest{Template: "echo", Service: "web", Image: "berth/echo", Port: 8080}
	p.deploy(1, m)
	t.Logf("paid to ready: %v", time.Since(paid).Round(time.Millisecond))
	dep, err := p.Deployment(t.Context())
	p.must(err)
	if dep.Phase != wire.PhaseReady || len(dep.Services) != 1 || dep.Revision != 1 {
		t.Fatalf("deployment %+v", dep)
	}
	service := dep.Services[0].URL
	if status, b := p.do("GET", service+"/", nil); status != http.StatusUnauthorized {
		t.Errorf("the service without a cookie: %d %.200s; want 401", status, b)
	}
	p.enter("web")
	if status, b := p.do("GET", service+"/", nil); status != http.StatusOK || !strings.Contains(string(b), "<html") {
		t.Errorf("the service with its cookie: %d %.200s", status, b)
	}

	t.Run("nobody else", func(t *testing.T) {
		q := newPerson(t, d, 1)
		q.login()
		if status, _ := q.do("GET", fmt.Sprintf("%s/api/orders/%d", d.app, id), nil); status < 400 {
			t.Errorf("another user sees the order: %d", status)
		}
		q.Node, q.Gateway = v.Node, v.NodeURL
		if err := q.Authorise(t.Context(), id); err == nil || q.Token != "" || !strings.Contains(err.Error(), "/v1/access: 4") {
			t.Errorf("another user gets a token: %q, %v", q.Token, err)
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
		if s := ask[wire.Session](p, "GET", d.app+"/api/session", nil); s.Address != p.Addr {
			t.Errorf("the session is gone: %+v", s)
		}
		if got := p.view(id); got.State != order.Active || len(got.Steps) < len(v.Steps) {
			t.Errorf("after the restart: %+v", got)
		}
	})

	<-time.After(time.Until(v.PaidFrom().Add(2 * time.Second))) // so that the node has earned something
	p.Reach(d.client(t))
	end := p.ends(id, service)
	if seconds := uint64(end.EndedAt.Sub(v.PaidFrom()) / time.Second); seconds == 0 || end.PaidOut != v.Rate.Cost(seconds) {
		t.Errorf("paid out %v for %d seconds at %v", end.PaidOut, seconds, v.Rate)
	}
	if end.PaidOut.Add(end.Refunded) != v.Deposit() || end.EndedBy != "user" || end.Reason == nil || *end.Reason != order.UserLeft {
		t.Errorf("the end %+v: wants paid + refunded = %v", end, v.Deposit())
	}
	if _, err := p.Sender.Withdraw(t.Context(), p.Addr, p.Coin()); err != nil {
		t.Fatal(err)
	}
	after, err := p.Chain.Token(p.Coin()).Balance(t.Context(), p.Addr)
	if err != nil {
		t.Fatal(err)
	}
	if got, want := before.Sub(after), end.PaidOut; got != want {
		t.Errorf("the user is %v short, the node got %v", got, want)
	}
	if held, err := p.Chain.Token(p.Coin()).Balance(t.Context(), p.Chain.Addresses().Market); err != nil || held != end.PaidOut {
		t.Errorf("the market holds %v, %v; the node is owed %v", held, err, end.PaidOut)
	}
	if owed, err := p.Chain.Owed(t.Context(), v.Node, p.Coin()); err != nil || owed != end.PaidOut {
		t.Errorf("the node is owed %v, %v; want %v", owed, err, end.PaidOut)
	}
	if r, err := p.Chain.Node(t.Context(), v.Node); err != nil || r.Reserved != (resource.Resources{GPUModel: r.Reserved.GPUModel}) {
		t.Errorf("still reserved: %+v, %v", r.Reserved, err)
	}
}
