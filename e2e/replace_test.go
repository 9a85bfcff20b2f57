package e2e

import (
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"berth/shared/eth"
	"berth/shared/order"
	"berth/shared/resource"
	"berth/shared/wire"
)

// note writes one into the notes service.
func (p *person) note(service, text string) {
	p.t.Helper()
	if status, b := p.do("POST", service+"/notes", url.Values{"text": {text}}); status != http.StatusSeeOther {
		p.t.Fatalf("write a note: %d %.200s", status, b)
	}
}

// reads reports whether the service shows a text.
func (p *person) reads(service, text string) bool {
	p.t.Helper()
	status, b := p.do("GET", service+"/", nil)
	return status == http.StatusOK && strings.Contains(string(b), text)
}

// TestReplace extends an order and replaces it by a larger one: the service goes on at its address, with its cookie and
// its disk, over a restart too, and the money adds up to the last unit.
func TestReplace(t *testing.T) {
	d := startDemo(t, t.TempDir())
	p := newPerson(t, d, 0)
	p.login()
	before, err := p.Chain.Token(p.Coin()).Balance(t.Context(), p.Addr)
	if err != nil {
		t.Fatal(err)
	}
	want := resource.Resources{CPUMilli: 100, MemoryMiB: 64, DiskMiB: 64, TrafficMiB: 1024}
	var hint wire.PriceHint
	d.get(t, "/api/price?cpuMilli=100&memoryMiB=64&diskMiB=64&trafficMiB=1024&duration=3600", &hint)
	answers := p.negotiate(wire.OfferRequest{Resources: want, Rate: hint.Fast.Rate, Duration: 3600, First: true, Template: "notes"})
	i := slices.IndexFunc(answers, func(a wire.Answer) bool { return a.Kind == wire.Accept })
	if i < 0 {
		t.Fatalf("nobody accepts: %+v", answers)
	}
	first := answers[i]
	v := p.rent(first)
	id := p.ID
	m := wire.TemplateManifest{Template: "notes", Service: "notes", Image: "berth/notes", Port: 8080, Disk: "/data"}
	p.deploy(1, m)
	p.enter("notes")
	deployment := func(id order.ID) wire.Deployment {
		return ask[wire.Deployment](p, "GET", fmt.Sprintf("%s/v1/orders/%d/deployment", v.NodeURL, id), nil)
	}
	service := deployment(id).Services[0].URL
	p.note(service, "it was here before")

	if _, err := p.Sender.Extend(t.Context(), id, 1800); err != nil {
		t.Fatal(err)
	}
	p.await("the platform knows of the extension", func() bool { return p.view(id).Duration == 5400 })
	v = p.view(id)
	if s := v.Steps[len(v.Steps)-1]; s.Kind != "extended" || s.Seconds != 1800 || v.Deposit() != first.Quote.Rate.Cost(5400) {
		t.Errorf("extended: %+v, %+v", s, v.Order)
	}

	t.Run("what is refused", func(t *testing.T) {
		less := want
		less.DiskMiB = 0
		a := p.negotiate(wire.OfferRequest{Resources: less, Rate: hint.Fast.Rate, Duration: 3600, Replaces: id})
		if len(a) != 1 || a[0].Node != v.Node || a[0].Kind != wire.Reject || len(a[0].Reasons) != 1 || a[0].Reasons[0].Code != "does-not-fit" ||
			a[0].Reasons[0].Dimension != resource.Disk || a[0].Reasons[0].Wanted != "64" || a[0].Reasons[0].Free != "0" {
			t.Errorf("less than runs: %+v", a)
		}
		q := newPerson(t, d, 1)
		q.login()
		for _, c := range []struct {
			name string
			who  *person
			r    wire.OfferRequest
			want string
		}{
			{"somebody else's", q, wire.OfferRequest{Replaces: id}, `"field":"replaces"`},
			{"one that there is not", p, wire.OfferRequest{Replaces: 999}, `"field":"replaces"`},
			{"with another node", p, wire.OfferRequest{Replaces: id, Nodes: []eth.Address{p.Addr}}, `"field":"nodes"`},
		} {
			c.r.Resources, c.r.Token, c.r.Rate, c.r.Duration = want, p.Coin(), hint.Fast.Rate, 3600
			if status, b := c.who.do("POST", d.app+"/api/offers", c.r); status != http.StatusBadRequest || !strings.Contains(string(b), c.want) {
				t.Errorf("%s: %d %s", c.name, status, b)
			}
		}
	})

	more := want
	more.MemoryMiB = 128
	answers = p.negotiate(wire.OfferRequest{Resources: more, Rate: hint.Fast.Rate.Mul(2), Duration: 3600, Replaces: id})
	if len(answers) != 1 || answers[0].Kind != wire.Accept || answers[0].Quote.Probation != 0 {
		t.Fatalf("answers %+v", answers)
	}
	began := time.Now()
	next, receipt, err := p.Sender.Replace(t.Context(), id, *answers[0].Quote, answers[0].Signature, 3600)
	if err != nil || next == 0 {
		t.Fatal(next, err)
	}
	p.await("the platform knows both", func() bool { return p.view(id).ReplacedBy == next && p.view(next).Replaces == id })
	p.await("the node knows both", func() bool {
		status, b := p.do("GET", fmt.Sprintf("%s/v1/orders/%d/deployment", v.NodeURL, next), nil)
		return status == http.StatusOK && strings.Contains(string(b), `"ready"`)
	})
	t.Logf("replaced and seen by all: %v, %d gas", time.Since(began).Round(time.Millisecond), receipt.GasUsed)
	if !p.reads(service, "it was here before") {
		t.Error("the service does not go on at its address with its cookie")
	}
	old, now := p.view(id), p.view(next)
	if old.State != order.Replaced || old.EndedBy != "user" || old.PaidOut.Add(old.MovedOver).Add(old.Refunded) != v.Deposit() {
		t.Errorf("the old order: %+v; wants paid + moved over + refunded = %v", old, v.Deposit())
	}
	if now.State != order.Active || now.Resources != more || now.Template != "notes" || now.Deposit() != answers[0].Quote.Deposit(3600) {
		t.Errorf("the new order: %+v", now)
	}
	if x := deployment(next); x.Phase != wire.PhaseReady || x.Revision != 1 || x.Services[0].URL != service {
		t.Errorf("its deployment: %+v", x)
	}
	if x := deployment(id); x.Phase != wire.PhaseEnded {
		t.Errorf("the old one's deployment: %+v", x)
	}
	p.note(service, "and this came after")
	p.ID = next
	p.deploy(2, m)
	if !p.reads(service, "it was here before") || !p.reads(service, "and this came after") {
		t.Error("its notes are gone")
	}

	d.stop(t, syscall.SIGKILL)
	d.again(t)
	p.await("the service is back after a kill", func() bool { return p.reads(service, "and this came after") })
	p.Reach(d.client(t))

	end := p.ends(next, service)
	if end.PaidOut.Add(end.Refunded) != now.Deposit() {
		t.Errorf("the end: %+v", end)
	}
	if _, err := p.Sender.Withdraw(t.Context(), p.Addr, p.Coin()); err != nil {
		t.Fatal(err)
	}
	after, err := p.Chain.Token(p.Coin()).Balance(t.Context(), p.Addr)
	if err != nil {
		t.Fatal(err)
	}
	earned := old.PaidOut.Add(end.PaidOut)
	if got := before.Sub(after); got != earned {
		t.Errorf("the user is %v short, the node got %v", got, earned)
	}
	if held, err := p.Chain.Token(p.Coin()).Balance(t.Context(), p.Chain.Addresses().Market); err != nil || held != earned {
		t.Errorf("the market holds %v, %v; the node is owed %v", held, err, earned)
	}
	if r, err := p.Chain.Node(t.Context(), v.Node); err != nil || r.Reserved != (resource.Resources{GPUModel: r.Reserved.GPUModel}) {
		t.Errorf("still reserved: %+v, %v", r.Reserved, err)
	}
}
