// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ERC20} from "@openzeppelin/contracts/token/ERC20/ERC20.sol";
import {ERC20Permit} from "@openzeppelin/contracts/token/ERC20/extensions/ERC20Permit.sol";

/// @title DemoDollar
/// @author Berth
/// @notice Play money of six decimals, for demos and tests: it stands for a dollar token as people have it, and is worth nothing.
contract DemoDollar is ERC20Permit {
    /// @notice Who makes it, out of nothing.
    address public immutable minter;

    /// @notice Only the minter may do this.
    /// @param caller who tried
    error DemoDollar_NotMinter(address caller);

    /// @notice Its deployer is the minter.
    constructor() ERC20("Demo USD (worth nothing)", "dUSD") ERC20Permit("Demo USD (worth nothing)") {
        minter = msg.sender;
    }

    /// @notice Makes new play money.
    /// @param to who gets it
    /// @param amount token units
    function mint(address to, uint256 amount) external {
        if (msg.sender != minter) revert DemoDollar_NotMinter(msg.sender);
        _mint(to, amount);
    }

    /// @notice How many decimals it has.
    /// @return six, as dollar tokens mostly have
    function decimals() public pure override returns (uint8) {
        return 6;
    }
}
