package listen

import (
	"bytes"
	"io"
	"strings"
)

// head looks at the bytes of a connection as they are read, and finds what in the heads of its requests is not as RFC
// 9112 says: what two servers may understand in two ways, so that a request hides in another. What is such is spoilt
// beyond what any server takes, and one that is too long is cut off. It keeps a few bytes of a line, and skips bodies whose length is told; a chunked body is
// the last that it looks at, as no further request is taken on its connection.
type head struct {
	at     state
	spoilt bool   // no more is read of the connection but rest
	tail   string // what of rest is still to be read; meaningful when spoilt
	most   int    // bytes of a head; 0: any number
	size   int    // of this one, so far
	long   bool   // it is longer than that
	count  int64  // heads that have begun

	body    int64   // bytes to be skipped
	spaces  int     // in the request line
	version [8]byte // its last bytes
	hosts   int
	length  int64 // -1: not told
	chunked bool

	name   [len(transferEncoding)]byte // of a field, lower case, as far as there is room
	named  int                         // bytes of it, those without room too
	value  [24]byte
	valued int
}

// state is what the next byte belongs to.
type state uint8

const (
	start    state = iota // of a request
	startLF               // of an empty line before one
	line                  // the request line
	lineLF                // its end
	field                 // the first byte of a line behind it
	name                  // of a field
	value                 // of a field
	valueLF               // its end
	headLF                // the end of the head
	payload               // a body of a length that is told
	unlooked              // what follows a head behind which nothing is looked at
)

const (
	contentLength    = "content-length"
	transferEncoding = "transfer-encoding"
)

// look passes over what was read and gives how much of it is to be passed on; the last byte of that is another one where
// it had to be spoilt.
func (h *head) look(b []byte) int {
	for i := 0; i < len(b); i++ {
		switch h.at {
		case unlooked:
			return len(b)
		case payload:
			skip := min(h.body, int64(len(b)-i))
			h.body -= skip
			if h.body == 0 {
				h.at = start
			}
			i += int(skip) - 1
			continue
		}
		end, began := len(b), i
		if h.most > 0 && h.at != start {
			if end = min(end, i+h.most-h.size); end == i {
				h.long = true
				h.cut()
				return i
			}
		}
		switch h.at {
		case line:
			i += h.words(b[i:end])
		case value:
			if h.valued >= len(h.value) {
				n := plain(b[i:end])
				h.valued += n
				i += n
			}
		}
		if i == end {
			h.size += i - began
			i--
			continue
		}
		if !h.next(b[i]) {
			b[i] = 0
			h.spoilt, h.tail = true, "\r\n\r\n"
			return i + 1
		}
		h.size += i + 1 - began
	}
	return len(b)
}

// begun reports whether a head has begun and is not complete.
func (h *head) begun() bool { return h.at > startLF && h.at < payload }

// cut ends a head that goes on for too long as if it were complete, so that the server can answer in its sender's language.
// Nothing else is read of the connection.
func (h *head) cut() {
	h.spoilt, h.tail = true, "\r\n"
	switch h.at {
	case line:
		h.tail = "/ HTTP/1.0\r\n\r\n"
		if h.spaces == 0 {
			h.tail = " " + h.tail
		}
		return
	case name:
		h.tail = "-:\r\n\r\n" // it is no name that says anything
	case value:
		h.tail = "\r\n\r\n"
	case lineLF, valueLF:
		h.tail = "\n\r\n"
	case headLF:
		h.tail = "\n"
		return
	}
	if host := h.named == len("host") && string(h.name[:h.named]) == "host"; h.hosts == 0 && !(host && (h.at == value || h.at == valueLF)) {
		h.tail = strings.TrimSuffix(h.tail, "\r\n") + "Host:.\r\n\r\n"
	}
}

// plain is how many bytes at the beginning have nothing special about them.
func plain(b []byte) int {
	for i, c := range b {
		if c < ' ' || c == 0x7f {
			return i
		}
	}
	return len(b)
}

// words takes what of a request line has nothing special about it, and gives how much that is.
func (h *head) words(b []byte) int {
	b = b[:plain(b)]
	h.spaces += bytes.Count(b, []byte{' '})
	keep := max(0, len(h.version)-len(b))
	copy(h.version[:], h.version[len(h.version)-keep:])
	copy(h.version[keep:], b[max(0, len(b)-len(h.version)):])
	return len(b)
}

// within reports whether more may come of a request whose head is complete.
func (h *head) within() bool { return h.at == payload || h.at == unlooked }

// rest ends the head that was spoilt, so that the server answers at once, and then the connection.
func (h *head) rest(b []byte) (int, error) {
	if h.tail == "" {
		return 0, io.EOF
	}
	n := copy(b, h.tail)
	h.tail = h.tail[n:]
	return n, nil
}

// next takes a byte of a head; false: there must be none such here.
func (h *head) next(c byte) bool {
	switch h.at {
	case start:
		*h = head{at: line, length: -1, most: h.most, count: h.count + 1}
		// RFC 9112, 2.2: an empty line before a request is to be ignored.
		if c == '\r' {
			h.at = startLF
			return true
		}
		return h.request(c)
	case startLF:
		h.at = line
		return c == '\n'
	case line:
		return h.request(c)
	case lineLF:
		h.at = field
		return c == '\n' && h.spaces == 2 && (string(h.version[:]) == "HTTP/1.1" || string(h.version[:]) == "HTTP/1.0")
	case field:
		if c == '\r' {
			h.at = headLF
			return true
		}
		h.at, h.named, h.valued = name, 0, 0
		return h.letter(c)
	case name:
		if c == ':' {
			h.at = value
			return true
		}
		return h.letter(c)
	case value:
		switch {
		case c == '\r':
			h.at = valueLF
		case c < ' ' && c != '\t' || c == 0x7f:
			return false
		case h.valued > 0 || c != ' ' && c != '\t':
			if h.valued < len(h.value) {
				h.value[h.valued] = c
			}
			h.valued++
		}
		return true
	case valueLF:
		h.at = field
		return c == '\n' && h.known()
	case headLF:
		return c == '\n' && h.complete()
	}
	return true
}

func (h *head) request(c byte) bool {
	if c == '\r' {
		h.at = lineLF
		return true
	}
	if c == ' ' {
		h.spaces++
	}
	copy(h.version[:], h.version[1:])
	h.version[len(h.version)-1] = c
	return c >= ' ' && c != 0x7f
}

// tchar is what a field's name is made of, RFC 9110, 5.6.2.
func tchar(c byte) bool {
	return '0' <= c && c <= '9' || 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || strings.IndexByte("!#$%&'*+-.^_`|~", c) >= 0
}

func (h *head) letter(c byte) bool {
	if h.named < len(h.name) {
		h.name[h.named] = c
		if 'A' <= c && c <= 'Z' {
			h.name[h.named] += 'a' - 'A'
		}
	}
	h.named++
	return tchar(c)
}

// known looks at a field that says where a request ends or whom it is for.
func (h *head) known() bool {
	if h.named > len(h.name) {
		return true
	}
	v := h.value[:min(h.valued, len(h.value))]
	whole := h.valued <= len(h.value)
	v = bytes.TrimRight(v, " \t")
	switch string(h.name[:h.named]) {
	case "host":
		h.hosts++
		return h.hosts == 1
	case contentLength:
		if h.length >= 0 || h.chunked || !whole || len(v) == 0 || len(v) > 18 {
			return false
		}
		h.length = 0
		for _, c := range v {
			if c < '0' || c > '9' {
				return false
			}
			h.length = 10*h.length + int64(c-'0')
		}
	case transferEncoding:
		if h.length >= 0 || h.chunked || !whole || !bytes.EqualFold(v, []byte("chunked")) || h.version[len(h.version)-1] == '0' {
			return false
		}
		h.chunked = true
	}
	return true
}

// complete goes on to what follows a head.
func (h *head) complete() bool {
	if h.hosts == 0 && h.version[len(h.version)-1] == '1' {
		return false
	}
	switch {
	case h.chunked:
		h.at = unlooked
	case h.length > 0:
		h.at, h.body = payload, h.length
	default:
		h.at = start
	}
	return true
}
