// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {MarketState} from "../src/base/MarketState.sol";
import {Registry} from "../src/Registry.sol";
import {Staking} from "../src/Staking.sol";
import {Token} from "../src/Token.sol";
import {Market} from "../src/Market.sol";
import {IMarket, IMarketTypes} from "../src/interfaces/IMarket.sol";
import {Base} from "./Base.sol";
import {Permit2} from "./mocks/Permit2.sol";
import {SixToken} from "./mocks/Tokens.sol";

/// @dev Token, registry, market and staking together, with a fee, Permit2, and a token of six decimals.
abstract contract Whole is Base, IMarketTypes {
    uint16 internal constant FEE = 200; // basis points
    uint256 internal constant MINT_CAP = 1000e18;
    uint40 internal constant MATURITY = 8 days;

    Staking internal staking;
    Permit2 internal permit2;
    SixToken internal usd;

    function setUp() public virtual override {
        vm.warp(20_000 days);
        operator = vm.addr(OPERATOR_KEY);
        node = vm.addr(NODE_KEY);
        user = vm.addr(USER_KEY);
        permit2 = new Permit2();
        usd = new SixToken();
        _deployWhole(0, 0, FEE, 500);
        _register(node, operator, 0);
        _fund(user);
        _fund(other);
    }

    function _deployWhole(uint256 pool, uint256 emission, uint16 feeBps, uint256 perMille) internal {
        uint64 n = vm.getNonce(address(this));
        address[] memory minters = new address[](2);
        (minters[0], minters[1]) = (_created(n + 3), address(this));
        uint256[] memory amounts = new uint256[](1);
        amounts[0] = pool;
        token = new Token(address(this), 1e27, minters, _one(_created(n + 3)), amounts);
        registry = new Registry(_created(n + 2));
        MarketState.Config memory c = _config(address(token), _created(n + 3));
        (c.registry, c.permit2, c.feeBps) = (address(registry), address(permit2), feeBps);
        c.tokens = _one(address(usd));
        market = IMarket(address(new Market(c)));
        staking = new Staking(address(token), address(market), pool, emission, perMille, MINT_CAP, MATURITY);
        assertEq(address(staking), _created(n + 3));
    }

    function _all() internal {
        vm.expectEmit({checkTopic1: true, checkTopic2: true, checkTopic3: true, checkData: true});
    }

    function _stake(address a, uint256 amount) internal {
        token.mint(a, amount);
        vm.startPrank(a);
        token.approve(address(staking), amount);
        staking.stake(amount);
        vm.stopPrank();
    }

    /// @dev A quote in the six-decimal token: a thousandth of a dollar a second.
    function _usdQuote() internal returns (Quote memory q) {
        q = _quote();
        (q.token, q.rate) = (address(usd), 1000 * SCALE);
    }

    function _fundUsd(address a, uint256 amount) internal {
        usd.mint(a, amount);
        vm.prank(a);
        usd.approve(address(market), type(uint256).max);
    }

    function _cancel(address by, uint256 id) internal {
        vm.prank(by);
        market.cancel(id, Reason.Other);
    }

    function _pass(uint256 time) internal {
        vm.warp(_now() + time);
    }

    /// @dev A running order of this quote.
    function _run(Quote memory q, uint32 duration) internal returns (uint256 id) {
        id = _create(q, duration);
        _activate(id);
    }
}
