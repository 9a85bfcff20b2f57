package data

import "strings"

// An age key pair is one of X25519, in Bech32 (BIP 173, without its limit of length): the recipient with the prefix age, the identity with
// AGE-SECRET-KEY- and in upper case (https://age-encryption.org/v1).

const charset = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"

// ageKeys are the texts of a key pair.
func ageKeys(private, public [32]byte) (identity, recipient string) {
	return strings.ToUpper(bech32("age-secret-key-", private[:])), bech32("age", public[:])
}

// bech32 writes bytes with a prefix and a checksum.
func bech32(prefix string, raw []byte) string {
	var fives []byte
	acc, n := uint32(0), 0
	for _, b := range raw {
		acc, n = acc<<8|uint32(b), n+8
		for ; n >= 5; n -= 5 {
			fives = append(fives, byte(acc>>(n-5)&31))
		}
	}
	if n > 0 {
		fives = append(fives, byte(acc<<(5-n)&31))
	}
	var all []byte
	for i := range len(prefix) {
		all = append(all, prefix[i]>>5)
	}
	all = append(all, 0)
	for i := range len(prefix) {
		all = append(all, prefix[i]&31)
	}
	sum := polymod(append(append(all, fives...), 0, 0, 0, 0, 0, 0)) ^ 1
	out := []byte(prefix + "1")
	for _, x := range fives {
		out = append(out, charset[x])
	}
	for i := range 6 {
		out = append(out, charset[sum>>(5*(5-i))&31])
	}
	return string(out)
}

func polymod(values []byte) uint32 {
	sum := uint32(1)
	for _, v := range values {
		top := sum >> 25
		sum = sum&0x1ffffff<<5 ^ uint32(v)
		for i, g := range [5]uint32{0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3} {
			if top>>i&1 == 1 {
				sum ^= g
			}
		}
	}
	return sum
}

// isKey reports whether a text looks like one of age's keys with a prefix. The node looks closer.
func isKey(s, prefix string) bool {
	rest, ok := strings.CutPrefix(strings.ToLower(s), prefix+"1")
	return ok && len(rest) == 58 && strings.Trim(rest, charset) == ""
}
