package order_test

import (
	"testing"
	"time"

	"berth/shared/amount"
	"berth/shared/order"
)

// at is a moment so many seconds after the activation.
func at(s int) time.Time { return time.Unix(1_750_000_000+int64(s), 0).UTC() }

// TestEnds is what each side gets by each side's end, at the edges of probation, commitment, notice and time. That the
// contract reckons the same is held by contracts/chain's TestMoney.
func TestEnds(t *testing.T) {
	base := order.Order{
		State: order.Active, Rate: amount.NanoOf(1_500_000_000), Duration: 1000, Probation: 60, Committed: 300, Notice: 100, ActivatedAt: at(0),
	}
	cost := func(s uint64) amount.Amount { return base.Rate.Cost(s) }
	announced := func(said, end int) func(*order.Order) {
		return func(o *order.Order) { o.AnnouncedAt, o.AnnouncedEnd = at(said), at(end) }
	}
	tests := map[string]struct {
		at         int
		change     func(*order.Order)
		user, node uint64 // paid seconds when that side leaves
	}{
		"at once":                                {0, nil, 0, 0},
		"probation's last second":                {59, nil, 0, 0},
		"probation is over":                      {60, nil, 300, 0},
		"within the commitment":                  {60 + 299, nil, 300, 199},
		"commitment served":                      {60 + 300, nil, 300, 200},
		"after it":                               {60 + 301, nil, 301, 201},
		"one second left":                        {60 + 999, nil, 999, 899},
		"time is up":                             {60 + 1000, nil, 1000, 1000},
		"long over":                              {99999, nil, 1000, 1000},
		"a commitment longer than the order":     {60, func(o *order.Order) { o.Committed = 5000 }, 1000, 0},
		"settled already":                        {60 + 150, func(o *order.Order) { o.Settled = cost(120) }, 300, 120},
		"announced in time":                      {60 + 500, announced(400, 560), 500, 500},
		"announced, and before that end":         {60 + 400, announced(400, 560), 400, 300},
		"announced too late":                     {60 + 500, announced(530, 560), 500, 430},
		"announced for a day ago":                {60 + 500, announced(-90000, 560-86400), 500, 500},
		"announced for more than a day ago":      {60 + 500, announced(-90000, 560-86401), 500, 400},
		"announced, and within the commitment":   {60 + 10, announced(65, 5000), 10, 0},
		"no notice is owed":                      {60 + 10, func(o *order.Order) { o.Notice = 0 }, 300, 10},
		"more notice than was ever served":       {60 + 10, func(o *order.Order) { o.Notice = 1 << 22 }, 300, 0},
		"announced in time in the last interval": {60 + 999, announced(60, 1059), 999, 999},
	}
	for name, c := range tests {
		t.Run(name, func(t *testing.T) {
			o := base
			if c.change != nil {
				c.change(&o)
			}
			paid, back := o.UserLeaves(at(c.at))
			if want := cost(c.user); paid != want || paid.Add(back) != o.Deposit() {
				t.Errorf("the user leaves: %s and %s, want %s", paid, back, want)
			}
			paid, back = o.NodeLeaves(at(c.at))
			if want := cost(c.node); paid != want || paid.Add(back) != o.Deposit() {
				t.Errorf("the node leaves: %s and %s, want %s", paid, back, want)
			}
		})
	}
	created := order.Order{State: order.Created, Rate: base.Rate, Duration: 10, Committed: 10, Notice: 10}
	for _, ends := range []func(time.Time) (amount.Amount, amount.Amount){created.UserLeaves, created.NodeLeaves} {
		if paid, back := ends(at(5)); !paid.IsZero() || back != created.Deposit() {
			t.Errorf("before activation: %s and %s", paid, back)
		}
	}
}
