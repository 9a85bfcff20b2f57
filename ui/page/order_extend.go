package page

import (
	"slices"
	"strconv"
	"time"

	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"berth/shared/amount"
	"berth/shared/calldata"
	"berth/shared/eth"
	"berth/shared/order"
	"berth/shared/problem"
	"berth/shared/wire"
	"berth/ui/api"
	"berth/ui/part"
	"berth/ui/state"
	"berth/ui/text"
	"berth/ui/wallet"
)

// extension is the sheet in which an order gets more time.
type extension struct {
	open    bool
	time    spanEntry
	stage   payStage
	balance state.Of[amount.Amount]
	err     error
}

func (x extension) busy() bool { return x.stage != payIdle }

// spanEntry is a duration that is chosen among a few or entered.
type spanEntry struct {
	seconds    uint32 // 0: what is entered cannot be read
	free       bool   // it is entered by hand
	span, unit string
}

func spanOf(seconds uint32) spanEntry {
	e := spanEntry{seconds: seconds}
	e.span, e.unit = writeSpan(seconds)
	return e
}

func (e *spanEntry) read() {
	s, ok := readSpan(e.span, e.unit)
	if e.seconds = s; !ok {
		e.seconds = 0
	}
}

// spanFields choose a duration; changed hears of each change. name is unique on the page.
func spanFields(t text.T, name string, legend text.Text, e *spanEntry, offered []part.Option, changed func(app.Context)) app.UI {
	value := strconv.Itoa(int(e.seconds))
	if e.free || !slices.ContainsFunc(offered, func(o part.Option) bool { return o.Value == value }) {
		value = custom
	}
	offered = append(offered, part.Option{Value: custom, Label: t.Say(text.RentOther)})
	body := []app.UI{&part.Choice{Name: name, Legend: t.Say(legend), Options: offered, Value: value, Test: name + "-time", OnPick: func(ctx app.Context, v string) {
		e.free = v == custom
		if s, err := strconv.ParseUint(v, 10, 32); err == nil {
			*e = spanOf(uint32(s))
		}
		changed(ctx)
	}}}
	if value == custom {
		wrong := ""
		if e.seconds == 0 {
			wrong = t.Say(text.RentBadSpan)
		}
		body = append(body, app.Div().Class("fields").Body(
			&part.Field{ID: name + "-span", Label: t.Say(text.RentSpan), Value: e.span, Mode: "decimal", Error: wrong, Max: 12, Test: name + "-span", OnInput: func(ctx app.Context, v string) {
				e.span, e.free = v, true
				e.read()
				changed(ctx)
			}},
			&part.Field{
				ID: name + "-unit", Label: t.Say(text.RentUnit), Value: e.unit, Test: name + "-unit",
				Options: []part.Option{{Value: "60", Label: t.Say(text.Minutes)}, {Value: "3600", Label: t.Say(text.Hours)}, {Value: "86400", Label: t.Say(text.Days)}},
				OnChange: func(ctx app.Context, v string) {
					e.unit, e.free = v, true
					e.read()
					changed(ctx)
				},
			},
		))
	}
	return app.Div().Class("stack").Body(body...)
}

// renderChange has what the user can do with a running order: more time, another size or price.
func (p *Order) renderChange(g progress, token wire.Token) app.UI {
	t, o := p.T, g.view.Order
	if o.State != order.Active || g.over() || p.session.Data.Address != o.User {
		return nil
	}
	return app.Div().Class("stack").Body(
		&part.Button{Wide: true, Label: t.Say(text.ExtendOpen), Test: "extend", OnClick: func(ctx app.Context, _ app.Event) { p.openExtend(ctx) }},
		&part.Button{Wide: true, Label: t.Say(text.SwapOpen), Test: "replace", OnClick: func(ctx app.Context, _ app.Event) { p.openSwap(ctx) }},
		&part.Sheet{ID: "extend-sheet", T: t, Title: t.Say(text.ExtendOpen), Open: p.more.open, Locked: p.more.busy(), Test: "extend-sheet", OnClose: func(app.Context) { p.more.open = false },
			Content: p.extendContent(g, token), Actions: p.extendActions(g, token)},
		&part.Sheet{ID: "replace-sheet", T: t, Title: t.Say(text.SwapOpen), Open: p.swap.open, Locked: p.swap.busy(), Test: "replace-sheet", OnClose: func(app.Context) { p.closeSwap() },
			Content: p.swapContent(g, token), Actions: p.swapActions(g, token)},
	)
}

func (p *Order) openExtend(ctx app.Context) {
	o := p.view.Data.Order
	p.more = extension{open: true, time: spanOf(min(3600, max(room(o), 1)))}
	p.more.balance.Status = state.Loading
	p.readBalance(p.ctx, func(b state.Of[amount.Amount]) { p.more.balance = b })
}

// readBalance reads what the user has.
func (p *Order) readBalance(ctx app.Context, set func(state.Of[amount.Amount])) {
	user, life, chain := p.view.Data.User, p.life, p.info.Data.Chain
	ctx.Async(func() {
		have, err := (api.Chain{Chain: chain}).Balance(life, user)
		p.mine(ctx, life, func(app.Context) { set(came(have, err)) })
	})
}

// room is how many paid seconds can still be added to an order.
func room(o order.Order) uint32 { return o.MaxDuration - min(o.MaxDuration, o.Duration) }

func (p *Order) extendContent(g progress, token wire.Token) []app.UI {
	t, o, x := p.T, g.view.Order, &p.more
	if !x.open {
		return nil
	}
	most := room(o)
	if most == 0 {
		return []app.UI{app.P().DataSet("test", "extend-full").Text(t.Say(text.ExtendFull))}
	}
	var offered []part.Option
	for _, s := range presets {
		if s <= most {
			offered = append(offered, part.Option{Value: strconv.Itoa(int(s)), Label: t.Span(s)})
		}
	}
	body := []app.UI{spanFields(t, "extend", text.ExtendBy, &x.time, offered, func(app.Context) { x.err = nil })}
	if x.time.seconds > most {
		body = append(body, app.P().Class("field-error").Role("alert").DataSet("test", "extend-most").Text(t.Say(text.ExtendMost, t.Span(most), t.Span(o.MaxDuration))))
	} else if x.time.seconds > 0 {
		end := o.EndsAt().Add(time.Duration(x.time.seconds) * time.Second)
		body = append(body, app.P().Class("consequence").DataSet("test", "extend-words").Text(t.Say(text.ExtendWords, t.Amount(p.extendCost(), token), t.Date(end))))
	}
	return append(body, p.payWords(x.stage, x.err, x.balance, p.extendCost(), token)...)
}

// extendCost is what the chosen time costs.
func (p *Order) extendCost() amount.Amount {
	return p.view.Data.Rate.Mul(uint64(p.more.time.seconds))
}

// payWords tell of a payment from a sheet: whether there is enough for it, how far it is, what went wrong.
func (p *Order) payWords(stage payStage, err error, have state.Of[amount.Amount], need amount.Amount, token wire.Token) []app.UI {
	t := p.T
	var body []app.UI
	switch {
	case err != nil:
		body = append(body, trouble(t, err))
	case stage == paySend:
		body = append(body, waiting(t.Say(text.TopUpSend)))
	case stage != payIdle:
		body = append(body, waiting(t.Say(payWords[stage])))
	case have.Status == state.Ready && have.Data.Cmp(need) < 0:
		body = append(body, app.P().Class("field-error").Role("alert").Text(t.Say(text.ExtendShort, t.Amount(need, token), t.Amount(have.Data, token))))
	case need.IsZero():
		body = append(body, app.P().Class("small muted").Text(t.Say(text.PromptOnce)))
	default:
		body = append(body, app.P().Class("small muted").Text(t.Say(text.Prompts)))
	}
	return body
}

func (p *Order) extendActions(g progress, token wire.Token) []app.UI {
	t, x := p.T, &p.more
	if room(g.view.Order) == 0 {
		return nil
	}
	cost := p.extendCost()
	short := x.balance.Status == state.Ready && x.balance.Data.Cmp(cost) < 0
	return []app.UI{&part.Button{
		Kind: part.Primary, Wide: true, Label: t.Say(text.ExtendDo, t.Amount(cost, token)), Test: "extend-confirm", Busy: x.busy(),
		Disabled: short || x.time.seconds == 0 || x.time.seconds > room(g.view.Order) || coded(x.err, "sent-unknown"),
		OnClick:  func(ctx app.Context, _ app.Event) { p.extend(ctx) },
	}}
}

// extend pays for more time.
func (p *Order) extend(app.Context) {
	ctx := p.ctx
	if p.more.busy() {
		return
	}
	p.more.err, p.more.stage = nil, payReady
	id, seconds, cost, s, life := p.id, p.more.time.seconds, p.extendCost(), p.site(), p.life
	u := topUp{T: p.T, Need: cost, Allow: cost, Call: calldata.Extend(id, seconds), Stage: func(at payStage) {
		p.mine(ctx, life, func(app.Context) { p.more.stage = at })
	}}
	ctx.Async(func() {
		_, err := u.do(ctx, s)
		p.mine(ctx, life, func(ctx app.Context) {
			p.more.stage, p.more.err = payIdle, err
			if err == nil {
				p.more.open = false
				part.Say(ctx, part.Running, p.T.Say(text.ExtendDone))
				p.refresh(ctx)
			}
		})
	})
}

// topUp is a call of the order's user to the market that takes tokens, in one transaction with the permit for them.
type topUp struct {
	T     text.T
	Need  amount.Amount // what it takes
	Allow amount.Amount // what it may take at most by the time that it is in a block
	Call  eth.Bytes
	Stage func(payStage)
}

func (u topUp) do(ctx app.Context, s site) (api.Receipt, error) {
	u.Stage(payReady)
	signer, err := s.signer(ctx)
	if err != nil {
		return api.Receipt{}, err
	}
	chain := api.Chain{Chain: signer.Info.Chain}
	have, err := chain.Balance(ctx, signer.User)
	if err != nil {
		return api.Receipt{}, err
	}
	if have.Cmp(u.Need) < 0 {
		return api.Receipt{}, problem.New(0, "balance-short", "not enough tokens").
			With("needed", u.T.Amount(u.Need, chain.Token)).With("have", u.T.Amount(have, chain.Token))
	}
	if gas, err := chain.Gas(ctx, signer.User); err == nil && gas.IsZero() {
		return api.Receipt{}, problem.New(0, wallet.NoFunds, "no coin for the fee")
	}
	permit, err := allow(ctx, signer, chain, u.Allow, u.Stage)
	if err != nil {
		return api.Receipt{}, err
	}
	call := u.Call
	if permit != nil {
		call = calldata.Multicall(calldata.SelfPermit(*permit), call)
	}
	u.Stage(paySend)
	return transact(ctx, signer, chain, chain.Market, call, func(eth.Hash) { u.Stage(payBlock) })
}
