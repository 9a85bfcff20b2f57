package first

import (
	"context"
	"time"

	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"berth/shared/calldata"
	"berth/shared/clip"
	"berth/shared/eth"
	"berth/shared/order"
	"berth/shared/problem"
	"berth/shared/wire"
	"berth/ui/api"
	"berth/ui/js"
	"berth/ui/part/site"
	"berth/ui/pay"
	"berth/ui/state"
	"berth/ui/trust"
)

// checkTime is how long a node may take to look at what is to run, and cardTime to tell of itself.
const (
	checkTime = 20 * time.Second
	cardTime  = 10 * time.Second
)

// card is a node's, of the platform.
func card(ctx context.Context, node eth.Address) (wire.Card, error) {
	limited, cancel := context.WithTimeout(ctx, cardTime)
	defer cancel()
	n, err := api.Node(limited, node)
	if err != nil || n.Card == nil {
		return wire.Card{}, err
	}
	return *n.Card, nil
}

// check has the node look at what is to run, before anything is paid.
func (s *Search) check(ctx app.Context, _ int, t wire.RentalTry) (r wire.RentalReport, err error) {
	c, err := card(ctx, t.Node.Address)
	if err != nil {
		return r, err
	}
	m, ok := s.Load.Sketch(c)
	if !ok {
		return r, problem.New(0, problem.BadField, "it is not known what is to run")
	}
	limited, cancel := context.WithTimeout(ctx, checkTime)
	defer cancel()
	a, err := api.Gateway{URL: t.Node.URL}.CheckAny(limited, wire.CheckRequest{Format: m.Format, Manifest: m.Text, Resources: s.rental.Data.Request.Resources})
	switch {
	case ctx.Err() != nil:
		return r, ctx.Err()
	case err != nil:
		return wire.RentalReport{Do: "unfit", Text: clip.To(err.Error(), 300)}, nil
	case !a.OK:
		why := "the node cannot run it"
		if len(a.Problems) > 0 {
			why = a.Problems[0].Text
		}
		return wire.RentalReport{Do: "unfit", Text: clip.To(why, 300)}, nil
	}
	return wire.RentalReport{Do: "fits"}, nil
}

// pay pays for the quote, unless this tab has already.
func (s *Search) pay(ctx app.Context, i int, t wire.RentalTry) (r wire.RentalReport, err error) {
	q, want := *t.Answer.Quote, s.rental.Data.Request
	var tx eth.Hash
	if js.Session.Get(sent(q.Node, q.Nonce), &tx) {
		return wire.RentalReport{Do: "sent", Tx: &tx}, nil
	}
	b := pay.Purchase{
		T: s.T, Quote: q, Sig: t.Answer.Signature, Duration: want.Duration,
		Stage: func(at pay.Stage) { ctx.Dispatch(func(app.Context) { s.stage = at }) },
		Wish: trust.Wish{
			Node: t.Node.Address, Token: want.Token, Resources: want.Resources, Duration: want.Duration, Offered: want.Rate, Needs: want.Needs, Kind: wire.Accept,
		}.Shows(q),
		Sent: func(h eth.Hash) {
			// Written at once: the page may be left at any moment and must not pay twice.
			js.Session.Set(sent(q.Node, q.Nonce), h)
			_, _ = api.ReportRental(ctx, wire.RentalReport{Try: i, Do: "sent", Tx: &h}) // where it is not heard the chain says so
		},
	}
	if info, err := state.NeedInfo(ctx); err == nil {
		b.Relay = !s.own && pay.FeeOf(ctx, info, q.User).Pays(q.Token)
	}
	_, err = b.Place(ctx)
	if b.Relay && pay.Declined(err) {
		ctx.Dispatch(func(app.Context) { s.own = true }) // the next time the user pays the fee
	}
	return r, err
}

// order is a try's, as the platform has it.
func (s *Search) order(ctx context.Context, t wire.RentalTry) (wire.OrderView, site.Site, error) {
	v, err := api.Order(ctx, t.Order)
	return v, site.Site{Said: t.Node.URL, Order: v.Order}, err
}

// deploy deploys what is to run, and waits until it does.
func (s *Search) deploy(ctx app.Context, _ int, t wire.RentalTry) (r wire.RentalReport, err error) {
	_, at, err := s.order(ctx, t)
	if err != nil {
		return r, err
	}
	c, err := card(ctx, t.Node.Address)
	if err != nil {
		return r, err
	}
	m, ok := s.Load.Manifest(t.Order, c)
	if !ok {
		return r, problem.New(0, problem.BadField, "it is not known what is to run")
	}
	g, err := at.Enter(ctx)
	if err != nil {
		return r, err
	}
	now, err := g.Deployment(ctx, t.Order)
	if err != nil {
		return r, at.Heard(err)
	}
	if now.Revision > 0 && now.Phase.Stands() {
		return wire.RentalReport{Do: "runs"}, nil // before a reload
	}
	// The order's own check: what the node said before it was paid binds nobody.
	a, err := g.Check(ctx, t.Order, wire.ManifestCheckRequest{Format: m.Format, Manifest: m.Text})
	if err != nil {
		return r, at.Heard(err)
	}
	if !a.OK && len(a.Problems) > 0 {
		return wire.RentalReport{Do: "broke", Text: clip.To(a.Problems[0].Text, 300)}, nil
	}
	req := wire.DeployRequest{Manifest: m.Text}
	req.Deploy.Format = m.Format
	last := wire.Progress{}
	err = at.Deploy(ctx, g, req, func() {}, func() {}, func(p wire.Progress) { last = p })
	switch {
	case err != nil:
		return r, err
	case last.Phase.Stands():
		return wire.RentalReport{Do: "runs"}, nil
	}
	return wire.RentalReport{Do: "broke", Text: clip.To(string(last.Text), 300)}, nil
}

// takeBack ends a failed order and withdraws what comes back, in one transaction.
func (s *Search) takeBack(ctx app.Context, _ int, t wire.RentalTry) (r wire.RentalReport, err error) {
	v, at, err := s.order(ctx, t)
	if err != nil {
		return r, err
	}
	signer, err := at.Payer(ctx)
	if err != nil {
		return r, err
	}
	if signer.User != v.User {
		return r, problem.New(403, problem.NotYours, "this order belongs to another account")
	}
	out := calldata.Withdraw(v.Token, v.User)
	if v.State.Live() {
		why := order.NodeUnreachable
		if t.Outcome == "broke" {
			why = order.TermsBroken
		}
		out = calldata.Multicall(calldata.Cancel(v.ID, why), out)
	} else if owed, err := signer.Chain().Owed(ctx, v.Token, v.User); err == nil && owed.IsZero() {
		return r, nil // it is back already
	}
	_, err = pay.Transact(ctx, signer, signer.Place.Market, out, nil)
	return r, err
}

// over reports whether the quote that is to be paid has run out.
func (s *Search) over() bool {
	_, t := s.last()
	return s.rental.Data.State == wire.RentalPay && t.Answer != nil && t.Answer.Quote != nil && !time.Now().Before(pay.Until(*t.Answer.Quote))
}
