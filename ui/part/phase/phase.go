// Package phase says in a word or two how what runs for an order is, and how old it is what is said of it.
package phase

import (
	"time"

	"berth/shared/wire"
	"berth/ui/part"
	"berth/ui/text"
)

// AsOf says how old it is what is shown.
func AsOf(t text.T, at, now time.Time) string { return t.Say(text.SeenAsOf, t.Moment(at, now)) }

// Of is how a deployment is, with what it means for who pays.
func Of(t text.T, d wire.Deployment) (part.Tone, string) {
	switch d.Phase {
	case wire.PhaseNone, "":
		return part.Waiting, t.Say(text.NothingCosts)
	case wire.PhaseStopped:
		return part.Waiting, t.Say(text.StoppedCosts)
	case wire.PhaseAsleep:
		return part.Neutral, t.Say(text.AsleepCosts)
	case wire.PhaseReady, wire.PhaseDone:
		return part.Running, t.Say(text.Phases[string(d.Phase)])
	case wire.PhaseFailed:
		return part.Bad, t.Say(text.Phases[string(d.Phase)])
	case wire.PhaseEnded:
		return part.Neutral, t.Say(text.Phases[string(d.Phase)])
	}
	return part.Waiting, t.Say(text.Phases[string(d.Phase)])
}
