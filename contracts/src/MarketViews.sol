// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {MarketState} from "./base/MarketState.sol";
import {IMarketViews} from "./interfaces/IMarket.sol";
import {Amounts} from "./libraries/Amounts.sol";
import {Deal, Orders, Slots} from "./libraries/Orders.sol";

/// @title MarketViews
/// @author Berth
/// @notice See {IMarketViews}. What the market answers and does not need for itself: its code would be too large. The market
/// makes this contract, and runs its code on its own storage for every function that it does not have.
/// @dev Nothing here writes. Asked at its own address it knows of nothing.
contract MarketViews is MarketState, IMarketViews {
    using Orders for Slots;

    /// @notice Fixes what the market has fixed.
    /// @param c the market's
    constructor(Config memory c) MarketState(c) {}

    /// @inheritdoc IMarketViews
    function order(uint256 id) external view returns (Order memory o) {
        Deal memory d = _orders[id].load();
        if (d.state == State.None) return o;
        Announcement memory a = _announcements[id];
        Referral memory r = _referrals[id];
        o.user = d.user;
        o.node = d.node;
        o.token = _tokenOf(d.token);
        o.rate = uint96(d.rate);
        o.resources = d.resources;
        o.state = d.state;
        o.since = uint40(d.since);
        o.duration = uint32(d.duration);
        o.maxDuration = uint32(d.maxDuration);
        o.committed = uint32(d.committed);
        o.notice = uint32(d.notice);
        o.probation = uint32(d.probation);
        o.settledSeconds = uint32(d.settled);
        o.stakeHeld = d.held && (d.state == State.Created || d.state == State.Active);
        o.referrer = r.referrer;
        o.referrerShare = r.share;
        o.announcedAt = a.saidAt;
        o.announcedEnd = a.end;
    }

    /// @inheritdoc IMarketViews
    function orderCount() external view returns (uint256) {
        return _orderCount;
    }

    /// @inheritdoc IMarketViews
    function liveOrder(address user, address node) external view returns (uint256 id) {
        id = _pairs[user][node].live;
        return id != 0 && _isOver(_orders[id].load()) ? 0 : id;
    }

    /// @inheritdoc IMarketViews
    function probationOf(address user, address node) external view returns (bool first, uint256 free, uint96 minStake) {
        first = !_pairs[user][node].everActivated;
        free = address(STAKING) == address(0) ? 0 : STAKING.stakeOf(user);
        minStake = REGISTRY.node(node).minStake;
    }

    /// @inheritdoc IMarketViews
    function earned(uint256 id) external view returns (uint256) {
        Deal memory d = _orders[id].load();
        return Amounts.cost(d.rate, d.state == State.Active ? _earnedSeconds(d) : d.settled);
    }

    /// @inheritdoc IMarketViews
    function split(uint256 id) external view returns (uint256[2] memory userLeaves, uint256[2] memory nodeLeaves) {
        Deal memory d = _orders[id].load();
        uint256 held = _held(d);
        if (d.state == State.Created) (userLeaves[1], nodeLeaves[1]) = (held, held);
        if (d.state != State.Active) return (userLeaves, nodeLeaves);
        bool over = block.timestamp >= _endsAt(d);
        uint256 settled = Amounts.cost(d.rate, d.settled);
        userLeaves[0] = Amounts.cost(d.rate, over ? d.duration : _leftByUser(id, d)) - settled;
        nodeLeaves[0] = Amounts.cost(d.rate, over ? d.duration : _leftByNode(id, d)) - settled;
        (userLeaves[1], nodeLeaves[1]) = (held - userLeaves[0], held - nodeLeaves[0]);
    }

    /// @inheritdoc IMarketViews
    function owed(address account, address token) external view returns (uint256) {
        if (account == address(STAKING) && token == NATIVE) return _fees;
        uint256 index = _indexes[token];
        return index == 0 ? 0 : _amountOf(_owed[account][index - 1]);
    }

    /// @inheritdoc IMarketViews
    function quoteUsed(address node, address user, uint32 epoch, uint64 nonce) external view returns (bool) {
        Pair memory pair = _pairs[user][node];
        return epoch != REGISTRY.epochOf(node) || (pair.epoch == epoch && nonce <= pair.nonce);
    }

    /// @inheritdoc IMarketViews
    function agentUntil(address user, address agent) external view returns (uint40 until) {
        return _agents[user][agent].until;
    }

    /// @inheritdoc IMarketViews
    function agentBudget(address user, address agent, address token) external view returns (uint256) {
        return _budgets[_budgetKey(user, agent, _agents[user][agent].generation, _indexOf(token))];
    }

    /// @inheritdoc IMarketViews
    function tokens() external view returns (address[] memory) {
        return _tokens;
    }

    /// @inheritdoc IMarketViews
    function isListed(address token) external view returns (bool) {
        return _indexes[token] != 0;
    }

    /// @inheritdoc IMarketViews
    function nativeToken() external view returns (address) {
        return NATIVE;
    }

    /// @inheritdoc IMarketViews
    function registry() external view returns (address) {
        return address(REGISTRY);
    }

    /// @inheritdoc IMarketViews
    function staking() external view returns (address) {
        return address(STAKING);
    }

    /// @inheritdoc IMarketViews
    function permit2() external view returns (address) {
        return PERMIT2;
    }

    /// @inheritdoc IMarketViews
    function version() external pure returns (string memory) {
        return "2";
    }
}
