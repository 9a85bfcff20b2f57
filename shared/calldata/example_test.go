package calldata_test

import (
	"fmt"

	"berth/shared/calldata"
	"berth/shared/eth"
)

func ExampleMulticall() {
	one := calldata.Withdraw(eth.Address{2}, eth.Address{1})
	fmt.Println(len(one), len(calldata.Multicall(one, calldata.Settle(7))))
	// Output: 68 356
}
