package keysig

import (
	"crypto/ecdsa"
	"crypto/ed25519"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"math/big"
	"testing"

	"berth/shared/eth"
	"berth/shared/pubkey"
	"berth/shared/typed"
)

var message = typed.Deploy{Gateway: "n1.example", Order: 1, Format: "compose", Revision: 1}.Data(typed.Berth(1, eth.Address{8}))

func ed(raw []byte) pubkey.Key {
	blob := binary.BigEndian.AppendUint32(nil, 11)
	blob = append(blob, pubkey.Ed25519...)
	blob = binary.BigEndian.AppendUint32(blob, uint32(len(raw)))
	return pubkey.Key(pubkey.Ed25519 + " " + base64.StdEncoding.EncodeToString(append(blob, raw...)))
}

// forms are a key of each kind, always the same, and all the forms of a signature of it.
func forms(t testing.TB) map[pubkey.Key][][]byte {
	t.Helper()
	text, err := message.Canonical()
	if err != nil {
		t.Fatal(err)
	}
	seed := sha256.Sum256([]byte("a key for these tests"))
	k, err := ecdsa.ParseRawPrivateKey(elliptic.P256(), seed[:])
	if err != nil {
		t.Fatal(err)
	}
	point, err := k.PublicKey.Bytes()
	if err != nil {
		t.Fatal(err)
	}
	p256, err := pubkey.OfPoint(point)
	if err != nil {
		t.Fatal(err)
	}
	digest := sha256.Sum256(text)
	der, err := ecdsa.SignASN1(rand.Reader, k, digest[:])
	if err != nil {
		t.Fatal(err)
	}
	r, s, err := ecdsa.Sign(rand.Reader, k, digest[:])
	if err != nil {
		t.Fatal(err)
	}
	secret := ed25519.NewKeyFromSeed(seed[:])
	pub := secret.Public().(ed25519.PublicKey)
	return map[pubkey.Key][][]byte{
		p256:    {der, append(r.FillBytes(make([]byte, 32)), s.FillBytes(make([]byte, 32))...)},
		ed(pub): {ed25519.Sign(secret, text)},
	}
}

func TestVerify(t *testing.T) {
	other := typed.Deploy{Gateway: "n1.example", Order: 2, Format: "compose", Revision: 1}.Data(typed.Berth(1, eth.Address{8}))
	all := forms(t)
	for k, sigs := range all {
		for _, sig := range sigs {
			if err := Verify(k, message, sig); err != nil {
				t.Errorf("%s, %d bytes: %v", k.Kind(), len(sig), err)
			}
			if Verify(k, other, sig) == nil {
				t.Errorf("%s: it fits another message", k.Kind())
			}
			for x := range all {
				if x != k && Verify(x, message, sig) == nil {
					t.Errorf("%s: it fits another key", k.Kind())
				}
			}
			for i := range sig {
				bad := append([]byte(nil), sig...)
				bad[i] ^= 1
				if Verify(k, message, bad) == nil {
					t.Fatalf("%s: it fits with byte %d changed", k.Kind(), i)
				}
			}
			for _, bad := range [][]byte{nil, sig[:len(sig)-1], append(append([]byte(nil), sig...), 0), make([]byte, 64), make([]byte, 65)} {
				if Verify(k, message, bad) == nil {
					t.Errorf("%s: %x fits", k.Kind(), bad)
				}
			}
		}
	}
}

// smallOrder are the points of Ed25519 to which signatures fit that nobody made, and some that are no points.
var smallOrder = [][]byte{
	append([]byte{1}, make([]byte, 31)...), // the identity
	make([]byte, 32),
	append(make([]byte, 31), 0x80),
	big.NewInt(0).FillBytes(make([]byte, 32)),
	reverse("7fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffec"),
	reverse("7fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffee"), // the identity, written otherwise
	reverse("7fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffed"),
	reverse("05fc536d880238b13933c6d305acdfd5f098eff289f4c345b027b2c28f95e826"),
	reverse("7a03ac9277fdc74ec6cc392cfa53202a0f67100d760b3cba4fd84d3d706a17c7"),
}

func reverse(hex string) []byte {
	n, _ := new(big.Int).SetString(hex, 16)
	b := n.FillBytes(make([]byte, 32))
	for i := range 16 {
		b[i], b[31-i] = b[31-i], b[i]
	}
	return b
}

func TestCheck(t *testing.T) {
	for k := range forms(t) {
		if err := Check(k); err != nil {
			t.Errorf("%s: %v", k, err)
		}
	}
	for _, raw := range smallOrder {
		if Check(ed(raw)) == nil {
			t.Errorf("Ed25519 %x", raw)
		}
		// Without the check this one fits whatever the message is: s is 0 and R is the identity.
		if sig := append(append([]byte{1}, make([]byte, 31)...), make([]byte, 32)...); Verify(ed(raw), message, sig) == nil {
			t.Errorf("Ed25519 %x: a signature that nobody made", raw)
		}
	}
	for _, xy := range [][2]int64{{0, 0}, {1, 1}, {0, 1}, {5, 5}} {
		point := append([]byte{4}, append(big.NewInt(xy[0]).FillBytes(make([]byte, 32)), big.NewInt(xy[1]).FillBytes(make([]byte, 32))...)...)
		k, err := pubkey.OfPoint(point)
		if err != nil {
			t.Fatal(err)
		}
		if Check(k) == nil {
			t.Errorf("P-256 %v is not on the curve", xy)
		}
	}
	if Check("") == nil || Check("ssh-rsa AAAA") == nil {
		t.Error("no key at all")
	}
}

// Whatever comes, nothing panics, and only the signatures that were made fit.
func FuzzVerify(f *testing.F) {
	good := map[string]bool{}
	for k, sigs := range forms(f) {
		for _, sig := range sigs {
			f.Add(string(k), sig)
			good[string(k)] = true
		}
	}
	for _, raw := range smallOrder {
		f.Add(string(ed(raw)), make([]byte, 64))
	}
	f.Fuzz(func(t *testing.T, key string, sig []byte) {
		err := Verify(pubkey.Key(key), message, sig)
		if err == nil && !good[key] {
			t.Errorf("%q: %x fits", key, sig)
		}
		if err == nil && Check(pubkey.Key(key)) != nil {
			t.Error("a signature of what is no key")
		}
	})
}
