// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {Resources} from "./IRegistry.sol";

/// @title IMarketTypes
/// @author Berth
/// @notice What the market's parts have in common: types, events and errors.
interface IMarketTypes {
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
        address token; // what is paid in, listed
        Resources resources;
        uint96 rate; // 10^-9 token units a second
        uint32 minDuration; // seconds
        uint32 maxDuration; // seconds, extensions included; below 2^28
        uint32 committed; // paid seconds that a user who leaves earlier pays for
        uint32 notice; // seconds that a node must announce its leaving before; below 2^22
        uint32 probation; // seconds, free; granted, or the call reverts
        uint96 minStake; // stake of the user that is held for the probation, token units of the staked token
        address referrer; // who gets a share of what the node earns
        uint16 referrerShare; // basis points
        uint16 features; // what the node promises beside the resources, as bits: 1 user namespaces, 2 a sandbox. Nothing is made of it here
        uint32 epoch; // the node's, in the registry
        uint40 validUntil; // Unix seconds
        uint64 nonce; // above all that this node's quotes used with this user in this epoch
    }

    /// @notice An order as read from outside. The GPU's model and the features are in the events only.
    struct Order {
        address user;
        address node;
        address token;
        uint96 rate; // 10^-9 token units a second
        Resources resources; // gpuModel is zero here
        State state;
        uint40 since; // Unix seconds: created while Created, activated afterwards
        uint32 duration; // paid seconds
        uint32 maxDuration; // seconds
        uint32 committed; // paid seconds, from the start
        uint32 notice; // seconds
        uint32 probation; // free seconds at the start
        uint32 settledSeconds; // paid seconds already credited to the node
        bool stakeHeld; // for its probation, until that or the order is over
        address referrer;
        uint16 referrerShare; // basis points
        uint40 announcedAt; // Unix seconds, when the node announced an end; zero: it did not
        uint40 announcedEnd; // Unix seconds
    }

    /// @notice How an order's end shared out its escrow.
    struct Ending {
        uint256 paid; // token units, for the service in all, with fee and referrer's share
        uint256 refunded; // token units, to the user
        uint256 committed; // of paid: what the user had committed to and was not served
        uint256 forfeited; // of refunded: what the node had earned and lost for want of notice
        uint64 secondsServed; // probation included
    }

    /// @notice A new order. In a replacement it is Active at once, and OrderActivated follows.
    /// @param id its number, from 1
    /// @param user who rents
    /// @param node whose resources
    /// @param quote what it was made of; a replacement has no probation
    /// @param duration paid seconds
    /// @param committed paid seconds: the quote's, in a replacement with what was left of the old order's
    /// @param deposit rate × duration / 10^9, token units
    event OrderCreated(
        uint256 indexed id,
        address indexed user,
        address indexed node,
        Quote quote,
        uint32 duration,
        uint32 committed,
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
    /// @param amount token units, now, with fee and referrer's share
    /// @param fee token units, of amount
    /// @param toReferrer token units, of amount
    /// @param paidSoFar token units, in all, with fees and referrer's shares
    event OrderSettled(uint256 indexed id, uint256 amount, uint256 fee, uint256 toReferrer, uint256 paidSoFar);
    /// @notice An order got more time.
    /// @param id the order
    /// @param by who paid for it: the user, for whom an agent may have done it, or anybody
    /// @param addedSeconds paid seconds
    /// @param deposit token units for them
    /// @param endsAt Unix seconds, the new end
    event OrderExtended(
        uint256 indexed id, address indexed by, uint32 addedSeconds, uint256 deposit, uint40 endsAt
    );
    /// @notice An order ended, and its escrow moved to a new one.
    /// @param id the old order
    /// @param newId the new order
    /// @param paid token units, for the old one in all
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
    /// @param paid token units, in all
    /// @param secondsServed probation included
    event OrderCompleted(
        uint256 indexed id, address indexed user, address indexed node, uint256 paid, uint64 secondsServed
    );
    /// @notice An order ended early.
    /// @param id the order
    /// @param user its user
    /// @param node its node
    /// @param by the side that ended it (the node for its operator, the user for an agent); zero: the node did not
    /// activate it in time
    /// @param reason what that side said
    /// @param inProbation whether it was active and within its probation
    /// @param ending who got what
    event OrderCancelled(
        uint256 indexed id,
        address indexed user,
        address indexed node,
        address by,
        Reason reason,
        bool inProbation,
        Ending ending
    );
    /// @notice A node says when it will end an order. The user is free of the commitment from now on.
    /// @param id the order
    /// @param user its user
    /// @param node its node
    /// @param end Unix seconds
    event EndAnnounced(uint256 indexed id, address indexed user, address indexed node, uint40 end);
    /// @notice Somebody was paid.
    /// @param account whose credit
    /// @param token in what
    /// @param to who got it
    /// @param amount token units
    event Withdrawn(address indexed account, address indexed token, address indexed to, uint256 amount);
    /// @notice A node took its quotes to a user back.
    /// @param node the node
    /// @param user the user
    /// @param epoch of the quotes
    /// @param nonce the last that is void
    event QuotesVoided(address indexed node, address indexed user, uint32 epoch, uint64 nonce);
    /// @notice A token can be paid in from now on, for ever.
    /// @param index its number; zero: the native one
    /// @param token its address
    event TokenListed(uint256 indexed index, address indexed token);
    /// @notice A user named an agent, changed what it may do, or took that back. What it had before is void.
    /// @param user the user
    /// @param agent the agent
    /// @param until Unix seconds; zero: it may do nothing any more
    /// @param tokens in which it may pay for more time
    /// @param sums token units of each, at most
    event AgentSet(address indexed user, address indexed agent, uint40 until, address[] tokens, uint256[] sums);

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
    /// @notice The quote was used or taken back, or a later one to the same user was used.
    /// @param node whose it is
    /// @param user whom it is for
    /// @param nonce its nonce
    error Market_QuoteUsed(address node, address user, uint64 nonce);
    /// @notice The quote is of another epoch than the node's: void for ever, or not good yet.
    /// @param node whose it is
    /// @param quoted the quote's epoch
    /// @param epoch the node's
    error Market_QuoteVoid(address node, uint32 quoted, uint32 epoch);
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
    /// @notice The rate is zero, or so small that nothing would be paid for the duration.
    error Market_ZeroRate();
    /// @notice The quote has a duration, a notice or resources that an order can not say.
    /// @param value the first that does not fit
    /// @param limit the most
    error Market_OutOfRange(uint256 value, uint256 limit);
    /// @notice The quote has a probation, and the pair has had an activated order, or this is a replacement.
    /// @param user the user
    /// @param node the node
    error Market_NotFirstOrder(address user, address node);
    /// @notice The quote has a probation, and the user has not enough stake that counts and is not held already.
    /// @param user the user
    /// @param free token units of the staked token
    /// @param minStake token units of the staked token
    error Market_StakeTooSmall(address user, uint256 free, uint96 minStake);
    /// @notice The referrer's share is over the limit, or has nobody to go to.
    /// @param share basis points
    /// @param limit basis points
    error Market_BadReferrer(uint16 share, uint16 limit);
    /// @notice What is left of the commitment does not fit into the replacement.
    /// @param needed paid seconds of the new order that are worth as much
    /// @param duration paid seconds of the new order
    error Market_CommitmentTooLarge(uint256 needed, uint32 duration);
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
    /// @param token in what
    error Market_NothingOwed(address account, address token);
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
    /// @notice The quote is in another token than the order.
    /// @param token the order's
    /// @param quoted the quote's
    error Market_DifferentToken(address token, address quoted);
    /// @notice The token is not listed.
    /// @param token which
    error Market_UnknownToken(address token);
    /// @notice The token has no code, or is listed already, or there are too many.
    /// @param token which
    error Market_BadToken(address token);
    /// @notice Only one account may do this.
    /// @param caller who tried
    /// @param only who may
    error Market_Only(address caller, address only);
    /// @notice The caller is no agent of the user, or not until then.
    /// @param agent the caller
    /// @param user the user
    /// @param until Unix seconds until which it is one; zero: it is none
    error Market_NotAgent(address agent, address user, uint40 until);
    /// @notice The agent may not pay so much more.
    /// @param wanted token units
    /// @param left token units
    error Market_OverBudget(uint256 wanted, uint256 left);
    /// @notice The announced end is past.
    /// @param end Unix seconds
    /// @param nowAt Unix seconds
    error Market_EndInPast(uint40 end, uint40 nowAt);
    /// @notice Lists differ in length.
    error Market_LengthMismatch();
    /// @notice The market can not be built so.
    /// @param what which parameter, from 1, in the constructor's order
    error Market_BadParameter(uint256 what);
    /// @notice Tokens would be paid to one of Berth's own contracts, or to the token's.
    /// @param to the recipient
    error Market_BadRecipient(address to);
}

/// @title IMarketActs
/// @author Berth
/// @notice What can be done with orders between a user and a node, and with their escrow.
interface IMarketActs is IMarketTypes {
    /// @notice Makes an order out of a quote for the caller, and takes rate × duration into escrow. An order of the pair
    /// whose time is over is ended on the way. A quote's probation is granted, or the call reverts.
    /// @param quote the node's answer
    /// @param signature by its operator key, its own key, or by ERC-1271 of either
    /// @param duration paid seconds
    /// @return id the order
    function createOrder(Quote calldata quote, bytes calldata signature, uint32 duration) external returns (uint256 id);

    /// @notice As createOrder, for the quote's user, who signed for Permit2: exactly the deposit, with the witness
    /// `Order(bytes32 quote,uint32 duration)`, of the quote's digest. Anyone may send it, and pay its gas.
    /// @param quote the node's answer
    /// @param signature by the node's operator key, its own key, or by ERC-1271 of either
    /// @param duration paid seconds
    /// @param permitNonce Permit2's, of the user
    /// @param permitDeadline Unix seconds
    /// @param ownerSignature the user's, or by ERC-1271
    /// @return id the order
    function createOrderWithPermit2(
        Quote calldata quote,
        bytes calldata signature,
        uint32 duration,
        uint256 permitNonce,
        uint256 permitDeadline,
        bytes calldata ownerSignature
    ) external returns (uint256 id);

    /// @notice Starts an order's clock, as its node or operator, within the activation window.
    /// @param id the order
    function activate(uint256 id) external;

    /// @notice Ends an order that was not activated in time: all goes back to the user. Anyone may.
    /// @param id the order
    function expire(uint256 id) external;

    /// @notice Ends an order, as its user, an agent of the user, its node or operator. The node is credited with what it
    /// has earned, which is nothing within the probation, and the rest goes back to the user. A user who leaves after
    /// the probation pays for the committed seconds at least, unless the node announced an end; a node that leaves
    /// forfeits the earnings of as many seconds as its notice was too short. An order whose time is up is completed
    /// instead.
    /// @param id the order
    /// @param reason why
    function cancel(uint256 id, Reason reason) external;

    /// @notice Says when the node will end the order, as the node or its operator. From then on until a day later the
    /// node forfeits only what the notice was shorter than agreed. The user's commitment ends now, for ever.
    /// @param id the order
    /// @param end Unix seconds
    function announceEnd(uint256 id, uint40 end) external;

    /// @notice Credits the node with what it has earned until now, but for the last seconds of its notice, and completes
    /// the order once its time is up. Anyone may.
    /// @param id the order
    /// @return amount token units, now, with fee and referrer's share
    function settle(uint256 id) external returns (uint256 amount);

    /// @notice Adds time to a running order at the same rate, within the quote's longest duration. Anyone may: the
    /// caller pays, and what is not used goes back to the order's user.
    /// @param id the order
    /// @param addedSeconds paid seconds
    function extend(uint256 id, uint32 addedSeconds) external;

    /// @notice As extend, as an agent of the order's user, who pays from its own allowance: not beyond the end and the
    /// sum that it set.
    /// @param id the order
    /// @param addedSeconds paid seconds
    function extendFor(uint256 id, uint32 addedSeconds) external;

    /// @notice Moves the caller's running order to a new quote of the same node in the same token: settles, moves what
    /// is left, takes or credits the difference. The new order runs at once, and has no probation; what was left of the
    /// old one is lost. What was left of the commitment is committed in the new order, in money.
    /// @param id the order
    /// @param quote the node's new answer, without probation
    /// @param signature as for createOrder
    /// @param duration paid seconds of the new order
    /// @return newId the new order
    function replaceOrder(uint256 id, Quote calldata quote, bytes calldata signature, uint32 duration)
        external
        returns (uint256 newId);

    /// @notice Pays out all that the caller is owed in a token, as user, node and referrer.
    /// @param token in what
    /// @param to who gets it
    /// @return amount token units
    function withdraw(address token, address to) external returns (uint256 amount);

    /// @notice Pays out all that a node is owed in a token to the node itself, as its operator.
    /// @param node the node
    /// @param token in what
    /// @return amount token units
    function withdrawFor(address node, address token) external returns (uint256 amount);

    /// @notice Pays the fees to the staking contract, as the staking contract.
    /// @return amount token units of the native token
    function collectFees() external returns (uint256 amount);

    /// @notice Takes quotes to a user back, as the node or its operator: all of the present epoch up to a nonce. All
    /// quotes of a node are taken back by its wallet, in the registry.
    /// @param node the node
    /// @param user the user
    /// @param nonce the last that is void
    function voidQuotes(address node, address user, uint64 nonce) external;

    /// @notice Names an agent of the caller, changes what it may do, or takes that back. It may cancel the caller's
    /// orders, and extend them: not beyond `until`, and for the given sums in all.
    /// @param agent the agent
    /// @param until Unix seconds; zero: it may do nothing any more
    /// @param tokens in which it may pay for more time
    /// @param sums token units of each, at most
    function setAgent(address agent, uint40 until, address[] calldata tokens, uint256[] calldata sums) external;

    /// @notice Lists a token, as the lister. It can not be taken off the list again.
    /// @param token which
    /// @return index its number
    function listToken(address token) external returns (uint256 index);

    /// @notice Submits the caller's EIP-2612 permit for the market, for use with multicall before createOrder,
    /// extend and replaceOrder. One that somebody else has already submitted is no failure.
    /// @param token which, listed
    /// @param value token units
    /// @param deadline Unix seconds
    /// @param v of the permit's signature
    /// @param r of the permit's signature
    /// @param s of the permit's signature
    function selfPermit(address token, uint256 value, uint256 deadline, uint8 v, bytes32 r, bytes32 s) external;

    /// @notice What a quote's signature is over (EIP-712).
    /// @param quote the quote
    /// @return the digest
    function hashQuote(Quote calldata quote) external view returns (bytes32);

    /// @notice The contract whose code answers {IMarketViews} here. Nobody can change it.
    /// @return its address
    function views() external view returns (address);
}

/// @title IMarketViews
/// @author Berth
/// @notice What can be asked of the market.
interface IMarketViews is IMarketTypes {
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

    /// @notice What decides on a probation that this node might give to this user.
    /// @param user the user
    /// @param node the node
    /// @return first whether the pair never had an activated order
    /// @return free the user's stake that counts and is not held already, token units of the staked token
    /// @return minStake what the node asks for, as it told the registry; a quote may say otherwise
    function probationOf(address user, address node) external view returns (bool first, uint256 free, uint96 minStake);

    /// @notice What was earned of an order until now, settled or not, with fees and referrer's shares.
    /// @param id the order
    /// @return token units
    function earned(uint256 id) external view returns (uint256);

    /// @notice What a cancel now would give each side, beyond what is settled; with fee and referrer's share, which come
    /// out of the node's part.
    /// @param id the order
    /// @return userLeaves what goes to the node and to the user when the user cancels, token units
    /// @return nodeLeaves what goes to the node and to the user when the node cancels, token units
    function split(uint256 id) external view returns (uint256[2] memory userLeaves, uint256[2] memory nodeLeaves);

    /// @notice What an account can withdraw; of the staking contract, the fees that it has not collected.
    /// @param account whose
    /// @param token in what
    /// @return token units
    function owed(address account, address token) external view returns (uint256);

    /// @notice Whether a quote's nonce is used or void.
    /// @param node the node
    /// @param user the user
    /// @param epoch the quote's
    /// @param nonce the quote's
    /// @return whether it is so
    function quoteUsed(address node, address user, uint32 epoch, uint64 nonce) external view returns (bool);

    /// @notice Until when an address is an agent of a user.
    /// @param user the user
    /// @param agent the agent
    /// @return until Unix seconds; zero: it is none
    function agentUntil(address user, address agent) external view returns (uint40 until);

    /// @notice What an agent may still pay for more time.
    /// @param user the user
    /// @param agent the agent
    /// @param token in what
    /// @return token units
    function agentBudget(address user, address agent, address token) external view returns (uint256);

    /// @notice The listed tokens, the native one first.
    /// @return their addresses
    function tokens() external view returns (address[] memory);

    /// @notice Whether a token can be paid in.
    /// @param token which
    /// @return whether it is listed
    function isListed(address token) external view returns (bool);

    /// @notice The token that is staked, in which fees are taken.
    /// @return its address
    function nativeToken() external view returns (address);

    /// @notice The registry whose market this is.
    /// @return its address
    function registry() external view returns (address);

    /// @notice Where users' stakes are held, and fees go.
    /// @return its address, zero: there is none
    function staking() external view returns (address);

    /// @notice Uniswap's Permit2.
    /// @return its address, zero: createOrderWithPermit2 is not to be had
    function permit2() external view returns (address);

    /// @notice The version of this contract's code and of its EIP-712 domain.
    /// @return the version
    function version() external view returns (string memory);
}

/// @title IMarket
/// @author Berth
/// @notice The whole market as seen from outside.
interface IMarket is IMarketActs, IMarketViews {
    /// @notice The longest probation that a quote may give.
    /// @return seconds
    function probationLimit() external view returns (uint32);

    /// @notice Within what time a node must activate an order.
    /// @return seconds
    function activationWindow() external view returns (uint32);

    /// @notice What is taken of settlements in the native token, for who is staked.
    /// @return basis points
    function feeBps() external view returns (uint16);

    /// @notice The most that a quote may give to a referrer.
    /// @return basis points
    function maxReferrerShare() external view returns (uint16);

    /// @notice Who may list tokens, and nothing else.
    /// @return the account, zero: nobody
    function lister() external view returns (address);

    /// @notice Runs several calls as the caller, all or none.
    /// @param data the calls
    /// @return results what they answered
    function multicall(bytes[] calldata data) external returns (bytes[] memory results);

    /// @notice The domain of quotes (EIP-5267).
    /// @return fields which of the following are used
    /// @return name "Berth"
    /// @return version_ "2"
    /// @return chainId the chain
    /// @return verifyingContract this
    /// @return salt zero
    /// @return extensions none
    function eip712Domain()
        external
        view
        returns (
            bytes1 fields,
            string memory name,
            string memory version_,
            uint256 chainId,
            address verifyingContract,
            bytes32 salt,
            uint256[] memory extensions
        );
}
