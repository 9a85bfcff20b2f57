// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {Staking} from "../../src/Staking.sol";
import {Token} from "../../src/Token.sol";
import {IStaking} from "../../src/interfaces/IStaking.sol";
import {Base} from "../Base.sol";

/// @dev A market of which only the total is asked.
contract Total {
    uint256 private _total;
    bool public broken;

    function add(uint256 amount) external {
        _total += amount;
    }

    function break_(bool yes) external {
        broken = yes;
    }

    function totalSettled() external view returns (uint256) {
        require(!broken, "broken");
        return _total;
    }
}

abstract contract StakingBase is Base {
    uint256 internal constant POOL = 1000e18;
    uint256 internal constant EMISSION = 1e15;
    uint256 internal constant MINT_CAP = 10e18;

    Staking internal staking;
    Total internal total;

    function setUp() public virtual override {
        // A day begins, so that periods are easy to count.
        vm.warp(20_000 days);
        total = new Total();
        (staking, token) = _deployStaking(POOL, EMISSION, 10, MINT_CAP, 1e27);
        user = vm.addr(USER_KEY);
        _give(user);
        _give(other);
    }

    function _deployStaking(uint256 pool, uint256 emission, uint256 perMille, uint256 mintCap, uint256 cap)
        internal
        returns (Staking s, Token t)
    {
        address at_ = _created(vm.getNonce(address(this)) + 1);
        address[] memory minters = new address[](2);
        (minters[0], minters[1]) = (at_, address(this));
        uint256[] memory amounts = new uint256[](1);
        amounts[0] = pool;
        t = new Token(address(this), cap, minters, _one(at_), amounts);
        s = new Staking(address(t), address(total), pool, emission, perMille, mintCap, 3600);
        assertEq(address(s), at_);
    }

    function _give(address account) internal {
        token.mint(account, 1e24);
        vm.prank(account);
        token.approve(address(staking), type(uint256).max);
    }

    function _stake(address account, uint256 amount) internal {
        vm.prank(account);
        staking.stake(amount);
    }

    function _unstake(address account, uint256 amount) internal {
        vm.prank(account);
        staking.unstake(amount, account);
    }

    function _earned(address account) internal view returns (uint256) {
        return staking.position(account).earned;
    }

    function _pass(uint256 time) internal {
        vm.warp(block.timestamp + time);
    }

    /// @dev Less than a unit may stay in the remainder.
    function _about(uint256 got, uint256 want) internal {
        assertTrue(got <= want && want - got <= 1);
    }
}

contract StakingTest is StakingBase {
    function test_Constructor_RevertWhen_PoolMissing() external {
        vm.expectRevert(abi.encodeWithSelector(IStaking.Staking_PoolMissing.selector, 0, 1));
        new Staking(address(token), address(total), 1, 1, 1, 1, 1);
        vm.expectRevert(abi.encodeWithSelector(IStaking.Staking_BadRate.selector, 1001, 1000));
        new Staking(address(token), address(total), 0, 1, 1001, 1, 1);
    }

    function test_Stake_Position() external {
        uint256 start = block.timestamp;
        _stake(user, 5e18);
        _pass(100);
        IStaking.Position memory p = staking.position(user);
        assertEq(p.amount, 5e18);
        assertEq(p.counting, 0);
        assertEq(p.since, start);
        _about(p.earned, 100 * EMISSION);
        assertEq(token.balanceOf(user), 1e24 - 5e18);
        assertEq(staking.totalStaked(), 5e18);
    }

    function test_Stake_Matures() external {
        _stake(user, 5e18);
        _pass(3599);
        assertEq(staking.stakeOf(user), 0);
        _pass(1);
        assertEq(staking.stakeOf(user), 5e18);
        _stake(user, 3e18);
        assertEq(staking.stakeOf(user), 5e18);
        _pass(3000);
        _stake(user, 1e18);
        _pass(3000);
        assertEq(staking.stakeOf(user), 5e18);
        _unstake(user, 3e18); // the youngest first
        assertEq(staking.stakeOf(user), 5e18);
        _unstake(user, 2e18);
        assertEq(staking.stakeOf(user), 4e18);
        assertEq(staking.position(user).amount, 4e18);
    }

    function test_Stake_NotTwiceWithinABlock() external {
        _stake(user, 5e18);
        assertEq(staking.stakeOf(user), 0);
        _unstake(user, 5e18);
        assertEq(staking.position(user).since, 0);
        assertEq(token.balanceOf(user), 1e24);
    }

    function test_RevertWhen_Nothing() external {
        vm.startPrank(user);
        vm.expectRevert(abi.encodeWithSelector(IStaking.Staking_ZeroAmount.selector));
        staking.stake(0);
        vm.expectRevert(abi.encodeWithSelector(IStaking.Staking_ZeroAmount.selector));
        staking.unstake(0, user);
        vm.expectRevert(abi.encodeWithSelector(IStaking.Staking_ZeroAmount.selector));
        staking.claim(user);
        vm.expectRevert(abi.encodeWithSelector(IStaking.Staking_NotEnough.selector, 1, 0));
        staking.unstake(1, user);
        vm.expectRevert(abi.encodeWithSelector(IStaking.Staking_BadRecipient.selector, address(0)));
        staking.unstake(1, address(0));
        vm.expectRevert(abi.encodeWithSelector(IStaking.Staking_BadRecipient.selector, address(staking)));
        staking.claim(address(staking));
        vm.stopPrank();
    }

    function test_Permit_FrontRun() external {
        vm.prank(user);
        token.approve(address(staking), 0);
        uint256 deadline = block.timestamp;
        bytes32 structHash = keccak256(
            abi.encode(
                keccak256("Permit(address owner,address spender,uint256 value,uint256 nonce,uint256 deadline)"),
                user,
                address(staking),
                7,
                token.nonces(user),
                deadline
            )
        );
        (uint8 v, bytes32 r, bytes32 s) =
            vm.sign(USER_KEY, keccak256(abi.encodePacked(hex"1901", token.DOMAIN_SEPARATOR(), structHash)));
        token.permit(user, address(staking), 7, deadline, v, r, s);
        vm.prank(user);
        staking.stakeWithPermit(7, deadline, v, r, s);
        assertEq(staking.totalStaked(), 7);
    }

    function test_Emission_SharedByStakeAndTime() external {
        _stake(user, 1e18);
        _pass(100);
        _stake(other, 3e18);
        _pass(100);
        _about(_earned(user), 125 * EMISSION);
        _about(_earned(other), 75 * EMISSION);
        vm.prank(other);
        uint256 paid = staking.claim(address(0x77));
        assertEq(token.balanceOf(address(0x77)), paid);
        assertEq(_earned(other), 0);
        _unstake(user, 1e18);
        _pass(50);
        _about(_earned(user), 125 * EMISSION);
        _about(_earned(other), 50 * EMISSION);
    }

    function test_Emission_WaitsWhileNobodyIsStaked() external {
        _pass(1e6);
        staking.accrue();
        assertEq(staking.poolLeft(), POOL);
        _stake(user, 1);
        _pass(10);
        _about(_earned(user), 10 * EMISSION);
        _unstake(user, 1);
        _pass(1e6);
        _stake(other, 1);
        assertEq(_earned(other), 0);
        assertEq(staking.poolLeft(), POOL - 10 * EMISSION);
    }

    function test_Emission_EndsWithThePool() external {
        _stake(user, 3);
        _pass(1e9);
        vm.prank(user);
        uint256 paid = staking.claim(user);
        _about(paid, POOL);
        assertEq(staking.poolLeft(), 0);
        assertEq(staking.yearlyYield(), 0);
        _pass(1e9);
        assertEq(_earned(user), 0);
        _unstake(user, 3);
        assertTrue(token.balanceOf(address(staking)) <= 1);
    }

    function test_Mint_ShareOfWhatIsSettled() external {
        (staking, token) = _deployStaking(0, 0, 10, MINT_CAP, 1e27);
        _give(user);
        _stake(user, 1e18);
        total.add(100e18);
        _about(_earned(user), 1e18);
        uint256 supply = token.totalSupply();
        staking.accrue();
        assertEq(token.totalSupply(), supply + 1e18);
        staking.accrue();
        assertEq(token.totalSupply(), supply + 1e18);
        assertEq(staking.yearlyYield(), 365e18);
    }

    function test_Mint_CappedForEachPeriod() external {
        (staking, token) = _deployStaking(0, 0, 10, MINT_CAP, 1e27);
        _give(user);
        _stake(user, 1e18);
        total.add(900e18);
        staking.accrue();
        total.add(1e30);
        staking.accrue();
        _about(_earned(user), MINT_CAP);
        total.add(1e30);
        _pass(1 days - 1);
        staking.accrue();
        _about(_earned(user), MINT_CAP);
        _pass(1);
        _about(_earned(user), MINT_CAP); // what was over is forfeited
        total.add(100e18);
        _about(_earned(user), MINT_CAP + 1e18);
    }

    function test_Mint_StopsAtTheCap() external {
        (staking, token) = _deployStaking(0, 0, 10, MINT_CAP, 1e24 + 5);
        _give(user);
        _stake(user, 1e18);
        total.add(100e18);
        vm.prank(user);
        _about(staking.claim(user), 5);
        assertEq(token.totalSupply(), 1e24 + 5);
    }

    function test_Mint_ComesLaterWhenItFailed() external {
        (staking, token) = _deployStaking(0, 0, 10, MINT_CAP, 1e27);
        _give(user);
        _stake(user, 1e18);
        total.add(100e18);
        token.revokeRole(token.MINTER_ROLE(), address(staking));
        staking.accrue();
        _unstake(user, 5e17); // not held up
        token.grantRole(token.MINTER_ROLE(), address(staking));
        vm.prank(user);
        _about(staking.claim(user), 1e18);
    }

    function test_Unstake_WhenTheMarketIsBroken() external {
        _stake(user, 1e18);
        total.add(100e18);
        total.break_(true);
        _pass(10);
        _unstake(user, 1e18);
        assertEq(token.balanceOf(user), 1e24);
        _about(_earned(user), 10 * EMISSION);
    }

    function test_YearlyYield() external {
        assertEq(staking.yearlyYield(), 0);
        _stake(user, 1e18);
        assertEq(staking.yearlyYield(), EMISSION * 365 days);
        total.add(100e18);
        staking.accrue();
        assertEq(staking.yearlyYield(), EMISSION * 365 days + 365e18);
        _pass(1 days);
        assertEq(staking.yearlyYield(), EMISSION * 365 days + 365e18);
        _pass(1 days);
        assertEq(staking.yearlyYield(), EMISSION * 365 days);
    }

    /// @dev The view says what a claim would pay.
    function testFuzz_ViewIsWhatIsPaid(uint96 a, uint96 b, uint32 time, uint96 settled) external {
        _stake(user, uint256(a) % 1e24 + 1);
        _stake(other, uint256(b) % 1e24 + 1);
        _pass(time);
        total.add(settled);
        uint256 says = _earned(user);
        if (says == 0) return;
        vm.prank(user);
        assertEq(staking.claim(user), says);
    }
}

contract StakingHandler is StakingBase {
    address[] public who;
    uint256 public paid;

    constructor(Staking s, Token t, Total m) {
        (staking, token, total) = (s, t, m);
        for (uint160 i = 0; i < 4; ++i) {
            who.push(address(0xB000 + i));
        }
    }

    function setUp() public override {}

    function stake(uint256 i, uint256 amount) external {
        amount = i % 5 == 0 ? amount % 10 + 1 : amount % 1e24 + 1;
        i %= 4;
        token.mint(who[i], amount);
        vm.startPrank(who[i]);
        token.approve(address(staking), amount);
        staking.stake(amount);
        vm.stopPrank();
    }

    function unstake(uint256 i, uint256 amount, bool all) external {
        i %= 4;
        uint256 staked = staking.position(who[i]).amount;
        if (staked == 0) return;
        _unstake(who[i], all ? staked : amount % staked + 1);
    }

    function claim(uint256 i) external {
        i %= 4;
        uint256 earned = _earned(who[i]);
        if (earned == 0) return;
        vm.prank(who[i]);
        paid += staking.claim(who[i]);
    }

    function settle(uint96 amount) external {
        total.add(amount);
    }

    function break_(bool yes, uint256 i) external {
        total.break_(yes && i % 3 == 0);
    }

    function pass(uint256 time) external {
        _pass(time % 4 == 0 ? time % 3e6 : time % 5000);
    }
}

/// @dev 1. The contract has the stakes, and all rewards that are owed beside them: principal never pays rewards.
/// 2. Everybody can take the whole stake back at any moment.
/// 3. What was paid and is earned is within the pool's part that was emitted and what was minted.
contract StakingInvariants is StakingBase {
    StakingHandler private _handler;
    uint256 private _genesis;

    function setUp() public override {
        super.setUp();
        _handler = new StakingHandler(staking, token, total);
        token.grantRole(token.MINTER_ROLE(), address(_handler));
        _genesis = token.balanceOf(address(staking));
    }

    struct FuzzSelector {
        address addr;
        bytes4[] selectors;
    }

    function targetContracts() public view returns (address[] memory) {
        return _one(address(_handler));
    }

    function targetSelectors() public view returns (FuzzSelector[] memory list) {
        bytes4[] memory s = new bytes4[](6);
        (s[0], s[1], s[2]) = (_handler.stake.selector, _handler.unstake.selector, _handler.claim.selector);
        (s[3], s[4], s[5]) = (_handler.settle.selector, _handler.break_.selector, _handler.pass.selector);
        list = new FuzzSelector[](1);
        list[0] = FuzzSelector(address(_handler), s);
    }

    function invariant_Staking() external {
        uint256 stakes;
        uint256 earned;
        staking.accrue();
        for (uint256 i = 0; i < 4; ++i) {
            stakes += staking.position(_handler.who(i)).amount;
            earned += _earned(_handler.who(i));
        }
        assertEq(stakes, staking.totalStaked());
        assertTrue(token.balanceOf(address(staking)) >= stakes + staking.poolLeft() + earned);
        // Nothing but dust is kept from the stakers.
        assertTrue(token.balanceOf(address(staking)) - stakes - staking.poolLeft() - earned <= 4000);
        assertTrue(token.totalSupply() <= token.cap());
        for (uint256 i = 0; i < 4; ++i) {
            address a = _handler.who(i);
            uint256 amount = staking.position(a).amount;
            assertTrue(staking.stakeOf(a) <= amount);
            if (amount == 0) continue;
            uint256 before = token.balanceOf(a);
            _unstake(a, amount);
            assertEq(token.balanceOf(a), before + amount);
        }
    }
}
