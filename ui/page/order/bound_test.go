package order

import (
	"strings"
	"testing"
	"time"

	"berth/shared/amount"
	"berth/shared/eth"
	"berth/shared/order"
	"berth/shared/wire"
	"berth/ui/page/order/course"
	"berth/ui/text"
)

func TestLeaves(t *testing.T) {
	time.Local = time.UTC
	began := time.Date(2026, 11, 20, 12, 0, 0, 0, time.UTC)
	usd := wire.Token{Symbol: "dUSD", Decimals: 6, Dollar: true}
	o := order.Order{
		State: order.Active, ActivatedAt: began, Duration: 7 * 86_400, Committed: 86_400, Notice: 3600, Rate: amount.NanoOf(3_444_444_445),
		StakeHeld: true, Referrer: eth.Address{19: 7}, ReferrerShare: 150,
	}
	said := func(at, end time.Duration) order.Order {
		s := o
		s.AnnouncedAt, s.AnnouncedEnd = began.Add(at), began.Add(end)
		return s
	}
	const h = time.Hour
	free := "You are free to leave at no cost: you pay for the time until you go, whatever you committed to. What is not used comes back to you."
	lasts := "The announcement counts until 21 Nov 2026, 16:00. If the order goes on after that, the node must announce its leaving anew."
	inTime := "It was announced in time, so the node keeps what it has earned until then."
	data := "Save your data, and rent elsewhere in time."
	for _, c := range []struct {
		name  string
		o     order.Order
		now   time.Duration
		title string
		lines []string
	}{
		{"nothing", o, h, "", nil},
		{"in time", said(3*h, 4*h), 3 * h, "The node ends this order at 20 Nov 2026, 16:00", []string{free, inTime, lasts, data}},
		{"too late", said(4*h-600*time.Second, 4*h), 4*h - 600*time.Second, "The node ends this order at 20 Nov 2026, 16:00",
			[]string{free, "That is announced 50 minutes too late: if the node leaves then, $0.01033 of what it earned come back to you.", lasts, data}},
		{"its end has come", said(3*h, 4*h), 5 * h, "The node may end this order now", []string{free, inTime, lasts, data}},
		{"it counts no more", said(3*h, 4*h), 29 * h, "The node ends this order at 20 Nov 2026, 16:00", []string{free, lasts, data}},
		{"over", said(3*h, 4*h), 200 * h, "", nil},
	} {
		title, lines := leaves(text.In(text.EN), usd, course.Course{View: wire.OrderView{Order: c.o}, Now: began.Add(c.now)})
		if title != c.title || strings.Join(lines, "|") != strings.Join(c.lines, "|") {
			t.Errorf("%s:\ngot  %q %q\nwant %q %q", c.name, title, lines, c.title, c.lines)
		}
	}

	none := order.Order{State: order.Active, ActivatedAt: began, Duration: 3600, Rate: o.Rate}
	notice := "notice: 1 hour; for as much as it is short of that, its pay comes back to you, up to $0.0124"
	rest := "stake: locked until the probation is over|referrer: 0x0000…0007 gets 1.5\u00a0% of what the node earns"
	for _, c := range []struct {
		name string
		o    order.Order
		now  time.Duration
		want string
	}{
		{"nothing binds", none, h / 2, "commitment: nothing: you can leave at any time|notice: none: it may leave at any moment"},
		{"not reached", o, h, "commitment: 1 day = $0.2976, reached 21 Nov 2026, 12:00|" + notice + "|" + rest},
		{"reached", o, 24 * h, "commitment: 1 day = $0.2976, which is reached: leaving costs nothing beyond the time served|" + notice + "|" + rest},
		{"announced", said(3*h, 4*h), 3 * h, "commitment: nothing: the node has announced its end|" + notice + "|" + rest},
	} {
		var got []string
		for _, b := range bounds(text.In(text.EN), usd, course.Course{View: wire.OrderView{Order: c.o}, Now: began.Add(c.now)}) {
			got = append(got, b.key+": "+b.said)
		}
		if s := strings.Join(got, "|"); s != c.want {
			t.Errorf("%s:\ngot  %s\nwant %s", c.name, s, c.want)
		}
	}
}
