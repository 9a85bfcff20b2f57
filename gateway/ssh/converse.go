package ssh

import (
	"context"
	"errors"
	"io"
	"sync"
	"sync/atomic"
	"time"

	"golang.org/x/crypto/ssh"
	"golang.org/x/time/rate"

	"berth/shared/problem"
	"berth/shared/server/steady"
)

// talk is the conversation with a client that has logged in.
type talk struct {
	admitted
	server *Server
	conn   *ssh.ServerConn

	moved              atomic.Int64 // Unix nanoseconds, when anything moved in it last
	sessions, forwards atomic.Int32 // that are open
	told               atomic.Bool  // a session was told why it ends
	all                sync.WaitGroup
}

var errLeft = errors.New("ssh: the client has gone")

// converse serves a client until it leaves, its key or order ends, the service is stopped, or nothing moves for long. What
// is open by then is told why, and ends.
func (s *Server) converse(c *ssh.ServerConn, in admitted, channels <-chan ssh.NewChannel, requests <-chan *ssh.Request) {
	t := &talk{admitted: in, server: s, conn: c}
	t.move()
	ctx, end := context.WithCancelCause(s.ended)
	defer end(nil)
	ctx, cancel := context.WithDeadlineCause(ctx, in.ExpiresAt, problem.New(401, problem.KeyOver, "the access key is over"))
	defer cancel()
	defer in.OnEnd(end)()
	t.begin(func() { end(s.cfg.Services.Gone(ctx, in.order, in.User, in.service)) })
	t.begin(func() { t.watch(ctx, end) })
	t.begin(func() {
		// Who asks for anything that concerns the whole connection, such as to be connected to (-R), is told no.
		for r := range requests {
			if r.WantReply {
				_ = r.Reply(false, nil) // who has gone is noticed below
			}
		}
	})
	t.begin(func() {
		t.open(ctx, channels)
		end(errLeft)
	})
	<-ctx.Done()
	// A moment for what is open, or is just being opened, to say why.
	var why *problem.Problem
	tick := time.NewTicker(10 * time.Millisecond)
	defer tick.Stop()
	for began := time.Now(); errors.As(context.Cause(ctx), &why) && time.Since(began) < s.limits.rest; <-tick.C {
		if t.told.Load() && t.sessions.Load()+t.forwards.Load() == 0 {
			break
		}
	}
	c.Close()
	t.all.Wait()
}

// begin does something of the conversation beside it. A mistake there ends the conversation, and nobody else's.
func (t *talk) begin(do func()) {
	t.all.Go(func() {
		defer steady.Log(t.server.cfg.Log, "an SSH conversation")
		well := false
		defer func() {
			if !well {
				t.conn.Close()
			}
		}()
		do()
		well = true
	})
}

func (t *talk) move() { t.moved.Store(time.Now().UnixNano()) }

// watch asks the client from time to time whether it is there, and ends a conversation in which nothing moves.
func (t *talk) watch(ctx context.Context, end context.CancelCauseFunc) {
	beat := time.NewTicker(t.server.limits.beat)
	defer beat.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-beat.C:
		}
		if time.Since(time.Unix(0, t.moved.Load())) > t.server.limits.idle {
			end(problem.New(408, problem.Idle, "nothing moved for %s", t.server.limits.idle))
			return
		}
		deaf := time.AfterFunc(t.server.limits.deaf, func() { t.conn.Close() })
		_, _, err := t.conn.SendRequest("keepalive@openssh.com", true, nil)
		if deaf.Stop(); err != nil {
			end(errLeft)
			return
		}
	}
}

// open serves the channels that a client opens, not faster than it may open them.
func (t *talk) open(ctx context.Context, channels <-chan ssh.NewChannel) {
	l := t.server.limits
	often := rate.NewLimiter(rate.Limit(l.opens), 4*int(l.opens))
	for c := range channels {
		if often.Wait(ctx) != nil && c.ChannelType() != "session" { // a session is told why
			_ = c.Reject(ssh.ResourceShortage, "it is over")
			continue
		}
		serve, open, most := t.session, &t.sessions, l.sessions
		switch c.ChannelType() {
		case "session":
		case "direct-tcpip":
			serve, open, most = t.forward, &t.forwards, l.forwards
		default:
			t.server.counts.refuse(channel, noSuch)
			_ = c.Reject(ssh.Prohibited, "there are sessions and connections to services' ports here, and nothing else")
			continue
		}
		if open.Add(1) > int32(most) {
			open.Add(-1)
			t.server.counts.refuse(channel, tooMany)
			_ = c.Reject(ssh.ResourceShortage, "a connection has no more of these")
			continue
		}
		leave := sync.OnceFunc(func() { open.Add(-1) })
		t.begin(func() {
			defer leave()
			serve(ctx, c, leave)
		})
	}
}

// moving notes that something has moved.
type moving struct {
	io.ReadWriter
	talk *talk
}

// Read implements io.Reader.
func (m moving) Read(b []byte) (int, error) {
	n, err := m.ReadWriter.Read(b)
	m.talk.move()
	return n, err
}

// Write implements io.Writer.
func (m moving) Write(b []byte) (int, error) {
	n, err := m.ReadWriter.Write(b)
	m.talk.move()
	return n, err
}
