package book

import (
	"testing"
	"time"

	"berth/shared/wire"
)

// TestLife follows one service through what a runtime tells of it.
func TestLife(t *testing.T) {
	began := time.Date(2026, 11, 29, 12, 0, 0, 0, time.UTC)
	type told struct {
		phase wire.Phase
		code  string // of what happened just before
	}
	for _, c := range []struct {
		name  string
		lived bool
		told  []told
		bad   bool
		why   wire.HealthWhy
	}{
		{"it starts for the first time", false, []told{{wire.PhaseScheduled, ""}, {wire.PhasePulling, ""}, {wire.PhaseStarting, ""}}, false, ""},
		{"it runs", false, []told{{wire.PhaseStarting, ""}, {wire.PhaseReady, ""}}, false, ""},
		{"it never comes up", false, []told{{wire.PhaseStarting, ""}, {wire.PhaseFailed, wire.HappenedExited}}, true, wire.WhyCrash},
		{"its image is not there", false, []told{{wire.PhaseFailed, wire.HappenedNoImage}}, true, wire.WhyImage},
		{"it needs too much memory", false, []told{{wire.PhaseReady, ""}, {wire.PhaseStarting, wire.HappenedMemory}}, true, wire.WhyMemory},
		{"and again and again", false, []told{{wire.PhaseReady, ""}, {wire.PhaseStarting, wire.HappenedMemory}, {wire.PhaseFailed, wire.HappenedCrashLoop}}, true, wire.WhyMemory},
		{"it is put out", false, []told{{wire.PhaseReady, ""}, {wire.PhaseFailed, wire.HappenedEvicted}}, true, wire.WhyEvicted},
		{"its process is gone", false, []told{{wire.PhaseReady, ""}, {wire.PhaseScheduled, ""}}, true, wire.WhyGone},
		{"it does not answer any more", false, []told{{wire.PhaseReady, ""}, {wire.PhaseStarting, ""}}, true, wire.WhySilent},
		{"it comes back", false, []told{{wire.PhaseReady, ""}, {wire.PhaseFailed, wire.HappenedExited}, {wire.PhaseReady, ""}}, false, ""},
		{"it falls asleep", false, []told{{wire.PhaseReady, ""}, {wire.PhaseAsleep, ""}}, false, ""},
		{"what runs once ends", false, []told{{wire.PhaseStarting, ""}, {wire.PhaseDone, ""}}, false, ""},
		{"it ran before the gateway was started", true, []told{{wire.PhaseStarting, ""}}, true, wire.WhySilent},
	} {
		d := &Deployment{}
		d.begin("web", c.lived)
		at, last := began, wire.Phase("")
		for _, x := range c.told {
			at, last = at.Add(time.Second), x.phase
			if x.code != "" {
				d.blame(wire.Happening{Code: x.code, Bad: true, Service: "web", At: at})
				d.blame(wire.Happening{Code: x.code, Bad: true, Service: "another", At: at})
			}
			d.lives["web"].see(x.phase, at)
		}
		l := d.lives["web"]
		if l.bad != c.bad {
			t.Errorf("%s: bad is %v", c.name, l.bad)
		}
		if c.bad && l.reason(last) != c.why {
			t.Errorf("%s: got %s, want %s", c.name, l.reason(last), c.why)
		}
	}
}

// TestOldCause: what was the matter long ago is not why it is down now.
func TestOldCause(t *testing.T) {
	at := time.Date(2026, 11, 29, 12, 0, 0, 0, time.UTC)
	d := &Deployment{}
	d.begin("web", true)
	d.blame(wire.Happening{Code: wire.HappenedMemory, Bad: true, Service: "web", At: at})
	l := d.lives["web"]
	l.see(wire.PhaseReady, at.Add(time.Minute))
	l.see(wire.PhaseStarting, at.Add(time.Hour))
	if got := l.reason(wire.PhaseStarting); got != wire.WhySilent {
		t.Errorf("got %s", got)
	}
}
