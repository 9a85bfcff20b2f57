package greet

import (
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"time"

	"berth/shared/eth"
	"berth/shared/server/eip712"
	"berth/shared/typed"
	"berth/shared/wire"
)

// Card fills in what changes in a card and signs it.
func (d *Desk) Card(c wire.Card) (wire.Card, error) {
	s, t := d.State(), d.terms.Load()
	f := d.facts.Facts()
	c.Node, c.ChainID, c.Market = d.node, d.domain.ChainID, d.domain.Contract
	c.Probation, c.MinDuration, c.MaxDuration = t.Probation, t.MinDuration, t.MaxDuration
	c.Notice = t.Notice
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
	c.Signature, err = eip712.Sign(d.key, typed.Card(d.domain, d.node, eth.Hash(sha256.Sum256(raw))))
	if err != nil {
		return wire.Card{}, fmt.Errorf("card: %w", err)
	}
	return c, nil
}
