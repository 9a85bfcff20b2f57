package api

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"runtime/debug"
	"time"

	"github.com/gofiber/fiber/v2"

	"berth/shared/eth"
)

// Streams are bounded in number for each user and address, the oldest giving way, and end when the session does.
const (
	userStreams    = 24
	addressStreams = 64
	maxStreams     = 4096
	heartbeat      = 10 * time.Second
	sessionCheck   = time.Minute
	clockSkew      = 2 * time.Minute
)

// sender writes one server-sent event; an empty id is none.
type sender func(name, id string, data any) error

// stream answers with server-sent events: those that run sends, until it returns, the reader goes, the session ends, a later
// stream needs its place, or the server stops. An error of run ends the stream; the browser then comes back by itself. user is
// whose it is; zero: anybody's, and then no session is asked for. Who does not read is waited for as long as writeTimeout allows, with one
// event on its way.
func (a *API) stream(c *fiber.Ctx, user eth.Address, run func(context.Context, sender) error) error {
	if onlyHead(c) {
		return nil
	}
	gone := make(chan struct{})
	holder := ""
	if !user.IsZero() {
		holder = user.String()
	}
	place := a.streams.Add(func() { close(gone) }, holder, a.ip(c))
	c.Set(fiber.HeaderContentType, "text/event-stream")
	c.Set(fiber.HeaderCacheControl, "no-store")
	c.Set("X-Accel-Buffering", "no")
	conn := c.Context().Conn()
	cookie := c.Cookies(a.cookieName())
	a.cfg.Metrics.streams(1)
	c.Context().SetBodyStreamWriter(func(w *bufio.Writer) {
		ctx, cancel := context.WithCancel(context.Background())
		messages := make(chan []byte)
		ended := make(chan struct{})
		go func() {
			defer close(ended)
			defer func() {
				if r := recover(); r != nil {
					a.cfg.Log.Error("panic", "value", r, "stack", string(debug.Stack()))
				}
			}()
			err := run(ctx, func(name, id string, data any) error {
				m, err := event(name, id, data)
				if err != nil {
					return err
				}
				select {
				case messages <- m:
					return nil
				case <-ctx.Done():
					return ctx.Err()
				}
			})
			if err != nil && ctx.Err() == nil {
				a.cfg.Log.Debug("a stream broke off", "err", err)
			}
		}()
		defer func() {
			cancel()
			<-ended
			place.Release()
			a.cfg.Metrics.streams(-1)
			conn.SetWriteDeadline(time.Time{}) // what comes after the stream has its own
		}()
		write := func(b []byte) bool {
			conn.SetWriteDeadline(time.Now().Add(writeTimeout))
			w.Write(b)
			return w.Flush() == nil
		}
		if !write([]byte("retry: 2000\n\n")) {
			return
		}
		beat, check := time.NewTicker(heartbeat), time.NewTicker(sessionCheck)
		defer beat.Stop()
		defer check.Stop()
		for {
			ok := true
			select {
			case m := <-messages:
				ok = write(m)
			case <-beat.C:
				ok = write([]byte(": \n\n"))
			case <-check.C:
				if user.IsZero() {
					continue
				}
				who, cancel := context.WithTimeout(ctx, callTimeout)
				_, err := a.cfg.Login.Who(who, cookie)
				cancel()
				ok = err == nil
			case <-ended:
				ok = false
			case <-gone:
				ok = false
			case <-a.closing:
				ok = false
			}
			if !ok {
				return
			}
		}
	})
	return nil
}

// onlyHead sets a stream's headers, and reports whether they are all that was asked for. A stream would not end, and
// fasthttp ends its body with a line even where there must be none.
func onlyHead(c *fiber.Ctx) bool {
	c.Set(fiber.HeaderContentType, "text/event-stream")
	c.Set(fiber.HeaderCacheControl, "no-store")
	c.Set("X-Accel-Buffering", "no")
	return c.Method() == fiber.MethodHead
}

// event is the text of a server-sent event. JSON has no line breaks, so one data line does.
func event(name, id string, data any) ([]byte, error) {
	body, err := json.Marshal(data)
	if err != nil {
		return nil, fmt.Errorf("event %s: %w", name, err)
	}
	var b bytes.Buffer
	if id != "" {
		fmt.Fprintf(&b, "id: %s\n", id)
	}
	fmt.Fprintf(&b, "event: %s\ndata: %s\n\n", name, body)
	return b.Bytes(), nil
}
