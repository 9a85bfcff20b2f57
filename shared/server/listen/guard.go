package listen

import (
	"errors"
	"io"
	"net/http"
	"os"
	"sync"
	"sync/atomic"
	"time"
)

// guard holds requests that a server has read to the rules that only it can hold: a body has to come at a pace, one that
// the handler leaves is not read any further, and behind a request whose end two servers could see in two places (any
// chunked one, as net/http does not tell of a length beside it, and all of HTTP/1.0) none follows. The handler learns by
// web.Client whom a request is from.
func guard(next http.Handler, o *Options, pace pace) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		r = o.Proxies.Tell(r)
		conn, _ := r.Context().Value(connKey{}).(*Conn)
		if conn != nil && conn.state != nil {
			r.TLS = conn.state
		}
		if r.ProtoMajor == 2 {
			if o.Head.Refuse != nil && headBytes(r) > o.Head.bytes() {
				o.Head.Refuse(w, r, http.StatusRequestHeaderFieldsTooLarge)
				return
			}
			guardStream(next, w, r, conn, pace)
			return
		}
		if conn != nil && o.Head.Refuse != nil {
			if status := conn.refused(); status != 0 {
				w.Header().Set("Connection", "close")
				o.Head.Refuse(w, r, status)
				return
			}
		}
		a := &answer{ResponseWriter: w, last: len(r.TransferEncoding) > 0 || !r.ProtoAtLeast(1, 1)}
		if conn != nil {
			defer conn.Done()
		}
		if r.Body != nil && r.Body != http.NoBody {
			out := http.NewResponseController(w)
			// Without it the server itself reads what is left of a body, and waits for it, before it sends an answer.
			if err := out.EnableFullDuplex(); err != nil && !errors.Is(err, http.ErrNotSupported) {
				panic(http.ErrAbortHandler)
			}
			a.body = &body{ReadCloser: r.Body, pace: pace, out: out}
			if conn != nil {
				a.body.done = conn.Begin
			}
			r.Body = a.body
			if conn != nil {
				defer func() {
					if !a.body.whole.Load() && !conn.raw.Load() {
						conn.End()
					}
				}()
			}
		}
		if conn != nil && a.body == nil {
			conn.Begin()
		}
		next.ServeHTTP(a, r)
	})
}

// headBytes is how long a request's head would be over HTTP/1.1, or nearly so.
func headBytes(r *http.Request) int {
	n := len(r.Method) + len(r.RequestURI) + len(r.Host)
	for name, lines := range r.Header {
		for _, v := range lines {
			n += len(name) + len(v) + len(": \r\n")
		}
	}
	return n
}

// body is a request's, which has to come at a pace.
type body struct {
	io.ReadCloser
	pace  pace
	out   *http.ResponseController
	done  func()      // told when all of it was read; nil: nobody is
	whole atomic.Bool // it was

	mu     sync.Mutex
	began  time.Time
	got    int64
	stream time.Duration // it may be silent for so long, and come as slowly as it likes; 0: it may not
	over   bool          // nothing more is read
}

// Stop has reads of a request's body end, one that waits too; false: it is not as the server gave it to its handler.
func Stop(r io.Reader) bool {
	b, ok := r.(*body)
	if ok {
		b.mu.Lock()
		defer b.mu.Unlock()
		b.over = true
		b.out.SetReadDeadline(time.Unix(1, 0))
	}
	return ok
}

// Stream lets a request's body be silent for so long, and be as slow as it likes, if it is a stream: if its length is not
// told. It is for the request as the server gives it to its handler.
func Stream(r *http.Request, idle time.Duration) {
	if b, ok := r.Body.(*body); ok && r.ContentLength < 0 {
		b.mu.Lock()
		defer b.mu.Unlock()
		b.stream = idle
	}
}

// arm sets the deadline by which something has to come; false: it is over.
func (b *body) arm(now time.Time) bool {
	b.mu.Lock()
	defer b.mu.Unlock()
	at := b.deadline(now)
	if b.over || !at.After(now) {
		return false
	}
	// Where there are no deadlines, as in a test, the body has them of its own.
	b.out.SetReadDeadline(at)
	return true
}

func (b *body) deadline(now time.Time) time.Time {
	if b.stream > 0 {
		return now.Add(b.stream)
	}
	if b.began.IsZero() {
		b.began = now
	}
	at := b.began.Add(b.pace.body + time.Duration(min(b.got, 1<<40))*b.pace.bodyByte)
	if still := now.Add(b.pace.body); still.Before(at) {
		return still
	}
	return at
}

// Read implements io.Reader; the error of a body that is too slow is os.ErrDeadlineExceeded.
func (b *body) Read(p []byte) (int, error) {
	if !b.arm(time.Now()) {
		return 0, os.ErrDeadlineExceeded
	}
	n, err := b.ReadCloser.Read(p)
	b.mu.Lock()
	b.got += int64(n)
	b.mu.Unlock()
	if err == io.EOF && !b.whole.Swap(true) && b.done != nil {
		b.done()
	}
	return n, err
}

// answer is a ResponseWriter that says when its connection ends behind it.
type answer struct {
	http.ResponseWriter
	body  *body // nil: there is none
	last  bool
	begun bool
}

func (a *answer) begin() {
	if a.begun {
		return
	}
	a.begun = true
	if a.last || a.body != nil && !a.body.whole.Load() {
		a.Header().Set("Connection", "close")
	}
}

// WriteHeader implements http.ResponseWriter.
func (a *answer) WriteHeader(code int) {
	if code >= 200 {
		a.begin()
	}
	a.ResponseWriter.WriteHeader(code)
}

// Write implements http.ResponseWriter.
func (a *answer) Write(b []byte) (int, error) {
	a.begin()
	return a.ResponseWriter.Write(b)
}

// FlushError is for http.ResponseController.
func (a *answer) FlushError() error {
	a.begin()
	return http.NewResponseController(a.ResponseWriter).Flush()
}

// Unwrap is for http.ResponseController.
func (a *answer) Unwrap() http.ResponseWriter { return a.ResponseWriter }
