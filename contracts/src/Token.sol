// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {AccessControl} from "@openzeppelin/contracts/access/AccessControl.sol";
import {ERC20} from "@openzeppelin/contracts/token/ERC20/ERC20.sol";
import {ERC20Capped} from "@openzeppelin/contracts/token/ERC20/extensions/ERC20Capped.sol";
import {ERC20Permit} from "@openzeppelin/contracts/token/ERC20/extensions/ERC20Permit.sol";

/// @title Token
/// @author Berth
/// @notice The token that rents are paid in: ERC-20 with EIP-2612 permits, a cap that holds for ever, and minters.
/// @dev The admin names minters and can stop being admin. Nobody can move or burn what another account holds.
contract Token is ERC20Capped, ERC20Permit, AccessControl {
    /// @notice May mint up to the cap.
    bytes32 public constant MINTER_ROLE = keccak256("MINTER_ROLE");

    /// @notice The genesis lists differ in length.
    /// @param holders how many accounts
    /// @param amounts how many amounts
    error Token_GenesisMismatch(uint256 holders, uint256 amounts);

    /// @notice Mints the genesis and names the admin.
    /// @param admin names and removes minters; zero: nobody ever can
    /// @param cap_ the most that can ever be in existence, token units
    /// @param minters the first minters
    /// @param holders who gets a part of the genesis
    /// @param amounts how much, token units
    constructor(
        address admin,
        uint256 cap_,
        address[] memory minters,
        address[] memory holders,
        uint256[] memory amounts
    ) ERC20("Berth", "BRT") ERC20Capped(cap_) ERC20Permit("Berth") {
        // Check
        if (holders.length != amounts.length) revert Token_GenesisMismatch(holders.length, amounts.length);

        // Effect
        if (admin != address(0)) _grantRole(DEFAULT_ADMIN_ROLE, admin);
        for (uint256 i = 0; i < minters.length; ++i) {
            _grantRole(MINTER_ROLE, minters[i]);
        }
        for (uint256 i = 0; i < holders.length; ++i) {
            _mint(holders[i], amounts[i]);
        }
    }

    /// @notice Makes new tokens, within the cap.
    /// @param to who gets them
    /// @param amount token units
    function mint(address to, uint256 amount) external onlyRole(MINTER_ROLE) {
        _mint(to, amount);
    }

    /// @notice Every movement of tokens: the cap is checked at each mint.
    /// @param from who has them, zero: a mint
    /// @param to who gets them
    /// @param value token units
    function _update(address from, address to, uint256 value) internal override(ERC20, ERC20Capped) {
        super._update(from, to, value);
    }
}
