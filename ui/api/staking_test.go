//go:build !js

package api_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"testing"
	"time"

	"berth/e2e/pen"
	"berth/shared/amount"
	"berth/shared/calldata"
	"berth/shared/stake"
	"berth/ui/api"
)

// The contract's events give what it shared out, and reckoning on from a reading gives what the contract says later, to the
// unit that its index rounds off.
func TestStakingOnChain(t *testing.T) {
	p := pen.New(t)
	ctx := t.Context()
	c := api.Chain{Chain: p.Truth, Via: p}
	staked := amount.Of(100).Mul(1e18)
	for _, step := range []func() error{
		func() error {
			_, err := p.Send(ctx, p.User, p.Truth.Native.Address, calldata.Approve(p.Truth.Staking, staked.Mul(2)))
			return err
		},
		func() error {
			_, err := p.Send(ctx, p.User, p.Truth.Staking, calldata.Stake(staked))
			return err
		},
		func() error { p.Pass(t, time.Hour); return nil },
		func() error {
			_, err := p.Send(ctx, p.User, p.Truth.Staking, calldata.Stake(staked))
			return err
		},
		func() error { p.Pass(t, 30*time.Hour); return nil },
		func() error { _, err := p.Send(ctx, p.User, p.Truth.Staking, calldata.Claim(p.User)); return err },
	} {
		if err := step(); err != nil {
			t.Fatal(err)
		}
	}
	head, err := c.Head(ctx)
	if err != nil {
		t.Fatal(err)
	}
	changes, whole, err := c.StakeChanges(ctx, head.Time.Add(-stake.Day*9))
	if err != nil || !whole {
		t.Fatalf("whole is %v, %v", whole, err)
	}
	var added, emitted amount.Amount
	for _, ch := range changes {
		added, emitted = added.Add(ch.Added), emitted.Add(ch.Emitted)
		if ch.Block == 0 || ch.At.IsZero() || ch.At.After(head.Time) {
			t.Errorf("%+v", ch)
		}
	}
	if added != staked.Mul(2) {
		t.Errorf("added %s", added)
	}
	if first := changes[0]; emitted != amount.Of(uint64(head.Time.Sub(first.At)/time.Second)) || first.Account != p.User {
		t.Errorf("%s were shared out since %s, first %+v", emitted, head.Time.Sub(first.At), first)
	}
	pool, err := c.Pool(ctx)
	if err != nil {
		t.Fatal(err)
	}
	if paces := stake.Paces(changes, pool, head.Time); len(paces) < 4 || paces[0].Year <= paces[1].Year*1.9 {
		t.Errorf("twice the stake yields half: %+v", paces)
	}
	now, err := c.Position(ctx, p.User)
	if err != nil {
		t.Fatal(err)
	}
	p.Pass(t, 40*time.Hour)
	later, err := c.Head(ctx)
	if err != nil {
		t.Fatal(err)
	}
	then, err := c.Position(ctx, p.User)
	if err != nil {
		t.Fatal(err)
	}
	want := now.Earned.Add(pool.Grows(now.Amount, head.Time, later.Time))
	if d := want.Sub(then.Earned).Add(then.Earned.Sub(want)); d.Cmp(amount.Of(1)) > 0 {
		t.Errorf("reckoned %s, the contract says %s", want, then.Earned)
	}
	if h, err := c.Hold(ctx, p.Order.ID); err != nil || !h.Amount.IsZero() {
		t.Errorf("held %+v, %v", h, err)
	}
}

// limited is an RPC that answers for few blocks, of a chain that has many.
type limited struct {
	head    uint64
	refuses uint64 // below this block
	asked   int
}

func (l *limited) Read(_ context.Context, method string, out any, params ...any) error {
	answer := func(v string) error { return json.Unmarshal([]byte(v), out) }
	switch method {
	case "eth_getBlockByNumber":
		n := l.head
		if tag := params[0].(string); tag != "latest" {
			n, _ = strconv.ParseUint(tag[2:], 16, 64)
		}
		return answer(fmt.Sprintf(`{"number":"0x%x","timestamp":"0x%x"}`, n, n*12))
	case "eth_getLogs":
		l.asked++
		q := params[0].(map[string]any)
		from, _ := strconv.ParseUint(q["fromBlock"].(string)[2:], 16, 64)
		if from < l.refuses {
			return errors.New("too far back")
		}
		topic := calldata.StakingTopics()[0]
		word := "0000000000000000000000000000000000000000000000000000000000000001"
		return answer(fmt.Sprintf(`[{"topics":[%q],"data":"0x%s","blockNumber":"0x%x"}]`, topic, word+word+word+word, from))
	}
	return errors.New(method)
}

func TestStakeChanges(t *testing.T) {
	for _, c := range []struct {
		name   string
		rpc    limited
		since  uint64 // block
		parts  int
		whole  bool
		failed bool
	}{
		{"one part is enough", limited{head: 100_000}, 99_000, 1, true, false},
		{"some are", limited{head: 100_000}, 81_000, 4, true, false},
		{"from the chain's beginning", limited{head: 7_000}, 0, 2, true, false},
		{"too far back", limited{head: 1_000_000}, 0, 12, false, false},
		{"the RPC has no more", limited{head: 100_000, refuses: 92_000}, 0, 1, false, false},
		{"the RPC has nothing", limited{head: 100_000, refuses: 100_001}, 0, 0, false, true},
	} {
		rpc := c.rpc
		changes, whole, err := api.Chain{Via: &rpc}.StakeChanges(t.Context(), time.Unix(int64(c.since*12), 0))
		if len(changes) != c.parts || whole != c.whole || (err != nil) != c.failed {
			t.Errorf("%s: %d changes, whole is %v, %v", c.name, len(changes), whole, err)
		}
		for i, ch := range changes {
			if i > 0 && ch.Block <= changes[i-1].Block || ch.At.Unix() != int64(ch.Block*12) || ch.Emitted != amount.Of(1) {
				t.Errorf("%s: %+v", c.name, ch)
			}
		}
	}
}
