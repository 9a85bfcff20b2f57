package js

import (
	"bytes"
	"context"
	"errors"
	"strings"
	"time"

	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"berth/shared/clip"
	"berth/shared/problem"
)

// maxLine is the longest line of a stream, and the longest event, in bytes; a longer one ends the stream.
const maxLine = 1 << 20

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
	if !res.Get("body").Truthy() {
		return badAnswer(r.URL, res.Get("status").Int())
	}
	opened()
	l := liner{f: f}
	pace := newPace(time.Now())
	err = chunks(ctx, r.URL, res, func(chunk app.Value) error {
		b := GoBytes(chunk)
		if err := l.take(b); err != nil {
			if errors.Is(err, errLine) {
				err = tooLong(r.URL)
			}
			return err
		}
		return sleep(ctx, pace.after(time.Now(), len(b)))
	})
	if err != nil {
		return err
	}
	return l.end()
}

// errLine is a line that is too long.
var errLine = errors.New("a line is too long")

// liner makes lines of what comes in pieces.
type liner struct {
	f   func(line []byte) error
	buf []byte
}

func (l *liner) take(b []byte) error {
	for {
		i := bytes.IndexByte(b, '\n')
		if i < 0 {
			break
		}
		line := b[:i]
		if len(l.buf) > 0 {
			line = append(l.buf, line...)
		}
		if len(line) > maxLine {
			return errLine
		}
		l.buf = nil
		if err := l.f(bytes.TrimSuffix(line, []byte("\r"))); err != nil {
			return err
		}
		b = b[i+1:]
	}
	if len(l.buf)+len(b) > maxLine {
		return errLine
	}
	l.buf = append(l.buf, b...)
	return nil
}

// end gives out the last line, which may lack its end.
func (l *liner) end() error {
	if len(bytes.TrimSpace(l.buf)) == 0 {
		return nil
	}
	return l.f(l.buf)
}

// Streams are read no faster than this in the long run, so that whoever pours without end does not keep the page from all
// else: the rest waits with them.
const (
	paceBytes = 1 << 20 // a second
	paceBurst = 4 << 20
)

// pace says how long to wait before more is read.
type pace struct {
	left int // that may be read at once
	last time.Time
}

func newPace(now time.Time) *pace { return &pace{paceBurst, now} }

func (p *pace) after(now time.Time, n int) time.Duration {
	p.left = min(p.left+int(min(now.Sub(p.last), time.Minute).Seconds()*paceBytes), paceBurst) - n
	p.last = now
	if p.left >= 0 {
		return 0
	}
	return time.Duration(-p.left) * time.Second / paceBytes
}

func sleep(ctx context.Context, d time.Duration) error {
	if d <= 0 {
		return nil
	}
	select {
	case <-time.After(d):
		return nil
	case <-ctx.Done():
		return ctx.Err()
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
	err := lines(ctx, r, opened, p.line)
	if errors.Is(err, errLine) {
		err = tooLong(r.URL)
	}
	return err
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
		err := shown(ctx, func(ctx context.Context) error {
			return events(ctx, r, func() {
				wait = time.Second
				state(nil)
			}, func(e Event) error {
				if r.Resume {
					r.lastEvent = e.ID
				}
				return f(e)
			})
		})
		var p *problem.Problem
		switch {
		case errors.Is(err, errStop):
			return nil
		case ctx.Err() != nil:
			return ctx.Err()
		case errors.Is(err, ErrNoBrowser):
			return err
		case errors.As(err, &p) && p.Status >= 400 && p.Status < 500 && p.Status != 408 && p.Status != 425 && p.Status != 429 && p.Code != problem.NotYet:
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

// shown runs f with a context that ends when the browser puts the page away: it may keep it for the way back, with its streams, and over
// HTTP/1.1 six of them leave no connection for the page that comes after it.
func shown(ctx context.Context, f func(context.Context) error) error {
	if app.IsServer {
		return ErrNoBrowser
	}
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	defer Listen(app.Window(), "pagehide", func(app.Value) { cancel() }).Close()
	return f(ctx)
}

// maxName is the longest name or id of an event, in bytes.
const maxName = 256

// eventParser puts the lines of an event stream together (WHATWG HTML, 9.2.6).
type eventParser struct {
	emit func(Event) error
	ev   Event
	data []string
	size int // of the data
}

func (p *eventParser) line(b []byte) error {
	s := string(b)
	if s == "" {
		ev, data := p.ev, p.data
		p.ev, p.data, p.size = Event{ID: p.ev.ID}, nil, 0
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
		p.ev.Name = clip.To(value, maxName)
	case "id":
		if len(value) <= maxName {
			p.ev.ID = value
		}
	case "data":
		// An empty line costs, too.
		if p.size += len(value) + 16; p.size > maxLine {
			return errLine
		}
		p.data = append(p.data, value)
	}
	return nil
}
