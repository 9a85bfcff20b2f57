package bff

import (
	"context"
	"errors"
	"fmt"

	"github.com/ethereum/go-ethereum"
	"github.com/ethereum/go-ethereum/accounts/abi"
	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/ethclient"
	"github.com/ethereum/go-ethereum/rpc"

	"berth/bff/login"
	"berth/contracts/bind"
	"berth/contracts/chain"
	"berth/shared/eth"
	"berth/shared/wire"
)

// reader makes the two calls that the typed client has no method for: the token's names, and ERC-1271.
type reader struct{ c *ethclient.Client }

var _ login.Contracts = (*reader)(nil)

func newReader(ctx context.Context, rpc string) (*reader, error) {
	ctx, cancel := context.WithTimeout(ctx, chain.CallTimeout)
	defer cancel()
	c, err := ethclient.DialContext(ctx, rpc)
	if err != nil {
		return nil, fmt.Errorf("chain: dial: %w", err)
	}
	return &reader{c}, nil
}

func (r *reader) close() { r.c.Close() }

func (r *reader) call(ctx context.Context, to eth.Address, data []byte) ([]byte, error) {
	ctx, cancel := context.WithTimeout(ctx, chain.CallTimeout)
	defer cancel()
	a := common.Address(to)
	return r.c.CallContract(ctx, ethereum.CallMsg{To: &a, Data: data}, nil)
}

// token reads the token's symbol and decimals.
func (r *reader) token(ctx context.Context, a chain.Addresses) (wire.Token, error) {
	t := bind.NewToken()
	out, err := r.call(ctx, a.Token, t.PackSymbol())
	if err != nil {
		return wire.Token{}, fmt.Errorf("token's symbol: %w", err)
	}
	symbol, err := t.UnpackSymbol(out)
	if err != nil {
		return wire.Token{}, fmt.Errorf("token's symbol: %w", err)
	}
	if out, err = r.call(ctx, a.Token, t.PackDecimals()); err != nil {
		return wire.Token{}, fmt.Errorf("token's decimals: %w", err)
	}
	decimals, err := t.UnpackDecimals(out)
	if err != nil {
		return wire.Token{}, fmt.Errorf("token's decimals: %w", err)
	}
	return wire.Token{Address: a.Token, Name: a.TokenDomain().Name, Symbol: symbol, Decimals: int(decimals)}, nil
}

// valid1271 is what ERC-1271's isValidSignature(bytes32,bytes) answers to a good signature; it is its own selector.
var valid1271 = [4]byte{0x16, 0x26, 0xba, 0x7e}

// ValidSignature implements login.Contracts. An account without code, or one that reverts, has not signed.
func (r *reader) ValidSignature(ctx context.Context, account eth.Address, hash eth.Hash, signature []byte) (bool, error) {
	code, err := r.c.CodeAt(ctx, common.Address(account), nil)
	if err != nil {
		return false, fmt.Errorf("code of %s: %w", account, err)
	}
	if len(code) == 0 {
		return false, nil
	}
	word, _ := abi.NewType("bytes32", "", nil)
	blob, _ := abi.NewType("bytes", "", nil)
	args, err := abi.Arguments{{Type: word}, {Type: blob}}.Pack([32]byte(hash), signature)
	if err != nil {
		return false, fmt.Errorf("isValidSignature: %w", err)
	}
	out, err := r.call(ctx, account, append(valid1271[:], args...))
	var reverted rpc.DataError
	if errors.As(err, &reverted) {
		return false, nil
	}
	if err != nil {
		return false, fmt.Errorf("isValidSignature: %w", err)
	}
	return len(out) >= 32 && [4]byte(out[:4]) == valid1271 && [28]byte(out[4:32]) == [28]byte{}, nil
}
