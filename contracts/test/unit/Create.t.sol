// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IERC20Errors} from "@openzeppelin/contracts/interfaces/draft-IERC6093.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";

import {Market} from "../../src/Market.sol";
import {Registry} from "../../src/Registry.sol";
import {IMarket} from "../../src/interfaces/IMarket.sol";
import {IRegistry, Resources} from "../../src/interfaces/IRegistry.sol";
import {Base} from "../Base.sol";
import {FalseToken, FeeToken, LyingToken, PlainToken, ReentrantToken, SilentToken} from "../mocks/Tokens.sol";
import {BadWallet, Stakes, Wallet} from "../mocks/Wallets.sol";

contract CreateTest is Base {
    event OrderCreated(
        uint256 indexed id,
        address indexed user,
        address indexed node,
        Resources resources,
        uint96 rate,
        uint32 duration,
        uint32 maxDuration,
        uint32 probation,
        uint64 quoteNonce,
        uint256 deposit
    );

    function _fails(IMarket.Quote memory q, uint32 duration, bytes memory err) internal {
        _fails(q, _sign(OPERATOR_KEY, q), duration, err);
    }

    function _fails(IMarket.Quote memory q, bytes memory signature, uint32 duration, bytes memory err) internal {
        vm.prank(q.user);
        vm.expectRevert(err);
        market.createOrder(q, signature, duration);
    }

    function _badSignature(IMarket.Quote memory q, address signer) internal pure returns (bytes memory) {
        return abi.encodeWithSelector(IMarket.Market_BadSignature.selector, q.node, signer);
    }

    // ------------------------------------------------------------ terms

    function test_RevertWhen_CallerIsNotUser() external {
        IMarket.Quote memory q = _quote();
        bytes memory signature = _sign(OPERATOR_KEY, q);
        vm.prank(other);
        vm.expectRevert(abi.encodeWithSelector(IMarket.Market_WrongUser.selector, other, user));
        market.createOrder(q, signature, 600);
    }

    function test_RevertWhen_QuoteExpired() external {
        IMarket.Quote memory q = _quote();
        vm.warp(q.validUntil + 1);
        _fails(q, 600, abi.encodeWithSelector(IMarket.Market_QuoteExpired.selector, q.validUntil, q.validUntil + 1));
    }

    function test_LastSecondOfQuote() external {
        IMarket.Quote memory q = _quote();
        vm.warp(q.validUntil);
        assertEq(_create(q, 600), 1);
    }

    function test_RevertWhen_RateZero() external {
        IMarket.Quote memory q = _quote();
        q.rate = 0;
        _fails(q, 600, abi.encodeWithSelector(IMarket.Market_ZeroRate.selector));
    }

    function test_RevertWhen_DurationOutOfRange() external {
        IMarket.Quote memory q = _quote();
        _fails(q, 59, abi.encodeWithSelector(IMarket.Market_DurationOutOfRange.selector, 59, 60, 7200));
        _fails(q, 7201, abi.encodeWithSelector(IMarket.Market_DurationOutOfRange.selector, 7201, 60, 7200));
        q.minDuration = 0;
        _fails(q, 0, abi.encodeWithSelector(IMarket.Market_DurationOutOfRange.selector, 0, 0, 7200));
    }

    function test_RevertWhen_ProbationTooLong() external {
        IMarket.Quote memory q = _quote();
        q.probation = market.probationLimit() + 1;
        _fails(q, 600, abi.encodeWithSelector(IMarket.Market_ProbationTooLong.selector, 7 days + 1, 7 days));
    }

    // ------------------------------------------------------------ one live order

    function test_RevertWhen_LiveOrder() external {
        uint256 id = _create();
        _fails(_quote(), 600, abi.encodeWithSelector(IMarket.Market_LiveOrder.selector, id));
        _activate(id);
        vm.warp(block.timestamp + 599);
        _fails(_quote(), 600, abi.encodeWithSelector(IMarket.Market_LiveOrder.selector, id));
    }

    function test_CompletesTheOrderBefore() external {
        uint256 id = _active();
        vm.warp(block.timestamp + 600);
        uint256 next = _create();
        assertEq(_state(id), IMarket.State.Completed);
        assertEq(market.owed(node), 600 * uint256(RATE));
        assertEq(market.liveOrder(user, node), next);
    }

    function test_ExpiresTheOrderBefore() external {
        uint256 id = _create();
        vm.warp(block.timestamp + WINDOW + 1);
        uint256 next = _create();
        assertEq(_state(id), IMarket.State.Cancelled);
        assertEq(market.owed(user), 600 * uint256(RATE));
        assertEq(market.liveOrder(user, node), next);
        assertEq(registry.node(node).reserved.cpuMilli, 1000);
    }

    // ------------------------------------------------------------ nonces

    function test_RevertWhen_QuoteUsed() external {
        IMarket.Quote memory q = _quote();
        uint256 id = _create(q, 600);
        assertTrue(market.quoteUsed(node, q.nonce));
        vm.prank(user);
        market.cancel(id, IMarket.Reason.UserLeft);
        _fails(q, 600, abi.encodeWithSelector(IMarket.Market_QuoteUsed.selector, node, q.nonce));
    }

    function test_NoncesOfNodesAreTheirOwn() external {
        IMarket.Quote memory q = _quote();
        _create(q, 600);
        (address second, uint256 key) = (vm.addr(77), 77);
        _register(second, address(0), 0);
        q.node = second;
        bytes memory signature = _sign(key, q);
        vm.prank(user);
        assertEq(market.createOrder(q, signature, 600), 2);
    }

    function test_RevertWhen_QuoteVoid() external {
        IMarket.Quote memory q = _quote();
        vm.prank(operator);
        market.voidQuote(node, q.nonce);
        _fails(q, 600, abi.encodeWithSelector(IMarket.Market_QuoteUsed.selector, node, q.nonce));

        q = _quote();
        vm.prank(node);
        market.voidQuotesBelow(node, q.nonce + 1);
        _fails(q, 600, abi.encodeWithSelector(IMarket.Market_QuoteUsed.selector, node, q.nonce));
        assertTrue(market.quoteUsed(node, q.nonce));
        assertFalse(market.quoteUsed(node, q.nonce + 1));
        assertEq(_create(), 1);
    }

    // ------------------------------------------------------------ the node

    function test_RevertWhen_NotRegistered() external {
        IMarket.Quote memory q = _quote();
        q.node = other;
        _fails(q, 600, abi.encodeWithSelector(IRegistry.Registry_NotRegistered.selector, other));
    }

    function test_RevertWhen_Paused() external {
        vm.prank(node);
        registry.setPaused(true);
        _fails(_quote(), 600, abi.encodeWithSelector(IRegistry.Registry_Paused.selector, node));
    }

    function test_RevertWhen_OutOfCapacity() external {
        for (uint256 i = 0; i < 6; ++i) {
            IMarket.Quote memory q = _quote();
            if (i == 0) q.resources.cpuMilli = _total().cpuMilli + 1;
            if (i == 1) q.resources.memoryMiB = _total().memoryMiB + 1;
            if (i == 2) q.resources.diskMiB = _total().diskMiB + 1;
            if (i == 3) q.resources.trafficMiB = _total().trafficMiB + 1;
            if (i == 4) q.resources.gpu = _total().gpu + 1;
            if (i == 5) q.resources.gpuModel = "h100";
            _fails(
                q, 600, abi.encodeWithSelector(IRegistry.Registry_OutOfCapacity.selector, q.resources, _total())
            );
        }
    }

    function test_LargestValuesDoNotWrap() external {
        IMarket.Quote memory q = _quote();
        _create(q, 600);
        q = _quote();
        q.user = other;
        q.resources = Resources(
            type(uint32).max, type(uint32).max, type(uint32).max, type(uint40).max, type(uint16).max, "rtx-4090"
        );
        Resources memory free = Resources(63_000, 260_096, 999_000, 9_995_000, 7, "rtx-4090");
        _fails(q, 600, abi.encodeWithSelector(IRegistry.Registry_OutOfCapacity.selector, q.resources, free));
    }

    // ------------------------------------------------------------ signatures

    function test_SignedByNode() external {
        IMarket.Quote memory q = _quote();
        bytes memory signature = _sign(NODE_KEY, q);
        vm.prank(user);
        assertEq(market.createOrder(q, signature, 600), 1);
    }

    function test_RevertWhen_SignedByAnother() external {
        IMarket.Quote memory q = _quote();
        _fails(q, _sign(USER_KEY, q), 600, _badSignature(q, user));
    }

    function test_RevertWhen_OperatorRotated() external {
        IMarket.Quote memory q = _quote();
        vm.prank(node);
        registry.setOperator(address(0));
        _fails(q, 600, _badSignature(q, operator));
    }

    function testFuzz_RevertWhen_AnyFieldDiffers(uint8 field, uint96 by) external {
        IMarket.Quote memory q = _quote();
        bytes memory signature = _sign(OPERATOR_KEY, q);
        field %= 8;
        uint32 d = uint32(by % 50) + 1;
        if (field == 0) q.rate += d;
        if (field == 1) q.minDuration -= d;
        if (field == 2) q.maxDuration += d;
        if (field == 3) q.probation += d;
        if (field == 4) q.validUntil += d;
        if (field == 5) q.nonce += d;
        if (field == 6) q.resources.cpuMilli += d;
        if (field == 7) q.resources.gpuModel = 0;
        vm.prank(user);
        (bool ok, bytes memory err) = address(market).call(abi.encodeCall(market.createOrder, (q, signature, 600)));
        assertFalse(ok);
        assertEq(bytes4(err), IMarket.Market_BadSignature.selector);
    }

    function test_RevertWhen_ReplayedOnAnotherChain() external {
        IMarket.Quote memory q = _quote();
        bytes memory signature = _sign(OPERATOR_KEY, q);
        vm.chainId(31_338);
        vm.prank(user);
        (bool ok, bytes memory err) = address(market).call(abi.encodeCall(market.createOrder, (q, signature, 600)));
        assertFalse(ok);
        assertEq(bytes4(err), IMarket.Market_BadSignature.selector);
    }

    function test_RevertWhen_ReplayedOnAnotherMarket() external {
        IMarket.Quote memory q = _quote();
        bytes memory signature = _sign(OPERATOR_KEY, q);
        (registry, market) = _deploy(address(token), address(0));
        _register(node, operator, 0);
        vm.prank(user);
        (bool ok, bytes memory err) = address(market).call(abi.encodeCall(market.createOrder, (q, signature, 600)));
        assertFalse(ok);
        assertEq(bytes4(err), IMarket.Market_BadSignature.selector);
    }

    function test_RevertWhen_ReplayedOnAnotherNode() external {
        IMarket.Quote memory q = _quote();
        bytes memory signature = _sign(OPERATOR_KEY, q);
        address second = vm.addr(77);
        _register(second, address(0), 0);
        q.node = second;
        vm.prank(user);
        (bool ok, bytes memory err) = address(market).call(abi.encodeCall(market.createOrder, (q, signature, 600)));
        assertFalse(ok);
        assertEq(bytes4(err), IMarket.Market_BadSignature.selector);
    }

    function test_RevertWhen_ReplayedByAnotherUser() external {
        IMarket.Quote memory q = _quote();
        bytes memory signature = _sign(OPERATOR_KEY, q);
        q.user = other;
        vm.prank(other);
        (bool ok, bytes memory err) = address(market).call(abi.encodeCall(market.createOrder, (q, signature, 600)));
        assertFalse(ok);
        assertEq(bytes4(err), IMarket.Market_BadSignature.selector);
    }

    function test_RevertWhen_Malleable() external {
        IMarket.Quote memory q = _quote();
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(OPERATOR_KEY, market.hashQuote(q));
        uint256 n = 0xFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFEBAAEDCE6AF48A03BBFD25E8CD0364141;
        _fails(q, abi.encodePacked(r, n - uint256(s), v == 27 ? 28 : 27), 600, _badSignature(q, address(0)));
        _fails(q, abi.encodePacked(r, s, v - 27), 600, _badSignature(q, address(0)));
        _fails(q, "", 600, _badSignature(q, address(0)));
        _fails(q, abi.encodePacked(r, s), 600, _badSignature(q, address(0)));
        _fails(q, abi.encodePacked(r, s, v, v), 600, _badSignature(q, address(0)));
        _fails(q, new bytes(65), 600, _badSignature(q, address(0)));
    }

    /// @dev An operator of zero must not be what a failed recovery gives.
    function test_RevertWhen_NoOperatorAndNoSigner() external {
        vm.prank(node);
        registry.setOperator(address(0));
        IMarket.Quote memory q = _quote();
        _fails(q, new bytes(65), 600, _badSignature(q, address(0)));
    }

    function _contractNode(address wallet, address operator_) internal returns (IMarket.Quote memory q) {
        vm.prank(wallet);
        registry.register(operator_, _total(), 0, "n2.example:443", "");
        q = _quote();
        q.node = wallet;
    }

    function test_SignedByContractNode() external {
        IMarket.Quote memory q = _contractNode(address(new Wallet(vm.addr(55))), address(0));
        bytes memory signature = _sign(55, q);
        vm.prank(user);
        assertEq(market.createOrder(q, signature, 600), 1);
    }

    function test_SignedByContractOperator() external {
        IMarket.Quote memory q = _contractNode(vm.addr(56), address(new Wallet(vm.addr(55))));
        bytes memory signature = _sign(55, q);
        vm.prank(user);
        assertEq(market.createOrder(q, signature, 600), 1);
    }

    function test_RevertWhen_ContractNodeRefuses() external {
        IMarket.Quote memory q = _contractNode(address(new Wallet(vm.addr(55))), address(0));
        _fails(q, _sign(57, q), 600, _badSignature(q, vm.addr(57)));
    }

    function test_RevertWhen_ContractNodeIsBad() external {
        for (uint8 way = 0; way <= uint8(BadWallet.Way.Bomb); ++way) {
            IMarket.Quote memory q = _contractNode(address(new BadWallet(BadWallet.Way(way))), address(0));
            bytes memory signature = _sign(57, q);
            vm.prank(user);
            (bool ok,) = address(market).call{gas: 5_000_000}(abi.encodeCall(market.createOrder, (q, signature, 600)));
            assertFalse(ok);
            assertEq(market.orderCount(), 0);
        }
    }

    // ------------------------------------------------------------ tokens

    function _withToken(address token_) internal returns (IMarket.Quote memory q, bytes memory signature) {
        (registry, market) = _deploy(token_, address(0));
        _register(node, operator, 0);
        PlainToken(token_).mint(user, 1e24);
        vm.prank(user);
        (bool ok,) = token_.call(abi.encodeCall(token.approve, (address(market), type(uint256).max)));
        assertTrue(ok);
        q = _quote();
        signature = _sign(OPERATOR_KEY, q);
    }

    function test_RevertWhen_FeeOnTransfer() external {
        (IMarket.Quote memory q, bytes memory signature) = _withToken(address(new FeeToken()));
        uint256 wanted = 600 * uint256(RATE);
        _fails(
            q,
            signature,
            600,
            abi.encodeWithSelector(IMarket.Market_FeeOnTransfer.selector, wanted, wanted - wanted / 100)
        );
    }

    function test_RevertWhen_TokenLies() external {
        (IMarket.Quote memory q, bytes memory signature) = _withToken(address(new LyingToken()));
        _fails(
            q,
            signature,
            600,
            abi.encodeWithSelector(IMarket.Market_FeeOnTransfer.selector, 600 * uint256(RATE), 0)
        );
    }

    function test_RevertWhen_TokenSaysFalse() external {
        address t = address(new FalseToken());
        (IMarket.Quote memory q, bytes memory signature) = _withToken(t);
        _fails(q, signature, 600, abi.encodeWithSelector(SafeERC20.SafeERC20FailedOperation.selector, t));
    }

    function test_TokenSaysNothing() external {
        SilentToken t = new SilentToken();
        (IMarket.Quote memory q, bytes memory signature) = _withToken(address(t));
        vm.prank(user);
        uint256 id = market.createOrder(q, signature, 600);
        assertEq(t.balanceOf(address(market)), 600 * uint256(RATE));
        vm.startPrank(user);
        market.cancel(id, IMarket.Reason.UserLeft);
        market.withdraw(user);
        vm.stopPrank();
        assertEq(t.balanceOf(user), 1e24);
    }

    function test_RevertWhen_EscrowFull() external {
        PlainToken t = new PlainToken();
        (IMarket.Quote memory q, bytes memory signature) = _withToken(address(t));
        t.mint(address(market), type(uint104).max);
        uint256 balance = uint256(type(uint104).max) + 600 * uint256(RATE);
        _fails(
            q,
            signature,
            600,
            abi.encodeWithSelector(IMarket.Market_EscrowFull.selector, balance, type(uint104).max)
        );
    }

    function test_ReentrancyFails() external {
        ReentrantToken t = new ReentrantToken();
        (IMarket.Quote memory q, bytes memory signature) = _withToken(address(t));
        bytes[9] memory calls = [
            abi.encodeCall(market.settle, (1)),
            abi.encodeCall(market.withdraw, (other)),
            abi.encodeCall(market.cancel, (1, IMarket.Reason.Other)),
            abi.encodeCall(market.activate, (1)),
            abi.encodeCall(market.expire, (1)),
            abi.encodeCall(market.extend, (1, 1)),
            abi.encodeCall(market.createOrder, (q, signature, 600)),
            abi.encodeCall(market.replaceOrder, (1, q, signature, 600)),
            abi.encodeCall(market.selfPermit, (1, 1, 27, 0, 0))
        ];
        for (uint256 i = 0; i < calls.length; ++i) {
            t.arm(address(market), calls[i]);
            q = _quote();
            signature = _sign(OPERATOR_KEY, q);
            vm.prank(user);
            uint256 id = market.createOrder(q, signature, 600);
            vm.startPrank(user);
            market.cancel(id, IMarket.Reason.UserLeft);
            market.withdraw(user);
            vm.stopPrank();
        }
        assertEq(t.tried(), 2 * calls.length);
        assertEq(t.succeeded(), 0);
        assertEq(t.balanceOf(user), 1e24);
    }

    function test_RevertWhen_NoAllowance() external {
        vm.prank(user);
        token.approve(address(market), 5);
        _fails(
            _quote(),
            600,
            abi.encodeWithSelector(
                IERC20Errors.ERC20InsufficientAllowance.selector, address(market), 5, 600 * uint256(RATE)
            )
        );
    }

    // ------------------------------------------------------------ what it does

    function testFuzz_Create(Resources memory r, uint96 rate, uint32 duration, uint32 probation) external {
        Resources memory total = _total();
        r.cpuMilli %= total.cpuMilli + 1;
        r.memoryMiB %= total.memoryMiB + 1;
        r.diskMiB %= total.diskMiB + 1;
        r.trafficMiB %= total.trafficMiB + 1;
        r.gpu %= total.gpu + 1;
        r.gpuModel = r.gpu == 0 ? r.gpuModel : total.gpuModel;
        if (rate == 0) rate = 1;
        if (duration == 0) duration = 1;
        uint256 deposit = uint256(rate) * duration;
        if (deposit > 1e24) {
            rate = uint96(1e24 / duration);
            deposit = uint256(rate) * duration;
        }
        IMarket.Quote memory q = _quote();
        (q.resources, q.rate, q.minDuration, q.maxDuration) = (r, rate, 0, type(uint32).max);
        q.probation = probation % (7 days + 1);

        bytes memory signature = _sign(OPERATOR_KEY, q);
        vm.expectEmit({checkTopic1: true, checkTopic2: true, checkTopic3: true, checkData: true});
        emit OrderCreated(1, user, node, r, rate, duration, type(uint32).max, q.probation, q.nonce, deposit);
        vm.prank(user);
        uint256 id = market.createOrder(q, signature, duration);

        IMarket.Order memory o = market.order(id);
        assertEq(o.user, user);
        assertEq(o.node, node);
        assertEq(o.rate, rate);
        assertEq(o.since, block.timestamp);
        assertEq(o.duration, duration);
        assertEq(o.maxDuration, type(uint32).max);
        assertEq(o.probation, q.probation);
        assertEq(o.settledSeconds, 0);
        assertEq(o.state, IMarket.State.Created);
        r.gpuModel = 0;
        assertEq(keccak256(abi.encode(o.resources)), keccak256(abi.encode(r)));
        r.gpuModel = total.gpuModel;
        assertEq(keccak256(abi.encode(registry.node(node).reserved)), keccak256(abi.encode(r)));
        assertEq(token.balanceOf(address(market)), deposit);
        assertEq(token.balanceOf(user), 1e24 - deposit);
        assertEq(market.liveOrder(user, node), id);
        assertTrue(market.firstOrder(user, node));
        assertEq(market.orderCount(), 1);
        (uint256 toNode, uint256 toUser) = market.split(id);
        assertEq(toNode, 0);
        assertEq(toUser, deposit);
        assertEq(market.earned(id), 0);
    }

    function test_ProbationOnFirstOrderOnly() external {
        IMarket.Quote memory q = _quote();
        q.probation = 60;
        uint256 id = _create(q, 600);
        assertEq(market.order(id).probation, 60);
        vm.prank(user);
        market.cancel(id, IMarket.Reason.UserLeft);

        // It was not activated, so the next is still the first.
        q = _quote();
        q.probation = 60;
        id = _create(q, 600);
        assertEq(market.order(id).probation, 60);
        _activate(id);
        vm.prank(user);
        market.cancel(id, IMarket.Reason.UserLeft);

        assertFalse(market.firstOrder(user, node));
        q = _quote();
        q.probation = 60;
        assertEq(market.order(_create(q, 600)).probation, 0);
    }

    function test_ProbationNeedsStake() external {
        Stakes stakes = new Stakes();
        (registry, market) = _deploy(address(token), address(stakes));
        _register(node, operator, 100);
        vm.prank(user);
        token.approve(address(market), type(uint256).max);
        for (uint256 i = 0; i < 3; ++i) {
            stakes.set(user, 99 + i);
            IMarket.Quote memory q = _quote();
            q.probation = 60;
            uint256 id = _create(q, 600);
            assertEq(market.order(id).probation, i == 0 ? 0 : 60);
            vm.prank(user);
            market.cancel(id, IMarket.Reason.UserLeft);
        }
    }

    function test_NoStakingNoProbationAboveZeroStake() external {
        _register(node, operator, 1);
        IMarket.Quote memory q = _quote();
        q.probation = 60;
        assertEq(market.order(_create(q, 600)).probation, 0);
    }

    function test_RevertWhen_ConstructedWithZero() external {
        vm.expectRevert(abi.encodeWithSelector(IMarket.Market_ZeroAddress.selector));
        new Market(address(0), address(registry), address(0), WINDOW);
        vm.expectRevert(abi.encodeWithSelector(IMarket.Market_ZeroAddress.selector));
        new Market(address(token), address(0), address(0), WINDOW);
        vm.expectRevert(abi.encodeWithSelector(IRegistry.Registry_ZeroAddress.selector));
        new Registry(address(0));
    }
}
