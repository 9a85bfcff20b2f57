// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {Resources} from "./IRegistry.sol";

/// @title IMarket
/// @notice Orders between a user and a node, and their escrow.
interface IMarket {
    /// @notice Life of an order.
    enum State {
        None,
        Created,
        Active,
        Completed,
        Cancelled,
        Replaced
    }

    /// @notice Why a side ended an order.
    enum Reason {
        UserLeft,
        NodeUnreachable,
        NodeMaintenance,
        OutOfCapacity,
        TermsBroken,
        Other
    }

    /// @notice A node's firm answer, EIP-712 signed by its operator key, its own key, or by ERC-1271.
    struct Quote {
        address node;
        address user;
        Resources resources;
        uint96 rate; // token units a second
        uint32 minDuration; // seconds
        uint32 maxDuration; // seconds, extensions included
        uint32 probation; // seconds, free; only on a pair's first order
        uint40 validUntil; // Unix seconds
        uint64 nonce; // used once, per node
    }

    /// @notice An order as read from outside. The GPU's model is in the events only.
    struct Order {
        address user;
        address node;
        uint96 rate; // token units a second
        Resources resources; // gpuModel is zero here
        uint40 since; // Unix seconds: created while Created, activated afterwards
        uint32 duration; // paid seconds
        uint32 maxDuration; // seconds
        uint32 probation; // free seconds at the start
        uint32 settledSeconds; // paid seconds already credited to the node
        State state;
    }

    /// @notice Reputation of an address, as user and node together by role.
    struct Record {
        uint32 completed;
        uint32 cancelledInProbation;
        uint32 cancelledLater; // by this side
        uint32 endedByOther; // cancelled later by the other side
        uint64 secondsServed;
    }

    event OrderCreated(
        uint256 indexed id,
        address indexed user,
        address indexed node,
        Resources resources,
        uint96 rate,
        uint32 duration,
        uint32 maxDuration,
        uint32 probation,
        uint64 quoteNonce,
        uint256 deposit
    );
    event OrderActivated(uint256 indexed id, address indexed user, address indexed node, uint40 activatedAt, uint40 endsAt);
    event OrderSettled(uint256 indexed id, uint256 earned, uint256 paidSoFar);
    event OrderExtended(uint256 indexed id, uint32 addedSeconds, uint256 deposit, uint40 endsAt);
    event OrderReplaced(uint256 indexed id, uint256 indexed newId, uint256 paid, uint256 movedOver, uint256 refunded, uint64 secondsServed);
    event OrderCompleted(uint256 indexed id, address indexed user, address indexed node, uint256 paid, uint64 secondsServed);
    /// @dev `by` is the side that ended it; for an expired order it is address(0).
    event OrderCancelled(
        uint256 indexed id,
        address indexed user,
        address indexed node,
        address by,
        Reason reason,
        bool inProbation,
        uint256 paid,
        uint256 refunded,
        uint64 secondsServed
    );
    event Withdrawn(address indexed account, address indexed to, uint256 amount);
    event QuoteVoided(address indexed node, uint64 nonce);
    event QuotesVoidedBelow(address indexed node, uint64 nonce);

    error Market_NotUser(uint256 id, address caller, address user);
    error Market_NotNode(uint256 id, address caller, address node);
    error Market_NotParty(uint256 id, address caller);
    error Market_WrongState(uint256 id, State state);
    error Market_WrongUser(address caller, address user);
    error Market_LiveOrder(uint256 id);
    error Market_QuoteExpired(uint40 validUntil, uint40 nowAt);
    error Market_QuoteUsed(address node, uint64 nonce);
    error Market_BadSignature(address node, address signer);
    error Market_DurationOutOfRange(uint32 duration, uint32 min, uint32 max);
    error Market_ProbationTooLong(uint32 probation, uint32 limit);
    error Market_ZeroRate();
    error Market_ActivationWindowOpen(uint256 id, uint40 until);
    error Market_ActivationWindowPassed(uint256 id, uint40 until);
    error Market_OrderOver(uint256 id, uint40 endedAt);
    error Market_NothingOwed(address account);
    error Market_ZeroAddress();
    error Market_FeeOnTransfer(uint256 wanted, uint256 got);
    error Market_DifferentNode(address node, address quoted);
    /// @dev The market would hold more than its accounting can: never with a token of a sane supply.
    error Market_EscrowFull(uint256 balance, uint256 limit);
    error Market_BadRecipient(address to);

    function createOrder(Quote calldata quote, bytes calldata signature, uint32 duration) external returns (uint256 id);

    /// @notice As createOrder, with an EIP-2612 permit for the deposit. A permit that somebody else
    /// has already submitted is no failure as long as the allowance is there.
    function createOrderWithPermit(
        Quote calldata quote,
        bytes calldata signature,
        uint32 duration,
        uint256 permitValue,
        uint256 permitDeadline,
        uint8 v,
        bytes32 r,
        bytes32 s
    ) external returns (uint256 id);

    function activate(uint256 id) external;
    function expire(uint256 id) external;
    function cancel(uint256 id, Reason reason) external;
    function settle(uint256 id) external returns (uint256 earned);
    function extend(uint256 id, uint32 addedSeconds) external;
    function replaceOrder(uint256 id, Quote calldata quote, bytes calldata signature, uint32 duration)
        external
        returns (uint256 newId);
    function withdraw(address to) external returns (uint256 amount);
    function voidQuote(address node, uint64 nonce) external;
    function voidQuotesBelow(address node, uint64 nonce) external;

    /// @notice Submits the caller's EIP-2612 permit for the market, for use with multicall before extend and replaceOrder.
    /// One that somebody else has already submitted is no failure.
    function selfPermit(uint256 value, uint256 deadline, uint8 v, bytes32 r, bytes32 s) external;

    function order(uint256 id) external view returns (Order memory);
    function orderCount() external view returns (uint256);
    function liveOrder(address user, address node) external view returns (uint256 id);
    /// @notice Whether the pair never had an activated order, so that probation may apply.
    function firstOrder(address user, address node) external view returns (bool);
    /// @notice What the node has earned of an order until now, settled or not.
    function earned(uint256 id) external view returns (uint256);
    /// @notice What a cancel now would give each side, beyond what is settled.
    function split(uint256 id) external view returns (uint256 toNode, uint256 toUser);
    function owed(address account) external view returns (uint256);
    function quoteUsed(address node, uint64 nonce) external view returns (bool);
    /// @notice Quotes of a node with a nonce below this are void.
    function quoteFloor(address node) external view returns (uint64 nonce);
    /// @notice All that was ever credited to nodes.
    function totalSettled() external view returns (uint256);
    /// @notice The longest probation that a quote may give.
    function probationLimit() external view returns (uint32);
    function recordOfUser(address account) external view returns (Record memory);
    function recordOfNode(address account) external view returns (Record memory);
    function hashQuote(Quote calldata quote) external view returns (bytes32);
    function activationWindow() external view returns (uint32);
    function token() external view returns (address);
    function registry() external view returns (address);
    function staking() external view returns (address);
    function version() external view returns (string memory);
}
