package listen

import (
	"errors"
	"time"
)

// preface is what a client begins HTTP/2 with (RFC 9113, 3.4).
const preface = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"

// Kinds of frames (RFC 9113, 6), as far as they are counted.
const (
	frameData      = 0
	frameHeaders   = 1
	frameReset     = 3
	frameWindow    = 8
	frameContinues = 9
	flagEndStream  = 1
	flagEndHeaders = 4
	frameHeadBytes = 9
)

var (
	errPreface = errors.New("listen: HTTP/2 was agreed on, and something else is spoken")
	errFlood   = errors.New("listen: too many frames that carry nothing")
)

// A client may send so many frames a second that carry nothing, after so many at once: those that only make work, and
// those by which it takes back what it asked for. Go's own server bounds what of them it has to answer and has not yet.
const (
	idleRate, idleBurst   = 1000, 4000
	resetRate, resetBurst = 100, 400
)

// frames looks at the bytes of an HTTP/2 connection as they are read, and counts what floods are made of.
type frames struct {
	seen int // of the preface
	head [frameHeadBytes]byte
	got  int  // of head
	left int  // of the frame's payload
	last bool // with it a head is complete
	// heading is since when a head comes that is not complete; zero: none does.
	heading time.Time
	idle    bucket
	reset   bucket
	err     error // nothing is read any more
}

// look passes over what was read; the error says that no more is to be, ever.
func (f *frames) look(b []byte) error {
	if f.err == nil {
		f.err = f.pass(b)
	}
	return f.err
}

func (f *frames) pass(b []byte) error {
	for f.seen < len(preface) && len(b) > 0 {
		if b[0] != preface[f.seen] {
			return errPreface
		}
		f.seen++
		b = b[1:]
	}
	for len(b) > 0 {
		if f.left > 0 {
			n := min(f.left, len(b))
			f.left -= n
			b = b[n:]
			f.complete()
			continue
		}
		n := copy(f.head[f.got:], b)
		f.got += n
		b = b[n:]
		if f.got < frameHeadBytes {
			return nil
		}
		f.got, f.left = 0, int(f.head[0])<<16|int(f.head[1])<<8|int(f.head[2])
		kind, flags := f.head[3], f.head[4]
		if err := f.count(kind, flags); err != nil {
			return err
		}
		if kind == frameHeaders {
			f.heading = time.Now()
		}
		f.last = (kind == frameHeaders || kind == frameContinues) && flags&flagEndHeaders != 0
		f.complete()
	}
	return nil
}

// complete notes the end of a head.
func (f *frames) complete() {
	if f.last && f.left == 0 {
		f.heading = time.Time{}
	}
}

// count counts a frame by its kind.
func (f *frames) count(kind, flags byte) error {
	switch {
	case kind == frameReset:
		if !f.reset.take(resetRate, resetBurst) {
			return errFlood
		}
	case kind == frameHeaders, kind == frameWindow, kind == frameData && (f.left > 0 || flags&flagEndStream != 0):
	default:
		if !f.idle.take(idleRate, idleBurst) {
			return errFlood
		}
	}
	return nil
}

// bucket is full at first, and fills as time goes by.
type bucket struct {
	out  float64 // taken
	last time.Time
}

func (b *bucket) take(rate, burst float64) bool {
	now := time.Now()
	b.out = max(0, b.out-now.Sub(b.last).Seconds()*rate) + 1
	b.last = now
	return b.out <= burst
}
