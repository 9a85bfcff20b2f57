package owner

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"time"

	"berth/contracts/chain"
	"berth/gateway"
	"berth/gateway/command/remote"
	"berth/gateway/command/show"
	"berth/shared/wire"
)

// Prices are the node's, and what moves and lowers them.
type Prices struct {
	Show   PricesShow   `cmd:"" default:"withargs" help:"Show them. It is what is done where nothing else is said."`
	Set    PricesSet    `cmd:"" help:"Set some of them, without a restart; how the last offers would have been answered is shown before."`
	Market PricesMarket `cmd:"" help:"Show where they stand among those of other nodes, by the platform's public list."`
}

// PricesShow shows them.
type PricesShow struct {
	JSON bool `name:"json" help:"Say it as JSON, with all that can be changed while the gateway runs."`
}

// Run shows them.
func (s *PricesShow) Run(d *Desk) error {
	return d.with(func(ctx context.Context, c *remote.Client) error {
		var p wire.AdminPolicy
		if err := c.Get(ctx, "/policy", &p); err != nil {
			return err
		}
		if s.JSON {
			return d.json(p)
		}
		if err := d.coins(ctx, c); err != nil {
			return err
		}
		var rows [][]string
		for _, x := range p.Effective.Prices {
			row := []string{d.coin(x.Token).Symbol}
			for _, f := range fields(x) {
				row = append(row, f.value.Units(d.coin(x.Token).Decimals))
			}
			rows = append(rows, row)
		}
		columns := []show.Column{{Name: "token"}}
		for _, f := range fields(wire.Price{}) {
			columns = append(columns, show.Column{Name: f.name, Right: true})
		}
		show.Table(d.Out, d.Width, columns, rows)
		fmt.Fprintln(d.Out)
		d.pairs(
			[2]string{"with the load", moves(p.Effective.Range)}, [2]string{"discounts", discounts(p.Effective.Discounts)},
			[2]string{"set by", p.Sources["prices"]}, [2]string{"version", strconv.FormatUint(p.Version, 10)},
		)
		return nil
	})
}

type field struct {
	name  string
	value interface{ Units(decimals int) string }
}

// fields are a price's, as the flag --price has them.
func fields(p wire.Price) []field {
	return []field{{"core-hour", p.CoreHour}, {"gpu-hour", p.GPUHour}, {"memory-hour", p.MemoryHour}, {"disk-hour", p.DiskHour}, {"traffic-gib", p.TrafficGiB}}
}

func moves(r *wire.PriceRange) string {
	if r == nil || r.Floor == r.Ceiling && r.Floor == 100 {
		return "they do not move"
	}
	return fmt.Sprintf("%d to %d percent", r.Floor, r.Ceiling)
}

func discounts(all *[]wire.Discount) string {
	if all == nil || len(*all) == 0 {
		return "none"
	}
	var words []string
	for _, x := range *all {
		words = append(words, fmt.Sprintf("%d%% from %s", x.Percent, time.Duration(x.From)*time.Second))
	}
	return strings.Join(words, ", ")
}

// PricesSet sets some.
type PricesSet struct {
	Price       []string `sep:";" placeholder:"TOKEN:core-hour=0.008,…" help:"Prices in a token, as berth-gateway run has them; repeatable. All that are wanted: tokens that are not named are not taken any more."`
	Floor       uint32   `placeholder:"PERCENT" help:"Percent of the prices that is asked with nothing taken."`
	Ceiling     uint32   `placeholder:"PERCENT" help:"Percent that is asked with all taken."`
	Discount    []string `placeholder:"168h=5" help:"Percent off for orders that are at least so long; repeatable. All that are wanted."`
	NoDiscounts bool     `help:"No discounts."`
	Reset       bool     `help:"Back to what flags and the file of settings say."`
	Note        string   `help:"Why; it is kept in the history."`
	Yes         bool     `help:"Do not ask."`
	JSON        bool     `name:"json" help:"Say it as JSON."`
}

// Run sets them.
func (s *PricesSet) Run(d *Desk) error {
	return d.with(func(ctx context.Context, c *remote.Client) error {
		var p wire.AdminPolicy
		if err := c.Get(ctx, "/policy", &p); err != nil {
			return err
		}
		if err := d.coins(ctx, c); err != nil {
			return err
		}
		change := wire.AdminChange{Settings: p.Saved, Note: s.Note}
		if err := s.change(d, p, &change.Settings); err != nil {
			return err
		}
		var check wire.AdminCheck
		if err := c.Do(ctx, http.MethodPost, "/policy/check", change, &check, nil); err != nil {
			return err
		}
		var wrong []error
		for _, f := range check.Problems {
			wrong = append(wrong, fmt.Errorf("%s: %s", f.Field, f.Remedy))
		}
		if len(wrong) > 0 {
			return errors.Join(wrong...)
		}
		if len(check.Diff) == 0 {
			if s.JSON {
				return d.json(p)
			}
			d.say("They are so already.")
			return nil
		}
		if !s.JSON {
			d.check(check)
		}
		if err := d.agree(s.Yes, "Save this? It holds for offers from now on, and not for quotes that were given."); err != nil {
			return err
		}
		match := http.Header{"If-Match": {fmt.Sprintf("%q", strconv.FormatUint(p.Version, 10))}}
		if err := c.Do(ctx, http.MethodPut, "/policy", change, &p, match); err != nil {
			return err
		}
		if s.JSON {
			return d.json(p)
		}
		d.say("It is version %d.", p.Version)
		return nil
	})
}

// change makes the settings that are wanted out of those that were saved.
func (s *PricesSet) change(d *Desk, p wire.AdminPolicy, to *wire.AdminSettings) error {
	if s.Reset {
		*to = wire.AdminSettings{}
	}
	if len(s.Price) > 0 {
		prices, err := gateway.ParsePrices(s.Price, chain.Addresses{Tokens: d.site.Coins})
		if err != nil {
			return err
		}
		to.Prices = prices
	}
	if s.Floor > 0 || s.Ceiling > 0 {
		r := wire.PriceRange{Floor: 100, Ceiling: 100}
		if p.Effective.Range != nil {
			r = *p.Effective.Range
		}
		if s.Floor > 0 {
			r.Floor = s.Floor
		}
		if s.Ceiling > 0 {
			r.Ceiling = s.Ceiling
		}
		to.Range = &r
	}
	if len(s.Discount) > 0 || s.NoDiscounts {
		longest := time.Duration(p.Limits.MaxDuration) * time.Second
		if p.Effective.MaxDuration != nil {
			longest = time.Duration(*p.Effective.MaxDuration) * time.Second
		}
		all, err := gateway.ParseDiscounts(s.Discount, longest)
		if err != nil {
			return fmt.Errorf("--discount: %w", err)
		}
		if all == nil {
			all = []wire.Discount{}
		}
		to.Discounts = &all
	}
	return nil
}

// check shows what would change, and how the last offers would have been answered.
func (d *Desk) check(c wire.AdminCheck) {
	for _, x := range c.Diff {
		d.say("%s", x.Field)
		show.Text(d.Out, d.Width, 2, "was  "+d.value(x.Field, x.Old))
		show.Text(d.Out, d.Width, 2, "now  "+d.value(x.Field, x.New))
	}
	if n := len(c.Preview.Offers); n > 0 {
		was, would := c.Preview.Was, c.Preview.Would
		d.say("Of the last %d offers %d would have been answered otherwise: accepted %d, now %d; countered %d, now %d; rejected %d, now %d.",
			n, c.Preview.Changed, was.Accept, would.Accept, was.Counter, would.Counter, was.Reject, would.Reject)
	}
}

// value is a setting as people write it.
func (d *Desk) value(name string, raw json.RawMessage) string {
	var prices []wire.Price
	if name == "prices" && json.Unmarshal(raw, &prices) == nil {
		var all []string
		for _, p := range prices {
			coin, parts := d.coin(p.Token), []string(nil)
			for _, f := range fields(p) {
				parts = append(parts, f.name+"="+f.value.Units(coin.Decimals))
			}
			all = append(all, coin.Symbol+":"+strings.Join(parts, ","))
		}
		return strings.Join(all, "; ")
	}
	var off []wire.Discount
	if name == "discounts" && json.Unmarshal(raw, &off) == nil {
		return discounts(&off)
	}
	var r wire.PriceRange
	if name == "range" && json.Unmarshal(raw, &r) == nil {
		return moves(&r)
	}
	return string(raw)
}
