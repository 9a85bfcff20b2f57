package squeeze

import (
	"bytes"
	"encoding/binary"
	"fmt"

	"berth/ui/lean/code"
)

// functions rewrites the section of the functions' bodies: the address of a value on the stack, which Go reckons out in 64 bits by five
// instructions, goes into the instruction that reads or writes there, where one follows, and is reckoned in 32 bits where none does.
// Both give the same address: the stack's pointer is local variable 1 in each function that has one, below the memory's end.
func functions(in []byte) ([]byte, error) {
	bodies, err := code.Bodies(in)
	if err != nil {
		return nil, err
	}
	out := appendUint(nil, uint64(len(bodies)))
	var body []byte
	for i, b := range bodies {
		if body, err = rewritten(body[:0], b); err != nil {
			return nil, fmt.Errorf("function %d: %w", i, err)
		}
		out = append(appendUint(out, uint64(len(body))), body...)
	}
	return out, nil
}

// far is how far from the stack's pointer an address is at most that goes into an instruction, so that nothing overflows.
const far = 1 << 20

var (
	stack   = []byte{0x20, 1}             // local.get 1
	widened = []byte{0x20, 1, 0xad, 0x42} // and i64.extend_i32_u, i64.const
	added   = []byte{0x7c, 0xa7}          // i64.add, i32.wrap_i64
)

// rewritten appends a function's body.
func rewritten(out, body []byte) ([]byte, error) {
	at, err := code.Locals(body)
	if err != nil {
		return nil, err
	}
	out = append(out, body[:at]...)
	for at < len(body) {
		if off, n := address(body[at:]); n > 0 {
			at += n
			rest := body[at:]
			value := simple(rest)
			if off >= 0 && off < far {
				if m := access(rest[value:], value > 0); m.n > 0 && m.offset < far {
					out = append(append(out, stack...), rest[:value]...)
					out = append(out, rest[value:value+2]...)
					out = binary.AppendUvarint(out, m.offset+uint64(off))
					at += value + m.n
					continue
				}
			}
			out = append(append(out, stack...), 0x41) // i32.const
			out = append(code.AppendInt(out, int64(int32(off))), 0x6a)
			continue
		}
		n, err := code.Length(body[at:])
		if err != nil {
			return nil, err
		}
		out = append(out, body[at:at+n]...)
		at += n
	}
	return out, nil
}

// address is an address on the stack at the beginning of b, and how many bytes that takes; 0: none.
func address(b []byte) (off int64, n int) {
	if !bytes.HasPrefix(b, widened) {
		return 0, 0
	}
	off, n = code.Int(b[len(widened):])
	if n == 0 || !bytes.HasPrefix(b[len(widened)+n:], added) {
		return 0, 0
	}
	return off, len(widened) + n + len(added)
}

// simple is how many bytes a value takes at the beginning of b that is a local variable, a constant, or read at one; 0: none is there.
func simple(b []byte) int {
	if len(b) == 0 || b[0] != 0x20 && b[0] != 0x41 && b[0] != 0x42 {
		return 0
	}
	n, err := code.Length(b)
	if err != nil || b[0] != 0x20 {
		return n
	}
	if n < len(b) && b[n] == 0xa7 { // i32.wrap_i64
		n++
	}
	if m := access(b[n:], false); m.n > 0 {
		n += m.n
	}
	return n
}

type memory struct {
	n      int
	offset uint64
}

// access is the instruction at the beginning of b, if that reads memory, or writes it.
func access(b []byte, writes bool) (m memory) {
	from, to := byte(0x28), byte(0x35)
	if writes {
		from, to = 0x36, 0x3e
	}
	if len(b) < 3 || b[0] < from || b[0] > to || b[1] >= 0x80 {
		return m
	}
	v, n := binary.Uvarint(b[2:])
	if n <= 0 {
		return m
	}
	return memory{2 + n, v}
}
