package book

import (
	"testing"

	"berth/shared/wire"
)

// TestPhaseOfAll: a deployment is ready when all that runs for ever is ready and all that runs once has ended well.
func TestPhaseOfAll(t *testing.T) {
	for _, c := range []struct {
		services []wire.Phase
		want     wire.Phase
	}{
		{nil, wire.PhaseAccepted},
		{[]wire.Phase{wire.PhaseReady, wire.PhaseDone}, wire.PhaseReady},
		{[]wire.Phase{wire.PhaseDone, wire.PhaseDone}, wire.PhaseDone},
		{[]wire.Phase{wire.PhaseReady, wire.PhaseStarting}, wire.PhaseStarting},
		{[]wire.Phase{wire.PhaseScheduled, wire.PhaseDone}, wire.PhaseScheduled},
		{[]wire.Phase{wire.PhaseReady, wire.PhaseDone, wire.PhaseFailed}, wire.PhaseFailed},
	} {
		d := Deployment{}
		for _, p := range c.services {
			d.services = append(d.services, wire.Service{Phase: p})
		}
		if got := d.phase(); got != c.want {
			t.Errorf("%v: got %s, want %s", c.services, got, c.want)
		}
	}
}
