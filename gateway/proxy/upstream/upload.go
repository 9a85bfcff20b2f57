package upstream

import (
	"errors"
	"fmt"
	"io"
	"net/http"
	"strconv"
	"strings"
	"sync/atomic"
	"time"
)

// upload is the sending of a request's body while its answer is read, on the one goroutine that a request can have
// beside its caller's.
type upload struct {
	r     *http.Request
	conn  *conn
	start chan struct{} // closed when the body may be sent
	begun atomic.Bool
	timer *time.Timer // has it sent where the service does not say that it may; nil: there is none
	over  atomic.Bool // nobody waits for it any more
	done  chan struct{}

	// These are the goroutine's until done is closed.
	source error // of the request's body
	err    error // of any kind
}

func startUpload(c *conn, r *http.Request, patience time.Duration) *upload {
	u := &upload{r: r, conn: c, start: make(chan struct{}), done: make(chan struct{})}
	if hasToken(r.Header["Expect"], "100-continue") {
		u.timer = time.AfterFunc(patience, u.begin)
	} else {
		u.begin()
	}
	go u.run()
	return u
}

// begin lets the body be sent.
func (u *upload) begin() {
	if !u.begun.Swap(true) {
		close(u.start)
	}
}

// ended reports whether all of the body was sent, and waits a little for that where it is about to be.
func (u *upload) ended(wait bool) bool {
	select {
	case <-u.done:
		return u.err == nil
	default:
	}
	if !wait || !u.begun.Load() {
		return false
	}
	t := time.NewTimer(moment)
	defer t.Stop()
	select {
	case <-u.done:
		return u.err == nil
	case <-t.C:
		return false
	}
}

// moment is how long a body that was sent may take to say so.
const moment = 5 * time.Millisecond

// failed gives the error of the request's body, if that is what has ended the sending.
func (u *upload) failed() error {
	select {
	case <-u.done:
		return u.source
	default:
		return nil
	}
}

// end ends the sending and waits for that.
func (u *upload) end() error {
	u.over.Store(true)
	if u.timer != nil {
		u.timer.Stop()
	}
	u.begin()
	closeBody(u.r)
	<-u.done
	return u.err
}

func (u *upload) run() {
	<-u.start
	if u.err = errAbandoned; !u.over.Load() {
		u.err = u.send()
	}
	closeBody(u.r)
	var source *bodyError
	if errors.As(u.err, &source) {
		u.source = source
	}
	close(u.done)
	if source != nil {
		// Otherwise the service would wait for the rest, and the caller for the service.
		u.conn.kill()
	}
}

var errAbandoned = errors.New("the body is not wanted any more")

// overhead is the room before a piece for its size in hexadecimal, and the line's end.
const overhead = 8

func (u *upload) send() error {
	m := newMover()
	defer m.end()
	left, chunked := u.r.ContentLength, u.r.ContentLength < 0
	for {
		buf := m.next()
		n, err := u.r.Body.Read(buf[overhead : len(buf)-2])
		if n > 0 {
			if left -= int64(n); !chunked && left < 0 {
				return &bodyError{errors.New("it is longer than it says")}
			}
			if werr := u.write(buf, n, chunked); werr != nil {
				return werr
			}
			m.moved(n)
		}
		switch {
		case err == io.EOF && !chunked && left > 0:
			return &bodyError{io.ErrUnexpectedEOF}
		case err == io.EOF && chunked:
			return u.last()
		case err == io.EOF:
			return nil
		case err != nil:
			return &bodyError{err}
		case u.over.Load():
			return errAbandoned
		}
	}
}

func (u *upload) write(buf []byte, n int, chunked bool) error {
	piece := buf[overhead : overhead+n]
	if chunked {
		size := strconv.AppendInt(make([]byte, 0, overhead), int64(n), 16)
		size = append(size, '\r', '\n')
		at := overhead - len(size)
		copy(buf[at:], size)
		copy(buf[overhead+n:], "\r\n")
		piece = buf[at : overhead+n+2]
	}
	_, err := u.conn.Write(piece)
	return err
}

// last ends a chunked body, with the trailers that were announced.
func (u *upload) last() error {
	var b strings.Builder
	b.WriteString("0\r\n")
	for name, lines := range u.r.Trailer {
		for _, v := range lines {
			if !token(name) || !clean(v) {
				return &bodyError{errRequest}
			}
			fmt.Fprintf(&b, "%s: %s\r\n", name, v)
		}
	}
	b.WriteString("\r\n")
	_, err := io.WriteString(u.conn, b.String())
	return err
}
