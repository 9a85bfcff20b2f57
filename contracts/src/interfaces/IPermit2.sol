// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

/// @title IPermit2
/// @author Berth
/// @notice What is needed of Uniswap's Permit2 (its ISignatureTransfer).
interface IPermit2 {
    /// @notice What may be taken.
    struct TokenPermissions {
        address token;
        uint256 amount; // token units
    }

    /// @notice What the owner signs beside the witness.
    struct PermitTransferFrom {
        TokenPermissions permitted;
        uint256 nonce; // used once, in any order
        uint256 deadline; // Unix seconds
    }

    /// @notice What is taken.
    struct SignatureTransferDetails {
        address to;
        uint256 requestedAmount; // token units
    }

    /// @notice Moves an owner's tokens to where the caller says, if the owner signed for this caller and this witness.
    /// @param permit what may be taken
    /// @param details what is taken
    /// @param owner whose tokens
    /// @param witness hash of what else the owner signed (EIP-712)
    /// @param witnessTypeString its type, as the end of the permit's
    /// @param signature the owner's, or by ERC-1271
    function permitWitnessTransferFrom(
        PermitTransferFrom calldata permit,
        SignatureTransferDetails calldata details,
        address owner,
        bytes32 witness,
        string calldata witnessTypeString,
        bytes calldata signature
    ) external;
}
