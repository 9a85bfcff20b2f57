package gateway

import (
	"context"
	"sync"
	"time"

	"berth/contracts/chain"
	"berth/gateway/auth"
	"berth/gateway/lease"
	"berth/gateway/opkey"
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
	keys    *operators
	cfg     chain.SenderConfig
	wallets bool // contract wallets are accepted

	mu      sync.Mutex
	senders map[eth.Address]*chain.Sender // one for each key
}

var _ Chain = (*contracts)(nil)

func connect(ctx context.Context, cfg *Config) (Chain, error) {
	keys, err := cfg.operators()
	if err != nil {
		return nil, err
	}
	client, err := chain.Dial(ctx, cfg.RPC, cfg.Contracts)
	if err != nil {
		return nil, err
	}
	client.Log = cfg.Log
	return newContracts(client, keys, chain.SenderConfig{}, cfg.ERC1271), nil
}

func newContracts(client *chain.Client, keys *operators, cfg chain.SenderConfig, wallets bool) *contracts {
	return &contracts{Client: client, keys: keys, cfg: cfg, wallets: wallets, senders: map[eth.Address]*chain.Sender{}}
}

// by is who sends: with the key that the registry names.
func (c *contracts) by() *chain.Sender {
	key := c.keys.now()
	account := opkey.Address(key)
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.senders[account] == nil {
		c.senders[account] = chain.NewSender(c.Client, key, c.cfg)
	}
	return c.senders[account]
}

func (c *contracts) FinalOrder(ctx context.Context, id order.ID) (order.Order, error) {
	return c.AtFinalized().Order(ctx, id)
}

func (c *contracts) Activate(ctx context.Context, id order.ID) error {
	_, err := c.by().Activate(ctx, id)
	return err
}

func (c *contracts) Cancel(ctx context.Context, id order.ID, reason order.Reason) error {
	_, err := c.by().Cancel(ctx, id, reason)
	return err
}

func (c *contracts) AnnounceEnd(ctx context.Context, id order.ID, end time.Time) error {
	_, err := c.by().AnnounceEnd(ctx, id, end)
	return err
}

func (c *contracts) Settle(ctx context.Context, id order.ID) error {
	_, err := c.by().Settle(ctx, id)
	return err
}

// SettleOrder implements payout.Purse.
func (c *contracts) SettleOrder(ctx context.Context, id order.ID) (chain.Receipt, error) {
	return c.by().Settle(ctx, id)
}

// PayOut implements payout.Purse.
func (c *contracts) PayOut(ctx context.Context, node eth.Address, tokens ...eth.Address) (chain.Receipt, error) {
	return c.by().WithdrawFor(ctx, node, tokens...)
}

// SettleGas implements payout.Gas.
func (c *contracts) SettleGas(ctx context.Context, id order.ID) (uint64, error) {
	return c.by().SettleGas(ctx, id)
}

// PayOutGas implements payout.Gas.
func (c *contracts) PayOutGas(ctx context.Context, node eth.Address, tokens ...eth.Address) (uint64, error) {
	return c.by().WithdrawForGas(ctx, node, tokens...)
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
	return c.by().GasPrice(ctx)
}
