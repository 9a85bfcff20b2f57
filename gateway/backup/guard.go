package backup

import (
	"context"
	"errors"
	"io"
	"net"
	"net/http"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"berth/shared/server/internet"
)

// Bounds of what is said to an S3 server, which is a stranger's.
const (
	perDial   = 10 * time.Second
	perCall   = 2 * time.Minute // for a request with its answer, but for the body of an object that is read
	stall     = time.Minute     // without a byte of such a body
	maxAnswer = 4 << 20         // of all other answers
	maxHeader = 64 << 10
)

var (
	errPlain   = errors.New("backup: not encrypted")
	errTooMuch = errors.New("backup: too much")
	errStalled = errors.New("backup: nothing comes")
)

// plainHosts are those that the operator has named, with their ports or, as in localhost:*, any: they may be at any address, and without TLS.
type plainHosts []string

// has reports whether a host with its port is one of them, or a bucket's below one.
func (p plainHosts) has(addr string) bool {
	for _, h := range p {
		at := addr
		if host, any := strings.CutSuffix(h, ":*"); any {
			h = host
			at, _, _ = strings.Cut(addr, ":")
		}
		if at == h || strings.HasSuffix(at, "."+h) {
			return true
		}
	}
	return false
}

func newTransport(plain plainHosts, d *internet.Dialer) *http.Transport {
	dial := func(ctx context.Context, network, addr string) (net.Conn, error) {
		if plain.has(addr) {
			return d.Plain.DialContext(ctx, network, addr)
		}
		return d.DialContext(ctx, network, addr)
	}
	return &http.Transport{
		DialContext: dial, ForceAttemptHTTP2: true, TLSHandshakeTimeout: perDial, ResponseHeaderTimeout: perCall, MaxResponseHeaderBytes: maxHeader,
		DisableCompression: true, MaxIdleConns: 4 * maxRunning, MaxIdleConnsPerHost: 2, IdleConnTimeout: 30 * time.Second,
	}
}

// guard is the way of the requests of one job. No redirect is followed, as minio-go has it; what it asks elsewhere by itself
// comes through here, too.
type guard struct {
	base  http.RoundTripper
	plain plainHosts
	calls atomic.Int64 // left
	call  time.Duration
	stall time.Duration
}

// whole marks the context of a request whose answer is an object of any size.
type whole struct{}

// RoundTrip implements http.RoundTripper.
func (g *guard) RoundTrip(r *http.Request) (*http.Response, error) {
	if r.URL.Scheme != "https" && !g.plain.has(withPort(r.URL.Host, "80")) {
		return nil, errPlain
	}
	if g.calls.Add(-1) < 0 {
		return nil, errTooMuch
	}
	ctx, cancel := context.WithCancelCause(r.Context())
	timer := time.AfterFunc(g.call, func() { cancel(context.DeadlineExceeded) })
	r2 := r.WithContext(ctx)
	sent := &sending{r: r.Body}
	if r.Body != nil && r.Body != http.NoBody {
		r2.Body, r2.GetBody = sent, nil
	}
	resp, err := g.base.RoundTrip(r2)
	sent.end()
	if err != nil {
		timer.Stop()
		if c := context.Cause(ctx); c != nil {
			err = c
		}
		cancel(nil)
		return nil, err
	}
	b := &body{ReadCloser: resp.Body, ctx: ctx, timer: timer, close: cancel, left: maxAnswer}
	if r.Context().Value(whole{}) != nil && resp.StatusCode < 300 {
		b.left, b.stall = -1, g.stall
		timer.Reset(g.stall)
	}
	resp.Body = b
	return resp, nil
}

// sending is a request's body. Once it has ended nothing more is read of it: a server may answer before it has all, and what is sent is
// then in memory that is used anew.
type sending struct {
	mu   sync.Mutex
	r    io.ReadCloser
	over bool
}

func (s *sending) end() {
	s.mu.Lock()
	s.over = true
	s.mu.Unlock()
}

func (s *sending) Read(p []byte) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.over {
		return 0, io.EOF
	}
	return s.r.Read(p)
}

// Close implements io.Closer. What is below is memory and has nothing to close, and the caller's own end of it may be closed meanwhile,
// which minio's readers do not bear.
func (s *sending) Close() error {
	s.end()
	return nil
}

// withPort is a host with its port, which it may leave out.
func withPort(host, usual string) string {
	if _, _, err := net.SplitHostPort(host); err == nil {
		return host
	}
	return net.JoinHostPort(host, usual)
}

// body is an answer's.
type body struct {
	io.ReadCloser
	ctx   context.Context
	timer *time.Timer
	close context.CancelCauseFunc
	left  int64         // that may be read; negative: any number
	stall time.Duration // 0: the whole has a deadline
}

func (b *body) Read(p []byte) (int, error) {
	if b.left == 0 {
		if n, err := b.ReadCloser.Read(make([]byte, 1)); n == 0 {
			return 0, err
		}
		return 0, errTooMuch
	}
	if b.left > 0 {
		p = p[:min(int64(len(p)), b.left)]
	}
	n, err := b.ReadCloser.Read(p)
	if b.left > 0 {
		b.left -= int64(n)
	}
	if n > 0 && b.stall > 0 {
		b.timer.Reset(b.stall)
	}
	if err != nil && err != io.EOF && errors.Is(context.Cause(b.ctx), context.DeadlineExceeded) {
		err = errStalled
	}
	return n, err
}

func (b *body) Close() error {
	b.timer.Stop()
	defer b.close(nil)
	return b.ReadCloser.Close()
}
