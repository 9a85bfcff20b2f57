// Package xconnect lets net/http's HTTP/2 servers take extended CONNECT (RFC 8441), by which browsers open WebSockets over
// a connection that they have. Go has it behind a word in GODEBUG that net/http reads as it is initialised, and that
// //go:debug does not know: so the word is there before. The Go specification has packages initialised in the order of
// their import paths, as soon as those that they import are: this one, which needs os alone, before net/http.
package xconnect

import "os"

// word is what net/http looks for.
const word = "http2xconnect=1"

var before, _ = set()

func set() (string, error) {
	v := os.Getenv("GODEBUG")
	if v == "" {
		return v, os.Setenv("GODEBUG", word)
	}
	return v, os.Setenv("GODEBUG", v+","+word)
}

// Restore takes the word away again, so that programs that this one starts do not have it. It is for a variable of a
// package that imports net/http, and so is initialised behind it.
func Restore() bool {
	if before == "" {
		return os.Unsetenv("GODEBUG") == nil
	}
	return os.Setenv("GODEBUG", before) == nil
}
