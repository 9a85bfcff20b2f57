// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IERC20Errors} from "@openzeppelin/contracts/interfaces/draft-IERC6093.sol";

import {IMarket, IMarketTypes} from "../../src/interfaces/IMarket.sol";
import {IRegistry} from "../../src/interfaces/IRegistry.sol";
import {Base} from "../Base.sol";
import {BlockingToken} from "../mocks/Tokens.sol";

contract LifeTest is Base, IMarketTypes {
    function _all() internal {
        vm.expectEmit({checkTopic1: true, checkTopic2: true, checkTopic3: true, checkData: true});
    }

    function _wrongState(uint256 id, IMarketTypes.State state) internal {
        vm.expectRevert(abi.encodeWithSelector(IMarketTypes.Market_WrongState.selector, id, state));
    }

    /// @dev A running order whose probation is 60 seconds.
    function _onProbation() internal returns (uint256 id) {
        IMarketTypes.Quote memory q = _quote();
        q.probation = 60;
        id = _create(q, 600);
        _activate(id);
    }

    function _finished() internal returns (uint256 id) {
        id = _active();
        vm.warp(_now() + 600);
        market.settle(id);
    }

    // ------------------------------------------------------------ activate

    function test_Activate() external {
        IMarketTypes.Quote memory q = _quote();
        q.probation = 60;
        uint256 id = _create(q, 600);
        vm.warp(_now() + WINDOW);
        _all();
        emit OrderActivated(id, user, node, uint40(_now()), uint40(_now() + 660));
        vm.prank(node);
        market.activate(id);
        assertEq(_state(id), IMarketTypes.State.Active);
        assertEq(market.order(id).since, _now());
        assertFalse(_first(user, node));
    }

    function test_Activate_RevertWhen_WindowPassed() external {
        uint256 id = _create();
        uint40 until = uint40(_now() + WINDOW);
        vm.warp(until + 1);
        vm.prank(node);
        vm.expectRevert(abi.encodeWithSelector(IMarketTypes.Market_ActivationWindowPassed.selector, id, until));
        market.activate(id);
        assertEq(market.liveOrder(user, node), 0);
    }

    function test_Activate_RevertWhen_NotNode() external {
        uint256 id = _create();
        vm.prank(user);
        vm.expectRevert(abi.encodeWithSelector(IMarketTypes.Market_NotNode.selector, id, user, node));
        market.activate(id);
    }

    function test_Activate_RevertWhen_WrongState() external {
        uint256 id = _active();
        _wrongState(id, IMarketTypes.State.Active);
        vm.prank(node);
        market.activate(id);
        _wrongState(99, IMarketTypes.State.None);
        vm.prank(node);
        market.activate(99);
    }

    function test_Activate_PausedNodeKeepsItsOrders() external {
        uint256 id = _create();
        vm.prank(node);
        registry.setPaused(true);
        _activate(id);
        vm.warp(_now() + 600);
        market.settle(id);
        assertEq(_state(id), IMarketTypes.State.Completed);
    }

    // ------------------------------------------------------------ expire

    function test_Expire() external {
        uint256 id = _create();
        vm.warp(_now() + WINDOW + 1);
        _all();
        emit OrderCancelled(
            id, user, node, address(0), IMarketTypes.Reason.NodeUnreachable, false, Ending(0, 600 * uint256(RATE), 0, 0, 0)
        );
        vm.prank(other);
        market.expire(id);
        assertEq(_owed(user), 600 * uint256(RATE));
        assertEq(registry.node(node).reserved.cpuMilli, 0);
        assertTrue(_first(user, node));
    }

    function test_Expire_RevertWhen_WindowOpen() external {
        uint256 id = _create();
        uint40 until = uint40(_now() + WINDOW);
        vm.warp(until);
        vm.expectRevert(abi.encodeWithSelector(IMarketTypes.Market_ActivationWindowOpen.selector, id, until));
        market.expire(id);
    }

    function test_Expire_RevertWhen_WrongState() external {
        uint256 id = _active();
        vm.warp(_now() + WINDOW + 1);
        _wrongState(id, IMarketTypes.State.Active);
        market.expire(id);
    }

    // ------------------------------------------------------------ cancel

    function test_Cancel_Created() external {
        uint256 id = _create();
        _all();
        emit OrderCancelled(
            id, user, node, user, IMarketTypes.Reason.UserLeft, false, Ending(0, 600 * uint256(RATE), 0, 0, 0)
        );
        vm.prank(user);
        market.cancel(id, IMarketTypes.Reason.UserLeft);
        assertEq(_owed(user), 600 * uint256(RATE));
        assertEq(_state(id), IMarketTypes.State.Cancelled);
    }

    function test_Cancel_CreatedByOperator() external {
        uint256 id = _create();
        _all();
        emit OrderCancelled(
            id, user, node, node, IMarketTypes.Reason.OutOfCapacity, false, Ending(0, 600 * uint256(RATE), 0, 0, 0)
        );
        vm.prank(operator);
        market.cancel(id, IMarketTypes.Reason.OutOfCapacity);
    }

    function test_Cancel_InProbation() external {
        uint256 id = _onProbation();
        vm.warp(_now() + 59);
        _all();
        emit OrderCancelled(
            id, user, node, user, IMarketTypes.Reason.TermsBroken, true, Ending(0, 600 * uint256(RATE), 0, 0, 59)
        );
        vm.prank(user);
        market.cancel(id, IMarketTypes.Reason.TermsBroken);
        assertEq(_owed(node), 0);
    }

    function test_Cancel_AtTheEndOfProbation() external {
        uint256 id = _onProbation();
        vm.warp(_now() + 60);
        vm.prank(user);
        market.cancel(id, IMarketTypes.Reason.UserLeft);
        assertEq(_owed(node), 0);
        assertEq(_owed(user), 600 * uint256(RATE));
    }

    function test_Cancel_ByUser() external {
        uint256 id = _onProbation();
        vm.warp(_now() + 160);
        _all();
        emit OrderSettled(id, 100 * uint256(RATE), 0, 0, 100 * uint256(RATE));
        _all();
        emit OrderCancelled(
            id, user, node, user, IMarketTypes.Reason.UserLeft, false, Ending(100 * uint256(RATE), 500 * uint256(RATE), 0, 0, 160)
        );
        vm.prank(user);
        market.cancel(id, IMarketTypes.Reason.UserLeft);
        assertEq(_owed(node), 100 * uint256(RATE));
        assertEq(_owed(user), 500 * uint256(RATE));
        assertEq(market.earned(id), 100 * uint256(RATE));
    }

    function test_Cancel_ByNode() external {
        uint256 id = _active();
        vm.warp(_now() + 100);
        vm.prank(node);
        market.cancel(id, IMarketTypes.Reason.NodeMaintenance);
        assertEq(_owed(node), 100 * uint256(RATE));
        assertEq(_owed(user), 500 * uint256(RATE));
    }

    function test_Cancel_AfterTheEndCompletes() external {
        uint256 id = _active();
        vm.warp(_now() + 600);
        _all();
        emit OrderCompleted(id, user, node, 600 * uint256(RATE), 600);
        vm.prank(user);
        market.cancel(id, IMarketTypes.Reason.UserLeft);
        assertEq(_owed(user), 0);
        assertEq(_owed(node), 600 * uint256(RATE));
    }

    function test_Cancel_RevertWhen_NotParty() external {
        uint256 id = _active();
        vm.prank(other);
        vm.expectRevert(abi.encodeWithSelector(IMarketTypes.Market_NotParty.selector, id, other));
        market.cancel(id, IMarketTypes.Reason.Other);
    }

    function test_Cancel_RevertWhen_Finished() external {
        uint256 id = _finished();
        _wrongState(id, IMarketTypes.State.Completed);
        vm.prank(user);
        market.cancel(id, IMarketTypes.Reason.Other);
        _wrongState(99, IMarketTypes.State.None);
        vm.prank(user);
        market.cancel(99, IMarketTypes.Reason.Other);
    }

    /// @dev Somebody may rent from himself; the roles' credits and records stay apart.
    function test_Cancel_UserIsNode() external {
        vm.prank(user);
        registry.register(address(0), _total(), 0, "x:1", "");
        IMarketTypes.Quote memory q = _quote();
        q.node = user;
        bytes memory signature = _sign(USER_KEY, q);
        vm.startPrank(user);
        uint256 id = market.createOrder(q, signature, 600);
        market.activate(id);
        vm.warp(_now() + 100);
        market.cancel(id, IMarketTypes.Reason.Other);
        assertEq(_owed(user), 600 * uint256(RATE));
        market.withdraw(address(token), user);
        vm.stopPrank();
        assertEq(token.balanceOf(user), 1e24);
    }

    // ------------------------------------------------------------ settle

    function test_Settle_StepByStep() external {
        uint256 id = _onProbation();
        uint256 start = _now();
        vm.warp(start + 60);
        assertEq(market.settle(id), 0);
        vm.warp(start + 61);
        vm.prank(other);
        assertEq(market.settle(id), uint256(RATE));
        assertEq(market.settle(id), 0);
        vm.warp(start + 360);
        _all();
        emit OrderSettled(id, 299 * uint256(RATE), 0, 0, 300 * uint256(RATE));
        assertEq(market.settle(id), 299 * uint256(RATE));
        vm.warp(start + 659);
        market.settle(id);
        assertEq(_state(id), IMarketTypes.State.Active);
        vm.warp(start + 1e6);
        _all();
        emit OrderCompleted(id, user, node, 600 * uint256(RATE), 660);
        assertEq(market.settle(id), uint256(RATE));
        assertEq(_owed(node), 600 * uint256(RATE));
        assertEq(_owed(user), 0);
        assertEq(registry.node(node).reserved.gpu, 0);
        assertEq(market.liveOrder(user, node), 0);
    }

    function test_Settle_RevertWhen_WrongState() external {
        uint256 id = _create();
        _wrongState(id, IMarketTypes.State.Created);
        market.settle(id);
        _activate(id);
        vm.warp(_now() + 600);
        market.settle(id);
        _wrongState(id, IMarketTypes.State.Completed);
        market.settle(id);
    }

    // ------------------------------------------------------------ extend

    function test_Extend() external {
        uint256 id = _active();
        uint256 before = token.balanceOf(user);
        vm.warp(_now() + 599);
        _all();
        emit OrderExtended(id, user, 6600, 6600 * uint256(RATE), uint40(_now() + 1 + 6600));
        vm.prank(user);
        market.extend(id, 6600);
        assertEq(before - token.balanceOf(user), 6600 * uint256(RATE));
        vm.warp(_now() + 6600);
        market.settle(id);
        assertEq(_state(id), IMarketTypes.State.Active);
        vm.warp(_now() + 1);
        market.settle(id);
        assertEq(_owed(node), 7200 * uint256(RATE));
    }

    function test_Extend_RevertWhen_OutOfRange() external {
        uint256 id = _active();
        vm.startPrank(user);
        vm.expectRevert(abi.encodeWithSelector(IMarketTypes.Market_DurationOutOfRange.selector, 7201, 601, 7200));
        market.extend(id, 6601);
        vm.expectRevert(abi.encodeWithSelector(IMarketTypes.Market_DurationOutOfRange.selector, 600, 601, 7200));
        market.extend(id, 0);
        vm.expectRevert(
            abi.encodeWithSelector(IMarketTypes.Market_DurationOutOfRange.selector, type(uint32).max, 601, 7200)
        );
        market.extend(id, type(uint32).max);
        vm.stopPrank();
    }

    function test_Extend_AtTheLargestDuration() external {
        IMarketTypes.Quote memory q = _quote();
        (q.rate, q.maxDuration) = (SCALE, (1 << 28) - 1);
        uint256 id = _create(q, (1 << 28) - 1);
        _activate(id);
        vm.prank(user);
        (bool ok, bytes memory err) = address(market).call(abi.encodeCall(market.extend, (id, 1)));
        assertFalse(ok);
        assertEq(bytes4(err), IMarketTypes.Market_DurationOutOfRange.selector);
    }

    function test_Extend_RevertWhen_StateOrOver() external {
        uint256 id = _create();
        vm.prank(user);
        _wrongState(id, IMarketTypes.State.Created);
        market.extend(id, 1);
        _activate(id);
        uint40 end = uint40(_now() + 600);
        vm.warp(end);
        vm.prank(user);
        vm.expectRevert(abi.encodeWithSelector(IMarketTypes.Market_OrderOver.selector, id, end));
        market.extend(id, 1);
    }

    // ------------------------------------------------------------ replace

    function _replace(uint256 id, IMarketTypes.Quote memory q, uint32 duration) internal returns (uint256) {
        bytes memory signature = _sign(OPERATOR_KEY, q);
        vm.prank(user);
        return market.replaceOrder(id, q, signature, duration);
    }

    function test_Replace_Larger() external {
        uint256 id = _active();
        vm.warp(_now() + 100);
        IMarketTypes.Quote memory q = _quote();
        q.rate = 2 * RATE * SCALE;
        q.resources.cpuMilli = 64_000; // fits only with the old ones given back
        uint256 before = token.balanceOf(user);
        _all();
        emit OrderReplaced(id, id + 1, 100 * uint256(RATE), 500 * uint256(RATE), 0, 100);
        _all();
        emit OrderActivated(id + 1, user, node, uint40(_now()), uint40(_now() + 600));
        uint256 newId = _replace(id, q, 600);
        assertEq(before - token.balanceOf(user), 700 * uint256(RATE));
        assertEq(_owed(node), 100 * uint256(RATE));
        assertEq(_state(id), IMarketTypes.State.Replaced);
        assertEq(market.liveOrder(user, node), newId);
        assertEq(registry.node(node).reserved.cpuMilli, 64_000);
        IMarketTypes.Order memory o = market.order(newId);
        assertEq(o.state, IMarketTypes.State.Active);
        assertEq(o.probation, 0);
        assertEq(o.since, _now());
        assertEq(o.maxDuration, 7200);
        vm.warp(_now() + 600);
        market.settle(newId);
        assertEq(_owed(node), 1300 * uint256(RATE));
        assertEq(_owed(user), 0);
    }

    function test_Replace_Smaller() external {
        uint256 id = _active();
        vm.warp(_now() + 100);
        market.settle(id);
        vm.warp(_now() + 100);
        IMarketTypes.Quote memory q = _quote();
        q.rate = RATE / 2 * SCALE;
        uint256 before = token.balanceOf(user);
        _all();
        emit OrderReplaced(id, id + 1, 200 * uint256(RATE), 50 * uint256(RATE), 350 * uint256(RATE), 200);
        _replace(id, q, 100);
        assertEq(token.balanceOf(user), before);
        assertEq(_owed(user), 350 * uint256(RATE));
        assertEq(_owed(node), 200 * uint256(RATE));
    }

    function test_Replace_RevertWhen_OutOfCapacity() external {
        uint256 id = _active();
        IMarketTypes.Quote memory q = _quote();
        q.resources.cpuMilli = 64_001;
        bytes memory signature = _sign(OPERATOR_KEY, q);
        vm.prank(user);
        vm.expectRevert(abi.encodeWithSelector(IRegistry.Registry_OutOfCapacity.selector, q.resources, _total()));
        market.replaceOrder(id, q, signature, 600);
        assertEq(_state(id), IMarketTypes.State.Active);
        assertEq(registry.node(node).reserved.cpuMilli, 1000);
    }

    function test_Replace_RevertWhen_AnotherNode() external {
        uint256 id = _active();
        IMarketTypes.Quote memory q = _quote();
        q.node = other;
        bytes memory signature = _sign(OPERATOR_KEY, q);
        vm.prank(user);
        vm.expectRevert(abi.encodeWithSelector(IMarketTypes.Market_DifferentNode.selector, node, other));
        market.replaceOrder(id, q, signature, 600);
    }

    function test_Replace_RevertWhen_QuoteForAnother() external {
        uint256 id = _active();
        IMarketTypes.Quote memory q = _quote();
        q.user = other;
        bytes memory signature = _sign(OPERATOR_KEY, q);
        vm.prank(user);
        vm.expectRevert(abi.encodeWithSelector(IMarketTypes.Market_WrongUser.selector, user, other));
        market.replaceOrder(id, q, signature, 600);
    }

    function test_Replace_RevertWhen_NotUserStateOrOver() external {
        uint256 id = _create();
        IMarketTypes.Quote memory q = _quote();
        bytes memory signature = _sign(OPERATOR_KEY, q);
        vm.prank(user);
        _wrongState(id, IMarketTypes.State.Created);
        market.replaceOrder(id, q, signature, 600);
        _activate(id);
        vm.prank(other);
        vm.expectRevert(abi.encodeWithSelector(IMarketTypes.Market_NotUser.selector, id, other, user));
        market.replaceOrder(id, q, signature, 600);
        uint40 end = uint40(_now() + 600);
        vm.warp(end);
        vm.prank(user);
        vm.expectRevert(abi.encodeWithSelector(IMarketTypes.Market_OrderOver.selector, id, end));
        market.replaceOrder(id, q, signature, 600);
    }

    function test_Replace_RevertWhen_SignedByUser() external {
        uint256 id = _active();
        IMarketTypes.Quote memory q = _quote();
        bytes memory signature = _sign(USER_KEY, q);
        vm.prank(user);
        vm.expectRevert(abi.encodeWithSelector(IMarketTypes.Market_BadSignature.selector, node, user));
        market.replaceOrder(id, q, signature, 600);
    }

    // ------------------------------------------------------------ withdraw

    function test_Withdraw() external {
        uint256 id = _active();
        vm.warp(_now() + 100);
        vm.prank(user);
        market.cancel(id, IMarketTypes.Reason.UserLeft);
        _all();
        emit Withdrawn(node, address(token), other, 100 * uint256(RATE));
        vm.prank(node);
        assertEq(market.withdraw(address(token), other), 100 * uint256(RATE));
        assertEq(token.balanceOf(other), 1e24 + 100 * uint256(RATE));
        assertEq(_owed(node), 0);
        vm.prank(node);
        vm.expectRevert(abi.encodeWithSelector(IMarketTypes.Market_NothingOwed.selector, node, token));
        market.withdraw(address(token), other);
        vm.prank(user);
        market.withdraw(address(token), user);
        assertEq(token.balanceOf(address(market)), 0);
        vm.prank(user);
        vm.expectRevert(abi.encodeWithSelector(IMarketTypes.Market_NothingOwed.selector, user, token));
        market.withdraw(address(token), user);
    }

    function test_Withdraw_RevertWhen_BadRecipient() external {
        address[4] memory bad = [address(0), address(market), address(registry), address(token)];
        for (uint256 i = 0; i < bad.length; ++i) {
            vm.expectRevert(abi.encodeWithSelector(IMarketTypes.Market_BadRecipient.selector, bad[i]));
            market.withdraw(address(token), bad[i]);
        }
        vm.expectRevert(abi.encodeWithSelector(IMarketTypes.Market_UnknownToken.selector, other));
        market.withdraw(other, user);
    }

    function test_Withdraw_OneTransactionWithCancel() external {
        uint256 id = _active();
        bytes[] memory calls = new bytes[](2);
        calls[0] = abi.encodeCall(market.cancel, (id, IMarketTypes.Reason.UserLeft));
        calls[1] = abi.encodeCall(market.withdraw, (address(token), user));
        vm.prank(user);
        market.multicall(calls);
        assertEq(token.balanceOf(user), 1e24);
    }

    function test_Withdraw_BlockedRecipientStopsNobodyElse() external {
        BlockingToken t = new BlockingToken();
        (registry, market) = _deploy(address(t), address(0));
        _register(node, operator, 0);
        t.mint(user, 1e24);
        vm.prank(user);
        t.approve(address(market), type(uint256).max);
        uint256 id = _active();
        t.block_(user, true);
        vm.warp(_now() + 100);
        market.settle(id);
        vm.prank(user);
        market.cancel(id, IMarketTypes.Reason.UserLeft);
        vm.prank(node);
        market.withdraw(address(t), node);
        assertEq(t.balanceOf(node), 100 * uint256(RATE));
        vm.prank(user);
        vm.expectRevert(abi.encodeWithSelector(BlockingToken.Blocked.selector, user));
        market.withdraw(address(t), user);
        assertEq(_owed(user), 500 * uint256(RATE));
        vm.prank(user);
        market.withdraw(address(t), other);
        assertEq(t.balanceOf(other), 500 * uint256(RATE));
    }

    // ------------------------------------------------------------ voids

    function test_Void_RevertWhen_NotNode() external {
        vm.expectRevert(abi.encodeWithSelector(IMarketTypes.Market_NotNode.selector, 0, address(this), node));
        market.voidQuotes(node, user, 1);
    }

    function test_Void() external {
        assertFalse(market.quoteUsed(node, user, 1, 0));
        _all();
        emit QuotesVoided(node, user, 1, 5);
        vm.startPrank(operator);
        market.voidQuotes(node, user, 5);
        for (uint64 n = 4; n <= 5; ++n) {
            vm.expectRevert(abi.encodeWithSelector(IMarketTypes.Market_QuoteUsed.selector, node, user, n));
            market.voidQuotes(node, user, n);
        }
        market.voidQuotes(node, user, 6);
        vm.stopPrank();
        assertTrue(market.quoteUsed(node, user, 1, 6));
        assertFalse(market.quoteUsed(node, user, 1, 7));
        assertFalse(market.quoteUsed(node, other, 1, 6));
        assertTrue(market.quoteUsed(node, user, 2, 7)); // not that epoch yet
    }

    function test_Void_EndsWithTheEpoch() external {
        vm.prank(operator);
        market.voidQuotes(node, user, type(uint64).max);
        assertTrue(market.quoteUsed(node, user, 1, type(uint64).max));
        vm.prank(node);
        registry.setOperator(operator);
        assertFalse(market.quoteUsed(node, user, 2, 0));
        assertTrue(market.quoteUsed(node, user, 1, type(uint64).max));
        vm.prank(operator);
        market.voidQuotes(node, user, 0);
        assertTrue(market.quoteUsed(node, user, 2, 0));
        assertFalse(market.quoteUsed(node, user, 2, 1));
    }

    // ------------------------------------------------------------ permits

    function _permit(uint256 value) internal returns (uint256 deadline, uint8 v, bytes32 r, bytes32 s) {
        vm.prank(user);
        token.approve(address(market), 0);
        deadline = _now() + 60;
        bytes32 structHash = keccak256(
            abi.encode(
                keccak256("Permit(address owner,address spender,uint256 value,uint256 nonce,uint256 deadline)"),
                user,
                address(market),
                value,
                token.nonces(user),
                deadline
            )
        );
        (v, r, s) = vm.sign(USER_KEY, keccak256(abi.encodePacked(hex"1901", token.DOMAIN_SEPARATOR(), structHash)));
    }

    /// @dev A permit and an order in one transaction.
    function _createWithPermit(uint256 value, uint256 deadline, uint8 v, bytes32 r, bytes32 s) internal {
        IMarketTypes.Quote memory q = _quote();
        bytes[] memory calls = new bytes[](2);
        calls[0] = abi.encodeCall(market.selfPermit, (address(token), value, deadline, v, r, s));
        calls[1] = abi.encodeCall(market.createOrder, (q, _sign(OPERATOR_KEY, q), 600));
        vm.prank(user);
        market.multicall(calls);
    }

    function test_Permit() external {
        uint256 value = 600 * uint256(RATE);
        (uint256 deadline, uint8 v, bytes32 r, bytes32 s) = _permit(value);
        _createWithPermit(value, deadline, v, r, s);
        assertEq(token.balanceOf(address(market)), value);
    }

    function test_Permit_FrontRun() external {
        uint256 value = 600 * uint256(RATE);
        (uint256 deadline, uint8 v, bytes32 r, bytes32 s) = _permit(value);
        vm.prank(other);
        token.permit(user, address(market), value, deadline, v, r, s);
        _createWithPermit(value, deadline, v, r, s);
        assertEq(token.balanceOf(address(market)), value);
    }

    function test_Permit_RevertWhen_Bad() external {
        (uint256 deadline, uint8 v, bytes32 r, bytes32 s) = _permit(7);
        IMarketTypes.Quote memory q = _quote();
        bytes[] memory calls = new bytes[](2);
        calls[0] = abi.encodeCall(market.selfPermit, (address(token), 8, deadline, v, r, s));
        calls[1] = abi.encodeCall(market.createOrder, (q, _sign(OPERATOR_KEY, q), 600));
        vm.startPrank(user);
        vm.expectRevert(
            abi.encodeWithSelector(
                IERC20Errors.ERC20InsufficientAllowance.selector, address(market), 0, 600 * uint256(RATE)
            )
        );
        market.multicall(calls);
        token.approve(address(market), 600 * uint256(RATE));
        market.multicall(calls);
        vm.stopPrank();
        assertEq(market.orderCount(), 1);
    }

    function test_Permit_RevertWhen_NotListed() external {
        vm.expectRevert(abi.encodeWithSelector(IMarketTypes.Market_UnknownToken.selector, other));
        market.selfPermit(other, 1, 1, 27, 0, 0);
    }

    function test_SelfPermit_ExtendInOneTransaction() external {
        uint256 id = _active();
        (uint256 deadline, uint8 v, bytes32 r, bytes32 s) = _permit(60 * uint256(RATE));
        bytes[] memory calls = new bytes[](2);
        calls[0] = abi.encodeCall(market.selfPermit, (address(token), 60 * uint256(RATE), deadline, v, r, s));
        calls[1] = abi.encodeCall(market.extend, (id, 60));
        vm.prank(user);
        market.multicall(calls);
        assertEq(market.order(id).duration, 660);
    }

    function test_Views() external {
        assertEq(market.nativeToken(), address(token));
        assertEq(market.registry(), address(registry));
        assertEq(market.staking(), address(0));
        assertEq(market.permit2(), address(0));
        assertEq(market.lister(), address(this));
        assertEq(market.version(), "2");
        assertEq(market.activationWindow(), WINDOW);
        assertEq(market.maxReferrerShare(), 2000);
        assertEq(market.feeBps(), 0);
        assertTrue(market.views().code.length != 0);
        assertEq(market.earned(5), 0);
        assertEq(market.order(5).state, IMarketTypes.State.None);
        (, string memory name, string memory version, uint256 chain, address at_,,) = market.eip712Domain();
        assertEq(name, "Berth");
        assertEq(version, "2");
        assertEq(chain, block.chainid);
        assertEq(at_, address(market));
        (bool ok,) = address(market).call(hex"12345678");
        assertFalse(ok);
        (ok,) = address(market).call{value: 0}("");
        assertFalse(ok);
        vm.deal(address(this), 1);
        (ok,) = address(market).call{value: 1}("");
        assertFalse(ok);
        (ok,) = address(market).call{value: 1}(abi.encodeCall(market.orderCount, ()));
        assertFalse(ok);
        uint256 id = _onProbation();
        vm.warp(_now() + 160);
        (uint256 toNode, uint256 toUser) = _split(id);
        assertEq(toNode, 100 * uint256(RATE));
        assertEq(toUser, 500 * uint256(RATE));
        vm.warp(_now() + 1e6);
        (toNode, toUser) = _split(id);
        assertEq(toNode, 600 * uint256(RATE));
        assertEq(toUser, 0);
        market.settle(id);
        (toNode, toUser) = _split(id);
        assertEq(toNode + toUser, 0);
    }

    // ------------------------------------------------------------ fuzz

    function _money(uint256 rate, uint256 time) internal pure returns (uint256) {
        return rate * time / SCALE;
    }

    /// @dev Whatever the amounts and times: each unit goes to one of the two, and the node gets rate × seconds past
    /// the probation.
    function testFuzz_MoneyIsConserved(
        uint96 rate,
        uint32 duration,
        uint32 probation,
        uint32[4] memory steps,
        bool byNode
    ) external {
        duration = duration % (1 << 28);
        duration = duration == 0 ? 1 : duration;
        rate = uint96(uint256(rate) % (1e33 / duration + 1));
        if (rate < SCALE) rate = SCALE;
        IMarketTypes.Quote memory q = _quote();
        (q.rate, q.minDuration, q.maxDuration, q.probation) = (rate, 0, (1 << 28) - 1, probation % (7 days + 1));
        uint256 id = _create(q, duration);
        _activate(id);
        uint256 start = _now();
        uint256 end = start + q.probation + duration;
        for (uint256 i = 0; i < steps.length && market.order(id).state == IMarketTypes.State.Active; ++i) {
            vm.warp(_now() + steps[i] % (uint256(duration) + 1));
            uint256 past = _now() < end ? _now() : end;
            uint256 expected = past > start + q.probation ? _money(rate, past - start - q.probation) : 0;
            assertEq(market.earned(id), expected);
            market.settle(id);
            assertEq(_owed(node), expected);
        }
        if (_state(id) == IMarketTypes.State.Active) {
            vm.prank(byNode ? operator : user);
            market.cancel(id, IMarketTypes.Reason.Other);
        }
        assertEq(_owed(node) + _owed(user), _money(rate, duration));
        assertEq(_owed(node) + _owed(user), token.balanceOf(address(market)));
    }

    function testFuzz_ReplaceConserves(uint96 rate, uint32 first, uint32 second, uint32 past) external {
        rate = rate % 1e23 + 1e9;
        first = first % 1e6 + 1;
        second = second % 1e6 + 1;
        IMarketTypes.Quote memory q = _quote();
        (q.minDuration, q.maxDuration) = (0, (1 << 28) - 1);
        q.rate = 1e23 + 2e9 - rate;
        uint256 id = _create(q, first);
        _activate(id);
        past %= first;
        vm.warp(_now() + past);
        IMarketTypes.Quote memory next = _quote();
        (next.minDuration, next.maxDuration, next.rate) = (0, (1 << 28) - 1, rate);
        next.validUntil = uint40(_now());
        uint256 newId = _replace(id, next, second);
        uint256 paid = _money(q.rate, past);
        uint256 left = _money(q.rate, first) - paid;
        uint256 deposit = _money(rate, second);
        assertEq(_owed(node), paid);
        assertEq(_owed(user), left > deposit ? left - deposit : 0);
        assertEq(
            token.balanceOf(user), 1e24 - _money(q.rate, first) - (deposit > left ? deposit - left : 0)
        );
        vm.warp(_now() + second);
        market.settle(newId);
        assertEq(_owed(node), paid + deposit);
        assertEq(_owed(node) + _owed(user), token.balanceOf(address(market)));
    }
}
