package upstream

import (
	"errors"
	"net/http"
	"strconv"
	"strings"
	"sync"
)

var heads = sync.Pool{New: func() any { b := make([]byte, 0, 2<<10); return &b }}

func getHead() *[]byte { return heads.Get().(*[]byte) }

func putHead(b *[]byte) {
	if cap(*b) <= 16<<10 {
		heads.Put(b)
	}
}

// framing are the fields that the client says itself. What else is of the connection is the caller's.
func framing(name string) bool {
	switch name {
	case "Host", "Content-Length", "Transfer-Encoding", "Trailer":
		return true
	}
	return false
}

// errRequest is a request that cannot be written as it is.
var errRequest = errors.New("the request cannot be sent: it has what no header may have")

// appendHead writes a request's head (RFC 9112, 3).
func appendHead(b []byte, r *http.Request) ([]byte, error) {
	target := r.URL.RequestURI()
	host := r.Host
	if host == "" {
		host = r.URL.Host
	}
	if !token(r.Method) || !visible(target) || !visible(host) {
		return b, errRequest
	}
	b = append(b, r.Method...)
	b = append(b, ' ')
	b = append(b, target...)
	b = append(b, " HTTP/1.1\r\nHost: "...)
	b = append(b, host...)
	b = append(b, '\r', '\n')
	for name, values := range r.Header {
		if framing(name) {
			continue
		}
		if !token(name) {
			return b, errRequest
		}
		for _, v := range values {
			if !clean(v) {
				return b, errRequest
			}
			b = append(b, name...)
			b = append(b, ':', ' ')
			b = append(b, v...)
			b = append(b, '\r', '\n')
		}
	}
	switch {
	case !hasBody(r):
		if r.Method == http.MethodPost || r.Method == http.MethodPut || r.Method == http.MethodPatch {
			b = append(b, "Content-Length: 0\r\n"...)
		}
	case r.ContentLength > 0:
		b = append(b, "Content-Length: "...)
		b = strconv.AppendInt(b, r.ContentLength, 10)
		b = append(b, '\r', '\n')
	default:
		b = append(b, "Transfer-Encoding: chunked\r\n"...)
		for name := range r.Trailer {
			if !token(name) {
				return b, errRequest
			}
		}
		b = appendNames(b, r.Trailer)
	}
	return append(b, '\r', '\n'), nil
}

// appendNames announces trailers.
func appendNames(b []byte, h http.Header) []byte {
	if len(h) == 0 {
		return b
	}
	b = append(b, "Trailer: "...)
	sep := ""
	for name := range h {
		b = append(b, sep...)
		b = append(b, name...)
		sep = ", "
	}
	return append(b, '\r', '\n')
}

// visible reports whether a text can stand in a request line.
func visible(s string) bool {
	return s != "" && strings.IndexFunc(s, func(c rune) bool { return c <= ' ' || c == 0x7f }) < 0
}
