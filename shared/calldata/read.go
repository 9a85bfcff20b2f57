package calldata

import (
	"encoding/binary"
	"errors"
	"fmt"
	"time"

	"berth/shared/amount"
	"berth/shared/eth"
	"berth/shared/order"
	"berth/shared/resource"
)

// Node is Registry.node, read with Endpoint.
func Node(node eth.Address) eth.Bytes { return newCall(selNode).address(node).encode() }

// Order is Market.order, read with Terms.
func Order(id order.ID) eth.Bytes { return newCall(selOrder).uint(uint64(id)).encode() }

// MarketToken is Market.token, read with Address.
func MarketToken() eth.Bytes { return newCall(selToken).encode() }

// MarketRegistry is Market.registry, read with Address.
func MarketRegistry() eth.Bytes { return newCall(selRegistry).encode() }

// MarketStaking is Market.staking, read with Address.
func MarketStaking() eth.Bytes { return newCall(selStaking).encode() }

// RegistryMarket is Registry.market, read with Address.
func RegistryMarket() eth.Bytes { return newCall(selMarket).encode() }

// Decimals is Token.decimals, read with Amount.
func Decimals() eth.Bytes { return newCall(selDecimals).encode() }

// Symbol is Token.symbol, read with Text.
func Symbol() eth.Bytes { return newCall(selSymbol).encode() }

// Name is Token.name, read with Text.
func Name() eth.Bytes { return newCall(selName).encode() }

// errShort is an answer that ends before what it should have.
var errShort = errors.New("the answer is too short: is there a contract at that address?")

// words are a view's answer, a word of 32 bytes each.
type words eth.Bytes

func (w words) at(i uint64) (word [32]byte, ok bool) {
	if i >= uint64(len(w))/32 {
		return word, false
	}
	return [32]byte(w[32*i:]), true
}

// uint is a word that must be less than 2^64.
func (w words) uint(i uint64) (uint64, error) {
	word, ok := w.at(i)
	if !ok {
		return 0, errShort
	}
	if [24]byte(word[:]) != [24]byte{} {
		return 0, fmt.Errorf("word %d is too large", i)
	}
	return binary.BigEndian.Uint64(word[24:]), nil
}

func (w words) address(i uint64) (eth.Address, error) {
	word, ok := w.at(i)
	if !ok {
		return eth.Address{}, errShort
	}
	if [12]byte(word[:]) != [12]byte{} {
		return eth.Address{}, fmt.Errorf("word %d is no address", i)
	}
	return eth.Address(word[12:]), nil
}

// text is a string whose place, from the word at base on, stands in word i.
func (w words) text(base, i uint64) (string, error) {
	at, err := w.uint(i)
	if err != nil {
		return "", err
	}
	if at%32 != 0 || at/32 > uint64(len(w)) {
		return "", errShort
	}
	start := base + at/32
	n, err := w.uint(start)
	if err != nil {
		return "", err
	}
	body := w[min(32*(start+1), uint64(len(w))):]
	if n > uint64(len(body)) {
		return "", errShort
	}
	return string(body[:n]), nil
}

// Address reads the one address that a view answered with.
func Address(result eth.Bytes) (eth.Address, error) {
	if len(result) != 32 {
		return eth.Address{}, errShort
	}
	return words(result).address(0)
}

// Text reads the one string that a view answered with.
func Text(result eth.Bytes) (string, error) { return words(result).text(0, 0) }

// Endpoint is the endpoint of a node's entry; not ok: there is no such node.
func Endpoint(result eth.Bytes) (endpoint string, ok bool, err error) {
	const entry = 1 // the first word says that it begins there
	w := words(result)
	if at, err := w.uint(0); err != nil || at != 32*entry {
		return "", false, errShort
	}
	registered, err := w.uint(entry + 15)
	if err != nil || registered == 0 {
		return "", false, err
	}
	endpoint, err = w.text(entry, entry+16)
	return endpoint, true, err
}

// Terms is an order as Market.order has it: without the GPU's model, and with one of the two times, that of its creation
// while it is created and that of its activation afterwards. One that was never made has the state None.
func Terms(id order.ID, result eth.Bytes) (order.Order, error) {
	w := words(result)
	if len(w) != 32*15 {
		return order.Order{}, errShort
	}
	var n [15]uint64
	for i := range n {
		switch i {
		case 0, 1, 2, 8: // addresses, the rate, the GPU's model
			continue
		}
		var err error
		if n[i], err = w.uint(uint64(i)); err != nil {
			return order.Order{}, err
		}
	}
	o := order.Order{
		ID: id, Rate: amount.FromWord([32]byte(w[64:])), Duration: uint32(n[10]), MaxDuration: uint32(n[11]), Probation: uint32(n[12]), State: order.State(n[14]),
		Resources: resource.Resources{CPUMilli: uint32(n[3]), MemoryMiB: uint32(n[4]), DiskMiB: uint32(n[5]), TrafficMiB: n[6], GPU: uint16(n[7])},
	}
	var err error
	if o.User, err = w.address(0); err != nil {
		return o, err
	}
	if o.Node, err = w.address(1); err != nil {
		return o, err
	}
	if since := time.Unix(int64(n[9]), 0).UTC(); o.State == order.Created {
		o.CreatedAt = since
	} else {
		o.ActivatedAt = since
	}
	o.Settled = o.Rate.Mul(n[13])
	return o, nil
}
