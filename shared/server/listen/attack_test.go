package listen_test

import (
	"context"
	"io"
	"log/slog"
	"net/http"
	"testing"

	"berth/shared/attacktest"
	"berth/shared/server/listen"
	"berth/shared/server/listen/listentest"
)

// serve serves a handler on loopback until the test ends.
func serve(t *testing.T, h http.Handler, o listen.Options) string {
	t.Helper()
	if o.Room == nil {
		o.Room = listen.NewRoom(0)
	}
	o.Log = slog.New(slog.DiscardHandler)
	l, err := listen.Open(nil, "127.0.0.1:0", o)
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan error, 1)
	go func() { done <- listen.Serve(ctx, l, h) }()
	t.Cleanup(func() {
		cancel()
		if err := <-done; err != nil {
			t.Error(err)
		}
	})
	return l.Addr().String()
}

// reads reads its requests' bodies and says how long they were; at /none it does not.
func reads(w http.ResponseWriter, r *http.Request) {
	if r.URL.Path == "/none/such" {
		http.NotFound(w, r)
		return
	}
	b, err := io.ReadAll(r.Body)
	if err != nil {
		http.Error(w, err.Error(), 400)
		return
	}
	w.Write(b)
}

func TestAttackSmuggling(t *testing.T) {
	a := attacktest.Begin(t, "a request hides another one")
	listentest.Smuggle(t, a, listentest.Server{Addr: serve(t, http.HandlerFunc(reads), listen.Options{}), Host: "n1.example", Get: "/", Post: "/x"})
}
