package edge

import (
	"log/slog"
	"net/http"
	"time"

	"berth/gateway/answer"
	"berth/gateway/lease/tenancy"
	"berth/shared/problem"
	"berth/shared/scope"
)

// route is one operation of the API. openapi.yaml has each; a test holds the two together.
type route struct {
	method, path string
	limited      *limiter // the rate limits of strangers; nil: none
	serve        func(http.ResponseWriter, *http.Request) error
}

// routes are all operations. Those of an order say which scope a token needs for them: look is for what is only asked, change
// for what writes to the disk or costs the processor's time.
func (e *Edge) routes() []route {
	look, change := e.own, e.change
	return []route{
		{"GET", "/.well-known/berth", nil, e.card},
		{"POST", "/v1/greet", e.limit, e.greet},
		{"POST", "/v1/access", e.knocks, e.access},
		{"GET", "/v1/access", nil, e.grantee(e.grants)},
		{"DELETE", "/v1/access", nil, e.grantee(e.revoke)},
		{"DELETE", "/v1/access/{grant}", nil, e.grantee(e.revoke)},
		{"GET", "/v1/orders/{id}/deployment", nil, look(scope.Read, e.deployment)},
		{"PUT", "/v1/orders/{id}/deployment", nil, change(scope.Deploy, e.deploy)},
		{"POST", "/v1/orders/{id}/deployment/check", nil, change(scope.Deploy, e.check)},
		{"GET", "/v1/orders/{id}/deployment/events", nil, look(scope.Read, e.events)},
		{"GET", "/v1/orders/{id}/deployment/revisions", nil, look(scope.Read, e.revisions)},
		{"GET", "/v1/orders/{id}/deployment/revisions/{number}/proof", nil, look(scope.Read, e.proof)},
		{"GET", "/v1/orders/{id}/events", nil, look(scope.Read, e.happenings)},
		{"GET", "/v1/orders/{id}/use", nil, look(scope.Read, e.use)},
		{"GET", "/v1/orders/{id}/services/{service}/logs", nil, look(scope.Read, e.logs)},
		{"GET", "/v1/orders/{id}/services/{service}/logs/events", nil, look(scope.Read, e.follow)},
		{"GET", "/v1/orders/{id}/services/{service}/shell", nil, e.shell},          // scope.Shell
		{"GET", "/v1/orders/{id}/services/{service}/ports/{port}", nil, e.forward}, // scope.Shell
		{"POST", "/v1/orders/{id}/tickets", nil, change(scope.Read, e.ticket)},
		{"GET", "/v1/orders/{id}/links", nil, look(scope.Share, e.links)},
		{"POST", "/v1/orders/{id}/links", nil, change(scope.Share, e.makeLink)},
		{"DELETE", "/v1/orders/{id}/links/{link}", nil, change(scope.Share, e.endLink)},
		{"GET", "/v1/orders/{id}/services/{service}/exposure", nil, look(scope.Share, e.exposure)},
		{"PUT", "/v1/orders/{id}/services/{service}/exposure", nil, change(scope.Share, e.expose)},
		{"GET", "/v1/orders/{id}/visitors", nil, look(scope.Share, e.visitors)},
		{"DELETE", "/v1/orders/{id}/visitors", nil, change(scope.Share, e.dismiss)},
		{"DELETE", "/v1/orders/{id}/visitors/{visitor}", nil, change(scope.Share, e.dismiss)},
		{"GET", "/v1/orders/{id}/domains", nil, look(scope.Share, e.domains)},
		{"PUT", "/v1/orders/{id}/domains/{host}", nil, change(scope.Share, e.claimDomain)},
		{"DELETE", "/v1/orders/{id}/domains/{host}", nil, change(scope.Share, e.releaseDomain)},
		{"POST", "/v1/orders/{id}/stop", nil, change(scope.Operate, e.power(tenancy.Stop))},
		{"POST", "/v1/orders/{id}/start", nil, change(scope.Operate, e.power(tenancy.Start))},
		{"POST", "/v1/orders/{id}/restart", nil, change(scope.Operate, e.power(tenancy.Restart))},
		{"GET", "/v1/openapi.yaml", nil, openapi},
	}
}

// handle makes a route's http.Handler: limits, errors, and who is told.
func (e *Edge) handle(r route) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, req *http.Request) {
		began := time.Now()
		out, ok := w.(*answer.Recorder)
		if !ok {
			out = &answer.Recorder{ResponseWriter: w}
		}
		var err error
		if r.limited != nil {
			err = r.limited.allow(req, began)
		}
		if err == nil {
			err = r.serve(out, req)
		}
		broken := err != nil && out.Code != 0
		if err != nil && !broken {
			e.fail(out, req, err)
		} else if broken && req.Context().Err() == nil {
			e.sieve.Say(slog.LevelWarn, "answer broke off", r.path, "path", r.path, "err", err)
		}
		if e.cfg.Seen != nil {
			e.cfg.Seen(r.method+" "+r.path, out.Code, time.Since(began))
		}
		if broken {
			// An answer that ended in the usual way would be taken for a whole one.
			panic(http.ErrAbortHandler)
		}
	})
}

// unknown answers for paths and methods that are not there.
func (e *Edge) unknown(w http.ResponseWriter, r *http.Request) {
	e.fail(w, r, problem.New(404, problem.NotFound, "there is nothing at %.100s %.200s", r.Method, r.URL.Path).
		Remedy("GET /v1/openapi.yaml lists what there is"))
}
