package gateway

import (
	"bufio"
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"berth/shared/attacktest"
	"berth/shared/order"
	"berth/shared/problem"
	"berth/shared/wire"
)

// A token is revoked while it is used, and the gateway started anew.
func TestAttackRevoked(t *testing.T) {
	a := attacktest.Begin(t, "a revoked token goes on, or comes back with a restart")
	w := newWorld(t)
	_, stop := w.start()
	id, bearer, url := w.serving(echoManifest, "echo")
	if code, _ := w.visit(url); code != 200 {
		t.Fatalf("the service: %d", code)
	}
	kept := w.access(0)
	var list wire.Grants
	if _, p := w.call("GET", "/v1/access", kept, nil, &list); p != nil || len(list.Tokens) != 2 || list.Tokens[0].Order != id || !list.Tokens[1].Current {
		t.Fatalf("tokens: %v %+v", p, list)
	}
	req, err := http.NewRequestWithContext(t.Context(), "GET", fmt.Sprintf("http://%s/v1/orders/%s/deployment/events", w.domain, id), nil)
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("Authorization", "Bearer "+bearer)
	resp, err := w.http.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	in := bufio.NewReader(resp.Body)
	if _, err := in.ReadString('\n'); err != nil {
		t.Fatal(err)
	}
	began := time.Now()
	if code, p := w.call("DELETE", "/v1/access/"+list.Tokens[0].ID, kept, nil, nil); code != 204 {
		t.Fatalf("revoke: %d %v", code, p)
	}
	var rest strings.Builder
	_, err = in.WriteTo(&rest)
	a.Tried(err != nil || !strings.Contains(rest.String(), "event: end\ndata: {\"code\":\"session-over\"") || time.Since(began) > 5*time.Second,
		"its stream goes on for %s: %v %q", time.Since(began), err, rest.String())
	refused := func(when string) {
		t.Helper()
		for _, path := range []string{"/v1/access", fmt.Sprintf("/v1/orders/%s/deployment", id), fmt.Sprintf("/v1/orders/%s/use", id)} {
			_, p := w.call("GET", path, bearer, nil, nil)
			a.Tried(p == nil || p.Code != problem.SessionOver, "%s: GET %s: %v", when, path, p)
		}
		_, p := w.call("POST", fmt.Sprintf("/v1/orders/%s/tickets", id), bearer, wire.TicketRequest{Service: "echo"}, nil)
		a.Tried(p == nil || p.Code != problem.SessionOver, "%s: a ticket: %v", when, p)
		code, _ := w.visit(url)
		a.Tried(code == 200, "%s: a cookie that was got by it opens the service", when)
	}
	refused("at once")
	stop()
	_, stop = w.start()
	refused("after a restart")
	if _, p := w.call("GET", "/v1/access", kept, nil, &list); p != nil || len(list.Tokens) != 1 {
		t.Errorf("what was not revoked: %v %+v", p, list)
	}
	if code, p := w.call("DELETE", "/v1/access", kept, nil, nil); code != 204 {
		t.Fatalf("revoke all: %d %v", code, p)
	}
	bearer = kept
	refused("all")
	stop()
	w.start()
	refused("all, after a restart")
}

// What a token and a cookie of an order were good for ends with the order, for good.
func TestAttackEndedOrder(t *testing.T) {
	a := attacktest.Begin(t, "a token or cookie goes on after its order's end")
	w := newWorld(t)
	_, stop := w.start()
	id, bearer, url := w.serving(echoManifest, "echo")
	all := w.access(0)
	if _, err := w.rent.Cancel(t.Context(), id, order.UserLeft); err != nil {
		t.Fatal(err)
	}
	within(t, 10*time.Second, "the end", func() bool { return w.deployment(id, bearer).Phase == wire.PhaseEnded })
	api := fmt.Sprintf("/v1/orders/%s/", id)
	refused := func(when string) {
		t.Helper()
		for _, token := range []string{bearer, all} {
			for path, body := range map[string]any{
				"tickets": wire.TicketRequest{Service: "echo"}, "stop": nil, "start": nil, "restart": nil,
				"deployment/check": wire.ManifestCheckRequest{Format: "compose", Manifest: "services: {web: {image: a}}"},
			} {
				code, p := w.call("POST", api+path, token, body, nil)
				a.Tried(p == nil || p.Code != problem.OrderEnded, "%s: %s: %d %v", when, path, code, p)
			}
			code, p := w.call("PUT", api+"deployment", token, w.deployRequest(id, 2, echoManifest, w.user), nil)
			a.Tried(p == nil || p.Code != problem.OrderEnded, "%s: deploy: %d %v", when, code, p)
		}
		code, _ := w.visit(url)
		a.Tried(code == 200, "%s: the service is open", when)
	}
	refused("at once")
	stop()
	w.start()
	refused("after a restart")
}

// A user is here with a payment that this gateway, which looks at the chain now and then, has not seen.
func TestAttackTooEarly(t *testing.T) {
	a := attacktest.Begin(t, "a user who has just paid is refused for good")
	w := newWorld(t)
	w.start(func(c *Config) { c.Poll = time.Second })
	var g wire.Greeting
	if code, p := w.call("POST", "/v1/greet", "", w.offer(units(1e15)), &g); p != nil || g.Kind != wire.Accept {
		t.Fatalf("greet: %d %v %+v", code, p, g)
	}
	id, _, err := w.rent.CreateOrderWithPermit(t.Context(), *g.Quote, g.Signature, 3600)
	if err != nil {
		t.Fatal(err)
	}
	tokens := map[order.ID]string{}
	for end := time.Now().Add(20 * time.Second); len(tokens) < 2 && time.Now().Before(end); time.Sleep(10 * time.Millisecond) {
		for _, of := range []order.ID{0, id} {
			if tokens[of] != "" {
				continue
			}
			var token wire.AccessToken
			code, p := w.call("POST", "/v1/access", "", w.accessRequest(of, w.user), &token)
			waits := p != nil && p.Code == problem.NotYet && p.Figures["retryAfter"] != ""
			a.Tried(p != nil && !waits, "access to order %s: %d %v", of, code, p)
			tokens[of] = token.Token
			if token.Token == "" {
				delete(tokens, of)
			}
		}
	}
	if len(tokens) < 2 {
		t.Fatal("there is no access in the end")
	}
	for _, token := range tokens {
		code, p := w.call("GET", fmt.Sprintf("/v1/orders/%s/deployment", id), token, nil, nil)
		a.Tried(p != nil, "its deployment: %d %v", code, p)
		var check wire.ManifestCheck
		code, p = w.call("POST", fmt.Sprintf("/v1/orders/%s/deployment/check", id), token, wire.ManifestCheckRequest{Format: "compose", Manifest: "services: {web: {image: a}}"}, &check)
		a.Tried(p != nil, "a check: %d %v", code, p)
	}
}
