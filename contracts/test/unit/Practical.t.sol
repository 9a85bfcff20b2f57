// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IERC20Errors} from "@openzeppelin/contracts/interfaces/draft-IERC6093.sol";

import {IPermit2} from "../../src/interfaces/IPermit2.sol";
import {IRegistry} from "../../src/interfaces/IRegistry.sol";
import {Whole} from "../Whole.sol";
import {Permit2} from "../mocks/Permit2.sol";
import {HostileToken, PhantomToken, PlainToken, SilentToken, SixToken} from "../mocks/Tokens.sol";
import {Wallet} from "../mocks/Wallets.sol";

/// @dev Several tokens, agents, relayers, and money on its ways.
contract PracticalTest is Whole {
    // ------------------------------------------------------------ tokens

    function test_List() external {
        PlainToken t = new PlainToken();
        assertFalse(market.isListed(address(t)));
        _all();
        emit TokenListed(2, address(t));
        assertEq(market.listToken(address(t)), 2);
        assertTrue(market.isListed(address(t)));
        address[] memory list = market.tokens();
        assertEq(list.length, 3);
        assertEq(list[0], address(token));
        assertEq(list[1], address(usd));
        assertEq(list[2], address(t));
    }

    function test_List_RevertWhen_Bad() external {
        vm.prank(other);
        vm.expectRevert(abi.encodeWithSelector(Market_Only.selector, other, address(this)));
        market.listToken(address(usd));
        address[3] memory bad = [address(usd), address(token), address(0xdead)];
        for (uint256 i = 0; i < bad.length; ++i) {
            vm.expectRevert(abi.encodeWithSelector(Market_BadToken.selector, bad[i]));
            market.listToken(bad[i]);
        }
    }

    /// @dev The last index that an order can say is the last that can be listed.
    function test_List_Full() external {
        bytes memory code = address(usd).code;
        for (uint160 i = 2; i <= 4095; ++i) {
            vm.etch(address(0x10000 + i), code);
            assertEq(market.listToken(address(0x10000 + i)), i);
        }
        vm.etch(address(0x20000), code);
        vm.expectRevert(abi.encodeWithSelector(Market_BadToken.selector, address(0x20000)));
        market.listToken(address(0x20000));
        SixToken last = SixToken(address(0x10000 + 4095));
        last.mint(user, 1e12);
        vm.prank(user);
        last.approve(address(market), type(uint256).max);
        Quote memory q = _quote();
        (q.token, q.rate) = (address(last), 1000 * SCALE);
        uint256 id = _run(q, 600);
        assertEq(market.order(id).token, address(last));
        _pass(600);
        market.settle(id);
        assertEq(market.owed(node, address(last)), 600e3);
    }

    function test_RevertWhen_TokenUnknown() external {
        Quote memory q = _quote();
        q.token = other;
        bytes memory signature = _sign(OPERATOR_KEY, q);
        vm.prank(user);
        vm.expectRevert(abi.encodeWithSelector(Market_UnknownToken.selector, other));
        market.createOrder(q, signature, 600);
        assertEq(market.owed(user, other), 0);
    }

    /// @dev A10: a ten-thousandth of a dollar an hour can be said, and is paid exactly.
    function test_SixDecimals_SmallPrices() external {
        Quote memory q = _usdQuote();
        (q.rate, q.maxDuration) = (uint96(100 * 1e9) / 3600, 31 days); // 100 millionths an hour
        _fundUsd(user, 1e9);
        uint256 id = _run(q, 30 days);
        assertEq(usd.balanceOf(address(market)), 71_999); // 0.0001 × 720 h, less than a millionth off
        _pass(1 hours);
        market.settle(id);
        assertEq(market.owed(node, address(usd)), 99);
        _pass(30 days);
        market.settle(id);
        assertEq(market.owed(node, address(usd)), 71_999);
    }

    function test_RevertWhen_NothingWouldBePaid() external {
        Quote memory q = _usdQuote();
        q.rate = 1_666_666; // 600 seconds are a millionth of a unit short
        bytes memory signature = _sign(OPERATOR_KEY, q);
        vm.prank(user);
        vm.expectRevert(abi.encodeWithSelector(Market_ZeroRate.selector));
        market.createOrder(q, signature, 600);
    }

    /// @dev Settled or extended in however small steps: the sum is that of one.
    function testFuzz_StepsAddUp(uint96 rate, uint32[5] memory steps, uint32[5] memory added) external {
        Quote memory q = _usdQuote();
        (q.rate, q.maxDuration, q.minDuration) = (rate % 1e12 + 1e9, 1e6, 0);
        _fundUsd(user, 1e12);
        uint32 duration = 100;
        uint256 id = _run(q, duration);
        for (uint256 i = 0; i < 5; ++i) {
            _pass(steps[i] % 20);
            market.settle(id);
            added[i] = added[i] % 50 + 1;
            vm.prank(user);
            market.extend(id, added[i]);
            duration += added[i];
        }
        assertEq(1e12 - usd.balanceOf(user), uint256(q.rate) * duration / 1e9);
        _pass(duration);
        market.settle(id);
        assertEq(market.owed(node, address(usd)), uint256(q.rate) * duration / 1e9);
    }

    /// @dev A bad token hurts only its own rows.
    function test_HostileToken_HurtsNobodyElse() external {
        HostileToken bad = new HostileToken();
        market.listToken(address(bad));
        bad.mint(user, 1e24);
        vm.prank(user);
        bad.approve(address(market), type(uint256).max);
        for (uint256 mood = 1; mood <= 3; ++mood) {
            uint256 snapshot = vm.snapshot();
            Quote memory q = _quote();
            q.token = address(bad);
            uint256 badId = _run(q, 600);
            bad.become(HostileToken.Mood(mood));
            // The order in it still ends, and its node and user are free for others.
            _pass(100);
            market.settle(badId);
            _cancel(user, badId);
            assertEq(registry.node(node).live, 0);
            uint256 id = _active();
            _pass(600);
            market.settle(id);
            assertEq(_withdraw(node, node), 588 * uint256(RATE));
            if (mood != 2) {
                vm.prank(node);
                (bool ok,) = address(market).call{gas: 5e6}(abi.encodeCall(market.withdraw, (address(bad), node)));
                assertFalse(ok);
                assertEq(market.owed(node, address(bad)), 100 * uint256(RATE));
            }
            if (mood == 2) {
                q = _quote();
                q.token = address(bad);
                bytes memory signature = _sign(OPERATOR_KEY, q);
                vm.prank(user);
                (bool ok,) = address(market).call(abi.encodeCall(market.createOrder, (q, signature, 600)));
                assertFalse(ok);
            }
            vm.revertTo(snapshot);
        }
    }

    function test_SilentToken() external {
        SilentToken t = new SilentToken();
        market.listToken(address(t));
        t.mint(user, 1e24);
        vm.prank(user);
        t.approve(address(market), 1e24);
        Quote memory q = _quote();
        q.token = address(t);
        bytes[] memory calls = new bytes[](2);
        calls[0] = abi.encodeCall(market.selfPermit, (address(t), 1, 1, 27, 0, 0)); // has none
        calls[1] = abi.encodeCall(market.createOrder, (q, _sign(OPERATOR_KEY, q), 600));
        vm.prank(user);
        market.multicall(calls);
        _activate(1);
        _pass(600);
        market.settle(1);
        vm.prank(node);
        market.withdraw(address(t), node);
        assertEq(t.balanceOf(node), 600 * uint256(RATE));
    }

    /// @dev R02: a fallback that takes a permit for a call moves nothing.
    function test_PhantomToken() external {
        PhantomToken t = new PhantomToken();
        market.listToken(address(t));
        t.mint(user, 1e24);
        Quote memory q = _quote();
        q.token = address(t);
        bytes[] memory calls = new bytes[](2);
        calls[0] = abi.encodeCall(market.selfPermit, (address(t), 1e30, _now(), 27, 0, 0));
        calls[1] = abi.encodeCall(market.createOrder, (q, _sign(OPERATOR_KEY, q), 600));
        vm.prank(user);
        vm.expectRevert(
            abi.encodeWithSelector(
                IERC20Errors.ERC20InsufficientAllowance.selector, address(market), 0, 600 * uint256(RATE)
            )
        );
        market.multicall(calls);
    }

    function test_Replace_RevertWhen_AnotherToken() external {
        uint256 id = _active();
        Quote memory q = _usdQuote();
        bytes memory signature = _sign(OPERATOR_KEY, q);
        vm.prank(user);
        vm.expectRevert(abi.encodeWithSelector(Market_DifferentToken.selector, address(token), address(usd)));
        market.replaceOrder(id, q, signature, 600);
    }

    // ------------------------------------------------------------ money out

    function test_WithdrawFor() external {
        uint256 id = _active();
        _pass(600);
        market.settle(id);
        vm.prank(operator);
        assertEq(market.withdrawFor(node, address(token)), 588 * uint256(RATE));
        assertEq(token.balanceOf(node), 588 * uint256(RATE));
        vm.prank(operator);
        vm.expectRevert(abi.encodeWithSelector(Market_NothingOwed.selector, node, token));
        market.withdrawFor(node, address(token));
        vm.prank(user);
        vm.expectRevert(abi.encodeWithSelector(Market_NotNode.selector, 0, user, node));
        market.withdrawFor(node, address(token));
        vm.prank(operator);
        vm.expectRevert(abi.encodeWithSelector(Market_NothingOwed.selector, operator, token));
        market.withdraw(address(token), operator);
    }

    function test_Withdraw_RevertWhen_OurContracts() external {
        address[7] memory bad = [
            address(0),
            address(market),
            market.views(),
            address(registry),
            address(staking),
            address(token),
            address(usd)
        ];
        for (uint256 i = 0; i < bad.length; ++i) {
            vm.expectRevert(abi.encodeWithSelector(Market_BadRecipient.selector, bad[i]));
            market.withdraw(address(usd), bad[i]);
        }
    }

    /// @dev Orders and tokens in one transaction.
    function test_SettleAndWithdrawManyInOne() external {
        _fundUsd(other, 1e12);
        uint256 id = _active();
        Quote memory q = _usdQuote();
        q.user = other;
        uint256 second = _run(q, 600);
        _pass(100);
        bytes[] memory calls = new bytes[](4);
        calls[0] = abi.encodeCall(market.settle, (id));
        calls[1] = abi.encodeCall(market.settle, (second));
        calls[2] = abi.encodeCall(market.withdraw, (address(token), node));
        calls[3] = abi.encodeCall(market.withdraw, (address(usd), node));
        vm.prank(node);
        market.multicall(calls);
        assertEq(token.balanceOf(node), 98 * uint256(RATE));
        assertEq(usd.balanceOf(node), 100e3);
    }

    /// @dev One address in all roles has one credit.
    function test_RolesShareACredit() external {
        vm.prank(user);
        registry.register(address(0), _total(), 0, "x:1", "");
        Quote memory q = _quote();
        (q.node, q.referrer, q.referrerShare) = (user, user, 2000);
        bytes memory signature = _sign(USER_KEY, q);
        vm.startPrank(user);
        uint256 id = market.createOrder(q, signature, 600);
        market.activate(id);
        vm.stopPrank();
        _pass(100);
        _cancel(user, id);
        assertEq(_owed(user), 598 * uint256(RATE));
    }

    // ------------------------------------------------------------ time from others

    function test_AnybodyTopsUp() external {
        uint256 id = _active();
        uint256 before = token.balanceOf(other);
        _all();
        emit OrderExtended(id, other, 100, 100 * uint256(RATE), uint40(_now() + 700));
        vm.prank(other);
        market.extend(id, 100);
        assertEq(before - token.balanceOf(other), 100 * uint256(RATE));
        _cancel(user, id);
        assertEq(_owed(user), 700 * uint256(RATE)); // it was a gift
    }

    /// @dev L7: what was quoted is sold, also by a node that takes no new orders. To get rid of them it announces an end.
    function test_PausedNodeIsExtended() external {
        uint256 id = _active();
        vm.prank(node);
        registry.setPaused(true);
        vm.prank(user);
        market.extend(id, 6600);
        assertEq(market.order(id).duration, 7200);
    }

    // ------------------------------------------------------------ agents

    address private _agent = address(0xA6E47);

    function _setAgent(uint40 until, uint256 sum) private {
        uint256[] memory sums = new uint256[](1);
        sums[0] = sum;
        vm.prank(user);
        market.setAgent(_agent, until, _one(address(token)), sums);
    }

    function test_Agent_Set() external {
        uint256[] memory sums = new uint256[](1);
        sums[0] = 7;
        uint40 until = uint40(_now() + 1000);
        _all();
        emit AgentSet(user, _agent, until, _one(address(token)), sums);
        _setAgent(until, 7);
        assertEq(market.agentUntil(user, _agent), until);
        assertEq(market.agentBudget(user, _agent, address(token)), 7);
        assertEq(market.agentBudget(user, _agent, address(usd)), 0);
        vm.prank(user);
        market.setAgent(_agent, until, new address[](0), new uint256[](0));
        assertEq(market.agentBudget(user, _agent, address(token)), 0); // what was before is void
    }

    function test_Agent_RevertWhen_Bad() external {
        vm.expectRevert(abi.encodeWithSelector(Market_ZeroAddress.selector));
        market.setAgent(address(0), 1, new address[](0), new uint256[](0));
        vm.expectRevert(abi.encodeWithSelector(Market_LengthMismatch.selector));
        market.setAgent(_agent, 1, new address[](0), new uint256[](1));
        vm.expectRevert(abi.encodeWithSelector(Market_UnknownToken.selector, other));
        market.setAgent(_agent, 1, _one(other), new uint256[](1));
    }

    /// @dev A04: somebody can cancel for an absent user, and takes nothing.
    function test_Agent_Cancels() external {
        uint256 id = _active();
        _pass(100);
        vm.prank(_agent);
        vm.expectRevert(abi.encodeWithSelector(Market_NotParty.selector, id, _agent));
        market.cancel(id, Reason.NodeUnreachable);
        _setAgent(uint40(_now() + 50), 0);
        _pass(50);
        _all();
        emit OrderCancelled(
            id,
            user,
            node,
            user,
            Reason.NodeUnreachable,
            false,
            Ending(150 * uint256(RATE), 450 * uint256(RATE), 0, 0, 150)
        );
        vm.prank(_agent);
        market.cancel(id, Reason.NodeUnreachable);
        assertEq(_owed(user), 450 * uint256(RATE));
        assertEq(_owed(_agent), 0);
    }

    function test_Agent_OnlyUntil_AndRevoked() external {
        uint256 id = _active();
        _setAgent(uint40(_now() + 50), 0);
        _pass(51);
        vm.prank(_agent);
        vm.expectRevert(abi.encodeWithSelector(Market_NotParty.selector, id, _agent));
        market.cancel(id, Reason.Other);
        _setAgent(type(uint40).max, 0);
        _setAgent(0, 0);
        vm.prank(_agent);
        vm.expectRevert(abi.encodeWithSelector(Market_NotParty.selector, id, _agent));
        market.cancel(id, Reason.Other);
    }

    function test_Agent_CancelsOnlyItsUsersOrders() external {
        Quote memory q = _quote();
        q.user = other;
        uint256 id = _run(q, 600);
        _setAgent(type(uint40).max, 0);
        vm.prank(_agent);
        vm.expectRevert(abi.encodeWithSelector(Market_NotParty.selector, id, _agent));
        market.cancel(id, Reason.Other);
    }

    /// @dev Who is both is the node: an agent's cancel is the user's, and the node must not borrow it.
    function test_Agent_ThatIsTheNode() external {
        Quote memory q = _quote();
        q.committed = 600;
        uint256 id = _run(q, 600);
        vm.prank(user);
        market.setAgent(operator, type(uint40).max, new address[](0), new uint256[](0));
        _pass(100);
        _cancel(operator, id);
        assertEq(_owed(user), 500 * uint256(RATE));
    }

    function test_Agent_Extends() external {
        uint256 id = _active();
        uint40 end = uint40(_now() + 700);
        _setAgent(end, 100 * uint256(RATE));
        uint256 before = token.balanceOf(user);
        _all();
        emit OrderExtended(id, user, 60, 60 * uint256(RATE), end - 40);
        vm.prank(_agent);
        market.extendFor(id, 60);
        assertEq(before - token.balanceOf(user), 60 * uint256(RATE));
        assertEq(market.agentBudget(user, _agent, address(token)), 40 * uint256(RATE));
        vm.prank(_agent);
        market.extendFor(id, 40);
        assertEq(market.order(id).duration, 700);
        assertEq(market.agentBudget(user, _agent, address(token)), 0);
    }

    function test_Agent_Extends_RevertWhen_OverTheLimits() external {
        uint256 id = _active();
        uint40 end = uint40(_now() + 700);
        vm.prank(_agent);
        vm.expectRevert(abi.encodeWithSelector(Market_NotAgent.selector, _agent, user, 0));
        market.extendFor(id, 1);
        _setAgent(end, 90 * uint256(RATE));
        vm.startPrank(_agent);
        vm.expectRevert(abi.encodeWithSelector(Market_NotAgent.selector, _agent, user, end));
        market.extendFor(id, 101);
        vm.expectRevert(abi.encodeWithSelector(Market_OverBudget.selector, 91 * uint256(RATE), 90 * uint256(RATE)));
        market.extendFor(id, 91);
        market.extendFor(id, 90);
        vm.expectRevert(abi.encodeWithSelector(Market_OverBudget.selector, uint256(RATE), 0));
        market.extendFor(id, 1);
        vm.expectRevert(abi.encodeWithSelector(Market_DurationOutOfRange.selector, 690, 691, 7200));
        market.extendFor(id, 0);
        vm.stopPrank();
        // A budget is for one token.
        _fundUsd(other, 1e12);
        Quote memory q = _usdQuote();
        q.user = other;
        uint256 second = _run(q, 600);
        vm.prank(_agent);
        vm.expectRevert(abi.encodeWithSelector(Market_NotAgent.selector, _agent, other, 0));
        market.extendFor(second, 1);
    }

    function test_Agent_InOneTransactionWithTheOrder() external {
        Quote memory q = _quote();
        uint256[] memory sums = new uint256[](1);
        sums[0] = 60 * uint256(RATE);
        bytes[] memory calls = new bytes[](2);
        calls[0] = abi.encodeCall(market.createOrder, (q, _sign(OPERATOR_KEY, q), 600));
        calls[1] = abi.encodeCall(market.setAgent, (_agent, type(uint40).max, _one(address(token)), sums));
        vm.prank(user);
        market.multicall(calls);
        _activate(1);
        vm.prank(_agent);
        market.extendFor(1, 60);
    }

    // ------------------------------------------------------------ Permit2

    bytes32 private constant ORDER = keccak256("Order(bytes32 quote,uint32 duration)");

    function _permit2(uint256 key, Quote memory q, uint32 duration, uint256 n) private view returns (bytes memory) {
        uint256 deposit = uint256(q.rate) * duration / SCALE;
        bytes32 hash = permit2.hashPermit(
            IPermit2.PermitTransferFrom(IPermit2.TokenPermissions(q.token, deposit), n, _now() + 60),
            address(market),
            keccak256(abi.encode(ORDER, market.hashQuote(q), duration)),
            "Order witness)Order(bytes32 quote,uint32 duration)TokenPermissions(address token,uint256 amount)"
        );
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(key, hash);
        return abi.encodePacked(r, s, v);
    }

    function _usdForPermit2() private returns (Quote memory q, bytes memory signature) {
        usd.mint(user, 1e12);
        vm.prank(user);
        usd.approve(address(permit2), type(uint256).max);
        q = _usdQuote();
        signature = _sign(OPERATOR_KEY, q);
    }

    function test_Permit2_ARelayerPaysTheGas() external {
        (Quote memory q, bytes memory signature) = _usdForPermit2();
        bytes memory own = _permit2(USER_KEY, q, 600, 5);
        vm.prank(other);
        uint256 id = market.createOrderWithPermit2(q, signature, 600, 5, _now() + 60, own);
        assertEq(market.order(id).user, user);
        assertEq(usd.balanceOf(address(market)), 600e3);
        assertEq(usd.balanceOf(user), 1e12 - 600e3);
        assertEq(market.liveOrder(user, node), id);
    }

    function test_Permit2_RevertWhen_NotWhatWasSigned() external {
        (Quote memory q, bytes memory signature) = _usdForPermit2();
        bytes memory own = _permit2(USER_KEY, q, 600, 5);
        uint256 deadline = _now() + 60;
        bytes4 bad = Permit2.InvalidSigner.selector;
        vm.startPrank(other);
        vm.expectRevert(abi.encodeWithSelector(bad));
        market.createOrderWithPermit2(q, signature, 601, 5, deadline, own);
        vm.expectRevert(abi.encodeWithSelector(bad));
        market.createOrderWithPermit2(q, signature, 600, 6, deadline, own);
        vm.expectRevert(abi.encodeWithSelector(bad));
        market.createOrderWithPermit2(q, signature, 600, 5, deadline + 1, own);
        vm.stopPrank();
        // The same amount of the same token, by another quote.
        q.maxDuration += 1;
        signature = _sign(OPERATOR_KEY, q);
        vm.prank(other);
        vm.expectRevert(abi.encodeWithSelector(bad));
        market.createOrderWithPermit2(q, signature, 600, 5, deadline, own);
        // Somebody else's signature.
        own = _permit2(OPERATOR_KEY, q, 600, 5);
        vm.expectRevert(abi.encodeWithSelector(bad));
        market.createOrderWithPermit2(q, signature, 600, 5, deadline, own);
        vm.warp(deadline + 1);
        vm.expectRevert(abi.encodeWithSelector(Permit2.SignatureExpired.selector, deadline));
        market.createOrderWithPermit2(q, signature, 600, 5, deadline, own);
    }

    function test_Permit2_OfAContract() external {
        Wallet w = new Wallet(user);
        usd.mint(address(w), 1e12);
        w.run(address(usd), abi.encodeCall(usd.approve, (address(permit2), type(uint256).max)));
        Quote memory q = _usdQuote();
        q.user = address(w);
        bytes memory signature = _sign(OPERATOR_KEY, q);
        bytes memory own = _permit2(USER_KEY, q, 600, 5);
        uint256 id = market.createOrderWithPermit2(q, signature, 600, 5, _now() + 60, own);
        assertEq(market.order(id).user, address(w));
    }

    function test_Permit2_RevertWhen_ThereIsNone() external {
        Quote memory q = _quote();
        (registry, market) = _deploy(address(token), address(0));
        vm.expectRevert(abi.encodeWithSelector(Market_ZeroAddress.selector));
        market.createOrderWithPermit2(q, "", 600, 5, _now() + 60, "");
    }

    // ------------------------------------------------------------ the window's last second, and one more

    function test_LiveOrder_ToTheLastSecond() external {
        uint256 id = _create();
        _pass(WINDOW);
        assertEq(market.liveOrder(user, node), id);
        Quote memory q = _quote();
        bytes memory signature = _sign(OPERATOR_KEY, q);
        vm.prank(user);
        vm.expectRevert(abi.encodeWithSelector(Market_LiveOrder.selector, id));
        market.createOrder(q, signature, 600);
        _pass(1);
        assertEq(market.liveOrder(user, node), 0);
        uint256 next = _create();
        _activate(next);
        _pass(599);
        assertEq(market.liveOrder(user, node), next);
        _pass(1);
        assertEq(market.liveOrder(user, node), 0);
    }
}
