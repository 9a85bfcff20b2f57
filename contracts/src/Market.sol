// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {IERC20Permit} from "@openzeppelin/contracts/token/ERC20/extensions/IERC20Permit.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {Multicall} from "@openzeppelin/contracts/utils/Multicall.sol";
import {ReentrancyGuardTransient} from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";
import {ECDSA} from "@openzeppelin/contracts/utils/cryptography/ECDSA.sol";
import {EIP712} from "@openzeppelin/contracts/utils/cryptography/EIP712.sol";
import {SignatureChecker} from "@openzeppelin/contracts/utils/cryptography/SignatureChecker.sol";

import {IMarket} from "./interfaces/IMarket.sol";
import {IRegistry, Resources} from "./interfaces/IRegistry.sol";
import {IStakeOf} from "./interfaces/IStaking.sol";

/// @title Market
/// @author Berth
/// @notice See {IMarket}. Holds the escrow of all orders; has no owner, no pause and no way to move money other than
/// the rules below.
/// @dev What an order holds is never stored: deposit = rate × duration, paid = rate × settledSeconds, and held is the
/// difference, so that the three can not drift apart. Payments out are pulled with {withdraw}.
contract Market is IMarket, EIP712, Multicall, ReentrancyGuardTransient {
    using SafeERC20 for IERC20;

    /// @dev An order as stored: three slots.
    struct Stored {
        // slot 0
        address user;
        uint96 rate; // token units a second
        // slot 1
        address node;
        uint40 since; // Unix seconds: created while Created, activated afterwards
        uint32 duration; // paid seconds
        State state;
        // slot 2
        uint32 settledSeconds; // of duration
        uint32 probation; // free seconds
        uint32 maxDuration; // seconds
        uint32 cpuMilli;
        uint32 memoryMiB;
        uint32 diskMiB;
        uint40 trafficMiB;
        uint16 gpu;
    }

    /// @dev What a user and a node have with each other: one slot.
    struct Pair {
        uint64 live; // the order that is Created or Active, or zero
        bool everActivated;
    }

    /// @dev What an address is owed and its record in one role: one slot. The counters stay at their maximum rather
    /// than stop money from moving.
    struct Account {
        uint104 owed; // token units
        uint32 completed;
        uint24 cancelledInProbation;
        uint24 cancelledLater;
        uint24 endedByOther;
        uint48 secondsServed;
    }

    /// @notice The longest probation that a quote may give, seconds.
    uint32 public constant probationLimit = 7 days;

    /// @notice What quotes are hashed as (EIP-712).
    bytes32 public constant QUOTE_TYPEHASH = keccak256(
        "Quote(address node,address user,Resources resources,uint96 rate,uint32 minDuration,uint32 maxDuration,uint32 probation,uint40 validUntil,uint64 nonce)Resources(uint32 cpuMilli,uint32 memoryMiB,uint32 diskMiB,uint40 trafficMiB,uint16 gpu,bytes12 gpuModel)"
    );
    /// @notice What resources within a quote are hashed as (EIP-712).
    bytes32 public constant RESOURCES_TYPEHASH = keccak256(
        "Resources(uint32 cpuMilli,uint32 memoryMiB,uint32 diskMiB,uint40 trafficMiB,uint16 gpu,bytes12 gpuModel)"
    );

    IERC20 private immutable TOKEN;
    IRegistry private immutable REGISTRY;
    IStakeOf private immutable STAKING;
    /// @inheritdoc IMarket
    uint32 public immutable activationWindow;

    // slot: both totals
    uint64 private _orderCount;
    uint192 private _totalSettled; // token units

    mapping(uint256 id => Stored order) private _orders;
    mapping(address user => mapping(address node => Pair pair)) private _pairs;
    mapping(address user => Account account) private _users;
    mapping(address node => Account account) private _nodes;
    mapping(address node => mapping(uint256 word => uint256 bits)) private _usedNonces;
    mapping(address node => uint64 nonce) private _quoteFloor;

    /// @notice Fixes the other contracts for ever.
    /// @param token_ what rents are paid in: an ERC-20 that moves exactly what it is told to
    /// @param registry_ the registry whose market this is
    /// @param staking_ where users' stakes are read; zero: nobody has any
    /// @param activationWindow_ seconds within which a node must activate an order
    constructor(address token_, address registry_, address staking_, uint32 activationWindow_) EIP712("Berth", "1") {
        if (token_ == address(0) || registry_ == address(0)) revert Market_ZeroAddress();
        TOKEN = IERC20(token_);
        REGISTRY = IRegistry(registry_);
        STAKING = IStakeOf(staking_);
        activationWindow = activationWindow_;
    }

    // ---------------------------------------------------------------- orders

    /// @inheritdoc IMarket
    function createOrder(Quote calldata quote, bytes calldata signature, uint32 duration)
        external
        nonReentrant
        returns (uint256 id)
    {
        return _create(quote, signature, duration);
    }

    /// @inheritdoc IMarket
    function createOrderWithPermit(
        Quote calldata quote,
        bytes calldata signature,
        uint32 duration,
        uint256 permitValue,
        uint256 permitDeadline,
        uint8 v,
        bytes32 r,
        bytes32 s
    ) external nonReentrant returns (uint256 id) {
        _permit(permitValue, permitDeadline, v, r, s);
        return _create(quote, signature, duration);
    }

    /// @inheritdoc IMarket
    function activate(uint256 id) external nonReentrant {
        Stored storage o = _orders[id];

        // Check
        if (o.state != State.Created) revert Market_WrongState(id, o.state);
        (address user, address node) = (o.user, o.node);
        if (!_isNode(node)) revert Market_NotNode(id, msg.sender, node);
        uint40 until = o.since + activationWindow;
        uint40 nowAt = uint40(block.timestamp);
        if (nowAt > until) revert Market_ActivationWindowPassed(id, until);

        // Effect
        o.since = nowAt;
        o.state = State.Active;
        _pairs[user][node].everActivated = true;
        emit OrderActivated(id, user, node, nowAt, _endsAt(o));
    }

    /// @inheritdoc IMarket
    function expire(uint256 id) external nonReentrant {
        Stored storage o = _orders[id];

        // Check
        if (o.state != State.Created) revert Market_WrongState(id, o.state);
        uint40 until = o.since + activationWindow;
        if (block.timestamp <= until) revert Market_ActivationWindowOpen(id, until);

        // Effect
        _cancelCreated(id, o, address(0), Reason.NodeUnreachable);
    }

    /// @inheritdoc IMarket
    function cancel(uint256 id, Reason reason) external nonReentrant {
        Stored storage o = _orders[id];

        // Check
        State state = o.state;
        if (state != State.Created && state != State.Active) revert Market_WrongState(id, state);
        address by = o.user;
        if (msg.sender != by) {
            by = o.node;
            if (!_isNode(by)) revert Market_NotParty(id, msg.sender);
        }

        // Effect
        if (state == State.Created) _cancelCreated(id, o, by, reason);
        else if (block.timestamp >= _endsAt(o)) _complete(id, o);
        else _cancelActive(id, o, by, reason);
    }

    /// @inheritdoc IMarket
    function settle(uint256 id) external nonReentrant returns (uint256 earned_) {
        Stored storage o = _orders[id];

        // Check
        if (o.state != State.Active) revert Market_WrongState(id, o.state);

        // Effect
        if (block.timestamp >= _endsAt(o)) return _complete(id, o);
        return _settle(id, o);
    }

    /// @inheritdoc IMarket
    function extend(uint256 id, uint32 addedSeconds) external nonReentrant {
        Stored storage o = _orders[id];

        // Check
        _checkRunning(id, o);
        uint256 duration = uint256(o.duration) + addedSeconds;
        if (addedSeconds == 0 || duration > o.maxDuration) {
            revert Market_DurationOutOfRange(_clamp32(duration), _clamp32(uint256(o.duration) + 1), o.maxDuration);
        }

        // Effect
        o.duration = uint32(duration);
        uint256 deposit = uint256(o.rate) * addedSeconds;
        emit OrderExtended(id, addedSeconds, deposit, _endsAt(o));

        // Interaction
        _pull(deposit);
    }

    /// @inheritdoc IMarket
    function replaceOrder(uint256 id, Quote calldata quote, bytes calldata signature, uint32 duration)
        external
        nonReentrant
        returns (uint256 newId)
    {
        Stored storage o = _orders[id];

        // Check
        _checkRunning(id, o);
        if (quote.node != o.node) revert Market_DifferentNode(o.node, quote.node);
        _checkTerms(quote, duration);

        // Effect
        uint64 served = _served(o);
        _settle(id, o);
        uint256 left = _held(o);
        _close(o, State.Replaced);
        _addServed(o, served);
        _reserve(quote, signature);
        newId = _store(quote, duration, 0, State.Active);
        _pairs[msg.sender][quote.node].live = uint64(newId);
        uint256 deposit = uint256(quote.rate) * duration;
        if (left > deposit) _users[msg.sender].owed += uint104(left - deposit);
        emit OrderReplaced(
            id,
            newId,
            _paid(o),
            left < deposit ? left : deposit,
            left > deposit ? left - deposit : 0,
            served
        );
        emit OrderActivated(newId, quote.user, quote.node, uint40(block.timestamp), _endsAt(_orders[newId]));

        // Interaction
        if (deposit > left) _pull(deposit - left);
    }

    /// @inheritdoc IMarket
    function withdraw(address to) external nonReentrant returns (uint256 amount) {
        // Check
        if (to == address(0)) revert Market_ZeroAddress();
        if (to == address(this)) revert Market_BadRecipient(to);
        Account storage asUser = _users[msg.sender];
        Account storage asNode = _nodes[msg.sender];
        amount = uint256(asUser.owed) + asNode.owed;
        if (amount == 0) revert Market_NothingOwed(msg.sender);

        // Effect
        if (asUser.owed != 0) asUser.owed = 0;
        if (asNode.owed != 0) asNode.owed = 0;
        emit Withdrawn(msg.sender, to, amount);

        // Interaction
        TOKEN.safeTransfer(to, amount);
    }

    /// @inheritdoc IMarket
    function selfPermit(uint256 value, uint256 deadline, uint8 v, bytes32 r, bytes32 s) external nonReentrant {
        _permit(value, deadline, v, r, s);
    }

    // ---------------------------------------------------------------- quotes

    /// @inheritdoc IMarket
    function voidQuote(address node, uint64 nonce) external {
        if (!_isNode(node)) revert Market_NotNode(0, msg.sender, node);
        _useNonce(node, nonce);
        emit QuoteVoided(node, nonce);
    }

    /// @inheritdoc IMarket
    function voidQuotesBelow(address node, uint64 nonce) external {
        if (!_isNode(node)) revert Market_NotNode(0, msg.sender, node);
        if (nonce <= _quoteFloor[node]) revert Market_QuoteUsed(node, nonce);
        _quoteFloor[node] = nonce;
        emit QuotesVoidedBelow(node, nonce);
    }

    // ---------------------------------------------------------------- views

    /// @inheritdoc IMarket
    function order(uint256 id) external view returns (Order memory) {
        Stored storage o = _orders[id];
        return Order({
            user: o.user,
            node: o.node,
            rate: o.rate,
            resources: _resourcesOf(o),
            since: o.since,
            duration: o.duration,
            maxDuration: o.maxDuration,
            probation: o.probation,
            settledSeconds: o.settledSeconds,
            state: o.state
        });
    }

    /// @inheritdoc IMarket
    function orderCount() external view returns (uint256) {
        return _orderCount;
    }

    /// @inheritdoc IMarket
    function totalSettled() external view returns (uint256) {
        return _totalSettled;
    }

    /// @inheritdoc IMarket
    function liveOrder(address user, address node) external view returns (uint256 id) {
        id = _pairs[user][node].live;
        return id != 0 && _isOver(_orders[id]) ? 0 : id;
    }

    /// @inheritdoc IMarket
    function firstOrder(address user, address node) external view returns (bool) {
        return !_pairs[user][node].everActivated;
    }

    /// @inheritdoc IMarket
    function earned(uint256 id) external view returns (uint256) {
        Stored storage o = _orders[id];
        return uint256(o.rate) * (o.state == State.Active ? _paidSeconds(o) : o.settledSeconds);
    }

    /// @inheritdoc IMarket
    function split(uint256 id) external view returns (uint256 toNode, uint256 toUser) {
        Stored storage o = _orders[id];
        if (o.state == State.Created) return (0, _held(o));
        if (o.state != State.Active) return (0, 0);
        toNode = uint256(o.rate) * (_paidSeconds(o) - o.settledSeconds);
        toUser = _held(o) - toNode;
    }

    /// @inheritdoc IMarket
    function owed(address account) external view returns (uint256) {
        return uint256(_users[account].owed) + _nodes[account].owed;
    }

    /// @inheritdoc IMarket
    function quoteUsed(address node, uint64 nonce) external view returns (bool) {
        return nonce < _quoteFloor[node] || _usedNonces[node][nonce >> 8] & (1 << (nonce & 0xff)) != 0;
    }

    /// @inheritdoc IMarket
    function quoteFloor(address node) external view returns (uint64 nonce) {
        return _quoteFloor[node];
    }

    /// @inheritdoc IMarket
    function recordOfUser(address account) external view returns (Record memory) {
        return _recordOf(_users[account]);
    }

    /// @inheritdoc IMarket
    function recordOfNode(address account) external view returns (Record memory) {
        return _recordOf(_nodes[account]);
    }

    /// @inheritdoc IMarket
    function hashQuote(Quote calldata quote) external view returns (bytes32) {
        return _hash(quote);
    }

    /// @inheritdoc IMarket
    function token() external view returns (address) {
        return address(TOKEN);
    }

    /// @inheritdoc IMarket
    function registry() external view returns (address) {
        return address(REGISTRY);
    }

    /// @inheritdoc IMarket
    function staking() external view returns (address) {
        return address(STAKING);
    }

    /// @inheritdoc IMarket
    function version() external pure returns (string memory) {
        return "1";
    }

    // ---------------------------------------------------------------- making orders

    /// @dev The whole of createOrder.
    function _create(Quote calldata quote, bytes calldata signature, uint32 duration) private returns (uint256 id) {
        // Check
        _checkTerms(quote, duration);
        Pair storage pair = _pairs[msg.sender][quote.node];
        uint256 live = pair.live;
        if (live != 0) {
            Stored storage o = _orders[live];
            if (!_isOver(o)) revert Market_LiveOrder(live);
            if (o.state == State.Active) _complete(live, o);
            else _cancelCreated(live, o, address(0), Reason.NodeUnreachable);
        }

        // Effect
        uint96 minStake = _reserve(quote, signature);
        id = _store(quote, duration, _probation(quote, pair, minStake), State.Created);
        pair.live = uint64(id);

        // Interaction
        _pull(uint256(quote.rate) * duration);
    }

    /// @dev What can be told of a quote without its signature.
    function _checkTerms(Quote calldata quote, uint32 duration) private view {
        if (msg.sender != quote.user) revert Market_WrongUser(msg.sender, quote.user);
        if (block.timestamp > quote.validUntil) {
            revert Market_QuoteExpired(quote.validUntil, uint40(block.timestamp));
        }
        if (quote.rate == 0) revert Market_ZeroRate();
        if (duration == 0 || duration < quote.minDuration || duration > quote.maxDuration) {
            revert Market_DurationOutOfRange(duration, quote.minDuration, quote.maxDuration);
        }
        if (quote.probation > probationLimit) revert Market_ProbationTooLong(quote.probation, probationLimit);
    }

    /// @dev Uses the quote up, takes the resources and checks the signature against the key that the registry names.
    function _reserve(Quote calldata quote, bytes calldata signature) private returns (uint96 minStake) {
        address operator;
        _useNonce(quote.node, quote.nonce);
        (operator, minStake) = REGISTRY.reserve(quote.node, quote.resources);
        _checkSignature(quote, operator, signature);
    }

    /// @dev Writes and tells a new order; its id is the next one.
    function _store(Quote calldata quote, uint32 duration, uint32 probation, State state)
        private
        returns (uint256 id)
    {
        id = ++_orderCount;
        _write(_orders[id], quote, duration, probation, state);
        emit OrderCreated(
            id,
            quote.user,
            quote.node,
            quote.resources,
            quote.rate,
            duration,
            quote.maxDuration,
            probation,
            quote.nonce,
            uint256(quote.rate) * duration
        );
    }

    /// @dev Writes the three slots of {Stored} at once: member by member the compiler reads and writes each many times.
    function _write(Stored storage o, Quote calldata quote, uint32 duration, uint32 probation, State state) private {
        uint256 slot0 = uint256(uint160(quote.user)) | uint256(quote.rate) << 160;
        uint256 slot1 =
            uint256(uint160(quote.node)) | block.timestamp << 160 | uint256(duration) << 200 | uint256(state) << 232;
        uint256 slot2 = uint256(probation) << 32 | uint256(quote.maxDuration) << 64 | _pack(quote.resources) << 96;
        // solhint-disable-next-line no-inline-assembly
        assembly ("memory-safe") {
            sstore(o.slot, slot0)
            sstore(add(o.slot, 1), slot1)
            sstore(add(o.slot, 2), slot2)
        }
    }

    /// @dev Resources without the model, as in {Stored}.
    function _pack(Resources calldata r) private pure returns (uint256) {
        return uint256(r.cpuMilli) | uint256(r.memoryMiB) << 32 | uint256(r.diskMiB) << 64
            | uint256(r.trafficMiB) << 96 | uint256(r.gpu) << 136;
    }

    /// @dev The probation that this order gets.
    function _probation(Quote calldata quote, Pair storage pair, uint96 minStake) private view returns (uint32) {
        if (quote.probation == 0 || pair.everActivated) return 0;
        if (minStake == 0) return quote.probation;
        if (address(STAKING) == address(0)) return 0;
        return STAKING.stakeOf(quote.user) < minStake ? 0 : quote.probation;
    }

    /// @dev Marks a nonce; fails if it was, or is void.
    function _useNonce(address node, uint64 nonce) private {
        uint256 word = nonce >> 8;
        uint256 bit = 1 << (nonce & 0xff);
        uint256 bits = _usedNonces[node][word];
        if (bits & bit != 0 || nonce < _quoteFloor[node]) revert Market_QuoteUsed(node, nonce);
        _usedNonces[node][word] = bits | bit;
    }

    /// @dev The operator's or the node's key, or ERC-1271 where either is a contract.
    function _checkSignature(Quote calldata quote, address operator, bytes calldata signature) private view {
        bytes32 digest = _hash(quote);
        (address signer, ECDSA.RecoverError err,) = ECDSA.tryRecoverCalldata(digest, signature);
        if (err == ECDSA.RecoverError.NoError && (signer == operator || signer == quote.node)) return;
        if (operator.code.length != 0 && SignatureChecker.isValidERC1271SignatureNowCalldata(operator, digest, signature)) {
            return;
        }
        if (
            quote.node.code.length != 0
                && SignatureChecker.isValidERC1271SignatureNowCalldata(quote.node, digest, signature)
        ) return;
        revert Market_BadSignature(quote.node, signer);
    }

    /// @dev EIP-712 digest.
    function _hash(Quote calldata quote) private view returns (bytes32) {
        bytes32 resources = keccak256(abi.encode(RESOURCES_TYPEHASH, quote.resources));
        return _hashTypedDataV4(
            keccak256(
                abi.encode(
                    QUOTE_TYPEHASH,
                    quote.node,
                    quote.user,
                    resources,
                    quote.rate,
                    quote.minDuration,
                    quote.maxDuration,
                    quote.probation,
                    quote.validUntil,
                    quote.nonce
                )
            )
        );
    }

    // ---------------------------------------------------------------- ending orders

    /// @dev Credits the node with what it has earned since the last time.
    function _settle(uint256 id, Stored storage o) private returns (uint256 amount) {
        uint32 seconds_ = _paidSeconds(o);
        amount = uint256(o.rate) * (seconds_ - o.settledSeconds);
        if (amount == 0) return 0;
        o.settledSeconds = seconds_;
        _nodes[o.node].owed += uint104(amount);
        _totalSettled += uint192(amount);
        emit OrderSettled(id, amount, _paid(o));
    }

    /// @dev Ends an order whose time is up.
    function _complete(uint256 id, Stored storage o) private returns (uint256 amount) {
        uint64 served = _served(o);
        amount = _settle(id, o);
        _close(o, State.Completed);
        _addServed(o, served);
        Account storage a = _users[o.user];
        if (a.completed != type(uint32).max) ++a.completed;
        a = _nodes[o.node];
        if (a.completed != type(uint32).max) ++a.completed;
        emit OrderCompleted(id, o.user, o.node, _paid(o), served);
    }

    /// @dev Ends an order that no node activated: all back to the user.
    function _cancelCreated(uint256 id, Stored storage o, address by, Reason reason) private {
        uint256 refund = _held(o);
        _close(o, State.Cancelled);
        _users[o.user].owed += uint104(refund);
        emit OrderCancelled(id, o.user, o.node, by, reason, false, 0, refund, 0);
    }

    /// @dev Ends a running order before its time.
    function _cancelActive(uint256 id, Stored storage o, address by, Reason reason) private {
        uint64 served = _served(o);
        bool inProbation = served < o.probation;
        _settle(id, o);
        uint256 refund = _held(o);
        _close(o, State.Cancelled);
        _addServed(o, served);
        _users[o.user].owed += uint104(refund);
        _count(_users[o.user], inProbation, by == o.user);
        _count(_nodes[o.node], inProbation, by == o.node);
        emit OrderCancelled(id, o.user, o.node, by, reason, inProbation, _paid(o), refund, served);
    }

    /// @dev The last change of an order: its state, its pair and the registry's count.
    function _close(Stored storage o, State state) private {
        o.state = state;
        _pairs[o.user][o.node].live = 0;
        REGISTRY.release(o.node, _resourcesOf(o));
    }

    /// @dev Adds the seconds to both records.
    function _addServed(Stored storage o, uint64 served) private {
        Account storage a = _users[o.user];
        a.secondsServed = _sum48(a.secondsServed, served);
        a = _nodes[o.node];
        a.secondsServed = _sum48(a.secondsServed, served);
    }

    /// @dev Counts an early end in one record.
    function _count(Account storage a, bool inProbation, bool self) private {
        if (inProbation) {
            if (a.cancelledInProbation != type(uint24).max) ++a.cancelledInProbation;
        } else if (self) {
            if (a.cancelledLater != type(uint24).max) ++a.cancelledLater;
        } else {
            if (a.endedByOther != type(uint24).max) ++a.endedByOther;
        }
    }

    // ---------------------------------------------------------------- money in

    /// @dev Takes the deposit from the caller, and nothing less.
    function _pull(uint256 amount) private {
        uint256 before = TOKEN.balanceOf(address(this));
        TOKEN.safeTransferFrom(msg.sender, address(this), amount);
        uint256 balance = TOKEN.balanceOf(address(this));
        uint256 got = balance > before ? balance - before : 0;
        if (got != amount) revert Market_FeeOnTransfer(amount, got);
        // All that is held or owed fits into an account's field as long as the balance does.
        if (balance > type(uint104).max) revert Market_EscrowFull(balance, type(uint104).max);
    }

    /// @dev A permit may have been submitted by somebody who saw it; whether it counts is for the allowance to say.
    function _permit(uint256 value, uint256 deadline, uint8 v, bytes32 r, bytes32 s) private {
        try IERC20Permit(address(TOKEN)).permit(msg.sender, address(this), value, deadline, v, r, s) {} catch {}
    }

    // ---------------------------------------------------------------- reading

    /// @dev For the user's changes of an order that runs.
    function _checkRunning(uint256 id, Stored storage o) private view {
        if (o.state != State.Active) revert Market_WrongState(id, o.state);
        if (msg.sender != o.user) revert Market_NotUser(id, msg.sender, o.user);
        uint40 end = _endsAt(o);
        if (block.timestamp >= end) revert Market_OrderOver(id, end);
    }

    /// @dev Whether the caller is the node or its operator.
    function _isNode(address node) private view returns (bool) {
        return msg.sender == node || msg.sender == REGISTRY.operatorOf(node);
    }

    /// @dev Whether a live order only waits for somebody to end it.
    function _isOver(Stored storage o) private view returns (bool) {
        if (o.state == State.Active) return block.timestamp >= _endsAt(o);
        return block.timestamp > o.since + activationWindow;
    }

    /// @dev When an active order's time is up.
    function _endsAt(Stored storage o) private view returns (uint40) {
        return o.since + o.probation + o.duration;
    }

    /// @dev Seconds since the activation of an active order, probation included, until its end at most.
    function _served(Stored storage o) private view returns (uint64) {
        uint256 all = uint256(o.probation) + o.duration;
        uint256 past = block.timestamp - o.since;
        return uint64(past < all ? past : all);
    }

    /// @dev Paid seconds of an active order until now.
    function _paidSeconds(Stored storage o) private view returns (uint32) {
        uint256 served = _served(o);
        return served > o.probation ? uint32(served - o.probation) : 0;
    }

    /// @dev What the node was credited with.
    function _paid(Stored storage o) private view returns (uint256) {
        return uint256(o.rate) * o.settledSeconds;
    }

    /// @dev What the escrow still holds of a live order.
    function _held(Stored storage o) private view returns (uint256) {
        return uint256(o.rate) * (o.duration - o.settledSeconds);
    }

    /// @dev What the order takes of its node.
    function _resourcesOf(Stored storage o) private view returns (Resources memory) {
        return Resources(o.cpuMilli, o.memoryMiB, o.diskMiB, o.trafficMiB, o.gpu, bytes12(0));
    }

    /// @dev A record as read from outside.
    function _recordOf(Account storage a) private view returns (Record memory) {
        return Record(a.completed, a.cancelledInProbation, a.cancelledLater, a.endedByOther, a.secondsServed);
    }

    /// @dev a, the maximum at most.
    function _clamp32(uint256 a) private pure returns (uint32) {
        return a > type(uint32).max ? type(uint32).max : uint32(a);
    }

    /// @dev a + b, the maximum at most.
    function _sum48(uint48 a, uint64 b) private pure returns (uint48) {
        uint256 sum = uint256(a) + b;
        return sum > type(uint48).max ? type(uint48).max : uint48(sum);
    }
}
