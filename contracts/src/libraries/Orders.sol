// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IMarketTypes} from "../interfaces/IMarket.sol";
import {Resources} from "../interfaces/IRegistry.sol";

/// @dev An order as stored: three slots, of which all bits are used.
/// a: user 160, rate 96
/// b: node 160, since 36, state 4, duration 28, settled 28
/// c: probation 20, maxDuration 28, committed 28, notice 22, token 12, cpuMilli 32, memoryMiB 32, diskMiB 32,
///    trafficMiB 36, gpu 12, referred 1, held 1
struct Slots {
    uint256 a;
    uint256 b;
    uint256 c;
}

/// @dev An order as worked with. All in whole words: cleaning narrower types would cost code and gas at every use.
struct Deal {
    address user;
    uint256 rate; // 10^-9 token units a second
    address node;
    uint256 since; // Unix seconds: created while Created, activated afterwards
    IMarketTypes.State state;
    uint256 duration; // paid seconds
    uint256 settled; // of duration
    uint256 probation; // free seconds
    uint256 maxDuration; // seconds
    uint256 committed; // paid seconds
    uint256 notice; // seconds
    uint256 token; // index
    bool referred; // a referrer has a share
    bool held; // stake is held for its probation
    Resources resources; // without the GPU's model
}

/// @title Orders
/// @author Berth
/// @notice Packs orders into three slots.
library Orders {
    /// @notice The longest duration, committed time or longest duration, seconds.
    uint256 internal constant DURATION_LIMIT = (1 << 28) - 1;
    /// @notice The longest notice, seconds.
    uint256 internal constant NOTICE_LIMIT = (1 << 22) - 1;
    /// @notice The highest index of a token.
    uint256 internal constant TOKEN_LIMIT = (1 << 12) - 1;
    /// @notice The most traffic, MiB.
    uint256 internal constant TRAFFIC_LIMIT = (1 << 36) - 1;
    /// @notice The most GPUs.
    uint256 internal constant GPU_LIMIT = (1 << 12) - 1;

    /// @notice Reads an order.
    /// @param s where it is
    /// @return d the order
    function load(Slots storage s) internal view returns (Deal memory d) {
        (uint256 a, uint256 b, uint256 c) = (s.a, s.b, s.c);
        d.user = address(uint160(a));
        d.rate = a >> 160;
        d.node = address(uint160(b));
        d.since = b >> 160 & (1 << 36) - 1;
        d.state = IMarketTypes.State(b >> 196 & 0xf);
        d.duration = b >> 200 & DURATION_LIMIT;
        d.settled = b >> 228;
        d.probation = c & (1 << 20) - 1;
        d.maxDuration = c >> 20 & DURATION_LIMIT;
        d.committed = c >> 48 & DURATION_LIMIT;
        d.notice = c >> 76 & NOTICE_LIMIT;
        d.token = c >> 98 & TOKEN_LIMIT;
        d.resources.cpuMilli = uint32(c >> 110);
        d.resources.memoryMiB = uint32(c >> 142);
        d.resources.diskMiB = uint32(c >> 174);
        d.resources.trafficMiB = uint40(c >> 206 & TRAFFIC_LIMIT);
        d.resources.gpu = uint16(c >> 242 & GPU_LIMIT);
        d.referred = c >> 254 & 1 != 0;
        d.held = c >> 255 != 0;
    }

    /// @notice Writes a new order. What does not fit its bits must have been refused.
    /// @param s where to
    /// @param d the order
    function write(Slots storage s, Deal memory d) internal {
        s.a = uint256(uint160(d.user)) | d.rate << 160;
        writeProgress(s, d);
        writeTerms(s, d);
    }

    /// @notice Writes what changes in an order's life: since, state, duration and what is settled.
    /// @param s where to
    /// @param d the order
    function writeProgress(Slots storage s, Deal memory d) internal {
        s.b = uint256(uint160(d.node)) | d.since << 160 | uint256(d.state) << 196 | d.duration << 200
            | d.settled << 228;
    }

    /// @notice Writes an order's terms.
    /// @param s where to
    /// @param d the order
    function writeTerms(Slots storage s, Deal memory d) internal {
        Resources memory r = d.resources;
        uint256 c = d.probation | d.maxDuration << 20 | d.committed << 48
            | d.notice << 76 | d.token << 98;
        c |= uint256(r.cpuMilli) << 110 | uint256(r.memoryMiB) << 142 | uint256(r.diskMiB) << 174
            | uint256(r.trafficMiB) << 206 | uint256(r.gpu) << 242;
        s.c = c | (d.referred ? 1 << 254 : 0) | (d.held ? 1 << 255 : 0);
    }
}
