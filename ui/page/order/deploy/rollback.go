package deploy

import (
	"strconv"

	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"berth/shared/typed"
	"berth/shared/wire"
	"berth/ui/page/order/course"
	"berth/ui/part"
	"berth/ui/text"
)

// rollback is the sheet in which an earlier version is taken again.
type rollback struct {
	open  bool
	to    wire.Revision
	short bool               // the node said that there is no room for both
	check wire.ManifestCheck // what the node makes of it now; nothing where it could not be asked
}

func (c *History) openRollback(ctx app.Context, _ app.Event) {
	n, err := strconv.ParseUint(ctx.JSSrc().Get("dataset").Get("key").String(), 10, 64)
	if r, ok := c.Desk.versions.find(n); ok && err == nil {
		c.Desk.back = rollback{open: true, to: r}
		c.OnForget()
		c.checkRollback(n)
	}
}

// checkRollback asks what a roll back would come to, so that it is known before the wallet is asked. Without an answer the
// node says it in the end.
func (c *History) checkRollback(n uint64) {
	run, s, back := c.Run, c.Site, &c.Desk.back
	g, ok := s.Known()
	if !ok {
		return
	}
	run.Go(func() {
		answer, err := g.Check(run, s.Order.ID, wire.ManifestCheckRequest{From: n})
		if s.Heard(err) != nil {
			return
		}
		run.Do(func(app.Context) {
			if back.open && back.to.Number == n {
				back.check, back.short = answer, answer.Update == wire.UpdateShortStop
			}
		})
	})
}

func (c *History) closeRollback(app.Context) {
	if c.Course.Doing == course.Idle {
		c.Desk.back.open = false
		c.OnForget()
	}
}

func (c *History) keepRunning(ctx app.Context, _ app.Event) { c.closeRollback(ctx) }

func (c *History) rollBack(app.Context, app.Event) {
	to := c.Desk.back.to
	c.OnDeploy(wire.DeployRequest{Deploy: typed.Deploy{Format: to.Format, ManifestHash: to.ManifestHash, From: to.Number, ShortStop: c.Desk.back.short}})
}

func (c *History) rollbackSheet() app.UI {
	t, b := c.T, c.Desk.back
	sheet := &part.Sheet{
		ID: "rollback-sheet", T: t, Title: t.Say(text.RollbackTitle, b.to.Number), Open: b.open, Locked: c.Course.Doing != course.Idle,
		Test: "rollback-sheet", OnClose: c.closeRollback,
	}
	if !b.open {
		return sheet
	}
	body := []app.UI{
		app.P().Class("consequence").DataSet("test", "rollback-words").Text(t.Say(text.RollbackWords, b.to.Number, c.Course.Deployment.Revision+1)),
		app.P().Class("small muted").Text(t.Say(text.RollbackCost)),
		app.H3().Text(t.Say(text.CheckPlan)),
		planCards(t, b.to.Services, b.to.Volumes), renderAlong(t, b.to),
	}
	label := text.RollbackDo
	if b.short {
		label = text.RollbackShort
		body = append(body, app.Div().Role("alert").DataSet("test", "rollback-short").Body(part.Note(part.Waiting, t.Say(text.UpdateShortStop))))
	}
	if len(b.check.Problems) > 0 {
		var items []app.UI
		for _, x := range b.check.Problems {
			items = append(items, app.Li().Text(t.Flaw(x)))
		}
		note := part.Note(part.Bad, t.Say(text.RollbackCannot), app.Ul().Body(items...))
		body = append(body, app.Div().Role("alert").DataSet("test", "rollback-problems").Body(note))
	}
	if c.Course.Err != nil {
		body = append(body, part.Trouble(t, c.Course.Err))
	}
	words := t.Say(label)
	if c.Course.Doing != course.Idle {
		words = t.Say(course.Words[c.Course.Doing])
	}
	sheet.Content = body
	sheet.Actions = []app.UI{
		&part.Button{Label: t.Say(text.RollbackKeep), Test: "rollback-keep", Disabled: c.Course.Doing != course.Idle, OnClick: c.keepRunning},
		&part.Button{
			Kind: part.Primary, Label: words, Test: "rollback-confirm", Busy: c.Course.Doing != course.Idle, Disabled: len(b.check.Problems) > 0,
			OnClick: c.rollBack,
		},
	}
	return sheet
}
