package trust

import (
	"context"
	"errors"
	"strconv"
	"strings"
	"unicode"

	"berth/shared/amount"
	"berth/shared/bytecode"
	"berth/shared/calldata"
	"berth/shared/eth"
	"berth/shared/problem"
	"berth/shared/wire"
	"berth/ui/api"
)

// coin holds a token to the code that the site asks for. Of a site that was built without, the user has confirmed each
// token's address: there must be a contract.
func (b Basis) coin(c api.Chain, at eth.Address, hash Hash) func(context.Context) error {
	for _, coin := range b.coins() {
		switch {
		case coin.Address != at:
		case !coin.Code.IsZero():
			return exactly(c, "token", at, coin.Code, hash)
		case b.Built:
			return code(c, "token", at, bytecode.Token, hash)
		default:
			return func(ctx context.Context) error {
				deployed, err := c.Code(ctx, at)
				if err == nil && len(deployed) == 0 {
					err = notContract("token", at)
				}
				return err
			}
		}
	}
	return func(context.Context) error { return notContract("token", at) }
}

// listed holds a token to the market's list.
func listed(c api.Chain, at eth.Address) func(context.Context) error {
	return func(ctx context.Context) error {
		raw, err := c.Call(ctx, c.Market, calldata.IsListed(at))
		if err != nil {
			return err
		}
		ok, err := calldata.Bool(raw)
		if err != nil {
			return notContract("market", c.Market)
		}
		if !ok {
			return differs(TokenDiffers, "the market does not take the token", "listed", at.String(), "")
		}
		return nil
	}
}

// named holds what amounts are shown by, and what permits are signed by, to the token itself. Not every token says what it
// is called or how it is divided: what it does not say is the site's word where the site was built with one, and else there is nothing to
// go by, so that it must be called by the start of its address and cannot be divided.
func (b Basis) named(c api.Chain, t wire.Token) []func(context.Context) error {
	return []func(context.Context) error{
		func(ctx context.Context) error {
			n, ok, err := optional(ctx, c, t.Address, calldata.Decimals(), calldata.Amount)
			if err != nil || !ok && b.Built {
				return err
			}
			if t.Decimals < 0 || n != amount.Of(uint64(t.Decimals)) {
				return differs(TokenDiffers, "the token is divided otherwise", "decimals", strconv.Itoa(t.Decimals), n.String())
			}
			return nil
		},
		func(ctx context.Context) error {
			symbol, ok, err := optional(ctx, c, t.Address, calldata.Symbol(), calldata.Text)
			if ok = ok && presentable(symbol); err != nil || !ok && b.Built {
				return err
			}
			if !ok {
				symbol = t.Address.String()[:8]
			}
			if symbol != t.Symbol {
				return differs(TokenDiffers, "the token is named otherwise", "symbol", t.Symbol, symbol)
			}
			return nil
		},
		func(ctx context.Context) error { return domain(ctx, c, t) },
	}
}

// presentable reports whether a name is one that platforms show (contracts/chain).
func presentable(name string) bool {
	return name != "" && len(name) <= 40 && !strings.ContainsFunc(name, func(r rune) bool { return !unicode.IsPrint(r) || r == unicode.ReplacementChar })
}

// domain holds the domain that permits are signed in to the token's own (EIP-5267) or, of a token that does not tell it, to its name. A
// permit in a domain that is none of the token's is worth nothing, so that what neither says does no harm.
func domain(ctx context.Context, c api.Chain, t wire.Token) error {
	if t.Permit {
		type names struct{ name, version string }
		is, ok, err := optional(ctx, c, t.Address, calldata.Domain(), func(out eth.Bytes) (n names, err error) {
			n.name, n.version, err = calldata.DomainNames(out)
			return n, err
		})
		switch {
		case err != nil:
			return err
		case ok && is.name != t.Name:
			return differs(TokenDiffers, "the token is named otherwise", "name", t.Name, is.name)
		case ok && is.version != t.Version:
			return differs(TokenDiffers, "the token is named otherwise", "version", t.Version, is.version)
		case ok:
			return nil
		}
	}
	if !t.Permit && t.Name == "" {
		return nil
	}
	name, ok, err := optional(ctx, c, t.Address, calldata.Name(), calldata.Text)
	if err == nil && ok && presentable(name) && name != t.Name {
		err = differs(TokenDiffers, "the token is named otherwise", "name", t.Name, name)
	}
	return err
}

// optional asks a view that a token need not have; not ok: it has none that can be read.
func optional[T any](ctx context.Context, c api.Chain, at eth.Address, view eth.Bytes, read func(eth.Bytes) (T, error)) (v T, ok bool, err error) {
	raw, err := c.Call(ctx, at, view)
	var refused *problem.Problem
	if errors.As(err, &refused) && refused.Code == api.Reverted {
		return v, false, nil
	}
	if err != nil {
		return v, false, err
	}
	v, err = read(raw)
	return v, err == nil, nil
}
