package peer

import (
	"context"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"berth/shared/server/internet"
	"berth/shared/wire"
)

func TestDialsOnlyPublic(t *testing.T) {
	srv := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { io.WriteString(w, "{}") }))
	defer srv.Close()
	ctx, cancel := context.WithTimeout(t.Context(), 5*time.Second)
	defer cancel()
	guarded := New(false)
	defer guarded.Close()
	for _, url := range []string{srv.URL, strings.Replace(srv.URL, "127.0.0.1", "localhost", 1), strings.Replace(srv.URL, "127.0.0.1", "[::ffff:127.0.0.1]", 1)} {
		if _, err := guarded.Card(ctx, url); !errors.Is(err, internet.ErrInside) {
			t.Errorf("%s: got %v, want ErrInside", url, err)
		}
	}
	open := New(true)
	defer open.Close()
	for _, url := range []string{srv.URL, strings.Replace(srv.URL, "127.0.0.1", "n1.localhost", 1)} {
		if _, err := open.Card(ctx, url); err != nil {
			t.Errorf("%s: %v", url, err)
		}
	}
}

func TestAnswers(t *testing.T) {
	mux := http.NewServeMux()
	answer := func(path, body string, status int) {
		mux.HandleFunc(path+"/v1/greet", func(w http.ResponseWriter, _ *http.Request) {
			w.WriteHeader(status)
			io.WriteString(w, body)
		})
	}
	answer("/good", `{"kind":"reject","later":"a field that we do not know"}`, 200)
	answer("/long", `{"kind":"`+strings.Repeat("x", maxBody)+`"}`, 200)
	answer("/html", `<html>`, 200)
	answer("/teapot", `{}`, 418)
	mux.HandleFunc("/moved/v1/greet", func(w http.ResponseWriter, r *http.Request) {
		http.Redirect(w, r, "/good/v1/greet", http.StatusTemporaryRedirect)
	})
	mux.HandleFunc("/slow/v1/greet", func(_ http.ResponseWriter, r *http.Request) {
		io.Copy(io.Discard, r.Body) // only then the server sees the client go
		select {
		case <-r.Context().Done():
		case <-time.After(5 * time.Second):
		}
	})
	srv := httptest.NewServer(mux)
	defer srv.Close()
	c := New(true)
	defer c.Close()
	if g, err := c.Greet(t.Context(), srv.URL+"/good", wire.Greet{}); err != nil || g.Kind != wire.Reject {
		t.Errorf("good: got %+v, %v", g, err)
	}
	for _, p := range []string{"/long", "/html", "/teapot", "/moved"} {
		if _, err := c.Greet(t.Context(), srv.URL+p, wire.Greet{}); !errors.Is(err, ErrAnswer) {
			t.Errorf("%s: got %v, want ErrAnswer", p, err)
		}
	}
	ctx, cancel := context.WithTimeout(t.Context(), 100*time.Millisecond)
	defer cancel()
	if _, err := c.Greet(ctx, srv.URL+"/slow", wire.Greet{}); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("slow: got %v", err)
	}
}
