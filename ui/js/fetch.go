package js

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"strconv"
	"strings"
	"time"

	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"berth/shared/problem"
)

// Codes of problems that arise in the browser, beside the servers' own.
const (
	Offline   problem.Code = "offline"    // nothing was reached; Figures: host
	BadAnswer problem.Code = "bad-answer" // not what was agreed; Figures: host, status
)

// DefaultDeadline is how long a request takes at most that has no deadline of its own in its context.
const DefaultDeadline = 15 * time.Second

// maxLine is the longest line of a stream that is kept; a longer one ends the stream.
const maxLine = 4 << 20

// Request is an HTTP request of the page. Cookies go to the page's own origin only.
type Request struct {
	Method string // default GET, and POST with a body
	URL    string
	Body   any    // sent as JSON; nil: none
	Token  string // bearer token
	Resume bool   // of Follow: go on after the last event that had an id, when the stream has broken off

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
	text, err := Await(ctx, res.Call("text"))
	if err != nil {
		return broken(ctx, r.URL, err)
	}
	body := text.String()
	if out == nil || body == "" && res.Get("status").Int() == 204 {
		return nil
	}
	if err := json.Unmarshal([]byte(body), out); err != nil {
		return badAnswer(r.URL, res.Get("status").Int()).Because(err)
	}
	return nil
}

// Lines sends a request and gives each line of the answer to f as it comes, until the answer, ctx or f's patience ends.
// The deadline is the caller's: a stream has none of its own.
func Lines(ctx context.Context, r Request, f func(line []byte) error) error {
	return lines(ctx, r, func() {}, f)
}

// lines is Lines; opened is called once the answer has begun.
func lines(ctx context.Context, r Request, opened func(), f func(line []byte) error) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	res, err := send(ctx, r, "application/x-ndjson, text/event-stream;q=0.9")
	if err != nil {
		return err
	}
	body := res.Get("body")
	if !body.Truthy() {
		return badAnswer(r.URL, res.Get("status").Int())
	}
	opened()
	reader := body.Call("getReader")
	defer func() {
		if p, err := Try(func() app.Value { return reader.Call("cancel") }); err == nil {
			drop(p)
		}
	}()
	var buf []byte
	for {
		chunk, err := Await(ctx, reader.Call("read"))
		if err != nil {
			return broken(ctx, r.URL, err)
		}
		if chunk.Get("done").Bool() {
			if len(bytes.TrimSpace(buf)) > 0 {
				return f(buf)
			}
			return nil
		}
		buf = append(buf, GoBytes(chunk.Get("value"))...)
		for {
			i := bytes.IndexByte(buf, '\n')
			if i < 0 {
				break
			}
			line := bytes.TrimSuffix(buf[:i], []byte("\r"))
			if err := f(line); err != nil {
				return err
			}
			buf = buf[i+1:]
		}
		if len(buf) > maxLine {
			return badAnswer(r.URL, 200)
		}
	}
}

// Event is one server-sent event.
type Event struct {
	Name string // "message" where the server gave none
	ID   string
	Data []byte
}

// events reads server-sent events over fetch, so that a bearer token can go with the request, until the server, ctx or
// f's error ends it. opened is called once the stream is up.
func events(ctx context.Context, r Request, opened func(), f func(Event) error) error {
	p := &eventParser{emit: f}
	return lines(ctx, r, opened, p.line)
}

// errStop ends Follow.
var errStop = errors.New("stop")

// Stop is given by a handler of Follow that has heard all it wants.
func Stop() error { return errStop }

// Follow keeps an event stream open until ctx ends or f gives Stop: when it breaks off it is opened again after 1, 2, 4,
// 8 and then every 15 seconds. state is told each time that the stream is up (nil) or down and why; it may be nil. What
// happened before it was up is not in a stream of changes: whoever needs that asks for it then.
// A 4xx answer ends it, since asking again will not help.
func Follow(ctx context.Context, r Request, f func(Event) error, state func(error)) error {
	if state == nil {
		state = func(error) {}
	}
	wait := time.Second
	for {
		err := events(ctx, r, func() {
			wait = time.Second
			state(nil)
		}, func(e Event) error {
			if r.Resume {
				r.lastEvent = e.ID
			}
			return f(e)
		})
		var p *problem.Problem
		switch {
		case errors.Is(err, errStop):
			return nil
		case ctx.Err() != nil:
			return ctx.Err()
		case errors.Is(err, ErrNoBrowser):
			return err
		case errors.As(err, &p) && p.Status >= 400 && p.Status < 500 && p.Status != 408 && p.Status != 425 && p.Status != 429:
			return err
		case err == nil:
			err = problem.New(0, Offline, "the stream ended")
		}
		state(err)
		select {
		case <-time.After(wait):
		case <-ctx.Done():
			return ctx.Err()
		}
		wait = min(wait*2, 15*time.Second)
	}
}

// eventParser puts the lines of an event stream together (WHATWG HTML, 9.2.6).
type eventParser struct {
	emit func(Event) error
	ev   Event
	data []string
}

func (p *eventParser) line(b []byte) error {
	s := string(b)
	if s == "" {
		ev, data := p.ev, p.data
		p.ev, p.data = Event{ID: p.ev.ID}, nil
		if len(data) == 0 {
			return nil
		}
		if ev.Name == "" {
			ev.Name = "message"
		}
		ev.Data = []byte(strings.Join(data, "\n"))
		return p.emit(ev)
	}
	field, value, _ := strings.Cut(s, ":")
	value = strings.TrimPrefix(value, " ")
	switch field {
	case "event":
		p.ev.Name = value
	case "id":
		p.ev.ID = value
	case "data":
		p.data = append(p.data, value)
	}
	return nil
}

// send sends a request and waits for the head of its answer; any status but 2xx is an error.
func send(ctx context.Context, r Request, accept string) (app.Value, error) {
	if app.IsServer {
		return nil, ErrNoBrowser
	}
	header := map[string]any{"Accept": accept}
	init := map[string]any{"credentials": "same-origin", "cache": "no-store", "method": r.Method, "referrerPolicy": "no-referrer"}
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

	promise, err := Try(func() app.Value { return app.Window().Call("fetch", r.URL, init) })
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
	text, err := Await(ctx, res.Call("text"))
	if err != nil {
		return broken(ctx, url, err)
	}
	var p problem.Problem
	if json.Unmarshal([]byte(text.String()), &p) != nil || p.Code == "" {
		bad := badAnswer(url, status)
		if status >= 500 {
			// A proxy in between answered for a server that does not.
			bad.Code = problem.Unavailable
		}
		return bad
	}
	p.Status = status
	if after := res.Get("headers").Call("get", "Retry-After"); after.Truthy() {
		p.With("retryAfter", after.String())
	}
	return &p
}

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

func host(url string) string {
	_, rest, ok := strings.Cut(url, "://")
	if !ok {
		return app.Window().Get("location").Get("host").String()
	}
	h, _, _ := strings.Cut(rest, "/")
	return h
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
