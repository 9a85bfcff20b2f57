// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

/// @title IStakeOf
/// @notice The one thing that the market asks of the staking contract.
interface IStakeOf {
    /// @notice What an account has staked now.
    /// @param account the staker
    /// @return amount token units
    function stakeOf(address account) external view returns (uint256 amount);
}
