package recommend

import (
	"math"
	"slices"

	"berth/shared/wire"
)

// proven is what the platform's own checks of a node have shown: how far it was looked at, and how often its gateway answered in the
// longest time of which that is known.
func proven(n *wire.Node) (why []wire.RankReason) {
	c := n.Certification
	if c == nil {
		return nil
	}
	if level := slices.Index(wire.Levels(), c.Level); level > 0 {
		why = append(why, wire.RankReason{Code: string(c.Level), Points: perLevel * float64(level-1)})
	}
	for _, up := range []int{c.Uptime.Month, c.Uptime.Week, c.Uptime.Day} {
		if up >= 0 {
			share := float64(up) / 1000
			return append(why, wire.RankReason{Code: "uptime", Figure: math.Round(1000*share) / 10, Points: perDowntime * (share - 1)})
		}
	}
	return why
}
