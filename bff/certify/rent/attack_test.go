package rent

import (
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"berth/shared/attacktest"
)

// TestAttackPage: a node serves something else than the page that was deployed. Whoever has the word can serve the page from anywhere:
// where it came from is not shown (docs/certification.md).
func TestAttackPage(t *testing.T) {
	a := attacktest.Begin(t, "a node is certified that does not serve what was deployed")
	const word = "0123456789abcdef0123456789abcdef"
	for _, c := range []struct {
		name string
		h    http.HandlerFunc
		pass bool
	}{
		{"the page", func(w http.ResponseWriter, _ *http.Request) { io.WriteString(w, "<h1>"+word+"</h1>") }, true},
		{"a page that it had before", func(w http.ResponseWriter, _ *http.Request) { io.WriteString(w, "<h1>Hello from your berth</h1>") }, false},
		{"what it was asked", func(w http.ResponseWriter, r *http.Request) { _ = r.Write(w) }, false},
		{"the word, and that it does not work", func(w http.ResponseWriter, _ *http.Request) { http.Error(w, word, http.StatusServiceUnavailable) }, false},
		{"a way to somewhere else, which has the word", func(w http.ResponseWriter, r *http.Request) {
			if r.URL.Path == "/" {
				http.Redirect(w, r, "/elsewhere", http.StatusFound)
				return
			}
			io.WriteString(w, word)
		}, false},
		{"the word, far behind", func(w http.ResponseWriter, _ *http.Request) {
			_, _ = io.WriteString(w, strings.Repeat(" ", maxPage)+word)
		}, false},
		{"an answer that breaks off", func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Length", "100000")
			io.WriteString(w, word)
			panic(http.ErrAbortHandler)
		}, false},
		{"nothing", func(http.ResponseWriter, *http.Request) {}, false},
	} {
		srv := httptest.NewServer(c.h)
		client := srv.Client()
		client.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse } // as Begin has it
		s := &Stay{http: client}
		err := s.Page(t.Context(), srv.URL, word)
		srv.Close()
		if len(s.Steps) != 1 || s.Steps[0].OK != (err == nil) || err != nil && s.Steps[0].Says == "" {
			t.Errorf("%s: noted as %+v", c.name, s.Steps)
		}
		if c.pass {
			if err != nil {
				t.Errorf("%s: %v", c.name, err)
			}
			continue
		}
		a.Tried(err == nil, "%s: it passes", c.name)
	}
}
