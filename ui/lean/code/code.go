// Package code reads the functions of a WASM file instruction by instruction, as far as Go writes instructions.
package code

import (
	"encoding/binary"
	"errors"
	"fmt"
)

// Head is what a WASM file of version 1 begins with (https://webassembly.github.io/spec/core/binary/modules.html).
const Head = "\x00asm\x01\x00\x00\x00"

// Section is the id of the section with the functions' bodies.
const Section = 10

// Bodies are the bodies in that section: of each its local variables and instructions.
func Bodies(section []byte) (all [][]byte, err error) {
	r := reader{b: section}
	for range r.uint() {
		if all = append(all, r.bytes(int(r.uint()))); r.err != nil {
			return nil, r.err
		}
	}
	return all, nil
}

// Locals is how many bytes a body says its local variables in.
func Locals(body []byte) (int, error) {
	r := reader{b: body}
	for range r.uint() {
		if r.number(); r.err != nil {
			break
		}
		r.byte()
	}
	return r.at, r.err
}

// Length is how many bytes the instruction at the beginning of b takes.
func Length(b []byte) (int, error) {
	r := reader{b: b}
	switch op := r.byte(); {
	case op == 0x0e: // br_table
		for range int(r.uint()) + 1 {
			if r.number(); r.err != nil {
				break
			}
		}
	case op == 0xfc:
		switch sub := r.uint(); {
		case sub <= 7:
		case sub == 9, sub == 11:
			r.number()
		case sub == 8, sub == 10:
			r.number()
			r.number()
		default:
			return 0, fmt.Errorf("an instruction that Go does not write: 0xfc %#x", sub)
		}
	case op == 0x43:
		r.bytes(4)
	case op == 0x44:
		r.bytes(8)
	case op >= 0x28 && op <= 0x3e, op == 0x11: // of memory; call_indirect
		r.number()
		r.number()
	case op >= 0x02 && op <= 0x04, op == 0x0c, op == 0x0d, op == 0x10, op >= 0x20 && op <= 0x24, op >= 0x3f && op <= 0x42:
		r.number()
	case op <= 0x01, op == 0x05, op == 0x0b, op == 0x0f, op == 0x1a, op == 0x1b, op >= 0x45 && op <= 0xc4:
	default:
		return 0, fmt.Errorf("an instruction that Go does not write: %#x", op)
	}
	return r.at, r.err
}

// reader reads LEB128 numbers and bytes; after its first error it reads nothing.
type reader struct {
	b   []byte
	at  int
	err error
}

var errShort = errors.New("it ends too early")

func (r *reader) byte() byte {
	if b := r.bytes(1); len(b) == 1 {
		return b[0]
	}
	return 0
}

func (r *reader) bytes(n int) []byte {
	if r.err != nil || n < 0 || n > len(r.b)-r.at {
		r.err = errShort
		return nil
	}
	r.at += n
	return r.b[r.at-n : r.at]
}

// uint reads an unsigned number of 32 bits.
func (r *reader) uint() uint32 {
	if r.err != nil {
		return 0
	}
	v, n := binary.Uvarint(r.b[r.at:])
	if n <= 0 || v > 1<<32-1 {
		r.err = errShort
		return 0
	}
	r.at += n
	return uint32(v)
}

// number passes a number over.
func (r *reader) number() {
	for r.byte() >= 0x80 && r.err == nil {
	}
}

// Int reads a signed number at the beginning of b, and how many bytes it takes; 0: there is none.
func Int(b []byte) (v int64, n int) {
	for shift := uint(0); n < len(b) && shift < 64; shift += 7 {
		c := b[n]
		n++
		v |= int64(c&0x7f) << shift
		if c < 0x80 {
			if c&0x40 != 0 && shift+7 < 64 {
				v |= -1 << (shift + 7)
			}
			return v, n
		}
	}
	return 0, 0
}

// AppendInt appends a signed number.
func AppendInt(b []byte, v int64) []byte {
	for {
		c := byte(v & 0x7f)
		v >>= 7
		if v == 0 && c&0x40 == 0 || v == -1 && c&0x40 != 0 {
			return append(b, c)
		}
		b = append(b, c|0x80)
	}
}
