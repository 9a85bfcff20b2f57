package owner

import (
	"context"
	"fmt"
	"maps"
	"net/http"
	"slices"
	"time"

	"berth/gateway/command/remote"
	"berth/gateway/command/show"
	"berth/shared/eth"
	"berth/shared/order"
	"berth/shared/wire"
)

// attrs are what belongs to a line of the log.
func attrs(all map[string]string) (s string) {
	for _, k := range slices.Sorted(maps.Keys(all)) {
		s += " " + k + "=" + all[k]
	}
	return s
}

// entries are payments.
func (d *Desk) entries(all []wire.AdminEntry) {
	var rows [][]string
	for _, e := range all {
		id := ""
		if e.Order != 0 {
			id = e.Order.String()
		}
		rows = append(rows, []string{at(e.At), e.Kind, id, d.money(e.Amount, e.Token), e.Tx.String()[:12]})
	}
	show.Table(d.Out, d.Width, []show.Column{{Name: "at"}, {Name: "what"}, {Name: "order", Right: true}, {Name: "sum", Right: true}, {Name: "tx"}}, rows)
}

// Earnings shows what was earned, and what of it can be had.
type Earnings struct {
	Limit int  `default:"20" help:"So many payments, the newest; 100 at most."`
	JSON  bool `name:"json" help:"Say it as JSON."`
}

// Run shows it.
func (e *Earnings) Run(d *Desk) error {
	return d.with(func(ctx context.Context, c *remote.Client) error {
		var m wire.AdminMoney
		var paid wire.AdminEntries
		if err := c.Get(ctx, "/money", &m); err != nil {
			return err
		}
		if err := c.Get(ctx, fmt.Sprintf("/money/entries?limit=%d", e.Limit), &paid); err != nil {
			return err
		}
		if e.JSON {
			return d.json(struct {
				Money   wire.AdminMoney   `json:"money"`
				Entries wire.AdminEntries `json:"entries"`
			}{m, paid})
		}
		if err := d.coins(ctx, c); err != nil {
			return err
		}
		var rows [][]string
		for _, p := range m.Tokens {
			coin := d.coin(p.Token)
			rows = append(rows, []string{
				coin.Symbol, p.Today.Units(coin.Decimals), p.Month.Units(coin.Decimals), p.All.Units(coin.Decimals), p.Owed.Units(coin.Decimals), p.Settleable.Units(coin.Decimals), p.Held.Units(coin.Decimals),
			})
		}
		show.Table(d.Out, d.Width, []show.Column{
			{Name: "token"}, {Name: "today", Right: true}, {Name: "month", Right: true}, {Name: "all", Right: true}, {Name: "owed", Right: true}, {Name: "to settle", Right: true}, {Name: "held", Right: true},
		}, rows)
		if len(paid.Entries) > 0 {
			fmt.Fprintln(d.Out)
			d.entries(paid.Entries)
		}
		return nil
	})
}

// Withdraw has what was earned settled and paid out to the node's own address.
type Withdraw struct {
	Order    []uint64      `placeholder:"NUMBER" help:"Settle these running orders only; without it, all that have something to settle."`
	Token    []eth.Address `placeholder:"ADDRESS" help:"Withdraw these tokens only; without it, all that are owed."`
	NoSettle bool          `help:"Withdraw what is owed already, and settle nothing."`
	Yes      bool          `help:"Do not ask."`
	JSON     bool          `name:"json" help:"Say it as JSON."`
}

// How a payout is followed.
const (
	payoutTime = 15 * time.Minute
	payoutPoll = time.Second
)

// Run does it.
func (w *Withdraw) Run(d *Desk) error {
	return d.with(func(ctx context.Context, c *remote.Client) error {
		req := wire.AdminPayoutRequest{Tokens: w.Token, NoSettle: w.NoSettle}
		for _, n := range w.Order {
			req.Orders = append(req.Orders, order.ID(n))
		}
		var gas wire.AdminGas
		if err := c.Do(ctx, http.MethodPost, "/money/estimate", req, &gas, nil); err != nil {
			return err
		}
		if err := d.coins(ctx, c); err != nil {
			return err
		}
		if len(gas.Steps) == 0 {
			if w.JSON {
				return d.json(wire.AdminPayout{Steps: []wire.AdminStep{}})
			}
			d.say("There is nothing to pay out.")
			return nil
		}
		if !w.JSON {
			d.steps(gas.Steps)
			d.say("Gas: about %s of the chain's own coin, of which the operator key has %s.", ether(gas.Cost), ether(gas.Balance))
			if gas.More > 0 {
				d.say("%d orders more are for the next time.", gas.More)
			}
		}
		if !gas.Enough {
			return fmt.Errorf("the operator key cannot pay the gas; remedy: send some of the chain's own coin to %s", d.site.Operator)
		}
		if err := d.agree(w.Yes, "The operator key sends this, and the money goes to "+d.site.Node.String()+"."); err != nil {
			return err
		}
		var p wire.AdminPayout
		if err := c.Do(ctx, http.MethodPost, "/money/payout", req, &p, nil); err != nil {
			return err
		}
		if err := follow(ctx, c, &p); err != nil {
			return err
		}
		if w.JSON {
			if err := d.json(p); err != nil {
				return err
			}
		} else {
			d.steps(p.Steps)
		}
		for _, s := range p.Steps {
			if s.State == "failed" {
				return fmt.Errorf("not all was done: %s", s.Error)
			}
		}
		return nil
	})
}

// follow waits for the end of a payout.
func follow(ctx context.Context, c *remote.Client, p *wire.AdminPayout) error {
	ctx, cancel := context.WithTimeout(ctx, payoutTime)
	defer cancel()
	tick := time.NewTicker(payoutPoll)
	defer tick.Stop()
	for p.Ended.IsZero() {
		select {
		case <-ctx.Done():
			return fmt.Errorf("it goes on without this command, see berth-gateway earnings: %w", ctx.Err())
		case <-tick.C:
		}
		if err := c.Get(ctx, "/money/payout", p); err != nil {
			return err
		}
	}
	return nil
}

// steps are a payout's transactions.
func (d *Desk) steps(all []wire.AdminStep) {
	var rows [][]string
	for _, s := range all {
		what, sum := s.Act, ""
		if s.Order != 0 {
			what += " order " + s.Order.String()
		}
		for i, t := range s.Tokens {
			if i > 0 {
				sum += ", "
			}
			if len(s.Tokens) == 1 && !s.Amount.IsZero() {
				sum += d.money(s.Amount, t)
			} else {
				sum += d.coin(t).Symbol
			}
		}
		state := s.State
		if s.Error != "" {
			state += ": " + s.Error
		}
		rows = append(rows, []string{what, sum, state})
	}
	show.Table(d.Out, d.Width, []show.Column{{Name: "what"}, {Name: "sum", Right: true}, {Name: "state"}}, rows)
}
