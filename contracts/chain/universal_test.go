package chain_test

import (
	"bytes"
	"testing"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/crypto"

	"berth/contracts/universal"
	"berth/shared/attacktest"
	"berth/shared/eth"
)

var (
	// factory is the CREATE2 proxy that most chains have at 0x4e59…956C: it is called with a salt and creation code.
	factory = common.FromHex("7fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffe03601600081602082378035828234f58015156039578182fd5b8082525050506014600cf3")
	// later says no until it was called with something else.
	later = common.FromHex("5f3560e01c631626ba7e1460135760015f55005b5f54631626ba7e0260e01b5f5260205ff3")
	// lenient says yes to whatever comes from nobody, as in a simulation.
	lenient = common.FromHex("3215631626ba7e0260e01b5f5260205ff3")
	// bomb answers with sixteen megabytes.
	bomb = common.FromHex("62ffffff5ff3")

	factoryAt = eth.Address{0x4e, 0x59}
)

// wrapped is a signature with what deploys its account, as ERC-6492 has it.
func wrapped(to eth.Address, data, sig []byte) []byte {
	word := func(n int) []byte { return common.LeftPadBytes([]byte{byte(n >> 8), byte(n)}, 32) }
	in := func(b []byte) []byte { return append(word(len(b)), common.RightPadBytes(b, (len(b)+31)/32*32)...) }
	first := in(data)
	out := append(common.LeftPadBytes(to[:], 32), word(0x60)...)
	out = append(out, word(0x60+len(first))...)
	return append(append(append(out, first...), in(sig)...), universal.Magic[:]...)
}

// creates is creation code of a contract.
func creates(code []byte) []byte {
	n := byte(len(code))
	return append([]byte{0x60, n, 0x60, 12, 0x60, 0, 0x39, 0x60, n, 0x60, 0, 0xf3}, code...)
}

// undeployed is where the factory puts a contract, and the call that has it done.
func undeployed(code []byte, salt byte) (account eth.Address, call []byte) {
	s := [32]byte{31: salt}
	init := creates(code)
	return eth.Address(crypto.CreateAddress2(common.Address(factoryAt), s, crypto.Keccak256(init))), append(s[:], init...)
}

// TestUniversal: who has signed, by the order of ERC-6492.
func TestUniversal(t *testing.T) {
	there, preparable, delegated := eth.Address{0xc0, 1}, eth.Address{0xc0, 2}, eth.Address{0xc0, 3}
	account, deploy := undeployed(echo, 1)
	w := newWorld(t, map[eth.Address][]byte{
		factoryAt: factory, there: echo, preparable: later, delegated: append([]byte{0xef, 0x01, 0x00}, there[:]...),
	})
	for name, c := range map[string]struct {
		account eth.Address
		sig     []byte
		want    bool
	}{
		"not deployed yet":                     {account, wrapped(factoryAt, deploy, []byte{1}), true},
		"not deployed yet, another signature":  {account, wrapped(factoryAt, deploy, []byte{2}), false},
		"not deployed yet, and not wrapped":    {account, []byte{1}, false},
		"there":                                {there, []byte{1}, true},
		"there, another signature":             {there, []byte{2}, false},
		"there, and still wrapped":             {there, wrapped(factoryAt, deploy, []byte{1}), true},
		"there, and the call does nothing":     {there, wrapped(eth.Address{}, nil, []byte{1}), true},
		"to be prepared":                       {preparable, wrapped(preparable, []byte{1, 2, 3, 4}, []byte{9}), true},
		"to be prepared, and it is not":        {preparable, wrapped(factoryAt, deploy, []byte{9}), false},
		"of a key with code (EIP-7702)":        {delegated, []byte{1}, true},
		"of a key with code, wrapped":          {delegated, wrapped(eth.Address{}, nil, []byte{1}), true},
		"of a key with code, another":          {delegated, []byte{2}, false},
		"as long as may be":                    {account, wrapped(factoryAt, deploy, append([]byte{1}, make([]byte, 7000)...)), true},
		"longer than may be":                   {account, wrapped(factoryAt, deploy, append([]byte{1}, make([]byte, 8200)...)), false},
		"wrapped twice":                        {account, wrapped(factoryAt, deploy, wrapped(factoryAt, deploy, []byte{1})), false},
		"the salt is another, so is the place": {account, wrapped(factoryAt, append([]byte{9}, deploy[1:]...), []byte{1}), false},
	} {
		got, err := w.Universal().Signed(t.Context(), c.account, eth.Hash{7}, c.sig)
		if err != nil || got != c.want {
			t.Errorf("%s: got %v, %v, want %v", name, got, err, c.want)
		}
		// Nothing remains of it, and the market's way of asking takes no wrapped signature.
		if got, err := w.Signed(t.Context(), account, eth.Hash{7}, c.sig); err != nil || got {
			t.Errorf("%s: afterwards the account is there: %v, %v", name, got, err)
		}
	}
}

// TestAttackUniversal: what comes with a signature is a stranger's, and so is whom it is said to be of.
func TestAttackUniversal(t *testing.T) {
	a := attacktest.Begin(t, "a signature that brings a call along is taken for somebody else's, or stays on chain, or keeps the endpoint busy")
	victim, wallet, naive, stuck, huge := eth.Address{0xee}, eth.Address{0xc0, 1}, eth.Address{0xc0, 2}, eth.Address{0xc0, 3}, eth.Address{0xc0, 4}
	account, deploy := undeployed(echo, 1)
	_, other := undeployed(yes, 2)
	w := newWorld(t, map[eth.Address][]byte{factoryAt: factory, wallet: echo, naive: lenient, stuck: loops, huge: bomb})
	good := wrapped(factoryAt, deploy, []byte{1})
	cases := map[string]struct {
		account eth.Address
		sig     []byte
	}{
		"a plain account, and a contract deployed elsewhere": {victim, wrapped(factoryAt, other, []byte{1})},
		"a plain account, and a call to itself":              {victim, wrapped(victim, []byte{1}, []byte{1})},
		"a plain account, and a precompile that says yes":    {victim, wrapped(eth.Address{19: 4}, deploy, []byte{1})},
		"a precompile":              {eth.Address{19: 4}, wrapped(eth.Address{19: 4}, deploy, []byte{1})},
		"the zero address":          {eth.Address{}, wrapped(factoryAt, deploy, []byte{1})},
		"somebody's wallet":         {wallet, wrapped(factoryAt, deploy, []byte{2})},
		"a wallet that is lenient":  {naive, wrapped(factoryAt, deploy, []byte{1})},
		"the same, not wrapped":     {naive, []byte{1}},
		"a factory without an end":  {account, wrapped(stuck, deploy, []byte{1})},
		"an account without an end": {stuck, wrapped(factoryAt, deploy, []byte{1})},
		"an endless answer":         {huge, wrapped(huge, deploy, []byte{1})},
		"an empty factory":          {account, wrapped(eth.Address{0xab}, deploy, []byte{1})},
		"nothing but the magic":     {account, universal.Magic[:]},
		"the magic in the middle":   {account, append(bytes.Clone(good), 0)},
	}
	for i := 0; i < len(good)-32; i += 32 { // each word of it, as long as can be
		bad := bytes.Clone(good)
		copy(bad[i:], bytes.Repeat([]byte{0xff}, 32))
		if i != 0x80 && i != 0x60 { // the salt is another then, or the call's bytes are: both are tried above
			cases["word "+string(rune('a'+i/32))+" is all ones"] = struct {
				account eth.Address
				sig     []byte
			}{account, bad}
		}
		cases["cut after word "+string(rune('a'+i/32))] = struct {
			account eth.Address
			sig     []byte
		}{account, append(bytes.Clone(good[:i]), universal.Magic[:]...)}
	}
	for name, c := range cases {
		got, err := w.Universal().Signed(t.Context(), c.account, eth.Hash{7}, c.sig)
		a.Tried(got, "%s", name)
		if err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
	if ok, err := w.Universal().Signed(t.Context(), account, eth.Hash{7}, good); err != nil || !ok {
		t.Errorf("the honest signature: %v, %v", ok, err)
	}
}
