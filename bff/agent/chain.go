package agent

import (
	"context"

	"berth/contracts/chain"
	"berth/shared/eth"
)

// OnChain reads what the agent at an address may do.
type OnChain struct {
	*chain.Client
	Agent eth.Address
}

var (
	_ Chain  = OnChain{}
	_ Sender = (*chain.Sender)(nil)
)

// Means implements Chain.
func (c OnChain) Means(ctx context.Context, user, token eth.Address) (m Means, err error) {
	if m.Until, m.Budget, err = c.Budget(ctx, user, c.Agent, token); err != nil {
		return m, err
	}
	if m.Allowance, err = c.Token(token).Allowance(ctx, user, c.Addresses().Market); err != nil {
		return m, err
	}
	m.Balance, err = c.Token(token).Balance(ctx, user)
	return m, err
}
