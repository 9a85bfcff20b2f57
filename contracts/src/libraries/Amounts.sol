// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

/// @title Amounts
/// @author Berth
/// @notice All arithmetic on an order's money and time, apart from storage and calls, so that it can be proved.
/// @dev What an order holds is the difference of two values of {cost}: sums of differences leave nothing over.
library Amounts {
    /// @notice What rates are scaled by: a rate is in 10^-9 of the token's smallest unit per second.
    uint256 internal constant SCALE = 1e9;
    /// @notice What shares are parts of: a basis point is one of these.
    uint256 internal constant WHOLE = 10_000;

    /// @notice What so many seconds from the start cost.
    /// @param rate below 2^96
    /// @param time seconds, below 2^33
    /// @return token units, below 2^100
    function cost(uint256 rate, uint256 time) internal pure returns (uint256) {
        unchecked {
            return rate * time / SCALE;
        }
    }

    /// @notice The least time that costs an amount or more.
    /// @param rate above zero, below 2^96
    /// @param amount token units, below 2^128
    /// @return seconds
    function timeFor(uint256 rate, uint256 amount) internal pure returns (uint256) {
        unchecked {
            return (amount * SCALE + rate - 1) / rate;
        }
    }

    /// @notice Splits what is paid for a service. Both shares are rounded down, and the node has what is left.
    /// @param amount token units, below 2^128
    /// @param feeBps basis points
    /// @param referrerBps basis points; both together at most 10,000
    /// @return toNode token units
    /// @return fee token units
    /// @return toReferrer token units
    function shares(uint256 amount, uint256 feeBps, uint256 referrerBps)
        internal
        pure
        returns (uint256 toNode, uint256 fee, uint256 toReferrer)
    {
        unchecked {
            fee = amount * feeBps / WHOLE;
            toReferrer = amount * referrerBps / WHOLE;
            toNode = amount - fee - toReferrer;
        }
    }

    /// @notice Seconds since the activation, probation included, until the order's end at most.
    /// @param past seconds since the activation
    /// @param probation seconds, below 2^32
    /// @param duration paid seconds, below 2^32
    /// @return seconds
    function served(uint256 past, uint256 probation, uint256 duration) internal pure returns (uint256) {
        unchecked {
            uint256 all = probation + duration;
            return past < all ? past : all;
        }
    }

    /// @notice Paid seconds of what was served.
    /// @param served_ seconds, at most probation and duration
    /// @param probation seconds
    /// @return seconds, at most the duration
    function earned(uint256 served_, uint256 probation) internal pure returns (uint256) {
        unchecked {
            return served_ > probation ? served_ - probation : 0;
        }
    }

    /// @notice Up to which paid second a running order may be settled: the last seconds of the notice are held back.
    /// @param earned_ paid seconds until now
    /// @param settled paid seconds, settled already
    /// @param notice seconds
    /// @return seconds, never below what is settled
    function settleable(uint256 earned_, uint256 settled, uint256 notice) internal pure returns (uint256) {
        unchecked {
            uint256 upTo = earned_ > notice ? earned_ - notice : 0;
            return upTo > settled ? upTo : settled;
        }
    }

    /// @notice What a user who leaves pays for: what was served, or what was committed to if that is more.
    /// @param earned_ paid seconds until now
    /// @param committed seconds
    /// @param duration seconds
    /// @return seconds, at most the duration
    function leftByUser(uint256 earned_, uint256 committed, uint256 duration) internal pure returns (uint256) {
        uint256 least = committed < duration ? committed : duration;
        return earned_ > least ? earned_ : least;
    }

    /// @notice What a node that leaves is paid for: what was served, but for the notice that it did not give.
    /// @param earned_ paid seconds until now
    /// @param settled paid seconds, settled already: these stay
    /// @param notice seconds
    /// @param lead seconds that the end was announced before
    /// @return seconds, from what is settled to what is earned
    function leftByNode(uint256 earned_, uint256 settled, uint256 notice, uint256 lead)
        internal
        pure
        returns (uint256)
    {
        unchecked {
            uint256 missing = lead < notice ? notice - lead : 0;
            uint256 open = earned_ - settled;
            return earned_ - (missing < open ? missing : open);
        }
    }
}
