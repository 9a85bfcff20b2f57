package indexer

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"berth/contracts/chain/follow/followtest"
	"berth/shared/eth"
)

// use is an index and its log on the suite's chain.
type use struct {
	*Syncer
	chain *followtest.Chain
	log   *memLog
}

func (u *use) Start(t *testing.T) {
	u.Syncer = NewSyncer(Config{
		Index: NewIndex(nil), Log: u.log, Checkpoints: u.log, Blocks: u.chain, Events: Reader{u.chain}, First: followtest.First,
		Every: time.Millisecond, Changed: func([]eth.Address) {}, Recorded: func([]eth.Address) {}, Logger: quiet,
	})
	if err := u.Load(context.Background()); err != nil {
		t.Fatal(err)
	}
}

func (u *use) State(*testing.T) string {
	d := dumpOf(u.cfg.Index)
	lines := []string{fmt.Sprintf("head %+v", d.Head), fmt.Sprintf("by user %v", d.ByUser)}
	var orders []string
	for id, o := range d.Orders {
		orders = append(orders, fmt.Sprintf("%06d %+v", id, o))
	}
	slices.Sort(orders)
	return strings.Join(append(append(lines, orders...), fmt.Sprintf("users %+v", d.Users), fmt.Sprintf("nodes %+v", d.Nodes), fmt.Sprint(d.Reserved, d.Epochs, d.Used, d.Agents)), "\n")
}

func TestFollower(t *testing.T) {
	followtest.Run(t, func(_ *testing.T, c *followtest.Chain, write func() error) followtest.Use {
		l := newMemLog()
		l.crash = write
		return &use{chain: c, log: l}
	})
}
