package gateway

import (
	"bytes"
	"context"
	"fmt"
	"math/big"

	"github.com/ethereum/go-ethereum"
	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/ethclient"

	"berth/contracts/chain"
	"berth/gateway/auth"
	"berth/gateway/lease"
	"berth/shared/eth"
	"berth/shared/order"
)

// Chain is all that a gateway asks of the chain.
type Chain interface {
	lease.Chain
	auth.Wallets
	// Verify checks that the addresses are Berth's contracts; chain.ErrNotContract is wrapped where they are not.
	Verify(ctx context.Context) error
	Close()
}

// contracts is a Chain over RPC.
type contracts struct {
	*chain.Client
	sender *chain.Sender
	calls  caller // nil: no contract wallets
	close  func()
}

var _ Chain = (*contracts)(nil)

// caller is what is needed to ask a contract wallet.
type caller interface {
	ethereum.ContractCaller
	CodeAt(ctx context.Context, account common.Address, block *big.Int) ([]byte, error)
}

func connect(ctx context.Context, cfg *Config) (Chain, error) {
	key, err := cfg.key()
	if err != nil {
		return nil, err
	}
	client, err := chain.Dial(ctx, cfg.RPC, cfg.Contracts)
	if err != nil {
		return nil, err
	}
	client.Log = cfg.Log
	c := &contracts{Client: client, sender: chain.NewSender(client, key, chain.SenderConfig{}), close: client.Close}
	if cfg.ERC1271 {
		calls, err := ethclient.DialContext(ctx, cfg.RPC)
		if err != nil {
			client.Close()
			return nil, fmt.Errorf("chain: dial: %w", err)
		}
		c.calls = calls
		c.close = func() {
			calls.Close()
			client.Close()
		}
	}
	return c, nil
}

func (c *contracts) Close() { c.close() }

func (c *contracts) FinalOrder(ctx context.Context, id order.ID) (order.Order, error) {
	return c.AtFinalized().Order(ctx, id)
}

func (c *contracts) Activate(ctx context.Context, id order.ID) error {
	_, err := c.sender.Activate(ctx, id)
	return err
}

func (c *contracts) Cancel(ctx context.Context, id order.ID, reason order.Reason) error {
	_, err := c.sender.Cancel(ctx, id, reason)
	return err
}

func (c *contracts) Settle(ctx context.Context, id order.ID) error {
	_, err := c.sender.Settle(ctx, id)
	return err
}

// magic is isValidSignature's selector and its answer for a good signature (ERC-1271).
var magic = []byte{0x16, 0x26, 0xba, 0x7e}

// walletGas is the most that a contract wallet may take to check a signature.
const walletGas = 5_000_000

// Signed implements auth.Wallets.
func (c *contracts) Signed(ctx context.Context, account eth.Address, hash eth.Hash, sig []byte) (bool, error) {
	if c.calls == nil {
		return false, nil
	}
	code, err := c.calls.CodeAt(ctx, common.Address(account), nil)
	if err != nil {
		return false, fmt.Errorf("code of %s: %w", account, err)
	}
	if len(code) == 0 {
		return false, nil
	}
	to := common.Address(account)
	data := append(append([]byte(nil), magic...), hash[:]...)
	data = append(data, common.LeftPadBytes([]byte{0x40}, 32)...)
	data = append(data, common.LeftPadBytes([]byte{byte(len(sig) >> 8), byte(len(sig))}, 32)...)
	data = append(data, common.RightPadBytes(sig, (len(sig)+31)/32*32)...)
	out, err := c.calls.CallContract(ctx, ethereum.CallMsg{To: &to, Gas: walletGas, Data: data}, nil)
	if err != nil {
		if ctx.Err() != nil {
			return false, fmt.Errorf("wallet %s: %w", account, err)
		}
		return false, nil // it reverts: some wallets say no that way
	}
	return len(out) == 32 && bytes.Equal(out[:4], magic), nil
}
