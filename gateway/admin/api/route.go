package api

import (
	"net/http"
	"time"

	"berth/gateway/admin/session"
	"berth/gateway/answer"
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
		{"GET", "/site", open, a.entry.about},
		{"POST", "/login/challenge", open, a.entry.challenge},
		{"POST", "/login", open, a.entry.login},
		{"GET", "/openapi.yaml", open, openapi},
		{"POST", "/logout", look, a.entry.logout},
		{"GET", "/session", look, a.entry.session},
		{"GET", "/sessions", look, a.entry.list},
		{"DELETE", "/sessions", look, a.entry.endOthers},
		{"DELETE", "/sessions/{session}", look, a.entry.endSession},
		{"GET", "/overview", look, a.node.overview},
		{"GET", "/certificates", look, a.node.certificates},
		{"GET", "/node", look, a.node.chain},
		{"GET", "/orders", look, a.desk.list},
		{"GET", "/orders/{id}", look, a.desk.order},
		{"GET", "/orders/{id}/events", look, a.desk.events},
		{"GET", "/orders/{id}/use", look, a.desk.use},
		{"GET", "/orders/{id}/end", look, a.desk.endCost},
		{"POST", "/orders/{id}/end", change, a.desk.end},
		{"POST", "/orders/{id}/restart", change, a.desk.restart},
		{"POST", "/orders/{id}/collect", change, a.desk.collect},
		{"GET", "/log", look, a.records.log},
		{"GET", "/users/{address}", look, a.desk.user},
		{"GET", "/blocked", look, a.rules.blocked},
		{"PUT", "/blocked/{address}", change, a.rules.block},
		{"DELETE", "/blocked/{address}", change, a.rules.unblock},
		{"GET", "/policy", look, a.rules.policy},
		{"PUT", "/policy", change, a.rules.savePolicy},
		{"POST", "/policy/check", look, a.rules.checkPolicy},
		{"GET", "/policy/offers", look, a.rules.offers},
		{"GET", "/policy/history", look, a.rules.history},
		{"GET", "/market", look, a.node.market},
		{"GET", "/certification", look, a.node.certification},
		{"GET", "/money", look, a.till.show},
		{"GET", "/money/entries", look, a.till.entries},
		{"GET", "/money/entries.csv", look, a.till.export},
		{"POST", "/money/estimate", look, a.till.estimate},
		{"POST", "/money/payout", change, a.till.payout},
		{"GET", "/money/payout", look, a.till.lastPayout},
		{"GET", "/maintenance", look, a.upkeep.show},
		{"POST", "/maintenance", change, a.upkeep.begin},
		{"DELETE", "/maintenance", change, a.upkeep.end},
		{"GET", "/maintenance/orders", look, a.upkeep.affected},
		{"GET", "/audit", look, a.records.audit},
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
		if a.seen != nil {
			a.seen(r.method+" "+r.path, out.Code, time.Since(began))
		}
		if err != nil && out.Code == http.StatusOK {
			// An answer that ended in the usual way would be taken for a whole one.
			panic(http.ErrAbortHandler)
		}
	})
}

func (a *API) serve(r route, w http.ResponseWriter, req *http.Request) error {
	who, err := a.guard.admit(r, req)
	if err != nil {
		return err
	}
	return r.serve(w, req, who)
}

// refuse answers for paths and methods that are not there, as often as strangers may ask.
func (a *API) refuse(w http.ResponseWriter, r *http.Request, err error) {
	if wait := a.guard.knock(r); wait != nil {
		err = wait
	}
	answer.Fail(w, r, a.sieve, err)
}
