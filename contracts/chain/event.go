package chain

import (
	"context"
	"errors"
	"fmt"
	"math/big"
	"time"

	"github.com/ethereum/go-ethereum"
	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/core/types"
	"github.com/ethereum/go-ethereum/rpc"

	"berth/contracts/bind"
	"berth/contracts/chain/logs"
	"berth/shared/amount"
	"berth/shared/eth"
	"berth/shared/order"
	"berth/shared/resource"
	"berth/shared/wire"
)

// Place is where an event is in the chain. Block and Index order all events.
type Place struct {
	Block     uint64
	BlockHash eth.Hash
	Time      time.Time // the block's
	Tx        eth.Hash
	Index     uint // in the block
}

// At gives the place itself; events embed it.
func (p Place) At() Place { return p }

// Event is one of the structs below.
type Event interface {
	At() Place
	event()
}

// NodeRegistered is a node's entry or its update.
type NodeRegistered struct {
	Place
	Node        eth.Address
	Operator    eth.Address
	Total       resource.Resources
	MinStake    amount.Amount
	Endpoint    string
	MetadataURI string
}

// NodePaused is a node that opened or stopped taking orders.
type NodePaused struct {
	Place
	Node   eth.Address
	Paused bool
}

// OperatorChanged is a node's new operator key; zero: none.
type OperatorChanged struct {
	Place
	Node     eth.Address
	Operator eth.Address
}

// EpochBegan is a node all of whose earlier quotes are void.
type EpochBegan struct {
	Place
	Node  eth.Address
	Epoch uint32
}

// NodeLeft is a node that is not in the registry any more.
type NodeLeft struct {
	Place
	Node eth.Address
}

// OrderCreated is a new order. In a replacement it stands for the new order, which is Active at once (an
// OrderActivated follows).
type OrderCreated struct {
	Place
	ID        order.ID
	User      eth.Address
	Node      eth.Address
	Quote     order.Quote // a replacement has no probation
	Duration  uint32
	Committed uint32 // the quote's, in a replacement with what was left of the old order's
	Deposit   amount.Amount
}

// Order is the new order as it is then.
func (e OrderCreated) Order() order.Order {
	q := e.Quote
	if q.ReferrerShare == 0 { // the contract keeps none then
		q.Referrer = eth.Address{}
	}
	return order.Order{
		ID: e.ID, User: e.User, Node: e.Node, Token: q.Token, Resources: q.Resources, Rate: q.Rate, Duration: e.Duration, MaxDuration: q.MaxDuration,
		Committed: e.Committed, Notice: q.Notice, Probation: q.Probation, StakeHeld: q.Probation > 0 && !q.MinStake.IsZero(),
		Referrer: q.Referrer, ReferrerShare: q.ReferrerShare, Features: q.Features, State: order.Created, CreatedAt: e.Time,
	}
}

// OrderActivated is an order whose clock has started.
type OrderActivated struct {
	Place
	ID          order.ID
	User        eth.Address
	Node        eth.Address
	ActivatedAt time.Time
	EndsAt      time.Time
}

// OrderSettled is a credit to an order's node; it comes before the event of the order's end, too.
type OrderSettled struct {
	Place
	ID         order.ID
	Amount     amount.Amount // now, with fee and referrer's share
	Fee        amount.Amount // of Amount
	ToReferrer amount.Amount // of Amount
	PaidSoFar  amount.Amount // in all
}

// OrderExtended is an order that got more time.
type OrderExtended struct {
	Place
	ID           order.ID
	By           eth.Address // who paid
	AddedSeconds uint32
	Deposit      amount.Amount // for these seconds
	EndsAt       time.Time
}

// OrderReplaced is the end of an order whose escrow moved to a new one; the new one's OrderCreated comes first.
type OrderReplaced struct {
	Place
	ID            order.ID
	NewID         order.ID
	Paid          amount.Amount // to the node in all
	MovedOver     amount.Amount // into the new order's deposit
	Refunded      amount.Amount // to the user
	SecondsServed uint64
}

// OrderCompleted is an order that ran to its end.
type OrderCompleted struct {
	Place
	ID            order.ID
	User          eth.Address
	Node          eth.Address
	Paid          amount.Amount
	SecondsServed uint64
}

// OrderCancelled is an order that ended early.
type OrderCancelled struct {
	Place
	ID            order.ID
	User          eth.Address
	Node          eth.Address
	By            eth.Address // user (for an agent, too) or node; zero: expired
	Reason        order.Reason
	InProbation   bool
	Paid          amount.Amount // for the service in all
	Refunded      amount.Amount // to the user
	Unserved      amount.Amount // of Paid, what the user had committed to and was not served
	Forfeited     amount.Amount // of Refunded, what the node had earned and lost for want of notice
	SecondsServed uint64
}

// EndAnnounced is a node that said when it will end an order.
type EndAnnounced struct {
	Place
	ID   order.ID
	User eth.Address
	Node eth.Address
	End  time.Time
}

// Withdrawn is a payment out of the market.
type Withdrawn struct {
	Place
	Account eth.Address
	Token   eth.Address
	To      eth.Address
	Amount  amount.Amount
}

// QuotesVoided are a node's quotes to a user, up to a nonce, that it took back.
type QuotesVoided struct {
	Place
	Node  eth.Address
	User  eth.Address
	Epoch uint32
	Nonce uint64
}

// TokenListed is a token that can be paid in from now on.
type TokenListed struct {
	Place
	Number uint64
	Token  eth.Address
}

// AgentSet is what a user lets an agent do from now on.
type AgentSet struct {
	Place
	User  eth.Address
	Agent eth.Address
	Until time.Time // zero: nothing any more
	Sums  []wire.Money
}

// Staked is a stake that grew.
type Staked struct {
	Place
	Account eth.Address
	Amount  amount.Amount
}

// Unstaked is a stake that shrank.
type Unstaked struct {
	Place
	Account eth.Address
	Amount  amount.Amount
}

// Claimed is a payment of staking rewards.
type Claimed struct {
	Place
	Account eth.Address
	To      eth.Address
	Amount  amount.Amount
}

func (Staked) event()          {}
func (Unstaked) event()        {}
func (Claimed) event()         {}
func (NodeRegistered) event()  {}
func (NodePaused) event()      {}
func (OperatorChanged) event() {}
func (EpochBegan) event()      {}
func (NodeLeft) event()        {}
func (EndAnnounced) event()    {}
func (TokenListed) event()     {}
func (AgentSet) event()        {}
func (OrderCreated) event()    {}
func (OrderActivated) event()  {}
func (OrderSettled) event()    {}
func (OrderExtended) event()   {}
func (OrderReplaced) event()   {}
func (OrderCompleted) event()  {}
func (OrderCancelled) event()  {}
func (Withdrawn) event()       {}
func (QuotesVoided) event()    {}

// A decoder reads one kind of log.
type decoder func(*types.Log, Place) (Event, error)

// with makes a decoder out of a binding's unpack function and a conversion.
func with[T any](unpack func(*types.Log) (*T, error), convert func(*T, Place) Event) decoder {
	return func(l *types.Log, p Place) (Event, error) {
		raw, err := unpack(l)
		if err != nil {
			return nil, err
		}
		return convert(raw, p), nil
	}
}

func toID(b *big.Int) order.ID { return order.ID(b.Uint64()) }

var marketDecoders = map[common.Hash]decoder{
	marketABI.Events["OrderCreated"].ID: with(market.UnpackOrderCreatedEvent, func(e *bind.MarketOrderCreated, p Place) Event {
		return OrderCreated{
			Place: p, ID: toID(e.Id), User: eth.Address(e.User), Node: eth.Address(e.Node), Quote: toQuote(e.Quote),
			Duration: e.Duration, Committed: e.Committed, Deposit: toAmount(e.Deposit),
		}
	}),
	marketABI.Events["OrderActivated"].ID: with(market.UnpackOrderActivatedEvent, func(e *bind.MarketOrderActivated, p Place) Event {
		return OrderActivated{p, toID(e.Id), eth.Address(e.User), eth.Address(e.Node), unixBig(e.ActivatedAt), unixBig(e.EndsAt)}
	}),
	marketABI.Events["OrderSettled"].ID: with(market.UnpackOrderSettledEvent, func(e *bind.MarketOrderSettled, p Place) Event {
		return OrderSettled{p, toID(e.Id), toAmount(e.Amount), toAmount(e.Fee), toAmount(e.ToReferrer), toAmount(e.PaidSoFar)}
	}),
	marketABI.Events["OrderExtended"].ID: with(market.UnpackOrderExtendedEvent, func(e *bind.MarketOrderExtended, p Place) Event {
		return OrderExtended{p, toID(e.Id), eth.Address(e.By), e.AddedSeconds, toAmount(e.Deposit), unixBig(e.EndsAt)}
	}),
	marketABI.Events["OrderReplaced"].ID: with(market.UnpackOrderReplacedEvent, func(e *bind.MarketOrderReplaced, p Place) Event {
		return OrderReplaced{p, toID(e.Id), toID(e.NewId), toAmount(e.Paid), toAmount(e.MovedOver), toAmount(e.Refunded), e.SecondsServed}
	}),
	marketABI.Events["OrderCompleted"].ID: with(market.UnpackOrderCompletedEvent, func(e *bind.MarketOrderCompleted, p Place) Event {
		return OrderCompleted{p, toID(e.Id), eth.Address(e.User), eth.Address(e.Node), toAmount(e.Paid), e.SecondsServed}
	}),
	marketABI.Events["OrderCancelled"].ID: with(market.UnpackOrderCancelledEvent, func(e *bind.MarketOrderCancelled, p Place) Event {
		return OrderCancelled{
			Place: p, ID: toID(e.Id), User: eth.Address(e.User), Node: eth.Address(e.Node), By: eth.Address(e.By),
			Reason: order.Reason(e.Reason), InProbation: e.InProbation, Paid: toAmount(e.Ending.Paid), Refunded: toAmount(e.Ending.Refunded),
			Unserved: toAmount(e.Ending.Committed), Forfeited: toAmount(e.Ending.Forfeited), SecondsServed: e.Ending.SecondsServed,
		}
	}),
	marketABI.Events["Withdrawn"].ID: with(market.UnpackWithdrawnEvent, func(e *bind.MarketWithdrawn, p Place) Event {
		return Withdrawn{p, eth.Address(e.Account), eth.Address(e.Token), eth.Address(e.To), toAmount(e.Amount)}
	}),
	marketABI.Events["EndAnnounced"].ID: with(market.UnpackEndAnnouncedEvent, func(e *bind.MarketEndAnnounced, p Place) Event {
		return EndAnnounced{p, toID(e.Id), eth.Address(e.User), eth.Address(e.Node), unixBig(e.End)}
	}),
	marketABI.Events["QuotesVoided"].ID: with(market.UnpackQuotesVoidedEvent, func(e *bind.MarketQuotesVoided, p Place) Event {
		return QuotesVoided{p, eth.Address(e.Node), eth.Address(e.User), e.Epoch, e.Nonce}
	}),
	marketABI.Events["TokenListed"].ID: with(market.UnpackTokenListedEvent, func(e *bind.MarketTokenListed, p Place) Event {
		return TokenListed{p, e.Index.Uint64(), eth.Address(e.Token)}
	}),
	marketABI.Events["AgentSet"].ID: with(market.UnpackAgentSetEvent, func(e *bind.MarketAgentSet, p Place) Event {
		a := AgentSet{Place: p, User: eth.Address(e.User), Agent: eth.Address(e.Agent), Until: maybe(e.Until)}
		for i, t := range e.Tokens {
			a.Sums = append(a.Sums, wire.Money{Token: eth.Address(t), Amount: toAmount(e.Sums[i])})
		}
		return a
	}),
}

var registryDecoders = map[common.Hash]decoder{
	registryABI.Events["NodeRegistered"].ID: with(registry.UnpackNodeRegisteredEvent, func(e *bind.RegistryNodeRegistered, p Place) Event {
		return NodeRegistered{p, eth.Address(e.Node), eth.Address(e.Operator), toResources(e.Total), toAmount(e.MinStake), e.Endpoint, e.MetadataURI}
	}),
	registryABI.Events["NodePaused"].ID: with(registry.UnpackNodePausedEvent, func(e *bind.RegistryNodePaused, p Place) Event {
		return NodePaused{p, eth.Address(e.Node), e.Paused}
	}),
	registryABI.Events["OperatorChanged"].ID: with(registry.UnpackOperatorChangedEvent, func(e *bind.RegistryOperatorChanged, p Place) Event {
		return OperatorChanged{p, eth.Address(e.Node), eth.Address(e.Operator)}
	}),
	registryABI.Events["EpochBegan"].ID: with(registry.UnpackEpochBeganEvent, func(e *bind.RegistryEpochBegan, p Place) Event {
		return EpochBegan{p, eth.Address(e.Node), e.Epoch}
	}),
	registryABI.Events["NodeLeft"].ID: with(registry.UnpackNodeLeftEvent, func(e *bind.RegistryNodeLeft, p Place) Event {
		return NodeLeft{p, eth.Address(e.Node)}
	}),
}

var stakingDecoders = map[common.Hash]decoder{
	stakingABI.Events["Staked"].ID: with(staking.UnpackStakedEvent, func(e *bind.StakingStaked, p Place) Event {
		return Staked{p, eth.Address(e.Account), toAmount(e.Amount)}
	}),
	stakingABI.Events["Unstaked"].ID: with(staking.UnpackUnstakedEvent, func(e *bind.StakingUnstaked, p Place) Event {
		return Unstaked{p, eth.Address(e.Account), toAmount(e.Amount)}
	}),
	stakingABI.Events["Claimed"].ID: with(staking.UnpackClaimedEvent, func(e *bind.StakingClaimed, p Place) Event {
		return Claimed{p, eth.Address(e.Account), eth.Address(e.To), toAmount(e.Amount)}
	}),
}

// decode reads a log of one of our contracts; nil without an error: it is none of the events above.
func (c *Client) decode(l *types.Log) (Event, error) {
	if len(l.Topics) == 0 {
		return nil, nil
	}
	var d decoder
	switch eth.Address(l.Address) {
	case c.a.Market:
		d = marketDecoders[l.Topics[0]]
	case c.a.Registry:
		d = registryDecoders[l.Topics[0]]
	case c.a.Staking:
		d = stakingDecoders[l.Topics[0]]
	}
	if d == nil {
		return nil, nil
	}
	e, err := d(l, Place{
		Block: l.BlockNumber, BlockHash: eth.Hash(l.BlockHash), Time: unix(l.BlockTimestamp), Tx: eth.Hash(l.TxHash), Index: l.Index,
	})
	if err != nil {
		return nil, fmt.Errorf("log %d of block %d: %w", l.Index, l.BlockNumber, err)
	}
	return e, nil
}

// maxSpan is how many blocks one request asks for; many public endpoints allow no more.
const maxSpan = 5000

// Logs are the events of the blocks from and to, both included, in the chain's order. A node that refuses a range as
// too long is asked for parts of it.
func (c *Client) Logs(ctx context.Context, from, to uint64) ([]Event, error) {
	var all []Event
	for span := uint64(maxSpan); from <= to; {
		end := min(to, from+span-1)
		found, err := c.filter(ctx, ethereum.FilterQuery{FromBlock: new(big.Int).SetUint64(from), ToBlock: new(big.Int).SetUint64(end)})
		if err != nil {
			var refused rpc.Error
			if (errors.As(err, &refused) || errors.Is(err, logs.ErrTooLong)) && end > from {
				span = max((end-from+1)/2, 1)
				continue
			}
			return nil, fmt.Errorf("chain: logs of blocks %d to %d: %w", from, end, err)
		}
		all, err = c.appendEvents(ctx, all, found)
		if err != nil {
			return nil, fmt.Errorf("chain: %w", err)
		}
		from = end + 1
	}
	return all, nil
}

func (c *Client) filter(ctx context.Context, q ethereum.FilterQuery) ([]types.Log, error) {
	ctx, cancel := context.WithTimeout(ctx, 3*CallTimeout)
	defer cancel()
	q.Addresses = []common.Address{common.Address(c.a.Market), common.Address(c.a.Registry)}
	if !c.a.Staking.IsZero() {
		q.Addresses = append(q.Addresses, common.Address(c.a.Staking))
	}
	return c.b.FilterLogs(ctx, q)
}

// appendEvents decodes logs, and fetches block times where the node leaves them out.
func (c *Client) appendEvents(ctx context.Context, all []Event, found []types.Log) ([]Event, error) {
	times := map[uint64]uint64{}
	for i := range found {
		l := &found[i]
		if l.Removed {
			continue
		}
		if l.BlockTimestamp == 0 {
			if _, ok := times[l.BlockNumber]; !ok {
				b, err := c.BlockAt(ctx, l.BlockNumber)
				if err != nil {
					return nil, err
				}
				times[l.BlockNumber] = uint64(b.Time.Unix())
			}
			l.BlockTimestamp = times[l.BlockNumber]
		}
		e, err := c.decode(l)
		if err != nil {
			return nil, err
		}
		if e != nil {
			all = append(all, e)
		}
	}
	return all, nil
}
