// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {ECDSA} from "@openzeppelin/contracts/utils/cryptography/ECDSA.sol";
import {IERC1271} from "@openzeppelin/contracts/interfaces/IERC1271.sol";

/// @dev A contract that can be made to call anything, and so be a node or a user.
abstract contract Caller {
    function run(address target, bytes calldata data) external returns (bytes memory) {
        (bool ok, bytes memory out) = target.call(data);
        if (!ok) {
            assembly ("memory-safe") {
                revert(add(out, 0x20), mload(out))
            }
        }
        return out;
    }
}

/// @dev An ERC-1271 wallet of one key.
contract Wallet is Caller, IERC1271 {
    address private immutable OWNER;

    constructor(address owner) {
        OWNER = owner;
    }

    function isValidSignature(bytes32 hash, bytes calldata signature) external view returns (bytes4) {
        (address signer, ECDSA.RecoverError err,) = ECDSA.tryRecover(hash, signature);
        return err == ECDSA.RecoverError.NoError && signer == OWNER ? this.isValidSignature.selector : bytes4(0xffffffff);
    }
}

/// @dev ERC-1271 wallets gone wrong, each in its own way.
contract BadWallet is Caller {
    enum Way {
        Reverts,
        Nothing,
        Short,
        Garbage,
        One,
        Burns,
        Bomb
    }

    Way private immutable WAY;

    constructor(Way way) {
        WAY = way;
    }

    fallback() external {
        if (WAY == Way.Reverts) revert("no");
        if (WAY == Way.Burns) {
            while (true) {}
        }
        assembly ("memory-safe") {
            let p := mload(0x40)
            mstore(p, 0xffffffff00000000000000000000000000000000000000000000000000000000)
        }
        Way way = WAY;
        assembly ("memory-safe") {
            let p := mload(0x40)
            switch way
            case 1 { return(p, 0) }
            case 2 {
                mstore(p, 0x1626ba7e00000000000000000000000000000000000000000000000000000000)
                return(p, 4)
            }
            case 3 {
                mstore(p, 0x1626ba7eff000000000000000000000000000000000000000000000000000000)
                return(p, 32)
            }
            case 4 {
                mstore(p, 1)
                return(p, 32)
            }
            case 6 { return(p, 100000) }
        }
    }
}

/// @dev Tells of any stake, and keeps what was to be held.
contract Stakes {
    struct Hold {
        address account;
        uint96 amount;
        uint40 until;
    }

    mapping(address => uint256) public stakeOf;
    mapping(uint256 => Hold) public holds;

    function set(address account, uint256 amount) external {
        stakeOf[account] = amount;
    }

    function hold(uint256 id, address account, uint96 amount, uint40 until) external {
        holds[id] = Hold(account, amount, until);
    }

    function release(uint256 id) external {
        delete holds[id];
    }
}
