package gateway

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"berth/contracts/chain"
	"berth/shared/attacktest"
	"berth/shared/eth"
	"berth/shared/problem"
	"berth/shared/server/eip712"
	"berth/shared/siwe"
	"berth/shared/wire"
)

// browser is a clerk whose session is a cookie, as a page has it.
func (w *world) browser() *clerk {
	w.t.Helper()
	c, _, p := w.signIn(w.node, false)
	if p != nil {
		w.t.Fatal(p)
	}
	return c
}

// A page that a tenant serves, on a host below the gateway's, or any other page, uses the operator's session: the browser
// sends the cookie with it, since all these hosts are one site.
func TestAttackAdminFromPages(t *testing.T) {
	a := attacktest.Begin(t, "another page acts with the operator's session")
	w := newWorld(t)
	w.start()
	c := w.browser()
	own := "http://" + w.domain
	if _, p := c.ask("PUT", "/blocked/"+address(w.user).String(), wire.AdminBlock{}, nil, "Origin", own, "Sec-Fetch-Site", "same-origin"); p != nil {
		t.Fatalf("the own page cannot: %v", p)
	}
	blocked := func() int {
		var b wire.AdminBlocked
		c.must("GET", "/blocked", nil, &b)
		return len(b.Users)
	}
	for _, origin := range []string{
		"http://echo-1." + w.domain, "https://" + w.domain, "http://evil.example", "null", "http://" + w.domain + ".evil.example", own + "/", "http://localhost", "",
	} {
		for _, site := range []string{"", "same-site", "cross-site", "none", "same-origin"} {
			if origin == "" && site == "same-origin" {
				continue // a browser never says so of a change without an Origin; the next line tries it
			}
			_, p := c.send("DELETE", "/blocked/"+address(w.user).String(), nil, nil, "Origin", origin, "Sec-Fetch-Site", site)
			a.Tried(p == nil || p.Code != problem.CrossSite && p.Code != problem.TooMany, "a change by origin %q, site %q: %v", origin, site, p)
		}
	}
	_, p := c.ask("DELETE", "/blocked/"+address(w.user).String(), nil, nil, "Sec-Fetch-Site", "same-origin")
	a.Tried(p == nil || p.Code != problem.CrossSite, "a change by cookie without an Origin: %v", p)
	_, p = c.ask("DELETE", "/blocked/"+address(w.user).String(), nil, nil, "Origin", own, wire.AdminHeader, "")
	a.Tried(p == nil || p.Code != problem.CrossSite, "a form of the own page: %v", p)
	a.Tried(blocked() != 1, "a user is not blocked any more")

	// Reading: what a script or an image of another page fetches is refused, and what is answered may be read by nobody else.
	for _, site := range []string{"same-site", "cross-site"} {
		_, p := c.ask("GET", "/overview", nil, nil, "Sec-Fetch-Site", site)
		a.Tried(p == nil || p.Code != problem.CrossSite, "read by a page, %s: %v", site, p)
	}
	_, p = c.ask("GET", "/overview", nil, nil, "Origin", "http://echo-1."+w.domain)
	a.Tried(p == nil, "read by a page with an origin")
	for _, method := range []string{"GET", "OPTIONS"} {
		r, err := http.NewRequestWithContext(t.Context(), method, own+wire.AdminPath+"/overview", nil)
		if err != nil {
			t.Fatal(err)
		}
		r.Header.Set("Origin", "http://echo-1."+w.domain)
		r.Header.Set("Access-Control-Request-Method", "DELETE")
		resp, err := w.http.Do(r)
		if err != nil {
			t.Fatal(err)
		}
		resp.Body.Close()
		for name := range resp.Header {
			a.Tried(strings.HasPrefix(name, "Access-Control-"), "%s: the answer has %s", method, name)
		}
	}

	// It is at no other host: not at a service's, not at an address.
	for _, host := range []string{"echo-1." + w.domain, w.addr, "localhost" + w.domain[strings.LastIndex(w.domain, ":"):], "evil.example"} {
		for _, path := range []string{"/overview", "/site"} {
			r, err := http.NewRequestWithContext(t.Context(), "GET", own+wire.AdminPath+path, nil)
			if err != nil {
				t.Fatal(err)
			}
			r.Host = host
			r.Header.Set("Accept", "application/json")
			resp, err := w.http.Do(r)
			if err != nil {
				t.Fatal(err)
			}
			resp.Body.Close()
			a.Tried(resp.StatusCode < 400, "%s at %s: %d", path, host, resp.StatusCode)
		}
	}
}

// The pages are put into a frame of another page, which has the operator click.
func TestAttackAdminFrames(t *testing.T) {
	a := attacktest.Begin(t, "the admin pages are framed")
	w := newWorld(t)
	w.start()
	c := w.browser()
	for _, path := range []string{"/admin", "/admin/", "/admin/orders", wire.AdminPath, wire.AdminPath + "/site", wire.AdminPath + "/overview", wire.AdminPath + "/none"} {
		r, err := http.NewRequestWithContext(t.Context(), "GET", "http://"+c.domain+path, nil)
		if err != nil {
			t.Fatal(err)
		}
		resp, err := w.http.Do(r)
		if err != nil {
			t.Fatal(err)
		}
		resp.Body.Close()
		csp := strings.Join(resp.Header.Values("Content-Security-Policy"), ", ")
		a.Tried(resp.Header.Get("X-Frame-Options") != "DENY" || !strings.Contains(csp, "frame-ancestors 'none'"), "%s: %q, %q", path, resp.Header.Get("X-Frame-Options"), csp)
	}
}

// login tries a message that a key signs.
func (w *world) login(m string, sign func(hash eth.Hash) eth.Bytes) *problem.Problem {
	w.t.Helper()
	c := &clerk{world: w}
	_, p := c.ask("POST", "/login", wire.AdminLogin{Message: m, Signature: sign(eip712.PersonalHash([]byte(m))), Bearer: true}, nil)
	return p
}

// A message that was signed once, or for another place, lets somebody in.
func TestAttackAdminMessages(t *testing.T) {
	a := attacktest.Begin(t, "a login message is used again, or elsewhere")
	w := newWorld(t)
	_, stop := w.start()
	sign := func(h eth.Hash) eth.Bytes {
		sig, err := eip712.SignHash(w.node, h)
		if err != nil {
			t.Fatal(err)
		}
		return sig
	}
	challenge := func(of eth.Address) siwe.Message {
		t.Helper()
		var ch wire.Challenge
		(&clerk{world: w}).must("POST", "/login/challenge", wire.LoginChallenge{Address: of}, &ch)
		m, err := siwe.Parse(ch.Message)
		if err != nil {
			t.Fatal(err)
		}
		return m
	}
	first := challenge(address(w.node))
	if p := w.login(first.String(), sign); p != nil {
		t.Fatal(p)
	}
	a.Tried(w.login(first.String(), sign) == nil, "the same message twice")
	for name, change := range map[string]func(*siwe.Message){
		"another domain":       func(m *siwe.Message) { m.Domain = "evil.example" },
		"a service's":          func(m *siwe.Message) { m.Domain = "echo-1." + m.Domain },
		"another URI":          func(m *siwe.Message) { m.URI = "http://evil.example/" },
		"another chain":        func(m *siwe.Message) { m.ChainID++ },
		"other words":          func(m *siwe.Message) { m.Statement = "I agree." },
		"for longer":           func(m *siwe.Message) { m.Expires = m.Expires.Add(time.Hour) },
		"for ever":             func(m *siwe.Message) { m.Expires = time.Time{} },
		"a nonce of one's own": func(m *siwe.Message) { m.Nonce = strings.Repeat("0a", 16) },
		"another first half":   func(m *siwe.Message) { m.Nonce = strings.Repeat("0", 12) + m.Nonce[12:] },
		"a short nonce":        func(m *siwe.Message) { m.Nonce = m.Nonce[:12] },
		"with resources":       func(m *siwe.Message) { m.Resources = []string{"https://evil.example"} },
		"a user's":             func(m *siwe.Message) { m.Account = eip712.Checksum(address(w.user)) },
	} {
		m := challenge(address(w.node))
		change(&m)
		a.Tried(w.login(m.String(), sign) == nil, "%s", name)
	}
	m := challenge(address(w.node))
	a.Tried(w.login(m.String(), func(h eth.Hash) eth.Bytes {
		sig, err := eip712.SignHash(w.user, h)
		if err != nil {
			t.Fatal(err)
		}
		return sig
	}) == nil, "another's signature")
	for _, sig := range []eth.Bytes{{1}, make(eth.Bytes, 65), make(eth.Bytes, 64), bytes.Repeat(eth.Bytes{0xff}, 65)} {
		a.Tried(w.login(m.String(), func(eth.Hash) eth.Bytes { return sig }) == nil, "a signature of %d bytes", len(sig))
	}
	// The platform's login has the same form, on another domain and with a nonce of the platform's.
	platform := siwe.Site{Scheme: "http", Domain: w.domain, ChainID: w.a.ChainID}.Login(eip712.Checksum(address(w.node)), strings.Repeat("0b", 16), time.Now(), time.Now().Add(time.Minute))
	a.Tried(w.login(platform.String(), sign) == nil, "a message that was not given out here")
	// What was given out before a restart, used or not, is good for nothing after it.
	unused := challenge(address(w.node))
	stop()
	w.start()
	a.Tried(w.login(first.String(), sign) == nil, "the same message again after a restart")
	a.Tried(w.login(unused.String(), sign) == nil, "one of an earlier process")
}

// Whoever has got hold of a cookie or a token uses it after its owner has ended it, or in another way than it was given.
func TestAttackAdminSessions(t *testing.T) {
	a := attacktest.Begin(t, "a session is used that is over, or is another's")
	w := newWorld(t)
	viewer := newKey(t)
	w.start(func(c *Config) { c.AdminViewers = []string{address(viewer).String()} })
	c := w.browser()
	at, err := url.Parse("http://" + w.domain + "/")
	if err != nil {
		t.Fatal(err)
	}
	var cookie *http.Cookie
	for _, x := range w.http.Jar.Cookies(at) {
		if x.Name == "berth_admin" {
			cookie = x
		}
	}
	if cookie == nil {
		t.Fatal("there is no cookie")
	}
	use := func(text string) *problem.Problem {
		_, p := (&clerk{world: w}).ask("GET", "/overview", nil, nil, "Cookie", "berth_admin="+text)
		return p
	}
	_, p := (&clerk{world: w, token: cookie.Value}).ask("GET", "/overview", nil, nil)
	a.Tried(p == nil, "the cookie as a token")
	token := w.clerk(w.op)
	stolen := w.clerk(w.op)
	w.http.Jar = nil
	if p := use(cookie.Value); p != nil {
		t.Fatal(p)
	}
	a.Tried(use(token.token) == nil, "the token as a cookie")
	for _, guess := range []string{"", "x", cookie.Value + "x", cookie.Value[:len(cookie.Value)-1], strings.Repeat("A", len(cookie.Value))} {
		a.Tried(use(guess) == nil, "a guess: %q", guess)
	}

	// A viewer changes nothing, whatever it tries, and sees nobody else's session.
	look := w.clerk(viewer)
	for _, x := range [][2]string{
		{"PUT", "/policy"}, {"PUT", "/blocked/" + address(w.user).String()}, {"DELETE", "/blocked/" + address(w.user).String()}, {"POST", "/orders/1/end"},
		{"POST", "/orders/1/restart"}, {"POST", "/orders/1/collect"}, {"POST", "/money/payout"}, {"POST", "/maintenance"}, {"DELETE", "/maintenance"},
	} {
		_, p := look.ask(x[0], x[1], map[string]any{}, nil, "If-Match", `"0"`)
		a.Tried(p == nil || p.Code != problem.RoleMissing, "a viewer's %s %s: %v", x[0], x[1], p)
	}
	var all, mine wire.AdminSessions
	token.must("GET", "/sessions", nil, &all)
	look.must("GET", "/sessions", nil, &mine)
	a.Tried(len(mine.Sessions) != 1 || len(mine.Viewers) != 0, "a viewer sees %d sessions of %d", len(mine.Sessions), len(all.Sessions))
	for _, s := range all.Sessions {
		if s.Address != address(viewer) {
			_, p := look.ask("DELETE", "/sessions/"+s.ID, nil, nil)
			a.Tried(p == nil, "a viewer ends another's session")
		}
	}
	look.must("DELETE", "/sessions", nil, nil)
	raw, err := json.Marshal(all)
	a.Tried(err != nil || bytes.Contains(raw, []byte(stolen.token)) || bytes.Contains(raw, []byte(cookie.Value)), "the list has a secret")

	// The owner ends what was stolen: it is over at once.
	token.must("DELETE", "/sessions", nil, nil)
	_, p = stolen.ask("GET", "/session", nil, nil)
	a.Tried(p == nil, "a token that was ended")
	a.Tried(use(cookie.Value) == nil, "a cookie that was ended")
	_, p = look.ask("GET", "/session", nil, nil)
	a.Tried(p == nil, "a viewer's token that was ended")
	token.must("POST", "/logout", nil, nil)
	_, p = token.ask("GET", "/session", nil, nil)
	a.Tried(p == nil, "a token after the logout")
	_ = c
}

// What somebody writes into a name, a note or a header begins a line of its own in the log, or a formula in a table.
func TestAttackAdminLogs(t *testing.T) {
	a := attacktest.Begin(t, "what is written ends up as something else in a log")
	w := newWorld(t)
	w.start()
	c := w.clerk(w.node)
	for _, note := range []string{"a\nlevel=ERROR msg=forged", "a\rb", "\x1b[2J", "a\x00b", strings.Repeat("x", 201), "a\u2028b\x7f"} {
		_, p := c.ask("PUT", "/blocked/"+address(w.user).String(), wire.AdminBlock{Note: note}, nil)
		a.Tried(p == nil || p.Code != problem.BadField, "a note %q: %v", note, p)
		_, p = c.ask("PUT", "/policy", wire.AdminChange{Note: note}, nil, "If-Match", `"0"`)
		a.Tried(p == nil || p.Code != problem.BadField, "a note %q: %v", note, p)
		_, p = c.ask("POST", "/maintenance", wire.AdminMaintain{Note: note}, nil)
		a.Tried(p == nil || p.Code != problem.BadField, "a note %q: %v", note, p)
	}
	_, p := c.ask("DELETE", "/sessions/"+url.PathEscape("x\nlevel=ERROR\x1b[2J"), nil, nil)
	a.Tried(p == nil, "a session with a line in its name")
	var acts wire.AdminAudit
	c.must("GET", "/audit", nil, &acts)
	var lines wire.AdminLog
	c.must("GET", "/log", nil, &lines)
	raw, err := json.Marshal([]any{acts, lines})
	a.Tried(err != nil || bytes.Contains(raw, []byte(`\n`)) || bytes.Contains(raw, []byte(`\u001b`)), "the logs have %s", raw)
}

// A stranger fills what is held for those who sign in, or has the chain asked without end.
func TestAttackAdminStrangers(t *testing.T) {
	attacktest.Whole(t)
	a := attacktest.Begin(t, "a stranger keeps the operator out")
	w := newWorld(t)
	w.start()
	c := &clerk{world: w}
	for n := range 60 {
		_, p := c.send("POST", "/login/challenge", wire.LoginChallenge{Address: address(w.node)}, nil)
		a.Tried(p != nil && p.Code != problem.TooMany, "challenge %d: %v", n, p)
	}
	_, p := c.send("POST", "/login", map[string]string{"message": strings.Repeat("x", 100_000)}, nil)
	a.Tried(p == nil, "a body of 100 kB")
	// Sooner or later the operator is let in all the same.
	owner := w.clerk(w.node)
	for n := range 17 {
		more, _, p := w.signIn(w.node, true)
		a.Tried(p != nil || more == nil, "sign-in %d: %v", n, p)
	}
	_, p = owner.ask("GET", "/session", nil, nil)
	a.Tried(p == nil, "the oldest of 18 sessions is still there")
	var all wire.AdminSessions
	w.clerk(w.node).must("GET", "/sessions", nil, &all)
	a.Tried(len(all.Sessions) != all.Most, "%d sessions, %d at most", len(all.Sessions), all.Most)
	for n := range 30 {
		_, p := c.ask("GET", fmt.Sprint("/orders/", n+1), nil, nil)
		a.Tried(p == nil || p.Code != problem.LoginNeeded, "an order for a stranger: %v", p)
	}
}

// Whoever was operator goes on with a session, or with the key, after the registry names another.
func TestAttackAdminRotatedKey(t *testing.T) {
	a := attacktest.Begin(t, "an operator key that was replaced administers the node")
	w := newWorld(t)
	w.start()
	old := w.clerk(w.op)
	owner := chain.NewSender(w.client, w.node, chain.SenderConfig{Poll: 2 * time.Millisecond})
	if _, err := owner.SetOperator(t.Context(), eth.Address{7}); err != nil {
		t.Fatal(err)
	}
	_, _, p := w.signIn(w.op, true)
	a.Tried(p == nil || p.Code != problem.RoleMissing, "it signs in: %v", p)
	within(t, 10*time.Second, "its session is over", func() bool {
		_, p := old.ask("GET", "/session", nil, nil)
		return p != nil && p.Code == problem.SessionOver
	})
	_, p = old.ask("POST", "/maintenance", wire.AdminMaintain{}, nil)
	a.Tried(p == nil, "it changes something")
}
