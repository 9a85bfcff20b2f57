package account

import (
	"time"

	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"berth/shared/amount"
	"berth/shared/eth"
	"berth/shared/order"
	"berth/shared/wire"
	"berth/ui/outside"
	"berth/ui/part"
	"berth/ui/part/chart"
	"berth/ui/state"
	"berth/ui/text"
)

// gasDecimals are the gas coin's, on every chain.
const gasDecimals = 18

// renderMoney is what there is in each token: in the wallet, and in escrow.
func (p *Page) renderMoney(t text.T) app.UI {
	body := []app.UI{app.H2().Text(t.Say(text.MoneyTitle))}
	c := p.info.Data.Chain
	switch {
	case p.money.Status == state.Failed:
		body = append(body, part.Trouble(t, p.money.Err, &part.Button{Label: t.Say(text.Retry), Test: "money-retry", OnClick: p.retry}))
	case p.money.Status != state.Ready:
		body = append(body, part.Wait(t.Say(text.MoneyLoading)), part.Skeleton(3))
	default:
		held := escrow(p.orders.Data, p.now())
		var rows []app.UI
		for _, token := range tokens(c, p.orders.Data) {
			have, known := p.money.Data.have[token.Address]
			if !known && held[token.Address].IsZero() {
				continue // a token that is not taken any more, in which nothing is left
			}
			words := "–"
			if known {
				words = t.Named(have, token)
			}
			in := "…"
			if p.orders.Status == state.Ready {
				in = t.Named(held[token.Address], token)
			}
			rows = append(rows, app.Tr().DataSet("test", "money-"+token.Symbol).Body(
				app.Th().Attr("scope", "row").Text(outside.Text(token.Symbol)), app.Td().Class("end num").Text(words), app.Td().Class("end num").Text(in),
			))
		}
		head := func(name text.Text, class string) app.UI {
			return app.Th().Attr("scope", "col").Class(class).Text(t.Say(name))
		}
		gas := wire.Token{Symbol: c.Currency, Decimals: gasDecimals}
		body = append(body,
			app.Table().Class("table plain account-money").DataSet("test", "account-money").Body(
				app.THead().Body(app.Tr().Body(head(text.MoneyColumn, ""), head(text.MoneyHave, "end"), head(text.MoneyEscrow, "end"))), app.TBody().Body(rows...),
			),
			part.Facts(part.Fact(t.Say(text.MoneyGas), app.Span().Class("num").Text(t.Named(p.money.Data.gas, gas)))),
			app.P().Class("small muted").Text(t.Say(text.MoneyText)),
		)
	}
	return app.Section().Class("panel").Body(body...)
}

// renderSpent is what the user's orders came to by the month, for each token.
func (p *Page) renderSpent(t text.T, now time.Time) app.UI {
	body := []app.UI{app.H2().Text(t.Say(text.SpendTitle))}
	switch {
	case p.orders.Status == state.Failed:
		body = append(body, part.Trouble(t, p.orders.Err, &part.Button{Label: t.Say(text.Retry), Test: "spent-retry", OnClick: p.retry}))
	case p.orders.Status != state.Ready:
		body = append(body, part.Wait(t.Say(text.OrdersLoading)), part.Skeleton(3))
	default:
		by, all := spent(p.orders.Data, now)
		if len(all) == 0 {
			body = append(body, app.P().Class("muted").DataSet("test", "spent-none").Text(none(t, p.info.Data.Chain, p.orders.Data, now)))
			break
		}
		for _, token := range tokens(p.info.Data.Chain, p.orders.Data) {
			if sum := all[token.Address]; !sum.IsZero() {
				body = append(body, spending(t, token, by[token.Address], sum))
			}
		}
		body = append(body, app.P().Class("small muted").Text(t.Say(text.SpendText)))
		if p.cut {
			body = append(body, app.P().Class("small muted").Text(t.Say(text.SpendSome, len(p.orders.Data))))
		}
	}
	body = append(body, app.Div().Body(&part.Button{Label: t.Say(text.SpendSee), Href: "/orders?state=ended", Test: "account-receipts"}))
	return app.Section().Class("panel").DataSet("test", "account-spent").Body(body...)
}

// none says why nothing was spent: of what runs, the first seconds often cost less than a token can be divided into.
func none(t text.T, c wire.Chain, views []wire.OrderView, now time.Time) string {
	words := t.Say(text.SpendNone)
	for _, v := range views {
		switch {
		case v.State != order.Active:
		case v.InProbation(now):
			words = t.Say(text.SpendFree)
		default:
			return t.Say(text.SpendTiny, t.Exact(amount.Of(1), c.TokenOf(v.Token)))
		}
	}
	return words
}

// spending is one token's.
func spending(t text.T, token wire.Token, by []monthly, all amount.Amount) app.UI {
	var most, last amount.Amount
	for _, m := range by {
		if m.Sum.Cmp(most) > 0 {
			most = m.Sum
		}
		last = m.Sum
	}
	var columns []chart.Column
	for i, m := range by {
		columns = append(columns, chart.Column{Name: m.Month, Words: t.Named(m.Sum, token), Value: m.Sum.Over(most), Faint: i == len(by)-1}) // this month goes on
	}
	return app.Div().Class("stack-tight").Body(
		app.P().Class("num").DataSet("test", "spent-"+token.Symbol).Text(t.Say(text.SpendTotal, t.Named(last, token), t.Named(all, token))),
		chart.Columns(t, "spent-chart", columns, text.SpendTable, text.SpendMonth, text.SpendSum),
	)
}

// renderSession is who is logged in, and until when.
func (p *Page) renderSession(t text.T, who eth.Address) app.UI {
	lines := []app.UI{part.Fact(t.Say(text.Wallet), &part.Chip{T: t, Address: who, Explorer: p.info.Data.Chain.Explorer})}
	if !p.session.Data.ExpiresAt.IsZero() {
		lines = append(lines, part.Fact(t.Say(text.SessionUntil), app.Span().Class("num").Text(t.Date(p.session.Data.ExpiresAt))))
	}
	label := t.Say(text.LogOut)
	if p.leaving {
		label = t.Say(text.LoggingOut)
	}
	return app.Section().Class("panel").Body(
		app.H2().Text(t.Say(text.SessionsTitle)), part.Facts(lines...), app.P().Class("small muted").Text(t.Say(text.LogOutText)),
		app.Div().Body(&part.Button{Label: label, Busy: p.leaving, Test: "logout", OnClick: p.logOut}), part.Trouble(t, p.err),
	)
}

// renderKeys are the keys that this browser has at gateways.
func (p *Page) renderKeys(t text.T) app.UI {
	body := []app.UI{app.H2().Text(t.Say(text.KeysHere)), app.P().Class("small muted").Text(t.Say(text.KeysHereText))}
	var items []app.UI
	for _, k := range p.keys {
		items = append(items, app.Li().Class("spread").Body(
			app.Div().Class("stack-tight").Body(
				part.Link("/nodes/"+k.Node.String()).Class("mono break apart").Text(outside.Text(k.Host)),
				app.Span().Class("small muted num").Text(t.Say(text.KeyGoodTill, t.Date(k.Until))),
			),
			&part.Button{Label: t.Say(text.KeyForget), Key: k.Gateway, Test: "key-forget", OnClick: p.forget(k)},
		))
	}
	if len(items) == 0 {
		body = append(body, app.P().Class("muted").DataSet("test", "keys-none").Text(t.Say(text.KeysHereNone)))
	} else {
		body = append(body, app.Ul().Class("checks").DataSet("test", "keys-here").Body(items...))
	}
	return app.Section().Class("panel").Body(body...)
}

// renderNotices leads to what there is to tell.
func (p *Page) renderNotices(t text.T) app.UI {
	return app.Section().Class("panel").Body(
		app.H2().Text(t.Say(text.Notices)), app.P().Class("muted").Text(t.Say(text.NoticesLead)),
		app.Div().Body(&part.Button{Label: t.Say(text.NoticesSee), Href: "/notices", Test: "account-notices"}),
	)
}
