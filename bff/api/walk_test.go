package api

import (
	"net/http"
	"strings"
	"testing"

	"berth/shared/routetest"
	"berth/shared/server/trail"
)

// TestEveryRoute holds each route to what all have in common. It takes them from the server, which TestOpenAPI holds to the document:
// a new one is among them by itself. What the test's API lacks panics, and that is a problem document too.
func TestEveryRoute(t *testing.T) {
	a := newTestAPI(t, "")
	a.ahead = newAhead(&fakeChain{})
	routes := served(a)
	if len(routes) < 30 {
		t.Fatalf("only %d routes", len(routes))
	}
	routetest.Interface{
		Routes: routes, Named: strings.NewReplacer("{address}", "0x0100000000000000000000000000000000000000", "{id}", "1"), ID: trail.RequestHeader,
		Endless: func(route string) bool {
			return strings.HasSuffix(route, "/events") && !strings.HasPrefix(route, "HEAD")
		},
		Ask: func(method, target string) (*http.Response, string) {
			res, body := ask(t, a, method, target)
			if res.Header.Get(trail.RequestHeader) == "" {
				t.Errorf("%s %s: no request id", method, target)
			}
			return res, body
		},
	}.Walk(t, "/api/nothing", "/api/nodes/", "/api/nodes//business", "/api/orders/1/care/x", "/api/*")
}
