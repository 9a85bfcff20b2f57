package calldata

import (
	"encoding/binary"
	"errors"
	"fmt"
	"strings"
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

// MarketNative is Market.nativeToken, read with Address.
func MarketNative() eth.Bytes { return newCall(selNativeToken).encode() }

// MarketViews is Market.views, read with Address.
func MarketViews() eth.Bytes { return newCall(selViews).encode() }

// MarketPermit2 is Market.permit2, read with Address.
func MarketPermit2() eth.Bytes { return newCall(selPermit2).encode() }

// IsListed is Market.isListed, read with Bool.
func IsListed(token eth.Address) eth.Bytes { return newCall(selIsListed).address(token).encode() }

// ProbationOf is Market.probationOf, read with Entitled.
func ProbationOf(user, node eth.Address) eth.Bytes {
	return newCall(selProbationOf).address(user).address(node).encode()
}

// HashQuote is Market.hashQuote, the digest that the node signed, read with Hash.
func HashQuote(q order.Quote) eth.Bytes { return newCall(selHashQuote).quote(q).encode() }

// AgentUntil is Market.agentUntil, read with Time.
func AgentUntil(user, agent eth.Address) eth.Bytes {
	return newCall(selAgentUntil).address(user).address(agent).encode()
}

// AgentBudget is Market.agentBudget, read with Amount.
func AgentBudget(user, agent, token eth.Address) eth.Bytes {
	return newCall(selAgentBudget).address(user).address(agent).address(token).encode()
}

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

// Domain is eip712Domain() of a token that has it (EIP-5267), read with DomainNames.
func Domain() eth.Bytes { return newCall([4]byte{0x84, 0xb0, 0x19, 0x6e}).encode() }

// Hash reads the one word that a view answered with.
func Hash(result eth.Bytes) (eth.Hash, error) {
	if len(result) != 32 {
		return eth.Hash{}, errShort
	}
	return eth.Hash(result), nil
}

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

// Text reads the one string that a view answered with; of tokens that are older than strings, the one word of text.
func Text(result eth.Bytes) (string, error) {
	if len(result) == 32 {
		return strings.TrimRight(string(result), "\x00"), nil
	}
	return words(result).text(0, 0)
}

// DomainNames are name and version of an EIP-712 domain; empty: it has none (EIP-5267).
func DomainNames(result eth.Bytes) (name, version string, err error) {
	w := words(result)
	has, ok := w.at(0)
	if !ok {
		return "", "", errShort
	}
	if name, err = w.text(0, 1); err != nil {
		return "", "", err
	}
	if version, err = w.text(0, 2); err != nil {
		return "", "", err
	}
	const hasName, hasVersion = 1, 2 // bits of the first byte
	if has[0]&hasName == 0 {
		name = ""
	}
	if has[0]&hasVersion == 0 {
		version = ""
	}
	return name, version, nil
}

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
	endpoint, err = w.text(entry, entry+18)
	return endpoint, true, err
}

// orderWords are those of Market.order's answer, in their order.
const orderWords = 23

// Terms is an order as Market.order has it: without the GPU's model and the features, and with one of the two times, that of its creation
// while it is created and that of its activation afterwards. One that was never made has the state None.
func Terms(id order.ID, result eth.Bytes) (order.Order, error) {
	w := words(result)
	if len(w) != 32*orderWords {
		return order.Order{}, errShort
	}
	var n [orderWords]uint64
	var a [orderWords]eth.Address
	for i := range n {
		var err error
		switch i {
		case 3, 9: // the rate, the GPU's model
		case 0, 1, 2, 19:
			a[i], err = w.address(uint64(i))
		default:
			n[i], err = w.uint(uint64(i))
		}
		if err != nil {
			return order.Order{}, err
		}
	}
	o := order.Order{
		ID: id, User: a[0], Node: a[1], Token: a[2], Rate: amount.NanoFromWord([32]byte(w[32*3:])),
		Resources: resource.Resources{CPUMilli: uint32(n[4]), MemoryMiB: uint32(n[5]), DiskMiB: uint32(n[6]), TrafficMiB: n[7], GPU: uint16(n[8])},
		State:     order.State(n[10]), Duration: uint32(n[12]), MaxDuration: uint32(n[13]), Committed: uint32(n[14]), Notice: uint32(n[15]),
		Probation: uint32(n[16]), StakeHeld: n[18] != 0, Referrer: a[19], ReferrerShare: uint16(n[20]),
		AnnouncedAt: moment(n[21]), AnnouncedEnd: moment(n[22]),
	}
	if since := time.Unix(int64(n[11]), 0).UTC(); o.State == order.Created {
		o.CreatedAt = since
	} else {
		o.ActivatedAt = since
	}
	o.Settled = o.Rate.Cost(n[17])
	return o, nil
}

// moment is Unix seconds; zero: none.
func moment(s uint64) time.Time {
	if s == 0 {
		return time.Time{}
	}
	return time.Unix(int64(s), 0).UTC()
}

// Time reads the one time that a view answered with; the zero time: none.
func Time(result eth.Bytes) (time.Time, error) {
	if len(result) != 32 {
		return time.Time{}, errShort
	}
	n, err := words(result).uint(0)
	return moment(n), err
}

// Bool reads the one word that a view answered with.
func Bool(result eth.Bytes) (bool, error) {
	if len(result) != 32 {
		return false, errShort
	}
	n, err := words(result).uint(0)
	return n != 0, err
}

// Entitled is what Market.probationOf says of a user with a node: whether no order of theirs was ever activated, what stake
// of the user's is free to be held, and what the node asks for.
func Entitled(result eth.Bytes) (first bool, free, minStake amount.Amount, err error) {
	w := words(result)
	if len(w) != 32*3 {
		return false, amount.Amount{}, amount.Amount{}, errShort
	}
	n, err := w.uint(0)
	return n != 0, amount.FromWord([32]byte(w[32:])), amount.FromWord([32]byte(w[64:])), err
}
