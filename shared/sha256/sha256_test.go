package sha256

import (
	"bytes"
	stdlib "crypto/sha256"
	"testing"
)

// TestSum: it is what the standard library's is, for all lengths about a block's, and however it is cut.
func TestSum(t *testing.T) {
	raw := bytes.Repeat([]byte("what is on a disk "), 60)
	for n := range 300 {
		for _, cut := range []int{1, 7, 63, 64, 65, 300} {
			var h Hash
			for p := raw[:n]; len(p) > 0; p = p[min(cut, len(p)):] {
				h.Add(p[:min(cut, len(p))])
			}
			if got, want := h.Sum(), stdlib.Sum256(raw[:n]); got != want {
				t.Fatalf("%d bytes in pieces of %d: %x, want %x", n, cut, got, want)
			}
		}
	}
	var h Hash
	h.Add(raw)
	h.Sum()
	h.Add(raw)
	if got, want := h.Sum(), stdlib.Sum256(append(bytes.Clone(raw), raw...)); got != want {
		t.Errorf("after a sum: %x, want %x", got, want)
	}
}

func FuzzSum(f *testing.F) {
	f.Add([]byte("a"), []byte("b"))
	f.Fuzz(func(t *testing.T, a, b []byte) {
		var h Hash
		h.Add(a)
		h.Add(b)
		if got, want := h.Sum(), stdlib.Sum256(append(bytes.Clone(a), b...)); got != want {
			t.Errorf("%x, want %x", got, want)
		}
	})
}

func BenchmarkAdd(b *testing.B) {
	raw := make([]byte, 1<<20)
	b.SetBytes(int64(len(raw)))
	var h Hash
	for b.Loop() {
		h.Add(raw)
	}
}
