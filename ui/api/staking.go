package api

import (
	"context"
	"slices"
	"strconv"
	"sync"
	"time"

	"berth/shared/amount"
	"berth/shared/calldata"
	"berth/shared/eth"
	"berth/shared/order"
	"berth/shared/stake"
)

// Block is a block of the chain.
type Block struct {
	Number uint64
	Time   time.Time
}

// Head is the newest block.
func (c Chain) Head(ctx context.Context) (Block, error) { return c.block(ctx, "latest") }

func (c Chain) block(ctx context.Context, tag string) (Block, error) {
	var b struct {
		Number quantity `json:"number"`
		Time   quantity `json:"timestamp"`
	}
	if err := c.rpc(ctx, "eth_getBlockByNumber", &b, tag, false); err != nil {
		return Block{}, err
	}
	return Block{Number: b.Number.uint(), Time: unix(b.Time)}, nil
}

func unix(q quantity) time.Time { return time.Unix(int64(q.uint()), 0).UTC() }

// uint is a number that is known to be small.
func (q quantity) uint() uint64 {
	n, _ := strconv.ParseUint(amount.Amount(q).String(), 10, 63)
	return n
}

// hex is a number as JSON-RPC has it.
func hex(n uint64) string { return "0x" + strconv.FormatUint(n, 16) }

// Hold is what is held of a stake for an order's probation.
func (c Chain) Hold(ctx context.Context, id order.ID) (stake.Hold, error) {
	return view(ctx, c, c.Staking, calldata.Held(id), calldata.Hold)
}

// Bounds of a look back at the staking contract's events: RPC endpoints answer for some thousands of blocks at once, and a
// page need not know all.
const (
	logBlocks  = 5_000
	logAsks    = 12
	logChanges = 400
	logTimes   = 60 // blocks whose time is asked for, where logs do not say it
)

type logEntry struct {
	Topics []eth.Hash `json:"topics"`
	Data   eth.Bytes  `json:"data"`
	Block  quantity   `json:"blockNumber"`
	Time   *quantity  `json:"blockTimestamp"` // newer nodes say it
}

// StakeChanges are the staking contract's events of late, in their order: back to a moment, or as far as the chain's RPC
// gives them. whole reports whether all since that moment are among them. The error is that of the newest part; of an older
// part it is left out.
func (c Chain) StakeChanges(ctx context.Context, since time.Time) (changes []stake.Change, whole bool, err error) {
	head, err := c.Head(ctx)
	if err != nil {
		return nil, false, err
	}
	to := head.Number
	var found []logEntry // in their order
	for range logAsks {
		from := to - min(to, logBlocks-1)
		part, failed := c.stakeLogs(ctx, from, to)
		if failed != nil && len(found) == 0 && to == head.Number {
			return nil, false, failed
		}
		if failed != nil || len(found)+len(part) > logChanges {
			break
		}
		found = append(part, found...)
		if from == 0 {
			whole = true
			break
		}
		if b, failed := c.block(ctx, hex(from)); failed != nil || b.Time.Before(since) {
			whole = failed == nil
			break
		}
		to = from - 1
	}
	times, err := c.times(ctx, found)
	if err != nil {
		return nil, false, err
	}
	for _, l := range found {
		at, known := times[l.Block.uint()]
		if !known {
			// Older than those whose time was asked for.
			changes, whole = nil, false
			continue
		}
		if ch, ok := calldata.Change(l.Topics, l.Data); ok {
			ch.Block, ch.At = l.Block.uint(), at
			changes = append(changes, ch)
		}
	}
	return changes, whole, nil
}

func (c Chain) stakeLogs(ctx context.Context, from, to uint64) (out []logEntry, err error) {
	err = c.rpc(ctx, "eth_getLogs", &out, map[string]any{
		"address": c.Staking, "fromBlock": hex(from), "toBlock": hex(to), "topics": []any{calldata.StakingTopics()},
	})
	return out, err
}

// times are when blocks were, of the newest of them.
func (c Chain) times(ctx context.Context, logs []logEntry) (map[uint64]time.Time, error) {
	times, asked := map[uint64]time.Time{}, []uint64{}
	for _, l := range slices.Backward(logs) {
		n := l.Block.uint()
		switch _, ok := times[n]; {
		case ok:
		case l.Time != nil:
			times[n] = unix(*l.Time)
		case len(asked) < logTimes && !slices.Contains(asked, n):
			asked = append(asked, n)
		}
	}
	var wg sync.WaitGroup
	blocks, errs := make([]Block, len(asked)), make([]error, len(asked))
	for i, n := range asked {
		wg.Go(func() { blocks[i], errs[i] = c.block(ctx, hex(n)) })
	}
	wg.Wait()
	for i, b := range blocks {
		if errs[i] != nil {
			return nil, errs[i]
		}
		times[b.Number] = b.Time
	}
	return times, nil
}
