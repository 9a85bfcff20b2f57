package proxy

import (
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"testing"
	"time"

	"golang.org/x/net/http2"
)

func call(kind string) *http.Request {
	r := httptest.NewRequest("POST", "/a.B/C", nil)
	r.ProtoMajor, r.ProtoMinor = 2, 0
	r.Header.Set("Content-Type", kind)
	return r
}

func TestIsCall(t *testing.T) {
	for kind, want := range map[string]bool{
		"application/grpc": true, "application/grpc+proto": true, "application/grpc; x=y": true, "application/grpc-web": false, "application/json": false, "": false,
	} {
		if got := isCall(call(kind)); got != want {
			t.Errorf("%q: got %t", kind, got)
		}
	}
	r := call(grpcType)
	r.ProtoMajor = 1
	if isCall(r) {
		t.Error("a call over HTTP/1.1")
	}
}

func TestCallTime(t *testing.T) {
	for s, want := range map[string]time.Duration{
		"300m": 300 * time.Millisecond, "1S": time.Second, "99999999H": mostDeadline, "5n": 5, "7u": 7 * time.Microsecond, "2M": 2 * time.Minute,
		"": 0, "m": 0, "5": 0, "-5S": 0, "999999999S": 0, "5x": 0,
	} {
		if got := callTime(s); got != want {
			t.Errorf("%q: got %s, want %s", s, got, want)
		}
	}
}

// What a call's message says comes out as it was.
func TestCallWords(t *testing.T) {
	for _, s := range []string{"plain", "100 % 服务\n", ""} {
		got := callWords(s)
		if back, err := url.PathUnescape(got); err != nil || back != s {
			t.Errorf("%q: got %q", s, got)
		}
		if (http.Header{"X": {got}}).Get("X") != got || got != "" && got[len(got)-1] == '\n' {
			t.Errorf("%q: %q can stand in no header", s, got)
		}
	}
}

func TestCalledOff(t *testing.T) {
	canceled := fmt.Errorf("the service: %w", http2.StreamError{StreamID: 1, Code: http2.ErrCodeCancel})
	for _, c := range []struct {
		timeout string
		took    time.Duration
		err     error
		want    string // status of gRPC; "": it is not answered so
	}{
		{"300m", 300 * time.Millisecond, canceled, "4"}, {"300m", 280 * time.Millisecond, canceled, "4"}, {"300m", 100 * time.Millisecond, canceled, "1"}, {"", time.Hour, canceled, "1"},
		{"300m", time.Second, errors.New("connection refused"), ""}, {"", 0, http2.StreamError{Code: http2.ErrCodeInternal}, ""},
	} {
		r, w := call(grpcType), httptest.NewRecorder()
		r.Header.Set("Grpc-Timeout", c.timeout)
		if ok := calledOff(w, r, c.err, c.took); ok != (c.want != "") || w.Header().Get(grpcStatus) != c.want {
			t.Errorf("%+v: got %t, %q", c, ok, w.Header().Get(grpcStatus))
		}
	}
}
