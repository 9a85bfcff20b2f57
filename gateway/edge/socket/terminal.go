package socket

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"sync"
	"sync/atomic"
	"time"

	"github.com/gorilla/websocket"

	"berth/gateway/answer"
	"berth/gateway/cluster"
	"berth/gateway/edge/stream"
	"berth/shared/problem"
	"berth/shared/wire"
)

const (
	// ShellMessage is the most that a message of a shell may have, to and fro.
	ShellMessage = 64 << 10
	// shellShow is the most that is shown at once, so that pings get in between.
	shellShow = 16 << 10
	// shellClose is how long the page has to take the last message.
	shellClose = 2 * time.Second
	// shellSide is the most columns or rows that a terminal has.
	shellSide = 1000
)

// Pace is how a shell's connection is watched; tests have less patience.
type Pace struct {
	First time.Duration // until the handshake and the terminal's size are there
	Ping  time.Duration // between two
	Pong  time.Duration // without a word of the page
	Idle  time.Duration // without anything typed or shown
}

var usualPace = Pace{First: 10 * time.Second, Ping: 20 * time.Second, Pong: 50 * time.Second, Idle: 30 * time.Minute}

var errLeft = errors.New("the page has gone")

// terminal is a page's end of a shell: what it types is read from the connection, and what is shown is written to it.
type terminal struct {
	conn  *websocket.Conn
	pace  Pace
	end   context.CancelCauseFunc
	typed *io.PipeWriter
	sizes chan cluster.Size
	began chan struct{} // closed once the first size is there
	gone  chan struct{} // closed once nothing is read any more

	last atomic.Int64 // Unix nanoseconds, when anything was typed or shown

	writing sync.Mutex // the connection takes one message after the other
	over    bool       // the last one was written
}

var _ io.Writer = (*terminal)(nil)

func (t *terminal) moved() { t.last.Store(time.Now().UnixNano()) }

// alive puts off the time by which the page has to have said something.
func (t *terminal) alive(string) error {
	return t.conn.SetReadDeadline(time.Now().Add(t.pace.Pong))
}

// read takes messages until the connection ends.
func (t *terminal) read() {
	defer close(t.gone)
	t.conn.SetPongHandler(t.alive)
	t.conn.SetReadDeadline(time.Now().Add(t.pace.First))
	begun := false
	for {
		// Of a message no more than is allowed is ever read, so the connection needs no limit of its own; that one would
		// close it before the page is told why.
		kind, r, err := t.conn.NextReader()
		var raw []byte
		if err == nil {
			raw, err = io.ReadAll(io.LimitReader(r, ShellMessage+1))
		}
		switch {
		case !begun && late(err):
			err = &shellError{Code: problem.BadRequest, Text: "the terminal's size did not come in time"}
		case err != nil:
			err = errLeft
		case len(raw) > ShellMessage:
			err = &shellError{Code: problem.TooLarge, Text: fmt.Sprintf("a message may have %d bytes", ShellMessage)}
		case kind == websocket.TextMessage:
			err = t.resize(raw)
			if err == nil && !begun {
				begun = true
				close(t.began)
			}
		case !begun:
			err = &shellError{Code: problem.BadRequest, Text: "the terminal's size comes first"}
		default:
			t.moved()
			// It waits for the shell to take it, and the page waits with it.
			t.typed.Write(raw)
		}
		if err != nil {
			t.end(err)
			_ = t.typed.Close() // of a pipe: there is no error
			break
		}
		_ = t.alive("") // a dead connection says so at the next read
	}
	// Whatever still comes is read away: a connection that is closed on unread data may lose what was written last.
	for {
		_, r, err := t.conn.NextReader()
		if err != nil {
			return
		}
		_, _ = io.Copy(io.Discard, r) // the next reader has the same error
	}
}

// late reports whether an error is a deadline's. The connection gives it without its cause.
func late(err error) bool {
	var n net.Error
	return errors.As(err, &n) && n.Timeout()
}

// resize takes a control message.
func (t *terminal) resize(raw []byte) error {
	size, err := parseControl(raw)
	if err != nil {
		return &shellError{Code: problem.BadRequest, Text: err.Error()}
	}
	select {
	case <-t.sizes: // only the newest counts
	default:
	}
	t.sizes <- size
	return nil
}

// parseControl reads a ShellControl.
func parseControl(raw []byte) (cluster.Size, error) {
	var c wire.ShellControl
	if err := answer.Decode(raw, &c); err != nil {
		return cluster.Size{}, fmt.Errorf("a text message is the terminal's size, such as {\"columns\":80,\"rows\":24}")
	}
	return cluster.Size{Columns: min(max(c.Columns, 1), shellSide), Rows: min(max(c.Rows, 1), shellSide)}, nil
}

// Write implements io.Writer: it waits until the page takes what is shown.
func (t *terminal) Write(b []byte) (int, error) {
	n := 0
	for n < len(b) {
		part := b[n:min(n+shellShow, len(b))]
		if err := t.write(websocket.BinaryMessage, part, stream.SendTime, false); err != nil {
			t.end(errLeft)
			return n, fmt.Errorf("terminal: %w", err)
		}
		t.moved()
		n += len(part)
	}
	return n, nil
}

func (t *terminal) write(kind int, b []byte, within time.Duration, last bool) error {
	t.writing.Lock()
	defer t.writing.Unlock()
	if t.over {
		return io.ErrClosedPipe
	}
	t.over = last
	t.conn.SetWriteDeadline(time.Now().Add(within))
	return t.conn.WriteMessage(kind, b)
}

// watch pings the page, and ends a shell in which nothing moves.
func (t *terminal) watch(ctx context.Context) {
	err := ping(ctx, t.conn, t.pace.Ping, func() error {
		if time.Since(time.Unix(0, t.last.Load())) > t.pace.Idle {
			return &shellError{Code: problem.Idle, Text: fmt.Sprintf("nothing moved for %s", t.pace.Idle)}
		}
		return nil
	})
	if err != nil {
		t.end(err)
	}
}

// ping asks a WebSocket's client from time to time whether it is there, until ctx ends, or still gives an error, or the
// client has gone (errLeft).
func ping(ctx context.Context, conn *websocket.Conn, every time.Duration, still func() error) error {
	beat := time.NewTicker(every)
	defer beat.Stop()
	for {
		select {
		case <-ctx.Done():
			return nil
		case <-beat.C:
		}
		if err := still(); err != nil {
			return err
		}
		// One that cannot be written now stands behind what is being sent, which has a deadline.
		if err := conn.WriteControl(websocket.PingMessage, nil, time.Now().Add(stream.SendTime)); err != nil && !late(err) {
			return errLeft
		}
	}
}

// bye sends the last message and waits a little for the page to close.
func (t *terminal) bye(why wire.ShellEnd) {
	raw, err := json.Marshal(why)
	if err != nil || t.write(websocket.TextMessage, raw, shellClose, true) != nil {
		return
	}
	// A page that cannot be told is gone.
	_ = t.conn.WriteControl(websocket.CloseMessage, websocket.FormatCloseMessage(websocket.CloseNormalClosure, ""), time.Now().Add(shellClose))
	await(t.gone, shellClose)
}
