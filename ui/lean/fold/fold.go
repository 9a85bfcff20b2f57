// Package fold rewrites a WASM file that Go has linked so that brotli packs it into a sixth less, and back again to the same bytes.
//
// Much of such a file are calls, and what Go writes around a call can be told from where it stands: the place to return to is one of
// the next of its function, and where to go when a goroutine is parked is the function's outermost block. Brotli cannot know that and
// pays for each. A folded file has one byte for it, an opcode that WebAssembly does not use. assets/unfold.js undoes it in the browser,
// function by function while the file comes.
package fold

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"

	"berth/ui/lean/code"
)

// head is what a folded file begins with, in the place of code.Head: the same length.
const head = "\x00fold\x01\x00\x00"

// The opcodes that a folded file has beside WebAssembly's. Of two of them there is one for each way to return: to the last place of the
// function that was named or passed, to one of the four after it, or to the function's beginning.
const (
	opBack  = 0xef // what follows a call
	opPlace = 0xf0 // what precedes a call by value
	opCall  = 0xf6 // both, and the call; the number of the function follows
	ways    = 6
	start   = ways - 1
)

// What Go writes around a call (cmd/internal/obj/wasm): it makes room on the stack and puts the place to return to there, calls with 0
// for the place to begin at, takes the stack's pointer back, and goes to the outermost block if the goroutine was parked.
var (
	beforePlace = []byte{0x20, 1, 0x41, 8, 0x6b, 0x22, 1, 0x24, 0, 0x20, 1, 0x42}
	afterPlace  = []byte{0x37, 3, 0}
	beforeCall  = []byte{0x41, 0, 0x10}
	afterCall   = []byte{0x23, 0, 0x21, 1, 0x0d}
)

// A place is in its upper part the function, counted from this number on (cmd/link/internal/wasm: funcValueOffset).
const (
	firstFunction = 0x1000
	mostFunctions = 1<<15 - firstFunction // so that a place is a number of 31 bits
)

// function is how far a function has been read: enough to tell what a call looks like there.
type function struct {
	index  int
	depth  int  // of blocks
	least  int  // least depth since the table of places, which stands in the innermost of the blocks that end at a place each
	place  int  // the last one that was named or passed
	called bool // a call was last: the end that follows is that of the place that it named
}

// saw takes note of an instruction that is WebAssembly's.
func (f *function) saw(op byte) {
	switch op {
	case 0x02, 0x03, 0x04: // block, loop, if
		f.depth++
	case 0x0e: // br_table
		if f.least == 0 {
			f.least = f.depth
		}
	case 0x0b: // end
		f.depth--
		if f.depth < f.least {
			f.least = f.depth
			if !f.called {
				f.place++
			}
		}
	}
	f.called = false
}

// to is where a way leads.
func (f *function) to(way int) []byte {
	place := f.place + way
	if way == start {
		place = 0
	}
	return code.AppendInt(nil, int64(firstFunction+f.index)<<16|int64(place))
}

// went takes note of a way.
func (f *function) went(way int) {
	if way != start {
		f.place += way
	}
}

// out is the outermost block, as a branch to it says it.
func (f *function) out() []byte { return binary.AppendUvarint(nil, uint64(max(f.depth-2, 0))) }

// File folds a file. It fails where that cannot be undone.
func File(in []byte) ([]byte, error) {
	if !bytes.HasPrefix(in, []byte(code.Head)) {
		return nil, errors.New("no WASM file of version 1")
	}
	out := append([]byte{}, head...)
	for rest := in[len(head):]; len(rest) > 0; {
		size, n := binary.Uvarint(rest[1:])
		if n <= 0 || size > uint64(len(rest)-1-n) {
			return nil, errShort
		}
		body := rest[1+n : 1+n+int(size)]
		out = append(out, rest[:1+n]...)
		if rest[0] != code.Section {
			out = append(out, body...)
		} else if err := section(&out, body); err != nil {
			return nil, err
		}
		rest = rest[1+n+int(size):]
	}
	if back, err := undo(out); err != nil || !bytes.Equal(back, in) {
		return nil, fmt.Errorf("what is folded cannot be unfolded: %w", errors.Join(err, errShort))
	}
	return out, nil
}

func section(out *[]byte, in []byte) error {
	bodies, err := code.Bodies(in)
	if err != nil {
		return err
	}
	if len(bodies) > mostFunctions {
		return fmt.Errorf("%d functions, and there may be %d", len(bodies), mostFunctions)
	}
	*out = binary.AppendUvarint(*out, uint64(len(bodies)))
	for i, b := range bodies {
		if *out, err = fold(*out, b, i); err != nil {
			return fmt.Errorf("function %d: %w", i, err)
		}
	}
	return nil
}

// fold appends a function's body.
func fold(out, body []byte, index int) ([]byte, error) {
	at, err := code.Locals(body)
	if err != nil {
		return nil, err
	}
	out = append(out, body[:at]...)
	f := function{index: index, depth: 1}
	for at < len(body) {
		if n := f.back(body[at:]); n > 0 {
			out, at, f.called = append(out, opBack), at+n, true
			continue
		}
		if way, n := f.returns(body[at:]); n > 0 {
			f.went(way)
			at += n
			if to, n := f.call(body[at:]); n > 0 {
				out, at, f.called = append(append(out, opCall+byte(way)), to...), at+n, way != start
			} else {
				out, f.called = append(out, opPlace+byte(way)), false
			}
			continue
		}
		n, err := code.Length(body[at:])
		if err != nil {
			return nil, err
		}
		f.saw(body[at])
		out = append(out, body[at:at+n]...)
		at += n
	}
	return out, nil
}

// returns is the way to return that is named at the beginning of b, and in how many bytes; 0: none is.
func (f *function) returns(b []byte) (way, n int) {
	rest, ok := bytes.CutPrefix(b, beforePlace)
	if !ok {
		return 0, 0
	}
	for way := range ways {
		if behind, ok := bytes.CutPrefix(rest, append(f.to(way), afterPlace...)); ok {
			return way, len(b) - len(behind)
		}
	}
	return 0, 0
}

// call is the function that is called at the beginning of b, and how many bytes that takes with what follows; 0: none is.
func (f *function) call(b []byte) (to []byte, n int) {
	rest, ok := bytes.CutPrefix(b, beforeCall)
	if !ok {
		return nil, 0
	}
	if _, n = binary.Uvarint(rest); n <= 0 {
		return nil, 0
	}
	back := f.back(rest[n:])
	if back == 0 {
		return nil, 0
	}
	return rest[:n], len(beforeCall) + n + back
}

// back is how many bytes at the beginning of b are what follows a call.
func (f *function) back(b []byte) int {
	all := append(bytes.Clone(afterCall), f.out()...)
	if bytes.HasPrefix(b, all) {
		return len(all)
	}
	return 0
}

var errShort = errors.New("it is not as expected")

// undo unfolds a file, as assets/unfold.js does.
func undo(in []byte) ([]byte, error) {
	rest, ok := bytes.CutPrefix(in, []byte(head))
	if !ok {
		return nil, errShort
	}
	out := []byte(code.Head)
	for len(rest) > 0 {
		id := rest[0]
		size, n := binary.Uvarint(rest[1:])
		if n <= 0 {
			return nil, errShort
		}
		out, rest = append(out, rest[:1+n]...), rest[1+n:]
		if id != code.Section {
			if size > uint64(len(rest)) {
				return nil, errShort
			}
			out, rest = append(out, rest[:size]...), rest[size:]
			continue
		}
		count, n := binary.Uvarint(rest)
		if n <= 0 || count > mostFunctions {
			return nil, errShort
		}
		out, rest = append(out, rest[:n]...), rest[n:]
		for i := range int(count) {
			body, behind, err := unfold(rest, i)
			if err != nil {
				return nil, fmt.Errorf("function %d: %w", i, err)
			}
			out, rest = append(binary.AppendUvarint(out, uint64(len(body))), body...), behind
		}
	}
	return out, nil
}

// unfold gives a function's body and what is behind it.
func unfold(in []byte, index int) (out, rest []byte, err error) {
	at, err := code.Locals(in)
	if err != nil {
		return nil, nil, err
	}
	out, rest = append(out, in[:at]...), in[at:]
	for f := (function{index: index, depth: 1}); f.depth > 0; {
		if len(rest) == 0 {
			return nil, nil, errShort
		}
		op := rest[0]
		if op < opBack || op >= opCall+ways {
			n, err := code.Length(rest)
			if err != nil {
				return nil, nil, err
			}
			f.saw(op)
			out, rest = append(out, rest[:n]...), rest[n:]
			continue
		}
		rest = rest[1:]
		if op >= opPlace {
			way := int(op-opPlace) % ways
			out = append(append(append(out, beforePlace...), f.to(way)...), afterPlace...)
			f.went(way)
			f.called = false
			if op < opCall {
				continue
			}
			_, n := binary.Uvarint(rest)
			if n <= 0 {
				return nil, nil, errShort
			}
			out, rest = append(append(out, beforeCall...), rest[:n]...), rest[n:]
			f.called = way != start
		} else {
			f.called = true
		}
		out = append(append(out, afterCall...), f.out()...)
	}
	return out, rest, nil
}
