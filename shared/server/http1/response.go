package http1

import (
	"io"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"golang.org/x/net/http/httpguts"
)

// short is how long a body is whose length is told where the handler has not.
const short = 2 << 10

// response is a request's answer, and the request's body as its handler reads it.
type response struct {
	conn    *Conn
	request *http.Request
	header  http.Header

	code     int     // 0: none was said
	out      *[]byte // what is not sent yet; nil: nothing is
	staged   []byte  // a body's beginning while its framing is open
	begun    bool    // the framing is settled, and the head written to out
	length   int64   // of the body as its header tells; -1: it does not
	written  int64
	chunked  bool
	last     bool     // the connection ends behind it
	trailers []string // announced
	err      error    // of the connection
	armed    bool     // the handler has set a deadline for writes

	asked io.ReadCloser // the request's body
	whole atomic.Bool   // it was read to its end

	hijacked atomic.Bool

	mu    sync.Mutex // of what a reader of the body may do beside who writes
	waits bool       // the client waits to be told to send its body
	over  bool       // nothing is read any more
}

var (
	_ http.ResponseWriter = (*response)(nil)
	_ http.Hijacker       = (*response)(nil)
	_ http.Flusher        = (*response)(nil)
	_ io.ReadCloser       = (*response)(nil)
)

// Header implements http.ResponseWriter.
func (w *response) Header() http.Header { return w.header }

// allows reports whether an answer of that code can have a body (RFC 9110, 6.4.1).
func allows(code int) bool {
	return code >= 200 && code != http.StatusNoContent && code != http.StatusNotModified
}

// WriteHeader implements http.ResponseWriter.
func (w *response) WriteHeader(code int) {
	if code < 100 || code > 999 {
		panic("http1: invalid code " + strconv.Itoa(code))
	}
	if w.code != 0 || w.taken() {
		return
	}
	if code < 200 && code != http.StatusSwitchingProtocols {
		w.interim(code)
		return
	}
	w.mu.Lock()
	if w.waits {
		// It is not told, and may send its body or not.
		w.waits, w.last = false, true
	}
	w.mu.Unlock()
	w.code = code
	if lines := w.header["Content-Length"]; len(lines) > 0 {
		if n, err := strconv.ParseUint(lines[0], 10, 63); err == nil {
			w.length = int64(n)
		} else {
			delete(w.header, "Content-Length")
		}
	}
	w.statusLine(code)
	w.fields()
}

// interim sends an answer before the answer, to who knows of such (RFC 9110, 15.2).
func (w *response) interim(code int) {
	if !w.request.ProtoAtLeast(1, 1) {
		return
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	if code == http.StatusContinue {
		if !w.waits {
			return
		}
		w.waits = false
	}
	w.statusLine(code)
	for name, lines := range w.header {
		if name != "Content-Length" && name != "Transfer-Encoding" && name != "Connection" {
			w.field(name, lines)
		}
	}
	w.put("\r\n")
	w.flush()
}

// statusLine begins a head. Who speaks HTTP/1.0 is answered so, as net/http does.
func (w *response) statusLine(code int) {
	version := "HTTP/1.0 "
	if w.request.ProtoAtLeast(1, 1) {
		version = "HTTP/1.1 "
	}
	w.put(version)
	w.put(status(code))
	w.put("\r\n")
}

// fields writes the header, but for how the answer is framed, which is known later.
func (w *response) fields() {
	for _, line := range w.header["Trailer"] {
		for name := range strings.SplitSeq(line, ",") {
			if name = http.CanonicalHeaderKey(strings.TrimSpace(name)); httpguts.ValidTrailerHeader(name) {
				w.trailers = append(w.trailers, name)
			}
		}
	}
	for name, lines := range w.header {
		switch name {
		case "Content-Length", "Transfer-Encoding":
			continue
		case "Connection":
			if httpguts.HeaderValuesContainsToken(lines, "close") {
				w.last = true
				continue
			}
		case "Content-Type":
			if w.code == http.StatusNotModified {
				continue
			}
		}
		if strings.HasPrefix(name, http.TrailerPrefix) || slices.Contains(w.trailers, name) {
			continue
		}
		w.field(name, lines)
	}
	if _, ok := w.header["Date"]; !ok {
		w.put("Date: ")
		w.put(date())
		w.put("\r\n")
	}
}

var lineEnds = strings.NewReplacer("\r", " ", "\n", " ")

// field writes a header's lines; a name that can be none is left out, as net/http does.
func (w *response) field(name string, lines []string) {
	if !httpguts.ValidHeaderFieldName(name) {
		return
	}
	for _, v := range lines {
		if strings.ContainsAny(v, "\r\n") {
			v = lineEnds.Replace(v)
		}
		w.put(name)
		w.put(": ")
		w.put(textTrim(v))
		w.put("\r\n")
	}
}

func textTrim(s string) string {
	if s != "" && (s[0] == ' ' || s[0] == '\t' || s[len(s)-1] == ' ' || s[len(s)-1] == '\t') {
		return strings.Trim(s, " \t")
	}
	return s
}

// begin settles how the answer is framed (RFC 9112, 6): over says that nothing more comes.
func (w *response) begin(over bool) {
	if w.begun {
		return
	}
	w.begun = true
	chunks := w.request.ProtoAtLeast(1, 1)
	if !chunks || w.request.Close {
		w.last = true
	}
	if !w.whole.Load() && over {
		w.last = true // what is left of the body would be taken for a request
	}
	switch {
	case w.code == http.StatusSwitchingProtocols:
	case !allows(w.code):
		// 304 may tell what 200 would have (RFC 9110, 15.4.5); net/http does not.
	case w.length >= 0:
		w.tell(w.length)
	case over && len(w.trailers) == 0 && !w.trailing() && (w.request.Method != http.MethodHead || len(w.staged) > 0):
		w.length = int64(len(w.staged))
		w.tell(w.length)
	case w.request.Method == http.MethodHead:
	case chunks:
		w.chunked = true
		w.put("Transfer-Encoding: chunked\r\n")
	default:
		w.last = true
	}
	if w.last && chunks {
		w.put("Connection: close\r\n")
	}
	w.put("\r\n")
	if w.request.Method == http.MethodHead {
		w.chunked = false
		w.staged = nil
		return
	}
	if staged := w.staged; len(staged) > 0 {
		w.staged = nil
		w.body(staged)
	}
}

func (w *response) tell(n int64) {
	w.put("Content-Length: ")
	w.grow()
	*w.out = strconv.AppendInt(*w.out, n, 10)
	w.put("\r\n")
}

// trailing reports whether trailers were set that were not announced.
func (w *response) trailing() bool {
	for name := range w.header {
		if strings.HasPrefix(name, http.TrailerPrefix) {
			return true
		}
	}
	return false
}

// Write implements http.ResponseWriter.
func (w *response) Write(p []byte) (int, error) {
	if w.taken() {
		return 0, http.ErrHijacked
	}
	if w.code == 0 {
		w.WriteHeader(http.StatusOK)
	}
	if len(p) == 0 {
		return 0, w.err
	}
	if !allows(w.code) {
		return 0, http.ErrBodyNotAllowed
	}
	if w.written += int64(len(p)); w.length >= 0 && w.written > w.length {
		return 0, http.ErrContentLength
	}
	if !w.begun && w.length < 0 && len(w.staged)+len(p) <= short {
		w.staged = append(w.staged, p...)
		return len(p), nil
	}
	w.begin(false)
	if w.request.Method == http.MethodHead {
		return len(p), nil
	}
	w.body(p)
	if w.err != nil {
		return 0, w.err
	}
	return len(p), nil
}

// body writes a piece of the body, as a chunk of its own where there are such.
func (w *response) body(p []byte) {
	if !w.chunked {
		w.send(p)
		return
	}
	w.grow()
	*w.out = strconv.AppendInt(*w.out, int64(len(p)), 16)
	w.put("\r\n")
	w.send(p)
	w.put("\r\n")
}

// Flush implements http.Flusher.
func (w *response) Flush() { _ = w.FlushError() }

// FlushError is for http.ResponseController.
func (w *response) FlushError() error {
	if w.taken() {
		return http.ErrHijacked
	}
	if w.code == 0 {
		w.WriteHeader(http.StatusOK)
	}
	w.begin(false)
	w.flush()
	return w.err
}

// finish ends the answer; true: another request may follow.
func (w *response) finish() bool {
	if w.code == 0 {
		w.WriteHeader(http.StatusOK)
	}
	w.begin(true)
	if w.chunked {
		w.put("0\r\n")
		w.trail()
		w.put("\r\n")
	}
	w.flush()
	if w.armed {
		_ = w.conn.raw.SetWriteDeadline(time.Time{}) // a dead connection says so at its next use
	}
	differs := w.length >= 0 && w.written != w.length && allows(w.code) && w.request.Method != http.MethodHead
	if !w.whole.Load() {
		w.leave()
	}
	return w.err == nil && !w.last && !differs && w.whole.Load() && w.code != http.StatusSwitchingProtocols
}

// trail writes the trailers: those announced, and those said by prefix.
func (w *response) trail() {
	for _, name := range w.trailers {
		w.field(name, w.header[name])
	}
	for name, lines := range w.header {
		if name, ok := strings.CutPrefix(name, http.TrailerPrefix); ok {
			w.field(name, lines)
		}
	}
}
