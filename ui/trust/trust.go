// Package trust is what the page holds a platform's word against before a wallet is asked to sign. The platform is trusted
// with convenience only: which chain and contracts the app is for is the site's word (or what the user has confirmed), what
// an order or a node is the chain's, read through the wallet, and what a login message may say is the page's own. Whatever
// does not agree is refused with a problem that shows both, and nothing is signed.
package trust

import (
	"errors"
	"strconv"
	"strings"
	"unicode"

	"berth/shared/clip"
	"berth/shared/eth"
	"berth/shared/problem"
	"berth/shared/wire"
)

// Codes of problems with what a platform says.
const (
	ContractsDiffer  problem.Code = "contracts-differ"  // the site is for others; Figures: what, said, want
	ContractsNew     problem.Code = "contracts-new"     // the site has none and the user has confirmed none; Figures: chain, market, token, registry, staking
	ContractsChanged problem.Code = "contracts-changed" // the user has confirmed others; Figures: what, said, want
	ContractsFalse   problem.Code = "contracts-false"   // what is at an address is not that contract; Figures: what, address
	TokenDiffers     problem.Code = "token-differs"     // the token is not what it is said to be; Figures: what, said, want
	LoginDiffers     problem.Code = "login-differs"     // the login message is not this site's; Figures: what, said, want
	LoginTime        problem.Code = "login-time"        // its time is not now: a wrong clock, most likely; Figures: said, want
	OrderDiffers     problem.Code = "order-differs"     // the order on chain is another; Figures: id, what, said, want
	OrderUnseen      problem.Code = "order-unseen"      // the wallet's view of the chain has no such order yet; Figures: id
	QuoteDiffers     problem.Code = "quote-differs"     // the quote is not for what was asked; Figures: what, said, want
	GatewayUnknown   problem.Code = "gateway-unknown"   // the registry has no gateway for the node; Figures: address
	GatewayMoved     problem.Code = "gateway-moved"     // the node's gateway is not where the token is from; Figures: said, want
)

// differs is something that is said to be one thing and is another.
func differs(code problem.Code, title, what, said, want string) *problem.Problem {
	return problem.New(0, code, "%s", title).With("what", what).With("said", plain(said)).With("want", plain(want))
}

// plainMost is how many bytes of a text from outside are shown.
const plainMost = 120

// plain is a text from outside as it can stand in a sentence: short, and with nothing in it that cannot be seen.
func plain(s string) string {
	return strings.Map(func(r rune) rune {
		if !unicode.IsPrint(r) {
			return '\uFFFD'
		}
		return r
	}, clip.Dots(s, plainMost))
}

// Basis is what the app may sign for.
type Basis struct {
	Site      wire.Contracts // what the site was built with
	Built     bool           // it was built with some
	Confirmed wire.Contracts // what the user has confirmed in this browser, where the site has none; a zero chain: none
}

// Hold is nil where what a platform says of the contracts is what the app may sign for.
func (b Basis) Hold(c wire.Chain) error {
	want, code, title := b.Site, ContractsDiffer, "the platform names other contracts than this site was built for"
	switch {
	case !b.Built && b.Confirmed.ChainID == 0:
		return problem.New(0, ContractsNew, "this site was built without the contracts' addresses").
			With("chain", strconv.FormatUint(c.ID, 10)).With("market", c.Market.String()).With("token", c.Token.Address.String()).
			With("registry", c.Registry.String()).With("staking", c.Staking.String())
	case !b.Built:
		want, code, title = b.Confirmed, ContractsChanged, "the platform names other contracts than those that were confirmed"
	}
	if c.ID != want.ChainID {
		return differs(code, title, "chain", strconv.FormatUint(c.ID, 10), strconv.FormatUint(want.ChainID, 10))
	}
	for _, x := range []struct {
		what       string
		said, want eth.Address
	}{{"market", c.Market, want.Market}, {"token", c.Token.Address, want.Token}, {"registry", c.Registry, want.Registry}, {"staking", c.Staking, want.Staking}} {
		if x.said != x.want {
			return differs(code, title, x.what, x.said.String(), x.want.String())
		}
	}
	return nil
}

// TokenCode is the SHA-256 that the token's code must have; zero: any that is Berth's own.
func (b Basis) TokenCode() eth.Hash {
	if b.Built {
		return b.Site.TokenCode
	}
	return eth.Hash{}
}

// ChainID is the chain that the app is for, as far as that is known; else what the platform says.
func (b Basis) ChainID(said uint64) uint64 {
	switch {
	case b.Built:
		return b.Site.ChainID
	case b.Confirmed.ChainID != 0:
		return b.Confirmed.ChainID
	}
	return said
}

// Shown are the contracts that an error asks the user to confirm: those that its words show, whatever the platform says by
// now. Not ok: it asks for no such thing.
func Shown(err error) (c wire.Contracts, ok bool) {
	var p *problem.Problem
	if !errors.As(err, &p) || p.Code != ContractsNew {
		return c, false
	}
	for key, a := range map[string]*eth.Address{"market": &c.Market, "token": &c.Token, "registry": &c.Registry, "staking": &c.Staking} {
		if *a, err = eth.ParseAddress(p.Figures[key]); err != nil {
			return c, false
		}
	}
	c.ChainID, err = strconv.ParseUint(p.Figures["chain"], 10, 64)
	return c, err == nil && c.ChainID != 0
}
