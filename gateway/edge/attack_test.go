package edge

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/gorilla/websocket"

	"berth/gateway/auth"
	"berth/gateway/edge/call"
	"berth/gateway/edge/deploy"
	"berth/gateway/edge/limit"
	"berth/gateway/edge/logs"
	"berth/gateway/edge/socket"
	"berth/gateway/ledger"
	"berth/gateway/manifest"
	"berth/shared/attacktest"
	"berth/shared/eth"
	"berth/shared/order"
	"berth/shared/problem"
	"berth/shared/resource"
	"berth/shared/scope"
	"berth/shared/typed"
	"berth/shared/wire"
)

// tenants are users u1, u2 and so on with the token of that name. Orders 100 to 199 are u1's, and so on.
type tenants struct {
	orders
	checked sync.Map // by user's number: *atomic.Int64, manifests that were read
}

func (*tenants) Bearer(token string) (auth.Pass, error) {
	n, err := strconv.Atoi(strings.TrimPrefix(token, "u"))
	if err != nil {
		return auth.Pass{}, problem.New(401, problem.LoginNeeded, "no").Because(errors.New("no such token"))
	}
	return auth.Pass{Token: ledger.Token{User: eth.Address{byte(n), byte(n >> 8)}, Scopes: scope.All, ExpiresAt: time.Now().Add(time.Hour)}}, nil
}

func userOf(a eth.Address) int { return int(a[0]) + int(a[1])<<8 }

func (*tenants) Find(_ context.Context, user eth.Address, id order.ID) (order.Order, error) {
	if int(id)/100 != userOf(user) {
		return order.Order{}, problem.New(403, problem.NotYours, "another's")
	}
	return order.Order{ID: id, User: user, State: order.Active}, nil
}

func (*tenants) Deploy(context.Context, eth.Address, order.ID, wire.DeployRequest) (auth.Signed, error) {
	return auth.Signed{}, problem.New(401, problem.BadSignature, "it is not signed").Because(errors.New("not by the user"))
}

func (o *tenants) Check(id order.ID, m manifest.Manifest) (manifest.Manifest, resource.Resources, error, error) {
	n, _ := o.checked.LoadOrStore(int(id)/100, new(atomic.Int64))
	n.(*atomic.Int64).Add(1)
	return o.orders.Check(id, m)
}

func (o *tenants) checks(user int) int64 {
	n, ok := o.checked.Load(user)
	if !ok {
		return 0
	}
	return n.(*atomic.Int64).Load()
}

func let(t *testing.T, change ...func(*Config)) (*site, *tenants) {
	o := &tenants{orders: orders{log: &journal{lines: lines(1, 3)}}}
	s := serve(t, &o.orders, append([]func(*Config){func(c *Config) {
		c.Orders, c.Guard, c.Signatures, c.Checks = o, o, o, o
		c.Log = slog.New(slog.DiscardHandler)
		c.Seen = nil
	}}, change...)...)
	s.Client().Transport.(*http.Transport).MaxIdleConnsPerHost = 200
	return s, o
}

func (s *site) send(ctx context.Context, method, path, token, body string) (int, problem.Problem, error) {
	r, err := http.NewRequestWithContext(ctx, method, s.URL+path, strings.NewReader(body))
	if err != nil {
		return 0, problem.Problem{}, err
	}
	r.Header.Set("Authorization", "Bearer "+token)
	r.Header.Set("Content-Type", "application/json")
	resp, err := s.Client().Do(r)
	if err != nil {
		return 0, problem.Problem{}, err
	}
	defer resp.Body.Close()
	var p problem.Problem
	raw, err := io.ReadAll(resp.Body)
	if err == nil && resp.StatusCode >= 400 {
		err = json.Unmarshal(raw, &p)
	}
	return resp.StatusCode, p, err
}

func until(t *testing.T, what string, ok func() bool) {
	t.Helper()
	for end := time.Now().Add(20 * time.Second); !ok(); time.Sleep(2 * time.Millisecond) {
		if time.Now().After(end) {
			t.Fatalf("%s: never", what)
		}
	}
}

// One user opens all that can be held open, as often as there are ports, on one order and on many.
func TestAttackHeldOpen(t *testing.T) {
	a := attacktest.Begin(t, "one user holds streams, logs and shells open without end")
	s, o := let(t)
	var before, after runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&before)
	for _, c := range []struct {
		path  string
		seats *limit.Seats
		quota limit.Quota
		shell bool
	}{
		{"/v1/orders/%d/deployment/events", s.edge.desk.Watched, deploy.WatchQuota, false},
		{"/v1/orders/%d/services/web/logs/events", s.edge.logs.Followed, logs.FollowQuota, false},
		{"/v1/orders/%d/services/web/logs", s.edge.logs.Files, logs.FileQuota, false},
		{"/v1/orders/%d/services/web/shell", s.edge.sockets.Open, socket.ShellQuota, true},
	} {
		var open []io.Closer
		o.log.mu.Lock()
		if o.log.hangs = c.seats == s.edge.logs.Files; o.log.hangs { // a file does not end, either
			for i := range 100 {
				o.log.lines = append(o.log.lines, wire.LogLine{At: second(i), Text: strings.Repeat("x", 1000)})
			}
		}
		o.log.mu.Unlock()
		hold := func(user, id int) error {
			path := fmt.Sprintf(c.path, id)
			if !c.shell {
				resp := s.get(path, fmt.Sprint("u", user))
				open = append(open, resp.Body)
				if resp.StatusCode != 200 {
					return fmt.Errorf("got %d", resp.StatusCode)
				}
				return nil
			}
			p, resp, why := s.dial(path, protocols(fmt.Sprint("u", user)), nil)
			if p == nil {
				return fmt.Errorf("got %d %+v", resp.StatusCode, why)
			}
			open = append(open, p)
			return p.WriteMessage(websocket.TextMessage, []byte(`{"columns":80,"rows":24}`))
		}
		for i := range 150 {
			id := 100 // one order, and then some more
			if i > 60 {
				id += i % 20
			}
			if err := hold(1, id); err != nil {
				t.Fatalf("%s: %v", c.path, err)
			}
			all, mostOrder, mostUser := c.seats.Held()
			a.Tried(mostOrder > c.quota.Order || mostUser > c.quota.User || all > c.quota.User, "%s: %d are held, %d of an order", c.path, all, mostOrder)
		}
		a.Tried(hold(2, 200) != nil, "%s: another user is locked out", c.path)
		for _, x := range open {
			x.Close()
		}
		until(t, c.path+": all are given back, and nothing is left of them", func() bool { all, _, users := c.seats.Held(); return all+users == 0 })
	}
	runtime.GC()
	runtime.ReadMemStats(&after)
	a.Note("the heap grew by %d KiB", (int64(after.HeapAlloc)-int64(before.HeapAlloc))>>10)
}

// One user sends manifests of which the end never comes.
func TestAttackHeldBodies(t *testing.T) {
	a := attacktest.Begin(t, "one user holds memory by manifests that do not end")
	s, _ := let(t)
	var open []net.Conn
	for i := range 60 {
		c, err := net.Dial("tcp", s.Listener.Addr().String())
		if err != nil {
			t.Fatal(err)
		}
		defer c.Close()
		method, path := "POST", "deployment/check"
		if i%2 == 0 {
			method, path = "PUT", "deployment"
		}
		fmt.Fprintf(c, "%s /v1/orders/%d/%s HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer u1\r\nContent-Type: application/json\r\nContent-Length: 400000\r\n\r\n{", method, 100+i%3, path)
		open = append(open, c)
	}
	// Those that have to give way are answered.
	open[0].SetReadDeadline(time.Now().Add(10 * time.Second))
	head := make([]byte, 12)
	if _, err := io.ReadFull(open[0], head); err != nil || string(head) != "HTTP/1.1 409" {
		t.Errorf("the oldest got %q %v", head, err)
	}
	until(t, "all but a few are over", func() bool { all, _, _ := s.edge.reader.Bodies.Held(); return all <= deploy.BodyQuota.User })
	_, mostOrder, mostUser := s.edge.reader.Bodies.Held()
	for range open {
		a.Tried(mostOrder > deploy.BodyQuota.Order || mostUser > deploy.BodyQuota.User, "%d are held", mostUser)
	}
	code, p, err := s.send(t.Context(), "POST", "/v1/orders/200/deployment/check", "u2", `{"format":"compose","manifest":"services: {}"}`)
	a.Tried(err != nil || code != 200, "another user is not served: %d %v %v", code, p, err)
}

// slowest is a manifest that takes long to read, as a request's body.
func slowest(t *testing.T) string {
	t.Helper()
	var b strings.Builder
	b.WriteString("services:\n  web:\n    image: nginx\n    labels: [")
	for b.Len() < 60<<10 {
		b.WriteString("{a: b},")
	}
	b.WriteString("]\n")
	raw, err := json.Marshal(wire.ManifestCheckRequest{Format: "compose", Manifest: b.String()})
	if err != nil {
		t.Fatal(err)
	}
	return string(raw)
}

// Nothing is read of a manifest before it is known whose it is, and that it is signed.
func TestAttackUnsignedManifests(t *testing.T) {
	a := attacktest.Begin(t, "the gateway reads a manifest that nobody signed")
	s, _ := let(t)
	long := strings.Repeat("x", manifest.MaxBytes+1)
	for name, text := range map[string]string{"no YAML": "{{{", "slow": strings.Repeat("- ", 30_000), "too long": long} {
		for _, format := range []string{"compose", "sdl", "kubernetes", "template", "none"} {
			raw, err := json.Marshal(wire.DeployRequest{Manifest: text, Deploy: typed.Deploy{Format: format}})
			if err != nil {
				t.Fatal(err)
			}
			for _, c := range []struct {
				token string
				order string
				want  problem.Code
			}{{"", "100", problem.LoginNeeded}, {"x", "100", problem.LoginNeeded}, {"u1", "200", problem.NotYours}, {"u1", "100", problem.BadSignature}} {
				want := c.want
				if want == problem.BadSignature && text == long {
					want = problem.TooLarge
				}
				_, p, err := s.send(t.Context(), "PUT", "/v1/orders/"+c.order+"/deployment", c.token, string(raw))
				a.Tried(err != nil || p.Code != want, "%s %s by %q for %s: %s, want %s (%v)", format, name, c.token, c.order, p.Code, want, err)
				if c.want != problem.BadSignature {
					_, p, err := s.send(t.Context(), "POST", "/v1/orders/"+c.order+"/deployment/check", c.token, string(raw))
					a.Tried(err != nil || p.Code != want, "check of %s %s by %q for %s: %s (%v)", format, name, c.token, c.order, p.Code, err)
				}
			}
		}
	}
	_, users := s.edge.reader.Turns.Waiting(eth.Address{1})
	a.Tried(users != 0, "somebody had a turn at reading")
}

// One user uploads the worst of manifests without end, side by side, and others go on.
func TestAttackUploads(t *testing.T) {
	attacktest.Whole(t)
	a := attacktest.Begin(t, "one tenant's manifests slow the node down")
	s, o := let(t)
	page := func() time.Duration {
		began := time.Now()
		if code, p, err := s.send(t.Context(), "GET", "/v1/orders/200/deployment", "u2", ""); err != nil || code != 200 {
			t.Fatalf("a page: %d %v %v", code, p, err)
		}
		return time.Since(began)
	}
	p99 := func() time.Duration {
		var all []time.Duration
		for range 300 {
			all = append(all, page())
			time.Sleep(5 * time.Millisecond) // or it is a load of its own
		}
		slices.Sort(all)
		return all[len(all)*99/100]
	}
	alone := p99()
	body := slowest(t)
	ctx, cancel := context.WithCancel(t.Context())
	var uploads sync.WaitGroup
	var answered atomic.Int64
	for i := range 48 {
		uploads.Go(func() {
			for ctx.Err() == nil {
				if code, _, err := s.send(ctx, "POST", fmt.Sprintf("/v1/orders/%d/deployment/check", 100+i%10), "u1", body); err == nil {
					answered.Add(1)
					if code == 429 {
						time.Sleep(10 * time.Millisecond)
					}
				}
			}
		})
	}
	until(t, "the uploads run", func() bool { return answered.Load() > 100 })
	beside := p99()
	a.Note("p99 of another's page %s alone, %s beside 48 uploads", alone.Round(10*time.Microsecond), beside.Round(10*time.Microsecond))
	for range 10 {
		before := o.checks(1)
		code, p, err := s.send(t.Context(), "POST", "/v1/orders/300/deployment/check", "u3", `{"format":"compose","manifest":"services: {web: {image: a}}"}`)
		between := o.checks(1) - before
		a.Tried(err != nil || code != 200 || between > 2, "another user's check comes after %d of the uploads: %d %v %v", between, code, p, err)
		time.Sleep(50 * time.Millisecond)
	}
	waiting, users := s.edge.reader.Turns.Waiting(eth.Address{1})
	a.Tried(waiting > limit.TurnWaits || users > 2, "%d uploads wait, of %d users", waiting, users)
	n := o.checks(1)
	began := time.Now()
	time.Sleep(2 * time.Second)
	rate := float64(o.checks(1)-n) / time.Since(began).Seconds()
	a.Tried(rate > 2*call.ChangeRate.PerSecond, "one user has %.1f manifests a second read", rate)
	cancel()
	uploads.Wait()
	a.Note("%d uploads answered, %d read", answered.Load(), o.checks(1))
}

// One user changes something as fast as can be.
func TestAttackChanges(t *testing.T) {
	a := attacktest.Begin(t, "one user keeps the node's disk busy")
	s, _ := let(t)
	for _, path := range []string{"tickets", "stop", "start", "restart"} {
		through := 0
		const tries = 200
		for range tries {
			code, p, err := s.send(t.Context(), "POST", "/v1/orders/100/"+path, "u1", `{"service":"web"}`)
			if err != nil {
				t.Fatal(err)
			}
			if code < 300 {
				through++
			} else if p.Code != problem.TooMany || p.Figures["retryAfter"] == "" {
				t.Errorf("%s: %+v", path, p)
			}
			a.Tried(through > int(call.ChangeRate.Burst)+20, "%d of %d requests to %s", through, tries, path)
		}
		code, p, err := s.send(t.Context(), "POST", "/v1/orders/200/"+path, "u2", `{"service":"web"}`)
		a.Tried(err != nil || code >= 300, "another user's %s: %d %v %v", path, code, p, err)
	}
}

// counting counts the lines of a log that are a warning or worse.
type counting struct {
	slog.Handler
	lines atomic.Int64
	last  atomic.Value
}

func (c *counting) Enabled(context.Context, slog.Level) bool { return true }

func (c *counting) Handle(_ context.Context, r slog.Record) error {
	if r.Level >= slog.LevelWarn {
		c.lines.Add(1)
		c.last.Store(r.Message)
	}
	return nil
}

// Whoever wants to can be refused, a thousand times, without filling the log.
func TestAttackLogLines(t *testing.T) {
	a := attacktest.Begin(t, "a stranger fills the node's log")
	c := &counting{Handler: slog.DiscardHandler}
	s, o := let(t, func(cfg *Config) { cfg.Log = slog.New(c); cfg.Desk = fake{panics: true} })
	o.log.fail(errors.New("the runtime's own"))
	for name, do := range map[string]func(i int) (code int, err error){
		"a bad token": func(int) (int, error) {
			code, _, err := s.send(t.Context(), "GET", "/v1/orders/100/deployment", "x", "")
			return code, err
		},
		"no JSON": func(int) (int, error) {
			code, _, err := s.send(t.Context(), "POST", "/v1/access", "", "{")
			return code, err
		},
		"a path that is not there": func(i int) (int, error) {
			code, _, err := s.send(t.Context(), "GET", fmt.Sprint("/", i), "", "")
			return code, err
		},
		"a bug": func(int) (int, error) {
			code, _, err := s.send(t.Context(), "POST", "/v1/greet", "", `{}`)
			return code, err
		},
		"a bad signature": func(i int) (int, error) {
			code, _, err := s.send(t.Context(), "PUT", fmt.Sprintf("/v1/orders/%d00/deployment", i), fmt.Sprint("u", i), `{"manifest":"x"}`)
			return code, err
		},
		"a log that cannot be read": func(i int) (int, error) {
			code, _, err := s.send(t.Context(), "GET", fmt.Sprintf("/v1/orders/%d00/services/web/logs", i), fmt.Sprint("u", i), "")
			return code, err
		},
		"a body that breaks off": func(int) (int, error) {
			conn, err := net.Dial("tcp", s.Listener.Addr().String())
			if err != nil {
				return 0, err
			}
			defer conn.Close()
			_, err = io.WriteString(conn, "POST /v1/access HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100\r\n\r\n{")
			return 400, err
		},
		"no WebSocket": func(i int) (int, error) {
			r, err := http.NewRequestWithContext(t.Context(), "GET", fmt.Sprintf("%s/v1/orders/%d00/services/web/shell", s.URL, i), nil)
			if err != nil {
				return 0, err
			}
			for k, v := range map[string]string{
				"Authorization": fmt.Sprint("Bearer u", i), "Connection": "Upgrade", "Upgrade": "websocket", "Sec-WebSocket-Version": "8", "Sec-WebSocket-Protocol": wire.ShellProtocol,
			} {
				r.Header.Set(k, v)
			}
			resp, err := s.Client().Do(r)
			if err != nil {
				return 0, err
			}
			return resp.StatusCode, resp.Body.Close()
		},
	} {
		before := c.lines.Load()
		const tries = 200
		for i := range tries {
			if code, err := do(i + 1); err != nil || code < 400 {
				t.Fatalf("%s: %d %v", name, code, err)
			}
			a.Tried(c.lines.Load()-before > 2, "%s: %d lines, the last one %v", name, c.lines.Load()-before, c.last.Load())
		}
	}
}
