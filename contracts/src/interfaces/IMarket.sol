// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {Resources} from "./IRegistry.sol";

/// @title IMarket
/// @author Berth
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

    /// @notice Reputation of an address in one role. Orders that were never activated do not count.
    struct Record {
        uint32 completed;
        uint32 cancelledInProbation; // by either side
        uint32 cancelledLater; // by this side
        uint32 endedByOther; // cancelled later by the other side
        uint64 secondsServed; // of orders that ended, probation included
    }

    /// @notice A new order. In a replacement it is Active at once, and OrderActivated follows.
    /// @param id its number, from 1
    /// @param user who rents
    /// @param node whose resources
    /// @param resources what is rented, with the GPU's model
    /// @param rate token units a second
    /// @param duration paid seconds
    /// @param maxDuration how far it can be extended, seconds
    /// @param probation free seconds at the start
    /// @param quoteNonce of the quote that it was made of
    /// @param deposit rate × duration, token units
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
    /// @notice An order's clock started.
    /// @param id the order
    /// @param user its user
    /// @param node its node
    /// @param activatedAt Unix seconds
    /// @param endsAt Unix seconds: activation, probation and duration
    event OrderActivated(
        uint256 indexed id, address indexed user, address indexed node, uint40 activatedAt, uint40 endsAt
    );
    /// @notice A node was credited. It comes before the event of the order's end, too.
    /// @param id the order
    /// @param earned token units, now
    /// @param paidSoFar token units, in all
    event OrderSettled(uint256 indexed id, uint256 earned, uint256 paidSoFar);
    /// @notice An order got more time.
    /// @param id the order
    /// @param addedSeconds paid seconds
    /// @param deposit token units for them
    /// @param endsAt Unix seconds, the new end
    event OrderExtended(uint256 indexed id, uint32 addedSeconds, uint256 deposit, uint40 endsAt);
    /// @notice An order ended, and its escrow moved to a new one.
    /// @param id the old order
    /// @param newId the new order
    /// @param paid token units, to the node for the old one in all
    /// @param movedOver token units, into the new deposit
    /// @param refunded token units, to the user
    /// @param secondsServed of the old order, probation included
    event OrderReplaced(
        uint256 indexed id,
        uint256 indexed newId,
        uint256 paid,
        uint256 movedOver,
        uint256 refunded,
        uint64 secondsServed
    );
    /// @notice An order ran to its end.
    /// @param id the order
    /// @param user its user
    /// @param node its node
    /// @param paid token units, to the node in all
    /// @param secondsServed probation included
    event OrderCompleted(
        uint256 indexed id, address indexed user, address indexed node, uint256 paid, uint64 secondsServed
    );
    /// @notice An order ended early.
    /// @param id the order
    /// @param user its user
    /// @param node its node
    /// @param by the side that ended it (the node for its operator); zero: it was not activated in time
    /// @param reason what that side said
    /// @param inProbation whether it was active and within its probation
    /// @param paid token units, to the node in all
    /// @param refunded token units, to the user
    /// @param secondsServed probation included
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
    /// @notice Somebody was paid.
    /// @param account whose credit
    /// @param to who got it
    /// @param amount token units
    event Withdrawn(address indexed account, address indexed to, uint256 amount);
    /// @notice A node took a quote back.
    /// @param node the node
    /// @param nonce the quote's
    event QuoteVoided(address indexed node, uint64 nonce);
    /// @notice A node took all quotes below a nonce back.
    /// @param node the node
    /// @param nonce the first that is good
    event QuotesVoidedBelow(address indexed node, uint64 nonce);

    /// @notice Only the order's user may do this.
    /// @param id the order
    /// @param caller who tried
    /// @param user whose it is
    error Market_NotUser(uint256 id, address caller, address user);
    /// @notice Only the node or its operator may do this.
    /// @param id the order, zero: none
    /// @param caller who tried
    /// @param node whose it is
    error Market_NotNode(uint256 id, address caller, address node);
    /// @notice Only the order's sides may do this.
    /// @param id the order
    /// @param caller who tried
    error Market_NotParty(uint256 id, address caller);
    /// @notice This can not be done with an order in that state.
    /// @param id the order
    /// @param state its state
    error Market_WrongState(uint256 id, State state);
    /// @notice The quote is for somebody else.
    /// @param caller who tried
    /// @param user whom it is for
    error Market_WrongUser(address caller, address user);
    /// @notice The pair has a live order.
    /// @param id which
    error Market_LiveOrder(uint256 id);
    /// @notice The quote is past its time.
    /// @param validUntil Unix seconds
    /// @param nowAt Unix seconds
    error Market_QuoteExpired(uint40 validUntil, uint40 nowAt);
    /// @notice The quote was used or taken back.
    /// @param node whose it is
    /// @param nonce its nonce
    error Market_QuoteUsed(address node, uint64 nonce);
    /// @notice The quote is signed by neither the node nor its operator.
    /// @param node the node
    /// @param signer who signed; zero: the signature is malformed
    error Market_BadSignature(address node, address signer);
    /// @notice The duration is zero or outside the quote's limits.
    /// @param duration seconds
    /// @param min seconds
    /// @param max seconds
    error Market_DurationOutOfRange(uint32 duration, uint32 min, uint32 max);
    /// @notice The quote's probation is too long.
    /// @param probation seconds
    /// @param limit seconds
    error Market_ProbationTooLong(uint32 probation, uint32 limit);
    /// @notice The quote's rate is zero.
    error Market_ZeroRate();
    /// @notice The node may still activate the order.
    /// @param id the order
    /// @param until Unix seconds
    error Market_ActivationWindowOpen(uint256 id, uint40 until);
    /// @notice The order can not be activated any more.
    /// @param id the order
    /// @param until Unix seconds
    error Market_ActivationWindowPassed(uint256 id, uint40 until);
    /// @notice The order's time is up.
    /// @param id the order
    /// @param endedAt Unix seconds
    error Market_OrderOver(uint256 id, uint40 endedAt);
    /// @notice There is nothing to withdraw.
    /// @param account for whom
    error Market_NothingOwed(address account);
    /// @notice An address is zero that must not be.
    error Market_ZeroAddress();
    /// @notice The token did not move what it was told to.
    /// @param wanted token units
    /// @param got token units
    error Market_FeeOnTransfer(uint256 wanted, uint256 got);
    /// @notice The quote is of another node than the order.
    /// @param node the order's
    /// @param quoted the quote's
    error Market_DifferentNode(address node, address quoted);
    /// @notice The market would hold more than its accounting can: never with a token of a sane supply.
    /// @param balance token units
    /// @param limit token units
    error Market_EscrowFull(uint256 balance, uint256 limit);
    /// @notice Tokens would be paid to the market itself.
    /// @param to the recipient
    error Market_BadRecipient(address to);

    /// @notice Makes an order out of a quote for the caller, and takes rate × duration into escrow. An order of the pair
    /// whose time is over is ended on the way.
    /// @param quote the node's answer
    /// @param signature by its operator key, its own key, or by ERC-1271 of either
    /// @param duration paid seconds
    /// @return id the order
    function createOrder(Quote calldata quote, bytes calldata signature, uint32 duration) external returns (uint256 id);

    /// @notice As createOrder, with an EIP-2612 permit for the deposit. A permit that somebody else
    /// has already submitted is no failure as long as the allowance is there.
    /// @param quote the node's answer
    /// @param signature by its operator key, its own key, or by ERC-1271 of either
    /// @param duration paid seconds
    /// @param permitValue token units
    /// @param permitDeadline Unix seconds
    /// @param v of the permit's signature
    /// @param r of the permit's signature
    /// @param s of the permit's signature
    /// @return id the order
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

    /// @notice Starts an order's clock, as its node or operator, within the activation window.
    /// @param id the order
    function activate(uint256 id) external;

    /// @notice Ends an order that was not activated in time: all goes back to the user. Anyone may.
    /// @param id the order
    function expire(uint256 id) external;

    /// @notice Ends an order, as its user, node or operator: the node is credited with what it has earned, which is
    /// nothing within the probation, and the rest goes back to the user. One whose time is up is completed instead.
    /// @param id the order
    /// @param reason why
    function cancel(uint256 id, Reason reason) external;

    /// @notice Credits the node with what it has earned until now, and completes the order once its time is up. Anyone
    /// may.
    /// @param id the order
    /// @return earned token units, now
    function settle(uint256 id) external returns (uint256 earned);

    /// @notice Adds time to the caller's running order at the same rate, within the quote's longest duration.
    /// @param id the order
    /// @param addedSeconds paid seconds
    function extend(uint256 id, uint32 addedSeconds) external;

    /// @notice Moves the caller's running order to a new quote of the same node: settles, moves what is left, takes or
    /// credits the difference. The new order runs at once, and has no probation; what was left of the old one is lost.
    /// @param id the order
    /// @param quote the node's new answer
    /// @param signature as for createOrder
    /// @param duration paid seconds of the new order
    /// @return newId the new order
    function replaceOrder(uint256 id, Quote calldata quote, bytes calldata signature, uint32 duration)
        external
        returns (uint256 newId);

    /// @notice Pays out all that the caller is owed, as user and as node.
    /// @param to who gets it
    /// @return amount token units
    function withdraw(address to) external returns (uint256 amount);

    /// @notice Takes a quote back, as the node or its operator.
    /// @param node the node
    /// @param nonce the quote's
    function voidQuote(address node, uint64 nonce) external;

    /// @notice Takes all quotes below a nonce back, as the node or its operator.
    /// @param node the node
    /// @param nonce the first that stays good
    function voidQuotesBelow(address node, uint64 nonce) external;

    /// @notice Submits the caller's EIP-2612 permit for the market, for use with multicall before extend and
    /// replaceOrder. One that somebody else has already submitted is no failure.
    /// @param value token units
    /// @param deadline Unix seconds
    /// @param v of the permit's signature
    /// @param r of the permit's signature
    /// @param s of the permit's signature
    function selfPermit(uint256 value, uint256 deadline, uint8 v, bytes32 r, bytes32 s) external;

    /// @notice An order.
    /// @param id which
    /// @return the order; its state is None if it was never made
    function order(uint256 id) external view returns (Order memory);

    /// @notice How many orders were ever made.
    /// @return the last one's id
    function orderCount() external view returns (uint256);

    /// @notice The order that keeps a pair from making another one. One whose time is over is none, even if nobody has
    /// ended it yet: the next createOrder does.
    /// @param user the user
    /// @param node the node
    /// @return id the order, zero: none
    function liveOrder(address user, address node) external view returns (uint256 id);

    /// @notice Whether the pair never had an activated order, so that probation may apply.
    /// @param user the user
    /// @param node the node
    /// @return whether it is so
    function firstOrder(address user, address node) external view returns (bool);

    /// @notice What the node has earned of an order until now, settled or not.
    /// @param id the order
    /// @return token units
    function earned(uint256 id) external view returns (uint256);

    /// @notice What a cancel now would give each side, beyond what is settled.
    /// @param id the order
    /// @return toNode token units
    /// @return toUser token units
    function split(uint256 id) external view returns (uint256 toNode, uint256 toUser);

    /// @notice What an account can withdraw.
    /// @param account whose
    /// @return token units
    function owed(address account) external view returns (uint256);

    /// @notice Whether a node's nonce is used or void.
    /// @param node the node
    /// @param nonce the nonce
    /// @return whether it is so
    function quoteUsed(address node, uint64 nonce) external view returns (bool);

    /// @notice Quotes of a node with a nonce below this are void.
    /// @param node the node
    /// @return nonce the first that is good
    function quoteFloor(address node) external view returns (uint64 nonce);

    /// @notice All that was ever credited to nodes.
    /// @return token units
    function totalSettled() external view returns (uint256);

    /// @notice The longest probation that a quote may give.
    /// @return seconds
    function probationLimit() external view returns (uint32);

    /// @notice What an address did as a user.
    /// @param account which
    /// @return its record
    function recordOfUser(address account) external view returns (Record memory);

    /// @notice What an address did as a node.
    /// @param account which
    /// @return its record
    function recordOfNode(address account) external view returns (Record memory);

    /// @notice What a quote's signature is over (EIP-712).
    /// @param quote the quote
    /// @return the digest
    function hashQuote(Quote calldata quote) external view returns (bytes32);

    /// @notice Within what time a node must activate an order.
    /// @return seconds
    function activationWindow() external view returns (uint32);

    /// @notice What orders are paid in.
    /// @return the token's address
    function token() external view returns (address);

    /// @notice The registry whose market this is.
    /// @return its address
    function registry() external view returns (address);

    /// @notice Where users' stakes are read.
    /// @return its address, zero: nobody has any
    function staking() external view returns (address);

    /// @notice The version of this contract's code and of its EIP-712 domain.
    /// @return the version
    function version() external view returns (string memory);
}
