// Package mock has the code of tokens that are less than one hopes for and that only tests deploy, as contracts/test/mocks has
// them. `make contracts` makes mock.json; a test of berth/contracts/bind fails when it is stale.
package mock

import (
	_ "embed"
	"encoding/json"
	"fmt"

	"github.com/ethereum/go-ethereum/common/hexutil"
)

//go:embed mock.json
var mockJSON []byte

// Creation is the creation code of one of them; none takes arguments.
func Creation(name string) []byte {
	var all map[string]string
	if err := json.Unmarshal(mockJSON, &all); err != nil {
		panic("mock.json: " + err.Error()) // generated
	}
	code, ok := all[name]
	if !ok {
		panic(fmt.Sprintf("mock.json has no %s", name))
	}
	return hexutil.MustDecode(code)
}
