package edge

import (
	"crypto/rand"
	"encoding/json"
	"errors"
	"io"
	"log/slog"
	"net/http"
	"os"
	"runtime/debug"
	"strconv"
	"strings"

	"berth/shared/problem"
	"berth/shared/server/web"
)

// maxBody is the most that a request to the API may have, apart from a manifest.
const maxBody = 64 << 10

// fail answers with a problem document. What is no problem is logged and becomes a bare 500 with the request's id.
func (e *Edge) fail(w http.ResponseWriter, r *http.Request, err error) {
	id := rand.Text()[:12]
	var p *problem.Problem
	if !errors.As(err, &p) {
		p = problem.New(500, problem.Internal, "something went wrong on the node").Remedy("try again; if it stays, tell the node's owner the request's id")
		e.sieve.say(slog.LevelError, "request", r.Pattern, "id", id, "method", r.Method, "path", r.URL.Path, "err", err)
	} else if cause := p.Unwrap(); cause != nil && p.Status >= 500 {
		e.sieve.say(slog.LevelWarn, "request", r.Pattern+" "+string(p.Code), "id", id, "method", r.Method, "path", r.URL.Path, "code", p.Code, "err", cause)
	}
	out := *p
	out.Request = id
	h := w.Header()
	body := web.Problem(&out, h.Set)
	h.Set("Request-Id", id)
	if s := out.Figures["retryAfter"]; s != "" {
		h.Set("Retry-After", s)
	}
	if out.Status == 401 {
		h.Set("WWW-Authenticate", "Bearer")
	}
	w.WriteHeader(out.Status)
	w.Write(body)
}

// recover keeps a panicking handler from taking the connection with it silently. What was answered in part is broken off: it
// would be taken for a whole answer.
func (e *Edge) recover(out *recorder, r *http.Request) {
	v := recover()
	if v == nil {
		return
	}
	if v == http.ErrAbortHandler {
		panic(v)
	}
	e.sieve.say(slog.LevelError, "panic", "", "method", r.Method, "path", r.URL.Path, "value", v, "stack", string(debug.Stack()))
	if out.code != 0 {
		panic(http.ErrAbortHandler)
	}
	e.fail(out, r, problem.New(500, problem.Internal, "something went wrong on the node"))
}

func misdirected(domain string) error {
	return problem.New(421, problem.Misdirected, "this host name is none of this node's").Remedy("the node is %s", domain)
}

// read reads a JSON body, strictly.
func read(w http.ResponseWriter, r *http.Request, limit int64, into any) error {
	if ct := r.Header.Get("Content-Type"); ct != "" {
		if kind, _, _ := strings.Cut(ct, ";"); !strings.EqualFold(strings.TrimSpace(kind), "application/json") {
			return problem.New(415, problem.BadRequest, "the body is not JSON").Remedy("send application/json")
		}
	}
	raw, err := io.ReadAll(http.MaxBytesReader(w, r.Body, limit))
	if err != nil {
		var large *http.MaxBytesError
		if errors.As(err, &large) {
			return problem.New(413, problem.TooLarge, "the body is too large").Remedy("at most %d bytes", limit)
		}
		if errors.Is(err, os.ErrDeadlineExceeded) {
			return problem.New(408, problem.BadRequest, "the body did not come in time").Remedy("try again with a better connection")
		}
		return problem.New(400, problem.BadRequest, "the body could not be read")
	}
	return decode(raw, into)
}

// decode reads one JSON value: no unknown fields, and nothing after it.
func decode(raw []byte, into any) error {
	err := web.Decode(raw, into)
	var wrong *json.UnmarshalTypeError
	switch {
	case errors.Is(err, web.ErrMore):
		return problem.New(400, problem.BadRequest, "there is something after the body's JSON value").Remedy("send one value")
	case errors.As(err, &wrong) && wrong.Field != "":
		return problem.Field(wrong.Field, "must be a %s", wrong.Type.Kind())
	case err != nil:
		return problem.New(400, problem.BadRequest, "the body cannot be read").Remedy("%s", strings.TrimPrefix(err.Error(), "json: "))
	}
	return nil
}

func write(w http.ResponseWriter, status int, v any) error {
	raw, err := json.Marshal(v)
	if err != nil {
		return err
	}
	h := w.Header()
	h.Set("Content-Type", "application/json")
	h.Set("X-Content-Type-Options", "nosniff")
	if h.Get("Cache-Control") == "" {
		h.Set("Cache-Control", "no-store")
	}
	h.Set("Content-Length", strconv.Itoa(len(raw)+1))
	w.WriteHeader(status)
	w.Write(append(raw, '\n'))
	return nil
}
