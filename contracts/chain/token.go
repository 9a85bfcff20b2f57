package chain

import (
	"bytes"
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"strings"
	"unicode"

	"github.com/ethereum/go-ethereum/common"

	"berth/shared/amount"
	"berth/shared/eth"
	"berth/shared/server/eip712"
	"berth/shared/typed"
)

// Token reads one ERC-20.
type Token struct {
	c  *Client
	at eth.Address
}

// Token is the token at an address, whatever it is.
func (c *Client) Token(at eth.Address) Token { return Token{c, at} }

// Balance is what an account has of it.
func (t Token) Balance(ctx context.Context, account eth.Address) (amount.Amount, error) {
	return t.c.sum(ctx, "balance", t.at, token.PackBalanceOf(common.Address(account)))
}

// Allowance is what a spender may take of an owner's.
func (t Token) Allowance(ctx context.Context, owner, spender eth.Address) (amount.Amount, error) {
	return t.c.sum(ctx, "allowance", t.at, token.PackAllowance(common.Address(owner), common.Address(spender)))
}

// PermitNonce is the nonce of an owner's next EIP-2612 permit.
func (t Token) PermitNonce(ctx context.Context, owner eth.Address) (amount.Amount, error) {
	return t.c.sum(ctx, "permit nonce", t.at, token.PackNonces(common.Address(owner)))
}

// Facts are what a token says of itself.
type Facts struct {
	Symbol   string
	Decimals int
	Domain   typed.Domain // of its permits
	Permit   bool         // it takes EIP-2612 permits with that domain
	Code     eth.Hash     // SHA-256 of its code
}

// maxDecimals is the most that a token may say it has.
const maxDecimals = 36

// Facts asks a token what it is. A token without a symbol is called by the start of its address; one whose permits cannot be
// told from it takes none.
func (t Token) Facts(ctx context.Context) (Facts, error) {
	code, err := t.c.b.CodeAt(ctx, common.Address(t.at), t.c.at)
	if err != nil {
		return Facts{}, fmt.Errorf("code of token %s: %w", t.at, err)
	}
	if len(code) == 0 {
		return Facts{}, fmt.Errorf("token %s: %w", t.at, ErrNotContract)
	}
	d, err := call(ctx, t.c, t.at, token.PackDecimals(), token.UnpackDecimals)
	if err != nil {
		return Facts{}, fmt.Errorf("decimals of token %s: %w", t.at, err)
	}
	if d > maxDecimals {
		return Facts{}, fmt.Errorf("token %s says that it has %d decimals, %d at most can be shown", t.at, d, maxDecimals)
	}
	f := Facts{Decimals: int(d), Code: sha256.Sum256(code)}
	if f.Symbol, err = t.text(ctx, token.PackSymbol()); err != nil {
		return Facts{}, err
	}
	if f.Symbol == "" {
		f.Symbol = t.at.String()[:8]
	}
	f.Domain, f.Permit, err = t.domain(ctx)
	return f, err
}

// text is a token's name or symbol: a string or, as some old tokens have it, 32 bytes; "" where there is none to be shown.
func (t Token) text(ctx context.Context, view []byte) (string, error) {
	out, err := call(ctx, t.c, t.at, view, func(b []byte) ([]byte, error) { return b, nil })
	if err != nil {
		return "", refusal(err)
	}
	s, err := token.UnpackName(out)
	if err != nil && len(out) == 32 {
		s = string(bytes.TrimRight(out, "\x00"))
	}
	if len(s) > 40 || strings.ContainsFunc(s, func(r rune) bool { return !unicode.IsPrint(r) || r == unicode.ReplacementChar }) {
		return "", nil
	}
	return s, nil
}

// refusal is nil for an error by which a contract says that it has not what it was asked for.
func refusal(err error) error {
	if IsRevert(err) || errors.Is(err, ErrNotContract) {
		return nil
	}
	return err
}

// What of a domain there is, in EIP-5267's bits: name, version, chain and contract.
var hasAll, hasNoVersion = [1]byte{0x0f}, [1]byte{0x0d}

// domain finds the EIP-712 domain of a token's permits: as it says itself (EIP-5267), or one that makes its DOMAIN_SEPARATOR.
func (t Token) domain(ctx context.Context) (d typed.Domain, permits bool, err error) {
	if _, err := t.PermitNonce(ctx, eth.Address{1}); err != nil {
		return d, false, refusal(err)
	}
	said, err := call(ctx, t.c, t.at, market.PackEip712Domain(), market.UnpackEip712Domain)
	var versions []string
	switch {
	case err == nil && (said.Fields == hasAll || said.Fields == hasNoVersion) && said.ChainId.Uint64() == t.c.a.ChainID && said.VerifyingContract == common.Address(t.at):
		d.Name, versions = said.Name, []string{said.Version} // empty where there is none
	case err == nil || refusal(err) == nil:
		if d.Name, err = t.text(ctx, token.PackName()); err != nil {
			return d, false, err
		}
		own, err := t.text(ctx, market.PackVersion())
		if err != nil {
			return d, false, err
		}
		versions = []string{own, "1", "2", ""}
	default:
		return d, false, err
	}
	want, err := call(ctx, t.c, t.at, token.PackDOMAINSEPARATOR(), token.UnpackDOMAINSEPARATOR)
	if err != nil {
		return d, false, refusal(err)
	}
	d.ChainID, d.Contract = t.c.a.ChainID, t.at
	for _, d.Version = range versions {
		got, err := eip712.Separator(d)
		if err != nil {
			return d, false, err
		}
		if got == want && d.Name != "" {
			return d, true, nil
		}
	}
	return typed.Domain{}, false, nil
}

// NativeDomain is the EIP-712 domain of Berth's own token.
func (a Addresses) NativeDomain() typed.Domain {
	return typed.Domain{Name: "Berth", Version: "1", ChainID: a.ChainID, Contract: a.Token}
}
