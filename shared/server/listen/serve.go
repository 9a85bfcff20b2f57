package listen

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"time"
)

const (
	// drain is how long requests may take once a server is to end. Streams would hold that up for ever.
	drain      = 2 * time.Second
	headTime   = 10 * time.Second // for a request's head
	idleTime   = 2 * time.Minute  // without a request
	headLength = 64 << 10         // bytes
)

type connKey struct{}

// Serve serves a listener by net/http until ctx ends, and closes it.
func Serve(ctx context.Context, l *Listener, h http.Handler) error {
	srv := &http.Server{
		Handler: guard(h, l.options.Proxies, l.pace), ReadHeaderTimeout: headTime, IdleTimeout: idleTime, MaxHeaderBytes: headLength,
		// A request for * is answered by the handler like any other, so that the same rules hold for it.
		DisableGeneralOptionsHandler: true,
		ConnContext: func(ctx context.Context, c net.Conn) context.Context {
			if g, ok := c.(*Conn); ok && sees {
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
