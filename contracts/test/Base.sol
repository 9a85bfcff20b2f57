// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {PRBTest} from "@prb/test/PRBTest.sol";

import {Market} from "../src/Market.sol";
import {Registry} from "../src/Registry.sol";
import {Token} from "../src/Token.sol";
import {MarketState} from "../src/base/MarketState.sol";
import {IMarket, IMarketTypes} from "../src/interfaces/IMarket.sol";
import {Resources} from "../src/interfaces/IRegistry.sol";

interface ICheats {
    function getBlockTimestamp() external view returns (uint256);
}

/// @dev The contracts, a node with an operator and two users, all with money.
abstract contract Base is PRBTest {
    uint32 internal constant WINDOW = 600;
    uint96 internal constant RATE = 1e15; // token units a second
    uint96 internal constant SCALE = 1e9;

    Token internal token;
    Registry internal registry;
    IMarket internal market;

    uint256 internal constant OPERATOR_KEY = 0xA11CE;
    uint256 internal constant NODE_KEY = 0xB0B;
    uint256 internal constant USER_KEY = 0xCAFE;
    address internal operator;
    address internal node;
    address internal user;
    address internal other = address(0x0123);

    uint64 internal nonce;

    /// @dev The block's time. The compiler by IR takes it for the same all through a test, which warps it.
    function _now() internal view returns (uint256) {
        return ICheats(0x7109709ECfa91a80626fF3989D68f67F5b1DD12D).getBlockTimestamp();
    }

    function setUp() public virtual {
        vm.warp(1_750_000_000);
        operator = vm.addr(OPERATOR_KEY);
        node = vm.addr(NODE_KEY);
        user = vm.addr(USER_KEY);

        token = new Token(address(this), 1e27, _one(address(this)), new address[](0), new uint256[](0));
        (registry, market) = _deploy(address(token), address(0));
        _register(node, operator, 0);
        _fund(user);
        _fund(other);
    }

    function _deploy(address token_, address staking_) internal returns (Registry r, IMarket m) {
        return _deploy(_config(token_, staking_));
    }

    /// @dev A registry, and a market of which all but that is given.
    function _deploy(MarketState.Config memory c) internal returns (Registry r, IMarket m) {
        uint64 n = vm.getNonce(address(this));
        r = new Registry(_created(n + 1));
        c.registry = address(r);
        m = IMarket(address(new Market(c)));
    }

    function _config(address token_, address staking_) internal view returns (MarketState.Config memory c) {
        c.nativeToken = token_;
        c.staking = staking_;
        c.lister = address(this);
        c.activationWindow = WINDOW;
        c.maxReferrerShare = 2000;
    }

    /// @dev The address of this contract's n-th creation: the RLP of (address, n).
    function _created(uint64 n) internal view returns (address) {
        bytes memory rlp = n < 0x80
            ? abi.encodePacked(hex"d694", address(this), uint8(n))
            : n < 0x100
                ? abi.encodePacked(hex"d794", address(this), hex"81", uint8(n))
                : abi.encodePacked(hex"d894", address(this), hex"82", uint16(n));
        return address(uint160(uint256(keccak256(rlp))));
    }

    function _one(address a) internal pure returns (address[] memory list) {
        list = new address[](1);
        list[0] = a;
    }

    function _register(address node_, address operator_, uint96 minStake) internal {
        vm.prank(node_);
        registry.register(operator_, _total(), minStake, "n1.example:443", "https://n1.example/meta");
    }

    function _fund(address account) internal {
        token.mint(account, 1e24);
        vm.prank(account);
        token.approve(address(market), type(uint256).max);
    }

    function _total() internal pure returns (Resources memory) {
        return Resources(64_000, 262_144, 1_000_000, 10_000_000, 8, "rtx-4090");
    }

    function _some() internal pure returns (Resources memory) {
        return Resources(1000, 2048, 1000, 5000, 1, "rtx-4090");
    }

    /// @dev A quote of the node for the user, with the next nonce.
    function _quote() internal returns (IMarketTypes.Quote memory) {
        return IMarketTypes.Quote({
            node: node,
            user: user,
            token: market.nativeToken(),
            resources: _some(),
            rate: RATE * SCALE,
            minDuration: 60,
            maxDuration: 7200,
            committed: 0,
            notice: 0,
            probation: 0,
            minStake: 0,
            referrer: address(0),
            referrerShare: 0,
            features: 1,
            epoch: 1,
            validUntil: uint40(_now() + 3600),
            nonce: ++nonce
        });
    }

    function _sign(uint256 key, IMarketTypes.Quote memory q) internal view returns (bytes memory) {
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(key, market.hashQuote(q));
        return abi.encodePacked(r, s, v);
    }

    /// @dev Makes an order out of a quote that the operator signs.
    function _create(IMarketTypes.Quote memory q, uint32 duration) internal returns (uint256 id) {
        bytes memory signature = _sign(OPERATOR_KEY, q);
        vm.prank(q.user);
        id = market.createOrder(q, signature, duration);
    }

    function _create() internal returns (uint256 id) {
        return _create(_quote(), 600);
    }

    function _activate(uint256 id) internal {
        vm.prank(operator);
        market.activate(id);
    }

    /// @dev A running order.
    function _active() internal returns (uint256 id) {
        id = _create();
        _activate(id);
    }

    function _state(uint256 id) internal view returns (IMarketTypes.State) {
        return market.order(id).state;
    }

    /// @dev What is owed in the native token.
    function _owed(address account) internal view returns (uint256) {
        return market.owed(account, market.nativeToken());
    }

    /// @dev Withdraws all of the native token.
    function _withdraw(address account, address to) internal returns (uint256) {
        address t = market.nativeToken();
        vm.prank(account);
        return market.withdraw(t, to);
    }

    function _first(address u, address n) internal view returns (bool first) {
        (first,,) = market.probationOf(u, n);
    }

    /// @dev Who an order's end gives what, when the user cancels now.
    function _split(uint256 id) internal view returns (uint256 toNode, uint256 toUser) {
        (uint256[2] memory byUser,) = market.split(id);
        return (byUser[0], byUser[1]);
    }

    function assertEq(IMarketTypes.State a, IMarketTypes.State b) internal {
        assertEq(uint256(a), uint256(b));
    }
}
