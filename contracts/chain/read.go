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
	MinStake     amount.Amount // least stake of a user for probation
	Total        resource.Resources
	Reserved     resource.Resources // by live orders; the model is that of Total
	Paused       bool
	RegisteredAt time.Time // zero: not registered
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

// Order is an order as the market has it; one that was never made has the state None, and is no error. The GPU's model
// and the time of creation of an activated order are only in its OrderCreated event.
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

// FirstOrder reports whether the pair never had an activated order, so that probation may apply.
func (c *Client) FirstOrder(ctx context.Context, user, node eth.Address) (bool, error) {
	first, err := call(ctx, c, c.a.Market, market.PackFirstOrder(common.Address(user), common.Address(node)), market.UnpackFirstOrder)
	if err != nil {
		return false, fmt.Errorf("first order: %w", err)
	}
	return first, nil
}

// Earned is what an order's node has earned until the block that is read, settled or not.
func (c *Client) Earned(ctx context.Context, id order.ID) (amount.Amount, error) {
	return c.sum(ctx, "earned", c.a.Market, market.PackEarned(idBig(id)))
}

// Split is what a cancel would give each side beyond what is settled.
func (c *Client) Split(ctx context.Context, id order.ID) (toNode, toUser amount.Amount, err error) {
	s, err := call(ctx, c, c.a.Market, market.PackSplit(idBig(id)), market.UnpackSplit)
	if err != nil {
		return amount.Amount{}, amount.Amount{}, fmt.Errorf("split of order %s: %w", id, err)
	}
	return toAmount(s.ToNode), toAmount(s.ToUser), nil
}

// Owed is what an account can withdraw from the market.
func (c *Client) Owed(ctx context.Context, account eth.Address) (amount.Amount, error) {
	return c.sum(ctx, "owed", c.a.Market, market.PackOwed(common.Address(account)))
}

// TotalSettled is all that was ever credited to nodes.
func (c *Client) TotalSettled(ctx context.Context) (amount.Amount, error) {
	return c.sum(ctx, "total settled", c.a.Market, market.PackTotalSettled())
}

// QuoteUsed reports whether a node's quote nonce is used or void.
func (c *Client) QuoteUsed(ctx context.Context, node eth.Address, nonce uint64) (bool, error) {
	used, err := call(ctx, c, c.a.Market, market.PackQuoteUsed(common.Address(node), nonce), market.UnpackQuoteUsed)
	if err != nil {
		return false, fmt.Errorf("quote used: %w", err)
	}
	return used, nil
}

// QuoteFloor is the nonce below which a node's quotes are void.
func (c *Client) QuoteFloor(ctx context.Context, node eth.Address) (uint64, error) {
	n, err := call(ctx, c, c.a.Market, market.PackQuoteFloor(common.Address(node)), market.UnpackQuoteFloor)
	if err != nil {
		return 0, fmt.Errorf("quote floor: %w", err)
	}
	return n, nil
}

// ActivationWindow is the time within which a node must activate an order.
func (c *Client) ActivationWindow(ctx context.Context) (time.Duration, error) {
	s, err := call(ctx, c, c.a.Market, market.PackActivationWindow(), market.UnpackActivationWindow)
	if err != nil {
		return 0, fmt.Errorf("activation window: %w", err)
	}
	return time.Duration(s) * time.Second, nil
}

// Record is an address's reputation in one role.
type Record struct {
	Completed            uint32
	CancelledInProbation uint32 // by either side
	CancelledLater       uint32 // by this side
	EndedByOther         uint32 // by the other side
	SecondsServed        uint64 // of ended orders, probation included
}

// RecordOfUser is an address's record as a user.
func (c *Client) RecordOfUser(ctx context.Context, account eth.Address) (Record, error) {
	r, err := call(ctx, c, c.a.Market, market.PackRecordOfUser(common.Address(account)), market.UnpackRecordOfUser)
	if err != nil {
		return Record{}, fmt.Errorf("record of user %s: %w", account, err)
	}
	return Record(r), nil
}

// RecordOfNode is an address's record as a node.
func (c *Client) RecordOfNode(ctx context.Context, account eth.Address) (Record, error) {
	r, err := call(ctx, c, c.a.Market, market.PackRecordOfNode(common.Address(account)), market.UnpackRecordOfNode)
	if err != nil {
		return Record{}, fmt.Errorf("record of node %s: %w", account, err)
	}
	return Record(r), nil
}

// Balance is an account's balance of the token.
func (c *Client) Balance(ctx context.Context, account eth.Address) (amount.Amount, error) {
	return c.sum(ctx, "balance", c.a.Token, token.PackBalanceOf(common.Address(account)))
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

// Allowance is what a spender may take of an owner's tokens.
func (c *Client) Allowance(ctx context.Context, owner, spender eth.Address) (amount.Amount, error) {
	return c.sum(ctx, "allowance", c.a.Token, token.PackAllowance(common.Address(owner), common.Address(spender)))
}

// PermitNonce is the nonce of an owner's next EIP-2612 permit.
func (c *Client) PermitNonce(ctx context.Context, owner eth.Address) (amount.Amount, error) {
	return c.sum(ctx, "permit nonce", c.a.Token, token.PackNonces(common.Address(owner)))
}

func (c *Client) sum(ctx context.Context, what string, in eth.Address, data []byte) (amount.Amount, error) {
	n, err := call(ctx, c, in, data, market.UnpackEarned) // any uint256
	if err != nil {
		return amount.Amount{}, fmt.Errorf("%s: %w", what, err)
	}
	return toAmount(n), nil
}

// TokenNames are the token's symbol and its number of decimals, as it says itself.
func (c *Client) TokenNames(ctx context.Context) (symbol string, decimals int, err error) {
	if symbol, err = call(ctx, c, c.a.Token, token.PackSymbol(), token.UnpackSymbol); err != nil {
		return "", 0, fmt.Errorf("token's symbol: %w", err)
	}
	d, err := call(ctx, c, c.a.Token, token.PackDecimals(), token.UnpackDecimals)
	if err != nil {
		return "", 0, fmt.Errorf("token's decimals: %w", err)
	}
	return symbol, int(d), nil
}
