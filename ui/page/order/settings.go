package order

import (
	"time"

	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"berth/ui/js"
	"berth/ui/page/order/course"
	"berth/ui/part"
	"berth/ui/part/agent"
	"berth/ui/part/named"
	"berth/ui/receipt"
	"berth/ui/state"
	"berth/ui/text"
)

// renderSettings are what its user sets for an order: what it is called, what the platform does for it meanwhile, and where what
// there is to tell is set.
func (p *Page) renderSettings(g course.Course) app.UI {
	t := p.T
	return app.Div().Class("columns").DataSet("test", "settings").Body(
		app.Div().Class("stack").Body(&named.Editor{T: t, Entry: &p.label, Order: g.View}, app.Section().Class("panel").Body(
			app.H2().Text(t.Say(text.SettingsNotices)), app.P().Class("muted").Text(t.Say(text.SettingsNotice)),
			app.Div().Body(&part.Button{Label: t.Say(text.NoticesSee), Href: "/notices", Test: "settings-notices"}),
		)),
		app.Div().Class("stack").Body(p.renderAlarm(g), p.renderAgent(g)),
	)
}

// renderAgent is what the platform's agent may do for the order's user.
func (p *Page) renderAgent(g course.Course) app.UI {
	info, v := p.info.Data, g.View
	switch {
	case !v.State.Live() || g.Over() || p.session.Data.Address != v.User:
		return nil
	case info.Agent.IsZero():
		return app.Section().Class("panel").Body(app.H2().Text(p.T.Say(text.AgentTitle)), app.P().Class("muted").Text(p.T.Say(text.SettingsNoAgent)))
	}
	return &agent.Panel{T: p.T, Entry: &p.agent, Run: p.feed.run, Info: info, User: v.User, Order: &v}
}

// renderReceipt has what was paid, to be taken away.
func (p *Page) renderReceipt(g course.Course) app.UI {
	t := p.T
	if g.View.ActivatedAt.IsZero() && g.View.State.Live() {
		return nil
	}
	waits := p.info.Data.Chain.ID == 0 // for what its figures stand for
	return app.Section().Class("panel").DataSet("test", "receipts").Body(
		app.H2().Text(t.Say(text.ReceiptTitle)), app.P().Class("small muted").Text(t.Say(text.ReceiptText)), part.Trouble(t, p.save),
		app.Div().Class("row").Body(
			&part.Button{Label: t.Say(text.ReceiptSave), Glyph: part.GlyphDownload, Busy: waits, Test: "receipt-text", OnClick: p.saveText},
			&part.Button{Label: t.Say(text.ReceiptCSV), Glyph: part.GlyphDownload, Busy: waits, Test: "receipt-csv", OnClick: p.saveCSV},
		),
	)
}

// row is the order as a receipt has it.
func (p *Page) row() receipt.Row {
	v := p.feed.view.Data
	return receipt.Row{Name: named.Order(p.T, p.templates.Data, v), Tags: state.LabelOf(v).Tags, View: v}
}

func (p *Page) saveText(app.Context, app.Event) {
	p.save = js.SaveText("order-"+p.feed.id.String()+"-receipt.txt", receipt.Text(p.T, p.row(), p.info.Data.Chain, time.Now()))
}

func (p *Page) saveCSV(app.Context, app.Event) {
	p.save = js.SaveText("order-"+p.feed.id.String()+".csv", receipt.CSV([]receipt.Row{p.row()}, p.info.Data.Chain, time.Now()))
}
