package ssh

import (
	"context"
	"errors"
	"io"
	"net"
	"sync"
	"time"

	"golang.org/x/crypto/ssh"

	"berth/gateway/manifest"
	"berth/shared/problem"
)

// errTarget is a forward to what is none of the order's.
var errTarget = problem.New(403, problem.NotFound, "only the order's services can be connected to, by their names, or by localhost the one of the user name")

// target reads where a forward is to lead (RFC 4254, section 7.2). A host is a service of the order; localhost, which people
// write without a thought, is the service of the user name, and never this machine.
func target(raw []byte, own string) (service string, port int, err error) {
	var to struct {
		Host       string
		Port       uint32
		Origin     string
		OriginPort uint32
	}
	if ssh.Unmarshal(raw, &to) != nil || to.Port < 1 || to.Port > 65535 {
		return "", 0, problem.Field("port", "a number from 1 to 65535")
	}
	switch {
	case to.Host == "localhost" || to.Host == "127.0.0.1" || to.Host == "::1":
		return own, int(to.Port), nil
	case manifest.ValidService(to.Host):
		return to.Host, int(to.Port), nil
	}
	return "", 0, errTarget
}

// forward connects a client to a port of one of the order's services. leave makes room for another one: before the client, or who counts
// those that are open, can learn that this one is over.
func (t *talk) forward(ctx context.Context, c ssh.NewChannel, leave func()) {
	service, port, err := target(c.ExtraData(), t.service)
	if err == nil {
		opened := false
		err = t.server.cfg.Services.Port(ctx, t.order, service, port, func(ctx context.Context, to net.Conn) error {
			ch, requests, err := c.Accept()
			if err != nil {
				return err
			}
			opened = true
			defer t.server.counts.opened("port")()
			t.begin(func() { ssh.DiscardRequests(requests) })
			t.pass(ctx, ch, to, leave)
			return nil
		})
		if opened {
			return
		}
	}
	leave()
	t.server.counts.refuse(channel, reason(err))
	code, p := ssh.ConnectionFailed, (*problem.Problem)(nil)
	text := "it cannot be connected to"
	if errors.As(err, &p) {
		text = plain(p.Title)
		switch p.Code {
		case problem.TooMany:
			code = ssh.ResourceShortage
		case problem.NotFound, problem.BadField:
			code = ssh.Prohibited
		}
	}
	_ = c.Reject(code, text) // who has gone is noticed elsewhere
}

// pass passes on what comes from either side. Each may say that nothing more comes from it.
func (t *talk) pass(ctx context.Context, ch ssh.Channel, to net.Conn, leave func()) {
	defer context.AfterFunc(ctx, func() { ch.Close() })()
	m := moving{ch, t}
	var both sync.WaitGroup
	taken := make(chan struct{})
	both.Go(func() {
		defer close(taken)
		if _, err := io.Copy(to, m); err != nil {
			to.Close() // what comes is taken by nobody
			return
		}
		if h, ok := to.(interface{ CloseWrite() error }); ok {
			_ = h.CloseWrite() // a service that cannot be told has gone
		}
	})
	both.Go(func() {
		if _, err := io.Copy(m, to); err != nil {
			ch.Close()
			return
		}
		_ = ch.CloseWrite() // a client that cannot be told has gone
		select {
		case <-taken:
		case <-time.After(t.server.limits.half):
			ch.Close()
		}
	})
	both.Wait()
	leave()
	ch.Close()
}
