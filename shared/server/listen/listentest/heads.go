package listentest

import (
	"strings"
	"testing"
	"time"

	"berth/shared/attacktest"
)

// Heads asks for the heads of what is told, each as the lines of a request without its method and version ("/path" first),
// and for something ordinary behind it on the same connection: the answer to HEAD is a head and nothing else, and it comes
// at once.
func Heads(t *testing.T, a *attacktest.Attack, s Server, requests ...[]string) {
	t.Helper()
	for _, lines := range requests {
		host, fields := s.Host, lines[1:]
		if h, ok := strings.CutPrefix(lines[min(1, len(lines)-1)], "Host: "); ok {
			host, fields = h, lines[2:]
		}
		on := Server{Addr: s.Addr, Host: host}
		began := time.Now()
		got, err := s.talk(on.head("HEAD", lines[0], fields...)+s.head("GET", s.Get, "Connection: close"), 500*time.Millisecond, "HEAD")
		switch {
		case err != nil || len(got.codes) == 0:
			a.Tried(true, "%s: got %s, %v", lines[0], got, err)
		case got.codes[0] != 200 || time.Since(began) > patience:
			t.Errorf("HEAD %s: got %s after %s", lines[0], got, time.Since(began))
		default:
			// Either the connection ends, or the next answer begins where the head has ended.
			a.Tried(got.rest != "" || len(got.codes) > 2 || len(got.codes) == 2 && got.codes[1] != 200 || len(got.codes) == 1 && !got.closed, "HEAD %s: got %s", lines[0], got)
		}
	}
}
