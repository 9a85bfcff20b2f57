package domain

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/miekg/dns"

	"berth/gateway/lease/book"
	"berth/shared/problem"
	"berth/shared/wire"
)

const app = "app.example.org"

func TestWayOfAHost(t *testing.T) {
	w := newTown(t)
	d := w.claim(alice, 1, "App.Example.ORG.")
	if d.Host != app || d.State != wire.DomainProof || d.Proof.Name != "_berth."+app || d.Proof.Wanted != "berth-order=8453:0xaa00000000000000000000000000000000000000:1" || d.Proof.OK || d.URL != "" {
		t.Errorf("got %+v", d)
	}
	want := []wire.DomainRecord{
		{Type: "CNAME", Name: app, Wanted: "web-1.n1.berth.example"}, {Type: "A", Name: app, Wanted: here4}, {Type: "AAAA", Name: app, Wanted: here6},
	}
	w.look(0)
	d = w.is(1, app, wire.DomainProof)
	if !slices.EqualFunc(d.Leads, want, func(a, b wire.DomainRecord) bool {
		return a.Type == b.Type && a.Name == b.Name && a.Wanted == b.Wanted && !a.OK
	}) {
		t.Errorf("leads: got %+v", d.Leads)
	}
	if d.CheckedAt.IsZero() || !d.NextCheck.After(d.CheckedAt) || d.Error != "" {
		t.Errorf("got %+v", d)
	}

	w.dns.set("_berth."+app, "TXT", "v=spf1 -all", "berth-order=8453:0xaa00000000000000000000000000000000000000:2")
	w.look(time.Minute)
	if d = w.is(1, app, wire.DomainProof); len(d.Proof.Found) != 2 || d.Proof.OK {
		t.Errorf("another order's proof: got %+v", d.Proof)
	}
	w.dns.set("_berth."+app, "TXT", "v=spf1 -all", " "+w.proof(1)+" ")
	w.dns.set(app, "CNAME", "other.node.example")
	w.dns.set("other.node.example", "A", elsewhere)
	w.look(time.Minute)
	if d = w.is(1, app, wire.DomainAddress); !d.Proof.OK || !slices.Equal(d.Leads[0].Found, []string{"other.node.example"}) || !slices.Equal(d.Leads[1].Found, []string{elsewhere}) {
		t.Errorf("elsewhere: got %+v", d)
	}
	if w.Proven(app) {
		t.Error("a certificate may be got before it leads here")
	}
	w.dns.set(app, "CNAME", "web-1.n1.berth.example")
	w.look(time.Minute)
	if user, ok := w.Owner(app); !ok || user != alice {
		t.Errorf("its owner: %s", user)
	}
	if d = w.is(1, app, wire.DomainReady); d.URL != "https://"+app || !d.Leads[0].OK || !w.Proven(app) {
		t.Errorf("ready: got %+v", d)
	}
	if got := w.URLs(1, "web"); !slices.Equal(got, []string{"https://" + app}) {
		t.Errorf("got %v", got)
	}
	if want := []string{"1 domain-ready " + app}; !slices.Equal(w.told, want) {
		t.Errorf("told %q, want %q", w.told, want)
	}

	w.restart()
	w.is(1, app, wire.DomainReady)
	if _, err := w.Claim(alice, 1, "api", app); err != nil {
		t.Fatal(err)
	}
	if at, _ := w.Lookup(app); at.Service != "api" || at.User != alice {
		t.Errorf("moved: got %+v", at)
	}
	if err := w.Release(1, "APP.example.org"); err != nil {
		t.Fatal(err)
	}
	if _, ok := w.Lookup(app); ok || w.Proven(app) || len(w.Domains(1).Domains) != 0 {
		t.Error("it is served after it was taken away")
	}
	if err := w.Release(1, app); err == nil {
		t.Error("taken away twice")
	}
	w.restart()
	if len(w.Domains(1).Domains) != 0 || len(w.hosts)+len(w.users) != 0 {
		t.Error("it is back")
	}
}

func TestLeads(t *testing.T) {
	for name, tt := range map[string]struct {
		set func(*zone)
		ok  bool
		err string
	}{
		"nothing":      {func(*zone) {}, false, ""},
		"A":            {func(z *zone) { z.set(app, "A", here4) }, true, ""},
		"AAAA":         {func(z *zone) { z.set(app, "AAAA", here6) }, true, ""},
		"both":         {func(z *zone) { z.set(app, "A", here4); z.set(app, "AAAA", here6) }, true, ""},
		"A elsewhere":  {func(z *zone) { z.set(app, "A", elsewhere) }, false, ""},
		"A here, too":  {func(z *zone) { z.set(app, "A", here4, elsewhere) }, false, "192.0.2.99"},
		"AAAA not":     {func(z *zone) { z.set(app, "A", here4); z.set(app, "AAAA", "2001:db8::bad") }, false, "2001:db8::bad"},
		"own node":     {func(z *zone) { z.set(app, "CNAME", "n1.berth.example") }, true, ""},
		"other order":  {func(z *zone) { z.set(app, "CNAME", "web-9.n1.berth.example") }, true, ""},
		"by others":    {func(z *zone) { z.set(app, "CNAME", "a.example"); z.set("a.example", "CNAME", "web-1.n1.berth.example") }, true, ""},
		"by others, A": {func(z *zone) { z.set(app, "CNAME", "a.example"); z.set("a.example", "A", here4) }, true, ""},
		"beside it":    {func(z *zone) { z.set(app, "CNAME", "xn1.berth.example") }, false, ""},
		"circle":       {func(z *zone) { z.set(app, "CNAME", "a.example"); z.set("a.example", "CNAME", app) }, false, "circle"},
		"far": {func(z *zone) {
			z.set(app, "CNAME", "c0.example")
			for i := range 12 {
				z.set("c"+string(rune('a'+i))+".example", "CNAME", "c"+string(rune('b'+i))+".example")
			}
			z.set("c0.example", "CNAME", "ca.example")
		}, false, "more than 8"},
		"private": {func(z *zone) { z.set(app, "A", "10.0.0.1") }, false, ""},
		"mapped":  {func(z *zone) { z.set(app, "AAAA", "::ffff:"+here4) }, true, ""},
	} {
		t.Run(name, func(t *testing.T) {
			w := newTown(t)
			w.claim(alice, 1, app)
			w.dns.set("_berth."+app, "TXT", w.proof(1))
			tt.set(w.dns)
			w.look(0)
			state := wire.DomainAddress
			if tt.ok {
				state = wire.DomainReady
			}
			if d := w.is(1, app, state); !strings.Contains(d.Error, tt.err) || tt.err == "" && d.Error != "" {
				t.Errorf("error: got %q, want %q", d.Error, tt.err)
			}
		})
	}
}

func TestOwnAddressesByDNS(t *testing.T) {
	w := newTown(t, func(c *Config) { c.Addresses = nil })
	w.dns.fail("n1.berth.example", dns.RcodeServerFailure)
	w.claim(alice, 1, app)
	w.dns.set("_berth."+app, "TXT", w.proof(1))
	w.dns.set(app, "A", here4)
	w.look(0)
	if d := w.is(1, app, wire.DomainAddress); !strings.Contains(d.Error, "SERVFAIL") {
		t.Errorf("got %q", d.Error)
	}
	w.dns.fail("n1.berth.example", 0)
	w.dns.set("n1.berth.example", "A", here4)
	w.look(time.Minute)
	w.is(1, app, wire.DomainReady)
}

// At the top of a zone no CNAME can be, so addresses come first.
func TestApex(t *testing.T) {
	w := newTown(t)
	if d := w.claim(alice, 1, "example.org"); d.Leads[0].Type != "CNAME" {
		t.Errorf("nobody has looked, and there are addresses: %+v", d.Leads)
	}
	w.look(0)
	if d := w.domain(1, "example.org"); d.Leads[0].Type != "A" || d.Leads[2].Type != "CNAME" {
		t.Errorf("got %+v", d.Leads)
	}
}

// What the DNS does not answer is unknown, and changes nothing.
func TestUnknownIsNotFailed(t *testing.T) {
	for name, break_ := range map[string]func(*zone, string){
		"SERVFAIL": func(z *zone, name string) { z.fail(name, dns.RcodeServerFailure) },
		"REFUSED":  func(z *zone, name string) { z.fail(name, dns.RcodeRefused) },
	} {
		for _, at := range []string{"_berth." + app, app} {
			t.Run(name+" "+at, func(t *testing.T) {
				w := newTown(t)
				w.ready(alice, 1, app)
				break_(w.dns, at)
				for range 10 {
					w.look(25 * time.Hour)
				}
				d := w.is(1, app, wire.DomainReady)
				if !strings.Contains(d.Error, name) {
					t.Errorf("error: got %q", d.Error)
				}
				if next := d.NextCheck.Sub(w.clock.Now()); next > time.Hour {
					t.Errorf("it is looked up again only after %s", next)
				}
			})
		}
	}
}

func TestProofVanishes(t *testing.T) {
	w := newTown(t)
	w.ready(alice, 1, app)
	w.dns.set("_berth."+app, "TXT")
	w.look(25 * time.Hour)
	if d := w.is(1, app, wire.DomainReady); !strings.Contains(d.Error, "is gone") || d.Proof.OK {
		t.Errorf("got %+v", d)
	}
	w.look(Grace - time.Hour)
	w.is(1, app, wire.DomainReady)
	w.restart() // the time goes on
	w.look(2 * time.Hour)
	w.is(1, app, wire.DomainProof)
	w.dns.set("_berth."+app, "TXT", w.proof(1))
	w.look(25 * time.Hour)
	w.is(1, app, wire.DomainReady)
	want := []string{"1 domain-ready " + app, "1 domain-lost " + app + " proof", "1 domain-ready " + app}
	if !slices.Equal(w.told, want) {
		t.Errorf("told %q, want %q", w.told, want)
	}
}

func TestProofComesBack(t *testing.T) {
	w := newTown(t)
	w.ready(alice, 1, app)
	w.dns.set("_berth."+app, "TXT")
	w.look(25 * time.Hour)
	w.dns.set("_berth."+app, "TXT", w.proof(1))
	w.look(Grace - 2*time.Hour)
	w.dns.set("_berth."+app, "TXT")
	w.look(25 * time.Hour)
	w.look(Grace - time.Hour)
	if d := w.is(1, app, wire.DomainReady); d.Error == "" {
		t.Errorf("got %+v", d)
	}
}

func TestAddressVanishes(t *testing.T) {
	w := newTown(t)
	w.ready(alice, 1, app)
	w.dns.set(app, "A", elsewhere)
	w.look(25 * time.Hour)
	if d := w.is(1, app, wire.DomainReady); d.Error == "" {
		t.Errorf("got %+v", d)
	}
	w.look(Grace + time.Hour)
	w.is(1, app, wire.DomainAddress)
	if w.Proven(app) {
		t.Error("a certificate may be got for what leads elsewhere")
	}
	w.dns.set(app, "A", here4)
	w.look(25 * time.Hour)
	w.is(1, app, wire.DomainReady)
	want := []string{"1 domain-ready " + app, "1 domain-lost " + app + " address", "1 domain-ready " + app}
	if !slices.Equal(w.told, want) {
		t.Errorf("told %q, want %q", w.told, want)
	}
}

func TestCertificate(t *testing.T) {
	ca := &authority{refuses: true, until: map[string]time.Time{}}
	w := newTown(t, func(c *Config) { c.Certificates, ca.now = ca, c.Now })
	w.claim(alice, 1, app)
	w.dns.set(app, "A", here4)
	w.look(0)
	if ca.asked != 0 {
		t.Error("a certificate was asked for before the proof was there")
	}
	w.dns.set("_berth."+app, "TXT", w.proof(1))
	w.look(time.Minute)
	if d := w.is(1, app, wire.DomainCertificate); d.Error == "" || !w.Proven(app) || ca.asked != 1 {
		t.Errorf("refused: got %+v, asked %d", d, ca.asked)
	}
	for range 20 {
		w.look(time.Minute)
	}
	if ca.asked > 5 {
		t.Errorf("asked %d times in 20 minutes", ca.asked)
	}
	ca.refuses = false
	w.look(time.Hour)
	d := w.is(1, app, wire.DomainReady)
	if !d.CertUntil.Equal(ca.Until(app)) || d.Error != "" {
		t.Errorf("got %+v", d)
	}
	w.restart()
	w.is(1, app, wire.DomainReady)
	ca.refuses = true
	w.look(91 * 24 * time.Hour)
	w.is(1, app, wire.DomainCertificate)
	if last := w.told[len(w.told)-1]; last != "1 domain-lost "+app+" certificate" {
		t.Errorf("told %q", w.told)
	}
}

// Asked for again it is looked up soon, but no more often than every ten seconds.
func TestAskedAgain(t *testing.T) {
	w := newTown(t)
	w.claim(alice, 1, app)
	w.look(0)
	w.clock.Pass(48 * time.Hour)
	w.look(0)
	before := w.dns.count(app + " A")
	w.claim(alice, 1, app)
	w.look(0)
	if w.dns.count(app+" A") != before {
		t.Error("it was looked up twice at once")
	}
	w.look(gap)
	if w.dns.count(app+" A") == before {
		t.Error("it was not looked up")
	}
}

func TestEverMoreSeldom(t *testing.T) {
	w := newTown(t)
	w.claim(alice, 1, app)
	looks := map[int]int{} // by hour
	for at := time.Duration(0); at < 30*time.Hour; at += 5 * time.Second {
		before := w.dns.count(app + " AAAA")
		w.look(5 * time.Second)
		looks[int(at/time.Hour)] += w.dns.count(app+" AAAA") - before
	}
	if looks[0] < 10 || looks[0] > 60 || looks[1] < 1 || looks[1] > 8 || looks[29] > 1 {
		t.Errorf("looks by hour: %v", looks)
	}
}

// What is not there by the word of its zone is not asked for again at once.
func TestAbsenceIsRemembered(t *testing.T) {
	w := newTown(t)
	w.dns.lasts("_berth."+app, 50)
	w.claim(alice, 1, app)
	w.look(0)
	for range 3 {
		w.claim(alice, 1, app)
		w.look(11 * time.Second)
	}
	if n := w.dns.count("_berth." + app + " TXT"); n != 1 {
		t.Errorf("asked %d times in 33 s", n)
	}
	w.look(30 * time.Second)
	if n := w.dns.count("_berth." + app + " TXT"); n != 2 {
		t.Errorf("asked %d times", n)
	}
}

func TestQuota(t *testing.T) {
	w := newTown(t)
	for i := range 4 {
		w.claim(alice, 1, string(rune('a'+i))+".example.org")
		w.claim(alice, 2, string(rune('a'+i))+".example.org")
	}
	_, err := w.Claim(alice, 1, "web", app)
	if p, ok := err.(*problem.Problem); !ok || p.Code != problem.Full || p.Figures["most"] != "4" {
		t.Errorf("got %v", err)
	}
	w.orders.set(5, book.Tenure{User: alice})
	if _, err := w.Claim(alice, 5, "web", app); err == nil {
		t.Error("a user may have any number")
	}
	// Those of an order that has ended give way.
	w.orders.set(1, book.Tenure{User: alice, Over: true})
	w.Ended(1)
	if _, err := w.Claim(alice, 5, "web", app); err != nil {
		t.Error(err)
	}
	if _, err := w.Claim(bob, 3, "web", app); err != nil {
		t.Errorf("another user: %v", err)
	}
}

func TestNoneAllowed(t *testing.T) {
	w := newTown(t, func(c *Config) { c.Most = 0 })
	if _, err := w.Claim(alice, 1, "web", app); err == nil {
		t.Error("there is no room for any, and one was taken")
	}
}
