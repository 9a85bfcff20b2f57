package listen

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"time"

	"berth/shared/server/xconnect"
)

const (
	// drain is how long requests may take once a server is to end. Streams would hold that up for ever.
	drain      = 2 * time.Second
	headTime   = 10 * time.Second // for a request's head
	idleTime   = 2 * time.Minute  // without a request
	headLength = 64 << 10         // bytes
)

// http2Config bounds each connection that speaks HTTP/2, beside what Go does by itself: it answers no more frames than 10,000
// that wait, runs no more handlers than streams and has no more than four times as many wait, and ends a connection whose
// head is longer than it may be, however many frames that comes in.
var http2Config = http.HTTP2Config{
	MaxConcurrentStreams: 128, MaxReadFrameSize: 64 << 10, MaxReceiveBufferPerConnection: 1 << 20, MaxReceiveBufferPerStream: 512 << 10,
	MaxDecoderHeaderTableSize: 4 << 10, MaxEncoderHeaderTableSize: 4 << 10, SendPingTimeout: time.Minute, PingTimeout: 15 * time.Second,
}

// restored: net/http has read what it takes extended CONNECT by.
var _ = xconnect.Restore()

type connKey struct{}

// Serve serves a listener by net/http until ctx ends, and closes it. Where the listener secures connections, those that
// agreed on HTTP/2 are served so; a handler sees extended CONNECT (RFC 8441) as a CONNECT with a header ":protocol".
func Serve(ctx context.Context, l *Listener, h http.Handler) error {
	srv := &http.Server{
		Handler: guard(h, l.options.Proxies, l.pace), ReadHeaderTimeout: headTime, IdleTimeout: idleTime, MaxHeaderBytes: headLength,
		// A request for * is answered by the handler like any other, so that the same rules hold for it.
		DisableGeneralOptionsHandler: true,
		ConnContext: func(ctx context.Context, c net.Conn) context.Context {
			if g, ok := c.(*Conn); ok && sees && g.state == nil {
				var cancel context.CancelFunc
				ctx, cancel = context.WithCancel(ctx)
				g.cancel.Store(&cancel)
			}
			return context.WithValue(ctx, connKey{}, c)
		},
		ConnState: func(c net.Conn, s http.ConnState) {
			if g, ok := c.(*Conn); ok && s == http.StateHijacked {
				g.Raw()
			}
		},
		ErrorLog: slog.NewLogLogger(l.options.Log.Handler(), slog.LevelDebug),
	}
	over := make(chan struct{})
	defer close(over)
	if sees {
		go l.vigil(over)
	}
	srv.Protocols = new(http.Protocols)
	srv.Protocols.SetHTTP1(true)
	if l.tls != nil {
		// To net/http what lies above our TLS is plain; frames holds it to what was agreed on.
		srv.Protocols.SetUnencryptedHTTP2(true)
		srv.HTTP2 = &http2Config
	}
	failed := make(chan error, 1)
	go func() { failed <- srv.Serve(l) }()
	select {
	case err := <-failed:
		return fmt.Errorf("serve: %w", err)
	case <-ctx.Done():
	}
	sctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), drain)
	defer cancel()
	if srv.Shutdown(sctx) != nil {
		srv.Close()
	}
	if err := <-failed; !errors.Is(err, http.ErrServerClosed) {
		return fmt.Errorf("serve: %w", err)
	}
	return nil
}
