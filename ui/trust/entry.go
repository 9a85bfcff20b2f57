package trust

import (
	"context"
	"strconv"
	"time"

	"berth/shared/eth"
	"berth/shared/problem"
	"berth/shared/registry"
	"berth/ui/api"
	"berth/ui/life"
)

// EntryMoved is an entry in the registry that is not any more what a change of it was made from; Figures: what, said, want.
const EntryMoved problem.Code = "entry-moved"

// Entry is nil where a node's entry, read through the wallet, is what is shown, but for what orders hold of it.
func Entry(ctx context.Context, c api.Chain, node eth.Address, shown registry.Entry) (err error) {
	for i := range looks {
		is, failed := c.Entry(ctx, node)
		if failed != nil {
			return failed
		}
		if err = entry(is, shown); err == nil {
			return nil
		}
		if i+1 < looks && life.Wait(ctx, time.Duration(i+1)*lookGap) != nil {
			return ctx.Err()
		}
	}
	return err
}

func entry(is, shown registry.Entry) error {
	moved := func(what, said, want string) error {
		return differs(EntryMoved, "the node's entry on chain is not the one that is shown", what, said, want)
	}
	switch is, shown = is.Said(), shown.Said(); {
	case is.Operator != shown.Operator:
		return moved("operator", shown.Operator.String(), is.Operator.String())
	case is.Endpoint != shown.Endpoint:
		return moved("endpoint", shown.Endpoint, is.Endpoint)
	case is.Epoch != shown.Epoch:
		return moved("epoch", strconv.Itoa(int(shown.Epoch)), strconv.Itoa(int(is.Epoch)))
	case is != shown:
		return moved("entry", "", "")
	}
	return nil
}
