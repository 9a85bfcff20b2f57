package order

import (
	"time"

	"berth/shared/wire"
	"berth/ui/text"
)

// traffic is how much of what was bought is used, how much of it is open by now, and when more opens.
func traffic(t text.T, d wire.Deployment, bought uint64, now time.Time) string {
	words := t.Say(text.OrderTraffic, t.Size(d.TrafficMiB), t.Size(bought))
	if d.TrafficOpensAt.IsZero() || d.TrafficOpenMiB >= bought {
		return words
	}
	return words + t.Say(text.OrderOpen, t.Size(d.TrafficOpenMiB), t.Moment(d.TrafficOpensAt, now))
}
