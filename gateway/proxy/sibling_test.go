package proxy

import (
	"fmt"
	"io"
	"net/http"
	"strings"
	"testing"

	"berth/shared/attacktest"
)

// api answers pages of any origin, with their cookies: whom it is asked by is up to the gateway.
func api(w http.ResponseWriter, r *http.Request) {
	h := w.Header()
	if origin := r.Header.Get("Origin"); origin != "" {
		h.Set("Access-Control-Allow-Origin", origin)
		h.Set("Access-Control-Allow-Credentials", "true")
		h.Set("Access-Control-Allow-Headers", "content-type")
		h.Set("Access-Control-Allow-Methods", "PUT")
		h.Set("Vary", "Origin")
	}
	h.Set("Content-Type", "text/html")
	if r.Method != http.MethodOptions {
		io.WriteString(w, "<title>in</title>"+r.Method+" "+r.Host)
	}
}

// TestAttackSiblingsInBrowser has pages of the same order, of another order and of another site call a service with the
// visitor's cookie. Those of the same order may.
func TestAttackSiblingsInBrowser(t *testing.T) {
	attacktest.Whole(t)
	a := attacktest.Begin(t, "in a real browser, another order's page calls a service with its visitor's cookie")
	v := newVisitor(t, "n1.localhost", http.HandlerFunc(api))
	v.enter(v.at(1, "web"), "the service's", "/")
	call := func(method string) string {
		return fmt.Sprintf(`fetch(%q, { method: %q, credentials: "include", headers: %s }).then(r => r.ok ? r.text() : "refused", () => "refused")`,
			v.at(1, "web")+"/x?a;b", method, map[string]string{"GET": "{}", "POST": "{}", "PUT": `{ "content-type": "application/json" }`}[method])
	}
	socket := fmt.Sprintf(`new Promise(ok => { const w = new WebSocket(%q); w.onopen = () => ok("open"); w.onerror = () => ok("refused") })`, strings.Replace(v.at(1, "web"), "http", "ws", 1)+"/x")
	v.enter(v.at(1, "app"), "its sibling's", "/")
	for _, method := range []string{"GET", "POST", "PUT"} {
		if got := v.text(call(method)); !strings.HasPrefix(got, "<title>in</title>"+method+" web-1.") {
			t.Errorf("%s of a page of the same order: got %q", method, got)
		}
	}
	v.enter(v.at(2, "app"), "another order's", "/")
	for _, from := range []string{v.at(2, "app"), strings.Replace(v.at(1, "app"), "n1.", "n2.", 1), strings.Replace(v.base, "n1.localhost", "evil.test", 1)} {
		v.open(from + "/")
		if title := v.text("document.title"); title != "in" {
			t.Errorf("%s is no page of the attacker's: %s", from, title)
		}
		for _, js := range []string{call("GET"), call("POST"), call("PUT"), socket} {
			got := v.text(js)
			a.Tried(got != "refused", "from %s: %s: %s", from, js, got)
		}
	}
}
