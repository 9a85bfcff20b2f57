package secret

import (
	"crypto/sha256"
	"strings"
	"testing"

	"berth/shared/eth"
)

func TestNew(t *testing.T) {
	text, digest := New("bt_")
	if len(text) != len("bt_")+Size || !strings.HasPrefix(text, "bt_") || digest != Digest(text) || Name(digest) == "" {
		t.Errorf("got %q, %s", text, digest)
	}
	if other, _ := New("bt_"); other == text {
		t.Error("the same twice")
	}
}

func TestDigest(t *testing.T) {
	for _, n := range []int{0, 1, Size, 63, 64, 65, 1000} {
		text := strings.Repeat("x", n)
		if got, want := Digest(text), eth.Hash(sha256.Sum256([]byte(text))); got != want {
			t.Errorf("%d bytes: got %s, want %s", n, got, want)
		}
	}
	text, _ := New("bl_")
	if n := testing.AllocsPerRun(100, func() { Digest(text) }); n != 0 {
		t.Errorf("%v allocations", n)
	}
}
