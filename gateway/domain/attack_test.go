package domain

import (
	"fmt"
	"net"
	"runtime"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"berth/gateway/lease/book"
	"berth/shared/attacktest"
	"berth/shared/eth"
	"berth/shared/order"
	"berth/shared/wire"
)

func TestAttackClaims(t *testing.T) {
	a := attacktest.Begin(t, "a user gets a name that is another's, the node's or nobody's, or keeps its owner from getting it")
	w := newTown(t)
	for _, host := range []string{
		"n1.berth.example", "N1.BERTH.EXAMPLE.", "web-1.n1.berth.example", "n1。berth。example", "ｎ1.berth.example", "app.berth.example", "localhost", "a.localhost", "127.0.0.1",
		"0x7f000001.0x1", "com", "co.uk", "github.io", "*.example.org", "a.local", "a.onion", "a.internal", "[::1]", "n1.berth.example:443", "n1.berth.example/..", "x@n1.berth.example",
	} {
		_, err := w.Claim(bob, 3, "web", host)
		a.Tried(err == nil, "%s was taken", host)
	}

	// Its DNS leads here, as that of all who once had something here does. That proves nothing.
	w.dns.set(app, "CNAME", "web-1.n1.berth.example")
	w.claim(bob, 3, app)
	for _, text := range []string{
		"", "berth-order=", "berth-order=8453", w.proof(1), w.proof(3) + "0", strings.ToUpper(w.proof(3)), "x" + w.proof(3), w.proof(3) + "," + w.proof(1), strings.Replace(w.proof(3), "8453", "1", 1),
		strings.Replace(w.proof(3), "0xaa", "0xab", 1), `"` + w.proof(3) + `"`,
	} {
		w.dns.set("_berth."+app, "TXT", text)
		w.look(time.Hour)
		_, got := w.Lookup(app)
		a.Tried(got || w.Proven(app), "by the record %q", text)
	}
	// A record in another place, as a tenant of a larger name may have one.
	w.dns.set("_berth."+app, "TXT")
	for _, at := range []string{app, "_berth.example.org", "_berth._berth." + app, "x._berth." + app, "berth." + app} {
		w.dns.set(at, "TXT", w.proof(3))
		w.look(24 * time.Hour)
		_, got := w.Lookup(app)
		a.Tried(got, "by a record at %s", at)
	}

	// Thousands of others have claimed it before. Its owner gets it at once all the same.
	for i := range order.ID(2000) {
		id := 1000 + i
		w.orders.set(id, book.Tenure{User: eth.Address{9, byte(i >> 8), byte(i)}})
		w.claim(eth.Address{9, byte(i >> 8), byte(i)}, id, "shop.example.org")
	}
	w.claim(alice, 1, "shop.example.org")
	w.dns.set("_berth.shop.example.org", "TXT", w.proof(1))
	w.dns.set("shop.example.org", "A", here4)
	w.look(time.Minute)
	at, _ := w.Lookup("shop.example.org")
	a.Tried(at.Order != 1, "claims without a proof keep the owner from it: %+v", at)
	a.Tried(w.dns.count("_berth.shop.example.org TXT") > 4, "each claim of a name has it looked up: %d times", w.dns.count("_berth.shop.example.org TXT"))

	// Who asks is not told that somebody else has it.
	d := w.claim(bob, 3, "shop.example.org")
	a.Tried(d.Error != "" || d.State != wire.DomainProof, "a stranger is told of the holder: %+v", d)
}

func TestAttackTakeover(t *testing.T) {
	a := attacktest.Begin(t, "a name whose order has ended, and whose DNS still leads here, is taken over by another order")
	for _, how := range []string{"ended", "collected", "taken away", "restart"} {
		w := newTown(t)
		w.claim(bob, 3, app) // lies in wait
		w.ready(alice, 1, app)
		switch how {
		case "ended", "restart":
			w.orders.set(1, book.Tenure{User: alice, Over: true})
			w.Ended(1)
		case "collected":
			w.orders.set(1, book.Tenure{User: alice, Over: true, Gone: true})
			w.Ended(1)
		case "taken away":
			if err := w.Release(1, app); err != nil {
				t.Fatal(err)
			}
		}
		if how == "restart" {
			w.restart()
		}
		for range 10 {
			w.look(time.Hour)
			at, ok := w.Lookup(app)
			a.Tried(ok, "%s: it leads to %+v", how, at)
			w.claim(bob, 3, app)
		}
		// The same user's other order does not get it by the old record either.
		w.claim(alice, 2, app)
		w.look(time.Hour)
		_, ok := w.Lookup(app)
		a.Tried(ok, "%s: by the ended order's record", how)
	}
}

func TestAttackManyClaims(t *testing.T) {
	a := attacktest.Begin(t, "10,000 hosts fill the gateway, have it ask the DNS without end, or keep others' hosts waiting")
	w := newTown(t, func(c *Config) { c.Most = 16 })
	var before, after runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&before)
	kept := 0
	for i := range 10_000 {
		id := order.ID(1000 + i/100)
		user := eth.Address{9, byte(i / 100)}
		w.orders.set(id, book.Tenure{User: user})
		if _, err := w.Claim(user, id, "web", fmt.Sprintf("h%d.evil.example", i)); err == nil {
			kept++
		}
	}
	runtime.GC()
	runtime.ReadMemStats(&after)
	a.Tried(kept > 100*16, "%d hosts of 100 orders are kept", kept)
	mib := float64(after.HeapAlloc-min(before.HeapAlloc, after.HeapAlloc)) / (1 << 20)
	a.Tried(mib > 32, "they hold %.1f MiB", mib)
	a.Note("%d kept, %.1f MiB", kept, mib)

	// One user's take two of the places at a time, and everybody's get their turn.
	taken := w.take()
	by := map[eth.Address]int{}
	for _, x := range taken {
		by[x.claims[0].User]++
	}
	for user, n := range by {
		a.Tried(n > userChecks, "%s has %d looked up at a time", user, n)
	}
	a.Tried(len(taken) > maxChecks, "%d are looked up at a time", len(taken))
	var running sync.WaitGroup
	for _, x := range taken {
		running.Go(func() { w.check(t.Context(), x) })
	}
	running.Wait()

	// Asking again and again does not have it looked up more often.
	host := "h0.evil.example"
	for range 1000 {
		w.claim(eth.Address{9, 0}, 1000, host)
		for _, x := range w.take() {
			w.check(t.Context(), x)
		}
	}
	n := w.dns.count(host + " A")
	a.Tried(n > 2, "a thousand wishes had it looked up %d times", n)
}

// The DNS is asked, and what it names is compared with the gateway's own addresses. Nothing connects there.
func TestAttackRebinding(t *testing.T) {
	a := attacktest.Begin(t, "a name has the gateway reach into its operator's network")
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer ln.Close()
	reached := make(chan struct{}, 100)
	go func() {
		for {
			c, err := ln.Accept()
			if err != nil {
				return
			}
			c.Close()
			reached <- struct{}{}
		}
	}()
	ca := &authority{until: map[string]time.Time{}}
	w := newTown(t, func(c *Config) { c.Certificates, ca.now = ca, c.Now })
	w.claim(bob, 3, app)
	w.dns.set("_berth."+app, "TXT", w.proof(3))
	for _, ip := range []string{"127.0.0.1", "10.0.0.1", "169.254.169.254", "192.168.1.1", "0.0.0.0", "100.64.0.1"} {
		w.dns.set(app, "A", ip)
		w.look(7 * time.Hour)
		_, ok := w.Lookup(app)
		a.Tried(ok || w.Proven(app) || ca.asked > 0, "%s is served, or has a certificate got for it", ip)
		d := w.domain(3, app)
		a.Tried(!slices.Contains(d.Leads[1].Found, ip), "what it leads to is not shown: %+v", d.Leads)
	}
	// First here, then there: what was decided was decided by what was there, and nobody connects to either.
	w.dns.set(app, "A", here4)
	w.look(7 * time.Hour)
	w.is(3, app, wire.DomainReady)
	w.dns.set(app, "A", "127.0.0.1")
	w.look(25 * time.Hour)
	at, _ := w.Lookup(app)
	a.Tried(at.Order != 3 || at.Service != "web", "it leads to %+v", at)
	a.Tried(len(reached) > 0, "something was connected to")
}

// What a hostile DNS says ends, and is shown short.
func TestAttackAnswersOfDNS(t *testing.T) {
	a := attacktest.Begin(t, "a hostile DNS holds up the gateway, fills it, or has it take a name")
	w := newTown(t)
	w.claim(bob, 3, app)
	w.dns.set(app, "A", here4)
	for i := range 50 {
		w.dns.set(fmt.Sprintf("c%d.example", i), "CNAME", fmt.Sprintf("c%d.example", i+1))
	}
	for _, hostile := range []struct {
		name string
		set  func()
	}{
		{"far", func() { w.dns.set("_berth."+app, "CNAME", "c0.example") }},
		{"circle", func() { w.dns.set("_berth."+app, "CNAME", "_berth."+app) }},
		{"long", func() {
			w.dns.set("_berth."+app, "CNAME")
			w.dns.set("_berth."+app, "TXT", strings.Repeat("\xff\x00\u202e", 9000))
		}},
		{"many", func() { w.dns.set("_berth."+app, "TXT", slices.Repeat([]string{strings.Repeat("x", 100)}, 500)...) }},
		{"silent", func() { w.dns.silence("_berth." + app) }},
	} {
		name := hostile.name
		hostile.set()
		began := time.Now()
		w.look(7 * time.Hour)
		took := time.Since(began)
		d := w.is(3, app, wire.DomainProof)
		size := 0
		for _, s := range d.Proof.Found {
			size += len(s)
		}
		a.Tried(took > lookupTime+2*time.Second, "%s: it took %s", name, took)
		a.Tried(size > maxFound*3*maxText, "%s: %d bytes are shown", name, size)
	}
}
