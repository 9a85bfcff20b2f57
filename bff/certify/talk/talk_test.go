package talk

import (
	"context"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"testing/synctest"
	"time"
)

// TestDo: a body goes as JSON, an answer comes with its status, and one that is too long does not come.
func TestDo(t *testing.T) {
	srv := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		b, _ := io.ReadAll(r.Body)
		w.WriteHeader(http.StatusTeapot)
		io.WriteString(w, r.Header.Get("Content-Type")+"|"+string(b))
	}))
	defer srv.Close()
	for _, c := range []struct {
		body any
		most int64
		want string // empty: an error
	}{
		{map[string]int{"n": 1}, 100, `application/json|{"n":1}`}, {nil, 100, "|"}, {map[string]int{"n": 1}, 24, `application/json|{"n":1}`}, {map[string]int{"n": 1}, 23, ""},
	} {
		req, err := Request(t.Context(), http.MethodPost, srv.URL, c.body)
		if err != nil {
			t.Fatal(err)
		}
		status, got, err := Do(srv.Client(), req, c.most)
		if c.want == "" {
			if err == nil || !strings.Contains(err.Error(), "more than") {
				t.Errorf("%d bytes at most: %q, %v", c.most, got, err)
			}
			continue
		}
		if err != nil || status != http.StatusTeapot || string(got) != c.want {
			t.Errorf("%v: %d %q %v, want %q", c.body, status, got, err, c.want)
		}
	}
	if _, err := Request(t.Context(), http.MethodPost, srv.URL, func() {}); err == nil {
		t.Error("a function is JSON")
	}
	srv.Close()
	req, err := Request(t.Context(), http.MethodGet, srv.URL, nil)
	if err != nil {
		t.Fatal(err)
	}
	if _, _, err := Do(srv.Client(), req, 10); err == nil {
		t.Error("nobody answers, and there is an answer")
	}
}

func TestRest(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
		defer cancel()
		began := time.Now()
		if err := Rest(ctx, 40*time.Second); err != nil || time.Since(began) != 40*time.Second {
			t.Errorf("%v after %s", err, time.Since(began))
		}
		if err := Rest(ctx, 40*time.Second); !errors.Is(err, context.DeadlineExceeded) || time.Since(began) != time.Minute {
			t.Errorf("%v after %s", err, time.Since(began))
		}
	})
}
