// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {Amounts} from "../src/libraries/Amounts.sol";

/// @dev What is said of {Amounts}, for solc's SMTChecker (`make smt`): each function is a statement for all inputs within the
/// bounds that the market keeps. The library computes without checks; here the same is computed with checks beside it, so
/// that an overflow is a failure, too.
contract AmountsProof {
    uint256 private constant SCALE = 1e9;

    /// @dev No overflow, and exactly the rounded down quotient.
    function cost(uint96 rate, uint32 time_) external pure {
        uint256 exact = uint256(rate) * time_;
        uint256 c = Amounts.cost(rate, time_);
        assert(c == exact / SCALE);
        assert(c < 1 << 100);
    }

    /// @dev More time never costs less: what is still held of an order is never negative.
    function costGrows(uint96 rate, uint32 less, uint32 more) external pure {
        require(less <= more);
        uint256 first = uint256(rate) * less;
        uint256 added = uint256(rate) * (more - less);
        assert(first + added == uint256(rate) * more);
        assert(Amounts.cost(rate, less) <= Amounts.cost(rate, more));
    }

    /// @dev The two parts of a deposit, split at any second, are the deposit.
    function costSplits(uint96 rate, uint32 settled, uint32 duration) external pure {
        require(settled <= duration);
        uint256 paid = Amounts.cost(rate, settled);
        uint256 held = Amounts.cost(rate, duration) - paid;
        assert(paid + held == Amounts.cost(rate, duration));
    }

    /// @dev So much time is enough for the amount, ...
    function timeForIsEnough(uint96 rate, uint128 amount) external pure {
        require(rate > 0);
        uint256 t = Amounts.timeFor(rate, amount);
        assert(t * rate >= uint256(amount) * SCALE);
    }

    /// @dev ... and a second less is not.
    function timeForIsLeast(uint96 rate, uint128 amount) external pure {
        require(rate > 0 && amount > 0);
        uint256 t = Amounts.timeFor(rate, amount);
        assert((t - 1) * rate < uint256(amount) * SCALE);
    }

    /// @dev Nothing is made or lost, and nobody has more than its part. The statements in between lead the solver there.
    function shares(uint128 amount, uint16 feeBps, uint16 referrerBps) external pure {
        uint256 both = uint256(feeBps) + referrerBps;
        require(both <= 10_000);
        uint256 most = uint256(amount) * both;
        uint256 rest = uint256(amount) * (10_000 - both);
        assert(most + rest == uint256(amount) * 10_000);
        (uint256 toNode, uint256 fee, uint256 toReferrer) = Amounts.shares(amount, feeBps, referrerBps);
        assert(fee * 10_000 <= uint256(amount) * feeBps);
        assert(toReferrer * 10_000 <= uint256(amount) * referrerBps);
        assert((fee + toReferrer) * 10_000 <= most);
        assert(fee + toReferrer <= amount);
        assert(toNode == amount - (fee + toReferrer));
    }

    /// @dev Served is within the order, earned within the paid part of it.
    function time(uint64 past, uint32 probation, uint32 duration) external pure {
        uint256 s = Amounts.served(past, probation, duration);
        uint256 e = Amounts.earned(s, probation);
        assert(s <= past && s <= uint256(probation) + duration);
        assert(e <= duration);
        assert(s >= probation || e == 0);
        assert(past < uint256(probation) + duration || e == duration);
    }

    /// @dev What may be settled never goes back, never beyond what is earned, and leaves the notice.
    function settleable(uint32 earned, uint32 settled, uint32 notice) external pure {
        require(settled <= earned);
        uint256 s = Amounts.settleable(earned, settled, notice);
        assert(s >= settled && s <= earned);
        assert(s == settled || s + notice == earned);
    }

    /// @dev A user who leaves pays for what was served, and for no more than the commitment and the escrow.
    function leftByUser(uint32 earned, uint32 committed, uint32 duration) external pure {
        require(earned <= duration);
        uint256 s = Amounts.leftByUser(earned, committed, duration);
        assert(s >= earned && s <= duration);
        assert(s == earned || s <= committed);
        assert(s >= committed || s == duration || s == earned);
    }

    /// @dev A node that leaves keeps what is settled, has no more than it earned, loses no more than its notice, and
    /// nothing if it announced that long before.
    function leftByNode(uint32 earned, uint32 settled, uint32 notice, uint64 lead) external pure {
        require(settled <= earned);
        uint256 s = Amounts.leftByNode(earned, settled, notice, lead);
        assert(s >= settled && s <= earned);
        assert(earned - s <= notice);
        assert(lead < notice || s == earned);
    }

    /// @dev Both parts of what is unsettled, whoever leaves, are what is held: no subtraction in the market can fail.
    function ends(uint32 earned, uint32 settled, uint32 notice, uint64 lead, uint32 committed, uint32 duration)
        external
        pure
    {
        require(settled <= earned && earned <= duration);
        uint256 u = Amounts.leftByUser(earned, committed, duration);
        uint256 n = Amounts.leftByNode(earned, settled, notice, lead);
        assert(settled <= n && n <= u && u <= duration);
    }
}
