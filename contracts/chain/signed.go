package chain

import (
	"bytes"
	"context"
	"errors"
	"fmt"

	"github.com/ethereum/go-ethereum"
	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/rpc"

	"berth/contracts/universal"
	"berth/shared/eth"
)

const (
	// MaxSignature is the longest signature that an account's contract is asked about, in bytes.
	MaxSignature = 8 << 10
	// walletGas is the most that a contract may take to check a signature.
	walletGas = 5_000_000
	// deployGas is the most that one may take that is deployed for it before, in the call alone. It is less than a transaction may take
	// (EIP-7825), which endpoints hold calls to.
	deployGas = 15_000_000
)

// asks is whom contracts are asked by: no key is known for it, and it has nothing. It is not zero, in which some contracts see a
// simulation that is to go well whatever was signed.
var asks = common.BytesToAddress(universal.Magic[:common.AddressLength])

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
	data = append(data, bytesOf(sig)...)
	out, err := c.b.CallContract(ctx, ethereum.CallMsg{From: asks, To: &to, Gas: walletGas, Data: data}, c.at)
	var refused rpc.Error
	if errors.As(err, &refused) {
		return false, nil // the node has run it, and it reverts or takes too much
	}
	if err != nil {
		return false, fmt.Errorf("isValidSignature of %s: %w", account, err)
	}
	return len(out) >= 32 && [4]byte(out) == valid1271 && [28]byte(out[4:]) == [28]byte{}, nil
}

// Universal asks accounts about signatures as log-ins do, which are no business of the market's: a contract that is not deployed yet may
// have signed, too (ERC-6492). It is not for what a contract is to accept, since that asks those alone that are there.
type Universal struct{ c *Client }

// Universal is that way of asking.
func (c *Client) Universal() Universal { return Universal{c} }

// Signed is Client's, but takes signatures that are wrapped as ERC-6492 has it: an account that is there is asked as it is, and one that
// is not, or says no, after the call that came with the signature, which deploys or prepares it. Nothing of that remains. An account that
// has code by EIP-7702 is a contract like any other.
func (u Universal) Signed(ctx context.Context, account eth.Address, hash eth.Hash, sig []byte) (bool, error) {
	switch {
	case !bytes.HasSuffix(sig, universal.Magic[:]):
		return u.c.Signed(ctx, account, hash, sig)
	case len(sig) > MaxSignature:
		return false, nil
	}
	ctx, cancel := context.WithTimeout(ctx, CallTimeout)
	defer cancel()
	data := append(universal.Creation(), common.LeftPadBytes(account[:], 32)...)
	data = append(data, hash[:]...)
	data = append(data, common.LeftPadBytes([]byte{0x60}, 32)...)
	data = append(data, bytesOf(sig)...)
	out, err := u.c.b.CallContract(ctx, ethereum.CallMsg{From: asks, Gas: deployGas, Data: data}, u.c.at)
	var refused rpc.Error
	if errors.As(err, &refused) {
		return false, nil
	}
	if err != nil {
		return false, fmt.Errorf("what %s says of a signature: %w", account, err)
	}
	return bytes.Equal(out, []byte{1}), nil
}

// bytesOf is how the ABI has bytes: how many there are, and the bytes in whole words.
func bytesOf(b []byte) []byte {
	return append(common.LeftPadBytes([]byte{byte(len(b) >> 8), byte(len(b))}, 32), common.RightPadBytes(b, (len(b)+31)/32*32)...)
}
