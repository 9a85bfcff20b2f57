package node

import (
	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"berth/shared/eth"
	"berth/shared/wire"
	"berth/ui/api"
	"berth/ui/part"
	"berth/ui/state"
	"berth/ui/text"
)

// entitled is what decides on the free time of whoever is logged in: the node promises it to those who are entitled only.
type entitled struct {
	user eth.Address
	is   state.Of[api.Entitled]
}

// readEntitled asks the chain, until it has answered for the account.
func (p *Page) readEntitled() {
	user, chain, node, run := p.session.Data.Address, p.info.Data.Chain, p.node.Data, p.life.Run()
	known := user == p.entitled.user && p.entitled.is.Status == state.Ready
	if user.IsZero() || chain.ID == 0 || node.Probation == 0 || known || !run.On() {
		return
	}
	p.entitled = entitled{user: user, is: state.Of[api.Entitled]{Status: state.Loading}}
	run.Go(func() {
		is, err := (api.Chain{Chain: chain}).Probation(run, user, node.Address)
		run.Do(func(app.Context) {
			if user == p.entitled.user {
				p.entitled.is = state.Came(is, err)
			}
		})
	})
}

// forYou says what of a node's free time whoever is logged in gets; nil: nobody is, or the chain has not said.
func (e entitled) forYou(t text.T, n wire.Node, native wire.Token) app.UI {
	if n.Probation == 0 || e.user.IsZero() || e.is.Status != state.Ready {
		return nil
	}
	words := t.Say(text.FreeIs, t.Span(n.Probation))
	switch is := e.is.Data; {
	case !is.First:
		words = t.Say(text.FreeOnce)
	case is.Free.Cmp(is.MinStake) < 0:
		words = t.Say(text.FreeUnstaked, t.Amount(is.MinStake, native), t.Amount(is.Free, native))
	case !is.MinStake.IsZero():
		words = t.Say(text.FreeHolds, t.Span(n.Probation), t.Amount(is.MinStake, native))
	}
	return part.Fact(t.Say(text.FreeName), app.Span().DataSet("test", "node-free").Text(words))
}
