package listen

import (
	"cmp"
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
	drain    = 2 * time.Second
	idleTime = 2 * time.Minute // without a request

	// UsualHeadBytes and UsualHeadTime bound a request's head where nobody says otherwise.
	UsualHeadBytes = 64 << 10
	UsualHeadTime  = 10 * time.Second
)

// Head bounds a request's head: its lines over HTTP/1.1, its names and values over HTTP/2.
type Head struct {
	Bytes int           // 0: UsualHeadBytes
	Time  time.Duration // since it began, or its connection did; 0: UsualHeadTime
	// Refuse answers a request whose head goes past either, with as much of it as has come: 431, or 408. Over HTTP/2 one that is
	// more than twice as long has Go's own 431, or none, and one that is late none. nil: all is as net/http does it.
	Refuse func(w http.ResponseWriter, r *http.Request, status int)
}

func (h *Head) bytes() int          { return cmp.Or(h.Bytes, UsualHeadBytes) }
func (h *Head) time() time.Duration { return cmp.Or(h.Time, UsualHeadTime) }

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
// agreed on HTTP/2 are served so; a handler sees a WebSocket in it (RFC 8441) as one over HTTP/1.1.
func Serve(ctx context.Context, l *Listener, h http.Handler) error {
	srv := &http.Server{
		Handler: guard(h, &l.options, l.pace), ReadHeaderTimeout: l.options.Head.time(), IdleTimeout: idleTime, MaxHeaderBytes: l.options.Head.bytes(),
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
				l.options.Room.upgraded(false)
			}
		},
		ErrorLog: slog.NewLogLogger(l.options.Log.Handler(), slog.LevelDebug),
	}
	if l.options.Head.Refuse != nil {
		srv.MaxHeaderBytes *= 2 // what is a little too long is to be refused by us
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
