// Package typed builds the EIP-712 messages that wallets sign, in the JSON form of eth_signTypedData_v4. The browser
// hands them to the wallet as they are; servers hash the same value (berth/shared/server/eip712), so that both sides
// cannot differ about what was signed.
package typed

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strconv"
	"strings"
	"time"

	"berth/shared/amount"
	"berth/shared/eth"
	"berth/shared/order"
	"berth/shared/pubkey"
	"berth/shared/scope"
)

// Field is one member of a struct type.
type Field struct {
	Name string `json:"name"`
	Type string `json:"type"`
}

// Data is typed data as eth_signTypedData_v4 takes it. Numbers in Domain and Message are decimal strings.
type Data struct {
	Types       map[string][]Field `json:"types"`
	PrimaryType string             `json:"primaryType"`
	Domain      map[string]any     `json:"domain"`
	Message     map[string]any     `json:"message"`
}

// Canonical is the message as an access key signs it: the same typed data in the canonical form of JSON (RFC 8785), to be
// signed by ECDSA with SHA-256 or by Ed25519. A key needs no Keccak, and what a wallet would be shown is what it signs.
func (d Data) Canonical() ([]byte, error) {
	var out bytes.Buffer
	enc := json.NewEncoder(&out)
	enc.SetEscapeHTML(false) // maps are written in the order of their keys; there are no numbers
	err := enc.Encode(map[string]any{"types": d.Types, "primaryType": d.PrimaryType, "domain": d.Domain, "message": d.Message})
	if err != nil {
		return nil, fmt.Errorf("typed data %s: %w", d.PrimaryType, err)
	}
	return bytes.TrimSuffix(out.Bytes(), []byte("\n")), nil
}

// Domain is what binds a signature to a chain and a contract. Berth's own messages all use the market contract.
type Domain struct {
	Name     string
	Version  string // empty: the domain has none, as Permit2's and some tokens'
	ChainID  uint64
	Contract eth.Address
}

// Berth is the domain of Berth's own messages.
func Berth(chainID uint64, market eth.Address) Domain {
	return Domain{Name: "Berth", Version: "2", ChainID: chainID, Contract: market}
}

func (d Domain) data(primary string, types map[string][]Field, message map[string]any) Data {
	fields := []Field{{"name", "string"}}
	domain := map[string]any{"name": d.Name, "chainId": dec(d.ChainID), "verifyingContract": d.Contract.String()}
	if d.Version != "" {
		fields = append(fields, Field{"version", "string"})
		domain["version"] = d.Version
	}
	types["EIP712Domain"] = append(fields, Field{"chainId", "uint256"}, Field{"verifyingContract", "address"})
	return Data{Types: types, PrimaryType: primary, Message: message, Domain: domain}
}

// How long what a wallet signs may be good at most. A page asks for less; a gateway refuses more.
const (
	AccessLife = 24 * time.Hour      // of an Access without a key, from IssuedAt to NotAfter, and of any token
	KeyLife    = 90 * 24 * time.Hour // of an Access with a key, from IssuedAt to NotAfter
	DeployLife = time.Hour           // of a Deploy, from when it is sent to NotAfter
)

// MaxKeyName is the most characters that an access key's name has.
const MaxKeyName = 60

// Access asks a gateway for a bearer token. With a key it lets that key, until NotAfter, ask for tokens with the same
// scopes by itself, and sign deployments where Deploy is among them: the wallet's signature over this is the first link
// of the chain to each of them.
type Access struct {
	Gateway string `json:"gateway"` // host of the gateway that it is for, in the one form of berth/shared/endpoint

	Node     eth.Address `json:"node"`
	User     eth.Address `json:"user"`
	Order    order.ID    `json:"orderId"` // 0: all of the user's orders with this node
	Scopes   scope.Set   `json:"scopes"`
	Key      pubkey.Key  `json:"key,omitempty"`  // of a device, a CI job or an SSH client; empty: only a token is asked for
	Name     string      `json:"name,omitempty"` // of the key, for people
	IssuedAt time.Time   `json:"issuedAt"`
	NotAfter time.Time   `json:"notAfter"`
	Nonce    eth.Hash    `json:"nonce"` // random, used once
}

// Data is the message to be signed.
func (a Access) Data(d Domain) Data {
	return d.data("Access", map[string][]Field{"Access": {
		{"gateway", "string"}, {"node", "address"}, {"user", "address"}, {"orderId", "uint256"}, {"scopes", "string"}, {"key", "string"},
		{"name", "string"}, {"issuedAt", "uint64"}, {"notAfter", "uint64"}, {"nonce", "bytes32"},
	}}, map[string]any{
		"gateway": a.Gateway, "node": a.Node.String(), "user": a.User.String(), "orderId": a.Order.String(), "scopes": a.Scopes.String(),
		"key": string(a.Key), "name": a.Name, "issuedAt": unix(a.IssuedAt), "notAfter": unix(a.NotAfter), "nonce": a.Nonce.String(),
	})
}

// Deploy allows one revision of a deployment. All that decides what becomes of it is in it.
type Deploy struct {
	Gateway      string    `json:"gateway"` // host of the gateway that it is for, in the one form of berth/shared/endpoint
	Order        order.ID  `json:"orderId"`
	Format       string    `json:"format"`       // of the manifest: template, compose, sdl, kubernetes, bundle
	ManifestHash eth.Hash  `json:"manifestHash"` // SHA-256 of the manifest's bytes as sent, or as the revision From has it
	Revision     uint64    `json:"revision"`     // one more than the last
	From         uint64    `json:"from"`         // the earlier revision that it rolls back to; 0: the manifest is sent
	ShortStop    bool      `json:"shortStop"`    // the old revision may end before the new one answers
	NotAfter     time.Time `json:"notAfter"`
}

// Data is the message to be signed.
func (m Deploy) Data(d Domain) Data {
	return d.data("Deploy", map[string][]Field{"Deploy": {
		{"gateway", "string"}, {"orderId", "uint256"}, {"format", "string"}, {"manifestHash", "bytes32"}, {"revision", "uint64"}, {"from", "uint64"},
		{"shortStop", "bool"}, {"notAfter", "uint64"},
	}}, map[string]any{
		"gateway": m.Gateway, "orderId": m.Order.String(), "format": m.Format, "manifestHash": m.ManifestHash.String(), "revision": dec(m.Revision),
		"from": dec(m.From), "shortStop": m.ShortStop, "notAfter": unix(m.NotAfter),
	})
}

// Health asks a gateway how orders are: signed by an access key with the scope health, and good for a moment, at one gateway.
type Health struct {
	Gateway  string // host of the gateway that it is for, in the one form of berth/shared/endpoint
	Node     eth.Address
	Orders   []order.ID
	NotAfter time.Time
}

// Data is the message to be signed.
func (m Health) Data(d Domain) Data {
	ids := make([]string, len(m.Orders))
	for i, id := range m.Orders {
		ids[i] = id.String()
	}
	return d.data("Health", map[string][]Field{"Health": {{"gateway", "string"}, {"node", "address"}, {"orders", "string"}, {"notAfter", "uint64"}}},
		map[string]any{"gateway": m.Gateway, "node": m.Node.String(), "orders": strings.Join(ids, ","), "notAfter": unix(m.NotAfter)})
}

// Quote is a node's answer as the market contract checks it.
func Quote(d Domain, q order.Quote) Data {
	r := q.Resources
	model := r.ModelWord()
	return d.data("Quote", map[string][]Field{
		"Quote": {
			{"node", "address"}, {"user", "address"}, {"token", "address"}, {"resources", "Resources"}, {"rate", "uint96"},
			{"minDuration", "uint32"}, {"maxDuration", "uint32"}, {"committed", "uint32"}, {"notice", "uint32"}, {"probation", "uint32"},
			{"minStake", "uint96"}, {"referrer", "address"}, {"referrerShare", "uint16"},
			{"features", "uint16"}, {"epoch", "uint32"}, {"validUntil", "uint40"}, {"nonce", "uint64"},
		},
		"Resources": {
			{"cpuMilli", "uint32"}, {"memoryMiB", "uint32"}, {"diskMiB", "uint32"}, {"trafficMiB", "uint40"}, {"gpu", "uint16"}, {"gpuModel", "bytes12"},
		},
	}, map[string]any{
		"node": q.Node.String(), "user": q.User.String(), "token": q.Token.String(), "rate": q.Rate.String(),
		"resources": map[string]any{
			"cpuMilli": dec(uint64(r.CPUMilli)), "memoryMiB": dec(uint64(r.MemoryMiB)), "diskMiB": dec(uint64(r.DiskMiB)),
			"trafficMiB": dec(r.TrafficMiB), "gpu": dec(uint64(r.GPU)), "gpuModel": eth.Bytes(model[:]).String(),
		},
		"minDuration": dec(uint64(q.MinDuration)), "maxDuration": dec(uint64(q.MaxDuration)), "committed": dec(uint64(q.Committed)),
		"notice": dec(uint64(q.Notice)), "probation": dec(uint64(q.Probation)), "minStake": q.MinStake.String(),
		"referrer": q.Referrer.String(), "referrerShare": dec(uint64(q.ReferrerShare)), "features": dec(uint64(q.Features)), "epoch": dec(uint64(q.Epoch)),
		"validUntil": unix(q.ValidUntil), "nonce": dec(q.Nonce),
	})
}

// Card is the signed digest of a node card: SHA-256 of the card's JSON without its signature.
func Card(d Domain, node eth.Address, hash eth.Hash) Data {
	return d.data("Card", map[string][]Field{"Card": {{"node", "address"}, {"hash", "bytes32"}}},
		map[string]any{"node": node.String(), "hash": hash.String()})
}

// Permit is an EIP-2612 allowance of the token to a contract. Its domain is the token's, not Berth's.
func Permit(d Domain, owner, spender eth.Address, value amount.Amount, nonce amount.Amount, deadline time.Time) Data {
	return d.data("Permit", map[string][]Field{"Permit": {
		{"owner", "address"}, {"spender", "address"}, {"value", "uint256"}, {"nonce", "uint256"}, {"deadline", "uint256"},
	}}, map[string]any{
		"owner": owner.String(), "spender": spender.String(), "value": value.String(), "nonce": nonce.String(), "deadline": unix(deadline),
	})
}

// OrderTransfer lets the market take exactly an order's deposit out of its user's tokens by Permit2 (PermitWitnessTransferFrom), for
// this quote and duration alone: whoever sends it, and pays the gas, can change nothing of it.
type OrderTransfer struct {
	Token    eth.Address
	Amount   amount.Amount // the deposit, token units
	Market   eth.Address   // that alone may use it
	Nonce    amount.Amount // Permit2's, of the user: used once, in any order
	Deadline time.Time
	Quote    eth.Hash // its digest, as Market.hashQuote has it
	Duration uint32   // paid seconds
}

// Data is the message to be signed. Permit2's domain has no version.
func (o OrderTransfer) Data(chainID uint64, permit2 eth.Address) Data {
	return Domain{Name: "Permit2", ChainID: chainID, Contract: permit2}.data("PermitWitnessTransferFrom", map[string][]Field{
		"PermitWitnessTransferFrom": {
			{"permitted", "TokenPermissions"}, {"spender", "address"}, {"nonce", "uint256"}, {"deadline", "uint256"}, {"witness", "Order"},
		},
		"TokenPermissions": {{"token", "address"}, {"amount", "uint256"}},
		"Order":            {{"quote", "bytes32"}, {"duration", "uint32"}},
	}, map[string]any{
		"permitted": map[string]any{"token": o.Token.String(), "amount": o.Amount.String()},
		"spender":   o.Market.String(), "nonce": o.Nonce.String(), "deadline": unix(o.Deadline),
		"witness": map[string]any{"quote": o.Quote.String(), "duration": dec(uint64(o.Duration))},
	})
}

func dec(n uint64) string { return strconv.FormatUint(n, 10) }

func unix(t time.Time) string { return strconv.FormatInt(t.Unix(), 10) }
