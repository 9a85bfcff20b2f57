package http1

import (
	"net/http"
	"strconv"
	"sync"
	"sync/atomic"
	"time"
)

// outSize is how much of an answer is kept back until it is flushed or there is more.
const outSize = 8 << 10

var outs = sync.Pool{New: func() any { b := make([]byte, 0, outSize); return &b }}

// grow sees to it that there is something to append to, with room for a number.
func (w *response) grow() {
	if w.out == nil {
		w.out = outs.Get().(*[]byte)
		*w.out = (*w.out)[:0]
	}
	if cap(*w.out)-len(*w.out) < 24 {
		w.flush()
		w.grow()
	}
}

// put appends to what is to be sent.
func (w *response) put(s string) {
	for s != "" {
		w.grow()
		n := min(len(s), cap(*w.out)-len(*w.out))
		*w.out = append(*w.out, s[:n]...)
		s = s[n:]
	}
}

// send is put for what may be long: that is not copied.
func (w *response) send(p []byte) {
	w.grow()
	if len(p) <= cap(*w.out)-len(*w.out) {
		*w.out = append(*w.out, p...)
		return
	}
	if n := cap(*w.out) - len(*w.out); len(p)-n < n {
		*w.out = append(*w.out, p[:n]...)
		p = p[n:]
	}
	w.flush()
	if len(p) < outSize/2 {
		w.grow()
		*w.out = append(*w.out, p...)
		return
	}
	if w.err == nil {
		_, w.err = w.conn.raw.Write(p)
	}
}

// flush sends what there is, and gives the memory back.
func (w *response) flush() {
	if w.out == nil {
		return
	}
	if len(*w.out) > 0 && w.err == nil {
		_, w.err = w.conn.raw.Write(*w.out)
	}
	w.release()
}

func (w *response) release() {
	if w.out != nil {
		outs.Put(w.out)
		w.out = nil
	}
}

func status(code int) string {
	text := http.StatusText(code)
	if text == "" {
		text = "status code " + strconv.Itoa(code)
	}
	return strconv.Itoa(code) + " " + text
}

// clock is the Date of now, written once a second.
var clock atomic.Pointer[stamp]

type stamp struct {
	second int64
	text   string
}

func date() string {
	now := time.Now()
	if s := clock.Load(); s != nil && s.second == now.Unix() {
		return s.text
	}
	s := &stamp{now.Unix(), now.UTC().Format(http.TimeFormat)}
	clock.Store(s)
	return s.text
}
