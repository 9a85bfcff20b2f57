package platform

import (
	"berth/shared/amount"
	"berth/shared/eth"
	"berth/shared/rank"
	"berth/shared/wire"
)

// Positions are where the list prices of a node stand, which calls itself so, in each of its tokens.
func Positions(nodes []wire.Node, me eth.Address, name string, prices []wire.Price) []wire.AdminPosition {
	all := []wire.AdminPosition{}
	for _, p := range prices {
		at := rank.Of(nodes, me, p)
		for i := range at.Around {
			if at.Around[i].Mine {
				at.Around[i].Name = name
			}
		}
		all = append(all, at)
	}
	return all
}

// Far reports whether a rate is far above or far below the middle of others'.
func Far(mine, middle amount.Nano) (above, below bool) {
	return mine.Cmp(middle.Mul(3)) > 0, mine.Mul(3).Cmp(middle) < 0
}
