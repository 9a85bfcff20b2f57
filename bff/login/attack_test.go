package login

import (
	"fmt"
	"testing"
	"testing/synctest"
	"time"

	"berth/shared/attacktest"
	"berth/shared/eth"
	"berth/shared/server/eip712"
)

// TestAttackChallenges asks for challenges without end, also for the account of somebody else, who has one in hand: theirs
// stays good, and what is kept is bounded.
func TestAttackChallenges(t *testing.T) {
	a := attacktest.Begin(t, "challenges fill the database, or push out somebody else's")
	k, account := newKey(t)
	for _, f := range []struct {
		name string
		from func(i int) string
		who  func(i int) eth.Address
		most int
	}{
		{"one address, one account", func(int) string { return "203.0.113.1/32" }, func(int) eth.Address { return eth.Address{9} }, 5},
		{"one address, the victim's account", func(int) string { return "203.0.113.1/32" }, func(int) eth.Address { return account }, 5},
		{"one address, many accounts", func(int) string { return "203.0.113.1/32" }, func(i int) eth.Address { return eth.Address{9, byte(i >> 8), byte(i)} }, 40},
		{"some addresses, the victim's account", func(i int) string { return fmt.Sprintf("203.0.113.%d/32", i%10) }, func(int) eth.Address { return account }, 50},
	} {
		synctest.Test(t, func(t *testing.T) {
			store := newMemStore()
			s := New(Config{Scheme: "https", Domain: "berth.example", ChainID: 1337}, store, store, nil, time.Now)
			text, err := s.Challenge(t.Context(), account, "198.51.100.1/32")
			if err != nil {
				t.Fatal(err)
			}
			for i := range 3000 {
				_, err := s.Challenge(t.Context(), f.who(i), f.from(i))
				a.Tried(err != nil, "%s: challenge %d: %v", f.name, i, err)
			}
			synctest.Wait()
			store.mu.Lock()
			kept := len(store.challenges)
			store.mu.Unlock()
			a.Tried(kept > f.most+1, "%s: %d challenges are kept", f.name, kept)
			sig, err := eip712.SignHash(k, eip712.PersonalHash([]byte(text)))
			if err != nil {
				t.Fatal(err)
			}
			_, _, err = s.Login(t.Context(), text, sig)
			a.Tried(err != nil, "%s: the honest login: %v", f.name, err)
			time.Sleep(6 * time.Minute)
			if n := s.waiting.Len(); n != 0 {
				t.Errorf("%s: %d still count", f.name, n)
			}
		})
	}
}
