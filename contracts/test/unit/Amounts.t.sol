// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {PRBTest} from "@prb/test/PRBTest.sol";

import {Amounts} from "../../src/libraries/Amounts.sol";

/// @dev The arithmetic alone, also where the market never comes. What it says of all inputs is proved by `make smt`.
contract AmountsTest is PRBTest {
    function test_Amounts_Cost() external {
        assertEq(Amounts.cost(1e9, 7), 7);
        assertEq(Amounts.cost(1e9 - 1, 7), 6);
        assertEq(Amounts.cost(1, 1e9 - 1), 0);
        assertEq(Amounts.cost(1, 1e9), 1);
        assertEq(Amounts.cost(type(uint96).max, 1 << 32), (uint256(type(uint96).max) << 32) / 1e9);
    }

    function test_Amounts_TimeFor() external {
        assertEq(Amounts.timeFor(1e9, 7), 7);
        assertEq(Amounts.timeFor(3e9, 7), 3);
        assertEq(Amounts.timeFor(7e9, 7), 1);
        assertEq(Amounts.timeFor(1e9 + 1, 7), 7);
        assertEq(Amounts.timeFor(1e9 - 1, 7), 8);
        assertEq(Amounts.timeFor(1e9, 0), 0);
    }

    function _shares(uint256 amount, uint256 feeBps, uint256 referrerBps, uint256[3] memory want) private {
        (uint256 toNode, uint256 fee, uint256 toReferrer) = Amounts.shares(amount, feeBps, referrerBps);
        assertEq(toNode, want[0]);
        assertEq(fee, want[1]);
        assertEq(toReferrer, want[2]);
    }

    function test_Amounts_Shares() external {
        _shares(10_000, 500, 3000, [uint256(6500), 500, 3000]);
        _shares(9999, 500, 3000, [uint256(6501), 499, 2999]); // both rounded down, the rest is the node's
        _shares(19, 500, 500, [uint256(19), 0, 0]);
        _shares(20, 500, 500, [uint256(18), 1, 1]);
        _shares(7, 0, 10_000, [uint256(0), 0, 7]);
    }

    function test_Amounts_Served() external {
        assertEq(Amounts.served(159, 60, 100), 159);
        assertEq(Amounts.served(160, 60, 100), 160);
        assertEq(Amounts.served(161, 60, 100), 160);
        assertEq(Amounts.earned(59, 60), 0);
        assertEq(Amounts.earned(60, 60), 0);
        assertEq(Amounts.earned(61, 60), 1);
    }

    function test_Amounts_Settleable() external {
        assertEq(Amounts.settleable(100, 0, 30), 70);
        assertEq(Amounts.settleable(100, 80, 30), 80); // never back
        assertEq(Amounts.settleable(30, 0, 30), 0);
        assertEq(Amounts.settleable(20, 0, 30), 0);
        assertEq(Amounts.settleable(100, 100, 0), 100);
    }

    function test_Amounts_LeftByUser() external {
        assertEq(Amounts.leftByUser(10, 50, 100), 50);
        assertEq(Amounts.leftByUser(60, 50, 100), 60); // served more than committed
        assertEq(Amounts.leftByUser(10, 150, 100), 100); // never more than the escrow
        assertEq(Amounts.leftByUser(10, 0, 100), 10);
    }

    function test_Amounts_LeftByNode() external {
        assertEq(Amounts.leftByNode(100, 0, 30, 0), 70);
        assertEq(Amounts.leftByNode(100, 0, 30, 10), 80);
        assertEq(Amounts.leftByNode(100, 0, 30, 30), 100);
        assertEq(Amounts.leftByNode(100, 0, 30, 31), 100);
        assertEq(Amounts.leftByNode(100, 90, 30, 0), 90); // what is settled stays
        assertEq(Amounts.leftByNode(20, 0, 30, 0), 0);
    }
}
