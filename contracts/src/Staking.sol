// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {IERC20Permit} from "@openzeppelin/contracts/token/ERC20/extensions/IERC20Permit.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {ReentrancyGuardTransient} from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";

import {IMarket} from "./interfaces/IMarket.sol";
import {IStakeOf, IStaking} from "./interfaces/IStaking.sol";

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

/// @title Staking
/// @author Berth
/// @notice See {IStaking}. No owner and no lock: a stake can be taken back in any block, whatever became of the rewards.
/// @dev A reward is added to an index per unit of stake, scaled by 10^36; what a division leaves over stays in the
/// remainder for the next time. The pool and what was minted are counted apart from the stakes, so principal never
/// pays rewards.
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
        // slots 2 and 3
        uint256 index; // the index when accrued was brought up to date
        uint256 accrued; // token units, earned until then and not paid
    }

    /// @notice What the index is scaled by.
    uint256 public constant SCALE = 1e36;
    /// @notice The period that {mintCap} is for, seconds.
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
    uint256 private _remainder; // of the index's divisions, scaled, below the stake of then
    uint256 private _settledSeen; // market's total that rewards were minted for
    uint40 private _accruedAt; // Unix seconds
    uint40 private _period; // number of the period of _minted
    uint256 private _minted; // in that period
    uint256 private _mintedBefore; // in the full period before it
    mapping(address account => Account entry) private _accounts;

    /// @notice Fixes everything. The pool must be here already.
    /// @param token_ Berth's token, of which this is a minter
    /// @param market_ whose settlements count
    /// @param pool genesis pool, token units
    /// @param emissionPerSecond_ token units a second
    /// @param mintPerMille_ thousandths of what is settled, at most 1000
    /// @param mintCap_ token units a period
    /// @param maturity_ seconds
    constructor(
        address token_,
        address market_,
        uint256 pool,
        uint256 emissionPerSecond_,
        uint256 mintPerMille_,
        uint256 mintCap_,
        uint40 maturity_
    ) {
        // Check
        uint256 balance = IERC20(token_).balanceOf(address(this));
        if (balance < pool) revert Staking_PoolMissing(balance, pool);
        if (mintPerMille_ > 1000) revert Staking_BadRate(mintPerMille_, 1000);

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
        if (to == address(0) || to == address(this)) revert Staking_BadRecipient(to);
        Account storage a = _accounts[msg.sender];
        if (amount > a.staked) revert Staking_NotEnough(amount, a.staked);

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
        if (to == address(0) || to == address(this)) revert Staking_BadRecipient(to);

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

    /// @inheritdoc IStakeOf
    function stakeOf(address account) external view returns (uint256 amount) {
        return _counting(_accounts[account]);
    }

    /// @inheritdoc IStaking
    function position(address account) external view returns (Position memory) {
        Account storage a = _accounts[account];
        uint256 index = _index;
        if (totalStaked != 0) {
            (uint256 minted,) = _toMint();
            index += ((_toEmit() + minted) * SCALE + _remainder) / totalStaked;
        }
        return Position({
            amount: a.staked,
            counting: _counting(a),
            since: a.since,
            earned: a.accrued + Math.mulDiv(a.staked, index - a.index, SCALE)
        });
    }

    /// @inheritdoc IStaking
    function yearlyYield() external view returns (uint256) {
        if (totalStaked == 0) return 0;
        uint256 period = block.timestamp / PERIOD;
        uint256 minted = period == _period ? Math.max(_minted, _mintedBefore) : period == _period + 1 ? _minted : 0;
        uint256 year = (poolLeft > _toEmit() ? emissionPerSecond * 365 days : 0) + minted * (365 days / PERIOD);
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
        a.pending = uint128(a.staked - _counting(a) + amount);
        a.pendingSince = nowAt;
        a.staked += uint128(amount);
        totalStaked += amount;
        emit Staked(msg.sender, amount);

        // Interaction
        IERC20(token).safeTransferFrom(msg.sender, address(this), amount);
    }

    /// @dev Shares out emission and mint. While nobody is staked the emission's clock and the market's total wait. It
    /// must not fail, since taking a stake back begins with it: the market's total and the minting are tried.
    function _accrue() private {
        uint256 total = totalStaked;
        if (total == 0) {
            _accruedAt = uint40(block.timestamp);
            return;
        }
        uint256 emitted = _toEmit();
        (uint256 minted, uint256 settled) = _toMint();
        _accruedAt = uint40(block.timestamp);
        poolLeft -= emitted;
        if (minted == 0) {
            _settledSeen = settled;
        } else {
            try IMintable(token).mint(address(this), minted) {
                _settledSeen = settled;
                _countMinted(minted);
            } catch {
                // Nothing is forfeited: somebody may have given too little gas on purpose.
                minted = 0;
            }
        }
        if (emitted + minted == 0) return;
        uint256 scaled = (emitted + minted) * SCALE + _remainder;
        _index += scaled / total;
        _remainder = scaled % total;
        emit Accrued(emitted, minted);
    }

    /// @dev Books a mint in its period.
    function _countMinted(uint256 minted) private {
        uint40 period = uint40(block.timestamp / PERIOD);
        if (period != _period) {
            _mintedBefore = period == _period + 1 ? _minted : 0;
            _minted = 0;
            _period = period;
        }
        _minted += minted;
    }

    /// @dev Brings an account's rewards up to the index.
    function _update(Account storage a) private {
        if (a.staked != 0) a.accrued += Math.mulDiv(a.staked, _index - a.index, SCALE);
        a.index = _index;
    }

    /// @dev The emission since the last time, while somebody is staked.
    function _toEmit() private view returns (uint256) {
        return Math.min(emissionPerSecond * (block.timestamp - _accruedAt), poolLeft);
    }

    /// @dev The mint that is due for what was settled since the last time, and the market's total. What is over the
    /// period's cap is forfeited, so that a burst of trades with oneself cannot fill the periods to come.
    function _toMint() private view returns (uint256 amount, uint256 settled) {
        settled = _settledSeen;
        if (mintPerMille == 0) return (0, settled);
        try IMarket(market).totalSettled() returns (uint256 now_) {
            if (now_ <= settled) return (0, settled);
            amount = (now_ - settled) * mintPerMille / 1000;
            settled = now_;
        } catch {
            return (0, settled);
        }
        uint256 used = block.timestamp / PERIOD == _period ? _minted : 0;
        amount = Math.min(amount, mintCap - Math.min(used, mintCap));
        amount = Math.min(amount, IMintable(token).cap() - IERC20(token).totalSupply());
    }

    /// @dev What counts of an account's stake.
    function _counting(Account storage a) private view returns (uint256) {
        return block.timestamp < uint256(a.pendingSince) + maturity ? a.staked - a.pending : a.staked;
    }
}
