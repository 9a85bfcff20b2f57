package chain

import (
	"context"
	"fmt"
	"math/big"
	"time"

	"github.com/ethereum/go-ethereum/common"

	"berth/contracts/bind"
	"berth/shared/amount"
	"berth/shared/eth"
	"berth/shared/order"
	"berth/shared/resource"
)

// PageLimit is the longest page of Nodes.
const PageLimit = 100

// Node is a node's entry in the registry.
type Node struct {
	Address      eth.Address
	Operator     eth.Address
	MinStake     amount.Amount // least stake of a user for probation, as told: a quote's own binds
	Total        resource.Resources
	Reserved     resource.Resources // by live orders; the model is that of Total
	Paused       bool
	RegisteredAt time.Time // zero: not registered, or gone
	Live         uint32    // orders that hold a part of it
	Epoch        uint32    // quotes of any other are void; zero: never registered
	Endpoint     string    // host:port
	MetadataURI  string
}

// Free is what can still be ordered.
func (n Node) Free() resource.Resources { return n.Total.Sub(n.Reserved) }

// Registered reports whether the node is in the registry.
func (n Node) Registered() bool { return !n.RegisteredAt.IsZero() }

func toNode(a common.Address, n bind.IRegistryNode) Node {
	r := Node{
		Address: eth.Address(a), Operator: eth.Address(n.Operator), MinStake: toAmount(n.MinStake),
		Total: toResources(n.Total), Reserved: toResources(n.Reserved), Paused: n.Paused,
		Live: uint32(n.Live.Uint64()), Epoch: n.Epoch,
		Endpoint: n.Endpoint, MetadataURI: n.MetadataURI,
	}
	if n.RegisteredAt.Sign() != 0 {
		r.RegisteredAt = unixBig(n.RegisteredAt)
	}
	return r
}

// Node is a node's entry; one that is not registered has a zero RegisteredAt, and is no error.
func (c *Client) Node(ctx context.Context, node eth.Address) (Node, error) {
	n, err := call(ctx, c, c.a.Registry, registry.PackNode(common.Address(node)), registry.UnpackNode)
	if err != nil {
		return Node{}, fmt.Errorf("node %s: %w", node, err)
	}
	return toNode(common.Address(node), n), nil
}

// Nodes is a page of entries in the order of first registration; fewer than limit (100 at most): it is the last one.
func (c *Client) Nodes(ctx context.Context, offset uint64, limit int) ([]Node, error) {
	limit = min(max(limit, 0), PageLimit)
	data := registry.PackNodes(new(big.Int).SetUint64(offset), big.NewInt(int64(limit)))
	page, err := call(ctx, c, c.a.Registry, data, registry.UnpackNodes)
	if err != nil {
		return nil, fmt.Errorf("nodes from %d: %w", offset, err)
	}
	nodes := make([]Node, len(page.Addresses))
	for i, a := range page.Addresses {
		nodes[i] = toNode(a, page.Entries[i])
	}
	return nodes, nil
}

// AllNodes is every entry, all as of one block, which is the second result.
func (c *Client) AllNodes(ctx context.Context) ([]Node, Block, error) {
	b, err := c.block(ctx, c.at)
	if err != nil {
		return nil, Block{}, err
	}
	at := c.At(b.Number)
	var all []Node
	for {
		page, err := at.Nodes(ctx, uint64(len(all)), PageLimit)
		if err != nil {
			return nil, Block{}, err
		}
		all = append(all, page...)
		if len(page) < PageLimit {
			return all, b, nil
		}
	}
}

// NodeCount is how many nodes ever registered.
func (c *Client) NodeCount(ctx context.Context) (uint64, error) {
	n, err := call(ctx, c, c.a.Registry, registry.PackNodeCount(), registry.UnpackNodeCount)
	if err != nil {
		return 0, fmt.Errorf("node count: %w", err)
	}
	return n.Uint64(), nil
}

// Order is an order as the market has it; one that was never made has the state None, and is no error. The GPU's model,
// the features and the time of creation of an activated order are only in its OrderCreated event.
func (c *Client) Order(ctx context.Context, id order.ID) (order.Order, error) {
	o, err := call(ctx, c, c.a.Market, market.PackOrder(idBig(id)), market.UnpackOrder)
	if err != nil {
		return order.Order{}, fmt.Errorf("order %s: %w", id, err)
	}
	return toOrder(id, o), nil
}

// OrderCount is the last order's id.
func (c *Client) OrderCount(ctx context.Context) (order.ID, error) {
	n, err := call(ctx, c, c.a.Market, market.PackOrderCount(), market.UnpackOrderCount)
	if err != nil {
		return 0, fmt.Errorf("order count: %w", err)
	}
	return order.ID(n.Uint64()), nil
}

// LiveOrder is the order that keeps the pair from making another, or 0. One whose time is up, but which nobody has
// settled yet, is none: making the next order ends it.
func (c *Client) LiveOrder(ctx context.Context, user, node eth.Address) (order.ID, error) {
	id, err := call(ctx, c, c.a.Market, market.PackLiveOrder(common.Address(user), common.Address(node)), market.UnpackLiveOrder)
	if err != nil {
		return 0, fmt.Errorf("live order: %w", err)
	}
	return order.ID(id.Uint64()), nil
}

// Entitled is what decides on a probation that a node might give to a user.
type Entitled struct {
	First bool          // the pair never had an activated order
	Free  amount.Amount // the user's stake that counts and is not held already
}

// Entitled reads it.
func (c *Client) Entitled(ctx context.Context, user, node eth.Address) (Entitled, error) {
	p, err := call(ctx, c, c.a.Market, market.PackProbationOf(common.Address(user), common.Address(node)), market.UnpackProbationOf)
	if err != nil {
		return Entitled{}, fmt.Errorf("probation of %s with %s: %w", user, node, err)
	}
	return Entitled{p.First, toAmount(p.Free)}, nil
}

// Owed is what an account can withdraw from the market in a token.
func (c *Client) Owed(ctx context.Context, account, token eth.Address) (amount.Amount, error) {
	return c.sum(ctx, "owed", c.a.Market, market.PackOwed(common.Address(account), common.Address(token)))
}

// Budget is until when an agent acts for a user, and what it may still pay for more time in a token; the zero time: it is
// none.
func (c *Client) Budget(ctx context.Context, user, agent, token eth.Address) (until time.Time, left amount.Amount, err error) {
	u, err := call(ctx, c, c.a.Market, market.PackAgentUntil(common.Address(user), common.Address(agent)), market.UnpackAgentUntil)
	if err != nil {
		return time.Time{}, amount.Amount{}, fmt.Errorf("agent %s of %s: %w", agent, user, err)
	}
	left, err = c.sum(ctx, "agent's budget", c.a.Market, market.PackAgentBudget(common.Address(user), common.Address(agent), common.Address(token)))
	return maybe(u), left, err
}

// Terms are what was fixed when the market was deployed.
type Terms struct {
	ActivationWindow time.Duration // within which a node must activate an order
	FeeBps           uint16        // of settlements in the native token, basis points
	MaxReferrerShare uint16        // basis points
}

// Terms reads them.
func (c *Client) Terms(ctx context.Context) (t Terms, err error) {
	window, err := call(ctx, c, c.a.Market, market.PackActivationWindow(), market.UnpackActivationWindow)
	if err != nil {
		return t, fmt.Errorf("activation window: %w", err)
	}
	t.ActivationWindow = time.Duration(window) * time.Second
	if t.FeeBps, err = call(ctx, c, c.a.Market, market.PackFeeBps(), market.UnpackFeeBps); err != nil {
		return t, fmt.Errorf("fee: %w", err)
	}
	if t.MaxReferrerShare, err = call(ctx, c, c.a.Market, market.PackMaxReferrerShare(), market.UnpackMaxReferrerShare); err != nil {
		return t, fmt.Errorf("referrers' share: %w", err)
	}
	return t, nil
}

// Coins is an account's balance of the chain's own coin, in wei.
func (c *Client) Coins(ctx context.Context, account eth.Address) (amount.Amount, error) {
	ctx, cancel := context.WithTimeout(ctx, CallTimeout)
	defer cancel()
	b, err := c.b.BalanceAt(ctx, common.Address(account), c.at)
	if err != nil {
		return amount.Amount{}, fmt.Errorf("coins of %s: %w", account, err)
	}
	return toAmount(b), nil
}

// Gas is what a unit of gas costs now, in wei: the base fee of the latest block, and the tip that is usual.
func (c *Client) Gas(ctx context.Context) (amount.Amount, error) {
	ctx, cancel := context.WithTimeout(ctx, CallTimeout)
	defer cancel()
	tip, err := c.b.SuggestGasTipCap(ctx)
	if err != nil {
		return amount.Amount{}, fmt.Errorf("chain: suggest tip: %w", err)
	}
	h, err := c.b.HeaderByNumber(ctx, nil)
	if err != nil {
		return amount.Amount{}, fmt.Errorf("chain: base fee: %w", err)
	}
	if h.BaseFee != nil {
		tip = new(big.Int).Add(tip, h.BaseFee)
	}
	return toAmount(tip), nil
}

func (c *Client) sum(ctx context.Context, what string, in eth.Address, data []byte) (amount.Amount, error) {
	n, err := call(ctx, c, in, data, market.UnpackEarned) // any uint256
	if err != nil {
		return amount.Amount{}, fmt.Errorf("%s: %w", what, err)
	}
	return toAmount(n), nil
}
