// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {Token} from "../../src/Token.sol";
import {Staking} from "../../src/Staking.sol";
import {IMarket, IMarketTypes} from "../../src/interfaces/IMarket.sol";
import {IStaking} from "../../src/interfaces/IStaking.sol";
import {Resources} from "../../src/interfaces/IRegistry.sol";
import {Whole} from "../Whole.sol";
import {Wallet} from "../mocks/Wallets.sol";

/// @dev Lends for one call, without a fee.
contract Lender {
    Token private immutable TOKEN;

    constructor(Token t) {
        TOKEN = t;
    }

    function lend(uint256 amount, Jit to) external {
        uint256 before = TOKEN.balanceOf(address(this));
        TOKEN.transfer(address(to), amount);
        to.loan(amount);
        require(TOKEN.balanceOf(address(this)) >= before, "not paid back");
    }
}

/// @dev Stakes what it was lent, settles, claims if there is anything, and takes the stake back: one transaction.
contract Jit {
    Token private immutable TOKEN;
    Staking private immutable STAKING;
    IMarket private immutable MARKET;
    uint256 private _id;

    constructor(Token t, Staking s, IMarket m) {
        (TOKEN, STAKING, MARKET) = (t, s, m);
    }

    function go(Lender l, uint256 amount, uint256 id) external {
        _id = id;
        l.lend(amount, this);
    }

    function loan(uint256 amount) external {
        TOKEN.approve(address(STAKING), amount);
        STAKING.stake(amount);
        MARKET.settle(_id);
        STAKING.accrue();
        if (STAKING.position(address(this)).earned != 0) STAKING.claim(address(0x7417));
        STAKING.unstake(amount, msg.sender);
    }
}

/// @dev The audit's findings, each shown to be closed, where no other test does. Where: A01 testFuzz_Committed_NoEscape,
/// A03 test_RevertWhen_AnotherEpoch, A04 test_Agent_Cancels, A10 test_SixDecimals_SmallPrices, A11 test_AnybodyTopsUp,
/// A12 test_Permit2_ARelayerPaysTheGas, A13 test_WithdrawFor, A14 test_SettleAndWithdrawManyInOne, A16
/// test_PausedNodeIsExtended, A18 test_RevertWhen_ConstructedBadly, A19 test_GiftsChangeNothing, A20
/// test_ProbationIsWhatTheQuoteSays, A21 test_Notice_NodeLeavesWithoutAWord, A22 test_Deregister, B05
/// test_Hold_ThroughTheProbation, B06 to B08 and B11 test_Constructor_RevertWhen_Bad, B09
/// test_YearlyYield_NearTheEndOfThePool, B10 test_Position_PromisesOnlyWhatIsReleased. Of the refutations: R02
/// test_PhantomToken, R05 test_R05_ViewsRunAheadInAHook, R07 testFuzz_StepsAddUp, R08 test_Withdraw_RevertWhen_OurContracts.
contract AuditTest is Whole {
    address private _honest = address(0x4011);
    address private _thief = address(0x7417);

    /// @dev A02: a stolen operator key ends nothing for ever.
    function test_A02_StolenOperatorKeyIsOver() external {
        vm.startPrank(operator);
        market.voidQuotes(node, user, type(uint64).max);
        vm.expectRevert(abi.encodeWithSignature("Registry_NotRegistered(address)", operator));
        registry.voidQuotes();
        vm.stopPrank();
        vm.prank(node);
        registry.setOperator(operator);
        Quote memory q = _quote();
        q.epoch = 2;
        assertEq(_create(q, 600), 1);
    }

    /// @dev A05, M2: with a stake asked for, sybils need that stake each, for the whole probation.
    function test_A05_SybilsNeedAStakeEach() external {
        _stake(user, 100e18);
        _pass(MATURITY);
        for (uint256 i = 0; i < 2; ++i) {
            Quote memory q = _quote();
            (q.user, q.probation, q.minStake) = (i == 0 ? user : other, 7 days, 100e18);
            bytes memory signature = _sign(OPERATOR_KEY, q);
            if (i == 1) vm.expectRevert(abi.encodeWithSelector(Market_StakeTooSmall.selector, other, 0, 100e18));
            vm.prank(q.user);
            market.createOrder(q, signature, 600);
        }
    }

    /// @dev A06, L1: who holds resources in the activation window ties up money, needs a quote for each, and the node ends
    /// it at once.
    function test_A06_TheNodeEndsWhatOnlyHolds() external {
        Quote memory q = _quote();
        q.resources = _total();
        uint256 id = _create(q, 60);
        _cancel(operator, id);
        assertEq(registry.node(node).reserved.cpuMilli, 0);
    }

    /// @dev A07: an order that was not activated in time is told, with its node.
    function test_A07_NotActivatedIsTold() external {
        uint256 id = _create();
        _pass(WINDOW + 1);
        _all();
        emit OrderCancelled(
            id, user, node, address(0), Reason.NodeUnreachable, false, Ending(0, 600 * uint256(RATE), 0, 0, 0)
        );
        market.expire(id);
    }

    /// @dev A08, M5: an event says what was paid, and of that the fee is gone. A completion made of nothing weighs nothing.
    function test_A08_RecordsWeighWhatTheyCost() external {
        Quote memory q = _quote();
        (q.user, q.rate) = (user, 1e18);
        uint256 id = _run(q, 600);
        _pass(600);
        uint256 paid = 600e9;
        _all();
        emit OrderCompleted(id, user, node, paid, 600);
        market.settle(id);
        assertEq(_owed(node) + _owed(user), paid - paid * FEE / 10_000);
    }

    /// @dev A17: what a replacement costs more when it waits is what was served meanwhile.
    function test_A17_ReplaceCostsWhatWasServed() external {
        uint256 id = _active();
        Quote memory q = _quote();
        bytes memory signature = _sign(OPERATOR_KEY, q);
        uint256 before = token.balanceOf(user);
        _pass(500);
        vm.prank(user);
        market.replaceOrder(id, q, signature, 600);
        assertEq(before - token.balanceOf(user), 500 * uint256(RATE));
    }

    /// @dev B01: who is staked for no time has nothing.
    function test_B01_JustInTimeStakeHasNothing() external {
        _stake(_honest, 1e24);
        _pass(30 days);
        Quote memory q = _quote();
        q.rate = 10e18 * 1e9;
        uint256 id = _run(q, 7200);
        _pass(7200);
        Lender lender = new Lender(token);
        token.mint(address(lender), 99e24);
        new Jit(token, staking, market).go(lender, 99e24, id);
        assertEq(token.balanceOf(_thief), 0);
        vm.warp((_now() / 1 days + 2) * 1 days);
        uint256 fee = uint256(72_000e18) * FEE / 10_000;
        assertTrue(staking.position(_honest).earned >= fee * 3 / 2 - 1); // with the mint
    }

    /// @dev B02: days of just-in-time stakes and orders with oneself bring nothing and cost the fee.
    function test_B02_WashAndJustInTimeCosts() external {
        _stake(_honest, 1e24);
        Lender lender = new Lender(token);
        token.mint(address(lender), 99e24);
        Jit jit = new Jit(token, staking, market);
        uint256 before = token.balanceOf(user);
        uint256 start = _now();
        for (uint256 day = 1; day <= 3; ++day) {
            vm.warp(start + day * 1 days - 10);
            Quote memory q = _quote();
            (q.rate, q.minDuration) = (1e27, 60);
            uint256 id = _run(q, 60);
            vm.warp(start + day * 1 days + 60);
            jit.go(lender, 99e24, id);
            _withdraw(node, user);
        }
        assertEq(token.balanceOf(_thief), 0);
        assertEq(before - token.balanceOf(user), 3 * uint256(60e18) * FEE / 10_000);
    }

    /// @dev B03: the first to stake takes no backlog.
    function test_B03_OneUnitTakesNoBacklog() external {
        uint256 id = _active();
        _pass(600);
        market.settle(id);
        _stake(_thief, 1);
        vm.prank(_thief);
        vm.expectRevert(abi.encodeWithSelector(IStaking.Staking_ZeroAmount.selector));
        staking.claim(_thief);
    }

    /// @dev B04: a stake that moved on is young again, for longer than any probation.
    function test_B04_AMovedStakeIsYoung() external {
        _stake(user, 100e18);
        _pass(MATURITY);
        vm.prank(user);
        staking.unstake(100e18, other);
        vm.startPrank(other);
        token.approve(address(staking), 100e18);
        staking.stake(100e18);
        vm.stopPrank();
        _pass(market.probationLimit());
        assertEq(staking.stakeOf(other), 0);
    }

    /// @dev R01: accounts with delegated code still sign.
    function test_R01_DelegatedAccountsSign() external {
        vm.etch(node, hex"ef0100000000000000000000000000000000000000dead");
        vm.etch(operator, hex"fe");
        _cancel(user, _create());
        Quote memory q = _quote();
        bytes memory signature = _sign(NODE_KEY, q);
        vm.prank(user);
        assertEq(market.createOrder(q, signature, 600), 2);
    }

    /// @dev R03: multicall uses a quote once, and create, cancel and withdraw in one leave nothing behind.
    function test_R03_MulticallUsesAQuoteOnce() external {
        Quote memory q = _quote();
        bytes[] memory calls = new bytes[](3);
        calls[0] = abi.encodeCall(market.createOrder, (q, _sign(OPERATOR_KEY, q), 600));
        calls[1] = abi.encodeCall(market.cancel, (1, Reason.UserLeft));
        calls[2] = calls[0];
        vm.prank(user);
        vm.expectRevert(abi.encodeWithSelector(Market_QuoteUsed.selector, node, user, q.nonce));
        market.multicall(calls);
        calls[2] = abi.encodeCall(market.withdraw, (address(token), user));
        vm.prank(user);
        market.multicall(calls);
        assertEq(token.balanceOf(user), 1e24);
        assertEq(token.balanceOf(address(market)), 0);
    }

    /// @dev R04: whoever is second in a race for an order has nothing, and nothing is paid twice.
    function test_R04_RacesForAnOrder() external {
        uint256 id = _create();
        _cancel(operator, id);
        bytes memory over = abi.encodeWithSelector(Market_WrongState.selector, id, State.Cancelled);
        vm.prank(user);
        vm.expectRevert(over);
        market.cancel(id, Reason.Other);
        vm.prank(operator);
        vm.expectRevert(over);
        market.activate(id);
        _pass(WINDOW + 1);
        vm.expectRevert(over);
        market.expire(id);
        vm.expectRevert(over);
        market.settle(id);
        assertEq(_owed(user), 600 * uint256(RATE));
        assertEq(_owed(node), 0);
    }

    /// @dev R09: two ERC-1271 nodes of one key: a quote of one does not do for the other.
    function test_R09_WalletsSignatureIsNotAnotherNodes() external {
        Wallet a = new Wallet(vm.addr(55));
        Wallet b = new Wallet(vm.addr(55));
        _register(address(a), address(0), 0);
        _register(address(b), address(0), 0);
        Quote memory q = _quote();
        q.node = address(a);
        bytes memory signature = _sign(55, q);
        q.node = address(b);
        vm.prank(user);
        (bool ok, bytes memory err) = address(market).call(abi.encodeCall(market.createOrder, (q, signature, 600)));
        assertFalse(ok);
        assertEq(bytes4(err), Market_BadSignature.selector);
        q.node = address(a);
        vm.prank(user);
        assertEq(market.createOrder(q, signature, 600), 1);
    }

    /// @dev R10: nobody is paid twice by a replacement and a cancel.
    function test_R10_ReplaceThenCancelPaysOnce() external {
        uint256 id = _active();
        _pass(100);
        Quote memory q = _quote();
        q.rate = RATE * SCALE / 2;
        bytes memory signature = _sign(OPERATOR_KEY, q);
        vm.startPrank(user);
        uint256 newId = market.replaceOrder(id, q, signature, 100);
        vm.expectRevert(abi.encodeWithSelector(Market_WrongState.selector, id, State.Replaced));
        market.cancel(id, Reason.Other);
        market.cancel(newId, Reason.Other);
        market.withdraw(address(token), user);
        vm.stopPrank();
        _withdraw(node, node);
        staking.accrue();
        uint256 fee = 2 * uint256(RATE);
        assertEq(token.balanceOf(address(market)), 0);
        assertEq(token.balanceOf(user), 1e24 - 100 * uint256(RATE));
        assertEq(token.balanceOf(node), 98 * uint256(RATE));
        assertEq(token.balanceOf(address(staking)), fee + fee / 2);
    }

    /// @dev R06: settling every second changes nothing.
    function test_R06_SettleSpamChangesNothing() external {
        Quote memory q = _usdQuote();
        q.rate = 1_666_667; // six hundred seconds for a millionth
        _fundUsd(user, 1e6);
        uint256 id = _run(q, 600);
        for (uint256 i = 0; i < 600; ++i) {
            _pass(1);
            market.settle(id);
        }
        assertEq(market.owed(node, address(usd)), 1);
        assertEq(_state(id), State.Completed);
    }

    /// @dev R20: too little gas only puts fees and mint off.
    function test_R20_TooLittleGasOnlyDelays() external {
        _stake(_honest, 1e24);
        uint256 id = _active();
        _pass(600);
        market.settle(id);
        uint256 fee = 12 * uint256(RATE);
        for (uint256 gas_ = 40_000; gas_ < 250_000; gas_ += 1000) {
            uint256 snapshot = vm.snapshot();
            (bool ok,) = address(staking).call{gas: gas_}(abi.encodeCall(staking.accrue, ()));
            staking.accrue();
            (, uint256 next) = staking.stream();
            assertEq(next, fee + fee / 2);
            vm.revertTo(snapshot);
            ok;
        }
    }

    /// @dev R21: principal is never paid as rewards.
    function test_R21_PrincipalIsNeverRewards() external {
        _stake(_honest, 1e24);
        _stake(_thief, 1e24);
        token.mint(address(staking), 5); // a gift
        vm.startPrank(_thief);
        vm.expectRevert(abi.encodeWithSelector(IStaking.Staking_ZeroAmount.selector));
        staking.claim(_thief);
        staking.unstake(1e24, _thief);
        vm.stopPrank();
        vm.prank(_honest);
        staking.unstake(1e24, _honest);
        assertEq(token.balanceOf(address(staking)), 5);
    }

    /// @dev R22: who is staked for no time has nothing of the emission either.
    function test_R22_JustInTimeGetsNoEmission() external {
        _deployWhole(1e24, 1e18, FEE, 500);
        _stake(_honest, 1e18);
        _pass(1 days);
        _stake(_thief, 1e24);
        vm.startPrank(_thief);
        vm.expectRevert(abi.encodeWithSelector(IStaking.Staking_ZeroAmount.selector));
        staking.claim(_thief);
        staking.unstake(1e24, _thief);
        vm.stopPrank();
        assertEq(staking.position(_honest).earned, 86_400e18);
    }

    /// @dev R23: the largest emission to the smallest stake, and what comes after, overflow nothing.
    function test_R23_IndexDoesNotOverflow() external {
        _deployWhole(5e26, 1e24, FEE, 500);
        _stake(_thief, 1);
        _pass(400);
        _stake(_honest, 4e26);
        _pass(1e9);
        vm.startPrank(_honest);
        staking.claim(_honest);
        staking.unstake(4e26, _honest);
        vm.stopPrank();
        vm.startPrank(_thief);
        staking.claim(_thief);
        staking.unstake(1, _thief);
        vm.stopPrank();
        assertEq(staking.poolLeft(), 0);
        assertTrue(token.balanceOf(_thief) >= 4e26);
        assertTrue(token.balanceOf(address(staking)) <= 2);
    }
}
