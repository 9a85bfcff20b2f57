package service

import (
	"berth/ui/page/order/course"
	"berth/ui/part"
	"berth/ui/part/phase"
	"berth/ui/text"
)

// State is how what runs for an order is, in a word or two; empty: it is being asked for.
func State(t text.T, g course.Course) (tone part.Tone, word string) {
	d := g.Deployment
	switch {
	case g.Unasked:
		tone, word = part.Neutral, t.Say(text.UnseenShort)
	case d.Order == 0:
		return part.Neutral, ""
	default:
		tone, word = phase.Of(t, d)
	}
	name := text.ServiceIs
	if len(d.Services) > 1 {
		name = text.ServiceIsN
	}
	word = t.Say(name, word)
	if !g.Seen.IsZero() {
		word += " · " + phase.AsOf(t, g.Seen, g.Now)
	}
	return tone, word
}
