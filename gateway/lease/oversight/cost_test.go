package oversight

import (
	"testing"
	"time"

	"berth/shared/amount"
	"berth/shared/order"
)

var start = time.Date(2026, 3, 1, 0, 0, 0, 0, time.UTC)

// running is an order of an hour at 10 a second with a notice of ten minutes and a minute of probation.
func running(change ...func(*order.Order)) order.Order {
	o := order.Order{ID: 1, State: order.Active, Rate: amount.Of(10).Nano(), Duration: 3600, Notice: 600, Probation: 60, ActivatedAt: start, CreatedAt: start}
	for _, f := range change {
		f(&o)
	}
	return o
}

func TestCost(t *testing.T) {
	minute := func(n float64) time.Time { return start.Add(time.Duration(n * float64(time.Minute))) }
	announced := func(o *order.Order) { o.AnnouncedAt, o.AnnouncedEnd = minute(10), minute(20) }
	for _, c := range []struct {
		name                     string
		o                        order.Order
		at                       time.Time
		keeps, forfeits, refunds uint64
		earliest                 time.Time
		noticeKept, noticeBack   uint64
		announced                time.Time
	}{
		{"in probation", running(), minute(0.5), 0, 0, 36_000, minute(12.5), 6900, 29_100, time.Time{}},
		{"all is within the notice", running(), minute(5), 0, 2400, 36_000, minute(17), 9600, 26_400, time.Time{}},
		{"some of it is", running(), minute(31), 12_000, 6000, 24_000, minute(43), 25_200, 10_800, time.Time{}},
		{"its own end comes first", running(), minute(55), 26_400, 6000, 9600, minute(61), 36_000, 0, time.Time{}},
		{"no notice", running(func(o *order.Order) { o.Notice = 0 }), minute(31), 18_000, 0, 18_000, minute(31), 18_000, 18_000, time.Time{}},
		{"announced", running(announced), minute(15), 2400, 6000, 33_600, minute(20), 11_400, 24_600, minute(20)},
		{"and its end has come", running(announced), minute(20), 11_400, 0, 24_600, minute(32), 18_600, 17_400, time.Time{}},
		{"what is settled stays", running(func(o *order.Order) { o.Settled = amount.Of(1000) }), minute(5), 1000, 1400, 35_000, minute(17), 9600, 26_400, time.Time{}},
		{"not activated yet", running(func(o *order.Order) { o.State, o.ActivatedAt = order.Created, time.Time{} }), minute(1), 0, 0, 36_000, time.Time{}, 0, 0, time.Time{}},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := cost(c.o, c.at)
			if got.Keeps != amount.Of(c.keeps) || got.Forfeits != amount.Of(c.forfeits) || got.Refunds != amount.Of(c.refunds) {
				t.Errorf("at once: keeps %s, forfeits %s, refunds %s", got.Keeps, got.Forfeits, got.Refunds)
			}
			if !got.Earliest.Equal(c.earliest) || got.NoticeKept != amount.Of(c.noticeKept) || got.NoticeBack != amount.Of(c.noticeBack) || !got.Announced.Equal(c.announced) {
				t.Errorf("with notice: %s, keeps %s, refunds %s, announced %s", got.Earliest, got.NoticeKept, got.NoticeBack, got.Announced)
			}
		})
	}
}
