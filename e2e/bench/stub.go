package main

import (
	"bufio"
	"context"
	"crypto/sha256"
	"fmt"
	"io"
	"net"
	"net/http"
	"strconv"
	"strings"
	"time"
)

// stub is the service behind all proxies, and what nginx and Caddy ask whether a visitor may pass: net/http, as most of
// what is asked like that is.
func stub(ctx context.Context, addr string) error {
	page := []byte(strings.Repeat("x", 1024))
	block := make([]byte, 256<<10)
	known := map[[32]byte]bool{sha256.Sum256([]byte(strings.Repeat("c", 43))): true}
	mux := http.NewServeMux()
	mux.HandleFunc("/page", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/plain")
		w.Write(page)
	})
	mux.HandleFunc("/down", func(w http.ResponseWriter, r *http.Request) {
		n, err := strconv.ParseInt(r.URL.Query().Get("n"), 10, 64)
		if err != nil {
			w.WriteHeader(http.StatusBadRequest)
			return
		}
		w.Header().Set("Content-Type", "application/octet-stream")
		w.Header().Set("Content-Length", strconv.FormatInt(n, 10))
		for n > 0 {
			m, err := w.Write(block[:min(n, int64(len(block)))])
			if n -= int64(m); err != nil {
				return
			}
		}
	})
	mux.HandleFunc("/up", func(w http.ResponseWriter, r *http.Request) {
		n, err := io.CopyBuffer(struct{ io.Writer }{io.Discard}, r.Body, make([]byte, 256<<10))
		if err != nil {
			w.WriteHeader(http.StatusBadRequest)
			return
		}
		fmt.Fprint(w, n)
	})
	mux.HandleFunc("/auth", func(w http.ResponseWriter, r *http.Request) {
		c, err := r.Cookie("session")
		if err != nil || !known[sha256.Sum256([]byte(c.Value))] {
			w.WriteHeader(http.StatusUnauthorized)
			return
		}
		w.WriteHeader(http.StatusNoContent)
	})
	mux.HandleFunc("/ws", func(w http.ResponseWriter, r *http.Request) {
		c, rw, err := http.NewResponseController(w).Hijack()
		if err != nil {
			return
		}
		go hold(c, rw)
	})
	ln, err := net.Listen("tcp", addr)
	if err != nil {
		return err
	}
	srv := &http.Server{Handler: mux, ReadHeaderTimeout: 10 * time.Second}
	go func() {
		<-ctx.Done()
		srv.Close()
	}()
	if err := srv.Serve(ln); err != http.ErrServerClosed {
		return err
	}
	return nil
}

// startStub starts it as a process of its own, and gives its address.
func startStub() (addr string, p *process, err error) {
	addr = freeAddr()
	if p, err = start(nil, self(), "stub", addr); err != nil {
		return "", nil, err
	}
	if err := listens(addr); err != nil {
		p.stop()
		return "", nil, err
	}
	return addr, p, nil
}

// hold takes up a WebSocket on which nothing is ever said.
func hold(c net.Conn, rw *bufio.ReadWriter) {
	defer c.Close()
	rw.Write([]byte("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: x\r\n\r\n"))
	if rw.Flush() == nil {
		var one [1]byte
		_, _ = c.Read(one[:]) // until it ends
	}
}
