package logs

import (
	"context"
	"errors"
	"strings"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"berth/shared/wire"
)

// TestFeedWaits is for the one thing that a page's test cannot see: who waits, and what ends that.
func TestFeedWaits(t *testing.T) { synctest.Test(t, feedWaits) }

func feedWaits(t *testing.T) {
	f := newFeed(time.Unix(100, 0))
	ctx, cancel := context.WithCancel(t.Context())
	var n atomic.Int32
	done := make(chan error, 1)
	go func() {
		for i := range 2 * FeedLines {
			if err := f.put(ctx, []wire.LogLine{{At: time.Unix(0, 0).Add(time.Duration(i))}}, &resume{}); err != nil {
				done <- err
				return
			}
			n.Add(1)
		}
		done <- nil
	}()
	synctest.Wait()
	if got := n.Load(); got != FeedLines {
		t.Errorf("%d lines were taken, want %d", got, FeedLines)
	}
	if b, _, more := f.take(); len(b.Lines) != BatchLines || !more || b.Skipped != 0 {
		t.Errorf("got %d lines, more %t, skipped %d", len(b.Lines), more, b.Skipped)
	}
	synctest.Wait()
	if got := n.Load(); got != FeedLines+BatchLines {
		t.Errorf("%d lines were taken, want %d", got, FeedLines+BatchLines)
	}
	cancel()
	if err := <-done; !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
}

func FuzzPlace(f *testing.F) {
	f.Add("2026-01-02T03:04:05.000000006Z/7")
	f.Add("2026-01-02T03:04:05+08:00")
	f.Add("/")
	f.Fuzz(func(t *testing.T, s string) {
		p, ok := parsePlace(s)
		if !ok {
			return
		}
		if back, ok := parsePlace(p.String()); !ok && p.at.UTC().Year() < 10000 && p.at.UTC().Year() >= 0 || ok && (!back.at.Equal(p.at) || back.nth != p.nth) {
			t.Errorf("%q is %v, and again %v", s, p, back)
		}
		if strings.ContainsAny(p.String(), "\r\n") {
			t.Errorf("%q", p)
		}
	})
}
