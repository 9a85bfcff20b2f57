package pubkey_test

import (
	"crypto/ecdh"
	"crypto/rand"
	"strings"
	"testing"

	"berth/shared/pubkey"
)

func TestParse(t *testing.T) {
	k, err := ecdh.P256().GenerateKey(rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	key, err := pubkey.OfPoint(k.PublicKey().Bytes())
	if err != nil {
		t.Fatal(err)
	}
	const ed = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAABAgMEBQYHCAkKCwwNDg8QERITFBUWFxgZGhscHR4f"
	for line, want := range map[string]pubkey.Key{
		string(key):                      key,
		string(key) + " me@laptop":       key,
		"  " + ed + "\n":                 ed,
		ed[:40]:                          "",
		ed + "A":                         "",
		"restrict " + ed:                 "",
		"ssh-rsa AAAAB3NzaC1yc2EAAAADAQ": "",
		"":                               "",
		strings.Replace(ed, "ssh-ed25519 ", pubkey.P256+" ", 1): "",
	} {
		got, err := pubkey.Parse(line)
		if got != want || (err == nil) != (want != "") {
			t.Errorf("%q: got %q, %v", line, got, err)
		}
	}
	if _, err := pubkey.OfPoint(k.PublicKey().Bytes()[:64]); err == nil {
		t.Error("half a point")
	}
}

func FuzzParse(f *testing.F) {
	f.Add("ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAABAgMEBQYHCAkKCwwNDg8QERITFBUWFxgZGhscHR4f me")
	f.Fuzz(func(t *testing.T, line string) {
		k, err := pubkey.Parse(line)
		if err != nil {
			return
		}
		if again, err := pubkey.Parse(string(k)); err != nil || again != k || len(k.Blob()) == 0 {
			t.Errorf("%q: %q, %v", k, again, err)
		}
	})
}
