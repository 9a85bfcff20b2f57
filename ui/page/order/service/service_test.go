package service

import (
	"testing"

	"berth/shared/wire"
)

func TestReached(t *testing.T) {
	web := wire.Service{Name: "web", Phase: wire.PhaseFailed}
	steps := []wire.Progress{
		{Phase: wire.PhaseAccepted}, {Phase: wire.PhaseScheduled, Service: "web"},
		{Phase: wire.PhaseStarting, Service: "db"}, {Phase: wire.PhaseFailed, Service: "web"},
	}
	for _, c := range []struct {
		name  string
		phase wire.Phase
		steps []wire.Progress
		want  int
	}{
		{"by its own phase", wire.PhasePulling, steps, 3},
		{"failed where its own steps ended", wire.PhaseFailed, steps, 2},
		{"failed at once", wire.PhaseFailed, nil, 1},
		{"ready", wire.PhaseReady, steps, 5},
	} {
		t.Run(c.name, func(t *testing.T) {
			web.Phase = c.phase
			if got := reached(wire.Deployment{Steps: c.steps}, web); got != c.want {
				t.Errorf("%d, want %d", got, c.want)
			}
		})
	}
}
