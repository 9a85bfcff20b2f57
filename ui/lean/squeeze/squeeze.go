// Package squeeze takes out of a WASM file that Go has linked what a browser never needs and a phone would download all the same: the
// tables by which a trace names files and lines and shows arguments, the names of functions, for which short ones stand, and
// instructions that only go a long way round to an address on the stack. What a function is called is written to a file of its own, by which a trace can be read (ui/site puts it beside the app).
//
// It knows Go's function table (runtime/symtab.go, cmd/link/internal/ld/pcln.go) as of Go 1.26 and fails where that is not as expected.
// What the runtime itself goes by stays: the stack's depth and its pointers, and the names that it compares.
package squeeze

import (
	"encoding/binary"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"berth/ui/lean/code"
)

// Of a WASM file.
const (
	head        = code.Head
	sectionData = 11
	maxMemory   = 64 << 20 // bytes of data, all in all
	gap         = 256      // zeros between two segments of data: fewer are cheaper written out
)

// File squeezes a linked file. Names are those of its functions, a line each; a short name ends with its line, counted from 0, in base 36.
func File(in []byte) (out []byte, names string, err error) {
	if !strings.HasPrefix(string(in), head) {
		return nil, "", errors.New("no WASM file of version 1")
	}
	r := reader{b: in, at: len(head)}
	out = append(out, head...)
	for r.err == nil && r.at < len(in) {
		id := r.byte()
		body := r.bytes(int(r.uint()))
		switch {
		case r.err != nil:
		case id == code.Section:
			body, err = functions(body)
		case id == sectionData:
			body, names, err = data(body)
		}
		if err != nil {
			return nil, "", err
		}
		out = append(out, id)
		out = appendUint(out, uint64(len(body)))
		out = append(out, body...)
	}
	if r.err == nil && names == "" {
		r.err = errors.New("it has no data")
	}
	return out, names, r.err
}

// data squeezes the data section: its segments become one memory and then fewer segments.
func data(in []byte) (out []byte, names string, err error) {
	r := reader{b: in}
	var mem []byte
	for range r.uint() {
		if r.uint() != 0 || r.byte() != 0x41 {
			return nil, "", errors.New("a segment of data that is not placed by a constant")
		}
		at := r.int()
		if r.byte() != 0x0b || r.err != nil {
			return nil, "", errors.New("a segment of data that is not placed by one constant")
		}
		body := r.bytes(int(r.uint()))
		if at < 0 || at > maxMemory-int64(len(body)) {
			return nil, "", fmt.Errorf("data at %d, which is no place", at)
		}
		if end := int(at) + len(body); end > len(mem) {
			mem = append(mem, make([]byte, end-len(mem))...)
		}
		copy(mem[at:], body)
	}
	if r.err != nil {
		return nil, "", r.err
	}
	t, err := find(mem)
	if err != nil {
		return nil, "", err
	}
	if names, err = t.trim(); err != nil {
		return nil, "", err
	}
	return segments(mem), names, nil
}

// segments writes a memory as segments with no long run of zeros in any.
func segments(mem []byte) []byte {
	var body []byte
	count := uint64(0)
	for at := 0; at < len(mem); {
		if mem[at] == 0 {
			at++
			continue
		}
		end := at + 1 // behind the last byte that is not zero
		for i := end; i < len(mem) && i-end < gap; i++ {
			if mem[i] != 0 {
				end = i + 1
			}
		}
		body = append(body, 0, 0x41)
		body = appendInt(body, int64(at))
		body = append(body, 0x0b)
		body = appendUint(body, uint64(end-at))
		body = append(body, mem[at:end]...)
		count, at = count+1, end
	}
	return append(appendUint(nil, count), body...)
}

// table is Go's function table in a memory. Its parts are parts of that memory.
type table struct {
	all               []byte // from its header on, to the memory's end
	names, units, pcs []byte // functions' names; compilation units with their files; values by program counter
	funcs             []byte // what comes last: places of functions, then each function
	count             int
}

// Of the table's header, and of what it has for a function: in bytes from its beginning.
const (
	magic      = 0xfffffff1
	headerSize = 72
	funcSize   = 44
	funcName   = 4
	funcPCSP   = 16
	funcFile   = 20
	funcLine   = 24
	funcPCData = 28
	funcUnit   = 32
	funcStart  = 36
	funcID     = 40
	funcData   = 43
)

// Indices (internal/abi/symtab.go) of what only traces and preemption by signals read, of which a browser has neither.
const (
	unsafePoint, argLive = 0, 3 // of values by program counter
	argInfo, argLiveInfo = 5, 6 // of data
	wrapper              = 23   // id of functions that the compiler made
)

// find finds the table.
func find(mem []byte) (*table, error) {
	var found []*table
	mark := binary.LittleEndian.AppendUint64(nil, magic|1<<48|8<<56) // the least step of a program counter; bytes of a pointer
	for at := 0; at+headerSize <= len(mem); at += 8 {
		if string(mem[at:at+8]) == string(mark) {
			if t := read(mem[at:]); t != nil {
				found = append(found, t)
			}
		}
	}
	if len(found) != 1 {
		return nil, fmt.Errorf("%d function tables, not one", len(found))
	}
	return found[0], nil
}

// read reads a table's header; nil: it is none.
func read(all []byte) *table {
	word := func(i int) uint64 { return binary.LittleEndian.Uint64(all[8*i:]) }
	places := []uint64{word(4), word(5), word(6), word(7), word(8), uint64(len(all))} // names, units, files, values, functions, end
	if places[0] != headerSize || !slices.IsSorted(places) || word(3) != 0 || word(1) == 0 || word(1) > (places[5]-places[4])/funcSize {
		return nil
	}
	return &table{
		all: all, count: int(word(1)), names: all[places[0]:places[1]], units: all[places[1]:places[3]], pcs: all[places[3]:places[4]], funcs: all[places[4]:],
	}
}

// function is one function of a table, from its fixed part on.
type function []byte

func (f function) get(at int) uint32    { return binary.LittleEndian.Uint32(f[at:]) }
func (f function) set(at int, v uint32) { binary.LittleEndian.PutUint32(f[at:], v) }

// at is the i-th function.
func (t *table) at(i int) (function, error) {
	place := int(binary.LittleEndian.Uint32(t.funcs[8*i+4:]))
	if place < 8*t.count || place > len(t.funcs)-funcSize {
		return nil, fmt.Errorf("function %d at %d, which is no place", i, place)
	}
	f := function(t.funcs[place:])
	if n := int(f.get(funcPCData)) + int(f[funcData]); n > 64 || len(f) < funcSize+4*n {
		return nil, fmt.Errorf("function %d has %d tables", i, n)
	}
	return f, nil
}

// trim takes out of the table what is not needed, and gives the functions short names.
func (t *table) trim() (string, error) {
	kept := map[uint32]bool{uint32(len(t.pcs)): true}
	gone := map[uint32]bool{}
	drop := func(f function, at int) {
		gone[f.get(at)] = true
		f.set(at, 0)
	}
	var long strings.Builder
	short := make([]byte, 1, len(t.names)) // the first is the empty name
	for i := range t.count {
		f, err := t.at(i)
		if err != nil {
			return "", err
		}
		drop(f, funcFile)
		drop(f, funcLine)
		f.set(funcUnit, 0)
		f.set(funcStart, 0)
		kept[f.get(funcPCSP)] = true
		values := int(f.get(funcPCData))
		for j := range values {
			if at := funcSize + 4*j; j == unsafePoint || j == argLive {
				drop(f, at)
			} else {
				kept[f.get(at)] = true
			}
		}
		for j := range int(f[funcData]) {
			if at := funcSize + 4*(values+j); j == argInfo || j == argLiveInfo {
				f.set(at, 0xffffffff) // none
			}
		}
		name, err := t.name(f)
		if err != nil {
			return "", err
		}
		s := shorten(name, i, f[funcID] == wrapper)
		if len(short)+len(s)+1 > len(t.names) {
			return "", errors.New("short names are longer than the names")
		}
		f.set(funcName, uint32(len(short)))
		short = append(append(short, s...), 0)
		fmt.Fprintln(&long, name)
	}
	clear(t.names)
	copy(t.names, short)
	clear(t.units)
	return long.String(), t.forget(kept, gone)
}

// name is what a function is called.
func (t *table) name(f function) (string, error) {
	at := int(f.get(funcName))
	if at >= len(t.names) {
		return "", fmt.Errorf("a name at %d, which is no place", at)
	}
	name, _, ok := strings.Cut(string(t.names[at:]), "\x00")
	if !ok {
		return "", errors.New("a name without an end")
	}
	return name, nil
}

// shorten is what the i-th function is called from now on. The runtime goes by some names: it tells its own by their beginning, and
// shows no trace of them; it compares two of reflect's; what a wrapper stands for it takes out of its name; and what is shown in a trace
// has a dot in it.
func shorten(name string, i int, wrapper bool) string {
	id := strconv.FormatInt(int64(i), 36)
	rest, own := strings.CutPrefix(name, "runtime.")
	switch {
	case own && (rest == "" || rest[0] >= 'a' && rest[0] <= 'z'):
		return "runtime." + id
	case own, name == "reflect.makeFuncStub", name == "reflect.methodValueCall", wrapper:
		return name
	}
	return "." + id
}

// forget puts zeros in place of the values by program counter that nobody reads any more. A table goes until the next one begins.
func (t *table) forget(kept, gone map[uint32]bool) error {
	var places []uint32
	for _, m := range []map[uint32]bool{kept, gone} {
		for at := range m {
			if int(at) > len(t.pcs) {
				return fmt.Errorf("values at %d, which is no place", at)
			}
			places = append(places, at)
		}
	}
	slices.Sort(places)
	places = slices.Compact(places)
	for i, at := range places[:len(places)-1] {
		if !kept[at] {
			clear(t.pcs[at:places[i+1]])
		}
	}
	return nil
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
	var v uint64
	for shift := 0; shift < 35; shift += 7 {
		b := r.byte()
		v |= uint64(b&0x7f) << shift
		if b < 0x80 {
			return uint32(v)
		}
	}
	r.err = errors.New("a number that is too long")
	return 0
}

// int reads a signed number of 32 bits.
func (r *reader) int() int64 {
	var v int64
	for shift := 0; shift < 35; shift += 7 {
		b := r.byte()
		v |= int64(b&0x7f) << shift
		if b < 0x80 {
			if b&0x40 != 0 {
				v |= -1 << (shift + 7)
			}
			return v
		}
	}
	r.err = errors.New("a number that is too long")
	return 0
}

func appendUint(b []byte, v uint64) []byte { return binary.AppendUvarint(b, v) }

func appendInt(b []byte, v int64) []byte {
	for {
		c := byte(v & 0x7f)
		v >>= 7
		if v == 0 && c&0x40 == 0 || v == -1 && c&0x40 != 0 {
			return append(b, c)
		}
		b = append(b, c|0x80)
	}
}
