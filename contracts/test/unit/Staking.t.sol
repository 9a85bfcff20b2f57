// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {Staking} from "../../src/Staking.sol";
import {Token} from "../../src/Token.sol";
import {IStaking} from "../../src/interfaces/IStaking.sol";
import {Base} from "../Base.sol";

/// @dev A market of which only fees and holds are asked.
contract FeeMarket {
    uint32 public probationLimit = 7 days;
    address public nativeToken;
    address public staking;
    bool public broken;

    function name_(address token_, address staking_) external {
        (nativeToken, staking) = (token_, staking_);
    }

    function break_(bool yes) external {
        broken = yes;
    }

    function collectFees() external {
        require(!broken, "broken");
        require(msg.sender == staking, "not staking");
        Token(nativeToken).transfer(staking, Token(nativeToken).balanceOf(address(this)));
    }
}

abstract contract StakingBase is Base {
    uint256 internal constant POOL = 1000e18;
    uint256 internal constant EMISSION = 1e15;
    uint256 internal constant MINT_CAP = 10e18;
    uint40 internal constant MATURITY = 7 days + 1;
    uint256 internal constant DAY = 1 days;

    Staking internal staking;
    FeeMarket internal fees;

    function setUp() public virtual override {
        // A day begins, so that periods are easy to count.
        vm.warp(20_000 days);
        _deployStaking(POOL, EMISSION, 500, MINT_CAP, 1e27);
    }

    function _deployStaking(uint256 pool, uint256 emission, uint256 perMille, uint256 mintCap, uint256 cap) internal {
        fees = new FeeMarket();
        address at_ = _created(vm.getNonce(address(this)) + 1);
        address[] memory minters = new address[](2);
        (minters[0], minters[1]) = (at_, address(this));
        uint256[] memory amounts = new uint256[](1);
        amounts[0] = pool;
        token = new Token(address(this), cap, minters, _one(at_), amounts);
        fees.name_(address(token), at_);
        staking = new Staking(address(token), address(fees), pool, emission, perMille, mintCap, MATURITY);
        assertEq(address(staking), at_);
        user = vm.addr(USER_KEY);
        _give(user);
        _give(other);
    }

    /// @dev Fees come in, and are collected.
    function _fees(uint256 amount) internal {
        token.mint(address(fees), amount);
        staking.accrue();
    }

    function _next() internal view returns (uint256 next) {
        (, next) = staking.stream();
    }

    function _current() internal view returns (uint256 current) {
        (current,) = staking.stream();
    }

    /// @dev The start of a day, counted from the first one of the test.
    function _day(uint256 n) internal pure returns (uint256) {
        return 20_000 days + n * DAY;
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
        vm.warp(_now() + time);
    }

    /// @dev Some units may stay behind in divisions.
    function _about(uint256 got, uint256 want) internal {
        assertTrue(got <= want && want - got <= 8);
    }
}

contract StakingTest is StakingBase {
    event Staked(address indexed account, uint256 amount);
    event Unstaked(address indexed account, uint256 amount);
    event Claimed(address indexed account, address indexed to, uint256 amount);
    event Accrued(uint256 emitted, uint256 released, uint256 fees, uint256 minted);
    event Held(address indexed account, uint256 indexed id, uint256 amount, uint40 until);
    event Released(address indexed account, uint256 indexed id, uint256 amount);

    function _all() internal {
        vm.expectEmit({checkTopic1: true, checkTopic2: true, checkTopic3: true, checkData: true});
    }

    function _bad(uint256 what) private {
        fees.name_(address(token), _created(vm.getNonce(address(this))));
        vm.expectRevert(abi.encodeWithSelector(IStaking.Staking_BadParameter.selector, what));
    }

    function test_Constructor_RevertWhen_Bad() external {
        address t = address(token);
        address m = address(fees);
        _bad(1);
        new Staking(address(0xdead), m, 0, 1, 1, 1, MATURITY);
        Token large = new Token(address(0), uint256(1) << 128, new address[](0), new address[](0), new uint256[](0));
        _bad(1);
        new Staking(address(large), m, 0, 1, 1, 1, MATURITY);
        // The market names another staking contract, or another token.
        vm.expectRevert(abi.encodeWithSelector(IStaking.Staking_BadParameter.selector, 2));
        new Staking(t, m, 0, 1, 1, 1, MATURITY);
        fees.name_(address(large), _created(vm.getNonce(address(this))));
        vm.expectRevert(abi.encodeWithSelector(IStaking.Staking_BadParameter.selector, 2));
        new Staking(t, m, 0, 1, 1, 1, MATURITY);
        _bad(4);
        new Staking(t, m, 0, uint256(1) << 128, 1, 1, MATURITY);
        _bad(6);
        new Staking(t, m, 0, 1, 1, uint256(1) << 128, MATURITY);
        _bad(7);
        new Staking(t, m, 0, 1, 1, 1, 7 days);
        fees.name_(t, _created(vm.getNonce(address(this))));
        vm.expectRevert(abi.encodeWithSelector(IStaking.Staking_PoolMissing.selector, 0, 1));
        new Staking(t, m, 1, 1, 1, 1, MATURITY);
        fees.name_(t, _created(vm.getNonce(address(this))));
        vm.expectRevert(abi.encodeWithSelector(IStaking.Staking_BadRate.selector, 501, 500));
        new Staking(t, m, 0, 1, 501, 1, MATURITY);
    }

    function test_Constructor_Limits() external {
        token = new Token(
            address(0), type(uint128).max, new address[](0), new address[](0), new uint256[](0)
        );
        fees.name_(address(token), _created(vm.getNonce(address(this))));
        Staking s = new Staking(
            address(token), address(fees), 0, type(uint128).max, 500, type(uint128).max, 7 days + 1
        );
        assertEq(s.mintPerMille(), 500);
        assertEq(s.maturity(), 7 days + 1);
    }

    function test_Stake_Position() external {
        uint256 start = _now();
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
        uint40 start = uint40(_now());
        _pass(MATURITY - 1);
        assertEq(staking.stakeOf(user), 0);
        _pass(1);
        assertEq(staking.stakeOf(user), 5e18);
        _stake(user, 3e18);
        assertEq(staking.stakeOf(user), 5e18);
        assertEq(staking.position(user).since, start); // an addition begins no new position
        _pass(MATURITY - 600);
        _stake(user, 1e18);
        _pass(MATURITY - 600);
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
        address[4] memory bad = [address(0), address(staking), address(token), address(fees)];
        for (uint256 i = 0; i < bad.length; ++i) {
            vm.expectRevert(abi.encodeWithSelector(IStaking.Staking_BadRecipient.selector, bad[i]));
            staking.claim(bad[i]);
            vm.expectRevert(abi.encodeWithSelector(IStaking.Staking_BadRecipient.selector, bad[i]));
            staking.unstake(1, bad[i]);
        }
        vm.stopPrank();
    }

    function test_Permit_FrontRun() external {
        vm.prank(user);
        token.approve(address(staking), 0);
        uint256 deadline = _now();
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

    // ------------------------------------------------------------ fees and mint

    function test_Events() external {
        _all();
        emit Staked(user, 2e18);
        _stake(user, 2e18);
        _pass(10);
        token.mint(address(fees), 1e18);
        _all();
        emit Accrued(10 * EMISSION, 0, 1e18, 5e17);
        staking.accrue();
        vm.warp(_day(1) + DAY / 2);
        _all();
        emit Accrued((DAY + DAY / 2 - 10) * EMISSION, 75e16, 0, 0);
        _all();
        emit Unstaked(user, 1e18);
        _unstake(user, 1e18);
        _all();
        emit Claimed(user, other, 75e16 + (DAY + DAY / 2) * EMISSION);
        vm.prank(user);
        staking.claim(other);
    }

    /// @dev A unit of stake would take all of it if it were released at once (B01, B03).
    function test_Fees_AreReleasedOverTheNextPeriod() external {
        _deployStaking(0, 0, 500, MINT_CAP, 1e27);
        _stake(user, 1e18);
        _pass(DAY / 2);
        _fees(2e18);
        assertEq(_next(), 3e18);
        assertEq(_earned(user), 0);
        vm.warp(_day(1));
        assertEq(_earned(user), 0);
        assertEq(_current(), 3e18);
        assertEq(_next(), 0);
        vm.warp(_day(1) + DAY / 4);
        _about(_earned(user), 75e16);
        assertEq(_current(), 225e16);
        _stake(other, 2e18); // has a share of what is released from now on
        _about(_earned(user), 75e16);
        assertEq(_earned(other), 0);
        vm.warp(_day(2) - 1);
        assertTrue(_earned(other) < 15e17);
        vm.warp(_day(2));
        _about(_earned(user), 15e17);
        _about(_earned(other), 15e17);
        vm.warp(_day(9));
        _about(_earned(user), 15e17);
        assertEq(_current() + _next(), 0);
    }

    /// @dev Small additions neither put off nor speed up what is being released.
    function testFuzz_Fees_AdditionsDoNotDilute(uint8 times, uint64 small) external {
        _deployStaking(0, 0, 0, MINT_CAP, 1e27);
        _stake(user, 1e18);
        _fees(10e18);
        uint256 n = uint256(times % 20) + 1;
        for (uint256 i = 1; i <= n; ++i) {
            vm.warp(_day(1) + i * (DAY / 2) / n);
            _fees(small);
        }
        vm.warp(_day(1) + DAY / 2);
        uint256 earned = _earned(user);
        assertTrue(earned <= 5e18 && earned + 30 >= 5e18);
        assertEq(_next(), n * small);
        vm.warp(_day(2));
        earned = _earned(user);
        assertTrue(earned <= 10e18 && earned + 30 >= 10e18);
        vm.warp(_day(3));
        earned = _earned(user);
        assertTrue(earned <= 10e18 + n * small && earned + 60 >= 10e18 + n * small);
    }

    function test_Fees_TwoPeriodsInOneAccrual() external {
        _deployStaking(0, 0, 0, MINT_CAP, 1e27);
        _stake(user, 1e18);
        _fees(4e18);
        vm.warp(_day(1) + DAY / 2);
        _fees(8e18); // 2e18 is left of the first, this comes tomorrow
        vm.warp(_day(2) + DAY / 4);
        _about(_earned(user), 4e18 + 2e18);
        assertEq(_current(), 6e18);
        staking.accrue();
        _about(_earned(user), 6e18);
        assertEq(_current(), 6e18);
        vm.warp(_day(4));
        _about(_earned(user), 12e18);
    }

    /// @dev While nobody is staked nothing is released, and nobody gets it at once afterwards.
    function test_Fees_WaitWhileNobodyIsStaked() external {
        _deployStaking(0, 0, 0, MINT_CAP, 1e27);
        _fees(1e18);
        vm.warp(_day(3) + 100);
        staking.accrue();
        assertEq(_next(), 1e18);
        _stake(user, 1);
        assertEq(_earned(user), 0);
        vm.warp(_day(4));
        assertEq(_earned(user), 0);
        vm.warp(_day(4) + DAY / 2);
        _about(_earned(user), 5e17);
        _unstake(user, 1); // half of it is left, and waits
        vm.warp(_day(9) + DAY / 2);
        _stake(other, 5);
        assertEq(_earned(other), 0);
        assertEq(_next(), 5e17);
        vm.warp(_day(10) + DAY / 2);
        _about(_earned(other), 25e16);
        _about(_earned(user), 5e17);
    }

    function test_Mint_HalfOfTheFees() external {
        _deployStaking(0, 0, 500, MINT_CAP, 1e27);
        _stake(user, 1e18);
        _fees(4e18);
        uint256 supply = token.totalSupply();
        assertEq(supply, 2e24 + 4e18 + 2e18);
        staking.accrue();
        assertEq(token.totalSupply(), supply);
    }

    function test_Mint_CappedForEachPeriod() external {
        _deployStaking(0, 0, 500, MINT_CAP, 1e27);
        _stake(user, 1e18);
        _fees(18e18);
        assertEq(_next(), 27e18);
        _fees(100e18);
        assertEq(_next(), 127e18 + 1e18);
        vm.warp(_day(1) - 1);
        _fees(100e18);
        assertEq(_next(), 228e18);
        vm.warp(_day(1));
        staking.accrue(); // what was over is forfeited
        assertEq(_next(), 0);
        assertEq(_current(), 228e18);
        _fees(20e18);
        assertEq(_next(), 30e18);
    }

    function test_Mint_StopsAtTheCap() external {
        _deployStaking(0, 0, 500, MINT_CAP, 2e24 + 8e18 + 5);
        _stake(user, 1e18);
        _fees(8e18);
        assertEq(_next(), 8e18 + 5);
        assertEq(token.totalSupply(), token.cap());
    }

    function test_Mint_ComesLaterWhenItFailed() external {
        _deployStaking(0, 0, 500, MINT_CAP, 1e27);
        _stake(user, 1e18);
        token.revokeRole(token.MINTER_ROLE(), address(staking));
        _fees(4e18);
        assertEq(_next(), 4e18);
        _unstake(user, 5e17); // not held up
        _fees(2e18);
        assertEq(_next(), 6e18);
        token.grantRole(token.MINTER_ROLE(), address(staking));
        staking.accrue();
        assertEq(_next(), 9e18);
        staking.accrue();
        assertEq(_next(), 9e18);
    }

    /// @dev B10: no view promises what may never come.
    function test_Position_PromisesOnlyWhatIsReleased() external {
        _deployStaking(0, 0, 500, MINT_CAP, 1e27);
        _stake(user, 1e18);
        token.mint(address(fees), 4e18); // not collected
        assertEq(_earned(user), 0);
        vm.warp(_day(5));
        assertEq(_earned(user), 0);
    }

    function test_Unstake_WhenTheMarketIsBroken() external {
        _stake(user, 1e18);
        token.mint(address(fees), 100e18);
        fees.break_(true);
        _pass(10);
        _unstake(user, 1e18);
        assertEq(token.balanceOf(user), 1e24);
        _about(_earned(user), 10 * EMISSION);
        fees.break_(false);
        staking.accrue();
        assertEq(_next(), 110e18);
    }

    function test_YearlyYield() external {
        assertEq(staking.yearlyYield(), 0);
        _stake(user, 1e18);
        assertEq(staking.yearlyYield(), POOL); // B09: no more than the pool has
        _deployStaking(POOL, 1e12, 0, MINT_CAP, 1e27);
        _stake(user, 1e18);
        uint256 emission = 1e12 * 365 days;
        assertEq(staking.yearlyYield(), emission);
        _fees(1e18);
        assertEq(staking.yearlyYield(), emission); // from tomorrow on
        vm.warp(_day(1));
        assertEq(staking.yearlyYield(), emission + 365e18);
        vm.warp(_day(1) + DAY / 2);
        assertEq(staking.yearlyYield(), emission + 365e18);
        staking.accrue();
        assertEq(staking.yearlyYield(), emission + 365e18);
        vm.warp(_day(2));
        assertEq(staking.yearlyYield(), emission);
        vm.warp(_day(50)); // a gap
        _fees(1e18);
        assertEq(staking.yearlyYield(), emission);
        vm.warp(_day(53));
        assertEq(staking.yearlyYield(), emission);
    }

    function test_YearlyYield_NearTheEndOfThePool() external {
        _deployStaking(1000, 100, 0, 0, 1e27);
        _stake(user, 1000);
        _pass(9);
        assertEq(staking.yearlyYield(), 1e17);
        _pass(1);
        assertEq(staking.yearlyYield(), 0);
    }

    // ------------------------------------------------------------ holds

    function _hold(uint256 id, address account, uint96 amount, uint40 until) internal {
        vm.prank(address(fees));
        staking.hold(id, account, amount, until);
    }

    function _mature(uint256 amount) internal {
        _stake(user, amount);
        _pass(MATURITY);
    }

    function test_Hold() external {
        _mature(5e18);
        uint40 until = uint40(_now() + 100);
        _all();
        emit Held(user, 7, 3e18, until);
        _hold(7, user, 3e18, until);
        assertEq(staking.stakeOf(user), 2e18);
        IStaking.Position memory p = staking.position(user);
        assertEq(p.amount, 5e18);
        assertEq(p.counting, 2e18);
        assertEq(p.held, 3e18);
        (address account, uint96 amount, uint40 at_) = staking.held(7);
        assertEq(account, user);
        assertEq(amount, 3e18);
        assertEq(at_, until);
        vm.prank(user);
        vm.expectRevert(abi.encodeWithSelector(IStaking.Staking_NotEnough.selector, 2e18 + 1, 2e18));
        staking.unstake(2e18 + 1, user);
        _unstake(user, 2e18);
        assertEq(staking.stakeOf(user), 0);
        _stake(user, 1e18);
        _unstake(user, 1e18); // what is young goes first, and is not held
        vm.warp(until - 1);
        vm.prank(user);
        vm.expectRevert(abi.encodeWithSelector(IStaking.Staking_OnlyMarket.selector, user));
        staking.release(7);
        vm.warp(until);
        fees.break_(true); // whatever became of the market
        _all();
        emit Released(user, 7, 3e18);
        vm.prank(other);
        staking.release(7);
        _unstake(user, 3e18);
        assertEq(token.balanceOf(user), 1e24);
        assertEq(staking.position(user).held, 0);
    }

    function test_Hold_ByTheMarketReleasedAtAnyTime() external {
        _mature(5e18);
        _hold(7, user, 3e18, type(uint40).max);
        _hold(8, user, 2e18, type(uint40).max);
        vm.startPrank(address(fees));
        staking.release(8);
        assertEq(staking.stakeOf(user), 2e18);
        staking.release(8); // nothing is held any more
        staking.release(99);
        assertEq(staking.stakeOf(user), 2e18);
        staking.release(7);
        vm.stopPrank();
        assertEq(staking.stakeOf(user), 5e18);
    }

    function test_Hold_RevertWhen_Bad() external {
        vm.expectRevert(abi.encodeWithSelector(IStaking.Staking_OnlyMarket.selector, address(this)));
        staking.hold(1, user, 1, 1);
        _stake(user, 5e18);
        vm.prank(address(fees));
        vm.expectRevert(abi.encodeWithSelector(IStaking.Staking_NotEnough.selector, 1, 0));
        staking.hold(1, user, 1, 1);
        _pass(MATURITY);
        _hold(1, user, 5e18, type(uint40).max);
        vm.prank(address(fees));
        vm.expectRevert(abi.encodeWithSelector(IStaking.Staking_NotEnough.selector, 1, 0));
        staking.hold(2, user, 1, 1);
        vm.prank(address(fees));
        vm.expectRevert(abi.encodeWithSelector(IStaking.Staking_AlreadyHeld.selector, 1));
        staking.hold(1, user, 1, 1);
    }

    function test_Hold_KeepsEarning() external {
        _mature(5e18);
        uint256 before = _earned(user);
        _hold(7, user, 5e18, type(uint40).max);
        _pass(100);
        _about(_earned(user), before + 100 * EMISSION);
    }

    /// @dev The view says what a claim would pay.
    function testFuzz_ViewIsWhatIsPaid(uint96 a, uint96 b, uint32 time, uint96 fee, uint32 later) external {
        _stake(user, uint256(a) % 1e24 + 1);
        _stake(other, uint256(b) % 1e24 + 1);
        _fees(uint256(fee) % 1e26);
        _pass(time);
        staking.accrue();
        _pass(later % 3e5);
        uint256 says = _earned(user);
        if (says == 0) return;
        vm.prank(user);
        assertEq(staking.claim(user), says);
    }
}

contract StakingHandler is StakingBase {
    struct Held {
        address account;
        uint96 amount;
    }

    address[] public who;
    uint256 public paid;
    uint256 public feesPaid;
    Held[] public holds;

    constructor(Staking s, Token t, FeeMarket m) {
        (staking, token, fees) = (s, t, m);
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
        IStaking.Position memory p = staking.position(who[i]);
        uint256 staked = p.amount - p.held;
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

    function settle(uint96 amount, bool small) external {
        uint256 sum = small ? amount % 100 : amount % 1e24;
        token.mint(address(fees), sum);
        feesPaid += sum;
    }

    function hold(uint256 i, uint96 amount, uint40 time) external {
        i %= 4;
        uint256 free = staking.stakeOf(who[i]);
        if (free == 0) return;
        amount = uint96(amount % free + 1);
        holds.push(Held(who[i], amount));
        vm.prank(address(fees));
        staking.hold(holds.length, who[i], amount, uint40(_now() + time % 7 days));
    }

    function release(uint256 id, bool byMarket) external {
        if (holds.length == 0) return;
        id = id % holds.length + 1;
        (,, uint40 until) = staking.held(id);
        if (!byMarket && _now() < until) return;
        vm.prank(byMarket ? address(fees) : address(0x99));
        staking.release(id);
        holds[id - 1].amount = 0;
    }

    function holdCount() external view returns (uint256) {
        return holds.length;
    }

    function heldOf(address account) external view returns (uint256 sum) {
        for (uint256 i = 0; i < holds.length; ++i) {
            if (holds[i].account == account) sum += holds[i].amount;
        }
    }

    function break_(bool yes, uint256 i) external {
        fees.break_(yes && i % 3 == 0);
    }

    function pass(uint256 time) external {
        _pass(time % 4 == 0 ? time % 3e6 : time % 5000);
    }
}

/// @dev 1. The contract has the stakes, and all rewards that are owed or to be released beside them: principal never
///    pays rewards, and nothing but dust is kept from the stakers.
/// 2. Everybody can take back at any moment what is not held, and the rest as soon as it is released.
/// 3. What is minted is at most half of the fees that were paid.
/// 4. What is held of an account is the sum of its holds, and never more than is old enough.
contract StakingInvariants is StakingBase {
    StakingHandler private _handler;
    uint256 private _principal;

    function setUp() public override {
        super.setUp();
        _handler = new StakingHandler(staking, token, fees);
        token.grantRole(token.MINTER_ROLE(), address(_handler));
    }

    struct FuzzSelector {
        address addr;
        bytes4[] selectors;
    }

    function targetContracts() public view returns (address[] memory) {
        return _one(address(_handler));
    }

    function targetSelectors() public view returns (FuzzSelector[] memory list) {
        bytes4[] memory s = new bytes4[](9);
        (s[0], s[1], s[2]) = (_handler.stake.selector, _handler.unstake.selector, _handler.claim.selector);
        (s[3], s[4], s[5]) = (_handler.settle.selector, _handler.break_.selector, _handler.pass.selector);
        (s[6], s[7], s[8]) = (_handler.hold.selector, _handler.release.selector, _handler.pass.selector);
        list = new FuzzSelector[](1);
        list[0] = FuzzSelector(address(_handler), s);
    }

    function invariant_Staking() external {
        uint256 sum;
        staking.accrue();
        for (uint256 i = 0; i < 4; ++i) {
            IStaking.Position memory p = staking.position(_handler.who(i));
            sum += p.amount + p.earned;
            _principal += p.amount;
            assertEq(p.held, _handler.heldOf(_handler.who(i)));
            assertEq(p.counting, staking.stakeOf(_handler.who(i)));
            assertTrue(p.counting + p.held <= p.amount);
        }
        assertEq(_principal, staking.totalStaked());
        (uint256 current, uint256 next) = staking.stream();
        sum += current + next + staking.poolLeft();
        uint256 balance = token.balanceOf(address(staking));
        assertTrue(balance >= sum);
        assertTrue(balance - sum <= 4000);
        assertTrue(token.totalSupply() <= token.cap());
        uint256 in_ = _handler.feesPaid() - token.balanceOf(address(fees));
        uint256 minted = balance + _handler.paid() - _principal - POOL - in_;
        assertTrue(minted <= in_ / 2);
        for (uint256 i = 0; i < 4; ++i) {
            _out(_handler.who(i));
        }
        for (uint256 id = 1; id <= _handler.holdCount(); ++id) {
            vm.prank(address(fees));
            staking.release(id);
        }
        for (uint256 i = 0; i < 4; ++i) {
            _out(_handler.who(i));
            assertEq(staking.position(_handler.who(i)).amount, 0);
        }
    }

    /// @dev Takes back all that is not held.
    function _out(address a) private {
        IStaking.Position memory p = staking.position(a);
        uint256 free = p.amount - p.held;
        if (free == 0) return;
        uint256 before = token.balanceOf(a);
        _unstake(a, free);
        assertEq(token.balanceOf(a), before + free);
    }
}
