package edge

import (
	"bufio"
	"net"
	"net/http"
	"strings"
	"time"

	"berth/gateway/ledger"
	"berth/shared/order"
	"berth/shared/problem"
)

// route is one operation of the API. openapi.yaml has each; a test holds the two together.
type route struct {
	method, path string
	limited      bool // by the rate limits of strangers
	serve        func(http.ResponseWriter, *http.Request) error
}

func (e *Edge) routes() []route {
	own := e.own
	return []route{
		{"GET", "/.well-known/berth", false, e.card},
		{"POST", "/v1/greet", true, e.greet},
		{"POST", "/v1/access", true, e.access},
		{"GET", "/v1/orders/{id}/deployment", false, own(e.deployment)},
		{"PUT", "/v1/orders/{id}/deployment", false, own(e.deploy)},
		{"POST", "/v1/orders/{id}/deployment/check", false, own(e.check)},
		{"GET", "/v1/orders/{id}/deployment/events", false, own(e.events)},
		{"GET", "/v1/orders/{id}/deployment/revisions", false, own(e.revisions)},
		{"GET", "/v1/orders/{id}/events", false, own(e.happenings)},
		{"GET", "/v1/orders/{id}/use", false, own(e.use)},
		{"GET", "/v1/orders/{id}/services/{service}/logs", false, own(e.logs)},
		{"GET", "/v1/orders/{id}/services/{service}/logs/events", false, own(e.follow)},
		{"GET", "/v1/orders/{id}/services/{service}/shell", false, e.shell},
		{"POST", "/v1/orders/{id}/tickets", false, own(e.ticket)},
		{"POST", "/v1/orders/{id}/stop", false, own(e.power("stop"))},
		{"POST", "/v1/orders/{id}/start", false, own(e.power("start"))},
		{"POST", "/v1/orders/{id}/restart", false, own(e.power("restart"))},
		{"GET", "/v1/openapi.yaml", false, openapi},
	}
}

// handle makes a route's http.Handler: limits, errors, and who is told.
func (e *Edge) handle(r route) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, req *http.Request) {
		began := time.Now()
		out := &recorder{ResponseWriter: w}
		var err error
		if r.limited {
			err = e.limit.allow(req, began)
		}
		if err == nil {
			err = r.serve(out, req)
		}
		broken := err != nil && out.code != 0
		if err != nil && !broken {
			e.fail(out, req, err)
		} else if broken && req.Context().Err() == nil {
			e.cfg.Log.Warn("answer broke off", "path", r.path, "err", err)
		}
		if e.cfg.Seen != nil {
			e.cfg.Seen(r.method+" "+r.path, out.code, time.Since(began))
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

// caller is whose token came with a request for an order.
type caller struct {
	ledger.Token
	id order.ID
}

// own lets only the order's user through.
func (e *Edge) own(serve func(http.ResponseWriter, *http.Request, caller) error) func(http.ResponseWriter, *http.Request) error {
	return func(w http.ResponseWriter, r *http.Request) error {
		c, err := e.admit(r, bearer(r))
		if err != nil {
			return err
		}
		return serve(w, r, c)
	}
}

// bearer is the token in a request's header; empty if there is none.
func bearer(r *http.Request) string {
	scheme, token, _ := strings.Cut(r.Header.Get("Authorization"), " ")
	if !strings.EqualFold(scheme, "bearer") {
		return ""
	}
	return strings.TrimSpace(token)
}

// admit tells who calls for an order; an error where the token is not for it.
func (e *Edge) admit(r *http.Request, token string) (caller, error) {
	t, err := e.cfg.Guard.Bearer(token)
	if err != nil {
		return caller{}, err
	}
	id, err := order.ParseID(r.PathValue("id"))
	if err != nil {
		return caller{}, problem.Field("id", "an order's number")
	}
	o, known, err := e.cfg.Orders.Order(r.Context(), id)
	switch {
	case err != nil:
		return caller{}, problem.New(503, problem.Unavailable, "the chain cannot be asked now").Remedy("try again in a few seconds").Because(err)
	case !known:
		return caller{}, problem.New(404, problem.NotFound, "there is no order %s on this node", id)
	case o.User != t.User || t.Order != 0 && e.cfg.Orders.Workload(t.Order) != e.cfg.Orders.Workload(id):
		return caller{}, problem.New(403, problem.NotYours, "this token is not for order %s", id).Remedy("ask POST /v1/access for one that is")
	}
	return caller{t, id}, nil
}

// recorder notes an answer's status.
type recorder struct {
	http.ResponseWriter
	code int
}

func (r *recorder) WriteHeader(code int) {
	if r.code == 0 {
		r.code = code
	}
	r.ResponseWriter.WriteHeader(code)
}

func (r *recorder) Write(b []byte) (int, error) {
	if r.code == 0 {
		r.code = 200
	}
	return r.ResponseWriter.Write(b)
}

// Hijack is for WebSockets.
func (r *recorder) Hijack() (net.Conn, *bufio.ReadWriter, error) {
	c, rw, err := http.NewResponseController(r.ResponseWriter).Hijack()
	if err == nil {
		r.code = http.StatusSwitchingProtocols
	}
	return c, rw, err
}

// Unwrap is for http.ResponseController.
func (r *recorder) Unwrap() http.ResponseWriter { return r.ResponseWriter }
