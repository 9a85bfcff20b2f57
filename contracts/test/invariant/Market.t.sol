// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {Market} from "../../src/Market.sol";
import {Registry} from "../../src/Registry.sol";
import {IMarket} from "../../src/interfaces/IMarket.sol";
import {IRegistry, Resources} from "../../src/interfaces/IRegistry.sol";
import {Base} from "../Base.sol";
import {ReentrantToken} from "../mocks/Tokens.sol";
import {Handler} from "./Handler.sol";

/// @dev The invariants, in prose, each beside its check. They hold after every call of {Handler}.
contract MarketInvariants is Base {
    ReentrantToken private _token;
    Handler private _handler;

    function setUp() public override {
        vm.warp(1_750_000_000);
        _token = new ReentrantToken();
        (registry, market) = _deploy(address(_token), address(0));
        _handler = new Handler(market, registry, _token);
    }

    function targetContracts() public view returns (address[] memory list) {
        list = new address[](1);
        list[0] = address(_handler);
    }

    struct FuzzSelector {
        address addr;
        bytes4[] selectors;
    }

    function targetSelectors() public view returns (FuzzSelector[] memory list) {
        bytes4[] memory s = new bytes4[](16);
        (s[0], s[1], s[2], s[3]) =
            (Handler.create.selector, Handler.activate.selector, Handler.create.selector, Handler.activate.selector);
        (s[4], s[5], s[6], s[7]) =
            (Handler.settle.selector, Handler.extend.selector, Handler.replace.selector, Handler.withdraw.selector);
        (s[8], s[9], s[10], s[11]) =
            (Handler.pass.selector, Handler.expire.selector, Handler.cancel.selector, Handler.block_.selector);
        (s[12], s[13], s[14], s[15]) =
            (Handler.pause.selector, Handler.resize.selector, Handler.void.selector, Handler.donate.selector);
        list = new FuzzSelector[](1);
        list[0] = FuzzSelector(address(_handler), s);
    }

    function _live(IMarket.State s) private pure returns (bool) {
        return s == IMarket.State.Created || s == IMarket.State.Active;
    }

    /// @dev One walk over all orders checks what is said of orders, and adds up what is said of sums:
    ///
    /// 1. The market's balance is what live orders hold, what accounts are owed, and what was sent to it without a
    ///    reason: never a unit less.
    /// 2. For every order, paid + refunded + still held = deposited, to the last unit.
    /// 3. What is reserved of a node is the sum over its live orders.
    /// 4. A finished order never moves again.
    /// 5. A user and a node have at most one live order, and liveOrder gives it unless its time is over.
    /// 6. A node's earnings are rate × settled seconds, and all of them are what the market says was settled in total.
    /// 7. Nothing is lost: what users were given is with users, nodes and the market.
    function invariant_Market() external {
        Sums memory s;
        for (uint256 id = 1; id <= market.orderCount(); ++id) {
            _order(id, s);
        }
        assertEq(market.totalSettled(), s.settled);
        uint256 owed;
        uint256 outside;
        for (uint256 i = 0; i < 4; ++i) {
            owed += market.owed(_handler.users(i));
            outside += _token.balanceOf(_handler.users(i));
        }
        for (uint256 i = 0; i < 3; ++i) {
            owed += market.owed(_handler.nodes(i));
            outside += _token.balanceOf(_handler.nodes(i));
            IRegistry.Node memory e = registry.node(_handler.nodes(i));
            s.reserved[i].gpuModel = e.total.gpuModel;
            assertEq(keccak256(abi.encode(e.reserved)), keccak256(abi.encode(s.reserved[i])));
            assertTrue(e.reserved.cpuMilli <= e.total.cpuMilli && e.reserved.gpu <= e.total.gpu);
        }
        uint256 balance = _token.balanceOf(address(market));
        assertEq(balance, s.held + owed + _handler.donated());
        assertEq(balance + outside, _handler.supplied() + _handler.donated());
    }

    struct Sums {
        uint256 held;
        uint256 settled;
        Resources[3] reserved;
        uint256[12] liveOf; // user × 3 + node
    }

    function _order(uint256 id, Sums memory s) private {
        IMarket.Order memory o = market.order(id);
        (uint256 deposited, uint256 refunded, bytes32 finished) = _handler.books(id);
        bool live = o.state == IMarket.State.Created || o.state == IMarket.State.Active;
        uint256 paid = uint256(o.rate) * o.settledSeconds;
        uint256 still = live ? uint256(o.rate) * (o.duration - o.settledSeconds) : 0;
        assertEq(paid + refunded + still, deposited);
        assertTrue(market.earned(id) >= paid && market.earned(id) <= deposited);
        s.settled += paid;
        s.held += still;
        assertEq(live, finished == 0);
        if (!live) {
            assertEq(keccak256(abi.encode(o)), finished);
            return;
        }
        (uint256 toNode, uint256 toUser) = market.split(id);
        assertEq(toNode + toUser, still);
        uint256 n = o.node == _handler.nodes(0) ? 0 : o.node == _handler.nodes(1) ? 1 : 2;
        uint256 pair = (uint160(o.user) - 0xA000) * 3 + n;
        assertEq(s.liveOf[pair], 0);
        s.liveOf[pair] = id;
        uint256 end = o.state == IMarket.State.Active
            ? uint256(o.since) + o.probation + o.duration
            : uint256(o.since) + WINDOW + 1;
        assertEq(market.liveOrder(o.user, o.node), block.timestamp >= end ? 0 : id);
        s.reserved[n].cpuMilli += o.resources.cpuMilli;
        s.reserved[n].memoryMiB += o.resources.memoryMiB;
        s.reserved[n].diskMiB += o.resources.diskMiB;
        s.reserved[n].trafficMiB += o.resources.trafficMiB;
        s.reserved[n].gpu += o.resources.gpu;
    }
}
