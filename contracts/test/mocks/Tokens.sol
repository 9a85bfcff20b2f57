// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {ERC20} from "@openzeppelin/contracts/token/ERC20/ERC20.sol";

/// @dev A plain ERC-20 without permit that anyone may mint.
contract PlainToken is ERC20("Plain", "P") {
    function mint(address to, uint256 amount) external {
        _mint(to, amount);
    }
}

/// @dev Burns a hundredth of every transfer.
contract FeeToken is PlainToken {
    function _update(address from, address to, uint256 value) internal override {
        if (from != address(0) && to != address(0)) {
            super._update(from, address(0), value / 100);
            value -= value / 100;
        }
        super._update(from, to, value);
    }
}

/// @dev Answers false and moves nothing.
contract FalseToken is PlainToken {
    function transferFrom(address, address, uint256) public pure override returns (bool) {
        return false;
    }

    function transfer(address, uint256) public pure override returns (bool) {
        return false;
    }
}

/// @dev Says true and moves nothing.
contract LyingToken is PlainToken {
    function transferFrom(address, address, uint256) public pure override returns (bool) {
        return true;
    }
}

/// @dev Gives no answer at all, as some old tokens do.
contract SilentToken {
    mapping(address => uint256) public balanceOf;
    mapping(address => mapping(address => uint256)) public allowance;

    function mint(address to, uint256 amount) external {
        balanceOf[to] += amount;
    }

    function approve(address spender, uint256 amount) external {
        allowance[msg.sender][spender] = amount;
    }

    function transfer(address to, uint256 amount) external {
        balanceOf[msg.sender] -= amount;
        balanceOf[to] += amount;
    }

    function transferFrom(address from, address to, uint256 amount) external {
        allowance[from][msg.sender] -= amount;
        balanceOf[from] -= amount;
        balanceOf[to] += amount;
    }
}

/// @dev Refuses to pay to some.
contract BlockingToken is PlainToken {
    error Blocked(address account);

    mapping(address => bool) public blocked;

    function block_(address account, bool yes) external {
        blocked[account] = yes;
    }

    function _update(address from, address to, uint256 value) internal virtual override {
        if (blocked[to]) revert Blocked(to);
        super._update(from, to, value);
    }
}

/// @dev Calls somebody in the middle of every transfer; keeps whether that went through, and what was answered last.
contract ReentrantToken is BlockingToken {
    address public target;
    bytes public payload;
    bytes public answer;
    uint256 public tried;
    uint256 public succeeded;
    bool private _inside;

    function arm(address target_, bytes calldata payload_) external {
        (target, payload) = (target_, payload_);
    }

    function _update(address from, address to, uint256 value) internal override {
        super._update(from, to, value);
        if (target != address(0) && !_inside) {
            _inside = true;
            ++tried;
            bool ok;
            (ok, answer) = target.call(payload);
            if (ok) ++succeeded;
            _inside = false;
        }
    }
}

/// @dev Six decimals, as dollar tokens have.
contract SixToken is PlainToken {
    function decimals() public pure override returns (uint8) {
        return 6;
    }
}

/// @dev As WETH: no permit, but a fallback that takes every call.
contract PhantomToken is PlainToken {
    fallback() external {}
}

/// @dev Can be made to fail in everything, to lie about balances and to burn all gas.
contract HostileToken is PlainToken {
    enum Mood {
        Good,
        Fails,
        Lies,
        Burns
    }

    Mood public mood;

    function become(Mood mood_) external {
        mood = mood_;
    }

    function balanceOf(address account) public view override returns (uint256) {
        if (mood == Mood.Lies) return super.balanceOf(account) * 2 + 1;
        if (mood == Mood.Fails) revert("balance");
        return super.balanceOf(account);
    }

    function _update(address from, address to, uint256 value) internal override {
        if (mood == Mood.Fails) revert("transfer");
        if (mood == Mood.Burns) {
            while (true) {}
        }
        super._update(from, to, value);
    }
}

/// @dev Of as many decimals as wanted.
contract DecimalsToken is PlainToken {
    uint8 private immutable DECIMALS;

    constructor(uint8 decimals_) {
        DECIMALS = decimals_;
    }

    function decimals() public view override returns (uint8) {
        return DECIMALS;
    }
}

/// @dev Calls somebody before it moves anything, as ERC-777 does.
contract PreHookToken is PlainToken {
    address public target;
    bytes public payload;

    function arm(address target_, bytes calldata payload_) external {
        (target, payload) = (target_, payload_);
    }

    function _update(address from, address to, uint256 value) internal override {
        if (target != address(0)) {
            (bool ok,) = target.call(payload);
            require(ok, "hook");
        }
        super._update(from, to, value);
    }
}

/// @dev Calls back, refuses some, and in a bad mood does one of the things that tokens must not do.
contract OddToken is ReentrantToken {
    enum Mood {
        Good,
        TakesAFee, // of what is taken in
        Lies, // says true, and takes nothing in
        SaysFalse,
        Fails
    }

    error Odd();

    Mood public mood;

    function become(Mood mood_) external {
        mood = mood_;
    }

    function transfer(address to, uint256 value) public override returns (bool) {
        if (mood == Mood.SaysFalse) return false;
        if (mood == Mood.Fails) revert Odd();
        return super.transfer(to, value);
    }

    function transferFrom(address from, address to, uint256 value) public override returns (bool) {
        if (mood == Mood.Lies) return true;
        if (mood == Mood.SaysFalse) return false;
        if (mood == Mood.Fails) revert Odd();
        super.transferFrom(from, to, value);
        if (mood == Mood.TakesAFee) _burn(to, (value + 99) / 100);
        return true;
    }
}
