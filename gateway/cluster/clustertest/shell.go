package clustertest

import (
	"context"
	"errors"
	"io"
	"strings"
	"sync"
	"testing"
	"time"

	"berth/gateway/cluster"
	"berth/shared/wire"
)

// shellWait is how long a shell may take to answer or to end.
const shellWait = 20 * time.Second

// screen is what a terminal shows. It is safe for concurrent use.
type screen struct {
	mu sync.Mutex
	b  strings.Builder
}

func (s *screen) Write(b []byte) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.b.Write(b)
}

func (s *screen) shows(text string) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return strings.Contains(s.b.String(), text)
}

// shell is one that a test has open.
type shell struct {
	screen
	typed  *io.PipeWriter
	sizes  chan cluster.Size
	cancel context.CancelFunc
	done   chan error
	code   int // after done
}

func openShell(t *testing.T, c cluster.Cluster) *shell {
	ctx, cancel := context.WithCancel(t.Context())
	in, typed := io.Pipe()
	s := &shell{typed: typed, sizes: make(chan cluster.Size, 1), cancel: cancel, done: make(chan error, 1)}
	t.Cleanup(func() {
		cancel()
		in.Close()
	})
	s.sizes <- cluster.Size{Columns: 80, Rows: 24}
	go func() {
		code, err := c.Shell(ctx, 7, "web", cluster.Terminal{In: in, Out: s, Sizes: s.sizes})
		s.code = code
		s.done <- err
	}()
	return s
}

// tell types a line until the screen shows an answer.
func (s *shell) tell(t *testing.T, line, answer string) {
	t.Helper()
	for end := time.Now().Add(shellWait); !s.shows(answer); {
		if time.Now().After(end) {
			s.mu.Lock()
			defer s.mu.Unlock()
			t.Fatalf("%q was never answered with %q: %q", line, answer, s.b.String())
		}
		s.enter(t, line)
		for pause := time.Now().Add(time.Second); !s.shows(answer) && time.Now().Before(pause); {
			time.Sleep(5 * time.Millisecond)
		}
	}
}

func (s *shell) enter(t *testing.T, line string) {
	t.Helper()
	wrote := make(chan error, 1)
	go func() {
		_, err := io.WriteString(s.typed, line+"\n")
		wrote <- err
	}()
	select {
	case err := <-wrote:
		ok(t, err)
	case err := <-s.done:
		t.Fatalf("it ended before %q was typed: %v", line, err)
	case <-time.After(shellWait):
		t.Fatalf("nobody reads %q", line)
	}
}

func (s *shell) ends(t *testing.T) error {
	t.Helper()
	select {
	case err := <-s.done:
		return err
	case <-time.After(shellWait):
		t.Fatal("the shell does not end")
		return nil
	}
}

func (s *suite) shells(t *testing.T) {
	c, l := s.open(t)
	if !c.HasShell() {
		if _, err := c.Shell(t.Context(), 7, "web", cluster.Terminal{}); !errors.Is(err, cluster.ErrNoShell) {
			t.Errorf("got %v, want %v", err, cluster.ErrNoShell)
		}
		if _, err := c.Exec(t.Context(), 7, "web", "true", cluster.Streams{}); !errors.Is(err, cluster.ErrNoShell) {
			t.Errorf("a command: got %v, want %v", err, cluster.ErrNoShell)
		}
		return
	}
	w := s.shell(7)
	ok(t, c.Apply(t.Context(), w))
	l.Await(t, 7, w.Revision, wire.PhaseReady)

	t.Run("a command, a size, an exit code", func(t *testing.T) {
		s := openShell(t, c)
		s.tell(t, "echo $((40+2))-港口", "42-港口")
		s.tell(t, "stty size", "24 80")
		s.sizes <- cluster.Size{Columns: 101, Rows: 31}
		s.tell(t, "stty size", "31 101")
		s.enter(t, "exit 3")
		if err := s.ends(t); err != nil || s.code != 3 {
			t.Errorf("got %d %v, want 3", s.code, err)
		}
	})
	t.Run("nobody types any more", func(t *testing.T) {
		s := openShell(t, c)
		s.tell(t, "echo $((40+2))", "42")
		s.typed.Close()
		_ = s.ends(t) // with whatever code the shell gives that
	})
	t.Run("its context ends", func(t *testing.T) {
		s := openShell(t, c)
		s.tell(t, "echo $((40+2))", "42")
		s.cancel()
		if err := s.ends(t); !errors.Is(err, context.Canceled) {
			t.Errorf("got %v", err)
		}
	})
	t.Run("a command on a terminal", func(t *testing.T) {
		var out screen
		sizes := make(chan cluster.Size, 1)
		sizes <- cluster.Size{Columns: 80, Rows: 24}
		in, typed := io.Pipe()
		defer typed.Close()
		code, err := c.Shell(t.Context(), 7, "web", cluster.Terminal{In: in, Out: &out, Sizes: sizes, Name: "vt100", Command: "echo $TERM; exit 4"})
		if err != nil || code != 4 || !out.shows("vt100") {
			t.Errorf("got %d %v and %q", code, err, out.b.String())
		}
	})
	t.Run("a command", func(t *testing.T) {
		var out, errs screen
		code, err := c.Exec(t.Context(), 7, "web", `cat; echo "it's" >&2; exit 3`, cluster.Streams{In: strings.NewReader("港口\x00\xff\n"), Out: &out, Err: &errs})
		if err != nil || code != 3 || out.b.String() != "港口\x00\xff\n" || errs.b.String() != "it's\n" {
			t.Errorf("got %d %v, %q and %q", code, err, out.b.String(), errs.b.String())
		}
	})
	t.Run("a command whose context ends", func(t *testing.T) {
		ctx, cancel := context.WithCancel(t.Context())
		in, typed := io.Pipe()
		defer typed.Close()
		var out screen
		done := make(chan error, 1)
		go func() {
			_, err := c.Exec(ctx, 7, "web", "echo here; sleep 1000", cluster.Streams{In: in, Out: &out, Err: io.Discard})
			done <- err
		}()
		Until(t, shellWait, "it runs", func() bool { return out.shows("here") })
		cancel()
		select {
		case err := <-done:
			if !errors.Is(err, context.Canceled) {
				t.Errorf("got %v", err)
			}
		case <-time.After(shellWait):
			t.Error("it goes on")
		}
	})
	t.Run("where nothing runs", func(t *testing.T) {
		for _, service := range []string{"other", "../web", ""} {
			if _, err := c.Shell(t.Context(), 7, service, silent()); !errors.Is(err, cluster.ErrNotRunning) {
				t.Errorf("service %q: got %v, want %v", service, err, cluster.ErrNotRunning)
			}
		}
		ok(t, c.Stop(t.Context(), 7))
		if _, err := c.Shell(t.Context(), 7, "web", silent()); !errors.Is(err, cluster.ErrNotRunning) {
			t.Errorf("after a stop: got %v, want %v", err, cluster.ErrNotRunning)
		}
	})
}

// silent is a terminal at which nobody types.
func silent() cluster.Terminal {
	sizes := make(chan cluster.Size, 1)
	sizes <- cluster.Size{Columns: 80, Rows: 24}
	return cluster.Terminal{In: strings.NewReader(""), Out: io.Discard, Sizes: sizes}
}
