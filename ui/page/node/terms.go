package node

import (
	"time"

	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"berth/shared/wire"
	"berth/ui/part"
	"berth/ui/text"
)

func (p *Page) terms(t text.T, n wire.Node) app.UI {
	span := func(s uint32) string { return t.About(time.Duration(s) * time.Second) }
	free := t.Say(text.NoProbation)
	if n.Probation > 0 {
		free = t.Say(text.ProbationIs, span(n.Probation))
		if !n.MinStake.IsZero() {
			free = t.Say(text.ProbationWith, span(n.Probation), t.Amount(n.MinStake, p.info.Data.Chain.Native))
		}
	}
	notice := t.Say(text.NoNotice)
	if n.Notice > 0 {
		notice = t.Say(text.NoticeIs, span(n.Notice))
	}
	lines := []app.UI{
		part.Fact(t.Say(text.ProbationName), app.Span().DataSet("test", "node-probation").Text(free)),
		p.entitled.forYou(t, n, p.info.Data.Chain.Native),
		part.Fact(t.Say(text.NoticeName), app.Span().DataSet("test", "node-notice").Text(notice)),
	}
	if n.Card != nil {
		lines = append(lines, part.RootWords(t, n.Card.Root))
	}
	if c := n.Card; c != nil {
		disks := text.DisksStay
		if c.DisksGrow {
			disks = text.DisksGrow
		}
		lines = append(lines,
			part.Fact(t.Say(text.DisksName), app.Span().DataSet("test", "node-disks").Text(t.Say(disks))),
			part.Fact(t.Say(text.Duration), app.Span().Text(t.Say(text.FromTo, span(c.MinDuration), span(c.MaxDuration)))),
			part.Fact(t.Say(text.GraceName), app.Span().Text(span(uint32(max(c.Limits.GraceSeconds, 0))))),
		)
	}
	body := []app.UI{app.H2().Text(t.Say(text.TermsTitle)), part.Facts(lines...)}
	if n.Card != nil {
		body = append(body, limits(t, n.Card.Limits))
	}
	return app.Section().Class("panel").Body(body...)
}

// limits are what a node's gateway lets through to services, as its card says. A gateway of an earlier version says less.
func limits(t text.T, l wire.Limits) app.UI {
	var lines []app.UI
	add := func(name text.Text, test, value string) {
		lines = append(lines, part.Fact(t.Say(name), app.Span().DataSet("test", test).Text(value)))
	}
	some := func(n int) string {
		if n == 0 {
			return t.Say(text.AnyNumber)
		}
		return text.Group(n)
	}
	if l.BodyBytes > 0 {
		add(text.BodyName, "limit-body", t.Bytes(uint64(l.BodyBytes)))
	}
	if l.HeadBytes > 0 {
		add(text.HeadName, "limit-head", t.Say(text.HeadIs, t.Bytes(uint64(l.HeadBytes)), t.Bytes(uint64(max(l.AnswerHeadBytes, 0)))))
		add(text.AnswerName, "limit-answer", t.About(time.Duration(l.AnswerSeconds)*time.Second))
	}
	if l.IdleSeconds > 0 {
		add(text.IdleName, "limit-idle", t.About(time.Duration(l.IdleSeconds)*time.Second))
	}
	if l.HeadBytes > 0 {
		add(text.OpenName, "limit-open", t.Say(text.OpenIs, some(l.OpenPerOrder), some(l.OpenPerVisitor)))
		add(text.OftenName, "limit-often", some(l.PublicPerMinute))
		add(text.ConnectionsName, "limit-connections", t.Say(text.ConnectionsAre, some(l.Connections), some(l.ConnectionsEach)))
	}
	if len(lines) == 0 {
		return nil
	}
	return app.Details().Class("details limits").Body(
		app.Summary().DataSet("test", "node-limits").Text(t.Say(text.LimitsTitle)), app.P().Class("small muted").Text(t.Say(text.LimitsText)), part.Facts(lines...),
	)
}
