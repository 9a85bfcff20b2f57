package follow_test

import (
	"context"
	"fmt"

	"berth/contracts/chain"
	"berth/contracts/chain/follow"
	"berth/contracts/chain/follow/followtest"
	"berth/shared/order"
)

// counter counts the orders that were made; a real one writes the count and the checkpoint in one transaction.
type counter struct {
	orders map[order.ID]uint64 // the block of each
	cp     follow.Checkpoint
}

func (c *counter) Extend(_ context.Context, s follow.Span[chain.Event]) error {
	for _, e := range s.Events {
		if made, ok := e.(chain.OrderCreated); ok {
			c.orders[made.ID] = made.Block
		}
	}
	c.cp = s.Checkpoint
	return nil
}

func (c *counter) RollBack(_ context.Context, to follow.Checkpoint) error {
	for id, block := range c.orders {
		if len(to.Tail) == 0 || block > to.Head().Number {
			delete(c.orders, id)
		}
	}
	c.cp = to
	return nil
}

// With a real chain Blocks, Logs and Heads are a *chain.Client, First is its Addresses().Block, and Run does the steps.
func Example() {
	c := followtest.NewChain(1)
	c.Add(chain.OrderCreated{ID: 1})
	c.Add(chain.OrderCreated{ID: 2})

	sink := &counter{orders: map[order.ID]uint64{}}
	f := follow.New(follow.Config[chain.Event]{
		Blocks: c, Logs: c, Sink: sink, First: followtest.First,
		Heard: func(_ context.Context, head chain.Block) error {
			fmt.Printf("block %d: %d orders\n", head.Number, len(sink.orders))
			return nil
		},
	}, sink.cp)
	step := func() {
		more, err := true, error(nil)
		for more && err == nil {
			more, err = f.Step(context.Background())
		}
	}
	step()
	c.SetBack(1) // the block with order 2 is gone, and two others come in its place
	c.Add(chain.OrderActivated{ID: 1})
	c.Add()
	step()
	// Output:
	// block 5: 2 orders
	// block 6: 1 orders
}
