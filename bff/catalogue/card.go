package catalogue

import (
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"berth/contracts/chain"
	"berth/shared/amount"
	"berth/shared/endpoint"
	"berth/shared/eth"
	"berth/shared/resource"
	"berth/shared/server/eip712"
	"berth/shared/typed"
	"berth/shared/wire"
)

// CardError is a card that is not to be believed.
type CardError struct{ Why string }

func (e *CardError) Error() string { return e.Why }

// CheckCard reports whether a card is what the node on chain would sign: by its operator or the node itself, for this
// chain and market, and fresh. It gives a *CardError.
func CheckCard(d typed.Domain, n chain.Node, c wire.Card, now time.Time) error {
	switch {
	case c.Node != n.Address:
		return &CardError{"the card is another node's"}
	case c.ChainID != d.ChainID || c.Market != d.Contract:
		return &CardError{"the card is for another chain or market"}
	case !n.Operator.IsZero() && c.Operator != n.Operator:
		return &CardError{"the card names another operator than the registry"}
	case c.Domain != "" && !samePlace(n.Endpoint, c.Domain):
		return &CardError{"the card is for another host than the registry has, so that nobody could be let in"}
	case now.Sub(c.IssuedAt) > oldestCard || c.IssuedAt.Sub(now) > clockSkew:
		return &CardError{"the card's time is not now"}
	case !plain(c.Name, 64) || c.Name == "":
		return &CardError{"the card's name is not 1 to 64 plain characters"}
	case !plain(c.Region, 32):
		return &CardError{"the card's region is not at most 32 plain characters"}
	case !plain(c.Version, 64) || !plain(c.Runtime, 32) || !plain(c.Domain, 260):
		return &CardError{"the card's version, runtime or domain is not short and plain"}
	case len(c.Signature) > maxSignature || len(c.Images) > maxImages:
		return &CardError{"the card is too large"}
	}
	for _, image := range c.Images {
		if !plain(image, 260) {
			return &CardError{"the card names an image that is not short and plain"}
		}
	}
	if c.Root != nil && !plain(c.Root.Sandbox, 63) {
		return &CardError{"the card names a sandbox that is not short and plain"}
	}
	if len(c.Prices) > maxPrices {
		return &CardError{"the card is too large"}
	}
	for i, p := range c.Prices {
		if _, twice := wire.PriceIn(c.Prices[:i], p.Token); twice || p.Token.IsZero() {
			return &CardError{"the card's prices are not each in a token of its own"}
		}
		for _, n := range [...]amount.Nano{p.CoreHour, p.GPUHour, p.MemoryHour, p.DiskHour, p.TrafficGiB} {
			if n.Bits() > 128 {
				return &CardError{"the card's prices are beyond all reason"}
			}
		}
		if err := wire.CheckDiscounts(p.Discounts); err != nil {
			return &CardError{"the card's discounts: " + err.Error()}
		}
	}
	if r := c.PriceRange; r != nil && (r.Floor < 1 || r.Floor > r.Ceiling || r.Ceiling > wire.MaxCeiling) {
		return &CardError{"the card's range of prices is none"}
	}
	if c.Capacity.TrafficMiB > resource.MaxTraffic || !resource.ValidModel(c.Capacity.GPUModel) || c.Load != nil && c.Load.Most() > 1000 {
		return &CardError{"the card's capacity or load is none"}
	}
	hash, err := CardHash(c)
	if err != nil {
		return &CardError{"the card cannot be written"}
	}
	signer, err := eip712.Recover(typed.Card(d, c.Node, hash), c.Signature)
	if err != nil || signer.IsZero() || signer != n.Operator && signer != n.Address {
		return &CardError{"the card is not signed by the node's operator"}
	}
	return nil
}

// samePlace reports whether a gateway's own name for itself is the endpoint of the registry, which users' messages name.
func samePlace(registered, own string) bool {
	at, err := endpoint.Parse(registered)
	if err != nil {
		return false
	}
	host, err := endpoint.Host(at.Scheme, own)
	return err == nil && host == at.Host
}

// CardHash is the digest of a card: SHA-256 of its JSON without the signature.
func CardHash(c wire.Card) (eth.Hash, error) {
	c.Signature = nil
	b, err := json.Marshal(c)
	if err != nil {
		return eth.Hash{}, fmt.Errorf("card: %w", err)
	}
	return sha256.Sum256(b), nil
}

// plain reports whether s can stand on a page: printable, and at most so many characters.
func plain(s string, most int) bool {
	return utf8.ValidString(s) && utf8.RuneCountInString(s) <= most && s == strings.TrimSpace(s) &&
		!strings.ContainsFunc(s, func(r rune) bool { return !unicode.IsPrint(r) })
}
