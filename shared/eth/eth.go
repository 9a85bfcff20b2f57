// Package eth has the identities of an EVM chain as the browser and the servers both need them: addresses,
// hashes and hex byte strings with their JSON forms, without any cryptography. Servers convert to go-ethereum's
// types by a plain array conversion: common.Address(a).
package eth

import (
	"encoding/hex"
	"fmt"
	"strings"

	"berth/shared/clip"
)

// Address is a 20-byte account address. Its text form is 0x and 40 lower-case hex digits; parsing takes any case
// and does not check EIP-55 checksums.
type Address [20]byte

// ParseAddress reads 0x and 40 hex digits.
func ParseAddress(s string) (Address, error) {
	var a Address
	if err := decode(a[:], s); err != nil {
		return Address{}, fmt.Errorf("address %q: %w", clip.Dots(s, 80), err)
	}
	return a, nil
}

// String is the lower-case form.
func (a Address) String() string { return "0x" + hex.EncodeToString(a[:]) }

// IsZero reports whether a is the zero address.
func (a Address) IsZero() bool { return a == Address{} }

// Short is the form for people: 0x1234…abcd.
func (a Address) Short() string {
	s := a.String()
	return s[:6] + "…" + s[38:]
}

// MarshalText implements encoding.TextMarshaler.
func (a Address) MarshalText() ([]byte, error) { return []byte(a.String()), nil }

// UnmarshalText implements encoding.TextUnmarshaler.
func (a *Address) UnmarshalText(b []byte) (err error) {
	*a, err = ParseAddress(string(b))
	return err
}

// Hash is a 32-byte hash or word.
type Hash [32]byte

// ParseHash reads 0x and 64 hex digits.
func ParseHash(s string) (Hash, error) {
	var h Hash
	if err := decode(h[:], s); err != nil {
		return Hash{}, fmt.Errorf("hash %q: %w", clip.Dots(s, 80), err)
	}
	return h, nil
}

// String is 0x and 64 lower-case hex digits.
func (h Hash) String() string { return "0x" + hex.EncodeToString(h[:]) }

// IsZero reports whether h is all zeros.
func (h Hash) IsZero() bool { return h == Hash{} }

// MarshalText implements encoding.TextMarshaler.
func (h Hash) MarshalText() ([]byte, error) { return []byte(h.String()), nil }

// UnmarshalText implements encoding.TextUnmarshaler.
func (h *Hash) UnmarshalText(b []byte) (err error) {
	*h, err = ParseHash(string(b))
	return err
}

// Bytes is a byte string whose text form is 0x and hex digits: signatures and call data.
type Bytes []byte

// String is the 0x form.
func (b Bytes) String() string { return "0x" + hex.EncodeToString(b) }

// MarshalText implements encoding.TextMarshaler.
func (b Bytes) MarshalText() ([]byte, error) { return []byte(b.String()), nil }

// UnmarshalText implements encoding.TextUnmarshaler.
func (b *Bytes) UnmarshalText(text []byte) error {
	s, ok := strings.CutPrefix(string(text), "0x")
	if !ok {
		return fmt.Errorf("hex %q: must have a 0x prefix", clip.Dots(string(text), 80))
	}
	v, err := hex.DecodeString(s)
	if err != nil {
		return fmt.Errorf("hex %q: %w", clip.Dots(s, 80), err)
	}
	*b = v
	return nil
}

func decode(dst []byte, s string) error {
	h, ok := strings.CutPrefix(s, "0x")
	if !ok || len(h) != 2*len(dst) {
		return fmt.Errorf("must be 0x and %d hex digits", 2*len(dst))
	}
	_, err := hex.Decode(dst, []byte(h))
	return err
}
