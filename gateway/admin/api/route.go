package api

import (
	"net/http"
	"time"

	"berth/gateway/admin/session"
	"berth/gateway/answer"
	"berth/shared/problem"
	"berth/shared/wire"
)

// access is what a route needs of who calls.
type access uint8

const (
	open   access = iota // nobody need be signed in
	look                 // any role
	change               // a role that may change something
)

// handler serves a request, or tells why not. Who calls is the zero Who where the route is open.
type handler = func(http.ResponseWriter, *http.Request, session.Who) error

// route is one operation. openapi.yaml has each; a test holds the two together.
type route struct {
	method, path string
	needs        access
	serve        handler
}

func (a *API) routes() []route {
	all := []route{
		{"GET", "/site", open, a.site},
		{"POST", "/login/challenge", open, a.challenge},
		{"POST", "/login", open, a.login},
		{"GET", "/openapi.yaml", open, a.openapi},
		{"POST", "/logout", look, a.logout},
		{"GET", "/session", look, a.session},
		{"GET", "/sessions", look, a.sessions},
		{"DELETE", "/sessions", look, a.endOthers},
		{"DELETE", "/sessions/{session}", look, a.endSession},
		{"GET", "/overview", look, a.overview},
		{"GET", "/certificates", look, a.certificates},
		{"GET", "/node", look, a.node},
		{"GET", "/orders", look, a.orders},
		{"GET", "/orders/{id}", look, a.order},
		{"GET", "/orders/{id}/events", look, a.events},
		{"GET", "/orders/{id}/use", look, a.use},
		{"GET", "/orders/{id}/end", look, a.endCost},
		{"POST", "/orders/{id}/end", change, a.end},
		{"POST", "/orders/{id}/restart", change, a.restart},
		{"POST", "/orders/{id}/collect", change, a.collect},
		{"GET", "/log", look, a.log},
		{"GET", "/users/{address}", look, a.user},
		{"GET", "/blocked", look, a.blocked},
		{"PUT", "/blocked/{address}", change, a.block},
		{"DELETE", "/blocked/{address}", change, a.unblock},
		{"GET", "/policy", look, a.policy},
		{"PUT", "/policy", change, a.savePolicy},
		{"POST", "/policy/check", look, a.checkPolicy},
		{"GET", "/policy/offers", look, a.offers},
		{"GET", "/policy/history", look, a.history},
		{"GET", "/money", look, a.money},
		{"GET", "/money/entries", look, a.entries},
		{"GET", "/money/entries.csv", look, a.export},
		{"POST", "/money/estimate", look, a.estimate},
		{"POST", "/money/payout", change, a.payout},
		{"GET", "/money/payout", look, a.lastPayout},
		{"GET", "/maintenance", look, a.maintenance},
		{"POST", "/maintenance", change, a.maintain},
		{"DELETE", "/maintenance", change, a.endMaintenance},
		{"GET", "/maintenance/orders", look, a.affected},
		{"GET", "/audit", look, a.audit},
	}
	for i := range all {
		all[i].path = wire.AdminPath + all[i].path
	}
	return all
}

// handle makes a route's http.Handler: whose page asks, who calls, how often, and errors.
func (a *API) handle(r route) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, req *http.Request) {
		began := time.Now()
		out, ok := w.(*answer.Recorder)
		if !ok {
			out = &answer.Recorder{ResponseWriter: w}
		}
		err := a.serve(r, out, req)
		if err != nil && out.Code == 0 {
			answer.Fail(out, req, a.sieve, err)
		}
		if a.cfg.Seen != nil {
			a.cfg.Seen(r.method+" "+r.path, out.Code, time.Since(began))
		}
		if err != nil && out.Code == http.StatusOK {
			// An answer that ended in the usual way would be taken for a whole one.
			panic(http.ErrAbortHandler)
		}
	})
}

func (a *API) serve(r route, w http.ResponseWriter, req *http.Request) error {
	who, err := a.admit(r, req)
	if err != nil {
		return err
	}
	return r.serve(w, req, who)
}

// unknown answers for paths and methods that are not there.
func (a *API) unknown(w http.ResponseWriter, r *http.Request) {
	err := a.knock(r)
	if err == nil {
		err = problem.New(404, problem.NotFound, "there is nothing at %.100s %.200s", r.Method, r.URL.Path).
			Remedy("GET /admin/api/openapi.yaml lists what there is")
	}
	answer.Fail(w, r, a.sieve, err)
}
