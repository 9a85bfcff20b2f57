package edge

import (
	"encoding/json"
	"strings"
	"testing"

	"berth/shared/attacktest"
	"berth/shared/problem"
	"berth/shared/scope"
)

// needs is which scope each operation on an order takes.
var needs = map[string]scope.Set{
	"GET /v1/orders/{id}/deployment":                          scope.Read,
	"PUT /v1/orders/{id}/deployment":                          scope.Deploy,
	"POST /v1/orders/{id}/deployment/check":                   scope.Deploy,
	"GET /v1/orders/{id}/deployment/events":                   scope.Read,
	"PUT /v1/orders/{id}/services/{service}/sleep":            scope.Operate,
	"POST /v1/orders/{id}/services/{service}/restart":         scope.Operate,
	"GET /v1/orders/{id}/deployment/revisions":                scope.Read,
	"GET /v1/orders/{id}/deployment/revisions/{number}/proof": scope.Read,
	"GET /v1/orders/{id}/events":                              scope.Read,
	"GET /v1/orders/{id}/use":                                 scope.Read,
	"GET /v1/orders/{id}/services/{service}/logs":             scope.Read,
	"GET /v1/orders/{id}/services/{service}/logs/events":      scope.Read,
	"GET /v1/orders/{id}/services/{service}/shell":            scope.Shell,
	"GET /v1/orders/{id}/services/{service}/ports/{port}":     scope.Shell,
	"POST /v1/orders/{id}/tickets":                            scope.Read,
	"GET /v1/orders/{id}/links":                               scope.Share,
	"POST /v1/orders/{id}/links":                              scope.Share,
	"DELETE /v1/orders/{id}/links/{link}":                     scope.Share,
	"GET /v1/orders/{id}/services/{service}/exposure":         scope.Share,
	"PUT /v1/orders/{id}/services/{service}/exposure":         scope.Share,
	"GET /v1/orders/{id}/visitors":                            scope.Share,
	"DELETE /v1/orders/{id}/visitors":                         scope.Share,
	"DELETE /v1/orders/{id}/visitors/{visitor}":               scope.Share,
	"GET /v1/orders/{id}/domains":                             scope.Share,
	"PUT /v1/orders/{id}/domains/{host}":                      scope.Share,
	"DELETE /v1/orders/{id}/domains/{host}":                   scope.Share,
	"GET /v1/orders/{id}/backup":                              scope.Read,
	"PUT /v1/orders/{id}/backup":                              scope.Data,
	"DELETE /v1/orders/{id}/backup":                           scope.Data,
	"POST /v1/orders/{id}/backup/run":                         scope.Data,
	"POST /v1/orders/{id}/backup/restore":                     scope.Data,
	"POST /v1/orders/{id}/backups":                            scope.Data,
	"GET /v1/orders/{id}/disks":                               scope.Read,
	"POST /v1/orders/{id}/disks/{disk}/snapshots":             scope.Data,
	"POST /v1/orders/{id}/disks/{disk}/restore":               scope.Data,
	"GET /v1/orders/{id}/snapshots/{snapshot}":                scope.Read,
	"DELETE /v1/orders/{id}/snapshots/{snapshot}":             scope.Data,
	"GET /v1/orders/{id}/snapshots/{snapshot}/content":        scope.Data,
	"POST /v1/orders/{id}/snapshots/{snapshot}/tickets":       scope.Data,
	"POST /v1/orders/{id}/uploads":                            scope.Data,
	"PUT /v1/orders/{id}/uploads/{snapshot}":                  scope.Data,
	"POST /v1/orders/{id}/uploads/{snapshot}/fetch":           scope.Data,
	"POST /v1/orders/{id}/stop":                               scope.Operate,
	"POST /v1/orders/{id}/start":                              scope.Operate,
	"POST /v1/orders/{id}/restart":                            scope.Operate,
}

// Every operation on an order, with a token of every single scope.
func TestAttackScopes(t *testing.T) {
	a := attacktest.Begin(t, "a token without the scope does what needs it")
	e := newEdge(t)
	for _, r := range e.routes() {
		if !strings.HasPrefix(r.path, "/v1/orders/") {
			continue
		}
		op := r.method + " " + r.path
		need, ok := needs[op]
		if !ok {
			t.Errorf("%s: say here which scope it needs", op)
			continue
		}
		path := strings.NewReplacer("{id}", "1", "{service}", "web", "{number}", "1", "{link}", "x", "{visitor}", "x", "{host}", "a.example", "{port}", "80", "{disk}", "data", "{snapshot}", "x").Replace(r.path)
		for _, name := range (scope.All | scope.Health).Names() { // health is for no operation on an order
			has, err := scope.Of(name)
			if err != nil {
				t.Fatal(err)
			}
			if has == need && r.method == "GET" && strings.HasSuffix(r.path, "/events") && r.path != "/v1/orders/{id}/events" {
				continue // it would stream
			}
			w := ask(e, r.method, host, path, "{}", "Authorization", "Bearer only-"+name)
			var p problem.Problem
			_ = json.Unmarshal(w.Body.Bytes(), &p) // what is no problem has no code
			refused := w.Code == 403 && p.Code == problem.ScopeMissing
			a.Tried(has != need && !refused, "%s with %s: %d %s", op, name, w.Code, p.Code)
			if has != need && p.Figures["scope"] != need.String() {
				t.Errorf("%s with %s: the scope that is missing is called %q", op, name, p.Figures["scope"])
			}
			if has == need && refused {
				t.Errorf("%s is refused with %s", op, name)
			}
		}
	}
}
