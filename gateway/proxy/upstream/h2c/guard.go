package h2c

import (
	"fmt"
	"net"
	"sync"
	"sync/atomic"
	"time"

	"berth/gateway/proxy/upstream"
)

// Kinds of frames (RFC 9113, 6), as far as they are told apart.
const (
	frameData     = 0
	frameSettings = 4
	flagEnd       = 1 // of DATA: END_STREAM; of SETTINGS: ACK
	flagPadded    = 8
	framePriority = 2
	frameLast     = 9 // of those that RFC 9113 knows
	frameHead     = 9 // bytes
)

// A process may send so many frames a second that carry nothing, after so many at once. What it is asked for gives it more:
// each request (for headers, trailers, what comes before, windows, a reset), and each so many bytes that it gets, for which
// it opens windows.
const (
	idleRate, idleBurst = 1000, 4000
	perRequest          = 24
	perFrame            = 1 << 10 // bytes
	mostOdd             = 16      // frames of a kind that no service sends; net/http writes a line to the log for each
)

// guard is a connection whose bytes are looked at as they are read: net/http answers frames that carry nothing for as long
// as they come.
type guard struct {
	net.Conn
	frames  frames
	granted atomic.Int64
	written atomic.Int64

	greeted  chan struct{} // closed once the service's settings are followed, or will never be
	greeting sync.Once
	failed   error // why they will not; for who has seen greeted closed
}

func newGuard(c net.Conn) *guard { return &guard{Conn: c, greeted: make(chan struct{})} }

func (g *guard) greet(failed error) {
	g.greeting.Do(func() {
		g.failed = failed
		close(g.greeted)
	})
}

// grant allows for more frames.
func (g *guard) grant(n int64) { g.granted.Add(n) }

// Read implements net.Conn.
func (g *guard) Read(b []byte) (int, error) {
	if g.frames.begun && g.frames.left == 0 && g.frames.got == 0 {
		g.greet(nil) // who reads on has done with what was read
	}
	n, err := g.Conn.Read(b)
	if n > 0 {
		if flood := g.frames.look(b[:n], g.more); flood != nil {
			g.Conn.Close()
			g.greet(flood)
			return 0, flood
		}
	}
	if err != nil {
		g.greet(err)
	}
	return n, err
}

// Close implements net.Conn.
func (g *guard) Close() error {
	g.greet(net.ErrClosed)
	return g.Conn.Close()
}

// Write implements net.Conn.
func (g *guard) Write(b []byte) (int, error) {
	n, err := g.Conn.Write(b)
	g.written.Add(int64(n))
	return n, err
}

// more is what was granted since it was asked last.
func (g *guard) more() int64 {
	n := g.granted.Swap(0)
	for {
		have := g.written.Load()
		if have < perFrame {
			return n
		}
		if g.written.CompareAndSwap(have, have%perFrame) {
			return n + have/perFrame
		}
	}
}

// frames counts what floods are made of.
type frames struct {
	begun bool // the first frame is there
	head  [frameHead]byte
	got   int // of head
	left  int // of the frame's payload
	odd   int
	out   float64
	last  time.Time
	err   error // nothing is read any more
}

// look passes over what was read; the error says that no more is to be, ever. More gives what was granted meanwhile.
func (f *frames) look(b []byte, more func() int64) error {
	for f.err == nil && len(b) > 0 {
		if f.left > 0 {
			n := min(f.left, len(b))
			f.left -= n
			b = b[n:]
			continue
		}
		n := copy(f.head[f.got:], b)
		f.got += n
		b = b[n:]
		if f.got < frameHead {
			return nil
		}
		f.got, f.left = 0, int(f.head[0])<<16|int(f.head[1])<<8|int(f.head[2])
		f.err = f.frame(f.head[3], f.head[4], more)
	}
	return f.err
}

func (f *frames) frame(kind, flags byte, more func() int64) error {
	if !f.begun {
		if kind != frameSettings || flags&flagEnd != 0 || f.left > frameSize {
			return fmt.Errorf("%w: the service does not speak HTTP/2", upstream.ErrMalformed)
		}
		f.begun, f.last = true, time.Now()
	}
	if kind == framePriority || kind > frameLast {
		if f.odd++; f.odd > mostOdd {
			return fmt.Errorf("%w: too many frames that nobody knows", upstream.ErrMalformed)
		}
	}
	carries := kind == frameData && f.left > 0
	if flags&flagPadded != 0 {
		carries = carries && f.left > 256
	}
	if carries {
		return nil
	}
	if f.out++; f.out <= idleBurst {
		return nil
	}
	now := time.Now()
	f.out = max(f.out-float64(more())-now.Sub(f.last).Seconds()*idleRate, 0)
	f.last = now
	if f.out > idleBurst {
		return fmt.Errorf("%w: too many frames that carry nothing", upstream.ErrMalformed)
	}
	return nil
}
