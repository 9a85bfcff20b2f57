// Package amount has money: an unsigned 256-bit count of a token's smallest unit, and its forms for wires and people.
// There are no floats on the way to or from the chain.
package amount

import (
	"fmt"
	"strings"

	"berth/shared/clip"

	"github.com/holiman/uint256"
)

// Amount is a count of a token's smallest unit. Rates and prices are a Nano.
// The zero value is 0. Its JSON form is a string of decimal digits, since JSON numbers lose digits.
// Amounts are values: no method changes its receiver but UnmarshalText.
type Amount struct{ v uint256.Int }

// Of is the amount of n smallest units.
func Of(n uint64) Amount { return Amount{*uint256.NewInt(n)} }

// FromWord reads a big-endian 32-byte word.
func FromWord(w [32]byte) Amount {
	var a Amount
	a.v.SetBytes32(w[:])
	return a
}

// Word is the big-endian 32-byte word.
func (a Amount) Word() [32]byte { return a.v.Bytes32() }

// Parse reads decimal digits of smallest units.
func Parse(s string) (Amount, error) {
	if s == "" || len(s) > 78 || strings.Trim(s, "0123456789") != "" {
		return Amount{}, fmt.Errorf("amount %q: must be decimal digits", clip.Dots(s, 80))
	}
	var a Amount
	if err := a.v.SetFromDecimal(strings.TrimLeft(s[:len(s)-1], "0") + s[len(s)-1:]); err != nil {
		return Amount{}, fmt.Errorf("amount %q: %w", clip.Dots(s, 80), err)
	}
	return a, nil
}

// ParseUnits reads a decimal number of whole tokens, "12.5", exactly; more fraction digits than decimals is an error.
func ParseUnits(s string, decimals int) (Amount, error) {
	whole, frac, _ := strings.Cut(strings.TrimSpace(s), ".")
	if whole == "" && frac == "" {
		return Amount{}, fmt.Errorf("amount %q: must be a number", clip.Dots(s, 80))
	}
	if len(frac) > decimals {
		return Amount{}, fmt.Errorf("amount %q: at most %d digits after the point", clip.Dots(s, 80), decimals)
	}
	if whole == "" {
		whole = "0"
	}
	return Parse(whole + frac + strings.Repeat("0", decimals-len(frac)))
}

// String is decimal digits of smallest units.
func (a Amount) String() string { return a.v.Dec() }

// Units is the exact decimal number of whole tokens, without trailing zeros.
func (a Amount) Units(decimals int) string {
	s := a.v.Dec()
	if len(s) <= decimals {
		s = strings.Repeat("0", decimals+1-len(s)) + s
	}
	whole, frac := s[:len(s)-decimals], strings.TrimRight(s[len(s)-decimals:], "0")
	if frac == "" {
		return whole
	}
	return whole + "." + frac
}

// Round is Units cut to so many significant digits (the whole part is never cut): for people, never for sums.
// A nonzero amount never shows as 0.
func (a Amount) Round(decimals, significant int) string {
	s := a.Units(decimals)
	whole, frac, ok := strings.Cut(s, ".")
	if !ok {
		return s
	}
	left := significant
	if whole != "0" {
		left -= len(whole)
	} else {
		left += len(frac) - len(strings.TrimLeft(frac, "0"))
	}
	if left <= 0 {
		return whole
	}
	if left < len(frac) {
		frac = strings.TrimRight(frac[:left], "0")
	}
	if frac == "" {
		return whole
	}
	return whole + "." + frac
}

// MarshalText implements encoding.TextMarshaler.
func (a Amount) MarshalText() ([]byte, error) { return []byte(a.v.Dec()), nil }

// UnmarshalText implements encoding.TextUnmarshaler.
func (a *Amount) UnmarshalText(b []byte) (err error) {
	*a, err = Parse(string(b))
	return err
}

// Add is a+b; it saturates at the largest amount.
func (a Amount) Add(b Amount) Amount {
	var r Amount
	if _, over := r.v.AddOverflow(&a.v, &b.v); over {
		r.v.SetAllOne()
	}
	return r
}

// Sub is a-b, and 0 where b is more.
func (a Amount) Sub(b Amount) Amount {
	var r Amount
	if _, under := r.v.SubOverflow(&a.v, &b.v); under {
		return Amount{}
	}
	return r
}

// Mul is a×n; it saturates at the largest amount.
func (a Amount) Mul(n uint64) Amount {
	var r Amount
	if _, over := r.v.MulOverflow(&a.v, uint256.NewInt(n)); over {
		r.v.SetAllOne()
	}
	return r
}

// Div is a/n rounded down; n must not be 0.
func (a Amount) Div(n uint64) Amount {
	var r Amount
	r.v.Div(&a.v, uint256.NewInt(n))
	return r
}

// DivUp is a/n rounded up; n must not be 0.
func (a Amount) DivUp(n uint64) Amount {
	q := a.Div(n)
	if q.Mul(n).Cmp(a) != 0 {
		q = q.Add(Of(1))
	}
	return q
}

// MulDiv is a×n/d rounded down, the product held in 512 bits; d must not be 0. It saturates.
func (a Amount) MulDiv(n, d uint64) Amount {
	var r Amount
	if _, over := r.v.MulDivOverflow(&a.v, uint256.NewInt(n), uint256.NewInt(d)); over {
		r.v.SetAllOne()
	}
	return r
}

// Part is a×part/whole rounded down, the product held in 512 bits; 0 where whole is 0. It saturates.
func (a Amount) Part(part, whole Amount) Amount {
	var r Amount
	if whole.IsZero() {
		return r
	}
	if _, over := r.v.MulDivOverflow(&a.v, &part.v, &whole.v); over {
		r.v.SetAllOne()
	}
	return r
}

// Over is a/b as a float for drawing and sorting only; 0 where b is 0.
func (a Amount) Over(b Amount) float64 {
	if b.IsZero() {
		return 0
	}
	return a.v.Float64() / b.v.Float64()
}

// Cmp is -1, 0 or 1.
func (a Amount) Cmp(b Amount) int { return a.v.Cmp(&b.v) }

// IsZero reports whether a is 0.
func (a Amount) IsZero() bool { return a.v.IsZero() }

// Bits is the number of bits that a needs.
func (a Amount) Bits() int { return a.v.BitLen() }
