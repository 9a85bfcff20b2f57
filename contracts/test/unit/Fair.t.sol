// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IRegistry} from "../../src/interfaces/IRegistry.sol";
import {Whole} from "../Whole.sol";

/// @dev What users and nodes owe each other beside the rate: commitment, notice, fee, shares, held stake.
contract FairTest is Whole {
    uint256 private constant R = RATE;

    function _less(uint256 amount) private pure returns (uint256) {
        return amount - amount * FEE / 10_000;
    }

    // ------------------------------------------------------------ commitment

    function _committed(uint32 committed, uint32 duration) private returns (uint256 id) {
        Quote memory q = _usdQuote();
        (q.committed, q.maxDuration) = (committed, 7200);
        _fundUsd(user, 1e12);
        id = _run(q, duration);
    }

    /// @dev H2, A01: who leaves early pays for what it committed to.
    function test_Committed_UserLeavesEarly() external {
        uint256 id = _committed(300, 600);
        _pass(100);
        (uint256[2] memory u, uint256[2] memory n) = market.split(id);
        assertEq(u[0], 300e3);
        assertEq(u[1], 300e3);
        assertEq(n[0], 100e3);
        assertEq(n[1], 500e3);
        _all();
        emit OrderSettled(id, 300e3, 0, 0, 300e3);
        _all();
        emit OrderCancelled(id, user, node, user, Reason.Other, false, Ending(300e3, 300e3, 200e3, 0, 100));
        _cancel(user, id);
        assertEq(market.owed(node, address(usd)), 300e3);
        assertEq(market.owed(user, address(usd)), 300e3);
        assertEq(market.earned(id), 300e3);
        assertEq(market.order(id).settledSeconds, 300);
    }

    function test_Committed_ServedAlready() external {
        uint256 id = _committed(300, 600);
        _pass(300);
        market.settle(id);
        _pass(50);
        _cancel(user, id);
        assertEq(market.owed(node, address(usd)), 350e3);
    }

    function test_Committed_NeverMoreThanTheEscrow() external {
        uint256 id = _committed(7200, 600);
        _pass(100);
        market.settle(id);
        (uint256[2] memory u,) = market.split(id);
        assertEq(u[0], 500e3);
        assertEq(u[1], 0);
        _cancel(user, id);
        assertEq(market.owed(node, address(usd)), 600e3);
        assertEq(market.owed(user, address(usd)), 0);
    }

    function test_Committed_NothingWhenTheNodeLeaves() external {
        uint256 id = _committed(600, 600);
        _pass(100);
        _cancel(operator, id);
        assertEq(market.owed(node, address(usd)), 100e3);
        assertEq(market.owed(user, address(usd)), 500e3);
    }

    function test_Committed_NothingBeforeActivation() external {
        Quote memory q = _usdQuote();
        q.committed = 600;
        _fundUsd(user, 1e12);
        uint256 id = _create(q, 600);
        _cancel(user, id);
        assertEq(market.owed(user, address(usd)), 600e3);
    }

    function test_Committed_NothingInProbation() external {
        Quote memory q = _usdQuote();
        (q.committed, q.probation) = (600, 60);
        _fundUsd(user, 1e12);
        uint256 id = _run(q, 600);
        _pass(59);
        (uint256[2] memory u,) = market.split(id);
        assertEq(u[0], 0);
        uint256 snapshot = vm.snapshot();
        _cancel(user, id);
        assertEq(market.owed(user, address(usd)), 600e3);
        vm.revertTo(snapshot);
        _pass(1); // the first second after it
        _cancel(user, id);
        assertEq(market.owed(node, address(usd)), 600e3);
    }

    function test_Committed_EndsWhenTheNodeAnnouncesItsEnd() external {
        uint256 id = _committed(600, 600);
        _pass(100);
        vm.prank(operator);
        market.announceEnd(id, uint40(_now() + 400));
        _cancel(user, id);
        assertEq(market.owed(node, address(usd)), 100e3);
        assertEq(market.owed(user, address(usd)), 500e3);
    }

    function _replace(uint256 id, Quote memory q, uint32 duration) private returns (uint256) {
        bytes memory signature = _sign(OPERATOR_KEY, q);
        vm.prank(user);
        return market.replaceOrder(id, q, signature, duration);
    }

    /// @dev What is left of a commitment goes on in the replacement, in money.
    function test_Committed_CarriesOver() external {
        uint256 id = _committed(500, 600);
        _pass(100); // 400 seconds at 1000 are left
        Quote memory q = _usdQuote();
        (q.rate, q.minDuration) = (3000 * SCALE, 0);
        bytes memory signature = _sign(OPERATOR_KEY, q);
        vm.prank(user);
        vm.expectRevert(abi.encodeWithSelector(Market_CommitmentTooLarge.selector, 134, 133));
        market.replaceOrder(id, q, signature, 133);
        uint256 newId = _replace(id, q, 134);
        assertEq(market.order(newId).committed, 134);
        _cancel(user, newId);
        assertTrue(market.owed(node, address(usd)) >= 500e3);
    }

    function test_Committed_QuotesOwnIsMore() external {
        uint256 id = _committed(110, 600);
        _pass(100);
        Quote memory q = _usdQuote();
        q.committed = 50;
        uint256 newId = _replace(id, q, 60);
        assertEq(market.order(newId).committed, 50);
        q = _usdQuote();
        newId = _replace(newId, q, 60);
        assertEq(market.order(newId).committed, 50); // 50 seconds at the same rate are left
    }

    function test_Committed_NothingToCarryOver() external {
        uint256 id = _committed(100, 600);
        _pass(100);
        Quote memory q = _usdQuote();
        q.minDuration = 0;
        uint256 newId = _replace(id, q, 1);
        assertEq(market.order(newId).committed, 0);
    }

    /// @dev In probation a user may leave for nothing, and so replace for nothing.
    function test_Committed_ReplacedInProbation() external {
        Quote memory q = _usdQuote();
        (q.committed, q.probation) = (600, 60);
        _fundUsd(user, 1e12);
        uint256 id = _run(q, 600);
        _pass(59);
        q = _usdQuote();
        q.minDuration = 0;
        uint256 newId = _replace(id, q, 1);
        assertEq(market.order(newId).committed, 0);
    }

    /// @dev However a user splits its leaving over replacements: the node has what was committed to.
    function testFuzz_Committed_NoEscape(uint32 committed, uint32 past, uint96 rate, uint32 duration) external {
        committed = committed % 7200 + 1;
        uint256 id = _committed(committed, 7200);
        _pass(past % committed);
        Quote memory q = _usdQuote();
        (q.rate, q.minDuration, q.maxDuration) = (rate % 1e16 + SCALE, 0, (1 << 28) - 1);
        duration = duration % 1e6 + 1;
        uint256 rest = (committed - past % committed) * 1000;
        _fundUsd(user, 1e20);
        bytes memory signature = _sign(OPERATOR_KEY, q);
        vm.prank(user);
        (bool ok,) = address(market).call(abi.encodeCall(market.replaceOrder, (id, q, signature, duration)));
        assertEq(ok, uint256(q.rate) * duration / SCALE >= rest);
        _cancel(user, ok ? id + 1 : id);
        assertTrue(market.owed(node, address(usd)) >= uint256(committed) * 1000);
    }

    // ------------------------------------------------------------ notice

    function _noticed(uint32 notice) private returns (uint256 id) {
        Quote memory q = _usdQuote();
        q.notice = notice;
        _fundUsd(user, 1e12);
        id = _run(q, 7200);
    }

    function test_Notice_HeldBackWhileRunning() external {
        uint256 id = _noticed(300);
        _pass(300);
        assertEq(market.settle(id), 0);
        _pass(100);
        assertEq(market.settle(id), 100e3);
        assertEq(market.settle(id), 0);
        assertEq(market.earned(id), 400e3);
        _pass(6800);
        market.settle(id); // all of it at the end
        assertEq(market.owed(node, address(usd)), 7200e3);
    }

    function test_Notice_PaidWhenTheUserLeaves() external {
        uint256 id = _noticed(300);
        _pass(400);
        _cancel(user, id);
        assertEq(market.owed(node, address(usd)), 400e3);
    }

    function test_Notice_PaidInAReplacement() external {
        uint256 id = _noticed(300);
        _pass(400);
        _replace(id, _usdQuote(), 600);
        assertEq(market.owed(node, address(usd)), 400e3);
    }

    function test_Notice_NodeLeavesWithoutAWord() external {
        uint256 id = _noticed(300);
        _pass(400);
        market.settle(id);
        _pass(100);
        (, uint256[2] memory n) = market.split(id);
        assertEq(n[0], 100e3);
        assertEq(n[1], 7000e3);
        _all();
        emit OrderCancelled(id, user, node, node, Reason.Other, false, Ending(200e3, 7000e3, 0, 300e3, 500));
        _cancel(operator, id);
        assertEq(market.owed(node, address(usd)), 200e3);
        assertEq(market.owed(user, address(usd)), 7000e3);
    }

    /// @dev In its last second an order can be left, from the next on all of it is earned, announced or not.
    function test_Notice_NothingAtTheVeryEnd() external {
        uint256 id = _noticed(300);
        _pass(7199);
        (, uint256[2] memory n) = market.split(id);
        assertEq(n[0], 6899e3);
        _pass(1);
        (, n) = market.split(id);
        assertEq(n[0], 7200e3);
        assertEq(n[1], 0);
        _cancel(operator, id);
        assertEq(market.owed(node, address(usd)), 7200e3);
        assertEq(_state(id), State.Completed);
    }

    function test_Notice_NeverMoreThanWasEarned() external {
        uint256 id = _noticed(300);
        _pass(100);
        _cancel(operator, id);
        assertEq(market.owed(node, address(usd)), 0);
        assertEq(market.owed(user, address(usd)), 7200e3);
    }

    function test_Notice_AnnouncedInTime() external {
        uint256 id = _noticed(300);
        _pass(400);
        uint40 end = uint40(_now() + 300);
        _all();
        emit EndAnnounced(id, user, node, end);
        vm.prank(operator);
        market.announceEnd(id, end);
        assertEq(market.order(id).announcedAt, _now());
        assertEq(market.order(id).announcedEnd, end);
        vm.warp(end);
        _cancel(operator, id);
        assertEq(market.owed(node, address(usd)), 700e3);
    }

    function test_Notice_AnnouncedTooLate() external {
        uint256 id = _noticed(300);
        _pass(400);
        vm.prank(node);
        market.announceEnd(id, uint40(_now() + 100));
        _pass(99); // not even then
        (, uint256[2] memory n) = market.split(id);
        assertEq(n[0], 199e3);
        _pass(1);
        (, n) = market.split(id);
        assertEq(n[0], 300e3);
        _pass(10);
        _cancel(node, id);
        assertEq(market.owed(node, address(usd)), 310e3); // two hundred seconds short
    }

    function test_Notice_AnAnnouncementIsForADay() external {
        Quote memory q = _usdQuote();
        (q.notice, q.maxDuration) = (300, 1e6);
        _fundUsd(user, 1e12);
        uint256 id = _run(q, 1e6);
        _pass(1000);
        vm.prank(node);
        market.announceEnd(id, uint40(_now() + 300));
        _pass(300 + 1 days);
        (, uint256[2] memory n) = market.split(id);
        assertEq(n[0], (1300 + 1 days) * 1e3);
        _pass(1);
        (, n) = market.split(id);
        assertEq(n[0], (1001 + 1 days) * 1e3);
    }

    function test_Announce_RevertWhen_Bad() external {
        uint256 id = _create(_quote(), 600);
        vm.prank(user);
        vm.expectRevert(abi.encodeWithSelector(Market_NotNode.selector, id, user, node));
        market.announceEnd(id, type(uint40).max);
        vm.startPrank(operator);
        vm.expectRevert(abi.encodeWithSelector(Market_WrongState.selector, id, State.Created));
        market.announceEnd(id, type(uint40).max);
        market.activate(id);
        vm.expectRevert(
            abi.encodeWithSelector(Market_EndInPast.selector, _now() - 1, uint40(_now()))
        );
        market.announceEnd(id, uint40(_now() - 1));
        market.announceEnd(id, uint40(_now()));
        _pass(600);
        vm.expectRevert(abi.encodeWithSelector(Market_OrderOver.selector, id, uint40(_now())));
        market.announceEnd(id, type(uint40).max);
        vm.stopPrank();
    }

    /// @dev In whatever order things happen, each unit goes to one of the two; the node has never less than what is past
    /// its notice, and what the view says is what happens.
    function testFuzz_Ends(
        uint32[4] memory t,
        uint96 rate,
        uint32 notice,
        uint32 committed,
        uint32 lead,
        bool byNode,
        bool announce
    ) external {
        Quote memory q = _usdQuote();
        (q.rate, q.notice, q.committed) = (rate % 1e16 + SCALE, notice % 8000, committed % 8000);
        (q.minDuration, q.probation) = (0, t[3] % 100);
        _fundUsd(user, 1e20);
        uint32 duration = t[0] % 7200 + 1;
        uint256 id = _run(q, duration);
        _pass(t[1] % (duration / 2 + 1));
        market.settle(id);
        if (announce) {
            vm.prank(node);
            market.announceEnd(id, uint40(_now() + lead % 4000));
        }
        _pass(t[2] % (duration / 2 + 1));
        uint256 earned = market.earned(id);
        uint256 before = market.owed(node, address(usd));
        (uint256[2] memory u, uint256[2] memory n) = market.split(id);
        uint256 deposit = uint256(q.rate) * duration / SCALE;
        assertEq(u[0] + u[1] + before, deposit);
        assertEq(n[0] + n[1] + before, deposit);
        _cancel(byNode ? operator : user, id);
        uint256 got = market.owed(node, address(usd)) - before;
        assertEq(got, byNode ? n[0] : u[0]);
        assertEq(market.owed(user, address(usd)), byNode ? n[1] : u[1]);
        if (byNode) assertTrue(got + before <= earned);
        else assertTrue(got + before >= earned);
        if (byNode && (q.notice == 0)) assertEq(got + before, earned);
        assertTrue(before + got + uint256(q.rate) * q.notice / SCALE + 1 >= earned);
    }

    // ------------------------------------------------------------ fee and referrer

    function test_Fee_OfSettlementsInTheNativeToken() external {
        uint256 id = _active();
        _pass(100);
        _all();
        emit OrderSettled(id, 100 * R, 2 * R, 0, 100 * R);
        assertEq(market.settle(id), 100 * R);
        assertEq(_owed(node), 98 * R);
        assertEq(_owed(address(staking)), 2 * R);
        vm.expectRevert(abi.encodeWithSelector(Market_Only.selector, address(this), address(staking)));
        market.collectFees();
        _all();
        emit Withdrawn(address(staking), address(token), address(staking), 2 * R);
        staking.accrue();
        assertEq(_owed(address(staking)), 0);
        assertEq(token.balanceOf(address(staking)), 3 * R); // with the mint
        _cancel(user, id);
        assertEq(_owed(user), 500 * R); // refunds cost nothing
        vm.prank(address(staking));
        assertEq(market.collectFees(), 0);
    }

    function test_Fee_NotInOtherTokens() external {
        _fundUsd(user, 1e12);
        uint256 id = _run(_usdQuote(), 600);
        _pass(100);
        market.settle(id);
        assertEq(market.owed(node, address(usd)), 100e3);
        assertEq(market.owed(address(staking), address(usd)), 0);
    }

    function test_Referrer() external {
        Quote memory q = _quote();
        (q.referrer, q.referrerShare) = (other, 1000);
        uint256 id = _run(q, 600);
        assertEq(market.order(id).referrer, other);
        assertEq(market.order(id).referrerShare, 1000);
        _pass(100);
        _all();
        emit OrderSettled(id, 100 * R, 2 * R, 10 * R, 100 * R);
        market.settle(id);
        assertEq(_owed(other), 10 * R);
        assertEq(_owed(node), 88 * R);
        _withdraw(other, other);
        _cancel(user, id);
        assertEq(_owed(other), 0);
    }

    function test_Referrer_RevertWhen_Bad() external {
        Quote memory q = _quote();
        (q.referrer, q.referrerShare) = (other, 2001);
        _badReferrer(q);
        address[5] memory bad = [address(0), address(market), address(registry), address(staking), address(token)];
        for (uint256 i = 0; i < bad.length; ++i) {
            q = _quote();
            (q.referrer, q.referrerShare) = (bad[i], 1);
            _badReferrer(q);
        }
        (q.referrer, q.referrerShare) = (other, 2000);
        _create(q, 600);
    }

    function _badReferrer(Quote memory q) private {
        bytes memory signature = _sign(OPERATOR_KEY, q);
        vm.prank(user);
        vm.expectRevert(abi.encodeWithSelector(Market_BadReferrer.selector, q.referrerShare, 2000));
        market.createOrder(q, signature, 600);
    }

    function testFuzz_Shares_AreExact(uint96 rate, uint16 share, uint32[3] memory t) external {
        Quote memory q = _quote();
        (q.rate, q.referrer, q.referrerShare) = (rate % 1e27 + SCALE, other, share % 2001);
        uint256 id = _run(q, 600);
        uint256 settled;
        for (uint256 i = 0; i < 3; ++i) {
            _pass(t[i] % 200);
            settled += market.settle(id);
            assertEq(_owed(node) + _owed(other) + _owed(address(staking)), settled);
        }
        assertTrue(_owed(address(staking)) <= settled * FEE / 10_000);
        assertTrue(_owed(address(staking)) + 3 >= settled * FEE / 10_000);
    }

    // ------------------------------------------------------------ washing costs

    /// @dev H1: whoever has less than two thirds of the stake loses by trading with itself, whatever the fee, even when
    /// all that is minted comes to the stakers and nobody else trades. At two thirds it is even.
    function testFuzz_WashingCosts(uint16 fee, uint96 mine, uint96 rate, uint32 duration, uint8 days_) external {
        fee = fee % 500 + 1;
        _deployWhole(0, 0, fee, 500);
        uint256 all = 3e24;
        uint256 my = uint256(mine) % 2e24;
        _stake(other, all - my);
        if (my != 0) _stake(user, my);
        vm.prank(user);
        registry.register(address(0), _total(), 0, "x:1", "");
        token.mint(user, 1e24);
        vm.prank(user);
        token.approve(address(market), type(uint256).max);
        duration = duration % 86_400 + 1;
        uint256 n = days_ % 3 + 1;
        for (uint256 i = 0; i < n; ++i) {
            _wash(uint96((uint256(rate) % (1e33 / duration / n)) % 7e28) + 1e18, duration);
        }
        staking.accrue();
        _pass(2 days);
        if (my != 0) {
            vm.startPrank(user);
            if (staking.position(user).earned != 0) staking.claim(user);
            staking.unstake(my, user);
            vm.stopPrank();
        }
        _withdraw(user, user);
        assertTrue(token.balanceOf(user) < 1e24 + my);
    }

    function _wash(uint96 rate, uint32 duration) private {
        Quote memory q = _quote();
        (q.node, q.rate, q.minDuration, q.maxDuration) = (user, rate, 0, duration);
        bytes memory signature = _sign(USER_KEY, q);
        vm.startPrank(user);
        uint256 id = market.createOrder(q, signature, duration);
        market.activate(id);
        vm.stopPrank();
        _pass(duration);
        market.settle(id);
        staking.accrue();
    }

    // ------------------------------------------------------------ held stake

    function _probation(address u, address n, uint256 key) private returns (uint256 id) {
        Quote memory q = _quote();
        (q.user, q.node, q.probation, q.minStake) = (u, n, 7 days, 100e18);
        bytes memory signature = _sign(key, q);
        vm.prank(u);
        id = market.createOrder(q, signature, 600);
    }

    /// @dev M2, B04, B05: a stake does for one probation at a time, and stays until that is over.
    function test_Hold_ThroughTheProbation() external {
        _stake(user, 100e18);
        _pass(MATURITY);
        (bool first, uint256 free,) = market.probationOf(user, node);
        assertTrue(first);
        assertEq(free, 100e18);
        uint256 id = _probation(user, node, OPERATOR_KEY);
        assertTrue(market.order(id).stakeHeld);
        (, free,) = market.probationOf(user, node);
        assertEq(free, 0);
        vm.startPrank(user);
        _notEnough();
        vm.stopPrank();

        address second = vm.addr(77);
        _register(second, address(0), 0);
        Quote memory q = _quote();
        (q.node, q.probation, q.minStake) = (second, 60, 1);
        bytes memory signature = _sign(77, q);
        vm.prank(user);
        vm.expectRevert(abi.encodeWithSelector(Market_StakeTooSmall.selector, user, 0, 1));
        market.createOrder(q, signature, 600);

        _activate(id);
        _pass(7 days - 1);
        market.settle(id);
        assertTrue(market.order(id).stakeHeld);
        _pass(1);
        market.settle(id); // the probation is over, the order goes on
        assertFalse(market.order(id).stakeHeld);
        assertEq(_state(id), State.Active);
        vm.prank(user);
        staking.unstake(100e18, user);
        _cancel(user, id);
    }

    function _notEnough() private {
        vm.expectRevert(abi.encodeWithSignature("Staking_NotEnough(uint256,uint256)", 1, 0));
        staking.unstake(1, user);
    }

    function test_Hold_ReleasedWithTheOrder() external {
        _stake(user, 100e18);
        _pass(MATURITY);
        for (uint256 way = 0; way < 5; ++way) {
            uint256 snapshot = vm.snapshot();
            uint256 id = _probation(user, node, OPERATOR_KEY);
            if (way == 0) _cancel(user, id);
            if (way == 1) {
                _pass(WINDOW + 1);
                market.expire(id);
            }
            if (way == 2) {
                _activate(id);
                _cancel(operator, id);
            }
            if (way == 3) {
                _activate(id);
                bytes[] memory calls = new bytes[](1);
                Quote memory q = _quote();
                calls[0] = abi.encodeCall(market.replaceOrder, (id, q, _sign(OPERATOR_KEY, q), 600));
                vm.prank(user);
                market.multicall(calls);
            }
            if (way == 4) {
                _pass(WINDOW + 1);
                _create(); // ends the one before on the way
            }
            assertEq(staking.stakeOf(user), 100e18);
            vm.prank(user);
            staking.unstake(100e18, user);
            vm.revertTo(snapshot);
        }
    }

    /// @dev Whatever the market does: once the time is over anyone can release it.
    function test_Hold_ReleasedByTime() external {
        _stake(user, 100e18);
        _pass(MATURITY);
        uint256 id = _probation(user, node, OPERATOR_KEY);
        (,, uint40 until) = staking.held(id);
        assertEq(until, _now() + WINDOW + 7 days);
        _activate(id);
        vm.warp(until);
        vm.prank(other);
        staking.release(id);
        vm.prank(user);
        staking.unstake(100e18, user);
        market.settle(id); // and the order ends well without it
        assertEq(_state(id), State.Completed);
    }

    function test_Replace_RevertWhen_QuoteHasProbation() external {
        uint256 id = _active();
        Quote memory q = _quote();
        q.probation = 60;
        bytes memory signature = _sign(OPERATOR_KEY, q);
        vm.prank(user);
        vm.expectRevert(abi.encodeWithSelector(Market_NotFirstOrder.selector, user, node));
        market.replaceOrder(id, q, signature, 600);
    }
}
