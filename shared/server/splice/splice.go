// Package splice moves bytes from one TCP connection to another within the system, where it can do that (splice(2)), so that
// they are not copied into the process and out again.
package splice

import "errors"

// ErrUnable is that of connections, or of a system, for which bytes have to be copied. Nothing was moved.
var ErrUnable = errors.New("splice: unable")

// Steps are told of what happens, by the goroutine that called Move.
type Steps struct {
	Before  func()               // something is about to be written
	Read    func(n int) error    // so many bytes have come; an error ends the move
	Written func(n int)          // so many have gone
	Late    func(err error) bool // the connection that is read from failed so, with nothing lost; true: it is tried again
}

// size is how much is under way at most.
const size = 256 << 10
