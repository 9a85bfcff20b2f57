package gateway

import (
	"context"
	"slices"

	"berth/gateway/admin/session"
	"berth/gateway/lease"
	"berth/shared/eth"
	"berth/shared/wire"
)

// roles decides who may administer the node. The node's wallet is owner whatever the registry says; who is operator is the
// registry's to say: a key that was replaced there has no role, though this gateway may still have it. As long as the node is not in
// the registry, it is the gateway's own.
type roles struct {
	node    eth.Address
	viewers []eth.Address
	own     func() eth.Address // the gateway's operator key
	facts   func() lease.Facts
	entry   lease.Entry
}

var _ session.Roles = roles{}

// Role implements session.Roles, as the chain was last seen.
func (r roles) Role(account eth.Address) wire.AdminRole {
	switch f := r.facts(); {
	case f.Registered:
		return r.of(account, f.Operator)
	case f.Polled.IsZero():
		return r.of(account, eth.Address{}) // nobody has said yet who is operator
	}
	return r.of(account, r.own())
}

// AskRole implements session.Roles.
func (r roles) AskRole(ctx context.Context, account eth.Address) (wire.AdminRole, error) {
	if account == r.node {
		return wire.AdminOwner, nil
	}
	n, err := r.entry.Node(ctx, r.node)
	switch {
	case err != nil && slices.Contains(r.viewers, account):
		return wire.AdminViewer, nil // whatever else the chain would say
	case err != nil:
		return "", err
	case !n.Registered():
		return r.of(account, r.own()), nil
	}
	return r.of(account, n.Operator), nil
}

func (r roles) of(account, operator eth.Address) wire.AdminRole {
	switch {
	case account.IsZero():
		return ""
	case account == r.node:
		return wire.AdminOwner
	case account == operator:
		return wire.AdminOperator
	case slices.Contains(r.viewers, account):
		return wire.AdminViewer
	}
	return ""
}
