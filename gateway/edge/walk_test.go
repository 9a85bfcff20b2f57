package edge

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"berth/shared/routetest"
)

// TestEveryRoute holds each route to what all have in common, as a stranger sees it and as a user does.
func TestEveryRoute(t *testing.T) {
	e := newEdge(t)
	s := httptest.NewServer(e)
	defer s.Close()
	var routes []string
	for _, r := range e.routes() {
		routes = append(routes, r.method+" "+r.path)
	}
	named := strings.NewReplacer("{id}", "1", "{grant}", "g", "{number}", "1", "{service}", "web", "{port}", "80", "{link}", "l", "{visitor}", "v", "{host}", "a.example.org", "{disk}", "d",
		"{snapshot}", "s", "{ticket}", "t")
	for _, token := range []string{"", "good"} {
		routetest.Interface{
			Routes: routes, Named: named, ID: "Request-Id",
			Endless: func(route string) bool { return token != "" && strings.HasSuffix(route, "/events") },
			Ask: func(method, target string) (*http.Response, string) {
				return routetest.Fetch(t, s, method, target, func(r *http.Request) {
					r.Host = host
					if token != "" {
						r.Header.Set("Authorization", "Bearer "+token)
					}
				})
			},
		}.Walk(t, "/v1/nothing", "/v1/greet/", "/v1/orders/1", "/v1/orders/1/deployment/check/x", "/v2", "/")
	}
}
