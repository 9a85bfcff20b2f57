package lease

import (
	"errors"
	"testing"
	"testing/synctest"
	"time"

	"berth/gateway/lease/tenancy"
	"berth/shared/order"
	"berth/shared/problem"
	"berth/shared/wire"
)

// TestAgain: one service is started anew, and told of as such; a revision and a restart of all begin to count afresh; one that sleeps wakes.
func TestAgain(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := drowsy(t)
		for n := range uint64(2) {
			if err := b.Again(1, "web"); err != nil {
				t.Fatal(err)
			}
			b.within(t, "it answers again", func() bool { return b.phase() == wire.PhaseReady })
			if w := b.cluster.workloads()[1]; w.Again["web"] != n+1 || w.Restart != 0 || w.Revision != 1 {
				t.Errorf("told %+v", w)
			}
		}
		if told := b.happened(1, wire.HappenedServiceRestart); len(told) == 0 || told[0].Service != "web" {
			t.Errorf("its user is told %+v", told)
		}
		pass(70 * time.Second)
		if !b.sleeps() {
			t.Fatal("it does not sleep")
		}
		if err := b.Again(1, "web"); err != nil {
			t.Fatal(err)
		}
		b.within(t, "it wakes", func() bool { return !b.sleeps() && b.phase() == wire.PhaseReady })
		if err := b.Switch(1, tenancy.Restart); err != nil {
			t.Fatal(err)
		}
		b.within(t, "all start anew", func() bool {
			w := b.cluster.workloads()[1]
			return w.Restart == 1 && len(w.Again) == 0
		})
		for _, x := range []struct {
			id      order.ID
			service string
			code    problem.Code
		}{{1, "other", problem.NotFound}, {1, "", problem.NotFound}, {2, "web", problem.NotFound}} {
			err := b.Again(x.id, x.service)
			if p := (*problem.Problem)(nil); !errors.As(err, &p) || p.Code != x.code {
				t.Errorf("%+v: %v", x, err)
			}
		}
		if err := b.Switch(1, tenancy.Stop); err != nil {
			t.Fatal(err)
		}
		if p := (*problem.Problem)(nil); !errors.As(b.Again(1, "web"), &p) || p.Code != problem.ServiceStopped {
			t.Errorf("of a stopped order: %v", p)
		}
	})
}
