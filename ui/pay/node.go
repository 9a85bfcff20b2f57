package pay

import (
	"context"

	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"berth/shared/amount"
	"berth/shared/eth"
	"berth/shared/problem"
	"berth/shared/registry"
	"berth/ui/api"
	"berth/ui/state"
	"berth/ui/text"
	"berth/ui/trust"
)

// NotNode is a wallet that is asked for a transaction of another account's node; Figures: address, account.
const NotNode problem.Code = "not-node"

// Entering is a change of a node's entry in the registry, by the node's own wallet.
type Entering struct {
	T      text.T
	Node   eth.Address
	Was    registry.Entry // that was shown: what is there must be the same, or nothing is signed
	Call   eth.Bytes
	Signer func(app.Context) (state.Signer, error)
	Stage  func(Stage)
	Sent   func(eth.Hash)
}

// Do has the wallet send it, and waits until it is in a block.
func (d Entering) Do(ctx app.Context) (api.Receipt, error) {
	d.Stage(Ready)
	signer, err := d.Signer(ctx)
	if err != nil {
		return api.Receipt{}, err
	}
	return d.pay(ctx, signer)
}

func (d Entering) pay(ctx context.Context, signer state.Signer) (api.Receipt, error) {
	if signer.User != d.Node {
		return api.Receipt{}, problem.New(0, NotNode, "only the node's own wallet changes its entry").
			With("address", d.Node.String()).With("account", signer.User.String())
	}
	if err := trust.Entry(ctx, signer.Chain(), d.Node, d.Was); err != nil {
		return api.Receipt{}, err
	}
	if err := enough(ctx, d.T, signer, amount.Amount{}, signer.Place.Native); err != nil {
		return api.Receipt{}, err
	}
	d.Stage(Send)
	return Transact(ctx, signer, signer.Place.Registry, d.Call, func(tx eth.Hash) {
		d.Sent(tx)
		d.Stage(Block)
	})
}
