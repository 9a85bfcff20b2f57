// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {Resources} from "../../src/interfaces/IRegistry.sol";
import {IStaking} from "../../src/interfaces/IStaking.sol";
import {Whole} from "../Whole.sol";
import {IPermit2} from "../../src/interfaces/IPermit2.sol";
import {DecimalsToken, FeeToken, PlainToken, PreHookToken} from "../mocks/Tokens.sol";

/// @dev Attempts at what is new in the second contracts: somebody gets, locks or spoils what is not its own.
contract AttackTest is Whole {
    address private _thief = address(0x7417);

    function _quoteUsd(uint32 committed, uint32 notice) private returns (Quote memory q) {
        q = _usdQuote();
        (q.committed, q.notice) = (committed, notice);
        _fundUsd(user, 1e12);
    }

    // ------------------------------------------------------------ top-ups by anybody

    /// @dev A node stretches an order that is committed to longer than it was paid for: with its own money.
    function test_Attack_StretchedCommitmentIsPaidByWhoStretches() external {
        uint256 id = _run(_quoteUsd(7200, 0), 600);
        _fundUsd(node, 6600e3);
        vm.prank(node);
        market.extend(id, 6600);
        _pass(300);
        _cancel(user, id);
        assertEq(usd.balanceOf(user), 1e12 - 600e3);
        assertEq(market.owed(user, address(usd)), 0);
        assertEq(usd.balanceOf(node), 0);
        assertEq(market.owed(node, address(usd)), 7200e3); // of which it brought 6600
    }

    /// @dev Replacing needs no more of the user's money either, for what was stretched is there.
    function test_Attack_StretchedCommitmentLeavesAReplacement() external {
        uint256 id = _run(_quoteUsd(7200, 0), 600);
        _fundUsd(node, 6600e3);
        vm.prank(node);
        market.extend(id, 6600);
        _pass(300);
        Quote memory q = _usdQuote();
        bytes memory signature = _sign(OPERATOR_KEY, q);
        uint256 before = usd.balanceOf(user);
        vm.prank(user);
        uint256 newId = market.replaceOrder(id, q, signature, 6900);
        assertEq(usd.balanceOf(user), before);
        assertEq(market.order(newId).committed, 6900);
    }

    /// @dev A second added before the end keeps the pair busy; the user cancels and makes its new order in one.
    function test_Attack_TopUpDoesNotKeepTheUserOut() external {
        uint256 id = _run(_quoteUsd(0, 0), 600);
        _pass(599);
        _fundUsd(_thief, 1e6);
        vm.prank(_thief);
        market.extend(id, 60);
        _pass(1);
        Quote memory q = _usdQuote();
        bytes memory signature = _sign(OPERATOR_KEY, q);
        vm.prank(user);
        vm.expectRevert(abi.encodeWithSelector(Market_LiveOrder.selector, id));
        market.createOrder(q, signature, 600);
        bytes[] memory calls = new bytes[](2);
        calls[0] = abi.encodeCall(market.cancel, (id, Reason.UserLeft));
        calls[1] = abi.encodeCall(market.createOrder, (q, signature, 600));
        vm.prank(user);
        market.multicall(calls);
        assertEq(market.liveOrder(user, node), id + 1);
        assertEq(market.owed(user, address(usd)), 60e3); // the stranger's
        assertEq(market.owed(_thief, address(usd)), 0);
    }

    // ------------------------------------------------------------ notice and commitment

    /// @dev Announcing anew gives up the announcement before: until its end the node owes the whole notice again.
    function test_Attack_ARenewedAnnouncementStartsAgain() external {
        uint256 id = _run(_quoteUsd(0, 300), 7200);
        _pass(1000);
        vm.startPrank(node);
        market.announceEnd(id, uint40(_now() + 300));
        _pass(300);
        (, uint256[2] memory n) = market.split(id);
        assertEq(n[0], 1300e3); // it could leave
        market.announceEnd(id, uint40(_now() + 300));
        vm.stopPrank();
        (, n) = market.split(id);
        assertEq(n[0], 1000e3);
        _pass(299);
        (, n) = market.split(id);
        assertEq(n[0], 1299e3);
        _pass(1);
        (, n) = market.split(id);
        assertEq(n[0], 1600e3);
    }

    /// @dev The farthest end that can be said, and an end of this very second, count for nothing.
    function test_Attack_OddAnnouncementsCountForNothing() external {
        uint256 id = _run(_quoteUsd(0, 300), 7200);
        _pass(1000);
        vm.startPrank(node);
        market.announceEnd(id, type(uint40).max);
        (, uint256[2] memory n) = market.split(id);
        assertEq(n[0], 700e3);
        market.announceEnd(id, uint40(_now()));
        (, n) = market.split(id);
        assertEq(n[0], 700e3);
        vm.stopPrank();
        _pass(1 days);
        market.settle(id);
        assertEq(market.owed(node, address(usd)), 7200e3);
    }

    /// @dev The agent of a user who works together with the node: not beyond the sum and the commitment.
    function test_Attack_AgentWithTheNode() external {
        Quote memory q = _quoteUsd(7200, 0);
        uint256 id = _run(q, 600);
        uint256[] memory sums = new uint256[](1);
        sums[0] = 500e3;
        vm.prank(user);
        market.setAgent(_thief, uint40(_now() + 1 days), _one(address(usd)), sums);
        vm.startPrank(_thief);
        vm.expectRevert(abi.encodeWithSelector(Market_OverBudget.selector, 501e3, 500e3));
        market.extendFor(id, 501);
        market.extendFor(id, 300);
        vm.expectRevert(abi.encodeWithSelector(Market_OverBudget.selector, 201e3, 200e3));
        market.extendFor(id, 201);
        market.extendFor(id, 200);
        vm.expectRevert(abi.encodeWithSelector(Market_OverBudget.selector, 1e3, 0));
        market.extendFor(id, 1);
        market.cancel(id, Reason.Other);
        vm.stopPrank();
        assertEq(usd.balanceOf(user), 1e12 - 1100e3);
        assertEq(market.owed(node, address(usd)), 1100e3);
        assertEq(market.owed(_thief, address(usd)) + usd.balanceOf(_thief), 0);
    }

    /// @dev A commitment makes money move without time, and costs its fee all the same: no way to fill the mint's day.
    function test_Attack_CommittedAndCancelledAtOnceCostsTheFee() external {
        _stake(other, 2e24);
        uint256 before = token.balanceOf(user);
        Quote memory q = _quote();
        (q.rate, q.committed) = (1e27, 600);
        uint256 id = _run(q, 600);
        _cancel(user, id);
        uint256 fee = uint256(600e18) * FEE / 10_000;
        assertEq(_owed(node), 600e18 - fee);
        _withdraw(node, user);
        staking.accrue();
        assertEq(before - token.balanceOf(user), fee);
        (, uint256 next) = staking.stream();
        assertEq(next, fee + fee / 2);
    }

    // ------------------------------------------------------------ held stake

    function _holding(uint256 key, uint96 minStake) private returns (uint256 id) {
        Quote memory q = _quote();
        (q.node, q.probation, q.minStake) = (vm.addr(key), 60, minStake);
        bytes memory signature = _sign(key, q);
        vm.prank(user);
        id = market.createOrder(q, signature, 600);
    }

    /// @dev What anybody released is not released again with the order, from what another order holds.
    function test_Attack_NoHoldIsReleasedTwice() external {
        _stake(user, 100e18);
        _pass(MATURITY);
        uint256 other_ = 0xD0D0;
        _register(vm.addr(other_), address(0), 0);
        uint256 a = _holding(NODE_KEY, 30e18);
        uint256 b = _holding(other_, 70e18);
        assertEq(staking.stakeOf(user), 0);
        _pass(WINDOW);
        vm.prank(node);
        market.activate(a);
        vm.prank(vm.addr(other_));
        market.activate(b);
        _pass(59);
        vm.expectRevert(abi.encodeWithSelector(IStaking.Staking_OnlyMarket.selector, address(this)));
        staking.release(a);
        _pass(1);
        staking.release(a);
        staking.release(a);
        assertEq(staking.position(user).held, 70e18);
        _cancel(user, a);
        assertEq(staking.position(user).held, 70e18);
        _cancel(user, b);
        assertEq(staking.position(user).held, 0);
        vm.prank(user);
        staking.unstake(100e18, user);
    }

    // ------------------------------------------------------------ streams

    /// @dev A stake across midnight has the second before and the second after, and no more.
    function test_Attack_StakeAcrossMidnight() external {
        _stake(other, 1e24);
        uint256 id = _run(_quote(), 600);
        _pass(600);
        market.settle(id);
        staking.accrue();
        (, uint256 next) = staking.stream();
        assertEq(next, 18 * uint256(RATE)); // 600 at 2 %, and half of it minted
        vm.warp((_now() / 1 days + 1) * 1 days - 1);
        _stake(_thief, 99e24);
        _pass(2);
        vm.startPrank(_thief);
        uint256 got = staking.claim(_thief);
        staking.unstake(99e24, _thief);
        vm.stopPrank();
        assertTrue(got <= next * 99 / 100 / 1 days);
        assertTrue(got + 2 >= next * 99 / 100 / 1 days);
    }

    /// @dev All stakers leave in the middle of a stream: who comes first, whenever, has nothing at once, and then as much
    /// as its time of the next whole day.
    function test_Attack_FirstAfterAGapHasNothingAtOnce() external {
        _stake(other, 1e24);
        uint256 id = _run(_quote(), 600);
        _pass(600);
        market.settle(id);
        staking.accrue();
        vm.warp((_now() / 1 days + 1) * 1 days + 12 hours);
        vm.startPrank(other);
        uint256 half = staking.claim(other);
        staking.unstake(1e24, other);
        vm.stopPrank();
        assertTrue(half <= 9 * uint256(RATE) && half + 2 >= 9 * uint256(RATE));
        _pass(10 days);
        _stake(_thief, 1);
        assertEq(staking.position(_thief).earned, 0);
        vm.warp((_now() / 1 days + 1) * 1 days);
        assertEq(staking.position(_thief).earned, 0);
        _pass(6 hours);
        uint256 earned = staking.position(_thief).earned;
        assertTrue(earned <= 9 * uint256(RATE) / 4 + 1 && earned + 2 >= 9 * uint256(RATE) / 4);
    }

    // ------------------------------------------------------------ relayers

    /// @dev What a user signed once for Permit2 makes one order: neither again, nor once the order is over.
    function test_Attack_Permit2OnlyOnce() external {
        vm.prank(user);
        token.approve(address(permit2), type(uint256).max);
        Quote memory q = _quote();
        bytes32 witness = keccak256(
            abi.encode(keccak256("Order(bytes32 quote,uint32 duration)"), market.hashQuote(q), uint32(600))
        );
        IPermit2.PermitTransferFrom memory p = IPermit2.PermitTransferFrom(
            IPermit2.TokenPermissions(address(token), 600 * uint256(RATE)), 7, _now() + 1 days
        );
        bytes32 digest = permit2.hashPermit(
            p,
            address(market),
            witness,
            "Order witness)Order(bytes32 quote,uint32 duration)TokenPermissions(address token,uint256 amount)"
        );
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(USER_KEY, digest);
        bytes memory owner = abi.encodePacked(r, s, v);
        bytes memory signature = _sign(OPERATOR_KEY, q);
        vm.startPrank(_thief);
        uint256 id = market.createOrderWithPermit2(q, signature, 600, 7, _now() + 1 days, owner);
        assertEq(market.order(id).user, user);
        vm.expectRevert(abi.encodeWithSelector(Market_LiveOrder.selector, id));
        market.createOrderWithPermit2(q, signature, 600, 7, _now() + 1 days, owner);
        vm.stopPrank();
        _cancel(user, id);
        vm.startPrank(_thief);
        vm.expectRevert(abi.encodeWithSelector(Market_QuoteUsed.selector, node, user, q.nonce));
        market.createOrderWithPermit2(q, signature, 600, 7, _now() + 1 days, owner);
        vm.stopPrank();
    }

    // ------------------------------------------------------------ tokens

    function _with(PlainToken t, uint96 rate, uint32 duration) private returns (uint256 id) {
        market.listToken(address(t));
        t.mint(user, 1e30);
        vm.prank(user);
        t.approve(address(market), type(uint256).max);
        Quote memory q = _quote();
        (q.token, q.rate, q.minDuration) = (address(t), rate, 0);
        id = _run(q, duration);
    }

    /// @dev Whatever the decimals: nobody is out by a unit, and the books close at nothing.
    function testFuzz_Attack_AnyDecimals(uint8 pick, uint96 rate, uint32 duration, uint32[2] memory t) external {
        uint8[4] memory decimals = [0, 6, 18, 24];
        DecimalsToken d = new DecimalsToken(decimals[pick % 4]);
        duration = duration % 7200 + 1;
        rate = rate % (2 ** 96 - 1e9) + 1e9;
        uint256 id = _with(d, rate, duration);
        uint256 deposit = uint256(rate) * duration / 1e9;
        assertEq(d.balanceOf(address(market)), deposit);
        _pass(t[0] % duration);
        market.settle(id);
        _pass(t[1] % duration);
        uint256 served = t[0] % duration + t[1] % duration;
        if (served > duration) served = duration;
        _cancel(user, id);
        assertEq(market.owed(node, address(d)), uint256(rate) * served / 1e9);
        assertEq(market.owed(user, address(d)), deposit - uint256(rate) * served / 1e9);
        if (market.owed(node, address(d)) != 0) {
            vm.prank(node);
            market.withdraw(address(d), node);
        }
        if (market.owed(user, address(d)) != 0) {
            vm.prank(user);
            market.withdraw(address(d), user);
        }
        assertEq(d.balanceOf(address(market)), 0);
    }

    /// @dev The largest price that a rate can say, in a token of 24 decimals: 0.285 whole tokens an hour.
    function test_Attack_LargestPriceOf24Decimals() external {
        uint256 id = _with(new DecimalsToken(24), type(uint96).max, 3600);
        address t = market.order(id).token;
        assertEq(PlainToken(t).balanceOf(address(market)), uint256(type(uint96).max) * 3600 / 1e9);
        assertEq(PlainToken(t).balanceOf(address(market)) / 1e21, 285);
        _pass(3600);
        market.settle(id);
        assertEq(market.owed(node, t), uint256(type(uint96).max) * 3600 / 1e9);
    }

    /// @dev A token that begins to take a fee: no more orders in it; who withdraws has what the token lets through, and
    /// nobody else has less.
    function test_Attack_TokenThatTakesAFeeLater() external {
        PlainToken t = new PlainToken();
        uint256 id = _with(t, RATE * SCALE, 600);
        vm.etch(address(t), address(new FeeToken()).code);
        Quote memory q = _quote();
        (q.user, q.token) = (other, address(t));
        t.mint(other, 1e24);
        vm.prank(other);
        t.approve(address(market), type(uint256).max);
        bytes memory signature = _sign(OPERATOR_KEY, q);
        vm.prank(other);
        vm.expectRevert(
            abi.encodeWithSelector(Market_FeeOnTransfer.selector, 600 * uint256(RATE), 594 * uint256(RATE))
        );
        market.createOrder(q, signature, 600);
        _pass(100);
        _cancel(user, id);
        vm.prank(node);
        market.withdraw(address(t), node);
        assertEq(t.balanceOf(node), 99 * uint256(RATE));
        assertEq(t.balanceOf(address(market)), 500 * uint256(RATE));
        assertEq(market.owed(user, address(t)), 500 * uint256(RATE));
    }

    /// @dev What R05 calls in the middle of a deposit.
    function check(address t) external view {
        (, uint256 toUser) = _split(2);
        require(toUser == 600 * uint256(RATE), "order is not there");
        require(PlainToken(t).balanceOf(address(market)) == 0, "money is there");
    }

    /// @dev R05: who reads the market in a token's hook sees an order before its money. It can do nothing with it.
    function test_R05_ViewsRunAheadInAHook() external {
        PreHookToken t = new PreHookToken();
        uint256 id = _with(t, RATE * SCALE, 600);
        _cancel(user, id);
        vm.prank(user);
        market.withdraw(address(t), user);
        Quote memory q = _quote();
        q.token = address(t);
        t.arm(address(this), abi.encodeCall(this.check, (address(t))));
        assertEq(_create(q, 600), 2);
        _cancel(user, 2);
        t.arm(address(market), abi.encodeCall(market.collectFees, ()));
        vm.prank(user);
        (bool ok,) = address(market).call(abi.encodeCall(market.withdraw, (address(t), user)));
        assertFalse(ok);
        assertEq(market.owed(user, address(t)), 600 * uint256(RATE));
    }

    // ------------------------------------------------------------ registry

    /// @dev Whatever the operator's key does: the wallet has the node back with one call, and its money all along.
    function test_Attack_StolenOperatorKey() external {
        address key = vm.addr(OPERATOR_KEY);
        Quote memory q = _quote();
        (q.user, q.rate, q.resources, q.maxDuration) = (_thief, 1e9, _total(), (1 << 28) - 1);
        _fund(_thief);
        uint256 id = _run(q, (1 << 28) - 1); // all of the node, for eight years, for 0.27 · 10⁻⁹ tokens
        vm.prank(key);
        vm.expectRevert(abi.encodeWithSignature("Registry_NotRegistered(address)", key));
        registry.setPaused(true);
        vm.startPrank(node);
        registry.setOperator(address(0));
        market.cancel(id, Reason.Other);
        vm.stopPrank();
        Resources memory r = registry.node(node).reserved;
        assertEq(uint256(r.cpuMilli) + r.memoryMiB + r.diskMiB + r.trafficMiB + r.gpu, 0);
        vm.startPrank(key);
        vm.expectRevert(abi.encodeWithSelector(Market_NotNode.selector, 0, key, node));
        market.voidQuotes(node, user, 1);
        vm.expectRevert(abi.encodeWithSelector(Market_NotNode.selector, 0, key, node));
        market.withdrawFor(node, address(token));
        vm.stopPrank();
    }
}
