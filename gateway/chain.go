package gateway

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"time"

	"berth/contracts/chain"
	"berth/contracts/chain/agree"
	"berth/contracts/chain/witness"
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
	// Endpoints is how many of them had the newest head, and how often one has contradicted others.
	Endpoints() (agreeing int, disputes uint64)
	// Terms are the market's, fixed when it was deployed.
	Terms(ctx context.Context) (chain.Terms, error)
	Close()
}

// contracts is a Chain over RPC. It follows blocks and events as its endpoints have them together (witness), and so it reads what decides about an order,
// about the node's own entry, and about what a contract has signed (agree). For all else the next endpoint is asked where one cannot answer.
type contracts struct {
	*chain.Client
	each    []*chain.Client
	witness *witness.Witness
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
	client, each, err := chain.DialAll(ctx, cfg.RPC, cfg.Contracts)
	if err != nil {
		return nil, err
	}
	client.Log = cfg.Log
	return newContracts(client, each, witness.Of(cfg.RPC, each, cfg.Log), keys, chain.SenderConfig{}, cfg.ERC1271), nil
}

func newContracts(client *chain.Client, each []*chain.Client, w *witness.Witness, keys *operators, cfg chain.SenderConfig, wallets bool) *contracts {
	return &contracts{Client: client, each: each, witness: w, keys: keys, cfg: cfg, wallets: wallets, senders: map[eth.Address]*chain.Sender{}}
}

// Head implements follow.Blocks.
func (c *contracts) Head(ctx context.Context) (chain.Block, error) { return c.witness.Head(ctx) }

// BlockAt implements follow.Blocks.
func (c *contracts) BlockAt(ctx context.Context, number uint64) (chain.Block, error) {
	return c.witness.BlockAt(ctx, number)
}

// Finalized implements follow.Blocks.
func (c *contracts) Finalized(ctx context.Context) (chain.Block, error) {
	return c.witness.Finalized(ctx)
}

// Logs implements follow.Logs.
func (c *contracts) Logs(ctx context.Context, from, to uint64) ([]chain.Event, error) {
	return c.witness.Logs(ctx, from, to)
}

// Node implements lease.Entry.
func (c *contracts) Node(ctx context.Context, node eth.Address) (chain.Node, error) {
	return agree.Most(ctx, c.each, func(ctx context.Context, e *chain.Client) (chain.Node, error) { return e.Node(ctx, node) })
}

// Order implements reconcile.State.
func (c *contracts) Order(ctx context.Context, id order.ID) (order.Order, error) {
	return agree.Most(ctx, c.each, func(ctx context.Context, e *chain.Client) (order.Order, error) { return e.Order(ctx, id) })
}

// LiveOrder implements tenancy.Chain.
func (c *contracts) LiveOrder(ctx context.Context, user, node eth.Address) (order.ID, error) {
	return agree.Most(ctx, c.each, func(ctx context.Context, e *chain.Client) (order.ID, error) { return e.LiveOrder(ctx, user, node) })
}

// Entitled implements tenancy.Chain.
func (c *contracts) Entitled(ctx context.Context, user, node eth.Address) (chain.Entitled, error) {
	return agree.Most(ctx, c.each, func(ctx context.Context, e *chain.Client) (chain.Entitled, error) { return e.Entitled(ctx, user, node) })
}

// Terms implements Chain.
func (c *contracts) Terms(ctx context.Context) (chain.Terms, error) {
	return agree.Most(ctx, c.each, func(ctx context.Context, e *chain.Client) (chain.Terms, error) { return e.Terms(ctx) })
}

// Verify implements Chain. One endpoint that says that the contracts are others does not keep a gateway from starting.
func (c *contracts) Verify(ctx context.Context) error {
	wrong, err := agree.Most(ctx, c.each, func(ctx context.Context, e *chain.Client) (string, error) {
		err := e.Verify(ctx)
		if errors.Is(err, chain.ErrNotContract) {
			return err.Error(), nil
		}
		return "", err
	})
	if err == nil && wrong != "" {
		return fmt.Errorf("%s: %w", wrong, chain.ErrNotContract)
	}
	return err
}

// Endpoints implements Chain.
func (c *contracts) Endpoints() (agreeing int, disputes uint64) {
	return c.witness.Agreeing(), c.witness.Disputes()
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
	return agree.Most(ctx, c.each, func(ctx context.Context, e *chain.Client) (order.Order, error) { return e.AtFinalized().Order(ctx, id) })
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
	return agree.Most(ctx, c.each, func(ctx context.Context, e *chain.Client) (bool, error) {
		return e.Universal().Signed(ctx, account, hash, sig)
	})
}

// GasPrice implements payout.Gas.
func (c *contracts) GasPrice(ctx context.Context) (amount.Amount, error) {
	return c.by().GasPrice(ctx)
}
