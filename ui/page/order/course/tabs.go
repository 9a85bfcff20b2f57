package course

import (
	"slices"
	"time"

	"berth/shared/order"
)

// The tabs of an order, as in ?tab= of its address.
const (
	Overview = "overview" // not in the address
	Deploy   = "deploy"
	Logs     = "logs"
	Activity = "activity"
	Shell    = "shell"
)

var all = []string{Overview, Deploy, Logs, Activity, Shell}

// keptAtMost is for how long after its end an order's node is asked whether it still has the data.
const keptAtMost = 7 * 24 * time.Hour

// Tabs are what can be looked at of an order now; nil: there is nothing but the overview.
func (g Course) Tabs() []string {
	switch {
	case g.View.ActivatedAt.IsZero() || g.View.State == order.Replaced:
		return nil
	case g.Over() && g.Token && !g.Grace(), g.Over() && !g.Token && g.Now.Sub(first(g.View.EndedAt, g.View.EndsAt())) > keptAtMost:
		return nil
	case g.Over():
		return []string{Overview, Logs, Activity}
	case g.Deployment.Shell:
		return all
	}
	return all[:len(all)-1]
}

// Tab is the one of them that is shown, where another was asked for that is not there.
func (g Course) Tab(asked string) string {
	if slices.Contains(g.Tabs(), asked) {
		return asked
	}
	return Overview
}

// Grace reports whether an order that is over still has its data.
func (g Course) Grace() bool { return g.Deployment.GraceUntil.After(g.Now) }
