package socket

import (
	"context"
	"errors"
	"net"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"github.com/gorilla/websocket"

	"berth/gateway/edge/call"
	"berth/shared/problem"
	"berth/shared/wire"
)

// Forward connects a WebSocket to a port of a service. Its messages are the connection's bytes. A tool that knows of no
// subprotocols need not offer one.
func (k *Sockets) Forward(w http.ResponseWriter, r *http.Request) error {
	c, s, _, offered, err := k.beside(r)
	if err != nil {
		return err
	}
	port, err := parsePort(r.PathValue("port"))
	switch {
	case err != nil:
		return err
	case !websocket.IsWebSocketUpgrade(r):
		return noSocket(w, "a forward")
	case len(offered) > 0 && !slices.Contains(offered, wire.ForwardProtocol):
		return problem.New(400, problem.BadRequest, "the subprotocol is not offered").Remedy("offer %s, or none", wire.ForwardProtocol)
	}
	ctx, done := call.Bind(r.Context(), c.Pass)
	defer done()
	opened := false
	err = k.cfg.Ports.Port(ctx, c.ID, s.Name, port, func(ctx context.Context, to net.Conn) error {
		conn, err := k.upgrade(w, r, wire.ForwardProtocol)
		if err != nil {
			return err
		}
		opened = true
		defer conn.Close()
		join(ctx, conn, to, k.Pace)
		return nil
	})
	if opened {
		return nil // and its end was told
	}
	return err
}

// parsePort reads a port's number.
func parsePort(text string) (int, error) {
	n, err := strconv.ParseUint(text, 10, 16)
	if err != nil || strings.HasPrefix(text, "0") {
		return 0, problem.Field("port", "a number from 1 to 65535")
	}
	return int(n), nil
}

const (
	// closeReason is the most bytes that the reason of a close has (RFC 6455, section 5.5).
	closeReason = 123
	// closeCode is added to a problem's status: the codes from 4000 on are for private use (RFC 6455, section 7.4.2).
	closeCode = 4000
)

// farewell is the close frame that says why a forward ends.
func farewell(why error) []byte {
	var p *problem.Problem
	code, text := websocket.CloseGoingAway, "the gateway has gone"
	switch {
	case errors.Is(why, errServed):
		code, text = websocket.CloseNormalClosure, why.Error()
	case errors.Is(why, errClosed), errors.Is(why, errLeft):
		code, text = websocket.CloseNormalClosure, ""
	case errors.As(why, &p):
		code, text = closeCode+p.Status, string(p.Code)+": "+p.Title
	}
	if len(text) > closeReason {
		text = strings.ToValidUTF8(text[:closeReason], "")
	}
	return websocket.FormatCloseMessage(code, text)
}
