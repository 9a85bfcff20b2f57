// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

/// @title IHolds
/// @author Berth
/// @notice What the market asks of the staking contract.
interface IHolds {
    /// @notice What of an account's stake counts against the sybil thresholds of nodes: there for long enough, and not
    /// held for a probation already.
    /// @param account the staker
    /// @return amount token units
    function stakeOf(address account) external view returns (uint256 amount);

    /// @notice Market only: holds counting stake for an order's probation. It can not be taken back, and counts for
    /// nothing else, until it is released.
    /// @param id the order
    /// @param account the staker
    /// @param amount token units
    /// @param until Unix seconds, from when on anyone may release it
    function hold(uint256 id, address account, uint96 amount, uint40 until) external;

    /// @notice Releases what is held for an order: the market at any time, anyone once its time is over. Nothing happens
    /// when nothing is held; for the market it never fails.
    /// @param id the order
    function release(uint256 id) external;
}

/// @title IStaking
/// @author Berth
/// @notice Users and nodes stake the token and earn (a) an emission out of the genesis pool, so much a second until it
/// is used up, and (b) the fees of the market, and new tokens in proportion to the fees, so many a period at most, until
/// the token's cap. What comes of (b) in one period is released evenly over the next. Rewards are shared by stake and
/// time, and wait while nobody is staked.
interface IStaking is IHolds {
    /// @notice What an account has here.
    struct Position {
        uint256 amount; // staked, token units
        uint256 counting; // of it, what counts against sybil thresholds: old enough, and not held
        uint256 held; // of it, for probations: can not be taken back now
        uint40 since; // Unix seconds: when the position began; zero: there is none
        uint256 earned; // token units, to be claimed now
    }

    /// @notice Somebody staked.
    /// @param account who
    /// @param amount how much more
    event Staked(address indexed account, uint256 amount);
    /// @notice Somebody took stake back.
    /// @param account who
    /// @param amount how much
    event Unstaked(address indexed account, uint256 amount);
    /// @notice Somebody's rewards were paid.
    /// @param account whose
    /// @param to who got them
    /// @param amount how much
    event Claimed(address indexed account, address indexed to, uint256 amount);
    /// @notice Something was shared out, or came in to be.
    /// @param emitted out of the genesis pool, shared out now
    /// @param released of earlier fees and mints, shared out now
    /// @param fees of the market, to be released over the period after this one
    /// @param minted new tokens, likewise
    event Accrued(uint256 emitted, uint256 released, uint256 fees, uint256 minted);
    /// @notice Stake is held for the probation of an order.
    /// @param account whose
    /// @param id the order
    /// @param amount how much
    /// @param until Unix seconds, from when on anyone may release it
    event Held(address indexed account, uint256 indexed id, uint256 amount, uint40 until);
    /// @notice Stake is not held any more.
    /// @param account whose
    /// @param id the order
    /// @param amount how much
    event Released(address indexed account, uint256 indexed id, uint256 amount);

    /// @notice The pool is not there.
    /// @param balance what is there
    /// @param pool what should be
    error Staking_PoolMissing(uint256 balance, uint256 pool);
    /// @notice More would be minted than half of the fees.
    /// @param perMille thousandths
    /// @param limit thousandths
    error Staking_BadRate(uint256 perMille, uint256 limit);
    /// @notice Nothing to be done with nothing.
    error Staking_ZeroAmount();
    /// @notice A recipient of zero, or this contract.
    /// @param to the recipient
    error Staking_BadRecipient(address to);
    /// @notice More than is there and not held.
    /// @param wanted how much
    /// @param free how much there is
    error Staking_NotEnough(uint256 wanted, uint256 free);
    /// @notice Only the market may do this, or not before its time is over.
    /// @param caller who tried
    error Staking_OnlyMarket(address caller);
    /// @notice The order holds stake already.
    /// @param id the order
    error Staking_AlreadyHeld(uint256 id);
    /// @notice The contract can not be built so.
    /// @param what which parameter, from 1, in the constructor's order
    error Staking_BadParameter(uint256 what);
    /// @notice Rewards would be paid out of principal. It can not happen; it is checked all the same.
    /// @param wanted how much
    /// @param free what is there beyond the stakes
    error Staking_Principal(uint256 wanted, uint256 free);

    /// @notice Stakes the caller's tokens.
    /// @param amount token units
    function stake(uint256 amount) external;

    /// @notice As stake, with an EIP-2612 permit; one that is used already is no failure.
    /// @param amount token units
    /// @param deadline the permit's, Unix seconds
    /// @param v of the permit's signature
    /// @param r of the permit's signature
    /// @param s of the permit's signature
    function stakeWithPermit(uint256 amount, uint256 deadline, uint8 v, bytes32 r, bytes32 s) external;

    /// @notice Takes stake back that is not held, at any time.
    /// @param amount token units
    /// @param to who gets it
    function unstake(uint256 amount, address to) external;

    /// @notice Pays the caller's rewards.
    /// @param to who gets them
    /// @return amount token units
    function claim(address to) external returns (uint256 amount);

    /// @notice Shares out what has come up since the last time; anyone may. All else here does so first.
    function accrue() external;

    /// @notice An account's position.
    /// @param account whose
    /// @return the position as of now
    function position(address account) external view returns (Position memory);

    /// @notice What a stake yields a year at the present pace, in 10^-18 of the stake: the emission as far as the pool
    /// lasts, and the stream of fees and mints as it is now.
    /// @return the yield; zero while nobody is staked
    function yearlyYield() external view returns (uint256);

    /// @notice What of fees and mints is to be released.
    /// @return current token units, until the end of this period
    /// @return next token units, over the next one; with all that waits while nobody is staked
    function stream() external view returns (uint256 current, uint256 next);

    /// @notice What is held for an order's probation.
    /// @param id the order
    /// @return account whose
    /// @return amount token units; zero: nothing
    /// @return until Unix seconds, from when on anyone may release it
    function held(uint256 id) external view returns (address account, uint96 amount, uint40 until);

    /// @notice All stakes.
    /// @return token units
    function totalStaked() external view returns (uint256);

    /// @notice What is left of the genesis pool.
    /// @return token units
    function poolLeft() external view returns (uint256);

    /// @notice What is paid out of the pool.
    /// @return token units a second
    function emissionPerSecond() external view returns (uint256);

    /// @notice How much is minted for fees that were paid.
    /// @return thousandths
    function mintPerMille() external view returns (uint256);

    /// @notice The most that is minted in a period.
    /// @return token units
    function mintCap() external view returns (uint256);

    /// @notice How long a stake must have been there to count against sybil thresholds.
    /// @return seconds
    function maturity() external view returns (uint40);

    /// @notice The market whose fees are shared out.
    /// @return its address
    function market() external view returns (address);

    /// @notice The token.
    /// @return its address
    function token() external view returns (address);
}
