package h2c

import (
	"fmt"
	"net/http"
	"strconv"
	"strings"

	"golang.org/x/net/http/httpguts"

	"berth/gateway/proxy/upstream"
)

// hop are fields that HTTP/2 has none of (RFC 9113, 8.2.2): behind the gateway they could end a message elsewhere.
var hop = [...]string{"Connection", "Proxy-Connection", "Keep-Alive", "Transfer-Encoding", "Upgrade"}

// check holds an answer to what RFC 9110 and 9113 say of it, where net/http does not: its visitor may speak HTTP/1.1.
func check(r *http.Request, resp *http.Response) error {
	if code, _, _ := strings.Cut(resp.Status, " "); len(code) != 3 || resp.StatusCode < 200 || strings.Trim(code, "0123456789") != "" {
		return fmt.Errorf("%w: status %.20q", upstream.ErrMalformed, resp.Status)
	}
	for _, name := range hop {
		if _, ok := resp.Header[name]; ok {
			return fmt.Errorf("%w: %s in HTTP/2", upstream.ErrMalformed, name)
		}
	}
	for name := range resp.Trailer {
		if !httpguts.ValidTrailerHeader(name) || !httpguts.ValidHeaderFieldName(name) {
			return fmt.Errorf("%w: trailer %.40q", upstream.ErrMalformed, name)
		}
	}
	if lines := resp.Header["Content-Length"]; len(lines) > 0 {
		if _, err := length(lines); err != nil {
			return err
		}
	}
	switch {
	case resp.StatusCode == http.StatusNoContent:
		delete(resp.Header, "Content-Length") // RFC 9110, 8.6
		fallthrough
	case resp.StatusCode == http.StatusNotModified && r.Method != http.MethodHead:
		_ = resp.Body.Close() // there is none, whatever it says
		resp.Body, resp.ContentLength, resp.Trailer = http.NoBody, max(resp.ContentLength, 0), nil
		if resp.StatusCode == http.StatusNoContent {
			resp.ContentLength = 0
		}
	}
	return nil
}

// length reads a Content-Length; only one line of digits is one.
func length(lines []string) (int64, error) {
	if s := lines[0]; len(lines) == 1 && s != "" && strings.Trim(s, "0123456789") == "" {
		if n, err := strconv.ParseInt(s, 10, 64); err == nil {
			return n, nil
		}
	}
	return 0, fmt.Errorf("%w: Content-Length %.60q", upstream.ErrMalformed, lines)
}
