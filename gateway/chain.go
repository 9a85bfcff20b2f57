package gateway

import (
	"context"
	"time"

	"berth/contracts/chain"
	"berth/gateway/auth"
	"berth/gateway/lease"
	"berth/gateway/payout"
	"berth/shared/amount"
	"berth/shared/eth"
	"berth/shared/order"
)

// Chain is all that a gateway asks of the chain.
type Chain interface {
	lease.Chain
	auth.Wallets
	// Verify checks that the addresses are Berth's contracts; chain.ErrNotContract is wrapped where they are not.
	Verify(ctx context.Context) error
	payout.Purse
	payout.Gas
	// Coins is an account's balance of the chain's own coin, in wei.
	Coins(ctx context.Context, account eth.Address) (amount.Amount, error)
	// Terms are the market's, fixed when it was deployed.
	Terms(ctx context.Context) (chain.Terms, error)
	Close()
}

// contracts is a Chain over RPC.
type contracts struct {
	*chain.Client
	sender  *chain.Sender
	wallets bool // contract wallets are accepted
}

var _ Chain = (*contracts)(nil)

func connect(ctx context.Context, cfg *Config) (Chain, error) {
	key, err := chain.ReadKey(cfg.OperatorKey)
	if err != nil {
		return nil, err
	}
	client, err := chain.Dial(ctx, cfg.RPC, cfg.Contracts)
	if err != nil {
		return nil, err
	}
	client.Log = cfg.Log
	return &contracts{client, chain.NewSender(client, key, chain.SenderConfig{}), cfg.ERC1271}, nil
}

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

func (c *contracts) AnnounceEnd(ctx context.Context, id order.ID, end time.Time) error {
	_, err := c.sender.AnnounceEnd(ctx, id, end)
	return err
}

func (c *contracts) Settle(ctx context.Context, id order.ID) error {
	_, err := c.sender.Settle(ctx, id)
	return err
}

// SettleOrder implements payout.Purse.
func (c *contracts) SettleOrder(ctx context.Context, id order.ID) (chain.Receipt, error) {
	return c.sender.Settle(ctx, id)
}

// PayOut implements payout.Purse.
func (c *contracts) PayOut(ctx context.Context, node eth.Address, tokens ...eth.Address) (chain.Receipt, error) {
	return c.sender.WithdrawFor(ctx, node, tokens...)
}

// SettleGas implements payout.Gas.
func (c *contracts) SettleGas(ctx context.Context, id order.ID) (uint64, error) {
	return c.sender.SettleGas(ctx, id)
}

// PayOutGas implements payout.Gas.
func (c *contracts) PayOutGas(ctx context.Context, node eth.Address, tokens ...eth.Address) (uint64, error) {
	return c.sender.WithdrawForGas(ctx, node, tokens...)
}

// Signed implements auth.Wallets.
func (c *contracts) Signed(ctx context.Context, account eth.Address, hash eth.Hash, sig []byte) (bool, error) {
	if !c.wallets {
		return false, nil
	}
	return c.Client.Signed(ctx, account, hash, sig)
}

// GasPrice implements payout.Gas.
func (c *contracts) GasPrice(ctx context.Context) (amount.Amount, error) {
	return c.sender.GasPrice(ctx)
}
