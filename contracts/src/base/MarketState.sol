// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IMarketTypes} from "../interfaces/IMarket.sol";
import {IRegistry} from "../interfaces/IRegistry.sol";
import {IHolds} from "../interfaces/IStaking.sol";
import {Amounts} from "../libraries/Amounts.sol";
import {Deal, Orders, Slots} from "../libraries/Orders.sol";

/// @title MarketState
/// @author Berth
/// @notice What {Market} and {MarketViews} share: the market's storage, what is fixed for ever, and how it is read.
abstract contract MarketState is IMarketTypes {
    using Orders for Slots;

    /// @notice What is fixed for ever at the deployment.
    struct Config {
        address nativeToken; // the token that is staked; always listed
        address registry; // whose market this is
        address staking; // zero: nobody has a stake, and there is no fee
        address permit2; // zero: none
        address lister; // may list more tokens; zero: nobody
        uint32 activationWindow; // seconds, from 1 to a day
        uint16 feeBps; // basis points of settlements in the native token, at most 500
        uint16 maxReferrerShare; // basis points, at most 3000
        address[] tokens; // the first tokens beside the native one
    }

    /// @dev What a user and a node have with each other: one slot.
    struct Pair {
        uint64 live; // the order that is Created or Active, or zero
        uint64 nonce; // the highest that was used or taken back in
        uint32 epoch; // the node's epoch
        bool everActivated;
    }

    /// @dev Who gets a share of what a node earns with an order: one slot.
    struct Referral {
        address referrer;
        uint16 share; // basis points
    }

    /// @dev When a node said that it will end an order.
    struct Announcement {
        uint40 saidAt; // Unix seconds
        uint40 end; // Unix seconds
    }

    /// @dev What an agent may do. Its budgets are of a generation, so that old ones are gone when it is named again.
    struct Agent {
        uint40 until; // Unix seconds
        uint64 generation;
    }

    /// @notice The longest probation that a quote may give.
    uint32 public constant probationLimit = 7 days;
    /// @dev How long after an announced end the announcement counts, seconds.
    uint256 internal constant ANNOUNCEMENT_LASTS = 1 days;

    address internal immutable NATIVE;
    IRegistry internal immutable REGISTRY;
    IHolds internal immutable STAKING;
    address internal immutable PERMIT2;
    /// @notice Who may list tokens, and nothing else; zero: nobody.
    address public immutable lister;
    /// @notice Within what time a node must activate an order, seconds.
    uint32 public immutable activationWindow;
    /// @notice What is taken of settlements in the native token, basis points.
    uint16 public immutable feeBps;
    /// @notice The most that a quote may give to a referrer, basis points.
    uint16 public immutable maxReferrerShare;

    // slot: both, since a replacement changes both
    uint64 internal _orderCount;
    uint192 internal _fees; // of the native token, not collected
    address[] internal _tokens; // by index, the native one first

    mapping(uint256 id => Slots order) internal _orders;
    mapping(address user => mapping(address node => Pair pair)) internal _pairs;
    mapping(address account => mapping(uint256 token => uint256 amount)) internal _owed; // plus one, once not zero
    mapping(address token => uint256 index) internal _indexes; // plus one
    mapping(uint256 id => Referral referral) internal _referrals;
    mapping(uint256 id => Announcement announcement) internal _announcements;
    mapping(address user => mapping(address agent => Agent entry)) internal _agents;
    mapping(bytes32 key => uint256 amount) internal _budgets; // of user, agent, generation and token

    /// @notice Fixes all but the storage.
    /// @param c what is fixed
    constructor(Config memory c) {
        NATIVE = c.nativeToken;
        REGISTRY = IRegistry(c.registry);
        STAKING = IHolds(c.staking);
        PERMIT2 = c.permit2;
        lister = c.lister;
        activationWindow = c.activationWindow;
        feeBps = c.feeBps;
        maxReferrerShare = c.maxReferrerShare;
    }

    /// @dev The paid second up to which a user who leaves now pays.
    function _leftByUser(uint256 id, Deal memory d) internal view returns (uint256) {
        uint256 earned_ = _earnedSeconds(d);
        if (d.committed <= earned_ || _served(d) < d.probation || _announcements[id].saidAt != 0) return earned_;
        return Amounts.leftByUser(earned_, d.committed, d.duration);
    }

    /// @dev The paid second up to which a node that leaves now is paid.
    function _leftByNode(uint256 id, Deal memory d) internal view returns (uint256) {
        uint256 lead;
        if (d.notice != 0) {
            Announcement memory a = _announcements[id];
            if (block.timestamp >= a.end && block.timestamp <= a.end + ANNOUNCEMENT_LASTS) lead = a.end - a.saidAt;
        }
        return Amounts.leftByNode(_earnedSeconds(d), d.settled, d.notice, lead);
    }

    /// @dev Whether money sent to an address would be lost: Berth's own contracts, and nobody.
    function _isOurs(address account) internal view returns (bool) {
        return account == address(0) || account == address(this) || account == address(REGISTRY)
            || account == address(STAKING) || account == NATIVE;
    }

    /// @dev A token's number.
    function _indexOf(address token) internal view returns (uint256 index) {
        if (token == NATIVE) return 0;
        index = _indexes[token];
        if (index == 0) revert Market_UnknownToken(token);
        return index - 1;
    }

    /// @dev The token of a number. The native one costs no reading.
    function _tokenOf(uint256 index) internal view returns (address) {
        return index == 0 ? NATIVE : _tokens[index];
    }

    /// @dev What is stored of a credit, without the one.
    function _amountOf(uint256 stored) internal pure returns (uint256) {
        return stored == 0 ? 0 : stored - 1;
    }

    /// @dev Where an agent's budget is.
    function _budgetKey(address user, address agent, uint64 generation, uint256 token) internal pure returns (bytes32) {
        return keccak256(abi.encode(user, agent, generation, token));
    }

    /// @dev Whether a live order only waits for somebody to end it.
    function _isOver(Deal memory d) internal view returns (bool) {
        if (d.state == State.Active) return block.timestamp >= _endsAt(d);
        return block.timestamp > d.since + activationWindow;
    }

    /// @dev When an active order's time is up.
    function _endsAt(Deal memory d) internal pure returns (uint40) {
        return uint40(d.since + d.probation + d.duration);
    }

    /// @dev Seconds since the activation of an active order, probation included, until its end at most.
    function _served(Deal memory d) internal view returns (uint256) {
        return Amounts.served(block.timestamp - d.since, d.probation, d.duration);
    }

    /// @dev Paid seconds of an active order until now.
    function _earnedSeconds(Deal memory d) internal view returns (uint256) {
        return Amounts.earned(_served(d), d.probation);
    }

    /// @dev What the escrow still holds of a live order.
    function _held(Deal memory d) internal pure returns (uint256) {
        return Amounts.cost(d.rate, d.duration) - Amounts.cost(d.rate, d.settled);
    }
}
