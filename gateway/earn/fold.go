package earn

import (
	"sort"

	"berth/contracts/chain"
	"berth/gateway/ledger"
	"berth/shared/amount"
	"berth/shared/eth"
	"berth/shared/order"
	"berth/shared/wire"
)

// take takes one event in, and gives the user whose record it may have changed.
func (a *Accounts) take(s *ledger.Sheet, ev chain.Event) (user eth.Address, err error) {
	at := ev.At()
	switch e := ev.(type) {
	case chain.OrderCreated:
		return e.User, s.PutDeal(at.Block, ledger.Deal{
			ID: e.ID, User: e.User, Node: e.Node, Token: e.Quote.Token, Rate: e.Quote.Rate, Duration: e.Duration, CreatedAt: at.Time.UTC(),
		})
	case chain.Withdrawn:
		if e.Account != a.cfg.Node || e.Amount.IsZero() {
			return user, nil
		}
		x := entry(ledger.EntryWithdrawn, at, e.Token, e.Amount)
		x.To = e.To
		return user, s.Post(x, uint32(at.Index))
	case chain.OrderActivated:
		return change(s, at, e.ID, func(d *ledger.Deal) { d.Active = true })
	case chain.OrderExtended:
		return change(s, at, e.ID, func(d *ledger.Deal) { d.Duration += e.AddedSeconds })
	case chain.OrderReplaced:
		return change(s, at, e.ID, func(d *ledger.Deal) { d.Settled, d.Seconds = e.Paid, e.SecondsServed })
	case chain.OrderCompleted:
		return change(s, at, e.ID, func(d *ledger.Deal) { d.Settled, d.Seconds, d.Ending = e.Paid, e.SecondsServed, ledger.RanOut })
	case chain.OrderSettled:
		return a.settled(s, e)
	case chain.OrderCancelled:
		return a.cancelled(s, e)
	}
	return user, nil
}

func entry(kind string, at chain.Place, token eth.Address, sum amount.Amount) wire.AdminEntry {
	return wire.AdminEntry{Kind: kind, At: at.Time.UTC(), Block: at.Block, Tx: at.Tx, Token: token, Amount: sum}
}

// change changes an order. One that was made before the market's first block that is followed is none.
func change(s *ledger.Sheet, at chain.Place, id order.ID, f func(*ledger.Deal)) (eth.Address, error) {
	d, ok, err := s.Deal(id)
	if err != nil || !ok {
		return d.User, err
	}
	f(&d)
	return d.User, s.PutDeal(at.Block, d)
}

func (a *Accounts) settled(s *ledger.Sheet, e chain.OrderSettled) (eth.Address, error) {
	d, ok, err := s.Deal(e.ID)
	if err != nil || !ok {
		return d.User, err
	}
	d.Settled = e.PaidSoFar
	if err := s.PutDeal(e.Block, d); err != nil || d.Node != a.cfg.Node {
		return d.User, err
	}
	x := entry(ledger.EntrySettled, e.Place, d.Token, e.Amount.Sub(e.Fee).Sub(e.ToReferrer))
	x.Fee, x.Referrer, x.Order, x.User = e.Fee, e.ToReferrer, e.ID, d.User
	return d.User, s.Post(x, uint32(e.Index))
}

func (a *Accounts) cancelled(s *ledger.Sheet, e chain.OrderCancelled) (eth.Address, error) {
	d, ok, err := s.Deal(e.ID)
	if err != nil || !ok {
		return d.User, err
	}
	d.Settled, d.Unserved, d.Forfeited, d.Seconds = e.Paid, e.Unserved, e.Forfeited, e.SecondsServed
	switch {
	case e.By.IsZero():
		d.Ending = ledger.NotBegun
	case !d.Active:
		d.Ending = ledger.NotEnded // an order that never ran counts for nobody
	case e.InProbation:
		d.Ending = ledger.InProbation
	case e.By == e.User:
		d.Ending = ledger.ByUser
	default:
		d.Ending = ledger.ByNode
	}
	if err := s.PutDeal(e.Block, d); err != nil || d.Node != a.cfg.Node || e.Forfeited.IsZero() {
		return d.User, err
	}
	x := entry(ledger.EntryForfeited, e.Place, d.Token, e.Forfeited)
	x.Order, x.User = e.ID, d.User
	return d.User, s.Post(x, uint32(e.Index))
}

// served is what was paid for the service itself, and the paid seconds that it covers: of a commitment that was not served
// and of what was forfeited nothing. Where a rate is so low that nothing is paid for many seconds, none of those count.
func served(d ledger.Deal) (paid amount.Amount, seconds uint64) {
	if paid = d.Settled.Sub(d.Unserved); paid.IsZero() {
		return paid, 0
	}
	n := sort.Search(int(d.Duration), func(s int) bool { return d.Rate.Cost(uint64(s)).Cmp(paid) >= 0 })
	return paid, uint64(n)
}
