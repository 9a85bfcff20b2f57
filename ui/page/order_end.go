package page

import (
	"time"

	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"berth/shared/calldata"
	"berth/shared/eth"
	"berth/shared/order"
	"berth/shared/wire"
	"berth/ui/api"
	"berth/ui/part"
	"berth/ui/state"
	"berth/ui/text"
)

// ending is the sheet in which an order is ended.
type ending struct {
	open   bool
	reason order.Reason
	busy   bool
	sent   bool
	err    error
}

// userReasons are why a user may end an order.
var userReasons = []order.Reason{order.UserLeft, order.NodeUnreachable, order.TermsBroken, order.Other}

// renderEnd is the button that ends the order and its sheet.
func (p *Order) renderEnd(g progress, token wire.Token) app.UI {
	t := p.T
	o := g.view.Order
	if !o.State.Live() {
		return nil
	}
	if g.over() {
		return app.Section().Class("panel").Body(app.H2().Text(t.Say(text.SettleTitle)), app.P().Text(t.Say(text.SettleText)), p.renderChainAct("settle"),
			&part.Button{Label: t.Say(text.SettleDo), Test: "settle", Busy: p.act.name == "settle", OnClick: func(ctx app.Context, _ app.Event) {
				p.send(ctx, "settle", calldata.Settle(o.ID))
			}})
	}
	label := text.EndOpen
	if o.State == order.Created {
		label = text.EndTakeBack
	}
	kind := part.Plain
	if g.late() {
		kind = part.Primary
	}
	return app.Div().Body(
		&part.Button{Kind: kind, Wide: true, Label: t.Say(label), Test: "end-order", OnClick: func(app.Context, app.Event) {
			p.end = ending{open: true}
			if g.late() {
				p.end.reason = order.NodeUnreachable
			}
		}},
		&part.Sheet{ID: "end-sheet", T: t, Title: t.Say(label), Open: p.end.open, Locked: p.end.busy, Test: "end-sheet", OnClose: func(app.Context) { p.end.open = false },
			Content: p.endContent(g, token), Actions: p.endActions(g, token)},
	)
}

// endContent says what ending costs and brings, as of now.
func (p *Order) endContent(g progress, token wire.Token) []app.UI {
	t, o := p.T, g.view.Order
	if !p.end.open {
		return nil
	}
	node, user := o.Split(g.now)
	words := t.Say(text.EndWords, t.Amount(user, token), t.Amount(node, token))
	switch {
	case o.State == order.Created:
		words = t.Say(text.EndCreated, t.Amount(user, token))
	case node.IsZero():
		words = t.Say(text.EndProbation, t.Amount(user, token))
	}
	var reasons []part.Option
	for _, r := range userReasons {
		reasons = append(reasons, part.Option{Value: r.String(), Label: t.Say(text.Reasons[r.String()])})
	}
	body := []app.UI{
		app.P().Class("consequence").DataSet("test", "end-words").Text(words),
		part.EscrowSplit(t, token, user, node),
		&part.Choice{Name: "end-reason", Legend: t.Say(text.EndWhy), Options: reasons, Value: p.end.reason.String(), Test: "reason", OnPick: func(_ app.Context, v string) {
			_ = p.end.reason.UnmarshalText([]byte(v))
		}},
		app.P().Class("small muted").Text(t.Say(text.EndKept)),
	}
	if p.end.err != nil {
		body = append(body, trouble(t, p.end.err))
	}
	if p.end.busy {
		words := text.EndConfirm
		if p.end.sent {
			words = text.PayBlock
		}
		body = append(body, waiting(t.Say(words)))
	}
	return body
}

func (p *Order) endActions(g progress, token wire.Token) []app.UI {
	t := p.T
	_, user := g.view.Split(g.now)
	return []app.UI{
		&part.Button{Label: t.Say(text.EndKeep), Test: "end-keep", Disabled: p.end.busy, OnClick: func(app.Context, app.Event) { p.end.open = false }},
		&part.Button{Kind: part.Danger, Label: t.Say(text.EndDo, t.Amount(user, token)), Test: "end-confirm", Busy: p.end.busy, OnClick: func(ctx app.Context, _ app.Event) { p.cancel(ctx) }},
	}
}

// cancel ends the order on chain.
func (p *Order) cancel(_ app.Context) {
	ctx := p.ctx
	if p.end.busy {
		return
	}
	p.end.busy, p.end.sent, p.end.err = true, false, nil
	id, reason, s, life := p.id, p.end.reason, p.site(), p.life
	ctx.Async(func() {
		err := p.toMarket(ctx, s, calldata.Cancel(id, reason), func(eth.Hash) {
			p.mine(ctx, life, func(app.Context) { p.end.sent = true })
		})
		p.mine(ctx, life, func(ctx app.Context) {
			p.end.busy, p.end.err = false, err
			if err == nil {
				p.end.open = false
				part.Say(ctx, part.Running, p.T.Say(text.Ended))
				p.refresh(ctx)
			}
		})
	})
}

// toMarket sends a call of the order's user to the market and waits for its block.
func (p *Order) toMarket(ctx app.Context, s site, call eth.Bytes, sent func(eth.Hash)) error {
	signer, err := s.signer(ctx)
	if err != nil {
		return err
	}
	chain := api.Chain{Chain: signer.Info.Chain}
	_, err = transact(ctx, signer, chain, chain.Market, call, sent)
	return err
}

// send does one of the small things on chain: settle, withdraw.
func (p *Order) send(_ app.Context, name string, call eth.Bytes) {
	ctx := p.ctx
	if p.act.name != "" {
		return
	}
	p.act = act{name: name, at: name, note: p.T.Say(text.EndConfirm)}
	s, life := p.site(), p.life
	ctx.Async(func() {
		err := p.toMarket(ctx, s, call, func(eth.Hash) {
			p.mine(ctx, life, func(app.Context) { p.act.note = p.T.Say(text.PayBlock) })
		})
		p.mine(ctx, life, func(ctx app.Context) {
			p.act = act{at: name, err: err}
			if err != nil {
				return
			}
			p.readOwed(ctx)
			p.refresh(ctx)
			if name == "withdraw" {
				part.Say(ctx, part.Running, p.T.Say(text.Withdrawn))
			}
		})
	})
}

// refresh asks the platform for the order until it has seen what was done, in case its stream is slow.
func (p *Order) refresh(_ app.Context) {
	ctx := p.ctx
	id, life, before := p.id, p.life, p.view.Data.State
	ctx.Async(func() {
		for range 10 {
			v, err := api.Order(life, id)
			if err == nil {
				p.mine(ctx, life, func(ctx app.Context) { p.set(ctx, v) })
				if v.State != before {
					return
				}
			}
			select {
			case <-time.After(700 * time.Millisecond):
			case <-life.Done():
				return
			}
		}
	})
}

// renderChainAct is what is happening with a call on chain, or what went wrong with it.
func (p *Order) renderChainAct(name string) app.UI {
	switch {
	case p.act.at != name:
		return nil
	case p.act.name != "":
		return waiting(p.act.note)
	case p.act.err != nil:
		return trouble(p.T, p.act.err)
	}
	return nil
}

// renderOutcome is who got what, once the order is over.
func (p *Order) renderOutcome(g progress, token wire.Token) app.UI {
	t, v := p.T, g.view
	switch {
	case v.State.Live():
		return nil
	case v.State == order.Replaced:
		return p.renderReplaced(v, token)
	}
	words := t.Say(text.EndedBy[v.EndedBy])
	if v.Reason != nil && (v.EndedBy == "user" || v.EndedBy == "node") {
		words += " " + t.Say(text.EndedReason, t.Say(text.Reasons[v.Reason.String()]))
	}
	body := []app.UI{app.H2().Text(t.Say(text.OutcomeTitle)), app.P().DataSet("test", "ended-by").Text(words), part.EscrowSplit(t, token, v.Refunded, v.PaidOut)}
	if !v.EndedAt.IsZero() {
		body = append(body, app.P().Class("small muted num").Text(t.Date(v.EndedAt)))
	}
	return app.Section().Class("panel").DataSet("test", "outcome").Body(append(body, app.Div().Class("row").Body(
		&part.Button{Label: t.Say(text.RentAgain), Href: "/rent?node=" + v.Node.String() + "&template=" + v.Template, Test: "rent-again"},
	))...)
}

// renderOwed is what the user may withdraw from the market.
func (p *Order) renderOwed(token wire.Token) app.UI {
	t, user := p.T, p.view.Data.User
	if p.owed.IsZero() || user != p.session.Data.Address || p.session.Status != state.Ready {
		return nil
	}
	return app.Section().Class("panel").DataSet("test", "owed").Body(
		app.H2().Text(t.Say(text.OwedTitle)),
		app.P().Class("figure num").DataSet("test", "owed-amount").Text(t.Amount(p.owed, token)),
		app.P().Class("muted").Text(t.Say(text.OwedText)),
		p.renderChainAct("withdraw"),
		&part.Button{Kind: part.Primary, Wide: true, Label: t.Say(text.WithdrawDo, t.Amount(p.owed, token)), Test: "withdraw", Busy: p.act.name == "withdraw", OnClick: func(ctx app.Context, _ app.Event) {
			p.send(ctx, "withdraw", calldata.Withdraw(user))
		}},
	)
}
