package gateway

import (
	"bufio"
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"berth/shared/attacktest"
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
