package typed_test

import (
	"fmt"

	"berth/shared/eth"
	"berth/shared/typed"
)

func ExampleBerth() {
	d := typed.Berth(1337, eth.Address{0xaa})
	fmt.Println(d.Name, d.Version, d.ChainID, d.Contract.Short())
	// Output: Berth 2 1337 0xaa00…0000
}
