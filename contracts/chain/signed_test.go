package chain_test

import (
	"context"
	"errors"
	"testing"

	"github.com/ethereum/go-ethereum/common"

	"berth/contracts/chain"
	"berth/shared/eth"
	"berth/shared/order"
)

// The code of wallets. Each answers whatever it is asked.
var (
	yes    = common.FromHex("631626ba7e60e01b60005260206000f3")                // the magic word
	long   = common.FromHex("631626ba7e60e01b60005260406000f3")                // and a word behind it
	no     = common.FromHex("60006000526020" + "6000f3")                       // a word of zeros
	dirty  = common.FromHex("631626ba7e60e01b60011760005260206000f3")          // the magic with something behind it
	short  = common.FromHex("631626ba7e60e01b60005260046000f3")                // the magic's four bytes
	refuse = common.FromHex("60006000fd")                                      // reverts
	loops  = common.FromHex("5b600056")                                        // for ever
	empty  = common.FromHex("00")                                              // stops
	echo   = common.FromHex("631626ba7e60e01b606435600160f81b14026000526020" + // the magic, if the signature is the byte 1
		"6000f3")
)

// What a contract says about a signature counts as it does for the market.
func TestSigned(t *testing.T) {
	account, delegate := eth.Address{0xc0, 1}, eth.Address{0xc0, 2}
	for name, c := range map[string]struct {
		code []byte
		sig  []byte
		want bool
	}{
		"yes":                  {yes, []byte("sig"), true},
		"yes to none":          {yes, nil, true},
		"more than a word":     {long, []byte("sig"), true},
		"the longest":          {yes, make([]byte, chain.MaxSignature), true},
		"too long":             {yes, make([]byte, chain.MaxSignature+1), false},
		"no":                   {no, []byte("sig"), false},
		"not quite the word":   {dirty, []byte("sig"), false},
		"less than a word":     {short, []byte("sig"), false},
		"reverts":              {refuse, []byte("sig"), false},
		"answers nothing":      {empty, []byte("sig"), false},
		"no code":              {nil, []byte("sig"), false},
		"the signature is his": {echo, []byte{1}, true},
		"another signature":    {echo, []byte{2}, false},
		"a key with code":      {append([]byte{0xef, 0x01, 0x00}, delegate[:]...), []byte{1}, true}, // EIP-7702
		"the same, another":    {append([]byte{0xef, 0x01, 0x00}, delegate[:]...), []byte{2}, false},
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t, map[eth.Address][]byte{account: c.code, delegate: echo})
			q, _ := w.quote(t, func(q *order.Quote) { q.Epoch++ }) // the one that naming the operator begins
			hash, err := chain.HashQuote(w.Addresses().Domain(), q)
			if err != nil {
				t.Fatal(err)
			}
			got, err := w.Signed(t.Context(), account, hash, c.sig)
			if err != nil || got != c.want {
				t.Errorf("got %v, %v, want %v", got, err, c.want)
			}
			if len(c.sig) > chain.MaxSignature {
				return // the market has no such bound; nobody's wallet needs as much
			}
			// The market is of the same mind about a node whose operator it is.
			if _, err := w.node.SetOperator(t.Context(), account); err != nil {
				t.Fatal(err)
			}
			_, _, err = w.user.CreateOrderWithPermit(t.Context(), q, c.sig, 600)
			if c.want && err != nil || !c.want && !chain.IsRevert(err, "Market_BadSignature") {
				t.Errorf("the market says %v", err)
			}
		})
	}
	t.Run("asks in vain", func(t *testing.T) {
		w := newWorld(t, map[eth.Address][]byte{account: yes})
		ctx, cancel := context.WithCancel(t.Context())
		cancel()
		if _, err := w.Signed(ctx, account, eth.Hash{1}, nil); !errors.Is(err, context.Canceled) {
			t.Errorf("got %v", err)
		}
	})
	t.Run("takes for ever", func(t *testing.T) {
		w := newWorld(t, map[eth.Address][]byte{account: loops})
		if got, _ := w.Signed(t.Context(), account, eth.Hash{1}, nil); got {
			t.Error("has signed")
		}
	})
}
