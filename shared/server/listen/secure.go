package listen

import (
	"crypto/tls"
	"errors"
	"io"
	"net"
	"time"

	"berth/shared/server/web"
)

// ALPN's names of what a secured connection may speak (RFC 7301, and RFC 8737 for the last).
const (
	HTTP1 = "http/1.1"
	HTTP2 = "h2"
	acme  = "acme-tls/1"
)

// handshakes bounds how often one network begins TLS: each costs the server a signature. Who is behind one address with
// many does not come near.
var handshakes = web.Limits{PerSecond: 50, Burst: 500, Keys: 1 << 16, Forget: true}

// plainText is what somebody is told who speaks HTTP where TLS is spoken.
const plainText = "HTTP/1.0 400 Bad Request\r\nContent-Type: text/plain\r\nConnection: close\r\n\r\nThis port speaks HTTPS.\n"

// under is what lies below TLS: the connection, and what of it was read ahead.
type under struct {
	net.Conn
	ahead    []byte
	patience time.Duration
}

// Read implements net.Conn.
func (u *under) Read(b []byte) (int, error) {
	if len(u.ahead) > 0 {
		n := copy(b, u.ahead)
		u.ahead = u.ahead[n:]
		return n, nil
	}
	return u.Conn.Read(b)
}

// renew gives a handshake its time again.
func (u *under) renew() { _ = u.SetDeadline(time.Now().Add(u.patience)) } // a dead connection takes none, and its next read says so

// patient has a handshake's time not run while a certificate is fetched for it, which has a time of its own.
func patient(c *tls.Config) *tls.Config {
	c = c.Clone()
	get := c.GetCertificate
	c.GetCertificate = func(h *tls.ClientHelloInfo) (*tls.Certificate, error) {
		cert, err := get(h)
		if u, ok := h.Conn.(*under); ok {
			u.renew()
		}
		return cert, err
	}
	return c
}

// secure brings TLS up on a connection. Until then it has a place in the room like any other, and it is the client's turn.
func (l *Listener) secure(c *Conn) {
	if !c.proxy {
		if _, ok := l.handshakes.Take(web.Customer(c.client), time.Now()); !ok {
			l.options.Room.unsecured()
			c.reset.Store(true)
			c.Close()
			return
		}
	}
	u := &under{Conn: c.below, ahead: c.ahead, patience: l.pace.handshake}
	c.ahead = nil
	u.renew()
	t := tls.Server(u, l.tls)
	err := t.HandshakeContext(l.ctx)
	if err != nil {
		l.options.Room.unsecured()
		var h tls.RecordHeaderError
		if errors.As(err, &h) && h.Conn != nil && looksLikeHTTP(h.RecordHeader) {
			_, _ = io.WriteString(c.below, plainText) // nobody is owed that they hear it
		}
		l.options.Log.Debug("TLS did not come up", "peer", c.RemoteAddr().String(), "err", err)
		c.Close()
		return
	}
	state := t.ConnectionState()
	if err := c.below.SetDeadline(time.Time{}); err != nil || state.NegotiatedProtocol == acme {
		// An authority has seen what it came for.
		_ = t.Close()
		c.Close()
		return
	}
	c.Conn, c.state = t, &state
	if state.NegotiatedProtocol == HTTP2 {
		c.frames = &frames{}
		c.Raw()
	}
	c.move()
	l.hand(c)
}

// looksLikeHTTP reports whether the first bytes of a connection are a method's.
func looksLikeHTTP(h [5]byte) bool {
	switch string(h[:]) {
	case "GET /", "HEAD ", "POST ", "PUT /", "OPTIO":
		return true
	}
	return false
}
