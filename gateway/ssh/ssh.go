// Package ssh is the gateway's SSH server: a shell beside a service's process, commands, sftp, and connections to the ports
// of an order's services, for who has a key that the order's wallet has authorised at this gateway. Nothing else is behind
// it: no account of this machine, no password, no other host, and no way back into the client's network. The user name is
// that of a service's host, <service>-<order>.
package ssh

import (
	"context"
	"fmt"
	"log/slog"
	"net"
	"net/netip"
	"sync"
	"time"

	"golang.org/x/crypto/ssh"

	"berth/gateway/auth"
	"berth/gateway/cluster"
	"berth/gateway/lease/tenancy"
	"berth/shared/eth"
	"berth/shared/order"
	"berth/shared/problem"
	"berth/shared/pubkey"
	"berth/shared/server/listen"
	"berth/shared/server/steady"
	"berth/shared/server/web"
)

// Keys knows which keys wallets have authorised; *auth.Auth does.
type Keys interface {
	// KnowsKey reports, out of memory, whether some wallet has authorised a key here. It says nothing of orders.
	KnowsKey(key pubkey.Key) bool
	// KeyPass is what a key allows of an order, until it ends; an error where that is nothing.
	KeyPass(ctx context.Context, key pubkey.Key, id order.ID) (auth.Pass, error)
}

// Orders knows which order has taken another's place; *tenancy.Roster does.
type Orders interface {
	Current(id order.ID) order.ID
}

// Services opens what there is beside services; *tenancy.Viewer does. Its errors are problems, but for those of cluster.
type Services interface {
	Gone(ctx context.Context, id order.ID, user eth.Address, service string) error
	Shell(ctx context.Context, id order.ID, service string, t cluster.Terminal) (int, error)
	Exec(ctx context.Context, id order.ID, service, command string, s cluster.Streams) (int, error)
	Port(ctx context.Context, id order.ID, service string, port int, use func(context.Context, net.Conn) error) error
}

var (
	_ Keys     = (*auth.Auth)(nil)
	_ Orders   = (*tenancy.Roster)(nil)
	_ Services = (*tenancy.Viewer)(nil)
)

// Config is what a Server is made of.
type Config struct {
	HostKey  ssh.Signer
	Keys     Keys
	Orders   Orders
	Services Services
	Idle     time.Duration // after which a connection on which nothing moves ends, if that is longer than half an hour
	Log      *slog.Logger
}

// limits are what one client, and what all, may have; tests have less patience.
type limits struct {
	handshake time.Duration // until a client has logged in
	starting  int           // clients that have not, in all
	startEach int           // and of one network
	rate      web.Limits    // of connections of one network
	tries     int           // keys that a client may sign with in vain
	orders    int           // connections for an order, that is for a chain of replacements
	users     int           // and for a user
	sessions  int           // shells, commands and sftp of a connection
	forwards  int           // connections to ports through it
	opens     float64       // of both a second, in the long run
	beat      time.Duration // between two questions whether the client is there
	deaf      time.Duration // without an answer
	idle      time.Duration // without anything that moves
	half      time.Duration // for what a client still sends to a service that says nothing more
	rest      time.Duration // for a client to read why it ends
}

func usual(idle time.Duration) limits {
	return limits{
		handshake: 20 * time.Second, starting: 128, startEach: 16, rate: web.Limits{PerSecond: 1, Burst: 30, Keys: 50_000, Forget: true},
		tries: 6, orders: 8, users: 16, sessions: 8, forwards: 32, opens: 50,
		beat: 20 * time.Second, deaf: 50 * time.Second, idle: max(idle, 30*time.Minute), half: time.Minute, rest: time.Second,
	}
}

// Server is safe for concurrent use.
type Server struct {
	cfg    Config
	limits limits

	knocks   *web.Limiter[netip.Prefix]
	startups startups
	counts   counts
	byOrder  *web.Seats[order.ID]
	byUser   *web.Seats[eth.Address]
	conns    sync.WaitGroup
	ended    context.Context // of the server; its cause is told to clients
	end      context.CancelCauseFunc
}

// mostKeys bounds what is remembered of orders and users that are connected.
const mostKeys = 10_000

// New makes a server. It serves one listener.
func New(cfg Config) *Server { return newServer(cfg, usual(cfg.Idle)) }

func newServer(cfg Config, l limits) *Server {
	s := &Server{
		cfg: cfg, limits: l, knocks: web.NewLimiter[netip.Prefix](l.rate),
		startups: startups{most: l.starting, each: l.startEach},
		byOrder:  web.NewSeats[order.ID](l.orders, mostKeys), byUser: web.NewSeats[eth.Address](l.users, mostKeys),
	}
	s.ended, s.end = context.WithCancelCause(context.Background())
	return s
}

// Serve serves a listener until ctx ends, and closes it. Whoever is connected then is told.
func (s *Server) Serve(ctx context.Context, l *listen.Listener) error {
	defer s.conns.Wait()
	defer s.end(problem.New(503, problem.Unavailable, "the gateway is being restarted").Remedy("try again in a moment"))
	defer context.AfterFunc(ctx, func() { l.Close() })()
	for {
		c, err := l.Accept()
		if ctx.Err() != nil {
			if err == nil {
				c.Close()
			}
			return nil
		}
		if err != nil {
			return fmt.Errorf("ssh: %w", err)
		}
		leave, ok := s.enter(c)
		if !ok {
			c.Close()
			continue
		}
		s.conns.Go(func() {
			defer steady.Log(s.cfg.Log, "an SSH connection")
			s.serve(c, leave)
		})
	}
}

// enter lets a client begin, unless its network has begun too often. All that costs something comes later.
func (s *Server) enter(c net.Conn) (leave func() (dropped bool), ok bool) {
	if g, guarded := c.(*listen.Conn); guarded {
		g.Raw()
	}
	n := network(c.RemoteAddr())
	if _, ok := s.knocks.Take(n, time.Now()); !ok {
		s.counts.refuse(connection, tooOften)
		return nil, false
	}
	s.counts.starting.Add(1)
	out := s.startups.enter(c, n)
	return sync.OnceValue(func() bool {
		s.counts.starting.Add(-1)
		return out()
	}), true
}

// network is the one that a client comes from.
func network(a net.Addr) netip.Prefix {
	at, err := netip.ParseAddrPort(a.String())
	if err != nil {
		return netip.Prefix{}
	}
	return web.Customer(at.Addr().Unmap())
}

// serve logs a client in and serves it.
func (s *Server) serve(raw net.Conn, leave func() (dropped bool)) {
	defer raw.Close()
	defer leave()
	defer context.AfterFunc(s.ended, func() {
		time.AfterFunc(2*s.limits.rest, func() { raw.Close() })
	})()
	if raw.SetDeadline(time.Now().Add(s.limits.handshake)) != nil {
		return
	}
	l := &login{server: s}
	defer l.giveBack()
	c, channels, requests, err := ssh.NewServerConn(raw, l.config())
	if err != nil {
		why := l.why()
		if leave() {
			why = gaveWay
		}
		s.counts.refuse(connection, why)
		s.cfg.Log.Debug("ssh: no login", "from", network(raw.RemoteAddr()), "err", err)
		return
	}
	defer c.Close()
	leave()
	if raw.SetDeadline(time.Time{}) != nil {
		return
	}
	if g, guarded := raw.(*listen.Conn); guarded {
		g.Begin() // it gives way to nobody from now on
	}
	in, ok := c.Permissions.ExtraData[admittedKey{}].(admitted)
	if !ok {
		return
	}
	s.counts.logins.Add(1)
	s.counts.in.Add(1)
	defer s.counts.in.Add(-1)
	s.converse(c, in, channels, requests)
}
