// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IPermit2} from "../../src/interfaces/IPermit2.sol";
import {Whole} from "../Whole.sol";

interface ISnapshots {
    function snapshotGasLastCall(string calldata name) external returns (uint256);
}

/// @dev What each call costs as a whole transaction, in the ordinary case: the pair has dealt before, the market holds
/// others' money, and all have been paid once. `make gas-snapshot` writes snapshots/GasTest.json, `make gas-check` compares.
contract GasTest is Whole {
    ISnapshots private constant SNAPSHOTS = ISnapshots(0x7109709ECfa91a80626fF3989D68f67F5b1DD12D);
    address private constant AGENT = address(0xA6E47);

    function setUp() public override {
        super.setUp();
        _register(node, operator, 0);
        _stake(other, 100e18);
        _stake(user, 100e18);
        _fundUsd(user, 1e12);
        _fundUsd(other, 1e12);
        // Others' orders in both tokens, running.
        for (uint256 i = 0; i < 2; ++i) {
            Quote memory q = i == 0 ? _quote() : _usdQuote();
            if (i == 1) q.user = other;
            uint256 id = _run(q, 600);
            _pass(100);
            _cancel(q.user, id);
            vm.startPrank(q.user);
            market.withdraw(q.token, q.user);
            vm.stopPrank();
            vm.startPrank(node);
            market.withdraw(q.token, node);
            vm.stopPrank();
        }
        Quote memory live = _quote();
        live.user = other;
        _run(live, 7200);
        vm.prank(user);
        market.setAgent(AGENT, type(uint40).max, _one(address(token)), _sums());
        staking.accrue();
    }

    function _sums() private pure returns (uint256[] memory sums) {
        sums = new uint256[](1);
        sums[0] = 1e24;
    }

    function _snap(string memory name) private {
        SNAPSHOTS.snapshotGasLastCall(name);
    }

    function test_Life() external {
        uint256 id = _create();
        _snap("createOrder");
        _activate(id);
        _snap("activate");
        _pass(100);
        market.settle(id);
        _snap("settle");
        vm.prank(node);
        market.withdraw(address(token), node);
        _snap("withdraw");
        _pass(100);
        vm.prank(user);
        market.extend(id, 600);
        _snap("extend");
        vm.prank(AGENT);
        market.extendFor(id, 60);
        _snap("extendFor");
        Quote memory q = _quote();
        bytes memory signature = _sign(OPERATOR_KEY, q);
        vm.prank(user);
        id = market.replaceOrder(id, q, signature, 600);
        _snap("replaceOrder");
        _pass(10);
        vm.prank(operator);
        market.announceEnd(id, uint40(_now() + 10));
        _snap("announceEnd");
        _cancel(user, id);
        _snap("cancel");
        id = _create();
        _cancel(user, id);
        _snap("cancel before activation");
        id = _create();
        _pass(WINDOW + 1);
        market.expire(id);
        _snap("expire");
        id = _create();
        _activate(id);
        _pass(601);
        market.settle(id);
        _snap("settle, completing");
    }

    function test_WithShares() external {
        Quote memory q = _quote();
        (q.user, q.token, q.rate) = (user, address(usd), 1000 * SCALE);
        (q.referrer, q.referrerShare, q.committed, q.notice) = (other, 1000, 300, 300);
        uint256 id = _create(q, 600);
        _snap("createOrder, in dollars with a referrer");
        _activate(id);
        _pass(100);
        _cancel(user, id);
        _snap("cancel, in dollars with a referrer and a commitment");
    }

    function test_Probation() external {
        _pass(MATURITY);
        address second = vm.addr(77);
        _register(second, address(0), 0);
        Quote memory q = _quote();
        (q.node, q.probation, q.minStake) = (second, 3600, 100e18);
        bytes memory signature = _sign(77, q);
        vm.prank(user);
        uint256 id = market.createOrder(q, signature, 600);
        _snap("createOrder, pair's first with held stake");
        vm.prank(second);
        market.activate(id);
        _snap("activate, pair's first");
        _cancel(user, id);
        _snap("cancel, in probation with held stake");
    }

    function test_Stake() external {
        _pass(1 days);
        token.mint(user, 1e18);
        vm.prank(user);
        token.approve(address(staking), 1e18);
        vm.prank(user);
        staking.stake(1e18);
        _snap("stake, with fees to collect");
        _pass(1 days);
        vm.prank(user);
        staking.claim(user);
        _snap("claim");
        _pass(100);
        vm.prank(user);
        staking.unstake(1e18, user);
        _snap("unstake");
    }

    function test_Permit2() external {
        vm.prank(user);
        token.approve(address(permit2), type(uint256).max);
        Quote memory q = _quote();
        bytes memory signature = _sign(OPERATOR_KEY, q);
        bytes32 hash = permit2.hashPermit(
            IPermit2.PermitTransferFrom(
                IPermit2.TokenPermissions(q.token, 600 * uint256(RATE)), 5, _now() + 60
            ),
            address(market),
            keccak256(abi.encode(keccak256("Order(bytes32 quote,uint32 duration)"), market.hashQuote(q), uint32(600))),
            "Order witness)Order(bytes32 quote,uint32 duration)TokenPermissions(address token,uint256 amount)"
        );
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(USER_KEY, hash);
        vm.prank(other);
        market.createOrderWithPermit2(q, signature, 600, 5, _now() + 60, abi.encodePacked(r, s, v));
        _snap("createOrderWithPermit2");
    }

    function test_Registry() external {
        address second = vm.addr(77);
        _register(second, address(0), 0);
        _snap("register");
        vm.prank(second);
        registry.setOperator(other);
        _snap("setOperator");
        vm.prank(second);
        registry.deregister();
        _snap("deregister");
    }
}
