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
	Doors    = "access" // in three parts
	Domains  = "domains"
	Data     = "data"
	Settings = "settings"
)

// The parts of Doors, each with an address of its own as if it were a tab: ?tab=keys.
const (
	Share    = "share"
	Visitors = "visitors"
	Keys     = "keys"
)

// Parts are they, in the order in which they are shown.
var Parts = []string{Share, Visitors, Keys}

// keptAtMost is for how long after its end an order's node is asked whether it still has the data.
const keptAtMost = 7 * 24 * time.Hour

// Tabs are what can be looked at of an order now. There are two at least, so that nothing moves when more come.
func (g Course) Tabs() []string {
	switch {
	case g.View.ActivatedAt.IsZero() || g.View.State == order.Replaced || g.Over() && g.gone():
		return []string{Overview, Settings}
	case g.Over():
		return []string{Overview, Logs, Activity, Data, Settings}
	case g.Deployment.Shell:
		return []string{Overview, Deploy, Logs, Activity, Data, Shell, Doors, Domains, Settings}
	}
	return []string{Overview, Deploy, Logs, Activity, Data, Doors, Domains, Settings}
}

// gone reports whether nothing is left of an order that is over: by what its node says or said, or because no node keeps anything
// for so long.
func (g Course) gone() bool {
	switch until := g.Deployment.GraceUntil; {
	case !until.IsZero():
		return !g.Grace()
	case g.Token && g.Seen.IsZero():
		return true
	}
	return g.Now.Sub(first(g.View.EndedAt, g.View.EndsAt())) > keptAtMost
}

// Tab is the one of them that is shown, where another was asked for that is not there.
func (g Course) Tab(asked string) string {
	if slices.Contains(Parts, asked) {
		asked = Doors
	}
	if slices.Contains(g.Tabs(), asked) {
		return asked
	}
	return Overview
}

// Part is the part of Doors that is shown, where a tab or one of the parts was asked for.
func Part(asked string) string {
	if slices.Contains(Parts, asked) {
		return asked
	}
	return Share
}

// Grace reports whether an order that is over still has its data.
func (g Course) Grace() bool { return g.Deployment.GraceUntil.After(g.Now) }
