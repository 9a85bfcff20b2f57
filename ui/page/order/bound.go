package order

import (
	"time"

	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"berth/shared/order"
	"berth/shared/wire"
	"berth/ui/page/order/course"
	"berth/ui/part"
	"berth/ui/text"
)

// leaves is what the node's announcement of its leaving means: a title, and sentences; none: it has made none, or the order
// is over.
func leaves(t text.T, token wire.Token, g course.Course) (title string, lines []string) {
	o := g.View.Order
	if o.State != order.Active || g.Over() || o.AnnouncedAt.IsZero() {
		return "", nil
	}
	title = t.Say(text.BoundTitle, t.Date(o.AnnouncedEnd))
	lines = []string{t.Say(text.BoundFree)}
	until := o.AnnouncedEnd.Add(order.AnnouncementLasts)
	if !g.Now.Before(o.AnnouncedEnd) {
		title = t.Say(text.BoundNow)
		if g.Now.After(until) {
			title = t.Say(text.BoundTitle, t.Date(o.AnnouncedEnd))
		}
	}
	end := later(o.AnnouncedEnd, g.Now)
	keeps, _ := o.NodeLeaves(end)
	switch short := int64(o.Notice) - int64(o.AnnouncedEnd.Sub(o.AnnouncedAt)/time.Second); {
	case g.Now.After(until):
	case short > 0:
		lines = append(lines, t.Say(text.BoundLate, t.Span(uint32(short)), t.Amount(o.Earned(end).Sub(keeps), token)))
	case o.Notice > 0:
		lines = append(lines, t.Say(text.BoundInTime))
	}
	return title, append(lines, t.Say(text.BoundLasts, t.Date(until)), t.Say(text.BoundData))
}

func later(a, b time.Time) time.Time {
	if a.After(b) {
		return a
	}
	return b
}

func renderLeaves(t text.T, token wire.Token, g course.Course) app.UI {
	title, lines := leaves(t, token, g)
	if title == "" {
		return nil
	}
	var body []app.UI
	for _, l := range lines {
		body = append(body, app.P().Text(l))
	}
	return app.Div().DataSet("test", "node-leaves").Role("status").Body(part.Note(part.Waiting, title, body...))
}

// bound is a term that binds either side, with its key for tests.
type bound struct {
	key  string
	name text.Text
	said string
}

// bounds are what of an order's terms binds either side to money.
func bounds(t text.T, token wire.Token, g course.Course) (all []bound) {
	o := g.View.Order
	committed := min(o.Committed, o.Duration)
	sum := t.Amount(o.Rate.Cost(uint64(committed)), token)
	commit := t.Say(text.BoundNone)
	switch till := o.PaidFrom().Add(time.Duration(committed) * time.Second); {
	case committed == 0:
	case o.State == order.Active && !o.AnnouncedAt.IsZero():
		commit = t.Say(text.BoundLoose)
	case o.State == order.Active && !g.Now.Before(till):
		commit = t.Say(text.BoundOver, t.Span(committed), sum)
	case o.State == order.Active:
		commit = t.Say(text.BoundTill, t.Span(committed), sum, t.Date(till))
	default:
		commit = t.Span(committed) + " = " + sum
	}
	notice := t.Say(text.BoundOwesNot)
	if o.Notice > 0 {
		notice = t.Say(text.BoundOwes, t.Span(o.Notice), t.Amount(o.Rate.Cost(uint64(min(o.Notice, o.Duration))), token))
	}
	all = []bound{{"commitment", text.BoundCommit, commit}, {"notice", text.BoundNotice, notice}}
	if o.StakeHeld && o.State.Live() {
		all = append(all, bound{"stake", text.BoundStake, t.Say(text.BoundHeld)})
	}
	if s := t.Features(o.Features); s != "" {
		all = append(all, bound{"root", text.RootName, t.Say(text.RootPromised, s)})
	}
	if o.ReferrerShare > 0 {
		all = append(all, bound{"referrer", text.BoundRefers, t.Say(text.BoundShare, o.Referrer.Short(), part.Bps(o.ReferrerShare))})
	}
	return all
}

// extended says who paid for more time.
func extended(t text.T, s wire.Step, o order.Order) string {
	switch {
	case s.Agent:
		return t.Say(text.ExtendAgent)
	case !s.By.IsZero() && s.By != o.User:
		return t.Say(text.ExtendedBy, s.By.Short())
	}
	return ""
}
