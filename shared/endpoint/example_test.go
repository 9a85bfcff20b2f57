package endpoint_test

import (
	"fmt"

	"berth/shared/endpoint"
)

func ExampleParse() {
	for _, s := range []string{"N1.Example.org.:443", "n2.localhost:9102", "https://n3.example.org"} {
		e, err := endpoint.Parse(s)
		fmt.Println(e.Host, e.URL(), err)
	}
	// Output:
	// n1.example.org https://n1.example.org <nil>
	// n2.localhost:9102 http://n2.localhost:9102 <nil>
	//  :// not a host, or a host and a port: "https://n3.example.org": the port must be 1 to 65535
}
