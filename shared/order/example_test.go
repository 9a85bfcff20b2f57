package order_test

import (
	"fmt"
	"time"

	"berth/shared/amount"
	"berth/shared/order"
)

func ExampleOrder() {
	o := order.Order{
		ID: 7, State: order.Active, Rate: amount.Of(2).Nano(), Duration: 3600, Probation: 60, ActivatedAt: time.Date(2026, 1, 31, 15, 0, 0, 0, time.UTC),
	}
	fmt.Println(o.ID, o.State, o.State.Live())
	fmt.Println(o.Deposit(), o.EndsAt().Format(time.TimeOnly))
	// Output:
	// 7 active true
	// 7200 16:01:00
}
