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

import {MarketViews} from "./MarketViews.sol";
import {MarketState} from "./base/MarketState.sol";
import {IMarketActs} from "./interfaces/IMarket.sol";
import {IPermit2} from "./interfaces/IPermit2.sol";
import {IRegistry} from "./interfaces/IRegistry.sol";
import {Amounts} from "./libraries/Amounts.sol";
import {Deal, Orders, Slots} from "./libraries/Orders.sol";

/// @title Market
/// @author Berth
/// @notice See {IMarketActs}. Holds the escrow of all orders; has no owner, no pause and no way to move money other than
/// the rules below.
/// @dev What an order holds is never stored: deposit and paid are amounts from the order's start to a second, and held is
/// their difference, so that the three can not drift apart ({Amounts}). Payments out are pulled with {withdraw}. Tokens
/// are apart from each other in everything: one that misbehaves is only ever called for its own orders and credits.
contract Market is MarketState, IMarketActs, EIP712, Multicall, ReentrancyGuardTransient {
    using Orders for Slots;
    using SafeERC20 for IERC20;

    /// @dev What quotes are hashed as (EIP-712).
    bytes32 private constant QUOTE_TYPEHASH = keccak256(
        "Quote(address node,address user,address token,Resources resources,uint96 rate,uint32 minDuration,uint32 maxDuration,uint32 committed,uint32 notice,uint32 probation,uint96 minStake,address referrer,uint16 referrerShare,uint16 features,uint32 epoch,uint40 validUntil,uint64 nonce)Resources(uint32 cpuMilli,uint32 memoryMiB,uint32 diskMiB,uint40 trafficMiB,uint16 gpu,bytes12 gpuModel)"
    );
    /// @dev What resources within a quote are hashed as (EIP-712).
    bytes32 private constant RESOURCES_TYPEHASH = keccak256(
        "Resources(uint32 cpuMilli,uint32 memoryMiB,uint32 diskMiB,uint40 trafficMiB,uint16 gpu,bytes12 gpuModel)"
    );
    /// @dev What a user signs for Permit2 beside the permit is hashed as (EIP-712).
    bytes32 private constant ORDER_TYPEHASH = keccak256("Order(bytes32 quote,uint32 duration)");
    /// @dev The end of the type of a permit with that witness (Permit2).
    string private constant WITNESS_TYPE =
        "Order witness)Order(bytes32 quote,uint32 duration)TokenPermissions(address token,uint256 amount)";

    /// @inheritdoc IMarketActs
    address public immutable views;

    /// @notice Fixes the other contracts for ever.
    /// @param c what is fixed
    constructor(Config memory c) MarketState(c) EIP712("Berth", "2") {
        // Check
        if (c.registry == address(0)) revert Market_ZeroAddress();
        if (IRegistry(c.registry).market() != address(this)) revert Market_BadParameter(2);
        if (c.staking == address(0) && c.feeBps != 0) revert Market_BadParameter(3);
        if (c.permit2 != address(0) && c.permit2.code.length == 0) revert Market_BadParameter(4);
        if (c.activationWindow == 0 || c.activationWindow > 1 days) revert Market_BadParameter(6);
        if (c.feeBps > 500) revert Market_BadParameter(7);
        if (c.maxReferrerShare > 3000) revert Market_BadParameter(8);

        // Effect
        views = address(new MarketViews(c));
        _list(c.nativeToken);
        for (uint256 i = 0; i < c.tokens.length; ++i) {
            _list(c.tokens[i]);
        }
    }

    /// @notice Runs {MarketViews} on this contract's storage: all that is only read and not declared here.
    fallback() external { // solhint-disable-line no-complex-fallback
        address to = views;
        // solhint-disable-next-line no-inline-assembly
        assembly {
            calldatacopy(0, 0, calldatasize())
            let ok := delegatecall(gas(), to, 0, calldatasize(), 0, 0)
            returndatacopy(0, 0, returndatasize())
            if iszero(ok) { revert(0, returndatasize()) }
            return(0, returndatasize())
        }
    }

    // ---------------------------------------------------------------- orders

    /// @inheritdoc IMarketActs
    function createOrder(Quote calldata quote, bytes calldata signature, uint32 duration)
        external
        nonReentrant
        returns (uint256 id)
    {
        _checkUser(quote);
        uint256 deposit;
        (id, deposit) = _create(quote, signature, duration);
        _pull(quote.token, msg.sender, deposit);
    }

    /// @inheritdoc IMarketActs
    function createOrderWithPermit2(
        Quote calldata quote,
        bytes calldata signature,
        uint32 duration,
        uint256 permitNonce,
        uint256 permitDeadline,
        bytes calldata ownerSignature
    ) external nonReentrant returns (uint256 id) {
        if (PERMIT2 == address(0)) revert Market_ZeroAddress();
        uint256 deposit;
        (id, deposit) = _create(quote, signature, duration);
        _pullPermit2(
            quote.user,
            IPermit2.PermitTransferFrom(IPermit2.TokenPermissions(quote.token, deposit), permitNonce, permitDeadline),
            keccak256(abi.encode(ORDER_TYPEHASH, _hash(quote), duration)),
            ownerSignature
        );
    }

    /// @inheritdoc IMarketActs
    function activate(uint256 id) external nonReentrant {
        Deal memory d = _orders[id].load();

        // Check
        if (d.state != State.Created) revert Market_WrongState(id, d.state);
        _checkNode(id, d.node);
        uint256 until = d.since + activationWindow;
        if (block.timestamp > until) revert Market_ActivationWindowPassed(id, uint40(until));

        // Effect
        d.since = block.timestamp;
        d.state = State.Active;
        _orders[id].writeProgress(d);
        Pair storage pair = _pairs[d.user][d.node];
        if (!pair.everActivated) pair.everActivated = true;
        emit OrderActivated(id, d.user, d.node, uint40(d.since), _endsAt(d));
    }

    /// @inheritdoc IMarketActs
    function expire(uint256 id) external nonReentrant {
        Deal memory d = _orders[id].load();

        // Check
        if (d.state != State.Created) revert Market_WrongState(id, d.state);
        uint256 until = d.since + activationWindow;
        if (block.timestamp <= until) revert Market_ActivationWindowOpen(id, uint40(until));

        // Effect
        _cancelCreated(id, d, address(0), Reason.NodeUnreachable);
    }

    /// @inheritdoc IMarketActs
    function cancel(uint256 id, Reason reason) external nonReentrant {
        Deal memory d = _orders[id].load();

        // Check
        if (d.state != State.Created && d.state != State.Active) revert Market_WrongState(id, d.state);
        address by = d.user;
        if (msg.sender != by) {
            if (_isNode(d.node)) by = d.node;
            else if (_agents[by][msg.sender].until < block.timestamp) revert Market_NotParty(id, msg.sender);
        }

        // Effect
        if (d.state == State.Created) _cancelCreated(id, d, by, reason);
        else if (block.timestamp >= _endsAt(d)) _complete(id, d);
        else _cancelActive(id, d, by, reason);
    }

    /// @inheritdoc IMarketActs
    function announceEnd(uint256 id, uint40 end) external nonReentrant {
        Deal memory d = _orders[id].load();

        // Check
        _checkNode(id, d.node);
        _checkRunning(id, d);
        if (end < block.timestamp) revert Market_EndInPast(end, uint40(block.timestamp));

        // Effect
        _announcements[id] = Announcement(uint40(block.timestamp), end);
        emit EndAnnounced(id, d.user, d.node, end);
    }

    /// @inheritdoc IMarketActs
    function settle(uint256 id) external nonReentrant returns (uint256 amount) {
        Deal memory d = _orders[id].load();

        // Check
        if (d.state != State.Active) revert Market_WrongState(id, d.state);

        // Effect
        if (block.timestamp >= _endsAt(d)) return _complete(id, d);
        amount = _payUpTo(id, d, Amounts.settleable(_earnedSeconds(d), d.settled, d.notice));
        _orders[id].writeProgress(d);
        if (d.held && _served(d) >= d.probation) {
            d.held = false;
            _orders[id].writeTerms(d);
            STAKING.release(id);
        }
    }

    /// @inheritdoc IMarketActs
    function extend(uint256 id, uint32 addedSeconds) external nonReentrant {
        Deal memory d = _orders[id].load();
        uint256 deposit = _extend(id, d, msg.sender, addedSeconds);
        _pull(_tokenOf(d.token), msg.sender, deposit);
    }

    /// @inheritdoc IMarketActs
    function extendFor(uint256 id, uint32 addedSeconds) external nonReentrant {
        Deal memory d = _orders[id].load();
        Agent memory agent = _agents[d.user][msg.sender];

        // Check
        uint256 deposit = _extend(id, d, d.user, addedSeconds);
        if (agent.until < block.timestamp || agent.until < _endsAt(d)) {
            revert Market_NotAgent(msg.sender, d.user, agent.until);
        }
        bytes32 key = _budgetKey(d.user, msg.sender, agent.generation, d.token);
        uint256 left = _budgets[key];
        if (deposit > left) revert Market_OverBudget(deposit, left);

        // Effect
        _budgets[key] = left - deposit;

        // Interaction
        _pull(_tokenOf(d.token), d.user, deposit);
    }

    /// @inheritdoc IMarketActs
    function replaceOrder(uint256 id, Quote calldata quote, bytes calldata signature, uint32 duration)
        external
        nonReentrant
        returns (uint256 newId)
    {
        Deal memory d = _orders[id].load();

        // Check
        if (d.state != State.Active) revert Market_WrongState(id, d.state);
        if (msg.sender != d.user) revert Market_NotUser(id, msg.sender, d.user);
        _checkRunning(id, d);
        if (quote.node != d.node) revert Market_DifferentNode(d.node, quote.node);
        if (quote.token != _tokenOf(d.token)) revert Market_DifferentToken(_tokenOf(d.token), quote.token);
        _checkUser(quote);

        // Effect
        Deal memory n = _terms(quote, duration);
        if (quote.probation != 0) revert Market_NotFirstOrder(quote.user, quote.node);
        n.committed = _carryOver(id, d, n);
        n.state = State.Active;
        uint64 served = uint64(_served(d));
        _payUpTo(id, d, _earnedSeconds(d));
        uint256 left = _held(d);
        _close(id, d, State.Replaced);
        Pair storage pair = _pairs[d.user][d.node];
        _reserve(quote, n, signature, pair);
        newId = _store(quote, n, pair);
        uint256 deposit = Amounts.cost(n.rate, duration);
        if (left > deposit) _credit(d.user, d.token, left - deposit);
        emit OrderReplaced(
            id,
            newId,
            Amounts.cost(d.rate, d.settled),
            left < deposit ? left : deposit,
            left > deposit ? left - deposit : 0,
            served
        );
        emit OrderActivated(newId, n.user, n.node, uint40(n.since), _endsAt(n));

        // Interaction
        if (deposit > left) _pull(quote.token, msg.sender, deposit - left);
    }

    // ---------------------------------------------------------------- money out

    /// @inheritdoc IMarketActs
    function withdraw(address token, address to) external nonReentrant returns (uint256 amount) {
        return _withdraw(msg.sender, token, to);
    }

    /// @inheritdoc IMarketActs
    function withdrawFor(address node, address token) external nonReentrant returns (uint256 amount) {
        _checkNode(0, node);
        return _withdraw(node, token, node);
    }

    /// @inheritdoc IMarketActs
    function collectFees() external nonReentrant returns (uint256 amount) {
        if (msg.sender != address(STAKING)) revert Market_Only(msg.sender, address(STAKING));
        amount = _fees;
        if (amount == 0) return 0;
        _fees = 0;
        emit Withdrawn(msg.sender, NATIVE, msg.sender, amount);
        IERC20(NATIVE).safeTransfer(msg.sender, amount);
    }

    // ---------------------------------------------------------------- quotes, agents, tokens

    /// @inheritdoc IMarketActs
    function voidQuotes(address node, address user, uint64 nonce) external nonReentrant {
        // Check
        _checkNode(0, node);
        uint32 epoch = REGISTRY.epochOf(node);
        Pair storage pair = _pairs[user][node];
        if (pair.epoch == epoch && nonce <= pair.nonce) revert Market_QuoteUsed(node, user, nonce);

        // Effect
        (pair.epoch, pair.nonce) = (epoch, nonce);
        emit QuotesVoided(node, user, epoch, nonce);
    }

    /// @inheritdoc IMarketActs
    function setAgent(address agent, uint40 until, address[] calldata tokens_, uint256[] calldata sums)
        external
        nonReentrant
    {
        // Check
        if (agent == address(0)) revert Market_ZeroAddress();
        if (tokens_.length != sums.length) revert Market_LengthMismatch();

        // Effect
        Agent storage a = _agents[msg.sender][agent];
        uint64 generation = a.generation + 1;
        (a.until, a.generation) = (until, generation);
        for (uint256 i = 0; i < tokens_.length; ++i) {
            _budgets[_budgetKey(msg.sender, agent, generation, _indexOf(tokens_[i]))] = sums[i];
        }
        emit AgentSet(msg.sender, agent, until, tokens_, sums);
    }

    /// @inheritdoc IMarketActs
    function listToken(address token) external nonReentrant returns (uint256 index) {
        if (msg.sender != lister) revert Market_Only(msg.sender, lister);
        return _list(token);
    }

    /// @inheritdoc IMarketActs
    function selfPermit(address token, uint256 value, uint256 deadline, uint8 v, bytes32 r, bytes32 s)
        external
        nonReentrant
    {
        _permit(token, value, deadline, v, r, s);
    }

    /// @inheritdoc IMarketActs
    function hashQuote(Quote calldata quote) external view returns (bytes32) {
        return _hash(quote);
    }

    // ---------------------------------------------------------------- making orders

    /// @dev All of making an order but who may and the money.
    function _create(Quote calldata quote, bytes calldata signature, uint32 duration)
        private
        returns (uint256 id, uint256 deposit)
    {
        // Check
        Deal memory n = _terms(quote, duration);
        Pair storage pair = _pairs[n.user][n.node];
        _endBefore(pair);

        // Effect
        _reserve(quote, n, signature, pair);
        n.state = State.Created;
        if (quote.probation != 0) _grantProbation(quote, n, pair);
        id = _store(quote, n, pair);
        deposit = Amounts.cost(n.rate, duration);
    }

    /// @dev Ends the pair's order if its time is over; fails if it is not.
    function _endBefore(Pair storage pair) private {
        uint256 live = pair.live;
        if (live == 0) return;
        Deal memory d = _orders[live].load();
        if (!_isOver(d)) revert Market_LiveOrder(live);
        if (d.state == State.Active) _complete(live, d);
        else _cancelCreated(live, d, address(0), Reason.NodeUnreachable);
    }

    /// @dev Checks what can be told of a quote without its signature, and gives the order that it makes.
    function _terms(Quote calldata quote, uint32 duration) private view returns (Deal memory n) {
        if (block.timestamp > quote.validUntil) {
            revert Market_QuoteExpired(quote.validUntil, uint40(block.timestamp));
        }
        if (duration == 0 || duration < quote.minDuration || duration > quote.maxDuration) {
            revert Market_DurationOutOfRange(duration, quote.minDuration, quote.maxDuration);
        }
        if (Amounts.cost(quote.rate, duration) == 0) revert Market_ZeroRate();
        if (quote.probation > probationLimit) revert Market_ProbationTooLong(quote.probation, probationLimit);
        _checkRange(quote.maxDuration, Orders.DURATION_LIMIT);
        _checkRange(quote.committed, Orders.DURATION_LIMIT);
        _checkRange(quote.notice, Orders.NOTICE_LIMIT);
        _checkRange(quote.resources.trafficMiB, Orders.TRAFFIC_LIMIT);
        _checkRange(quote.resources.gpu, Orders.GPU_LIMIT);
        if (quote.referrerShare > maxReferrerShare || (quote.referrerShare != 0 && _isOurs(quote.referrer))) {
            revert Market_BadReferrer(quote.referrerShare, maxReferrerShare);
        }
        n.user = quote.user;
        n.rate = quote.rate;
        n.node = quote.node;
        n.since = block.timestamp;
        n.duration = duration;
        n.maxDuration = quote.maxDuration;
        n.committed = quote.committed;
        n.notice = quote.notice;
        n.token = _indexOf(quote.token);
        n.referred = quote.referrerShare != 0;
        n.resources = quote.resources;
    }

    /// @dev Gives the probation that the quote promises, and holds the stake that it asks for.
    function _grantProbation(Quote calldata quote, Deal memory n, Pair storage pair) private {
        if (pair.everActivated) revert Market_NotFirstOrder(quote.user, quote.node);
        n.probation = quote.probation;
        if (quote.minStake == 0) return;
        uint256 free = address(STAKING) == address(0) ? 0 : STAKING.stakeOf(quote.user);
        if (free < quote.minStake) revert Market_StakeTooSmall(quote.user, free, quote.minStake);
        n.held = true;
        STAKING.hold(
            _orderCount + 1, quote.user, quote.minStake, uint40(block.timestamp + activationWindow + quote.probation)
        );
    }

    /// @dev Takes the resources, checks the signature against the key that the registry names, and uses the quote up.
    function _reserve(Quote calldata quote, Deal memory n, bytes calldata signature, Pair storage pair) private {
        (address operator, uint32 epoch) = REGISTRY.reserve(n.node, n.resources);
        if (quote.epoch != epoch) revert Market_QuoteVoid(quote.node, quote.epoch, epoch);
        if (pair.epoch == epoch && quote.nonce <= pair.nonce) {
            revert Market_QuoteUsed(quote.node, quote.user, quote.nonce);
        }
        _checkSignature(quote, operator, signature);
        pair.epoch = epoch;
        pair.nonce = quote.nonce;
    }

    /// @dev Writes and tells a new order; its id is the next one.
    function _store(Quote calldata quote, Deal memory n, Pair storage pair) private returns (uint256 id) {
        id = ++_orderCount;
        _orders[id].write(n);
        pair.live = uint64(id);
        if (n.referred) _referrals[id] = Referral(quote.referrer, quote.referrerShare);
        emit OrderCreated(
            id, n.user, n.node, quote, uint32(n.duration), uint32(n.committed), Amounts.cost(n.rate, n.duration)
        );
    }

    /// @dev The commitment of a replacement: the quote's, and at least what is worth what is left of the old order's.
    function _carryOver(uint256 id, Deal memory d, Deal memory n) private view returns (uint256) {
        uint256 rest = Amounts.cost(d.rate, _leftByUser(id, d)) - Amounts.cost(d.rate, _earnedSeconds(d));
        if (rest == 0) return n.committed;
        uint256 needed = Amounts.timeFor(n.rate, rest);
        if (needed > n.duration) revert Market_CommitmentTooLarge(needed, uint32(n.duration));
        return needed > n.committed ? needed : n.committed;
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

    /// @dev EIP-712 digest. All of a quote is static, so it lies in the call data as it is hashed, but for the resources,
    /// which are hashed alone: words 3 to 8 of 22. Bits that a type does not have are refused where the quote is read.
    function _hash(Quote calldata quote) private view returns (bytes32 digest) {
        (bytes32 quoteType, bytes32 resourcesType) = (QUOTE_TYPEHASH, RESOURCES_TYPEHASH);
        // solhint-disable-next-line no-inline-assembly
        assembly ("memory-safe") {
            let p := mload(0x40)
            mstore(p, resourcesType)
            calldatacopy(add(p, 0x20), add(quote, 0x60), 0xc0)
            let resources := keccak256(p, 0xe0)
            mstore(p, quoteType)
            calldatacopy(add(p, 0x20), quote, 0x60)
            mstore(add(p, 0x80), resources)
            calldatacopy(add(p, 0xa0), add(quote, 0x120), 0x1a0)
            digest := keccak256(p, 0x240)
        }
        return _hashTypedDataV4(digest);
    }

    // ---------------------------------------------------------------- ending orders

    /// @dev Credits what is earned up to a paid second. Who calls writes the order.
    function _payUpTo(uint256 id, Deal memory d, uint256 second) private returns (uint256 amount) {
        amount = Amounts.cost(d.rate, second) - Amounts.cost(d.rate, d.settled);
        d.settled = second;
        if (amount == 0) return 0;
        Referral memory r;
        if (d.referred) r = _referrals[id];
        (uint256 toNode, uint256 fee, uint256 toReferrer) =
            Amounts.shares(amount, d.token == 0 ? feeBps : 0, r.share);
        _credit(d.node, d.token, toNode);
        _credit(r.referrer, d.token, toReferrer);
        if (fee != 0) _fees += uint192(fee);
        emit OrderSettled(id, amount, fee, toReferrer, Amounts.cost(d.rate, second));
    }

    /// @dev Ends an order whose time is up.
    function _complete(uint256 id, Deal memory d) private returns (uint256 amount) {
        amount = _payUpTo(id, d, d.duration);
        _close(id, d, State.Completed);
        emit OrderCompleted(
            id, d.user, d.node, Amounts.cost(d.rate, d.duration), uint64(d.probation + d.duration)
        );
    }

    /// @dev Ends an order that no node activated: all back to the user.
    function _cancelCreated(uint256 id, Deal memory d, address by, Reason reason) private {
        Ending memory e;
        e.refunded = _held(d);
        _close(id, d, State.Cancelled);
        _credit(d.user, d.token, e.refunded);
        emit OrderCancelled(id, d.user, d.node, by, reason, false, e);
    }

    /// @dev Ends a running order before its time.
    function _cancelActive(uint256 id, Deal memory d, address by, Reason reason) private {
        uint256 served = _served(d);
        uint256 earned_ = Amounts.cost(d.rate, _earnedSeconds(d));
        Ending memory e;
        e.secondsServed = uint64(served);
        _payUpTo(id, d, by == d.user ? _leftByUser(id, d) : _leftByNode(id, d));
        e.paid = Amounts.cost(d.rate, d.settled);
        e.refunded = _held(d);
        if (e.paid > earned_) e.committed = e.paid - earned_;
        else e.forfeited = earned_ - e.paid;
        _close(id, d, State.Cancelled);
        _credit(d.user, d.token, e.refunded);
        emit OrderCancelled(id, d.user, d.node, by, reason, served < d.probation, e);
    }

    /// @dev The last change of an order: its state, its pair, the registry's count and the stake that was held for it.
    function _close(uint256 id, Deal memory d, State state) private {
        d.state = state;
        _orders[id].writeProgress(d);
        _pairs[d.user][d.node].live = 0;
        REGISTRY.release(d.node, d.resources);
        if (d.held) STAKING.release(id);
    }

    /// @dev Adds time; who pays is for the caller to see to.
    function _extend(uint256 id, Deal memory d, address by, uint32 addedSeconds) private returns (uint256 deposit) {
        // Check
        _checkRunning(id, d);
        uint256 duration = d.duration + addedSeconds;
        if (addedSeconds == 0 || duration > d.maxDuration) {
            revert Market_DurationOutOfRange(
                uint32(duration < type(uint32).max ? duration : type(uint32).max),
                uint32(d.duration + 1),
                uint32(d.maxDuration)
            );
        }

        // Effect
        deposit = Amounts.cost(d.rate, duration) - Amounts.cost(d.rate, d.duration);
        d.duration = duration;
        _orders[id].writeProgress(d);
        emit OrderExtended(id, by, addedSeconds, deposit, _endsAt(d));
    }

    // ---------------------------------------------------------------- money

    /// @dev Takes a deposit, and nothing less. The native token is Berth's own, which moves what it is told to; of any
    /// other only the balances tell.
    function _pull(address token, address from, uint256 amount) private {
        if (amount == 0) return;
        if (token == NATIVE) {
            IERC20(token).safeTransferFrom(from, address(this), amount);
            return;
        }
        uint256 before = IERC20(token).balanceOf(address(this));
        IERC20(token).safeTransferFrom(from, address(this), amount);
        _checkPulled(token, before, amount);
    }

    /// @dev Takes a deposit with a signature of its owner.
    function _pullPermit2(
        address from,
        IPermit2.PermitTransferFrom memory permit,
        bytes32 witness,
        bytes calldata signature
    ) private {
        (address token, uint256 amount) = (permit.permitted.token, permit.permitted.amount);
        uint256 before = IERC20(token).balanceOf(address(this));
        IPermit2(PERMIT2).permitWitnessTransferFrom(
            permit, IPermit2.SignatureTransferDetails(address(this), amount), from, witness, WITNESS_TYPE, signature
        );
        _checkPulled(token, before, amount);
    }

    /// @dev Checks that the token moved what it was told to.
    function _checkPulled(address token, uint256 before, uint256 amount) private view {
        uint256 balance = IERC20(token).balanceOf(address(this));
        uint256 got = balance > before ? balance - before : 0;
        if (got != amount) revert Market_FeeOnTransfer(amount, got);
    }

    /// @dev A permit may have been submitted by somebody who saw it; whether it counts is for the allowance to say.
    function _permit(address token, uint256 value, uint256 deadline, uint8 v, bytes32 r, bytes32 s) private {
        _indexOf(token);
        try IERC20Permit(token).permit(msg.sender, address(this), value, deadline, v, r, s) {} catch {}
    }

    /// @dev Books what an account can withdraw. What is stored is one more, so that only the first time is a fresh slot.
    function _credit(address account, uint256 index, uint256 amount) private {
        if (amount == 0) return;
        uint256 was = _owed[account][index];
        _owed[account][index] = (was == 0 ? 1 : was) + amount;
    }

    /// @dev Pays out all that an account is owed in a token.
    function _withdraw(address account, address token, address to) private returns (uint256 amount) {
        // Check
        if (_isOurs(to) || to == token || to == views) revert Market_BadRecipient(to);
        uint256 index = _indexOf(token);
        amount = _amountOf(_owed[account][index]);
        if (amount == 0) revert Market_NothingOwed(account, token);

        // Effect
        _owed[account][index] = 1;
        emit Withdrawn(account, token, to, amount);

        // Interaction
        IERC20(token).safeTransfer(to, amount);
    }

    /// @dev Appends a token.
    function _list(address token) private returns (uint256 index) {
        index = _tokens.length;
        if (token.code.length == 0 || _indexes[token] != 0 || index > Orders.TOKEN_LIMIT) revert Market_BadToken(token);
        _tokens.push(token);
        _indexes[token] = index + 1;
        emit TokenListed(index, token);
    }

    // ---------------------------------------------------------------- reading

    /// @dev A user makes and replaces its own orders only.
    function _checkUser(Quote calldata quote) private view {
        if (msg.sender != quote.user) revert Market_WrongUser(msg.sender, quote.user);
    }

    /// @dev For what only the node and its operator may do.
    function _checkNode(uint256 id, address node) private view {
        if (!_isNode(node)) revert Market_NotNode(id, msg.sender, node);
    }

    /// @dev For changes of an order that runs.
    function _checkRunning(uint256 id, Deal memory d) private view {
        if (d.state != State.Active) revert Market_WrongState(id, d.state);
        uint40 end = _endsAt(d);
        if (block.timestamp >= end) revert Market_OrderOver(id, end);
    }

    /// @dev For what is stored in fewer bits than it comes in.
    function _checkRange(uint256 value, uint256 limit) private pure {
        if (value > limit) revert Market_OutOfRange(value, limit);
    }

    /// @dev Whether the caller is the node or its operator.
    function _isNode(address node) private view returns (bool) {
        return msg.sender == node || msg.sender == REGISTRY.operatorOf(node);
    }
}
