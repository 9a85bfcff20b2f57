package amount_test

import (
	"fmt"

	"berth/shared/amount"
)

func ExampleAmount() {
	rate := amount.Of(5)
	deposit := rate.Mul(3600)
	fmt.Println(deposit, deposit.Cmp(amount.Of(18_000)))
	fmt.Println(deposit.Sub(amount.Of(8000)))
	// Output:
	// 18000 0
	// 10000
}
