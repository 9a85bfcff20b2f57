package web_test

import (
	"fmt"
	"net/netip"
	"time"

	"berth/shared/server/web"
)

func ExampleLimiter() {
	l := web.NewLimiter[netip.Prefix](web.Limits{PerSecond: 1, Burst: 2, Keys: 1000})
	who := web.Customer(netip.MustParseAddr("2001:db8::7"))
	now := time.Unix(0, 0)
	for range 3 {
		wait, ok := l.Take(who, now)
		fmt.Println(who, ok, wait)
	}
	// Output:
	// 2001:db8::/64 true 0s
	// 2001:db8::/64 true 0s
	// 2001:db8::/64 false 1s
}

func ExampleDecode() {
	var body struct {
		Name string `json:"name"`
	}
	fmt.Println(web.Decode([]byte(`{"name": "a"}`), &body), body.Name)
	fmt.Println(web.Decode([]byte(`{"nmae": "a"}`), &body))
	// Output:
	// <nil> a
	// json: unknown field "nmae"
}
