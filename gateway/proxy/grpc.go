package proxy

import (
	"errors"
	"net/http"
	"strconv"
	"strings"
	"time"

	"golang.org/x/net/http2"
)

// A gRPC client reads what became of a call in trailers (gRPC over HTTP/2, "Responses"); any other answer is "unavailable" to
// it, whatever it says. So the gateway refuses calls in their own way.

// The codes of gRPC (google.golang.org/grpc/codes) that there is an occasion for.
const (
	callCanceled          = 1
	callDeadline          = 4
	callNotFound          = 5
	callDenied            = 7
	callExhausted         = 8
	callUnimplemented     = 12
	callInternal          = 13
	callUnavailable       = 14
	callUnauthenticated   = 16
	mostDeadline          = 1000 * time.Hour
	grpcType              = "application/grpc"
	grpcStatus, grpcWords = "Grpc-Status", "Grpc-Message"
)

// isCall reports whether a request is a call of gRPC.
func isCall(r *http.Request) bool {
	kind := said(r.Header, "Content-Type")
	rest, ok := strings.CutPrefix(kind, grpcType)
	return ok && r.ProtoMajor == 2 && (rest == "" || rest[0] == '+' || rest[0] == ';')
}

// callCode is what a status of HTTP is to gRPC.
func callCode(status int) int {
	switch status {
	case http.StatusUnauthorized:
		return callUnauthenticated
	case http.StatusForbidden:
		return callDenied
	case http.StatusNotFound, http.StatusMisdirectedRequest:
		return callNotFound
	case http.StatusRequestEntityTooLarge, http.StatusTooManyRequests, http.StatusRequestHeaderFieldsTooLarge, 509:
		return callExhausted
	case http.StatusMethodNotAllowed, http.StatusNotImplemented:
		return callUnimplemented
	case http.StatusGatewayTimeout:
		return callDeadline
	case http.StatusInternalServerError:
		return callInternal
	}
	return callUnavailable
}

// refuseCall answers a call: a head that is an end, too ("Trailers-Only").
func refuseCall(w http.ResponseWriter, code int, words string) {
	h := w.Header()
	h.Set("Content-Type", grpcType)
	h.Set(grpcStatus, strconv.Itoa(code))
	h.Set(grpcWords, callWords(words))
	w.WriteHeader(http.StatusOK)
}

// callWords encodes a message: all but printable ASCII, and the percent sign, as %XX of UTF-8.
func callWords(s string) string {
	const hex = "0123456789ABCDEF"
	var b strings.Builder
	for i := range len(s) {
		if c := s[i]; c < ' ' || c > '~' || c == '%' {
			b.WriteString("%" + string(hex[c>>4]) + string(hex[c&15]))
			continue
		}
		b.WriteByte(s[i])
	}
	return b.String()
}

// calledOff answers a call that its service has broken off, as servers do when the call's own time is up: false, it is none.
func calledOff(w http.ResponseWriter, r *http.Request, err error, took time.Duration) bool {
	var stream http2.StreamError
	if !isCall(r) || !errors.As(err, &stream) || stream.Code != http2.ErrCodeCancel {
		return false
	}
	if most := callTime(said(r.Header, "Grpc-Timeout")); most > 0 && took >= most*9/10 { // the service may have counted from earlier
		refuseCall(w, callDeadline, "the call's time was up at the service")
	} else {
		refuseCall(w, callCanceled, "the service has broken the call off")
	}
	return true
}

// callTime reads how long a call may take; 0: nobody has said.
func callTime(s string) time.Duration {
	unit, ok := map[byte]time.Duration{
		'H': time.Hour, 'M': time.Minute, 'S': time.Second, 'm': time.Millisecond, 'u': time.Microsecond, 'n': time.Nanosecond,
	}[(s + " ")[max(0, len(s)-1)]]
	if !ok || len(s) > 9 {
		return 0
	}
	n, err := strconv.ParseUint(s[:len(s)-1], 10, 32)
	if err != nil {
		return 0
	}
	if n > uint64(mostDeadline/unit) {
		return mostDeadline
	}
	return time.Duration(n) * unit
}
