package http1

import (
	"bufio"
	"io"
	"net"
	"net/http"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"golang.org/x/net/http/httpguts"
)

// outSize is how much of an answer is kept back until it is flushed or there is more; short how long a body is whose
// length is told where the handler has not.
const (
	outSize = 8 << 10
	short   = 2 << 10
)

var outs = sync.Pool{New: func() any { b := make([]byte, 0, outSize); return &b }}

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
	_ io.ReaderFrom       = (*response)(nil)
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
	w.put(w.version())
	w.put(status(code))
	w.put("\r\n")
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
	w.put(w.version())
	w.put(status(code))
	w.put("\r\n")
	for name, lines := range w.header {
		if name != "Content-Length" && name != "Transfer-Encoding" && name != "Connection" {
			w.field(name, lines)
		}
	}
	w.put("\r\n")
	w.flush()
}

// version is the beginning of a status line. Who speaks HTTP/1.0 is answered so, as net/http does.
func (w *response) version() string {
	if w.request.ProtoAtLeast(1, 1) {
		return "HTTP/1.1 "
	}
	return "HTTP/1.0 "
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
		if strings.HasPrefix(name, http.TrailerPrefix) || len(w.trailers) > 0 && w.announced(name) {
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

func (w *response) announced(name string) bool {
	for _, t := range w.trailers {
		if t == name {
			return true
		}
	}
	return false
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

// ReadFrom implements io.ReaderFrom: a connection below that knows how takes a long body from where it comes.
func (w *response) ReadFrom(r io.Reader) (int64, error) {
	if w.taken() {
		return 0, http.ErrHijacked
	}
	if w.code == 0 {
		w.WriteHeader(http.StatusOK)
	}
	to, ok := w.conn.raw.(io.ReaderFrom)
	if !ok || w.length < 0 || !allows(w.code) || w.request.Method == http.MethodHead {
		return io.Copy(struct{ io.Writer }{w}, r)
	}
	w.begin(false)
	w.flush()
	if w.err != nil {
		return 0, w.err
	}
	n, err := to.ReadFrom(r)
	if w.written += n; w.written > w.length {
		w.last = true
	}
	if err != nil {
		w.err = err
	}
	return n, err
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

// Read implements io.Reader: the request's body, for which a client that waits for it is told to go on.
func (w *response) Read(p []byte) (int, error) {
	w.mu.Lock()
	if w.over {
		w.mu.Unlock()
		return 0, http.ErrBodyReadAfterClose
	}
	if w.waits {
		w.waits = false
		_, _ = io.WriteString(w.conn.raw, "HTTP/1.1 100 Continue\r\n\r\n") // what fails here fails at the read
	}
	w.mu.Unlock()
	n, err := w.asked.Read(p)
	if err == io.EOF {
		w.whole.Store(true)
	}
	return n, err
}

// Close implements io.Closer. What is unread stays so, and the connection ends behind the answer.
func (w *response) Close() error { return nil }

// leave has nothing more be read of the body. A read that waits in some other goroutine goes on until the connection is
// closed, and keeps the buffer.
func (w *response) leave() {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.over, w.conn.left = true, true
}

func (w *response) taken() bool { return w.hijacked.Load() }

// Hijack implements http.Hijacker.
func (w *response) Hijack() (net.Conn, *bufio.ReadWriter, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.hijacked.Swap(true) {
		return nil, nil, http.ErrHijacked
	}
	w.flush()
	c := w.conn
	if c.server.Taken != nil {
		c.server.Taken(c.raw)
	}
	if err := c.raw.SetDeadline(time.Time{}); err != nil {
		return nil, nil, err
	}
	return c.raw, bufio.NewReadWriter(c.buf, bufio.NewWriter(c.raw)), nil
}

// SetReadDeadline is for http.ResponseController.
func (w *response) SetReadDeadline(t time.Time) error { return w.conn.raw.SetReadDeadline(t) }

// SetWriteDeadline is for http.ResponseController.
func (w *response) SetWriteDeadline(t time.Time) error {
	w.armed = true
	return w.conn.raw.SetWriteDeadline(t)
}

// EnableFullDuplex is for http.ResponseController: a body can be read beside the writing of the answer always.
func (w *response) EnableFullDuplex() error { return nil }

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
