package cluster

import (
	"berth/shared/order"
	"berth/shared/wire"
)

// Root is what is offered as a node's card says it.
func (o Offers) Root() *wire.Root { return &wire.Root{UserNS: o.Userns, Sandbox: o.Sandbox} }

// Features are what of it quotes can promise.
func (o Offers) Features() order.Features { return o.Root().Features() }
