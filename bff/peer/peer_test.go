package peer

import (
	"context"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"strings"
	"testing"
	"time"

	"berth/shared/wire"
)

func TestPublic(t *testing.T) {
	for _, s := range []string{"8.8.8.8", "1.1.1.1", "2606:4700::1111", "2a00:1450:4001::1", "100.63.255.255", "172.32.0.1", "::ffff:8.8.8.8"} {
		if !Public(netip.MustParseAddr(s)) {
			t.Errorf("%s: not public", s)
		}
	}
	for _, s := range []string{
		"127.0.0.1", "127.9.9.9", "0.0.0.0", "10.1.2.3", "172.16.0.1", "172.31.255.255", "192.168.1.1", "169.254.169.254", "100.64.0.1", "192.0.0.1", "192.0.2.1",
		"198.18.0.1", "198.51.100.1", "203.0.113.9", "224.0.0.1", "240.0.0.1", "255.255.255.255", "::", "::1", "fe80::1", "fc00::1", "fd12::1", "ff02::1",
		"::ffff:127.0.0.1", "::ffff:10.0.0.1", "64:ff9b::7f00:1", "64:ff9b:1::1", "2002:7f00:1::", "2001:0:4136:e378::1", "2001:db8::1", "100::1", "fe80::1%eth0", "fec0::1",
	} {
		if Public(netip.MustParseAddr(s)) {
			t.Errorf("%s: public", s)
		}
	}
}

func TestDialsOnlyPublic(t *testing.T) {
	srv := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { io.WriteString(w, "{}") }))
	defer srv.Close()
	ctx, cancel := context.WithTimeout(t.Context(), 5*time.Second)
	defer cancel()
	guarded := New(false)
	defer guarded.Close()
	for _, url := range []string{srv.URL, strings.Replace(srv.URL, "127.0.0.1", "localhost", 1), strings.Replace(srv.URL, "127.0.0.1", "[::ffff:127.0.0.1]", 1)} {
		if _, err := guarded.Card(ctx, url); !errors.Is(err, ErrNotPublic) {
			t.Errorf("%s: got %v, want ErrNotPublic", url, err)
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
