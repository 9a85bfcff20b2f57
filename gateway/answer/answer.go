// Package answer has how the gateway's own HTTP interfaces read what they are sent and answer it: strict JSON, problem
// documents, and one line in the log for what many requests bring about.
package answer

import (
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
	"berth/shared/server/trail"
	"berth/shared/server/web"
)

// MaxBody is the most bytes that a request to an interface may have, where nothing else is said.
const MaxBody = 64 << 10

// Fail answers with a problem document. What is no problem is logged and becomes a bare 500 with the request's id.
func Fail(w http.ResponseWriter, r *http.Request, log *Sieve, err error) {
	id := trail.Read(r).Request
	var p *problem.Problem
	if !errors.As(err, &p) {
		p = problem.New(500, problem.Internal, "something went wrong on the node").Remedy("try again; if it stays, tell the node's owner the request's id")
		log.Say(slog.LevelError, "request", r.Pattern, "id", id, "method", r.Method, "path", r.URL.Path, "err", err)
	} else if cause := p.Unwrap(); cause != nil && p.Status >= 500 {
		log.Say(slog.LevelWarn, "request", r.Pattern+" "+string(p.Code), "id", id, "method", r.Method, "path", r.URL.Path, "code", p.Code, "err", cause)
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

// Recover is deferred: it keeps a panicking handler from taking the connection with it silently. What was answered in part is
// broken off: it would be taken for a whole answer.
func Recover(out *Recorder, r *http.Request, log *Sieve) {
	v := recover()
	if v == nil {
		return
	}
	if v == http.ErrAbortHandler {
		panic(v)
	}
	log.Say(slog.LevelError, "panic", "", "method", r.Method, "path", r.URL.Path, "value", v, "stack", string(debug.Stack()))
	if out.Code != 0 {
		panic(http.ErrAbortHandler)
	}
	Fail(out, r, log, problem.New(500, problem.Internal, "something went wrong on the node"))
}

// Read reads a JSON body, strictly.
func Read(w http.ResponseWriter, r *http.Request, limit int64, into any) error {
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
	return Decode(raw, into)
}

// Decode reads one JSON value: no unknown fields, and nothing after it.
func Decode(raw []byte, into any) error {
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

// JSON answers with a value, which nobody is to keep unless the header says so already.
func JSON(w http.ResponseWriter, status int, v any) error {
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

// Empty says that it is done, and nothing else.
func Empty(w http.ResponseWriter) error {
	w.Header().Set("Cache-Control", "no-store")
	w.WriteHeader(http.StatusNoContent)
	return nil
}
