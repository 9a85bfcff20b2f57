package door

import (
	"context"
	"errors"
	"fmt"
	"net/netip"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"berth/gateway/auth"
	"berth/gateway/ledger"
	"berth/gateway/secret"
	"berth/shared/attacktest"
	"berth/shared/eth"
	"berth/shared/order"
	"berth/shared/problem"
	"berth/shared/wire"
)

// What has ended stays ended: at once, after a kill, and after what is written every minute.
func TestAttackEndedCookies(t *testing.T) {
	a := attacktest.Begin(t, "a cookie or share link that has ended comes back")
	type given struct {
		token              wire.AccessToken
		link               wire.Link
		owner, guest, said string
	}
	for name, end := range map[string]struct {
		owner, guest, said bool // which of them ends
		by                 func(t *testing.T, f *fixture, g given)
	}{
		"its token is revoked": {true, false, false, func(t *testing.T, f *fixture, g given) {
			if err := f.auth.Revoke(f.pass(t, g.token), g.token.ID); err != nil {
				t.Fatal(err)
			}
		}},
		"all tokens are revoked": {true, false, false, func(t *testing.T, f *fixture, g given) {
			if err := f.auth.Revoke(f.pass(t, f.access(t, 0)), ""); err != nil {
				t.Fatal(err)
			}
		}},
		"its token is revoked while cookies are written": {true, false, false, func(t *testing.T, f *fixture, g given) {
			f.clock.Pass(2 * time.Minute)
			f.admits(g.owner, 1, "web") // it is to be written when it was used
			var both sync.WaitGroup
			for range 20 {
				both.Go(func() {
					if err := f.flush(); err != nil {
						t.Error(err)
					}
				})
			}
			if err := f.auth.Revoke(f.pass(t, g.token), g.token.ID); err != nil {
				t.Error(err)
			}
			both.Wait()
		}},
		"left": {true, true, false, func(t *testing.T, f *fixture, g given) {
			if err := errors.Join(f.Leave(g.owner), f.Leave(g.guest)); err != nil {
				t.Fatal(err)
			}
		}},
		"sent away": {false, true, false, func(t *testing.T, f *fixture, _ given) {
			if err := f.Dismiss(1, ""); err != nil {
				t.Fatal(err)
			}
		}},
		"the link is revoked": {false, true, true, func(t *testing.T, f *fixture, g given) {
			if err := f.EndLink(f.user, 1, g.link.ID); err != nil {
				t.Fatal(err)
			}
		}},
		"the link is revoked while its use is written": {false, true, true, func(t *testing.T, f *fixture, g given) {
			var both sync.WaitGroup
			for range 10 {
				both.Go(func() { f.ask(func(a *Ask) { a.Token = g.said }) })
				both.Go(func() {
					if err := f.flush(); err != nil {
						t.Error(err)
					}
				})
			}
			if err := f.EndLink(f.user, 1, g.link.ID); err != nil {
				t.Error(err)
			}
			both.Wait()
		}},
		"the service is private": {false, true, true, func(t *testing.T, f *fixture, _ given) {
			f.expose(t, "web", wire.Exposure{Visibility: wire.Private})
		}},
		"the order ended": {true, true, false, func(t *testing.T, f *fixture, _ given) {
			f.Ended(1)
			if err := f.flush(); err != nil {
				t.Fatal(err)
			}
		}},
		"expired": {true, true, true, func(_ *testing.T, f *fixture, _ given) { f.clock.Pass(31 * 24 * time.Hour) }},
	} {
		t.Run(name, func(t *testing.T) {
			f := open(t)
			g := given{token: f.access(t, 1)}
			by := f.pass(t, g.token)
			g.owner = f.cookie(t, by, 1, "web")
			g.link, g.said = f.link(t, wire.LinkRequest{})
			g.guest = f.enter(t, g.said)
			ticket, _, err := f.Ticket(by, 1, "web", "/")
			if err != nil {
				t.Fatal(err)
			}
			var open []Pass
			for _, ask := range []Ask{{Cookies: []string{g.owner}}, {Cookies: []string{g.guest}}, {Token: g.said}} {
				ask.Order, ask.Service, ask.User, ask.Method, ask.Path = 1, "web", f.user, "GET", "/"
				p, why, _ := f.Admit(t.Context(), ask)
				if why != In {
					t.Fatal(why)
				}
				open = append(open, p)
			}
			end.by(t, f, g)
			look := func(when string, d *Doors) {
				a.Tried(end.owner && admits(d, f.user, g.owner, 1, "web"), "%s: the owner's cookie is good, %s", name, when)
				a.Tried(end.guest && admits(d, f.user, g.guest, 1, "web"), "%s: the guest's cookie is good, %s", name, when)
				_, why, _ := d.Admit(t.Context(), Ask{Order: 1, Service: "web", User: f.user, Token: g.said, Method: "GET", Path: "/"})
				a.Tried(end.said && why == In, "%s: the link is good, %s", name, when)
				if end.owner {
					_, err := d.Enter(ticket, 1, "web", time.Time{}, Guest{})
					a.Tried(err == nil && name != "left", "%s: a ticket is good, %s", name, when)
				}
				if end.said {
					_, err := d.Redeem(g.said, f.user, 1, "web", "", nil, time.Time{}, Guest{})
					a.Tried(err == nil, "%s: the link is redeemed, %s", name, when)
				}
			}
			for i, over := range []bool{end.owner, end.guest, end.said} {
				err := open[i].Over(f.clock.Now())
				a.Tried(over && err == nil, "%s: what is open goes on", name)
				if !over && err != nil {
					t.Errorf("%s: what has not ended does: %v", name, err)
				}
			}
			look("at once", f.Doors)
			look("after a kill", f.killed(t))
			f.sweep()
			if err := f.flush(); err != nil {
				t.Fatal(err)
			}
			look("later", f.Doors)
			look("after another kill", f.killed(t))
		})
	}
	t.Run("the disk is full", func(t *testing.T) {
		f := open(t)
		l, token := f.link(t, wire.LinkRequest{})
		guest := f.enter(t, token)
		f.cfg.Store = &full{Store: f.store, fails: 1}
		err := f.EndLink(f.user, 1, l.ID)
		a.Tried(code(err) != problem.Unavailable, "a link that is still on the disk is said to have ended: %v", err)
		a.Tried(f.admits(guest, 1, "web") || f.ask(func(a *Ask) { a.Token = token }) == In, "it is good until it is written down")
		if err := f.flush(); err != nil {
			t.Fatal(err)
		}
		again := f.killed(t)
		a.Tried(admits(again, f.user, guest, 1, "web") || !again.links[secret.Digest(token)].past(f.clock.Now()), "it comes back though the disk has room again")
	})
}

// full is a store that cannot be written to for so many times.
type full struct {
	Store
	fails int
}

func (s *full) PutDoors(x ledger.Doors) error {
	if s.fails > 0 {
		s.fails--
		return errors.New("no space left on device")
	}
	return s.Store.PutDoors(x)
}

// One user fills what is kept of everybody.
func TestAttackTicketsAndCookies(t *testing.T) {
	a := attacktest.Begin(t, "one user, or one guest, locks others out, or fills the ledger")
	f := open(t)
	for range 10_000 {
		_, _, err := f.Ticket(auth.Pass{}, 1, "web", "/")
		a.Tried(err != nil, "a ticket: %v", err)
	}
	a.Tried(len(f.tickets) > maxTickets, "%d tickets are held", len(f.tickets))
	text, _, err := f.Ticket(auth.Pass{}, 2, "web", "/")
	if err == nil {
		_, err = f.Enter(text, 2, "web", time.Time{}, Guest{})
	}
	a.Tried(err != nil, "another user gets in: %v", err)
	var newest string
	for i := range 600 {
		service := fmt.Sprint("s", i%7)
		if newest = f.cookie(t, auth.Pass{}, 1, service); !f.admits(newest, 1, service) {
			t.Fatal("the newest cookie is no good")
		}
	}
	// Guests of one link push out each other, and nobody else.
	_, token := f.link(t, wire.LinkRequest{})
	_, other := f.link(t, wire.LinkRequest{})
	owner, guest := f.cookie(t, auth.Pass{}, 1, "web"), f.enter(t, other)
	for range 3 * maxLinkCookies {
		f.clock.Pass(time.Second)
		f.enter(t, token)
	}
	a.Tried(!f.admits(owner, 1, "web"), "guests push out the owner")
	a.Tried(!f.admits(guest, 1, "web"), "guests of one link push out another's")
	kept, err := f.store.Sessions()
	a.Tried(err != nil || len(kept) > maxOrderCookies+maxLinkCookies+3, "the ledger has %d cookies: %v", len(kept), err)
	a.Tried(len(f.sessions) > maxOrderCookies+maxLinkCookies+3 || len(f.halls) > 2, "memory has %d cookies at %d orders", len(f.sessions), len(f.halls))
	refused := 0
	for range 200 {
		if _, err := f.Redeem(token, f.user, 1, "web", "", nil, time.Time{}, Guest{}); code(err) == problem.TooMany {
			refused++
		}
	}
	a.Tried(refused < 100, "one link has the disk written to without end: %d were refused", refused)
	// Links that are past are forgotten, too.
	for range 5 * mostPast {
		l, _, err := f.MakeLink(f.user, "", 1, wire.LinkRequest{Service: "web", ExpiresAt: f.clock.Now().Add(time.Hour)})
		if err != nil {
			t.Fatal(err)
		}
		if err := f.EndLink(f.user, 1, l.ID); err != nil {
			t.Fatal(err)
		}
	}
	links, err := f.store.Links()
	a.Tried(err != nil || len(links) > MostLinks+mostPast+1, "the ledger has %d links: %v", len(links), err)
	full := 0
	for i := range 2 * maxExposures {
		if err := f.Expose(f.user, 1, fmt.Sprint("x", i), wire.Exposure{Visibility: wire.Public}); code(err) == problem.Full {
			full++
		}
	}
	a.Tried(full == 0, "an order sets the visibility of any number of services")
	f.clock.Pass(400 * 24 * time.Hour)
	f.cfg.Kept = func(order.ID) bool { return false }
	f.sweep()
	a.Tried(len(f.tickets)+len(f.sessions)+len(f.links)+len(f.halls) > 0, "what is over is held: %d %d %d %d", len(f.tickets), len(f.sessions), len(f.links), len(f.halls))
	who := newRates()
	g := &gate{}
	for i := range 4 * rateShards * ratesOfShard {
		who.take(visitor{g, netip.PrefixFrom(netip.AddrFrom4([4]byte{byte(i >> 24), byte(i >> 16), byte(i >> 8), byte(i)}), 32)}, perMinute(1), f.clock.Now())
	}
	held := 0
	for i := range who.shards {
		held += len(who.shards[i].left)
	}
	a.Tried(held > rateShards*ratesOfShard, "%d addresses are remembered", held)
}

// Many use a link at the same time that has a few uses left.
func TestAttackLinkUses(t *testing.T) {
	a := attacktest.Begin(t, "a share link is used more often than it may be")
	f := open(t)
	for _, most := range []int{1, 3, 20} {
		_, token := f.link(t, wire.LinkRequest{MaxUses: most})
		use := func(d *Doors, i int) bool {
			if i%2 == 0 {
				_, err := d.Redeem(token, f.user, 1, "web", "", nil, time.Time{}, Guest{})
				return err == nil
			}
			_, why, _ := d.Admit(t.Context(), Ask{Order: 1, Service: "web", User: f.user, Token: token, Method: "GET", Path: "/"})
			return why == In
		}
		var used atomic.Int64
		var all sync.WaitGroup
		for i := range 50 {
			all.Go(func() {
				if use(f.Doors, i) {
					used.Add(1)
				}
			})
		}
		all.Wait()
		again := f.killed(t)
		for i := range 10 {
			a.Tried(use(again, i), "a restart brings uses back")
		}
		f.clock.Pass(time.Hour)
		for i := range 10 {
			a.Tried(use(f.Doors, i), "one more after all")
		}
		if n := int(used.Load()); n != most {
			a.Tried(n > most, "%d uses of %d", n, most)
			t.Errorf("%d uses of %d", n, most)
		}
	}
	// A use that cannot be written down is none.
	_, token := f.link(t, wire.LinkRequest{MaxUses: 5})
	f.cfg.Store = &full{Store: f.store, fails: 1}
	got := f.ask(func(a *Ask) { a.Token = token })
	a.Tried(got == In, "it is let in by a use that a restart brings back")
}

// A link or cookie where it does not belong.
func TestAttackForeignLinks(t *testing.T) {
	a := attacktest.Begin(t, "a share link or its cookie opens what it is not for")
	f, elsewhere := open(t), open(t)
	l, token := f.link(t, wire.LinkRequest{PathPrefix: "/docs", Methods: []string{"GET", "PUT"}})
	guest := f.enter(t, token)
	stranger := eth.Address{7}
	for name, change := range map[string]func(*Ask){
		"another order":            func(a *Ask) { a.Order = 2 },
		"another service":          func(a *Ask) { a.Service = "db" },
		"another user's order":     func(a *Ask) { a.User = stranger },
		"another path":             func(a *Ask) { a.Path = "/admin" },
		"the root":                 func(a *Ask) { a.Path = "/" },
		"POST":                     func(a *Ask) { a.Method = "POST" },
		"DELETE":                   func(a *Ask) { a.Method = "DELETE" },
		"a method in small":        func(a *Ask) { a.Method = "get" },
		"OPTIONS":                  func(a *Ask) { a.Method = "OPTIONS" },
		"CONNECT":                  func(a *Ask) { a.Method, a.Upgrade = "CONNECT", true },
		"a WebSocket":              func(a *Ask) { a.Upgrade = true },
		"a copy to somewhere else": func(a *Ask) { a.Method, a.Destination = "PUT", "https://web-1.n1.example/admin" },
	} {
		for kind, by := range map[string]func(*Ask){
			"cookie": func(a *Ask) { a.Cookies = []string{guest} },
			"token":  func(a *Ask) { a.Token = token },
		} {
			got := f.ask(func(a *Ask) { a.Path = "/docs/x"; by(a); change(a) })
			a.Tried(got == In, "%s by its %s", name, kind)
		}
	}
	for name, by := range map[string]func(*Ask){
		"a cookie on another host": func(a *Ask) { a.Cookies, a.Host = []string{guest}, "app.example.org" },
		"a cookie as a token":      func(a *Ask) { a.Token = "bl_" + guest },
		"a token as a cookie":      func(a *Ask) { a.Cookies = []string{token[3:]} },
		"a token without bl_":      func(a *Ask) { a.Token = token[3:] },
		"a token in capitals":      func(a *Ask) { a.Token = "BL_" + token[3:] },
		"a token and more":         func(a *Ask) { a.Token = token + "x" },
		"the link's id":            func(a *Ask) { a.Token = l.ID },
		"its hash":                 func(a *Ask) { a.Token = fmt.Sprintf("bl_%.43x", secret.Digest(token)) },
		"another page asks":        func(a *Ask) { a.Cookies, a.Stranger = []string{guest}, true },
	} {
		got := f.ask(func(a *Ask) { a.Path = "/docs/x"; by(a) })
		a.Tried(got == In, "%s", name)
	}
	_, why, _ := elsewhere.Admit(t.Context(), Ask{Order: 1, Service: "web", User: f.user, Token: token, Method: "GET", Path: "/docs"})
	a.Tried(why == In, "at another gateway")
	_, err := f.auth.Bearer(token)
	a.Tried(err == nil, "a link's token at the owner's API")
	_, err = f.auth.Bearer(guest)
	a.Tried(err == nil, "a link's cookie at the owner's API")
	// What the gateway lets in of that.
	for name, by := range map[string]func(*Ask){
		"HEAD":            func(a *Ask) { a.Method = "HEAD" },
		"a copy within":   func(a *Ask) { a.Method, a.Destination = "PUT", "/docs/y" },
		"its path itself": func(a *Ask) { a.Path = "/docs" },
	} {
		if got := f.ask(func(a *Ask) { a.Path, a.Token = "/docs/x", token; by(a) }); got != In {
			t.Errorf("%s: %d", name, got)
		}
	}
	// Who has a cookie planted in a browser does not get the session that a link or ticket gives that browser.
	e, err := f.Redeem(token, f.user, 1, "web", "", []string{"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", guest[1:] + "A"}, time.Time{}, Guest{})
	a.Tried(err != nil || e.Cookie == "" || e.Cookie == guest, "a session is fixed before: %v", err)
	// After a reorganisation the number is another user's order: nothing of the first is left open, or to be seen.
	f.expose(t, "pub", wire.Exposure{Visibility: wire.Public})
	if err := f.Expose(stranger, 1, "web", wire.Exposure{Visibility: wire.Linked}); err != nil {
		t.Fatal(err)
	}
	for _, change := range []func(*Ask){
		func(a *Ask) { a.Token = token }, func(a *Ask) { a.Cookies = []string{guest} }, func(a *Ask) { a.Service = "pub" },
	} {
		for _, user := range []eth.Address{f.user, stranger} {
			got := f.ask(func(a *Ask) { a.User, a.Path = user, "/docs/x"; change(a) })
			a.Tried(got == In, "what another user had shared")
		}
	}
	a.Tried(len(f.Links(stranger, 1)) > 0, "another user's links are listed")
}

// Passwords are tried, from one address and from many.
func TestAttackPasswords(t *testing.T) {
	a := attacktest.Begin(t, "a public service's password is found by trying, or trying wears the gateway out")
	f := open(t)
	f.expose(t, "web", wire.Exposure{Visibility: wire.Public, Basic: &wire.Basic{User: "ann", Password: "correct horse"}})
	ask := func(password string, from netip.Prefix) Why {
		return f.ask(func(a *Ask) { a.Basic, a.From = basicOf("ann", password), from })
	}
	tried := 0
	for i := range 200 {
		why := ask(fmt.Sprint("guess ", i), here)
		a.Tried(why == In, "guess %d", i)
		if why == PasswordWrong {
			tried++
		}
	}
	a.Tried(tried > int(tryRate.most), "one address has %d tries at once", tried)
	if ask("correct horse", here) != In {
		t.Error("the right one, once it is known, is kept out by the rates")
	}
	tried = 0
	for i := range 300 {
		if ask(fmt.Sprint("guess ", i), netip.PrefixFrom(netip.AddrFrom4([4]byte{198, 51, 100, byte(i)}), 32)) == PasswordWrong {
			tried++
		}
	}
	a.Tried(tried > int(allRate.most), "many addresses have %d tries at once", tried)
	// At the same time: the hashes take turns, and the memory of so many.
	f.clock.Pass(time.Hour)
	var most, now atomic.Int64
	var all sync.WaitGroup
	done := make(chan struct{})
	all.Go(func() {
		for {
			select {
			case <-done:
				return
			default:
				now.Store(int64(len(f.hashes)))
				most.Store(max(most.Load(), now.Load()))
			}
		}
	})
	var guesses sync.WaitGroup
	for i := range 100 {
		guesses.Go(func() {
			why := ask(fmt.Sprint("guess ", i), netip.PrefixFrom(netip.AddrFrom4([4]byte{203, 0, 113, byte(i)}), 32))
			a.Tried(why == In, "guess %d", i)
		})
	}
	guesses.Wait()
	close(done)
	all.Wait()
	a.Tried(most.Load() > int64(hashTurns()), "%d hashes at a time", most.Load())
	// What is no credential costs no hash and says nothing.
	for _, odd := range []string{"", "=", "AAAA", basicOf("", ""), basicOf("ann", ""), basicOf("ann:correct horse", ""), basicOf("ann", "correct horse\x00"), basicOf("ANN", "correct horse"), basicOf("ann ", "correct horse")} {
		_, why, _ := f.Admit(context.Background(), Ask{Order: 1, Service: "web", User: f.user, Basic: odd, Method: "GET", Path: "/", From: netip.MustParsePrefix("192.0.2.9/32")})
		a.Tried(why == In, "%q", odd)
	}
	got := f.ask(func(a *Ask) { a.Basic, a.Stranger = basicOf("ann", "correct horse"), true })
	a.Tried(got == In, "another site's page uses what the browser has kept")
}
