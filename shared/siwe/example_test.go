package siwe_test

import (
	"fmt"
	"time"

	"berth/shared/siwe"
)

func ExampleParse() {
	m := siwe.Message{
		Scheme: "https", Domain: "berth.example", Account: "0x000000000000000000000000000000000000dEaD", URI: "https://berth.example/", ChainID: 1,
		Statement: "Log in to Berth.", Nonce: "0123456789abcdef",
		IssuedAt: time.Date(2026, 1, 31, 15, 0, 0, 0, time.UTC), Expires: time.Date(2026, 1, 31, 15, 5, 0, 0, time.UTC),
	}
	again, err := siwe.Parse(m.String())
	fmt.Println(err, again.Domain, again.Statement, again.Expires.Sub(again.IssuedAt))
	// Output: <nil> berth.example Log in to Berth. 5m0s
}
