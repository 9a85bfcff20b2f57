// Command hello stands in for the gateway in the tests of the image: it says what it was asked, and has a module in it.
package main

import (
	_ "crypto/sha256" // what digest hashes with
	"fmt"
	"os"

	"github.com/opencontainers/go-digest"
)

func main() { fmt.Println("hello", os.Args[1:], digest.FromString("hello")) }
