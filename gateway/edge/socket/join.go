package socket

import (
	"context"
	"errors"
	"io"
	"net"
	"sync"
	"time"

	"github.com/gorilla/websocket"

	"berth/shared/problem"
)

const (
	// ForwardBuffer is what each direction of a forward holds, and the most that a message of the gateway has.
	ForwardBuffer = 16 << 10
	// forwardWrite is how long a message may take to be taken: longer than a connection may stand still.
	forwardWrite = 2 * time.Minute
	// forwardRest is how long what is under way to one side has, once the other has said that nothing more comes from it.
	forwardRest = 5 * time.Second
)

// How a forward ends that nobody but the two sides has ended. With errLeft the client is gone without a word.
var (
	errClosed = errors.New("the client closed the WebSocket")
	errServed = errors.New("the service closed the connection")
	errBroken = problem.New(502, problem.Unavailable, "the connection to the service broke off")
	errAfter  = problem.New(400, problem.BadRequest, "an empty message says that nothing more comes, and more came")
)

// joint is a WebSocket joined with a connection. Each direction waits for who takes what comes: nothing piles up in between.
type joint struct {
	conn *websocket.Conn
	to   net.Conn
	pace Pace
	fail func(error)

	taken, given chan struct{} // closed once a direction has ended
}

// join passes on what comes from either side until one of them ends, or ctx does, and tells the client why.
func join(ctx context.Context, conn *websocket.Conn, to net.Conn, p Pace) {
	both, end := context.WithCancelCause(ctx)
	j := &joint{conn: conn, to: to, pace: p, taken: make(chan struct{}), given: make(chan struct{})}
	j.fail = func(err error) {
		if ctx.Err() != nil { // that is why, whatever was seen of it first
			err = context.Cause(ctx)
		}
		end(err)
	}
	var all sync.WaitGroup
	all.Go(j.take)
	all.Go(j.give)
	all.Go(func() {
		if err := ping(both, conn, p.Ping, func() error { return nil }); err != nil {
			j.fail(err)
		}
	})
	// Whatever happens: both connections are closed, and who uses them is waited for.
	defer all.Wait()
	defer end(nil)
	defer to.Close()
	defer conn.Close()

	<-both.Done()
	why := context.Cause(both)
	if errors.Is(why, errClosed) {
		await(j.given, forwardRest)
	}
	// A client that cannot be told is gone.
	if conn.WriteControl(websocket.CloseMessage, farewell(why), time.Now().Add(shellClose)) != nil {
		return
	}
	if !errors.Is(why, errServed) {
		to.Close()
	}
	await(j.taken, forwardRest)
}

func await(c <-chan struct{}, limit time.Duration) {
	select {
	case <-c:
	case <-time.After(limit):
	}
}

// alive puts off the time by which something has to come from the client.
func (j *joint) alive(string) error { return j.conn.SetReadDeadline(time.Now().Add(j.pace.Pong)) }

// take passes on what the client sends. What comes after the end is read away: a connection that is closed on unread data may
// lose what was written last.
func (j *joint) take() {
	defer close(j.taken)
	j.conn.SetPongHandler(j.alive)
	// The answer to a close comes once the service has said all, too.
	j.conn.SetCloseHandler(func(int, string) error { return nil })
	buf := make([]byte, ForwardBuffer)
	ended := false // nothing more may come
	var sink io.Writer = j.to
	for {
		to := sink
		if ended {
			to = io.Discard
		}
		n, err := j.message(to, buf)
		switch {
		case err == nil && n == 0 && !ended:
			ended = true
			err = j.closeWrite()
		case err == nil && n > 0 && ended:
			err = errAfter
		}
		var lost *sinkError
		switch {
		case err == nil:
			continue
		case errors.As(err, &lost):
			j.fail(lost.error)
		case errors.Is(err, errAfter):
			j.fail(err)
		default: // nothing more can be read
			var closed *websocket.CloseError
			if !errors.As(err, &closed) || closed.Code == websocket.CloseAbnormalClosure {
				j.fail(errLeft)
				return
			}
			_ = j.closeWrite() // a service that cannot be told has gone
			j.fail(errClosed)
			return
		}
		sink, ended = io.Discard, false
	}
}

// sinkError is an error of the service's side.
type sinkError struct{ error }

// message passes on one message, whatever its kind, and gives its length.
func (j *joint) message(to io.Writer, buf []byte) (n int, err error) {
	_ = j.alive("") // a dead connection says so at the read
	_, r, err := j.conn.NextReader()
	if err != nil {
		return 0, err
	}
	for {
		m, err := r.Read(buf)
		if m > 0 {
			n += m
			if _, err := to.Write(buf[:m]); err != nil {
				return n, &sinkError{broken(err)}
			}
			_ = j.alive("")
		}
		if err == io.EOF {
			return n, nil
		}
		if err != nil {
			return n, err
		}
	}
}

// closeWrite tells the service that nothing more comes.
func (j *joint) closeWrite() error {
	if h, ok := j.to.(interface{ CloseWrite() error }); ok {
		if err := h.CloseWrite(); err != nil {
			return &sinkError{broken(err)}
		}
	}
	return nil
}

// broken is what an error of the connection to the service means.
func broken(err error) error {
	var p *problem.Problem
	if errors.As(err, &p) {
		return err
	}
	return errBroken
}

// give passes on what the service sends.
func (j *joint) give() {
	defer close(j.given)
	buf := make([]byte, ForwardBuffer)
	for {
		n, err := j.to.Read(buf)
		if n > 0 {
			j.conn.SetWriteDeadline(time.Now().Add(forwardWrite))
			if j.conn.WriteMessage(websocket.BinaryMessage, buf[:n]) != nil {
				j.fail(errLeft)
				return
			}
			_ = j.alive("") // who takes what is sent is there
		}
		if err == io.EOF {
			j.fail(errServed)
			return
		}
		if err != nil {
			j.fail(broken(err))
			return
		}
	}
}
