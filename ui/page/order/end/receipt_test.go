package end

import (
	"strings"
	"testing"
	"time"

	"berth/shared/amount"
	"berth/shared/order"
	"berth/shared/wire"
	"berth/ui/text"
)

var (
	began = time.Date(2026, 11, 20, 12, 0, 0, 0, time.UTC)
	usd   = wire.Token{Symbol: "dUSD", Decimals: 6, Dollar: true}
	// 0.0124 dollars an hour: a second is 3.44 units.
	deal = order.Order{
		State: order.Active, ActivatedAt: began, Probation: 60, Duration: 86_400, Committed: 7200, Notice: 3600, Rate: amount.NanoOf(3_444_444_445), StakeHeld: true,
	}
)

// What an end gives is said in words and to the last unit, and is all of the escrow.
func TestLeaving(t *testing.T) {
	announced := deal
	announced.AnnouncedAt, announced.AnnouncedEnd = began.Add(time.Hour), began.Add(2*time.Hour)
	created := deal
	created.State, created.ActivatedAt = order.Created, time.Time{}
	full := deal
	full.Committed = 1 << 27
	free := deal
	free.Committed = 0
	for _, c := range []struct {
		name  string
		o     order.Order
		after time.Duration
		lines string
		words string
	}{
		{"not started", created, 0, "served 0, back 297600", "The node has not started the order: you get all $0.2976 back."},
		{"in probation", deal, 59 * time.Second, "served 0, back 297600",
			"You are within probation: you get all $0.2976 back and the node gets nothing. The service stops now.|Your stake that was locked for the probation is free again."},
		{"at once after it", deal, 60 * time.Second, "served 0, unserved 24800, back 272800",
			"You get $0.2728 back and pay $0.0248: $0.00 for the time served, and $0.0248 for time that you committed to and do not use. The service stops now.|The service is yours until 20 Nov 2026, 14:01 for the same money: leaving before saves nothing."},
		{"within the commitment", deal, time.Hour + 60*time.Second, "served 12400, unserved 12400, back 272800",
			"You get $0.2728 back and pay $0.0248: $0.0124 for the time served, and $0.0124 for time that you committed to and do not use. The service stops now.|The service is yours until 20 Nov 2026, 14:01 for the same money: leaving before saves nothing."},
		{"all is committed to", full, time.Hour + 60*time.Second, "served 12400, unserved 285200, back 0",
			"You get $0.00 back and pay $0.2976: $0.0124 for the time served, and $0.2852 for time that you committed to and do not use. The service stops now.|You have committed to all of the order: staying until its end costs the same."},
		{"beyond it", deal, 3*time.Hour + 60*time.Second, "served 37200, back 260400", "You get $0.2604 back; the node gets $0.0372; the service stops now."},
		{"without one", free, 61 * time.Second, "served 3, back 297597", "You get $0.2975 back; the node gets $0.000003; the service stops now."},
		{"after an announcement", announced, time.Hour + 61*time.Second, "served 12403, back 285197",
			"The node has announced that it ends this order, so you are free to leave: you pay $0.0124 for the time served, and get $0.2851 back. The service stops now."},
		{"time is up", deal, 48 * time.Hour, "served 297600, back 0", "You get $0.00 back; the node gets $0.2976; the service stops now."},
	} {
		time.Local = time.UTC
		at := began.Add(c.after)
		if got := sums(leaving(c.o, at)); got != c.lines {
			t.Errorf("%s:\ngot  %s\nwant %s", c.name, got, c.lines)
		}
		if got := strings.Join(words(text.In(text.EN), usd, c.o, at), "|"); got != c.words {
			t.Errorf("%s:\ngot  %s\nwant %s", c.name, got, c.words)
		}
		whole(t, c.name, leaving(c.o, at), c.o.Deposit(), amount.Amount{})
	}
}

func sums(all []line) string {
	var out []string
	for _, l := range all {
		out = append(out, l.key+" "+l.sum.String())
	}
	return strings.Join(out, ", ")
}

// whole holds that the lines of an escrow are all of it, and the parts of what was paid all of that.
func whole(t *testing.T, name string, all []line, deposit, paid amount.Amount) {
	t.Helper()
	var escrow, parts amount.Amount
	for _, l := range all {
		switch l.of {
		case "":
			escrow = escrow.Add(l.sum)
		case "paid":
			parts = parts.Add(l.sum)
		}
	}
	if escrow != deposit {
		t.Errorf("%s: %s are in escrow, and the lines are %s", name, deposit, escrow)
	}
	if !parts.IsZero() && parts != paid {
		t.Errorf("%s: %s were paid, and the parts are %s", name, paid, parts)
	}
}

func TestReceipt(t *testing.T) {
	n := func(x uint64) amount.Amount { return amount.Of(x) }
	for _, c := range []struct {
		name string
		v    wire.OrderView
		want string
	}{
		{"to its end", wire.OrderView{PaidOut: n(297_600)}, "served 297600, back 0"},
		{"the user left early", wire.OrderView{PaidOut: n(24_800), Unserved: n(12_397), Refunded: n(272_800)}, "served 12403, unserved 12397, back 272800"},
		{"with a fee and a referrer", wire.OrderView{PaidOut: n(24_800), Fees: n(248), Referred: n(2_480), Refunded: n(272_800)},
			"served 24800, back 272800, node 22072, fees 248, referred 2480"},
		{"the node left without notice", wire.OrderView{PaidOut: n(100), Refunded: n(297_500), Forfeited: n(12_400)}, "served 100, back 297500, forfeited 12400"},
		{"replaced", wire.OrderView{PaidOut: n(100), MovedOver: n(200_000), Refunded: n(97_500), Fees: n(1)}, "served 100, moved 200000, back 97500, node 99, fees 1"},
		{"never started", wire.OrderView{Refunded: n(297_600)}, "served 0, back 297600"},
	} {
		c.v.Order = deal
		all := receipt(c.v)
		if got := sums(all); got != c.want {
			t.Errorf("%s: got %s, want %s", c.name, got, c.want)
		}
		whole(t, c.name, all, c.v.Deposit(), c.v.PaidOut)
	}
}
