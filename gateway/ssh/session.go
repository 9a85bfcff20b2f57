package ssh

import (
	"context"
	"errors"
	"io"
	"sync"

	"golang.org/x/crypto/ssh"

	"berth/gateway/cluster"
	"berth/shared/problem"
	"berth/shared/server/steady"
)

const (
	// side is the most columns or rows that a terminal has.
	side = 1000
	// mostCommand is the most bytes of a command: it becomes an argument of a process.
	mostCommand = 64 << 10
	// endOfText is what a terminal has for the end of what is typed.
	endOfText = 4
	// failed is the exit status of what could not be run, or was ended from here: the client's own for what went wrong.
	failed = 255
)

// session is a shell, a command or sftp, or is about to be one.
type session struct {
	talk  *talk
	ch    ssh.Channel
	begun bool
	term  *terminal // nil: without one
}

// terminal is a client's, as far as it was said.
type terminal struct {
	name  string
	sizes chan cluster.Size // the newest
}

// session serves one (RFC 4254, section 6). Its place is kept until the client has closed it, too: what is left of it is held until then.
func (t *talk) session(ctx context.Context, c ssh.NewChannel, _ func()) {
	ch, requests, err := c.Accept()
	if err != nil {
		return
	}
	defer ch.Close()
	ctx, end := context.WithCancelCause(ctx)
	defer end(nil)
	x := &session{talk: t, ch: ch}
	var running sync.WaitGroup
	defer running.Wait()
	for r := range requests {
		run, ok := x.ask(r.Type, r.Payload)
		if r.WantReply && r.Reply(ok, nil) != nil {
			break
		}
		if run != nil {
			running.Go(func() {
				code, err := 0, ctx.Err()
				if err == nil {
					code, err = x.try(ctx, run)
				}
				x.bye(ctx, code, err)
			})
		}
	}
	end(errLeft) // the client has closed it
}

// try runs what a session asked for; what ends it by a mistake of ours is an error.
func (x *session) try(ctx context.Context, run func(context.Context) (int, error)) (code int, err error) {
	defer steady.Error(&err)
	return run(ctx)
}

// ask answers a request. What it gives is to be run.
func (x *session) ask(kind string, raw []byte) (run func(context.Context) (int, error), ok bool) {
	switch kind {
	case "pty-req":
		return nil, x.terminal(raw)
	case "window-change":
		return nil, x.resize(raw)
	case "env":
		// All else is the image's and the deployment's to say: a variable may make a shell run anything.
		var v struct{ Name, Value string }
		if ssh.Unmarshal(raw, &v) != nil || v.Name != "TERM" || x.term == nil || !cluster.TerminalName(v.Value) {
			return nil, false
		}
		x.term.name = v.Value
		return nil, true
	case "shell":
		return x.begin("shell", "")
	case "exec":
		var c struct{ Command string }
		if ssh.Unmarshal(raw, &c) != nil || c.Command == "" || len(c.Command) > mostCommand {
			return nil, false
		}
		return x.begin("command", c.Command)
	case "subsystem":
		var s struct{ Name string }
		if ssh.Unmarshal(raw, &s) != nil || s.Name != "sftp" || x.term != nil {
			return nil, false
		}
		return x.begin("sftp", sftpScript)
	}
	// Agents, screens (X11), signals and breaks are not passed on.
	return nil, false
}

// terminal takes one, before anything has begun.
func (x *session) terminal(raw []byte) bool {
	var p struct {
		Term                         string
		Columns, Rows, Width, Height uint32
		Modes                        string
	}
	if x.begun || x.term != nil || ssh.Unmarshal(raw, &p) != nil {
		return false
	}
	x.term = &terminal{sizes: make(chan cluster.Size, 1)}
	if cluster.TerminalName(p.Term) {
		x.term.name = p.Term
	}
	x.term.sizes <- size(p.Columns, p.Rows)
	return true
}

func (x *session) resize(raw []byte) bool {
	var p struct{ Columns, Rows, Width, Height uint32 }
	if x.term == nil || ssh.Unmarshal(raw, &p) != nil {
		return false
	}
	select {
	case <-x.term.sizes: // only the newest counts
	default:
	}
	x.term.sizes <- size(p.Columns, p.Rows)
	return true
}

func size(columns, rows uint32) cluster.Size {
	return cluster.Size{Columns: uint16(min(max(columns, 1), side)), Rows: uint16(min(max(rows, 1), side))}
}

// begin begins the one thing that a session is for: a command, or a shell.
func (x *session) begin(kind, command string) (run func(context.Context) (int, error), ok bool) {
	if x.begun {
		return nil, false
	}
	x.begun = true
	if command == "" && x.term == nil {
		command = "exec /bin/sh" // for who sends commands instead of typing them
	}
	server, id, service := x.talk.server, x.talk.order, x.talk.service
	services := server.cfg.Services
	m := moving{x.ch, x.talk}
	if x.term == nil {
		return func(ctx context.Context) (int, error) {
			defer server.counts.opened(kind)()
			return services.Exec(ctx, id, service, command, cluster.Streams{In: m, Out: m, Err: moving{x.ch.Stderr(), x.talk}})
		}, true
	}
	return func(ctx context.Context) (int, error) {
		defer server.counts.opened(kind)()
		return services.Shell(ctx, id, service, cluster.Terminal{
			In: &keyboard{Reader: m, ctx: ctx}, Out: m, Sizes: x.term.sizes, Name: x.term.name, Command: command,
		})
	}, true
}

// keyboard is what is typed at a terminal. A client that types no more may still want to see what is shown: so its end is told as
// a terminal tells it.
type keyboard struct {
	io.Reader
	ctx  context.Context
	said bool
}

// Read implements io.Reader.
func (t *keyboard) Read(b []byte) (int, error) {
	if t.said {
		<-t.ctx.Done()
		return 0, io.EOF
	}
	n, err := t.Reader.Read(b)
	if n == 0 && len(b) > 0 && errors.Is(err, io.EOF) {
		t.said = true
		b[0] = endOfText
		return 1, nil
	}
	return n, err
}

// bye says how it ended, and ends the session.
func (x *session) bye(ctx context.Context, code int, err error) {
	var p *problem.Problem
	if cause := context.Cause(ctx); errors.As(cause, &p) {
		err = cause
	}
	if err != nil {
		code = failed
		if errors.Is(context.Cause(ctx), errLeft) {
			x.ch.Close()
			return
		}
		text := lines(err)
		if x.term != nil {
			text = "\r\n" + text
		}
		_, _ = io.WriteString(x.ch.Stderr(), text) // a client that cannot be told has gone
		defer x.talk.told.Store(true)
	}
	if _, err := x.ch.SendRequest("exit-status", false, ssh.Marshal(struct{ Status uint32 }{uint32(code)})); err == nil {
		_ = x.ch.CloseWrite()
	}
	x.ch.Close()
}
