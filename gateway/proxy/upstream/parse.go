package upstream

import (
	"fmt"
	"net/http"
	"net/textproto"
	"strings"
)

// parseHead reads the head of an answer (RFC 9112, 4 and 5), whose lines all end with CRLF, the last of them empty.
func parseHead(raw []byte, resp *http.Response) error {
	text := string(raw) // the one copy that all names and values are parts of
	line, rest, _ := strings.Cut(text, "\r\n")
	if err := parseStatus(line, resp); err != nil {
		return err
	}
	h, err := parseFields(rest)
	resp.Header = h
	return err
}

// parseStatus reads a status line: the version, three digits, and words that nobody reads.
func parseStatus(line string, resp *http.Response) error {
	if len(line) < len("HTTP/1.1 200") || line[:7] != "HTTP/1." || line[7] != '1' && line[7] != '0' || line[8] != ' ' {
		return fmt.Errorf("%w: status line %.40q", ErrMalformed, line)
	}
	code := 0
	for _, c := range []byte(line[9:12]) {
		if c < '0' || c > '9' {
			return fmt.Errorf("%w: status line %.40q", ErrMalformed, line)
		}
		code = 10*code + int(c-'0')
	}
	if code < 100 || len(line) > 12 && line[12] != ' ' || !clean(line[12:]) {
		return fmt.Errorf("%w: status line %.40q", ErrMalformed, line)
	}
	resp.Status, resp.StatusCode = line[9:], code
	resp.Proto, resp.ProtoMajor, resp.ProtoMinor = line[:8], 1, int(line[7]-'0')
	return nil
}

// parseFields reads field lines up to the empty one that ends them.
func parseFields(text string) (http.Header, error) {
	n := strings.Count(text, "\n") - 1
	h, values := make(http.Header, n), make([]string, n)
	for {
		line, rest, _ := strings.Cut(text, "\r\n")
		if line == "" {
			if rest != "" {
				return nil, fmt.Errorf("%w: lines behind the header", ErrMalformed)
			}
			return h, nil
		}
		text = rest
		i := strings.IndexByte(line, ':')
		if i < 1 || !token(line[:i]) {
			return nil, fmt.Errorf("%w: header line %.40q", ErrMalformed, line)
		}
		value := strings.Trim(line[i+1:], " \t")
		if !clean(value) {
			return nil, fmt.Errorf("%w: value of %.40q", ErrMalformed, line[:i])
		}
		name := textproto.CanonicalMIMEHeaderKey(line[:i])
		if old := h[name]; old != nil {
			h[name] = append(old, value)
			continue
		}
		values[0] = value
		h[name], values = values[:1:1], values[1:]
	}
}

// token reports whether a text is one (RFC 9110, 5.6.2); it has no space, no folded line begins with one.
func token(s string) bool {
	for i := range len(s) {
		if !tokens[s[i]] {
			return false
		}
	}
	return s != ""
}

var tokens = func() (t [256]bool) {
	for c := range t {
		t[c] = '0' <= c && c <= '9' || 'A' <= c && c <= 'Z' || 'a' <= c && c <= 'z' || strings.ContainsRune("!#$%&'*+-.^_`|~", rune(c))
	}
	return t
}()

// clean reports whether a value has no control character (RFC 9110, 5.5), a lone CR or NUL among them.
func clean(s string) bool {
	for i := range len(s) {
		if c := s[i]; c < ' ' && c != '\t' || c == 0x7f {
			return false
		}
	}
	return true
}
