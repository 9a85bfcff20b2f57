// Package account is the page of who is logged in: money, spending, sessions and keys.
package account

import (
	"context"
	"slices"
	"sync"
	"time"

	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"berth/shared/amount"
	"berth/shared/eth"
	"berth/shared/wire"
	"berth/ui/api"
	"berth/ui/life"
	"berth/ui/live"
	"berth/ui/part"
	"berth/ui/part/credit"
	"berth/ui/pay"
	"berth/ui/state"
	"berth/ui/text"
)

// Of orders as many are read, so many at a time.
const mostOrders, atOnce = 1000, 100

// again is how often what live orders came to is reckoned anew.
const again = 5 * time.Second

// Page is the account's.
type Page struct {
	app.Compo

	T text.T

	info    state.Of[wire.Info]
	session state.Of[wire.Session]
	orders  state.Of[[]wire.OrderView] // the newest first
	cut     bool                       // there are more
	skew    time.Duration              // chain time less the browser's, when the orders were read
	money   state.Of[money]
	credit  []wire.Money // that can be withdrawn
	call    pay.Call
	keys    []state.Held
	leaving bool
	err     error
	life    life.Life
}

// money is what the chain says of an account.
type money struct {
	have map[eth.Address]amount.Amount // by token
	gas  amount.Amount
}

// OnMount implements app.Mounter.
func (p *Page) OnMount(ctx app.Context) {
	p.life.Begin(ctx)
	state.Info.Observe(ctx, &p.info).OnChange(p.load)
	state.Session.Observe(ctx, &p.session).OnChange(p.load)
	p.load()
}

// OnDismount implements app.Dismounter.
func (p *Page) OnDismount() { p.life.End() }

// load reads all that is shown of whoever is logged in.
func (p *Page) load() {
	who, chain := p.session.Data.Address, p.info.Data.Chain
	if who.IsZero() || chain.ID == 0 || app.IsServer {
		return
	}
	run := p.life.Renew()
	p.keys = state.DevicesOf(who)
	p.orders.Status, p.money.Status = state.Loading, state.Loading
	run.Go(func() {
		all, cut, err := read(run)
		run.Do(func(ctx app.Context) {
			if err != nil {
				state.SessionLost(ctx, err)
			}
			p.orders, p.cut, p.skew = state.Came(all, err), cut, 0
			for _, v := range all {
				p.skew = max(p.skew, part.Skew(v.ChainTime))
			}
		})
	})
	live.Follow(p.life.Own(), run, live.Want{Topics: []wire.Topic{wire.TopicOrders}, Order: func(_ app.Context, v wire.OrderView) { p.put(v) }})
	run.Every(again, func(app.Context) {}) // to be rendered
	run.Go(func() {
		m, err := balances(run, chain, who)
		run.Do(func(app.Context) { p.money = state.Came(m, err) })
	})
	p.readCredit()
}

// put takes an order as it is now.
func (p *Page) put(v wire.OrderView) {
	if p.orders.Status != state.Ready {
		return
	}
	p.skew = max(p.skew, part.Skew(v.ChainTime))
	if i := slices.IndexFunc(p.orders.Data, func(o wire.OrderView) bool { return o.ID == v.ID }); i >= 0 {
		p.orders.Data[i] = v
		return
	}
	p.orders.Data = slices.Insert(p.orders.Data, 0, v)
}

// now is the chain's time.
func (p *Page) now() time.Time { return time.Now().Add(p.skew) }

// read reads the user's orders, page by page.
func read(ctx context.Context) (all []wire.OrderView, cut bool, err error) {
	cursor := ""
	for {
		page, err := api.Orders(ctx, "", cursor, atOnce)
		if err != nil {
			return nil, false, err
		}
		all = append(all, page.Items...)
		if cursor = page.Next; cursor == "" || len(all) >= mostOrders {
			return all, cursor != "", nil
		}
	}
}

// balances reads what an account has in each of the platform's tokens, and for network fees.
func balances(ctx context.Context, c wire.Chain, who eth.Address) (money, error) {
	all := tokens(c, nil)
	sums, errs := make([]amount.Amount, len(all)), make([]error, len(all)+1)
	m := money{have: map[eth.Address]amount.Amount{}}
	var wg sync.WaitGroup
	for i, t := range all {
		wg.Go(func() { sums[i], errs[i] = (api.Chain{Chain: c}).Balance(ctx, t.Address, who) })
	}
	wg.Go(func() { m.gas, errs[len(all)] = (api.Chain{Chain: c}).Gas(ctx, who) })
	wg.Wait()
	for i, t := range all {
		m.have[t.Address] = sums[i]
	}
	if i := slices.IndexFunc(errs, func(err error) bool { return err != nil }); i >= 0 {
		return m, errs[i]
	}
	return m, nil
}

// readCredit reads what the user may withdraw.
func (p *Page) readCredit() {
	run, who, chain := p.life.Run(), p.session.Data.Address, p.info.Data.Chain
	if who.IsZero() || chain.ID == 0 || !run.On() {
		return
	}
	run.Go(func() {
		if owed, err := credit.Read(run, chain, who, eth.Address{}); err == nil { // else nothing is said of it
			run.Do(func(app.Context) { p.credit = owed })
		}
	})
}

func (p *Page) logIn(ctx app.Context, _ app.Event) { part.AskLogin(ctx) }
func (p *Page) retry(app.Context, app.Event)       { p.load() }

func (p *Page) logOut(app.Context, app.Event) {
	run := p.life.Run()
	p.leaving, p.err = true, nil
	run.Go(func() {
		err := state.Logout(run.Own())
		run.Do(func(ctx app.Context) {
			p.leaving, p.err = false, err
			if err == nil {
				part.Say(ctx, part.Neutral, p.T.Say(text.LoggedOut))
			}
		})
	})
}

func (p *Page) forget(k state.Held) app.EventHandler {
	return func(app.Context, app.Event) {
		run, who := p.life.Run(), p.session.Data.Address
		run.Go(func() {
			err := state.ForgetDevice(run, k.Gateway, who)
			run.Do(func(ctx app.Context) {
				if p.err = err; err == nil {
					part.Say(ctx, part.Neutral, p.T.Say(text.KeyForgot))
				}
				p.keys = state.DevicesOf(who)
			})
		})
	}
}

// Render implements app.Composer.
func (p *Page) Render() app.UI {
	t, who := p.T, p.session.Data.Address
	head := app.Header().Class("page-head").Body(app.H1().Text(t.Say(text.Account)), app.P().Class("lead").Text(t.Say(text.AccountLead)))
	switch {
	case who.IsZero() && p.session.Waiting():
		return app.Div().Class("page").Body(head, app.Div().Class("panel").Body(part.Skeleton(5)))
	case who.IsZero():
		return app.Div().Class("page").Body(head, part.Empty(t.Say(text.AccountLogin), t.Say(text.LoginText),
			&part.Button{Label: t.Say(text.LogIn), Kind: part.Primary, Glyph: part.GlyphWallet, Test: "account-login", OnClick: p.logIn}))
	}
	var owed app.UI
	if len(p.credit) > 0 {
		owed = &credit.Owed{T: t, Call: &p.call, Run: p.life.Run(), Chain: p.info.Data.Chain, Credit: p.credit, OnDone: p.load}
	}
	return app.Div().Class("page").Body(head, app.Div().Class("columns").Body(
		app.Div().Class("stack").Body(owed, p.renderMoney(t), p.renderSpent(t, p.now())),
		app.Div().Class("stack").Body(p.renderSession(t, who), p.renderKeys(t), p.renderNotices(t)),
	))
}
