package clustertest

import (
	"context"
	"errors"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"
	"unicode/utf8"

	"berth/gateway/cluster"
	"berth/shared/order"
	"berth/shared/wire"
)

// Times of the contract of logs. A line may take a while from a process to a reader.
const (
	lineWait = 20 * time.Second
	endWait  = 3 * time.Second
)

// read gives what a log has now.
func read(ctx context.Context, c cluster.Cluster, id order.ID, q cluster.LogQuery) ([]wire.LogLine, error) {
	ctx, cancel := context.WithTimeout(ctx, lineWait)
	defer cancel()
	var all []wire.LogLine
	err := c.Log(ctx, id, "web", q, func(lines []wire.LogLine) error {
		all = append(all, lines...)
		return nil
	})
	return all, err
}

func has(lines []wire.LogLine, text string) int {
	return slices.IndexFunc(lines, func(l wire.LogLine) bool { return strings.Contains(l.Text, text) })
}

// visit asks a service for a path, and waits until its log says so.
func visit(t *testing.T, c cluster.Cluster, id order.ID, path string) []wire.LogLine {
	t.Helper()
	Get(t, c, id, path)
	return awaitLine(t, c, id, path)
}

func awaitLine(t *testing.T, c cluster.Cluster, id order.ID, text string) []wire.LogLine {
	t.Helper()
	var lines []wire.LogLine
	Until(t, lineWait, "the log says "+text, func() bool {
		var err error
		lines, err = read(t.Context(), c, id, cluster.LogQuery{})
		return err == nil && has(lines, text) >= 0
	})
	return lines
}

// follower reads a log until it is ended.
type follower struct {
	cancel context.CancelFunc
	done   chan error

	mu    sync.Mutex
	lines []wire.LogLine
}

func follow(t *testing.T, c cluster.Cluster, id order.ID, q cluster.LogQuery) *follower {
	ctx, cancel := context.WithCancel(t.Context())
	t.Cleanup(cancel)
	f := &follower{cancel: cancel, done: make(chan error, 1)}
	q.Follow = true
	go func() {
		f.done <- c.Log(ctx, id, "web", q, func(lines []wire.LogLine) error {
			f.mu.Lock()
			defer f.mu.Unlock()
			f.lines = append(f.lines, lines...)
			return nil
		})
	}()
	return f
}

func (f *follower) all() []wire.LogLine {
	f.mu.Lock()
	defer f.mu.Unlock()
	return slices.Clone(f.lines)
}

func (f *follower) await(t *testing.T, text string) {
	t.Helper()
	Until(t, lineWait, "a reader hears "+text, func() bool {
		if has(f.all(), text) >= 0 {
			return true
		}
		select {
		case err := <-f.done:
			t.Fatalf("it ended before it said %s: %v", text, err)
		default:
		}
		return false
	})
}

// end cancels the reader's context and checks that it ends then.
func (f *follower) end(t *testing.T) {
	t.Helper()
	f.cancel()
	select {
	case err := <-f.done:
		if !errors.Is(err, context.Canceled) {
			t.Errorf("a reader whose context was canceled: got %v", err)
		}
	case <-time.After(endWait):
		t.Error("a reader outlives its context")
	}
}

// orderly checks what holds for all lines.
func orderly(t *testing.T, lines []wire.LogLine) {
	t.Helper()
	now := time.Now().Add(5 * time.Second) // a cluster's clock is another one
	for i, l := range lines {
		if l.At.IsZero() || l.At.After(now) || l.At.Before(now.Add(-time.Hour)) {
			t.Errorf("line %d has no time, or not its own: %+v", i, l)
		}
		if i > 0 && l.At.Before(lines[i-1].At) {
			t.Errorf("line %d is older than the one before: %+v %+v", i, lines[i-1], l)
		}
		if !utf8.ValidString(l.Text) || strings.Contains(l.Text, "\n") || strings.HasSuffix(l.Text, "\r") || len(l.Text) > 16<<10 {
			t.Errorf("line %d: %q", i, l.Text)
		}
	}
}

func (s *suite) logs(t *testing.T) {
	t.Run("all, the last, and later ones", func(t *testing.T) {
		c, _, _ := s.up(t)
		for _, path := range []string{"/log-one", "/log-two", "/log-three"} {
			visit(t, c, 7, path)
		}
		all, err := read(t.Context(), c, 7, cluster.LogQuery{})
		ok(t, err)
		orderly(t, all)
		one, two, three := has(all, "/log-one"), has(all, "/log-two"), has(all, "/log-three")
		if one < 0 || one >= two || two >= three {
			t.Fatalf("lines at %d, %d and %d of %+v", one, two, three, all)
		}
		last, err := read(t.Context(), c, 7, cluster.LogQuery{Tail: 2})
		if err != nil || len(last) != 2 || !slices.EqualFunc(last, all[len(all)-2:], same) {
			t.Errorf("the last two: %v %+v, want those of %+v", err, last, all)
		}
		later, err := read(t.Context(), c, 7, cluster.LogQuery{Since: all[two].At})
		if err != nil || has(later, "/log-one") >= 0 || has(later, "/log-two") >= 0 || has(later, "/log-three") < 0 {
			t.Errorf("later than the second: %v %+v", err, later)
		}
		if none, err := read(t.Context(), c, 7, cluster.LogQuery{Since: time.Now().Add(time.Hour)}); err != nil || len(none) > 0 {
			t.Errorf("later than now: %v %+v", err, none)
		}
	})
	t.Run("follow", func(t *testing.T) {
		c, _, _ := s.up(t)
		visit(t, c, 7, "/log-before")
		all, last := follow(t, c, 7, cluster.LogQuery{}), follow(t, c, 7, cluster.LogQuery{Tail: 1})
		all.await(t, "/log-before")
		last.await(t, "/log-before")
		Get(t, c, 7, "/log-after")
		all.await(t, "/log-after")
		last.await(t, "/log-after")
		if lines := last.all(); has(lines, "/log-before") != 0 {
			t.Errorf("the last one and those after it: %+v", lines)
		}
		all.end(t)
		last.end(t)
	})
	t.Run("follow through everything", func(t *testing.T) {
		c, l := s.open(t)
		w := Workload(7, 1, s.image)
		ok(t, c.Apply(t.Context(), w))
		f := follow(t, c, 7, cluster.LogQuery{})
		check := func(path string) {
			t.Helper()
			l.Await(t, 7, w.Revision, wire.PhaseReady)
			Get(t, c, 7, path)
			f.await(t, path)
			l.Forget()
		}
		check("/log-first")
		w.Restart++
		ok(t, c.Apply(t.Context(), w))
		check("/log-restarted")
		w.Revision++
		ok(t, c.Apply(t.Context(), w))
		check("/log-updated")
		ok(t, c.Stop(t.Context(), 7))
		ok(t, c.Apply(t.Context(), w))
		check("/log-started")
		lines := f.all()
		orderly(t, lines)
		for _, path := range []string{"/log-first", "/log-restarted", "/log-updated", "/log-started"} {
			if n := strings.Count(text(lines), path); n != 1 {
				t.Errorf("%s was said %d times", path, n)
			}
		}
		f.end(t)
	})
	t.Run("an error of the reader", func(t *testing.T) {
		c, _, _ := s.up(t)
		visit(t, c, 7, "/log-one")
		enough := errors.New("enough")
		for _, follow := range []bool{false, true} {
			ctx, cancel := context.WithTimeout(t.Context(), lineWait)
			n := 0
			err := c.Log(ctx, 7, "web", cluster.LogQuery{Follow: follow}, func([]wire.LogLine) error { n++; return enough })
			cancel()
			if !errors.Is(err, enough) || n != 1 {
				t.Errorf("follow %t: got %v after %d batches", follow, err, n)
			}
		}
	})
	t.Run("what has none", func(t *testing.T) {
		c, _, _ := s.up(t)
		take := func(lines []wire.LogLine) error { t.Errorf("it says %+v", lines); return nil }
		ctx, cancel := context.WithTimeout(t.Context(), lineWait)
		defer cancel()
		for _, service := range []string{"../../x", "", ".", "Web", "web/../web", "other"} {
			if err := c.Log(ctx, 7, service, cluster.LogQuery{}, take); !errors.Is(err, cluster.ErrNoLog) {
				t.Errorf("service %q: got %v, want %v", service, err, cluster.ErrNoLog)
			}
		}
		if err := c.Log(ctx, 8, "web", cluster.LogQuery{}, take); !errors.Is(err, cluster.ErrNoLog) {
			t.Errorf("another order: got %v, want %v", err, cluster.ErrNoLog)
		}
	})
	t.Run("until it is deleted", func(t *testing.T) {
		c, _, _ := s.up(t)
		visit(t, c, 7, "/log-one")
		ok(t, c.Stop(t.Context(), 7))
		lines := awaitLine(t, c, 7, "/log-one")
		orderly(t, lines)
		f := follow(t, c, 7, cluster.LogQuery{})
		f.await(t, "/log-one")
		f.end(t)
		ok(t, c.Delete(t.Context(), 7))
		if lines, err := read(t.Context(), c, 7, cluster.LogQuery{}); !errors.Is(err, cluster.ErrNoLog) || len(lines) > 0 {
			t.Errorf("after it was deleted: %v %+v", err, lines)
		}
	})
}

func same(a, b wire.LogLine) bool {
	return a.At.Equal(b.At) && a.Replica == b.Replica && a.Text == b.Text
}

func text(lines []wire.LogLine) string {
	var b strings.Builder
	for _, l := range lines {
		b.WriteString(l.Text + "\n")
	}
	return b.String()
}
