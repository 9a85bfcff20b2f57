package calldata

import (
	"time"

	"berth/shared/amount"
	"berth/shared/eth"
	"berth/shared/order"
	"berth/shared/stake"
)

// Stake is Staking.stake.
func Stake(value amount.Amount) eth.Bytes { return newCall(selStake).amount(value).encode() }

// StakeWithPermit is Staking.stakeWithPermit.
func StakeWithPermit(p Permit) eth.Bytes {
	return newCall(selStakeWithPermit).amount(p.Value).time(p.Deadline).uint(uint64(p.V)).word(p.R).word(p.S).encode()
}

// Unstake is Staking.unstake.
func Unstake(value amount.Amount, to eth.Address) eth.Bytes {
	return newCall(selUnstake).amount(value).address(to).encode()
}

// Claim is Staking.claim.
func Claim(to eth.Address) eth.Bytes { return newCall(selClaim).address(to).encode() }

// Position is Staking.position, read with Staked.
func Position(account eth.Address) eth.Bytes {
	return newCall(selPosition).address(account).encode()
}

// Staked reads a position.
func Staked(result eth.Bytes) (stake.Position, error) {
	w := words(result)
	if len(w) != 32*5 {
		return stake.Position{}, errShort
	}
	since, err := w.uint(3)
	return stake.Position{
		Amount: w.amount(0), Counting: w.amount(1), Held: w.amount(2), Since: moment(since), Earned: w.amount(4),
	}, err
}

// Held is Staking.held, read with Hold.
func Held(id order.ID) eth.Bytes { return newCall(selHeld).uint(uint64(id)).encode() }

// Hold reads what is held for an order's probation.
func Hold(result eth.Bytes) (stake.Hold, error) {
	w := words(result)
	if len(w) != 32*3 {
		return stake.Hold{}, errShort
	}
	account, err := w.address(0)
	if err != nil {
		return stake.Hold{}, err
	}
	until, err := w.uint(2)
	return stake.Hold{Account: account, Amount: w.amount(1), Until: moment(until)}, err
}

// StakingTopics are the first topics of the events that Change reads.
func StakingTopics() []eth.Hash { return []eth.Hash{topicAccrued, topicStaked, topicUnstaked} }

// Change reads an event of the staking contract; not ok: it is another one. Where and when it was is the caller's to fill in.
func Change(topics []eth.Hash, data eth.Bytes) (c stake.Change, ok bool) {
	if len(topics) == 0 {
		return c, false
	}
	w := words(data)
	switch {
	case topics[0] == topicAccrued && len(w) == 32*4:
		return stake.Change{Emitted: w.amount(0), Released: w.amount(1), Fees: w.amount(2), Minted: w.amount(3)}, true
	case topics[0] == topicStaked && len(w) == 32 && len(topics) == 2:
		return stake.Change{Account: eth.Address(topics[1][12:]), Added: w.amount(0)}, true
	case topics[0] == topicUnstaked && len(w) == 32 && len(topics) == 2:
		return stake.Change{Account: eth.Address(topics[1][12:]), Taken: w.amount(0)}, true
	}
	return c, false
}

func (w words) amount(i int) amount.Amount { return amount.FromWord([32]byte(w[32*i:])) }

// The views of the staking contract as a whole, to be asked in one go and read with Pool.
func PoolViews() []eth.Bytes {
	all := [][4]byte{selTotalStaked, selPoolLeft, selEmissionPerSecond, selYearlyYield, selStream, selMintPerMille, selMaturity}
	calls := make([]eth.Bytes, len(all))
	for i, s := range all {
		calls[i] = newCall(s).encode()
	}
	return calls
}

// Pool reads the answers to PoolViews.
func Pool(results []eth.Bytes) (stake.Pool, error) {
	lengths := [...]int{1, 1, 1, 1, 2, 1, 1}
	if len(results) != len(lengths) {
		return stake.Pool{}, errShort
	}
	for i, n := range lengths {
		if len(results[i]) != 32*n {
			return stake.Pool{}, errShort
		}
	}
	mille, err := words(results[5]).uint(0)
	if err != nil {
		return stake.Pool{}, err
	}
	maturity, err := words(results[6]).uint(0)
	if err != nil {
		return stake.Pool{}, err
	}
	first := func(i int) amount.Amount { return words(results[i]).amount(0) }
	return stake.Pool{
		Total: first(0), Left: first(1), Emission: first(2), YearlyYield: first(3), Releasing: first(4), Waiting: words(results[4]).amount(1),
		MintMille: mille, Maturity: time.Duration(min(maturity, 1<<32)) * time.Second,
	}, nil
}
