package upstream

import (
	"fmt"
	"net/http"
	"strconv"
	"strings"
)

// Framed reports whether an interim answer says that it has a body. It has none, whatever it says (RFC 9112, 6.3), and must
// not say so (RFC 9110, 8.6, and RFC 9112, 6.1). A length of 0, as some servers have it, nobody can take in two ways.
func Framed(h http.Header) bool {
	if len(h["Transfer-Encoding"]) > 0 {
		return true
	}
	lengths := h["Content-Length"]
	return len(lengths) > 1 || len(lengths) == 1 && lengths[0] != "0"
}

// frame finds out where the answer ends (RFC 9112, 6.3), and whether the connection goes on behind it. What could be read
// in two ways is refused: a length beside an encoding, two lengths, an encoding that is not chunked alone.
func (x *exchange) frame(r *http.Request) error {
	resp := &x.resp
	h, code := resp.Header, resp.StatusCode
	lengths, encodings := h["Content-Length"], h["Transfer-Encoding"]
	resp.ContentLength = -1
	length := int64(-1)
	if len(lengths) > 0 {
		var err error
		if length, err = parseLength(lengths); err != nil {
			return err
		}
	}
	chunked := len(encodings) > 0
	switch {
	case !chunked:
	case length >= 0:
		return fmt.Errorf("%w: Content-Length beside Transfer-Encoding", ErrMalformed)
	case resp.ProtoMinor == 0:
		return fmt.Errorf("%w: Transfer-Encoding in HTTP/1.0", ErrMalformed)
	case len(encodings) > 1 || !strings.EqualFold(encodings[0], "chunked"):
		return fmt.Errorf("%w: Transfer-Encoding %.40q", ErrMalformed, encodings[0])
	default:
		delete(h, "Transfer-Encoding")
		resp.TransferEncoding = []string{"chunked"}
	}
	x.body.x = x
	resp.Body = &x.body
	if code == http.StatusSwitchingProtocols {
		return x.upgrade(r, length, chunked)
	}
	x.keep = resp.ProtoMinor == 1 && !hasToken(h["Connection"], "close")
	resp.Close = !x.keep
	switch {
	case code == http.StatusNoContent:
		// RFC 9112, 6.3: no body, whatever it says; who says so is not listened to any further.
		x.keep = x.keep && length <= 0 && !chunked
		delete(h, "Content-Length")
		resp.ContentLength, resp.TransferEncoding = 0, nil
		x.body.kind = empty
	case r.Method == http.MethodHead || code == http.StatusNotModified:
		resp.ContentLength, resp.TransferEncoding = length, nil
		if r.Method != http.MethodHead {
			resp.ContentLength = max(length, 0)
		}
		x.body.kind = empty
	case chunked:
		x.body.kind = chunkedBody
		return x.announce()
	case length == 0:
		resp.ContentLength = 0
		x.body.kind = empty
	case length > 0:
		resp.ContentLength, x.body.left = length, length
		x.body.kind = lengthBody
	default:
		x.body.kind, x.keep = restBody, false
	}
	return nil
}

// announce takes in which trailers the answer says will come.
func (x *exchange) announce() error {
	h := x.resp.Header
	lines, ok := h["Trailer"]
	if !ok {
		return nil
	}
	delete(h, "Trailer")
	for _, line := range lines {
		for name := range strings.SplitSeq(line, ",") {
			name = http.CanonicalHeaderKey(strings.Trim(name, " \t"))
			if !token(name) || untrailed(name) {
				return fmt.Errorf("%w: trailer %.40q", ErrMalformed, name)
			}
			if x.resp.Trailer == nil {
				x.resp.Trailer = http.Header{}
			}
			x.resp.Trailer[name] = nil
		}
	}
	return nil
}

// untrailed reports whether a field frames or routes a message (RFC 9110, 6.5.1).
func untrailed(name string) bool {
	return name == "Content-Length" || name == "Transfer-Encoding" || name == "Trailer" || name == "Host" || name == "Connection"
}

// parseLength reads a Content-Length; only one line of digits is one.
func parseLength(lines []string) (int64, error) {
	s := lines[0]
	if len(lines) == 1 && s != "" && strings.Trim(s, "0123456789") == "" {
		if n, err := strconv.ParseInt(s, 10, 64); err == nil {
			return n, nil
		}
	}
	return 0, fmt.Errorf("%w: Content-Length %.60q", ErrMalformed, lines)
}

// upgrade takes over the connection, if the request asked for that and the answer is to it.
func (x *exchange) upgrade(r *http.Request, length int64, chunked bool) error {
	h := x.resp.Header
	asked, got := r.Header["Upgrade"], h["Upgrade"]
	switch {
	case len(asked) != 1 || !hasToken(r.Header["Connection"], "upgrade") || hasBody(r):
		return fmt.Errorf("%w: 101 that was not asked for", ErrMalformed)
	case len(got) != 1 || !strings.EqualFold(got[0], asked[0]) || !hasToken(h["Connection"], "upgrade"):
		return fmt.Errorf("%w: 101 to %.40q", ErrMalformed, got)
	case chunked || length > 0:
		return fmt.Errorf("%w: 101 with a body", ErrMalformed)
	}
	x.body.kind = restBody
	x.resp.Body = &tunnel{x}
	return nil
}

// hasToken reports whether a list has a token, in any case.
func hasToken(lines []string, want string) bool {
	for _, line := range lines {
		for part := range strings.SplitSeq(line, ",") {
			if strings.EqualFold(strings.Trim(part, " \t"), want) {
				return true
			}
		}
	}
	return false
}
