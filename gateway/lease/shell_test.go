package lease

import (
	"context"
	"errors"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"berth/contracts/chain"
	"berth/gateway/cluster"
	"berth/gateway/lease/book"
	"berth/gateway/lease/tenancy"
	"berth/gateway/ledger"
	"berth/shared/order"
	"berth/shared/problem"
)

// sits is a shell that goes on until its context ends.
func sits(ctx context.Context, _ string, _ cluster.Terminal) (int, error) {
	<-ctx.Done()
	return 0, ctx.Err()
}

// shells is how many are open for an order.
func (b *bench) shells(id order.ID) (n int) {
	b.Look(id, func(o *book.Order) { n = o.Shells })
	return n
}

// endings are how what is open beside the services of order 1 ends before its user ends it, and as what.
var endings = map[string]struct {
	end  func(t *testing.T, b *bench)
	code problem.Code
}{
	"stopped": {func(_ *testing.T, b *bench) { b.Switch(1, tenancy.Stop) }, problem.ServiceStopped},
	"cancelled": {func(t *testing.T, b *bench) {
		b.chain.set(1, func(o *order.Order) { o.State = order.Cancelled })
		b.chain.block(chain.OrderCancelled{ID: 1, Node: me})
	}, problem.OrderEnded},
	"replaced": {func(_ *testing.T, b *bench) { b.chain.replace(1, 2, double) }, problem.OrderEnded},
	"time is up": {func(t *testing.T, b *bench) {
		b.chain.set(1, func(o *order.Order) { o.Duration = 1 })
		b.chain.block(chain.OrderActivated{ID: 1})
	}, problem.OrderEnded},
	"no such service any more": {func(t *testing.T, b *bench) {
		const other = `{"template":"hello","service":"other","image":"berth/hello","port":80}`
		if err := b.sign(1, ledger.Revision{Number: 2, Format: "template", Manifest: other}); err != nil {
			t.Error(err)
		}
	}, problem.NotFound},
	"the gateway ends": {func(_ *testing.T, b *bench) { b.stop() }, problem.Unavailable},
}

func TestShellEnds(t *testing.T) {
	for name, c := range endings {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				b := newBench(t, time.Hour)
				b.cluster.shell = sits
				b.chain.rent(1, alice, 1000)
				b.deploy(t, 1)
				done := make(chan error, 1)
				go func() {
					_, err := b.Shell(t.Context(), 1, "web", cluster.Terminal{})
					done <- err
				}()
				b.within(t, "noted", func() bool { return slices.Contains(b.codes(t, 1), "shell-opened") })
				select {
				case err := <-done:
					t.Fatalf("it ended by itself: %v", err)
				default:
				}
				c.end(t, b)
				select {
				case err := <-done:
					isProblem(t, "the shell", err, c.code)
				case <-time.After(5 * time.Second):
					t.Fatal("the shell goes on")
				}
				if n := b.shells(1); n != 0 {
					t.Errorf("%d are open still", n)
				}
			})
		})
	}
}

func TestShellsAreFew(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := newBench(t, time.Hour)
		b.chain.rent(1, alice, 1000)
		b.deploy(t, 1)
		if _, err := b.Shell(t.Context(), 1, "web", cluster.Terminal{}); !errors.Is(err, cluster.ErrNoShell) {
			t.Errorf("none to be had: %v", err)
		}
		b.cluster.shell = sits
		ctx, cancel := context.WithCancel(t.Context())
		var open sync.WaitGroup
		for range tenancy.MaxShells {
			open.Go(func() {
				if _, err := b.Shell(ctx, 1, "web", cluster.Terminal{}); !errors.Is(err, context.Canceled) {
					t.Errorf("its caller left: %v", err)
				}
			})
		}
		b.within(t, "open", func() bool { return b.shells(1) == tenancy.MaxShells })
		_, err := b.Shell(t.Context(), 1, "web", cluster.Terminal{})
		isProblem(t, "one more", err, problem.TooMany)
		cancel()
		open.Wait()

		b.cluster.shell = func(_ context.Context, service string, _ cluster.Terminal) (int, error) { return 3, nil }
		before := strings.Count(strings.Join(b.codes(t, 1), " "), "shell-opened")
		if code, err := b.Shell(t.Context(), 1, "web", cluster.Terminal{}); code != 3 || err != nil || before > 1 {
			t.Errorf("got %d %v", code, err)
		}
		b.happens(t, "shells in a row are counted", 1, "activated", "deployed 1", "ready", "shell-opened")
		_, err = b.Shell(t.Context(), 1, "db", cluster.Terminal{})
		isProblem(t, "no such service", err, problem.NotFound)
		b.cluster.shell = func(context.Context, string, cluster.Terminal) (int, error) { return 0, cluster.ErrNotRunning }
		if _, err := b.Shell(t.Context(), 1, "web", cluster.Terminal{}); !errors.Is(err, cluster.ErrNotRunning) {
			t.Errorf("the runtime's own reason: %v", err)
		}
	})
}
