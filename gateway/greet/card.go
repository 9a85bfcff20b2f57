package greet

import (
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"time"

	"github.com/ethereum/go-ethereum/crypto"

	"berth/shared/eth"
	"berth/shared/server/eip712"
	"berth/shared/typed"
	"berth/shared/wire"
)

// Vouch signs that the gateway holds the operator key now.
func (d *Desk) Vouch(host string, r wire.ChallengeRequest) (wire.ChallengeAnswer, error) {
	key := d.key()
	c := typed.Challenge{Gateway: host, Node: d.node, Verifier: r.Verifier, Nonce: r.Nonce, At: d.now().UTC().Truncate(time.Second)}
	sig, err := eip712.Sign(key, c.Data(d.domain))
	if err != nil {
		return wire.ChallengeAnswer{}, fmt.Errorf("challenge: %w", err)
	}
	return wire.ChallengeAnswer{Challenge: c, Operator: eth.Address(crypto.PubkeyToAddress(key.PublicKey)), Signature: sig}, nil
}

// Card fills in what changes in a card and signs it.
func (d *Desk) Card(c wire.Card) (wire.Card, error) {
	s, t := d.State(), d.terms.Load()
	f := d.facts.Facts()
	key := d.key()
	c.Operator = eth.Address(crypto.PubkeyToAddress(key.PublicKey))
	c.Node, c.ChainID, c.Market = d.node, d.domain.ChainID, d.domain.Contract
	c.Probation, c.MinDuration, c.MaxDuration = t.Probation, t.MinDuration, t.MaxDuration
	c.Notice, c.Maintenance, c.Root, c.DisksGrow = t.Notice, t.Maintenance, f.Offers.Root(), f.DisksGrow
	c.Prices, c.PriceRange, c.Headroom, c.Capacity = s.Prices, s.PriceRange, s.Headroom, f.Capacity
	c.Load = nil
	if f.Registered && !f.Capacity.IsZero() {
		c.Load = &s.Load
	}
	c.IssuedAt, c.Signature = d.now().UTC().Truncate(time.Second), nil
	raw, err := json.Marshal(c)
	if err != nil {
		return wire.Card{}, fmt.Errorf("card: %w", err)
	}
	c.Signature, err = eip712.Sign(key, typed.Card(d.domain, d.node, eth.Hash(sha256.Sum256(raw))))
	if err != nil {
		return wire.Card{}, fmt.Errorf("card: %w", err)
	}
	return c, nil
}
