package qr

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"strings"
	"testing"
)

// known are texts with the version that holds each, and, for each of the eight masks, the beginning of the SHA-256 of all
// modules, row by row as 0 and 1, as the npm module qrcode 1.5 draws them (byte mode, level M).
var known = []struct {
	text    string
	version int
	sums    string
}{
	{"a", 1, "8ac8f40772e90e7a 515ea07c22c0233f 486939cafb082ffb 37bb5b6a268840e1 67ee6ba5d88ed1c9 2e7add7dfd3288d4 932daafddc289403 93fcbba8151e482d"},
	{"https://n1.example/", 2, "78c656ed3462ca32 1c05a7c30a5a1547 c9aa96b13938a059 88e6c87fb1403e71 c3717f8213ce0d78 71295b914e90926b 41298ac2044cd63b ea50a8608d81af89"},
	{"https://web-12.n1.example.org/.berth/link#AbC-_09AbC-_09AbC-_09AbC-_09AbC-_09", 5, "a3e107e928945810 a2164c5cbc7e2939 783b46f3bd8e7636 71f7839ad812aa89 06788263756f32cf dd5427224293ee19 fc8ae33e9aa727e7 08ec413f4a2109f6"},
	{"xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx", 4, "6224a6f3a0bbc68b 9da3bb68afc94b21 6862defde3715074 32be96b2b077fa24 f29ab610a07a6bec ac178076979179df 474dd33fd9646927 42b7095f0eb5eed7"},
	{"yyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyy", 5, "d1974f6a11c12a4a f54c2462e0d427f4 9b1622adbe4924e1 2630bb8c8d47a4cc 49a20d375bdb3db5 a78de10e02beaa5e fe73c2c887414926 2dd8123c34bff5eb"},
	{"zzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzz", 6, "a20973d06efd5641 028a9825e5738b7f 562bb13090a7a128 05c6b6b0c267e312 85cb03388bdac67f 43fe2a67a4f0b746 79cb0e60f67ac312 218156f9c9724bb5"},
	{"QQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQ", 7, "fd8eda5c5b913291 225898e327cda1c0 e3a538d1bd5dc1b0 fd8f06f1c151d044 c75f900fd89aca60 4186ca8e7a7aaa34 91a17e02d3a69afd 3cb47979abb01ba2"},
	{"é中é中é中é中é中é中é中é中é中é中é中é中é中é中é中é中é中é中é中é中é中é中é中é中é中é中é中é中é中é中", 8, "29ffca37bb9a323b aee4f6d7ddecbd50 8834b5a436baf7b5 3971c692373aedd9 a1782786afc89f49 75279cfee2bc3b1d e6a81887ff96d794 c4ca5795361c87b8"},
	{"wwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwww", 9, "a5364e5f3831be2a 65f3f688d31c8db2 93776454ae37fcf0 15f1895a61e31128 8036e3d83272143c 1b7c7f6a1dccea80 9c6cb1b09ff669ad 8fdbfcf5f623e927"},
	{"https://vvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvv", 10, "323b852eed0ec72f d5c1fd7776072593 36ae6b239f430b37 b09e0760b28286bb b89c612e9f36f9bd 4ec4035a1954facc 19d36326f8a36a75 a2ad9466acb2fdcb"},
}

func TestKnown(t *testing.T) {
	for _, k := range known {
		c, err := Encode(k.text)
		if err != nil {
			t.Fatal(err)
		}
		if c.Size != 17+4*k.version {
			t.Errorf("%.30q: %d modules a side, want version %d", k.text, c.Size, k.version)
			continue
		}
		was := masked(c)
		c.mask(was)
		for m, want := range strings.Fields(k.sums) {
			c.mask(m)
			c.format(m)
			var s strings.Builder
			for _, dark := range c.dark {
				s.WriteByte(map[bool]byte{true: '1'}[dark] | '0')
			}
			sum := sha256.Sum256([]byte(s.String()))
			if got := hex.EncodeToString(sum[:8]); got != want {
				t.Errorf("%.30q under mask %d: %s, want %s", k.text, m, got, want)
			}
			c.mask(m)
		}
	}
}

// masked is the mask that a code says it has, in the lower left copy of its format: bits 10 to 12, of which the eighth is
// seven modules from the lower edge.
func masked(c *Code) (m int) {
	for bit := range 3 {
		if i := 10 + bit; c.Dark(8, c.Size-15+i) != (0x5412>>i&1 > 0) {
			m |= 1 << bit
		}
	}
	return m
}

func TestLimits(t *testing.T) {
	if _, err := Encode(strings.Repeat("x", Max)); err != nil {
		t.Errorf("%d bytes: %v", Max, err)
	}
	if _, err := Encode(strings.Repeat("x", Max+1)); !errors.Is(err, ErrLong) {
		t.Errorf("%d bytes: %v", Max+1, err)
	}
	if c, err := Encode(""); err != nil || c.Size != 21 {
		t.Errorf("nothing: %v", err)
	}
}

func TestSVG(t *testing.T) {
	c, err := Encode("https://berth.example/")
	if err != nil {
		t.Fatal(err)
	}
	s := c.SVG()
	if !strings.HasPrefix(s, `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 33 33"`) || !strings.Contains(s, "M4 4h7v1h-7z") {
		t.Errorf("%.200s", s)
	}
}
