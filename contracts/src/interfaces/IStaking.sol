// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

/// @title IStakeOf
/// @author Berth
/// @notice The one thing that the market asks of the staking contract.
interface IStakeOf {
    /// @notice What an account has staked for long enough to count against the sybil threshold of nodes.
    /// @param account the staker
    /// @return amount token units
    function stakeOf(address account) external view returns (uint256 amount);
}

/// @title IStaking
/// @author Berth
/// @notice Users and nodes stake the token and earn (a) an emission out of the genesis pool, so much a second until it
/// is used up, and (b) new tokens in proportion to what the market settles, so many a period at most, until the
/// token's cap. Rewards are shared by stake, and wait while nobody is staked.
interface IStaking is IStakeOf {
    /// @notice What an account has here.
    struct Position {
        uint256 amount; // staked, token units
        uint256 counting; // of it, what counts against sybil thresholds already
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
    /// @notice Rewards were shared out.
    /// @param emitted out of the genesis pool
    /// @param minted new tokens
    event Accrued(uint256 emitted, uint256 minted);

    /// @notice The pool is not there.
    /// @param balance what is there
    /// @param pool what should be
    error Staking_PoolMissing(uint256 balance, uint256 pool);
    /// @notice More would be minted than is settled.
    /// @param perMille thousandths
    /// @param limit thousandths
    error Staking_BadRate(uint256 perMille, uint256 limit);
    /// @notice Nothing to be done with nothing.
    error Staking_ZeroAmount();
    /// @notice A recipient of zero, or this contract.
    /// @param to the recipient
    error Staking_BadRecipient(address to);
    /// @notice More than is staked.
    /// @param wanted how much
    /// @param staked how much there is
    error Staking_NotEnough(uint256 wanted, uint256 staked);
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

    /// @notice Takes stake back, at any time.
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

    /// @notice What a stake yields a year at the present pace, in 10^-18 of the stake: the emission while the pool
    /// lasts, and what was minted in the last full period or in this one, whichever is more.
    /// @return the yield; zero while nobody is staked
    function yearlyYield() external view returns (uint256);

    /// @notice All stakes.
    /// @return token units
    function totalStaked() external view returns (uint256);

    /// @notice What is left of the genesis pool.
    /// @return token units
    function poolLeft() external view returns (uint256);

    /// @notice What is paid out of the pool.
    /// @return token units a second
    function emissionPerSecond() external view returns (uint256);

    /// @notice How much is minted of what the market settles.
    /// @return thousandths
    function mintPerMille() external view returns (uint256);

    /// @notice The most that is minted in a period.
    /// @return token units
    function mintCap() external view returns (uint256);

    /// @notice How long a stake must have been there to count against sybil thresholds.
    /// @return seconds
    function maturity() external view returns (uint40);

    /// @notice The market whose settlements count.
    /// @return its address
    function market() external view returns (address);

    /// @notice The token.
    /// @return its address
    function token() external view returns (address);
}
