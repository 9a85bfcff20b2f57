package eth_test

import (
	"fmt"

	"berth/shared/eth"
)

func ExampleParseAddress() {
	a, err := eth.ParseAddress("0x00000000000000000000000000000000000A11CE")
	fmt.Println(a, err)
	fmt.Println(a.Short())
	_, err = eth.ParseAddress("0x12")
	fmt.Println(err != nil)
	// Output:
	// 0x00000000000000000000000000000000000a11ce <nil>
	// 0x0000…11ce
	// true
}
