// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {ReentrancyGuardTransient} from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";
import {IERC20Errors} from "@openzeppelin/contracts/interfaces/draft-IERC6093.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";

import {Market} from "../../src/Market.sol";
import {Registry} from "../../src/Registry.sol";
import {MarketState} from "../../src/base/MarketState.sol";
import {IMarket, IMarketTypes} from "../../src/interfaces/IMarket.sol";
import {IRegistry, Resources} from "../../src/interfaces/IRegistry.sol";
import {Base} from "../Base.sol";
import {FalseToken, FeeToken, LyingToken, PlainToken, ReentrantToken, SilentToken} from "../mocks/Tokens.sol";
import {BadWallet, Stakes, Wallet} from "../mocks/Wallets.sol";

contract CreateTest is Base, IMarketTypes {
    function _fails(IMarketTypes.Quote memory q, uint32 duration, bytes memory err) internal {
        _fails(q, _sign(OPERATOR_KEY, q), duration, err);
    }

    function _fails(IMarketTypes.Quote memory q, bytes memory signature, uint32 duration, bytes memory err) internal {
        vm.prank(q.user);
        vm.expectRevert(err);
        market.createOrder(q, signature, duration);
    }

    function _badSignature(IMarketTypes.Quote memory q, address signer) internal pure returns (bytes memory) {
        return abi.encodeWithSelector(IMarketTypes.Market_BadSignature.selector, q.node, signer);
    }

    // ------------------------------------------------------------ terms

    function test_RevertWhen_CallerIsNotUser() external {
        IMarketTypes.Quote memory q = _quote();
        bytes memory signature = _sign(OPERATOR_KEY, q);
        vm.prank(other);
        vm.expectRevert(abi.encodeWithSelector(IMarketTypes.Market_WrongUser.selector, other, user));
        market.createOrder(q, signature, 600);
    }

    function test_RevertWhen_QuoteExpired() external {
        IMarketTypes.Quote memory q = _quote();
        vm.warp(q.validUntil + 1);
        _fails(q, 600, abi.encodeWithSelector(IMarketTypes.Market_QuoteExpired.selector, q.validUntil, q.validUntil + 1));
    }

    function test_LastSecondOfQuote() external {
        IMarketTypes.Quote memory q = _quote();
        vm.warp(q.validUntil);
        assertEq(_create(q, 600), 1);
    }

    function test_RevertWhen_RateZero() external {
        IMarketTypes.Quote memory q = _quote();
        q.rate = 0;
        _fails(q, 600, abi.encodeWithSelector(IMarketTypes.Market_ZeroRate.selector));
    }

    function test_RevertWhen_DurationOutOfRange() external {
        IMarketTypes.Quote memory q = _quote();
        _fails(q, 59, abi.encodeWithSelector(IMarketTypes.Market_DurationOutOfRange.selector, 59, 60, 7200));
        _fails(q, 7201, abi.encodeWithSelector(IMarketTypes.Market_DurationOutOfRange.selector, 7201, 60, 7200));
        q.minDuration = 0;
        _fails(q, 0, abi.encodeWithSelector(IMarketTypes.Market_DurationOutOfRange.selector, 0, 0, 7200));
    }

    function test_RevertWhen_ProbationTooLong() external {
        IMarketTypes.Quote memory q = _quote();
        q.probation = market.probationLimit() + 1;
        _fails(q, 600, abi.encodeWithSelector(IMarketTypes.Market_ProbationTooLong.selector, 7 days + 1, 7 days));
    }

    // ------------------------------------------------------------ one live order

    function test_RevertWhen_LiveOrder() external {
        uint256 id = _create();
        _fails(_quote(), 600, abi.encodeWithSelector(IMarketTypes.Market_LiveOrder.selector, id));
        _activate(id);
        vm.warp(_now() + 599);
        _fails(_quote(), 600, abi.encodeWithSelector(IMarketTypes.Market_LiveOrder.selector, id));
    }

    function test_CompletesTheOrderBefore() external {
        uint256 id = _active();
        vm.warp(_now() + 600);
        uint256 next = _create();
        assertEq(_state(id), IMarketTypes.State.Completed);
        assertEq(_owed(node), 600 * uint256(RATE));
        assertEq(market.liveOrder(user, node), next);
    }

    function test_ExpiresTheOrderBefore() external {
        uint256 id = _create();
        vm.warp(_now() + WINDOW + 1);
        uint256 next = _create();
        assertEq(_state(id), IMarketTypes.State.Cancelled);
        assertEq(_owed(user), 600 * uint256(RATE));
        assertEq(market.liveOrder(user, node), next);
        assertEq(registry.node(node).reserved.cpuMilli, 1000);
    }

    // ------------------------------------------------------------ nonces and epochs

    function _used(IMarketTypes.Quote memory q) internal pure returns (bytes memory) {
        return abi.encodeWithSelector(IMarketTypes.Market_QuoteUsed.selector, q.node, q.user, q.nonce);
    }

    function _void(IMarketTypes.Quote memory q, uint32 epoch) internal pure returns (bytes memory) {
        return abi.encodeWithSelector(IMarketTypes.Market_QuoteVoid.selector, q.node, q.epoch, epoch);
    }

    function test_RevertWhen_QuoteUsed() external {
        IMarketTypes.Quote memory earlier = _quote();
        IMarketTypes.Quote memory q = _quote();
        uint256 id = _create(q, 600);
        assertTrue(market.quoteUsed(node, user, 1, q.nonce));
        assertFalse(market.quoteUsed(node, user, 1, q.nonce + 1));
        vm.prank(user);
        market.cancel(id, IMarketTypes.Reason.UserLeft);
        _fails(q, 600, _used(q));
        _fails(earlier, 600, _used(earlier));
        assertEq(_create(), 2);
    }

    function test_NonceZero() external {
        IMarketTypes.Quote memory q = _quote();
        q.nonce = 0;
        uint256 id = _create(q, 600);
        vm.prank(user);
        market.cancel(id, IMarketTypes.Reason.UserLeft);
        _fails(q, 600, _used(q));
    }

    function test_NoncesOfPairsAreTheirOwn() external {
        IMarketTypes.Quote memory q = _quote();
        _create(q, 600);
        (address second, uint256 key) = (vm.addr(77), 77);
        _register(second, address(0), 0);
        q.node = second;
        bytes memory signature = _sign(key, q);
        vm.prank(user);
        assertEq(market.createOrder(q, signature, 600), 2);
        (q.node, q.user) = (node, other);
        assertEq(_create(q, 600), 3);
    }

    function test_RevertWhen_QuoteVoid() external {
        IMarketTypes.Quote memory q = _quote();
        vm.prank(operator);
        market.voidQuotes(node, user, q.nonce);
        _fails(q, 600, _used(q));
        assertEq(_create(), 1);
    }

    /// @dev M1, L2: a new epoch voids all quotes for ever, and takes all voids of the operator back.
    function test_RevertWhen_AnotherEpoch() external {
        IMarketTypes.Quote memory q = _quote();
        IMarketTypes.Quote memory early = _quote();
        early.epoch = 2;
        _fails(early, 600, _void(early, 1));
        vm.startPrank(node);
        registry.setOperator(vm.addr(999));
        registry.setOperator(operator);
        vm.stopPrank();
        _fails(q, 600, _void(q, 3));
        vm.prank(node);
        registry.voidQuotes();
        q.epoch = 3;
        _fails(q, 600, _void(q, 4));
        q.epoch = 4;
        assertEq(_create(q, 600), 1);
    }

    // ------------------------------------------------------------ the node

    function test_RevertWhen_NotRegistered() external {
        IMarketTypes.Quote memory q = _quote();
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
            IMarketTypes.Quote memory q = _quote();
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
        IMarketTypes.Quote memory q = _quote();
        _create(q, 600);
        q = _quote();
        q.user = other;
        q.resources = Resources(
            type(uint32).max, type(uint32).max, type(uint32).max, (1 << 36) - 1, (1 << 12) - 1, "rtx-4090"
        );
        Resources memory free = Resources(63_000, 260_096, 999_000, 9_995_000, 7, "rtx-4090");
        _fails(q, 600, abi.encodeWithSelector(IRegistry.Registry_OutOfCapacity.selector, q.resources, free));
    }

    // ------------------------------------------------------------ signatures

    function test_SignedByNode() external {
        IMarketTypes.Quote memory q = _quote();
        bytes memory signature = _sign(NODE_KEY, q);
        vm.prank(user);
        assertEq(market.createOrder(q, signature, 600), 1);
    }

    function test_RevertWhen_SignedByAnother() external {
        IMarketTypes.Quote memory q = _quote();
        _fails(q, _sign(USER_KEY, q), 600, _badSignature(q, user));
    }

    function test_RevertWhen_OperatorRotated() external {
        IMarketTypes.Quote memory q = _quote();
        vm.prank(node);
        registry.setOperator(address(0));
        q.epoch = 2;
        _fails(q, 600, _badSignature(q, operator));
    }

    function testFuzz_RevertWhen_AnyFieldDiffers(uint8 field, uint96 by) external {
        IMarketTypes.Quote memory q = _quote();
        bytes memory signature = _sign(OPERATOR_KEY, q);
        field %= 19;
        uint32 d = uint32(by % 50) + 1;
        if (field == 0) q.rate += d;
        if (field == 1) q.minDuration -= d;
        if (field == 2) q.maxDuration += d;
        if (field == 3) q.probation += d;
        if (field == 4) q.validUntil += d;
        if (field == 5) q.nonce += d;
        if (field == 6) q.resources.cpuMilli += d;
        if (field == 7) q.resources.gpuModel = 0;
        if (field == 8) q.resources.memoryMiB += d;
        if (field == 9) q.resources.diskMiB += d;
        if (field == 10) q.resources.trafficMiB += d;
        if (field == 11) q.resources.gpu = 0;
        if (field == 12) q.committed += d;
        if (field == 13) q.notice += d;
        if (field == 14) q.referrer = address(uint160(d));
        if (field == 15) (q.referrer, q.referrerShare) = (other, uint16(d));
        if (field == 16) q.token = address(_listed());
        if (field == 17) q.minStake += d;
        if (field == 18) q.features ^= uint16(d);
        vm.prank(user);
        (bool ok, bytes memory err) = address(market).call(abi.encodeCall(market.createOrder, (q, signature, 600)));
        assertFalse(ok);
        assertEq(bytes4(err), IMarketTypes.Market_BadSignature.selector);
    }

    function _listed() internal returns (PlainToken t) {
        t = new PlainToken();
        market.listToken(address(t));
    }

    /// @dev What is hashed is what EIP-712 says, word by word.
    function testFuzz_Hash(IMarketTypes.Quote memory q) external {
        bytes memory resources = abi.encode(
            keccak256(
                "Resources(uint32 cpuMilli,uint32 memoryMiB,uint32 diskMiB,uint40 trafficMiB,uint16 gpu,bytes12 gpuModel)"
            ),
            q.resources
        );
        bytes memory head = abi.encode(
            keccak256(
                "Quote(address node,address user,address token,Resources resources,uint96 rate,uint32 minDuration,uint32 maxDuration,uint32 committed,uint32 notice,uint32 probation,uint96 minStake,address referrer,uint16 referrerShare,uint16 features,uint32 epoch,uint40 validUntil,uint64 nonce)Resources(uint32 cpuMilli,uint32 memoryMiB,uint32 diskMiB,uint40 trafficMiB,uint16 gpu,bytes12 gpuModel)"
            ),
            q.node,
            q.user,
            q.token,
            keccak256(resources),
            q.rate
        );
        bytes memory middle = abi.encode(q.minDuration, q.maxDuration, q.committed, q.notice, q.probation, q.minStake);
        bytes memory tail = abi.encode(q.referrer, q.referrerShare, q.features, q.epoch, q.validUntil, q.nonce);
        bytes32 domain = keccak256(
            abi.encode(
                keccak256("EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)"),
                keccak256("Berth"),
                keccak256("2"),
                block.chainid,
                address(market)
            )
        );
        assertEq(
            market.hashQuote(q),
            keccak256(abi.encodePacked(hex"1901", domain, keccak256(bytes.concat(head, middle, tail))))
        );
    }

    /// @dev Bits beyond a field's type are refused, not cut.
    function test_RevertWhen_DirtyBits() external {
        IMarketTypes.Quote memory q = _quote();
        bytes memory data = abi.encodeCall(market.createOrder, (q, _sign(OPERATOR_KEY, q), 600));
        for (uint256 word = 0; word < 22; ++word) {
            bytes memory dirty = bytes.concat(data);
            // gpuModel is to the left, everything else to the right.
            dirty[4 + 32 * word + (word == 8 ? 31 : 0)] = 0x01;
            vm.prank(user);
            (bool ok,) = address(market).call(dirty);
            assertFalse(ok);
        }
        vm.prank(user);
        (bool good,) = address(market).call(data);
        assertTrue(good);
    }

    function test_RevertWhen_ReplayedOnAnotherChain() external {
        IMarketTypes.Quote memory q = _quote();
        bytes memory signature = _sign(OPERATOR_KEY, q);
        vm.chainId(31_338);
        vm.prank(user);
        (bool ok, bytes memory err) = address(market).call(abi.encodeCall(market.createOrder, (q, signature, 600)));
        assertFalse(ok);
        assertEq(bytes4(err), IMarketTypes.Market_BadSignature.selector);
    }

    function test_RevertWhen_ReplayedOnAnotherMarket() external {
        IMarketTypes.Quote memory q = _quote();
        bytes memory signature = _sign(OPERATOR_KEY, q);
        (registry, market) = _deploy(address(token), address(0));
        _register(node, operator, 0);
        vm.prank(user);
        (bool ok, bytes memory err) = address(market).call(abi.encodeCall(market.createOrder, (q, signature, 600)));
        assertFalse(ok);
        assertEq(bytes4(err), IMarketTypes.Market_BadSignature.selector);
    }

    function test_RevertWhen_ReplayedOnAnotherNode() external {
        IMarketTypes.Quote memory q = _quote();
        bytes memory signature = _sign(OPERATOR_KEY, q);
        address second = vm.addr(77);
        _register(second, address(0), 0);
        q.node = second;
        vm.prank(user);
        (bool ok, bytes memory err) = address(market).call(abi.encodeCall(market.createOrder, (q, signature, 600)));
        assertFalse(ok);
        assertEq(bytes4(err), IMarketTypes.Market_BadSignature.selector);
    }

    function test_RevertWhen_ReplayedByAnotherUser() external {
        IMarketTypes.Quote memory q = _quote();
        bytes memory signature = _sign(OPERATOR_KEY, q);
        q.user = other;
        vm.prank(other);
        (bool ok, bytes memory err) = address(market).call(abi.encodeCall(market.createOrder, (q, signature, 600)));
        assertFalse(ok);
        assertEq(bytes4(err), IMarketTypes.Market_BadSignature.selector);
    }

    function test_RevertWhen_Malleable() external {
        IMarketTypes.Quote memory q = _quote();
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
        IMarketTypes.Quote memory q = _quote();
        q.epoch = 2;
        _fails(q, new bytes(65), 600, _badSignature(q, address(0)));
    }

    function _contractNode(address wallet, address operator_) internal returns (IMarketTypes.Quote memory q) {
        vm.prank(wallet);
        registry.register(operator_, _total(), 0, "n2.example:443", "");
        q = _quote();
        q.node = wallet;
    }

    function test_SignedByContractNode() external {
        IMarketTypes.Quote memory q = _contractNode(address(new Wallet(vm.addr(55))), address(0));
        bytes memory signature = _sign(55, q);
        vm.prank(user);
        assertEq(market.createOrder(q, signature, 600), 1);
    }

    function test_SignedByContractOperator() external {
        IMarketTypes.Quote memory q = _contractNode(vm.addr(56), address(new Wallet(vm.addr(55))));
        bytes memory signature = _sign(55, q);
        vm.prank(user);
        assertEq(market.createOrder(q, signature, 600), 1);
    }

    function test_RevertWhen_ContractNodeRefuses() external {
        IMarketTypes.Quote memory q = _contractNode(address(new Wallet(vm.addr(55))), address(0));
        _fails(q, _sign(57, q), 600, _badSignature(q, vm.addr(57)));
    }

    function test_RevertWhen_ContractNodeIsBad() external {
        for (uint8 way = 0; way <= uint8(BadWallet.Way.Bomb); ++way) {
            IMarketTypes.Quote memory q = _contractNode(address(new BadWallet(BadWallet.Way(way))), address(0));
            bytes memory signature = _sign(57, q);
            vm.prank(user);
            (bool ok,) = address(market).call{gas: 5_000_000}(abi.encodeCall(market.createOrder, (q, signature, 600)));
            assertFalse(ok);
            assertEq(market.orderCount(), 0);
        }
    }

    // ------------------------------------------------------------ tokens

    function _withToken(address token_) internal returns (IMarketTypes.Quote memory q, bytes memory signature) {
        MarketState.Config memory c = _config(address(token), address(0));
        c.tokens = new address[](1);
        c.tokens[0] = token_;
        (registry, market) = _deploy(c);
        _register(node, operator, 0);
        PlainToken(token_).mint(user, 1e24);
        vm.prank(user);
        (bool ok,) = token_.call(abi.encodeCall(token.approve, (address(market), type(uint256).max)));
        assertTrue(ok);
        q = _quote();
        q.token = token_;
        signature = _sign(OPERATOR_KEY, q);
    }

    function test_RevertWhen_FeeOnTransfer() external {
        (IMarketTypes.Quote memory q, bytes memory signature) = _withToken(address(new FeeToken()));
        uint256 wanted = 600 * uint256(RATE);
        _fails(
            q,
            signature,
            600,
            abi.encodeWithSelector(IMarketTypes.Market_FeeOnTransfer.selector, wanted, wanted - wanted / 100)
        );
    }

    function test_RevertWhen_TokenLies() external {
        (IMarketTypes.Quote memory q, bytes memory signature) = _withToken(address(new LyingToken()));
        _fails(
            q,
            signature,
            600,
            abi.encodeWithSelector(IMarketTypes.Market_FeeOnTransfer.selector, 600 * uint256(RATE), 0)
        );
    }

    function test_RevertWhen_TokenSaysFalse() external {
        address t = address(new FalseToken());
        (IMarketTypes.Quote memory q, bytes memory signature) = _withToken(t);
        _fails(q, signature, 600, abi.encodeWithSelector(SafeERC20.SafeERC20FailedOperation.selector, t));
    }

    function test_TokenSaysNothing() external {
        SilentToken t = new SilentToken();
        (IMarketTypes.Quote memory q, bytes memory signature) = _withToken(address(t));
        vm.prank(user);
        uint256 id = market.createOrder(q, signature, 600);
        assertEq(t.balanceOf(address(market)), 600 * uint256(RATE));
        vm.prank(user);
        market.cancel(id, IMarketTypes.Reason.UserLeft);
        vm.prank(user);
        market.withdraw(address(t), user);
        assertEq(t.balanceOf(user), 1e24);
    }

    /// @dev L6: gifts change nothing, however large.
    function test_GiftsChangeNothing() external {
        PlainToken t = new PlainToken();
        (IMarketTypes.Quote memory q, bytes memory signature) = _withToken(address(t));
        t.mint(address(market), type(uint256).max - 2e24);
        vm.prank(user);
        uint256 id = market.createOrder(q, signature, 600);
        vm.prank(user);
        market.cancel(id, IMarketTypes.Reason.UserLeft);
        vm.prank(user);
        assertEq(market.withdraw(address(t), user), 600 * uint256(RATE));
    }

    function test_ReentrancyFails() external {
        ReentrantToken t = new ReentrantToken();
        (IMarketTypes.Quote memory q, bytes memory signature) = _withToken(address(t));
        bytes[17] memory calls = [
            abi.encodeCall(market.settle, (1)),
            abi.encodeCall(market.withdraw, (address(t), other)),
            abi.encodeCall(market.cancel, (1, IMarketTypes.Reason.Other)),
            abi.encodeCall(market.activate, (1)),
            abi.encodeCall(market.expire, (1)),
            abi.encodeCall(market.extend, (1, 1)),
            abi.encodeCall(market.createOrder, (q, signature, 600)),
            abi.encodeCall(market.replaceOrder, (1, q, signature, 600)),
            abi.encodeCall(market.selfPermit, (address(t), 1, 1, 27, 0, 0)),
            abi.encodeCall(market.withdrawFor, (node, address(t))),
            abi.encodeCall(market.collectFees, ()),
            abi.encodeCall(market.announceEnd, (1, type(uint40).max)),
            abi.encodeCall(market.extendFor, (1, 1)),
            abi.encodeCall(market.createOrderWithPermit2, (q, signature, 600, 1, 1, "")),
            abi.encodeCall(market.voidQuotes, (node, user, 1e6)),
            abi.encodeCall(market.setAgent, (other, 1, new address[](0), new uint256[](0))),
            abi.encodeCall(market.listToken, (address(token)))
        ];
        for (uint256 i = 0; i < calls.length; ++i) {
            t.arm(address(market), calls[i]);
            q = _quote();
            q.token = address(t);
            signature = _sign(OPERATOR_KEY, q);
            vm.prank(user);
            uint256 id = market.createOrder(q, signature, 600);
            assertEq(bytes4(t.answer()), ReentrancyGuardTransient.ReentrancyGuardReentrantCall.selector);
            vm.startPrank(user);
            market.cancel(id, IMarketTypes.Reason.UserLeft);
            market.withdraw(address(t), user);
            vm.stopPrank();
            assertEq(bytes4(t.answer()), ReentrancyGuardTransient.ReentrancyGuardReentrantCall.selector);
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

    function testFuzz_Create(
        Resources memory r,
        uint96 rate,
        uint32 duration,
        uint32 maxDuration,
        uint32 probation,
        uint32 committed,
        uint32 notice
    ) external {
        Resources memory total = _total();
        r.cpuMilli %= total.cpuMilli + 1;
        r.memoryMiB %= total.memoryMiB + 1;
        r.diskMiB %= total.diskMiB + 1;
        r.trafficMiB %= total.trafficMiB + 1;
        r.gpu %= total.gpu + 1;
        r.gpuModel = r.gpu == 0 ? r.gpuModel : total.gpuModel;
        IMarketTypes.Quote memory q = _quote();
        q.maxDuration = maxDuration % ((1 << 28) - 1) + 1;
        duration = duration % q.maxDuration + 1;
        q.rate = uint96((uint256(rate) % (1e33 / duration)) % 7e28) + SCALE;
        (q.resources, q.minDuration) = (r, 0);
        q.probation = probation % (7 days + 1);
        q.committed = committed % (1 << 28);
        q.notice = notice % (1 << 22);
        uint256 deposit = uint256(q.rate) * duration / SCALE;

        bytes memory signature = _sign(OPERATOR_KEY, q);
        vm.expectEmit({checkTopic1: true, checkTopic2: true, checkTopic3: true, checkData: true});
        emit OrderCreated(1, user, node, q, duration, q.committed, deposit);
        vm.prank(user);
        assertEq(market.createOrder(q, signature, duration), 1);
        _checkStored(q, duration);
        r.gpuModel = total.gpuModel;
        assertEq(keccak256(abi.encode(registry.node(node).reserved)), keccak256(abi.encode(r)));
        assertEq(token.balanceOf(address(market)), deposit);
        assertEq(token.balanceOf(user), 1e24 - deposit);
        assertEq(market.liveOrder(user, node), 1);
        assertTrue(_first(user, node));
        assertEq(market.orderCount(), 1);
        (uint256 toNode, uint256 toUser) = _split(1);
        assertEq(toNode, 0);
        assertEq(toUser, deposit);
        assertEq(market.earned(1), 0);
    }

    function _checkStored(IMarketTypes.Quote memory q, uint32 duration) private {
        IMarketTypes.Order memory o = market.order(1);
        assertEq(o.user, q.user);
        assertEq(o.node, q.node);
        assertEq(o.token, q.token);
        assertEq(o.rate, q.rate);
        assertEq(o.since, _now());
        assertEq(o.duration, duration);
        assertEq(o.maxDuration, q.maxDuration);
        assertEq(o.committed, q.committed);
        assertEq(o.notice, q.notice);
        assertEq(o.probation, q.probation);
        assertEq(o.settledSeconds, 0);
        assertEq(o.state, IMarketTypes.State.Created);
        assertEq(o.referrer, q.referrer);
        assertEq(o.referrerShare, q.referrerShare);
        assertEq(o.announcedAt, 0);
        assertFalse(o.stakeHeld);
        Resources memory r = q.resources;
        bytes12 model = r.gpuModel;
        r.gpuModel = 0;
        assertEq(keccak256(abi.encode(o.resources)), keccak256(abi.encode(r)));
        r.gpuModel = model;
    }

    /// @dev All fields at their largest, side by side in the slots.
    function test_LargestOrder() external {
        address big = vm.addr(88);
        Resources memory r = Resources(
            type(uint32).max, type(uint32).max, type(uint32).max, (1 << 36) - 1, (1 << 12) - 1, "x"
        );
        vm.prank(big);
        registry.register(address(0), r, 0, "b:1", "");
        PlainToken t = _listed();
        t.mint(user, type(uint128).max);
        vm.prank(user);
        t.approve(address(market), type(uint256).max);
        IMarketTypes.Quote memory q = IMarketTypes.Quote({
            node: big,
            user: user,
            token: address(t),
            resources: r,
            rate: type(uint96).max,
            minDuration: (1 << 28) - 1,
            maxDuration: (1 << 28) - 1,
            committed: (1 << 28) - 1,
            notice: (1 << 22) - 1,
            probation: 7 days,
            minStake: 0,
            referrer: other,
            referrerShare: 2000,
            features: type(uint16).max,
            epoch: 1,
            validUntil: type(uint40).max,
            nonce: type(uint64).max
        });
        bytes memory signature = _sign(88, q);
        vm.prank(user);
        market.createOrder(q, signature, (1 << 28) - 1);
        _checkStored(q, (1 << 28) - 1);
        vm.prank(big);
        market.activate(1);
        vm.warp(_now() + 7 days + (1 << 28));
        market.settle(1);
        uint256 all = uint256(type(uint96).max) * ((1 << 28) - 1) / SCALE;
        assertEq(market.owed(other, address(t)), all / 5);
        assertEq(market.owed(big, address(t)), all - all / 5);
        assertEq(t.balanceOf(address(market)), all);
    }

    function test_RevertWhen_OutOfRange() external {
        uint256[2][5] memory c = [
            [uint256(1 << 28), (1 << 28) - 1],
            [uint256(1 << 28), (1 << 28) - 1],
            [uint256(1 << 22), (1 << 22) - 1],
            [uint256(1 << 36), (1 << 36) - 1],
            [uint256(1 << 12), (1 << 12) - 1]
        ];
        for (uint256 i = 0; i < c.length; ++i) {
            IMarketTypes.Quote memory q = _quote();
            if (i == 0) q.maxDuration = uint32(c[i][0]);
            if (i == 1) q.committed = uint32(c[i][0]);
            if (i == 2) q.notice = uint32(c[i][0]);
            if (i == 3) q.resources.trafficMiB = uint40(c[i][0]);
            if (i == 4) q.resources.gpu = uint16(c[i][0]);
            _fails(q, 600, abi.encodeWithSelector(IMarketTypes.Market_OutOfRange.selector, c[i][0], c[i][1]));
        }
    }

    // ------------------------------------------------------------ probation: granted, or the call reverts

    function test_ProbationOnFirstOrderOnly() external {
        IMarketTypes.Quote memory q = _quote();
        q.probation = 60;
        uint256 id = _create(q, 600);
        assertEq(market.order(id).probation, 60);
        vm.prank(user);
        market.cancel(id, IMarketTypes.Reason.UserLeft);

        // It was not activated, so the next is still the first.
        q = _quote();
        q.probation = 60;
        id = _create(q, 600);
        assertEq(market.order(id).probation, 60);
        _activate(id);
        vm.prank(user);
        market.cancel(id, IMarketTypes.Reason.UserLeft);

        assertFalse(_first(user, node));
        q = _quote();
        q.probation = 60;
        _fails(q, 600, abi.encodeWithSelector(IMarketTypes.Market_NotFirstOrder.selector, user, node));
        assertEq(market.order(_create()).probation, 0);
    }

    function test_ProbationNeedsStake() external {
        Stakes stakes = new Stakes();
        (registry, market) = _deploy(address(token), address(stakes));
        _register(node, operator, 100);
        vm.prank(user);
        token.approve(address(market), type(uint256).max);
        stakes.set(user, 99);
        IMarketTypes.Quote memory q = _quote();
        (q.probation, q.minStake) = (60, 100);
        _fails(q, 600, abi.encodeWithSelector(IMarketTypes.Market_StakeTooSmall.selector, user, 99, 100));
        stakes.set(user, 100);
        (bool first, uint256 free, uint96 minStake) = market.probationOf(user, node);
        assertTrue(first);
        assertEq(free, 100);
        assertEq(minStake, 100);
        uint256 id = _create(q, 600);
        assertEq(market.order(id).probation, 60);
        assertTrue(market.order(id).stakeHeld);
        (address account, uint96 amount, uint40 until) = stakes.holds(id);
        assertEq(account, user);
        assertEq(amount, 100);
        assertEq(until, _now() + WINDOW + 60);
        vm.prank(user);
        market.cancel(id, IMarketTypes.Reason.UserLeft);
        (, amount,) = stakes.holds(id);
        assertEq(amount, 0);
        assertFalse(market.order(id).stakeHeld);
    }

    /// @dev M3: what the node tells the registry meanwhile changes nothing of what it signed.
    function test_ProbationIsWhatTheQuoteSays() external {
        IMarketTypes.Quote memory q = _quote();
        q.probation = 60;
        _register(node, operator, type(uint96).max);
        assertEq(market.order(_create(q, 600)).probation, 60);
    }

    function test_RevertWhen_StakeWithoutStaking() external {
        IMarketTypes.Quote memory q = _quote();
        (q.probation, q.minStake) = (60, 1);
        _fails(q, 600, abi.encodeWithSelector(IMarketTypes.Market_StakeTooSmall.selector, user, 0, 1));
        (, uint256 free,) = market.probationOf(user, node);
        assertEq(free, 0);
    }

    // ------------------------------------------------------------ deployment

    function _bad(MarketState.Config memory c, uint256 what) private {
        vm.expectRevert(abi.encodeWithSelector(IMarketTypes.Market_BadParameter.selector, what));
        new Market(c);
    }

    function test_RevertWhen_ConstructedBadly() external {
        MarketState.Config memory c = _config(address(token), address(0));
        vm.expectRevert(abi.encodeWithSelector(IMarketTypes.Market_ZeroAddress.selector));
        new Market(c);
        c.registry = address(registry); // another market's
        _bad(c, 2);
        vm.expectRevert(abi.encodeWithSelector(IRegistry.Registry_ZeroAddress.selector));
        new Registry(address(0));
        for (uint256 i = 0; i < 6; ++i) {
            c = _config(address(token), address(0));
            c.registry = address(new Registry(_created(vm.getNonce(address(this)) + 1)));
            if (i == 0) c.feeBps = 1;
            if (i == 1) c.permit2 = other;
            if (i == 2) c.activationWindow = 0;
            if (i == 3) c.activationWindow = 1 days + 1;
            if (i == 4) (c.staking, c.feeBps) = (other, 501);
            if (i == 5) c.maxReferrerShare = 3001;
            _bad(c, [uint256(3), 4, 6, 6, 7, 8][i]);
        }
        for (uint256 i = 0; i < 2; ++i) {
            c = _config(i == 0 ? other : address(token), address(0));
            c.registry = address(new Registry(_created(vm.getNonce(address(this)) + 1)));
            c.tokens = _one(i == 0 ? address(token) : address(token)); // i == 1: the native one twice
            vm.expectRevert(
                abi.encodeWithSelector(IMarketTypes.Market_BadToken.selector, i == 0 ? other : address(token))
            );
            new Market(c);
        }
        // The limits themselves are good.
        c = _config(address(token), other);
        (c.activationWindow, c.feeBps, c.maxReferrerShare) = (1 days, 500, 3000);
        (, IMarket m) = _deploy(c);
        assertEq(m.feeBps(), 500);
        c.activationWindow = 1;
        _deploy(c);
    }
}
