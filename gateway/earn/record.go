package earn

import (
	"slices"
	"time"

	"berth/gateway/ledger"
	"berth/shared/amount"
	"berth/shared/eth"
	"berth/shared/wire"
)

// Record is what a user's orders with any node came to, as far as Counted; known: that is up with the chain. It is reckoned as
// the platform does it, so that everybody can compare the two.
func (a *Accounts) Record(user eth.Address) (r wire.Record, known bool) {
	k, err := a.look(user)
	return k.record, err == nil && a.Current()
}

// User is what the accounts have of a user.
func (a *Accounts) User(user eth.Address) (u wire.AdminUser, err error) {
	k, err := a.look(user)
	if err != nil {
		return u, err
	}
	return wire.AdminUser{Address: user, Record: k.record, Counted: a.Counted(), Here: k.orders, Since: k.since}, nil
}

// look reckons a record, unless it was reckoned since the last event that spoke of the user.
func (a *Accounts) look(user eth.Address) (known, error) {
	a.mu.Lock()
	k, ok := a.records[user]
	turn := a.turn
	a.mu.Unlock()
	if ok {
		return k, nil
	}
	k, err := a.reckon(user)
	if err != nil {
		return k, err
	}
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.turn != turn {
		return k, nil // it may be older than what came meanwhile
	}
	if len(a.records) >= maxRecords {
		clear(a.records)
	}
	a.records[user] = k
	return k, nil
}

func (a *Accounts) reckon(user eth.Address) (k known, err error) {
	r := &k.record
	n := 0
	with := map[eth.Address]bool{}
	err = a.cfg.Store.Deals(user, func(d ledger.Deal) bool {
		if k.since.IsZero() {
			k.since = d.CreatedAt
		}
		if d.Node == a.cfg.Node {
			k.orders++
		}
		switch d.Ending {
		case ledger.RanOut:
			r.Completed++
		case ledger.InProbation:
			r.CancelledInProbation++
		case ledger.ByUser:
			r.CancelledLater++
		case ledger.ByNode:
			r.EndedByOther++
		case ledger.NotBegun:
			r.NotActivated++
		}
		r.SecondsServed += d.Seconds
		if slices.ContainsFunc(a.cfg.Tokens, func(c wire.Coin) bool { return c.Address == d.Token }) {
			paid, seconds := served(d)
			r.Forfeited = add(r.Forfeited, d.Token, d.Forfeited)
			if !paid.IsZero() {
				r.SecondsPaid += seconds
				with[d.Node] = true
				r.Paid = add(r.Paid, d.Token, paid)
			}
		}
		n++
		return n < maxDeals
	})
	r.Partners = len(with)
	return k, err
}

// add puts so much of a token in, by the tokens' order.
func add(all []wire.Money, token eth.Address, sum amount.Amount) []wire.Money {
	if sum.IsZero() {
		return all
	}
	i, found := slices.BinarySearchFunc(all, token, func(m wire.Money, t eth.Address) int { return slices.Compare(m.Token[:], t[:]) })
	if found {
		all[i].Amount = all[i].Amount.Add(sum)
		return all
	}
	return slices.Insert(all, i, wire.Money{Token: token, Amount: sum})
}

// Earned is what this node was paid in a token.
func (a *Accounts) Earned(token eth.Address) (e wire.AdminEarned, err error) {
	now := a.cfg.Now().UTC()
	today := now.Truncate(24 * time.Hour)
	month := time.Date(now.Year(), now.Month(), 1, 0, 0, 0, 0, time.UTC)
	e.Token = token
	err = a.cfg.Store.Days(token, func(day time.Time, d ledger.Day) {
		if !day.Before(today) {
			e.Today = e.Today.Add(d.Net)
		}
		if !day.Before(month) {
			e.Month = e.Month.Add(d.Net)
		}
		e.All, e.Fees, e.Referrers = e.All.Add(d.Net), e.Fees.Add(d.Fees), e.Referrers.Add(d.Referrers)
		e.Forfeited, e.Withdrawn = e.Forfeited.Add(d.Forfeited), e.Withdrawn.Add(d.Withdrawn)
	})
	return e, err
}

// Entries goes through what this node was paid, newest first: see ledger.Accounts.
func (a *Accounts) Entries(before string, take func(wire.AdminEntry) (ok bool)) (more bool, err error) {
	return a.cfg.Store.Entries(before, take)
}
