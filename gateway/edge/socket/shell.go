// Package socket is what the API has of WebSockets: shells beside services' processes, and connections to services' ports.
package socket

import (
	"context"
	"errors"
	"io"
	"log/slog"
	"net"
	"net/http"
	"slices"
	"strings"
	"sync"

	"github.com/gorilla/websocket"

	"berth/gateway/answer"
	"berth/gateway/cluster"
	"berth/gateway/edge/call"
	"berth/gateway/edge/limit"
	"berth/gateway/lease/tenancy"
	"berth/shared/order"
	"berth/shared/problem"
	"berth/shared/scope"
	"berth/shared/wire"
)

// shellError is why the gateway ends a shell.
type shellError wire.ShellEnd

func (e *shellError) Error() string { return e.Text }

// Shells opens shells; *tenancy.Viewer does.
type Shells interface {
	Shell(ctx context.Context, id order.ID, service string, t cluster.Terminal) (int, error)
}

// Ports connects to services' ports; *tenancy.Viewer does.
type Ports interface {
	Port(ctx context.Context, id order.ID, service string, port int, use func(context.Context, net.Conn) error) error
}

var (
	_ Shells = (*tenancy.Viewer)(nil)
	_ Ports  = (*tenancy.Viewer)(nil)
)

// ShellQuota is how many shells may be open at a time; one more ends the oldest.
var ShellQuota = limit.Quota{Order: 4, User: 8}

// Config is what Sockets are made of.
type Config struct {
	Gate   *call.Gate
	Page   func(origin string) bool // whether pages of an origin may call the API
	Views  call.Views
	Shells Shells
	Ports  Ports
	Sieve  *answer.Sieve
}

// Sockets are the WebSockets beside services. They are safe for concurrent use.
type Sockets struct {
	Pace Pace         // before the first of them
	Open *limit.Seats // who has a shell open

	cfg Config
}

// New makes them.
func New(cfg Config) *Sockets {
	return &Sockets{Pace: usualPace, Open: limit.NewSeats(ShellQuota), cfg: cfg}
}

// beside tells who asks for a WebSocket beside one of their services, and which of them, and what protocols are offered for
// it. An error where nothing runs there.
func (k *Sockets) beside(r *http.Request) (c call.Caller, s wire.Service, d wire.Deployment, offered []string, err error) {
	// A browser sends a page's requests for WebSockets anywhere, and says whose page it is. Programs say nothing.
	if o := r.Header.Get("Origin"); o != "" && !k.cfg.Page(o) {
		return c, s, d, nil, problem.New(403, problem.CrossSite, "pages of this site may not open this here")
	}
	token := answer.Bearer(r)
	for _, p := range websocket.Subprotocols(r) {
		if t, ok := strings.CutPrefix(p, wire.ShellToken); ok {
			token = t
		} else {
			offered = append(offered, p)
		}
	}
	if c, err = k.cfg.Gate.Admit(r, token, scope.Shell); err != nil {
		return c, s, d, nil, err
	}
	s, d, err = c.Service(k.cfg.Views, r.PathValue("service"))
	switch {
	case d.Phase == wire.PhaseEnded:
		err = problem.New(409, problem.OrderEnded, "order %s has ended", c.ID)
	case d.Phase == wire.PhaseNone:
		err = problem.New(409, problem.NotDeployed, "nothing is deployed for order %s", c.ID).Remedy("deploy something first")
	case err == nil && d.Phase == wire.PhaseStopped:
		err = problem.New(409, problem.ServiceStopped, "service %s is stopped", s.Name).Remedy("start it again")
	}
	return c, s, d, offered, err
}

// upgrade opens the WebSocket.
func (k *Sockets) upgrade(w http.ResponseWriter, r *http.Request, protocol string) (*websocket.Conn, error) {
	up := websocket.Upgrader{
		// The server's own buffer would end the request's context with a read that is late, before it can be said why.
		ReadBufferSize:   4 << 10,
		HandshakeTimeout: k.Pace.First, Subprotocols: []string{protocol},
		CheckOrigin: func(*http.Request) bool { return true }, // done above
		Error:       func(http.ResponseWriter, *http.Request, int, error) {},
	}
	conn, err := up.Upgrade(w, r, nil)
	if err != nil {
		return nil, problem.New(400, problem.BadRequest, "the WebSocket cannot be opened").Because(err)
	}
	return conn, nil
}

// noSocket is what a request gets that is none for a WebSocket. So a page learns, which cannot see why a WebSocket was refused,
// that it would not be.
func noSocket(w http.ResponseWriter, what string) error {
	w.Header().Set("Upgrade", "websocket")
	return problem.New(426, problem.BadRequest, "%s is a WebSocket", what).Remedy("connect with one")
}

// Shell opens a shell beside a service's process on a WebSocket.
func (k *Sockets) Shell(w http.ResponseWriter, r *http.Request) error {
	c, s, d, offered, err := k.beside(r)
	switch {
	case err != nil:
		return err
	case !d.Shell:
		return problem.New(501, problem.NoShell, "this node opens no shells").Remedy("the log shows what the service says")
	case !websocket.IsWebSocketUpgrade(r):
		return noSocket(w, "a shell")
	case !slices.Contains(offered, wire.ShellProtocol):
		return problem.New(400, problem.BadRequest, "the subprotocol is not offered").Remedy("offer %s", wire.ShellProtocol)
	}
	ctx, done := call.Bind(r.Context(), c.Pass)
	defer done()
	// Before the answer: whoever sees theirs open and opens another is the older of the two.
	ctx, back := k.Open.Take(ctx, c.Workload, c.User)
	defer back()
	conn, err := k.upgrade(w, r, wire.ShellProtocol)
	if err != nil {
		return err
	}
	defer conn.Close()
	k.talk(ctx, conn, c, s.Name)
	return nil
}

// talk runs a shell on a connection, and says in the end why it is over.
func (k *Sockets) talk(ctx context.Context, conn *websocket.Conn, c call.Caller, service string) {
	ctx, cancel := context.WithCancelCause(ctx)
	in, typed := io.Pipe()
	t := &terminal{
		conn: conn, pace: k.Pace, end: cancel, typed: typed,
		sizes: make(chan cluster.Size, 1), began: make(chan struct{}), gone: make(chan struct{}),
	}
	t.moved()
	var both sync.WaitGroup
	both.Go(t.read)
	both.Go(func() { t.watch(ctx) })
	// Whatever happens, and in this order: both of them end, and are waited for.
	defer both.Wait()
	defer conn.Close()
	defer in.Close()
	defer cancel(nil)

	var code int
	err := ctx.Err()
	select {
	case <-t.began:
		code, err = k.cfg.Shells.Shell(ctx, c.ID, service, cluster.Terminal{In: in, Out: t, Sizes: t.sizes})
	case <-ctx.Done():
	}
	why := k.shellEnd(ctx, code, err, c)
	cancel(nil)
	in.Close() // whoever still types does it in vain
	if why == nil {
		return
	}
	t.bye(*why)
}

// shellEnd is why a shell is over; nil where nobody is there to be told.
func (k *Sockets) shellEnd(ctx context.Context, code int, err error, c call.Caller) *wire.ShellEnd {
	var by *shellError
	var p *problem.Problem
	switch cause := context.Cause(ctx); {
	case errors.As(cause, &by):
		return (*wire.ShellEnd)(by)
	case errors.As(cause, &p):
		return &wire.ShellEnd{Code: p.Code, Text: p.Title}
	case cause != nil:
		return nil
	case err == nil:
		return &wire.ShellEnd{ExitCode: code}
	case errors.As(err, &p):
		return &wire.ShellEnd{Code: p.Code, Text: p.Title}
	case errors.Is(err, cluster.ErrNoShell):
		return &wire.ShellEnd{Code: problem.NoShell, Text: "no shell can be opened in this service"}
	case errors.Is(err, cluster.ErrNotRunning):
		return &wire.ShellEnd{Code: problem.ServiceStopped, Text: "the service does not run now"}
	}
	k.cfg.Sieve.Say(slog.LevelWarn, "a shell broke off", "", "order", c.ID, "err", err)
	return &wire.ShellEnd{Code: problem.Internal, Text: "the shell broke off"}
}
