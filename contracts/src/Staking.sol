// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {IERC20Permit} from "@openzeppelin/contracts/token/ERC20/extensions/IERC20Permit.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {ReentrancyGuardTransient} from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";

import {IHolds, IStaking} from "./interfaces/IStaking.sol";

/// @title IMintable
/// @author Berth
/// @notice What is needed of Berth's token beyond ERC-20.
interface IMintable {
    /// @notice Makes new tokens.
    /// @param to who gets them
    /// @param amount token units
    function mint(address to, uint256 amount) external;
    /// @notice The most that can be in existence.
    /// @return token units
    function cap() external view returns (uint256);
}

/// @title IFees
/// @author Berth
/// @notice What is needed of the market. What collectFees answers is not looked at: what has come in is counted.
interface IFees {
    /// @notice Pays the fees to the caller.
    function collectFees() external;
    /// @notice The longest probation.
    /// @return seconds
    function probationLimit() external view returns (uint32);
    /// @notice The token of the fees.
    /// @return its address
    function nativeToken() external view returns (address);
    /// @notice Whom fees go to.
    /// @return its address
    function staking() external view returns (address);
}

/// @title Staking
/// @author Berth
/// @notice See {IStaking}. No owner and no lock but for probations: what is not held can be taken back in any block,
/// whatever became of the rewards, the market or the minting.
/// @dev A reward is added to an index per unit of stake, scaled by 10^36; what a division leaves over is less than a
/// 10^9th of a unit a time, and stays. The pool and what is to be released are counted apart from the stakes, so
/// principal never pays rewards.
contract Staking is IStaking, ReentrancyGuardTransient {
    using SafeERC20 for IERC20;

    /// @dev What is kept of an account.
    struct Account {
        // slot 0
        uint128 staked; // token units
        uint128 pending; // of staked: added since pendingSince
        // slot 1
        uint40 since; // Unix seconds: start of the position
        uint40 pendingSince; // Unix seconds: last addition
        uint128 held; // of what is not pending
        // slots 2 and 3
        uint256 index; // the index when accrued was brought up to date
        uint256 accrued; // token units, earned until then and not paid
    }

    /// @dev What is held for an order's probation.
    struct Hold {
        // slot 0
        address account;
        uint96 amount; // token units
        // slot 1
        uint40 until; // Unix seconds
    }

    /// @notice What the index is scaled by.
    uint256 public constant SCALE = 1e36;
    /// @notice The period over which rewards are released, and that {mintCap} is for, seconds.
    uint256 public constant PERIOD = 1 days;

    /// @inheritdoc IStaking
    address public immutable token;
    /// @inheritdoc IStaking
    address public immutable market;
    /// @inheritdoc IStaking
    uint256 public immutable emissionPerSecond;
    /// @inheritdoc IStaking
    uint256 public immutable mintPerMille;
    /// @inheritdoc IStaking
    uint256 public immutable mintCap;
    /// @inheritdoc IStaking
    uint40 public immutable maturity;

    /// @inheritdoc IStaking
    uint256 public totalStaked;
    /// @inheritdoc IStaking
    uint256 public poolLeft;

    uint256 private _index;
    uint128 private _current; // token units, to be released until the end of _accruedAt's period
    uint128 private _next; // token units, to be released over the period after
    uint128 private _unminted; // fees that nothing was minted for yet, token units
    uint128 private _minted; // in _mintPeriod, token units
    uint40 private _accruedAt; // Unix seconds
    uint40 private _mintPeriod; // number of the period of _minted
    mapping(address account => Account entry) private _accounts;
    mapping(uint256 id => Hold entry) private _holds;

    /// @notice Fixes everything. The pool must be here already, and the market, which names this contract.
    /// @param token_ Berth's token, of which this is a minter
    /// @param market_ whose fees are shared out
    /// @param pool genesis pool, token units
    /// @param emissionPerSecond_ token units a second, below 2^128
    /// @param mintPerMille_ thousandths of the fees, at most 500
    /// @param mintCap_ token units a period, below 2^128
    /// @param maturity_ seconds, above the market's longest probation
    constructor(
        address token_,
        address market_,
        uint256 pool,
        uint256 emissionPerSecond_,
        uint256 mintPerMille_,
        uint256 mintCap_,
        uint40 maturity_
    ) {
        // Check: all sums here are of amounts of the token, so none can overflow, and nothing can lock the stakes.
        if (token_.code.length == 0 || IMintable(token_).cap() > type(uint128).max) revert Staking_BadParameter(1);
        if (IFees(market_).staking() != address(this) || IFees(market_).nativeToken() != token_) {
            revert Staking_BadParameter(2);
        }
        uint256 balance = IERC20(token_).balanceOf(address(this));
        if (balance < pool) revert Staking_PoolMissing(balance, pool);
        if (emissionPerSecond_ > type(uint128).max) revert Staking_BadParameter(4);
        if (mintPerMille_ > 500) revert Staking_BadRate(mintPerMille_, 500);
        if (mintCap_ > type(uint128).max) revert Staking_BadParameter(6);
        if (maturity_ <= IFees(market_).probationLimit()) revert Staking_BadParameter(7);

        // Effect
        token = token_;
        market = market_;
        emissionPerSecond = emissionPerSecond_;
        mintPerMille = mintPerMille_;
        mintCap = mintCap_;
        maturity = maturity_;
        poolLeft = pool;
        _accruedAt = uint40(block.timestamp);
    }

    /// @inheritdoc IStaking
    function stake(uint256 amount) external nonReentrant {
        _stake(amount);
    }

    /// @inheritdoc IStaking
    function stakeWithPermit(uint256 amount, uint256 deadline, uint8 v, bytes32 r, bytes32 s) external nonReentrant {
        try IERC20Permit(token).permit(msg.sender, address(this), amount, deadline, v, r, s) {} catch {}
        _stake(amount);
    }

    /// @inheritdoc IStaking
    function unstake(uint256 amount, address to) external nonReentrant {
        // Check
        if (amount == 0) revert Staking_ZeroAmount();
        _checkRecipient(to);
        Account storage a = _accounts[msg.sender];
        uint256 free = a.staked - a.held;
        if (amount > free) revert Staking_NotEnough(amount, free);

        // Effect
        _accrue();
        _update(a);
        a.staked -= uint128(amount);
        a.pending = amount < a.pending ? a.pending - uint128(amount) : 0;
        if (a.staked == 0) (a.since, a.pendingSince) = (0, 0);
        totalStaked -= amount;
        emit Unstaked(msg.sender, amount);

        // Interaction
        IERC20(token).safeTransfer(to, amount);
    }

    /// @inheritdoc IStaking
    function claim(address to) external nonReentrant returns (uint256 amount) {
        // Check
        _checkRecipient(to);

        // Effect
        _accrue();
        Account storage a = _accounts[msg.sender];
        _update(a);
        amount = a.accrued;
        if (amount == 0) revert Staking_ZeroAmount();
        uint256 free = IERC20(token).balanceOf(address(this)) - totalStaked;
        if (amount > free) revert Staking_Principal(amount, free);
        a.accrued = 0;
        emit Claimed(msg.sender, to, amount);

        // Interaction
        IERC20(token).safeTransfer(to, amount);
    }

    /// @inheritdoc IStaking
    function accrue() external nonReentrant {
        _accrue();
    }

    /// @inheritdoc IHolds
    function hold(uint256 id, address account, uint96 amount, uint40 until) external {
        // Check
        if (msg.sender != market) revert Staking_OnlyMarket(msg.sender);
        if (_holds[id].amount != 0) revert Staking_AlreadyHeld(id);
        uint256 free = _counting(_accounts[account]);
        if (amount > free) revert Staking_NotEnough(amount, free);

        // Effect
        _accounts[account].held += amount;
        _holds[id] = Hold(account, amount, until);
        emit Held(account, id, amount, until);
    }

    /// @inheritdoc IHolds
    function release(uint256 id) external {
        Hold memory h = _holds[id];

        // Check
        if (msg.sender != market && block.timestamp < h.until) revert Staking_OnlyMarket(msg.sender);
        if (h.amount == 0) return;

        // Effect
        delete _holds[id];
        _accounts[h.account].held -= h.amount;
        emit Released(h.account, id, h.amount);
    }

    /// @inheritdoc IHolds
    function stakeOf(address account) external view returns (uint256 amount) {
        return _counting(_accounts[account]);
    }

    /// @inheritdoc IStaking
    function held(uint256 id) external view returns (address account, uint96 amount, uint40 until) {
        Hold memory h = _holds[id];
        return (h.account, h.amount, h.until);
    }

    /// @inheritdoc IStaking
    function position(address account) external view returns (Position memory) {
        Account storage a = _accounts[account];
        uint256 index = _index;
        if (totalStaked != 0) {
            (uint256 released,,) = _roll();
            index += (_toEmit() + released) * SCALE / totalStaked;
        }
        return Position({
            amount: a.staked,
            counting: _counting(a),
            held: a.held,
            since: a.since,
            earned: a.accrued + Math.mulDiv(a.staked, index - a.index, SCALE)
        });
    }

    /// @inheritdoc IStaking
    function stream() external view returns (uint256 current, uint256 next) {
        (, current, next) = _roll();
    }

    /// @inheritdoc IStaking
    function yearlyYield() external view returns (uint256) {
        if (totalStaked == 0) return 0;
        (, uint256 current,) = _roll();
        uint256 year = Math.min(emissionPerSecond * 365 days, poolLeft - _toEmit())
            + current * 365 days / (PERIOD - block.timestamp % PERIOD);
        return Math.mulDiv(year, 1e18, totalStaked);
    }

    /// @dev The whole of stake.
    function _stake(uint256 amount) private {
        // Check
        if (amount == 0) revert Staking_ZeroAmount();

        // Effect
        _accrue();
        Account storage a = _accounts[msg.sender];
        _update(a);
        uint40 nowAt = uint40(block.timestamp);
        if (a.since == 0) a.since = nowAt;
        a.pending = uint128(a.staked - _mature(a) + amount);
        a.pendingSince = nowAt;
        a.staked += uint128(amount);
        totalStaked += amount;
        emit Staked(msg.sender, amount);

        // Interaction
        IERC20(token).safeTransferFrom(msg.sender, address(this), amount);
    }

    /// @dev Shares out what is released by now, and takes in what the market has and what is minted for it. It must not
    /// fail, since taking a stake back begins with it: the market and the minting are tried.
    function _accrue() private {
        uint256 emitted = _toEmit();
        (uint256 released, uint256 current, uint256 next) = _roll();
        _accruedAt = uint40(block.timestamp);
        poolLeft -= emitted;
        if (emitted + released != 0) _index += (emitted + released) * SCALE / totalStaked;
        uint256 fees = _collect();
        uint256 minted = _mint(fees);
        next += fees + minted;
        (_current, _next) = (uint128(current), uint128(next));
        if (emitted + released + fees + minted != 0) emit Accrued(emitted, released, fees, minted);
    }

    /// @dev Takes the fees from the market, if it has any and gives them.
    function _collect() private returns (uint256 fees) {
        uint256 before = IERC20(token).balanceOf(address(this));
        try IFees(market).collectFees() {} catch {}
        uint256 balance = IERC20(token).balanceOf(address(this));
        return balance > before ? balance - before : 0;
    }

    /// @dev Mints for fees: a part of them, which the period's cap and the token's may cut. What is cut is forfeited, so
    /// that a burst of trades with oneself cannot fill the periods to come; what failed is made up for later, because
    /// somebody may have given too little gas on purpose.
    function _mint(uint256 fees) private returns (uint256 minted) {
        fees += _unminted;
        if (fees == 0 || mintPerMille == 0) return 0;
        uint40 period = uint40(block.timestamp / PERIOD);
        uint256 used = period == _mintPeriod ? _minted : 0;
        minted = Math.min(fees * mintPerMille / 1000, mintCap - Math.min(used, mintCap));
        minted = Math.min(minted, IMintable(token).cap() - IERC20(token).totalSupply());
        if (minted != 0) {
            try IMintable(token).mint(address(this), minted) {
                (_mintPeriod, _minted) = (period, uint128(used + minted));
            } catch {
                _unminted = uint128(fees);
                return 0;
            }
        }
        _unminted = 0;
    }

    /// @dev What of fees and mints is released since the last time, and what is then left. Stakes have not changed in
    /// between. While nobody is staked nothing is released, and all of it waits for the period after the next stake.
    function _roll() private view returns (uint256 released, uint256 current, uint256 next) {
        (current, next) = (_current, _next);
        if (totalStaked == 0) return (0, 0, current + next);
        uint256 since = _accruedAt;
        uint256 end = since - since % PERIOD + PERIOD;
        if (block.timestamp < end) {
            released = current * (block.timestamp - since) / (end - since);
            return (released, current - released, next);
        }
        released = current;
        uint256 past = block.timestamp - end;
        uint256 more = past < PERIOD ? next * past / PERIOD : next;
        released += more;
        // What is left of the period that followed, if that is still running.
        return (released, next - more, 0);
    }

    /// @dev Brings an account's rewards up to the index.
    function _update(Account storage a) private {
        if (a.staked != 0) a.accrued += Math.mulDiv(a.staked, _index - a.index, SCALE);
        a.index = _index;
    }

    /// @dev The emission since the last time, while somebody is staked.
    function _toEmit() private view returns (uint256) {
        if (totalStaked == 0) return 0;
        return Math.min(emissionPerSecond * (block.timestamp - _accruedAt), poolLeft);
    }

    /// @dev What of an account's stake is old enough.
    function _mature(Account storage a) private view returns (uint256) {
        return block.timestamp < uint256(a.pendingSince) + maturity ? a.staked - a.pending : a.staked;
    }

    /// @dev What counts of an account's stake.
    function _counting(Account storage a) private view returns (uint256) {
        return _mature(a) - a.held;
    }

    /// @dev Nobody, and where tokens would be lost.
    function _checkRecipient(address to) private view {
        if (to == address(0) || to == address(this) || to == token || to == market) revert Staking_BadRecipient(to);
    }
}
