// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

/// @title What an account says of a signature that is wrapped as ERC-6492 has it
/// @notice Nobody deploys this: an eth_call creates it, so that whatever the wrapped call does is undone. Its answer is one byte in the
/// place of code: 1, the account calls the signature its own; 0, it does not.
/// @dev The order is that of ERC-6492's reference implementation: a contract that is there is asked first as it is, so that keys that
/// were changed since count; only where it is not there, or says no, the wrapped call is made, which deploys it or prepares it.
contract Validator {
    /// @dev What isValidSignature(bytes32,bytes) of ERC-1271 answers to a good signature; it is its own selector.
    bytes4 private constant VALID = 0x1626ba7e;

    constructor(address account, bytes32 digest, bytes memory wrapped) {
        bool valid = _verify(account, digest, wrapped);
        assembly ("memory-safe") {
            mstore(0, valid)
            return(31, 1)
        }
    }

    function _verify(address account, bytes32 digest, bytes memory wrapped) private returns (bool) {
        (address target, bytes memory data, bytes memory signature) = abi.decode(wrapped, (address, bytes, bytes));
        if (account.code.length != 0 && _says(account, digest, signature)) return true;
        bool done;
        assembly ("memory-safe") {
            done := call(gas(), target, 0, add(data, 0x20), mload(data), 0, 0) // nothing of its answer is copied
        }
        return done && account.code.length != 0 && _says(account, digest, signature);
    }

    /// @dev As the market asks, by OpenZeppelin's SignatureChecker: a whole word, and nothing but the magic in it.
    function _says(address account, bytes32 digest, bytes memory signature) private view returns (bool valid) {
        bytes memory data = abi.encodeWithSelector(VALID, digest, signature);
        assembly ("memory-safe") {
            mstore(0, 0)
            let done := staticcall(gas(), account, add(data, 0x20), mload(data), 0, 0x20)
            valid := and(done, and(gt(returndatasize(), 0x1f), eq(mload(0), VALID)))
        }
    }
}
