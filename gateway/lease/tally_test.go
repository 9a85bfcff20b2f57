package lease

import (
	"context"
	"fmt"
	"io"
	"maps"
	"net"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"berth/gateway/cluster"
	"berth/gateway/lease/tenancy"
)

// TestTallies: what is open beside services is counted by kind, with what it moved, and what was refused by why.
func TestTallies(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := newBench(t, time.Hour)
		b.chain.rent(1, alice, 1000)
		b.deploy(t, 1)
		is := func(kind string, open int, opened, bytes uint64, refused map[string]uint64) {
			t.Helper()
			x := b.Tallies()[kind]
			if x.Open != open || x.Opened != opened || x.Bytes != bytes || !maps.Equal(x.Refused, refused) {
				t.Errorf("%s: got %+v, want %d open of %d, %d bytes, refused %v", kind, x, open, opened, bytes, refused)
			}
		}
		if _, err := b.Shell(t.Context(), 1, "web", cluster.Terminal{}); err == nil {
			t.Error("a shell of a runtime that has none")
		}
		is(tenancy.KindShell, 0, 0, 0, map[string]uint64{"no-shell": 1})

		b.cluster.shell = func(_ context.Context, _ string, c cluster.Terminal) (int, error) {
			is(tenancy.KindCommand, 1, 1, 0, nil)
			_, err := io.WriteString(c.Out, "12345")
			return 0, err
		}
		if _, err := b.Exec(t.Context(), 1, "web", "x", cluster.Streams{In: strings.NewReader(""), Out: io.Discard, Err: io.Discard}); err != nil {
			t.Error(err)
		}
		is(tenancy.KindCommand, 0, 1, 5, nil)
		b.cluster.shell = func(context.Context, string, cluster.Terminal) (int, error) {
			return 0, fmt.Errorf("the image: %w", cluster.ErrNoShell)
		}
		if _, err := b.Exec(t.Context(), 1, "web", "x", cluster.Streams{}); err == nil {
			t.Error("a command where there is no shell")
		}
		is(tenancy.KindCommand, 0, 2, 5, map[string]uint64{"no-shell": 1})

		b.cluster.port = echoing
		err := b.Port(t.Context(), 1, "web", 7, func(_ context.Context, c net.Conn) error {
			is(tenancy.KindPort, 1, 1, 0, nil)
			if _, err := io.WriteString(c, "123"); err != nil {
				return err
			}
			_, err := io.ReadFull(c, make([]byte, 3))
			return err
		})
		if err != nil {
			t.Error(err)
		}
		is(tenancy.KindPort, 0, 1, 6, nil)
		for range 2 {
			if b.Port(t.Context(), 1, "db", 7, stays) == nil {
				t.Error("a service that there is not")
			}
		}
		b.cluster.port = func(int) (net.Conn, error) { return nil, cluster.ErrNoPort }
		if b.Port(t.Context(), 1, "web", 7, stays) == nil {
			t.Error("a port at which nothing is")
		}
		b.cluster.port = func(int) (net.Conn, error) { return nil, io.ErrUnexpectedEOF }
		if b.Port(t.Context(), 1, "web", 7, stays) == nil {
			t.Error("a port that cannot be reached")
		}
		// Who leaves was not refused.
		left, cancel := context.WithCancel(t.Context())
		cancel()
		if b.Port(left, 1, "web", 7, stays) == nil {
			t.Error("it opens for nobody")
		}
		is(tenancy.KindPort, 0, 1, 6, map[string]uint64{"not-found": 2, "no-port": 1, "other": 1})
	})
}
