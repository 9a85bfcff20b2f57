package chain

import (
	"context"
	"errors"
	"fmt"

	"github.com/ethereum/go-ethereum"
	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/rpc"

	"berth/shared/eth"
)

const (
	// MaxSignature is the longest signature that an account's contract is asked about, in bytes.
	MaxSignature = 8 << 10
	// walletGas is the most that a contract may take to check a signature.
	walletGas = 5_000_000
)

// valid1271 is what ERC-1271's isValidSignature(bytes32,bytes) answers to a good signature; it is its own selector.
var valid1271 = [4]byte{0x16, 0x26, 0xba, 0x7e}

// Signed reports whether an account that is a contract calls a signature of a digest its own (ERC-1271), by the rules of
// the market. An account without code has not signed, nor has one that reverts, nor is it asked about more than
// MaxSignature bytes. An error means that the chain could not be asked.
func (c *Client) Signed(ctx context.Context, account eth.Address, hash eth.Hash, sig []byte) (bool, error) {
	if len(sig) > MaxSignature {
		return false, nil
	}
	ctx, cancel := context.WithTimeout(ctx, CallTimeout)
	defer cancel()
	to := common.Address(account)
	code, err := c.b.CodeAt(ctx, to, c.at)
	if err != nil {
		return false, fmt.Errorf("code of %s: %w", account, err)
	}
	if len(code) == 0 {
		return false, nil
	}
	data := append(valid1271[:], hash[:]...)
	data = append(data, common.LeftPadBytes([]byte{0x40}, 32)...)
	data = append(data, common.LeftPadBytes([]byte{byte(len(sig) >> 8), byte(len(sig))}, 32)...)
	data = append(data, common.RightPadBytes(sig, (len(sig)+31)/32*32)...)
	out, err := c.b.CallContract(ctx, ethereum.CallMsg{To: &to, Gas: walletGas, Data: data}, c.at)
	var refused rpc.Error
	if errors.As(err, &refused) {
		return false, nil // the node has run it, and it reverts or takes too much
	}
	if err != nil {
		return false, fmt.Errorf("isValidSignature of %s: %w", account, err)
	}
	return len(out) >= 32 && [4]byte(out) == valid1271 && [28]byte(out[4:]) == [28]byte{}, nil
}
