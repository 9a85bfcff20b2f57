package squeeze

import (
	"bytes"
	"testing"
)

// TestFunctions: an address on the stack goes into the instruction that uses it, where nothing can overflow, and is shorter elsewhere.
func TestFunctions(t *testing.T) {
	at := func(off ...byte) []byte { return append(append([]byte{0x20, 1, 0xad, 0x42}, off...), 0x7c, 0xa7) }
	join := func(all ...[]byte) []byte { return bytes.Join(all, nil) }
	for _, c := range []struct {
		name      string
		code, got []byte
	}{
		{"read", join(at(16), []byte{0x29, 3, 8}), []byte{0x20, 1, 0x29, 3, 24}},
		{"read with a long offset", join(at(0x90, 1), []byte{0x28, 2, 0x80, 1}), []byte{0x20, 1, 0x28, 2, 0x90, 2}},
		{"a variable is written", join(at(16), []byte{0x20, 2, 0x37, 3, 8}), []byte{0x20, 1, 0x20, 2, 0x37, 3, 24}},
		{"a constant is written", join(at(16), []byte{0x42, 0x7f, 0x37, 3, 0}), []byte{0x20, 1, 0x42, 0x7f, 0x37, 3, 16}},
		{"what is read is written", join(at(16), []byte{0x20, 1, 0x29, 3, 8, 0x37, 3, 0}), []byte{0x20, 1, 0x20, 1, 0x29, 3, 8, 0x37, 3, 16}},
		{"what is read by a pointer is written", join(at(16), []byte{0x20, 3, 0xa7, 0x29, 3, 8, 0x37, 3, 0}), []byte{0x20, 1, 0x20, 3, 0xa7, 0x29, 3, 8, 0x37, 3, 16}},
		{"below the pointer", join(at(0x78), []byte{0x29, 3, 8}), []byte{0x20, 1, 0x41, 0x78, 0x6a, 0x29, 3, 8}},
		{"far away", join(at(0x80, 0x80, 0xc0, 0), []byte{0x29, 3, 8}), []byte{0x20, 1, 0x41, 0x80, 0x80, 0xc0, 0, 0x6a, 0x29, 3, 8}},
		{"for itself", join(at(16), []byte{0x21, 2}), []byte{0x20, 1, 0x41, 16, 0x6a, 0x21, 2}},
		{"a value that takes more", join(at(16), []byte{0x20, 2, 0x20, 3, 0x7c, 0x37, 3, 8}), []byte{0x20, 1, 0x41, 16, 0x6a, 0x20, 2, 0x20, 3, 0x7c, 0x37, 3, 8}},
		{"of another variable", []byte{0x20, 2, 0xad, 0x42, 16, 0x7c, 0xa7, 0x29, 3, 8}, []byte{0x20, 2, 0xad, 0x42, 16, 0x7c, 0xa7, 0x29, 3, 8}},
	} {
		got, err := rewritten(nil, join([]byte{0}, c.code, []byte{0x0b}))
		if want := join([]byte{0}, c.got, []byte{0x0b}); err != nil || !bytes.Equal(got, want) {
			t.Errorf("%s: got % x, %v, want % x", c.name, got, err, want)
		}
	}
}
