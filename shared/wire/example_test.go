package wire_test

import (
	"fmt"

	"berth/shared/amount"
	"berth/shared/resource"
	"berth/shared/wire"
)

func ExamplePrice() {
	p := wire.Price{CoreHour: amount.NanoOf(3600 * 1000)} // a thousand a second for a core
	fmt.Println(p.Rate(resource.Resources{CPUMilli: 500}, 3600))
	// Output: 500
}
