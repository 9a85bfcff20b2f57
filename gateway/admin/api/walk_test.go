package api

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"berth/gateway/admin/session"
	"berth/shared/problem"
	"berth/shared/routetest"
	"berth/shared/wire"
)

// door lets in who has the token "good".
type door struct{ Entrance }

func (door) Find(secret string, _ bool) (session.Who, error) {
	if secret != "good" {
		return session.Who{}, problem.New(401, problem.LoginNeeded, "no")
	}
	return session.Who{Role: wire.AdminOwner, Session: "s"}, nil
}

// TestEveryRoute holds each route to what all have in common, as a stranger sees it and as the owner does. What the test's API
// lacks panics, and that is a problem document too.
func TestEveryRoute(t *testing.T) {
	var a *API
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { a.ServeHTTP(w, r) }))
	defer s.Close()
	var routes []string
	for _, r := range newAPI().routes() {
		routes = append(routes, r.method+" "+r.path)
	}
	for _, token := range []string{"", "good"} {
		routetest.Interface{
			Routes: routes, Named: strings.NewReplacer("{session}", "s", "{id}", "1", "{address}", "0x0100000000000000000000000000000000000000"), ID: "Request-Id",
			Ask: func(method, target string) (*http.Response, string) {
				a = newAPI() // nobody has asked too often
				a.guard.entrance = door{}
				return routetest.Fetch(t, s, method, target, func(r *http.Request) {
					r.Header.Set(wire.AdminHeader, "1")
					if token != "" {
						r.Header.Set("Authorization", "Bearer "+token)
					}
				})
			},
		}.Walk(t, wire.AdminPath, wire.AdminPath+"/", wire.AdminPath+"/nothing", wire.AdminPath+"/orders/1/x", wire.AdminPath+"/site/")
	}
}
