package js

import (
	"context"
	"encoding/json"
	"errors"
	"strconv"
	"strings"
	"time"

	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"berth/shared/clip"
	"berth/shared/problem"
	"berth/ui/outside"
)

// Codes of problems that arise in the browser, beside the servers' own.
const (
	Offline   problem.Code = "offline"     // nothing was reached; Figures: host
	BadAnswer problem.Code = "bad-answer"  // not what was agreed; Figures: host, status
	TooLong   problem.Code = "too-long"    // an answer that goes over its limit; Figures: host
	BadLink   problem.Code = "bad-address" // an address that leads where it must not; Figures: host, where somebody gave it
)

// DefaultDeadline is how long a request takes at most that has no deadline of its own in its context.
const DefaultDeadline = 15 * time.Second

// maxRefusal is the longest answer that tells what is wrong, in bytes.
const maxRefusal = 64 << 10

// Request is an HTTP request of the page. Cookies go to the page's own origin only.
type Request struct {
	Method string // default GET, and POST with a body
	URL    string
	Body   any               // sent as JSON; nil: none
	Raw    []byte            // sent as it is, in the place of Body; nil: none
	Token  string            // bearer token
	Mark   map[string]string // headers beside those that a request has anyway
	Resume bool              // of Follow: go on after the last event that had an id, when the stream has broken off
	Limit  outside.Limit     // of the answer; what is 0 is as in outside.Usual

	lastEvent string
}

// Do sends a request and reads its JSON answer into out, which may be nil. An error is a *problem.Problem, or ctx's own
// where ctx was cancelled.
func Do(ctx context.Context, r Request, out any) error {
	ctx, cancel := deadline(ctx)
	defer cancel()
	res, err := send(ctx, r, "application/json")
	if err != nil {
		return err
	}
	limit := r.Limit.Or(outside.Usual)
	body, err := read(ctx, r.URL, res, limit.Bytes)
	if err != nil {
		return err
	}
	if out == nil || len(body) == 0 && res.Get("status").Int() == 204 {
		return nil
	}
	switch err := outside.Decode(body, out, limit); {
	case errors.Is(err, outside.ErrTooMuch):
		return tooLong(r.URL)
	case err != nil:
		return badAnswer(r.URL, res.Get("status").Int()).Because(err)
	}
	return nil
}

// read reads an answer's body, which may be so many bytes long. Of a longer one no more is taken.
func read(ctx context.Context, url string, res app.Value, most int) ([]byte, error) {
	var body []byte
	err := chunks(ctx, url, res, func(chunk app.Value) error {
		if n := chunk.Get("byteLength").Int(); len(body)+n > most {
			return tooLong(url)
		}
		body = append(body, GoBytes(chunk)...)
		return nil
	})
	return body, err
}

// chunks gives an answer's body to f, a Uint8Array at a time, as fast as it is taken: what is not, waits with whoever sends
// it. An error of f ends it.
func chunks(ctx context.Context, url string, res app.Value, f func(chunk app.Value) error) error {
	body := res.Get("body")
	if !body.Truthy() {
		return nil
	}
	return drain(ctx, body, f, func(err error) error { return broken(ctx, url, err) })
}

// drain gives a ReadableStream to f, a Uint8Array at a time. An error of the stream is what broken makes of it.
func drain(ctx context.Context, stream app.Value, f func(chunk app.Value) error, broken func(error) error) error {
	reader := stream.Call("getReader")
	defer func() {
		if p, err := Try(func() app.Value { return reader.Call("cancel") }); err == nil {
			drop(p)
		}
	}()
	for {
		chunk, err := Await(ctx, reader.Call("read"))
		if err != nil {
			return broken(err)
		}
		if chunk.Get("done").Bool() {
			return nil
		}
		if err := f(chunk.Get("value")); err != nil {
			return err
		}
	}
}

// send sends a request and waits for the head of its answer; any status but 2xx is an error.
func send(ctx context.Context, r Request, accept string) (app.Value, error) {
	if app.IsServer {
		return nil, ErrNoBrowser
	}
	to, ok := Here().Link(r.URL)
	if !ok {
		return nil, badLink(r.URL)
	}
	header := map[string]any{"Accept": accept}
	init := map[string]any{"credentials": "same-origin", "cache": "no-store", "method": r.Method, "referrerPolicy": "no-referrer"}
	if to.Foreign() {
		// Who is asked has been decided: nobody but they may be sent the token, or be made to look like them.
		init["redirect"] = "error"
	}
	if r.Body != nil {
		b, err := json.Marshal(r.Body)
		if err != nil {
			return nil, problem.New(0, problem.BadRequest, "this request cannot be written down").Because(err)
		}
		header["Content-Type"] = "application/json"
		init["body"] = string(b)
	}
	if r.Method == "" {
		init["method"] = "GET"
		if r.Body != nil {
			init["method"] = "POST"
		}
	}
	if r.Raw != nil {
		header["Content-Type"] = "application/octet-stream"
		init["body"] = Bytes(r.Raw)
	}
	for name, value := range r.Mark {
		header[name] = value
	}
	if r.lastEvent != "" {
		header["Last-Event-ID"] = r.lastEvent
	}
	if r.Token != "" {
		header["Authorization"] = "Bearer " + r.Token
	}
	init["headers"] = header
	abort := app.Window().Get("AbortController").New()
	init["signal"] = abort.Get("signal")
	// The signal also cuts a body that is still being read, so it stays armed as long as ctx lives.
	context.AfterFunc(ctx, func() { abort.Call("abort") })

	promise, err := Try(func() app.Value { return app.Window().Call("fetch", to.String(), init) })
	if err != nil {
		return nil, broken(ctx, r.URL, err)
	}
	res, err := Await(ctx, promise)
	if err != nil {
		return nil, broken(ctx, r.URL, err)
	}
	if res.Get("ok").Bool() {
		return res, nil
	}
	return nil, refused(ctx, r.URL, res)
}

// refused reads the problem document of an answer that is not 2xx.
func refused(ctx context.Context, url string, res app.Value) error {
	status := res.Get("status").Int()
	body, err := read(ctx, url, res, maxRefusal)
	if err != nil {
		return err
	}
	var p problem.Problem
	if outside.Decode(body, &p, outside.Usual) != nil || p.Code == "" {
		bad := badAnswer(url, status)
		if status >= 500 {
			// A proxy in between answered for a server that does not.
			bad.Code = problem.Unavailable
		}
		return bad
	}
	p.Status = status
	if after := res.Get("headers").Call("get", "Retry-After"); after.Truthy() {
		if n, err := strconv.Atoi(after.String()); err == nil {
			p.With("retryAfter", strconv.Itoa(min(max(n, 1), mostRetry)))
		}
	}
	return &p
}

// mostRetry is how many seconds anybody may ask to be left alone for.
const mostRetry = 3600

// broken is the error for an answer that did not come or broke off.
func broken(ctx context.Context, url string, err error) error {
	switch {
	case errors.Is(ctx.Err(), context.Canceled):
		return context.Canceled
	case errors.Is(ctx.Err(), context.DeadlineExceeded):
		return problem.New(0, problem.Timeout, "%s did not answer in time", host(url)).With("host", host(url))
	}
	return problem.New(0, Offline, "%s cannot be reached", host(url)).With("host", host(url)).Because(err)
}

func badAnswer(url string, status int) *problem.Problem {
	return problem.New(status, BadAnswer, "%s gave an answer that cannot be understood", host(url)).
		With("host", host(url)).With("status", strconv.Itoa(status))
}

func tooLong(url string) *problem.Problem {
	return problem.New(0, TooLong, "%s gave an answer that is too long", host(url)).With("host", host(url))
}

func badLink(url string) *problem.Problem {
	return problem.New(0, BadLink, "an address is not one that may be asked").With("host", outside.Text(clip.Dots(url, 100)))
}

func host(url string) string {
	_, rest, ok := strings.Cut(url, "://")
	if !ok {
		return app.Window().Get("location").Get("host").String()
	}
	h, _, _ := strings.Cut(rest, "/")
	return outside.Text(clip.Dots(h, 100))
}

func deadline(ctx context.Context) (context.Context, context.CancelFunc) {
	if _, ok := ctx.Deadline(); ok {
		return context.WithCancel(ctx)
	}
	return context.WithTimeout(ctx, DefaultDeadline)
}

// drop takes a promise whose outcome nobody wants, so that its rejection is not reported as unhandled.
func drop(promise app.Value) {
	go func() { _, _ = Await(context.Background(), promise) }()
}
