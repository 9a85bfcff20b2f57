// Package calldata encodes the contract calls that a page asks a wallet to send, and decodes what comes back, without
// a general ABI coder: the page builds each transaction itself, word by word, so that it never hands a wallet
// something that it did not make. Selectors, event topics and custom errors are generated out of the contracts' ABI
// (selectors.go); tests compare every call with go-ethereum's accounts/abi byte for byte.
package calldata

import (
	"encoding/binary"
	"errors"
	"fmt"
	"time"

	"berth/shared/amount"
	"berth/shared/eth"
	"berth/shared/order"
	"berth/shared/wire"
)

//go:generate go test -run TestGenerated -update .

// Permit is an EIP-2612 signature with what it allows.
type Permit struct {
	Value    amount.Amount
	Deadline time.Time
	V        uint8
	R, S     eth.Hash
}

// Split cuts a 65-byte signature r ‖ s ‖ v into a permit's parts; v 0 and 1, as some hardware wallets send, become 27 and 28.
func (p Permit) Split(sig eth.Bytes) (Permit, error) {
	if len(sig) != 65 {
		return p, fmt.Errorf("signature must be 65 bytes, not %d", len(sig))
	}
	copy(p.R[:], sig[:32])
	copy(p.S[:], sig[32:64])
	p.V = sig[64]
	if p.V < 27 {
		p.V += 27
	}
	return p, nil
}

// CreateOrder is Market.createOrder.
func CreateOrder(q order.Quote, sig eth.Bytes, duration uint32) eth.Bytes {
	return newCall(selCreateOrder).quote(q).bytes(sig).uint(uint64(duration)).encode()
}

// SelfPermit is Market.selfPermit.
func SelfPermit(token eth.Address, p Permit) eth.Bytes {
	return newCall(selSelfPermit).address(token).amount(p.Value).time(p.Deadline).uint(uint64(p.V)).word(p.R).word(p.S).encode()
}

// ReplaceOrder is Market.replaceOrder.
func ReplaceOrder(id order.ID, q order.Quote, sig eth.Bytes, duration uint32) eth.Bytes {
	return newCall(selReplaceOrder).uint(uint64(id)).quote(q).bytes(sig).uint(uint64(duration)).encode()
}

// Cancel is Market.cancel.
func Cancel(id order.ID, why order.Reason) eth.Bytes {
	return newCall(selCancel).uint(uint64(id)).uint(uint64(why)).encode()
}

// Settle is Market.settle.
func Settle(id order.ID) eth.Bytes { return newCall(selSettle).uint(uint64(id)).encode() }

// Extend is Market.extend.
func Extend(id order.ID, seconds uint32) eth.Bytes {
	return newCall(selExtend).uint(uint64(id)).uint(uint64(seconds)).encode()
}

// SetAgent is Market.setAgent: what an agent may do until then, and the sums in which tokens it may spend on more time. A
// zero time takes all of it back.
func SetAgent(agent eth.Address, until time.Time, sums []wire.Money) eth.Bytes {
	tokens, amounts := make([][32]byte, len(sums)), make([][32]byte, len(sums))
	for i, m := range sums {
		copy(tokens[i][12:], m.Token[:])
		amounts[i] = m.Amount.Word()
	}
	c := newCall(selSetAgent).address(agent)
	if until.IsZero() {
		c.uint(0)
	} else {
		c.time(until)
	}
	return c.words(tokens).words(amounts).encode()
}

// Withdraw is Market.withdraw.
func Withdraw(token, to eth.Address) eth.Bytes {
	return newCall(selWithdraw).address(token).address(to).encode()
}

// Multicall is Market.multicall of calls to the market itself.
func Multicall(calls ...eth.Bytes) eth.Bytes { return newCall(selMulticall).list(calls).encode() }

// Approve is Token.approve.
func Approve(spender eth.Address, value amount.Amount) eth.Bytes {
	return newCall(selApprove).address(spender).amount(value).encode()
}

// BalanceOf is Token.balanceOf, read with Amount.
func BalanceOf(account eth.Address) eth.Bytes { return newCall(selBalanceOf).address(account).encode() }

// Allowance is Token.allowance, read with Amount.
func Allowance(owner, spender eth.Address) eth.Bytes {
	return newCall(selAllowance).address(owner).address(spender).encode()
}

// Nonces is Token.nonces, the next permit's, read with Amount.
func Nonces(owner eth.Address) eth.Bytes { return newCall(selNonces).address(owner).encode() }

// Owed is Market.owed, read with Amount.
func Owed(account, token eth.Address) eth.Bytes {
	return newCall(selOwed).address(account).address(token).encode()
}

// Amount reads the one word that a view answered with.
func Amount(result eth.Bytes) (amount.Amount, error) {
	if len(result) != 32 {
		return amount.Amount{}, fmt.Errorf("answer must be one word, not %d bytes: is there a contract at that address?", len(result))
	}
	return amount.FromWord([32]byte(result)), nil
}

// ErrNoOrder is a log that is no OrderCreated.
var ErrNoOrder = errors.New("no OrderCreated event")

// CreatedID is the id of the order that an event's topics tell of, and whose it is; ErrNoOrder for other events.
func CreatedID(topics []eth.Hash) (id order.ID, user eth.Address, err error) {
	if len(topics) < 3 || topics[0] != topicOrderCreated {
		return 0, user, ErrNoOrder
	}
	return order.ID(binary.BigEndian.Uint64(topics[1][24:])), eth.Address(topics[2][12:]), nil
}

// call is one call being encoded: the heads of its arguments, and behind them the bodies of the dynamic ones.
type call struct {
	selector [4]byte
	head     []byte
	tails    []tail
}

// tail is the body of a dynamic argument with the place in the head where its offset goes.
type tail struct {
	at   int
	body []byte
}

func newCall(selector [4]byte) *call { return &call{selector: selector} }

func (c *call) word(w [32]byte) *call {
	c.head = append(c.head, w[:]...)
	return c
}

func (c *call) uint(n uint64) *call { return c.word(uintWord(n)) }

func (c *call) time(t time.Time) *call { return c.uint(uint64(t.Unix())) }

func (c *call) amount(a amount.Amount) *call { return c.word(a.Word()) }

func (c *call) address(a eth.Address) *call {
	var w [32]byte
	copy(w[12:], a[:])
	return c.word(w)
}

// quote appends a quote's 22 words: a struct of static members stands where it is.
func (c *call) quote(q order.Quote) *call {
	return c.address(q.Node).address(q.User).address(q.Token).resources(q.Resources).
		word(q.Rate.Word()).uint(uint64(q.MinDuration)).uint(uint64(q.MaxDuration)).
		uint(uint64(q.Committed)).uint(uint64(q.Notice)).uint(uint64(q.Probation)).
		amount(q.MinStake).address(q.Referrer).uint(uint64(q.ReferrerShare)).uint(uint64(q.Features)).uint(uint64(q.Epoch)).
		time(q.ValidUntil).uint(q.Nonce)
}

func (c *call) bytes(b []byte) *call { return c.dynamic(bytesBody(b)) }

// words appends a list of static members.
func (c *call) words(items [][32]byte) *call {
	n := uintWord(uint64(len(items)))
	body := append([]byte(nil), n[:]...)
	for _, w := range items {
		body = append(body, w[:]...)
	}
	return c.dynamic(body)
}

func (c *call) list(items []eth.Bytes) *call {
	n := uintWord(uint64(len(items)))
	body := append([]byte(nil), n[:]...)
	var bodies []byte
	for _, it := range items {
		at := uintWord(uint64(32*len(items) + len(bodies)))
		body = append(body, at[:]...)
		bodies = append(bodies, bytesBody(it)...)
	}
	return c.dynamic(append(body, bodies...))
}

func (c *call) dynamic(body []byte) *call {
	c.tails = append(c.tails, tail{len(c.head), body})
	return c.uint(0)
}

func (c *call) encode() eth.Bytes {
	out := append([]byte(nil), c.selector[:]...)
	end := len(c.head)
	for _, t := range c.tails {
		at := uintWord(uint64(end))
		copy(c.head[t.at:], at[:])
		end += len(t.body)
	}
	out = append(out, c.head...)
	for _, t := range c.tails {
		out = append(out, t.body...)
	}
	return out
}

// bytesBody is a byte string's length and its bytes, zero padded to whole words.
func bytesBody(b []byte) []byte {
	n := uintWord(uint64(len(b)))
	body := append(n[:], b...)
	return append(body, make([]byte, (32-len(b)%32)%32)...)
}

func uintWord(n uint64) (w [32]byte) {
	binary.BigEndian.PutUint64(w[24:], n)
	return w
}
