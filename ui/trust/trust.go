// Package trust is what the page holds a platform's word against before a wallet is asked to sign. The platform is trusted
// with convenience only: which chain and contracts the app is for is the site's word (or what the user has confirmed), what
// an order or a node is the chain's, read through the wallet, and what a login message may say is the page's own. Whatever
// does not agree is refused with a problem that shows both, and nothing is signed.
package trust

import (
	"errors"
	"slices"
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
	ContractsNew     problem.Code = "contracts-new"     // the site has none and the user has confirmed none; Figures: chain, market, token, registry, staking, permit2, tokens
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

// Hold is nil where what a platform says of the contracts and tokens is what the app may sign for.
func (b Basis) Hold(c wire.Chain) error {
	want, code, title := b.Site, ContractsDiffer, "the platform names other contracts than this site was built for"
	switch {
	case !b.Built && b.Confirmed.ChainID == 0:
		return problem.New(0, ContractsNew, "this site was built without the contracts' addresses").
			With("chain", strconv.FormatUint(c.ID, 10)).With("market", c.Market.String()).With("token", c.Native.Address.String()).
			With("registry", c.Registry.String()).With("staking", c.Staking.String()).With("permit2", c.Permit2.String()).With("tokens", coinsOf(c))
	case !b.Built:
		want, code, title = b.Confirmed, ContractsChanged, "the platform names other contracts than those that were confirmed"
	}
	if c.ID != want.ChainID {
		return differs(code, title, "chain", strconv.FormatUint(c.ID, 10), strconv.FormatUint(want.ChainID, 10))
	}
	for _, x := range []struct {
		what       string
		said, want eth.Address
	}{
		{"market", c.Market, want.Market}, {"token", c.Native.Address, want.Token}, {"registry", c.Registry, want.Registry}, {"staking", c.Staking, want.Staking},
		{"permit2", c.Permit2, want.Permit2},
	} {
		if x.said != x.want {
			return differs(code, title, x.what, x.said.String(), x.want.String())
		}
	}
	return b.tokens(c, code, title)
}

// tokens holds the tokens that a platform takes to those that the site knows, in their order: it may leave out some, but
// neither add nor change one, nor say of one what the site does not.
func (b Basis) tokens(c wire.Chain, code problem.Code, title string) error {
	known := b.coins()
	if len(c.Tokens) == 0 {
		return differs(code, title, "tokens", "", "")
	}
	for _, t := range c.Tokens {
		i := slices.IndexFunc(known, func(k wire.Coin) bool { return k.Address == t.Address })
		if i < 0 {
			return differs(code, title, "token", t.Address.String(), coinWords(b.coins()))
		}
		switch k := known[i]; {
		case k.Dollar != t.Dollar:
			return differs(code, title, "dollar", coinWord(t.Address, t.Dollar), coinWord(t.Address, k.Dollar))
		case b.Built && k.Symbol != t.Symbol:
			return differs(code, title, "symbol", t.Symbol, k.Symbol)
		case b.Built && k.Decimals != t.Decimals:
			return differs(code, title, "decimals", strconv.Itoa(t.Decimals), strconv.Itoa(k.Decimals))
		}
		known = known[i+1:]
	}
	switch t, ok := c.TokenAt(c.Native.Address); {
	case ok && t != c.Native, c.Native.Dollar:
		return differs(code, title, "token", t.Symbol, c.Native.Symbol)
	}
	return nil
}

// coins are the tokens that the app may pay in.
func (b Basis) coins() []wire.Coin {
	if b.Built {
		return b.Site.Tokens
	}
	return b.Confirmed.Tokens
}

// coinWord is a token in a list that a user confirms; one that is read as dollars is marked.
func coinWord(a eth.Address, dollar bool) string {
	if dollar {
		return a.String() + dollarMark
	}
	return a.String()
}

const (
	dollarMark = "=$"
	coinsComma = ", "
)

func coinWords(all []wire.Coin) string {
	words := make([]string, len(all))
	for i, k := range all {
		words[i] = coinWord(k.Address, k.Dollar)
	}
	return strings.Join(words, coinsComma)
}

func coinsOf(c wire.Chain) string {
	all := make([]wire.Coin, len(c.Tokens))
	for i, t := range c.Tokens {
		all[i] = wire.Coin{Address: t.Address, Dollar: t.Dollar}
	}
	return coinWords(all)
}

// readCoins reads coinWords.
func readCoins(words string) ([]wire.Coin, error) {
	var all []wire.Coin
	for w := range strings.SplitSeq(words, coinsComma) {
		at, dollar := strings.CutSuffix(w, dollarMark)
		a, err := eth.ParseAddress(at)
		if err != nil {
			return nil, err
		}
		all = append(all, wire.Coin{Address: a, Dollar: dollar})
	}
	return all, nil
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
	for key, a := range map[string]*eth.Address{"market": &c.Market, "token": &c.Token, "registry": &c.Registry, "staking": &c.Staking, "permit2": &c.Permit2} {
		if *a, err = eth.ParseAddress(p.Figures[key]); err != nil {
			return c, false
		}
	}
	if c.Tokens, err = readCoins(p.Figures["tokens"]); err != nil {
		return c, false
	}
	c.ChainID, err = strconv.ParseUint(p.Figures["chain"], 10, 64)
	return c, err == nil && c.ChainID != 0
}
