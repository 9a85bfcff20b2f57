// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IAccessControl} from "@openzeppelin/contracts/access/IAccessControl.sol";
import {ERC20Capped} from "@openzeppelin/contracts/token/ERC20/extensions/ERC20Capped.sol";

import {Registry} from "../../src/Registry.sol";
import {Token} from "../../src/Token.sol";
import {IMarketTypes} from "../../src/interfaces/IMarket.sol";
import {IRegistry, Resources} from "../../src/interfaces/IRegistry.sol";
import {Base} from "../Base.sol";

contract RegistryTest is Base {
    event NodeRegistered(
        address indexed node,
        address indexed operator,
        Resources total,
        uint96 minStake,
        string endpoint,
        string metadataURI
    );
    event NodePaused(address indexed node, bool paused);
    event OperatorChanged(address indexed node, address indexed operator);
    event EpochBegan(address indexed node, uint32 epoch);
    event NodeLeft(address indexed node);

    function _all() internal {
        vm.expectEmit({checkTopic1: true, checkTopic2: true, checkTopic3: true, checkData: true});
    }

    function test_Register() external {
        vm.expectEmit({checkTopic1: true, checkTopic2: true, checkTopic3: true, checkData: true});
        emit NodeRegistered(other, operator, _total(), 5, "a:1", "m");
        vm.prank(other);
        registry.register(operator, _total(), 5, "a:1", "m");
        IRegistry.Node memory n = registry.node(other);
        assertEq(n.operator, operator);
        assertEq(n.minStake, 5);
        assertEq(n.registeredAt, _now());
        assertEq(n.endpoint, "a:1");
        assertEq(n.metadataURI, "m");
        assertFalse(n.paused);
        assertEq(keccak256(abi.encode(n.total)), keccak256(abi.encode(_total())));
        assertEq(n.reserved.cpuMilli, 0);
        assertEq(registry.nodeCount(), 2);
        assertEq(registry.operatorOf(other), operator);
        assertEq(registry.operatorOf(user), address(0));
    }

    function test_Register_UpdateKeeps() external {
        _create();
        vm.prank(node);
        registry.setPaused(true);
        uint256 then_ = _now();
        vm.warp(then_ + 1000);
        Resources memory r = _some();
        vm.prank(node);
        registry.register(other, r, 9, "b:2", "");
        IRegistry.Node memory n = registry.node(node);
        assertEq(n.registeredAt, then_);
        assertTrue(n.paused);
        assertEq(n.operator, other);
        assertEq(keccak256(abi.encode(n.reserved)), keccak256(abi.encode(_some())));
        assertEq(keccak256(abi.encode(n.total)), keccak256(abi.encode(_some())));
        assertEq(registry.nodeCount(), 1);
    }

    function test_Register_ReleaseKeepsThePause() external {
        uint256 id = _create();
        vm.prank(node);
        registry.setPaused(true);
        vm.prank(user);
        market.cancel(id, IMarketTypes.Reason.UserLeft);
        assertTrue(registry.node(node).paused);
        assertEq(registry.node(node).reserved.cpuMilli, 0);
        assertEq(registry.node(node).registeredAt, _now());
    }

    function test_Register_RevertWhen_BelowReserved() external {
        _create();
        for (uint256 i = 0; i < 6; ++i) {
            Resources memory r = _some();
            if (i == 0) --r.cpuMilli;
            if (i == 1) --r.memoryMiB;
            if (i == 2) --r.diskMiB;
            if (i == 3) --r.trafficMiB;
            if (i == 4) (r.gpu, r.gpuModel) = (0, 0);
            if (i == 5) r.gpuModel = "h100";
            vm.prank(node);
            vm.expectRevert(abi.encodeWithSelector(IRegistry.Registry_BelowReserved.selector, r, _some()));
            registry.register(operator, r, 0, "a:1", "");
        }
    }

    function test_Register_RevertWhen_Malformed() external {
        vm.startPrank(other);
        vm.expectRevert(abi.encodeWithSelector(IRegistry.Registry_EmptyEndpoint.selector));
        registry.register(operator, _total(), 0, "", "");
        vm.expectRevert(abi.encodeWithSelector(IRegistry.Registry_EndpointTooLong.selector, 260, 259));
        registry.register(operator, _total(), 0, string(new bytes(260)), "");
        vm.expectRevert(abi.encodeWithSelector(IRegistry.Registry_MetadataTooLong.selector, 2049, 2048));
        registry.register(operator, _total(), 0, "a:1", string(new bytes(2049)));
        Resources memory r = _total();
        r.gpu = 0;
        vm.expectRevert(abi.encodeWithSelector(IRegistry.Registry_GpuModel.selector, 0, r.gpuModel));
        registry.register(operator, r, 0, "a:1", "");
        r.gpu = 1;
        r.gpuModel = 0;
        vm.expectRevert(abi.encodeWithSelector(IRegistry.Registry_GpuModel.selector, 1, bytes12(0)));
        registry.register(operator, r, 0, "a:1", "");
        r = _total();
        r.trafficMiB = 1 << 36;
        vm.expectRevert(abi.encodeWithSelector(IRegistry.Registry_TooLarge.selector, 1 << 36, 8));
        registry.register(operator, r, 0, "a:1", "");
        r = _total();
        r.gpu = 1 << 12;
        vm.expectRevert(abi.encodeWithSelector(IRegistry.Registry_TooLarge.selector, 10_000_000, 1 << 12));
        registry.register(operator, r, 0, "a:1", "");
        assertEq(registry.nodeCount(), 1);
        // The limits themselves are good.
        r.gpu = (1 << 12) - 1;
        r.trafficMiB = (1 << 36) - 1;
        registry.register(operator, r, 0, string(new bytes(259)), string(new bytes(2048)));
        vm.stopPrank();
    }

    function test_Events() external {
        _all();
        emit OperatorChanged(other, operator);
        _all();
        emit EpochBegan(other, 1);
        vm.startPrank(other);
        registry.register(operator, _some(), 0, "a:1", "");
        _all();
        emit NodePaused(other, true);
        registry.setPaused(true);
        _all();
        emit NodePaused(other, false);
        registry.setPaused(false);
        _all();
        emit OperatorChanged(other, user);
        _all();
        emit EpochBegan(other, 2);
        registry.setOperator(user);
        _all();
        emit EpochBegan(other, 3);
        registry.voidQuotes();
        _all();
        emit NodeLeft(other);
        _all();
        emit EpochBegan(other, 4);
        registry.deregister();
        vm.stopPrank();
    }

    function test_Epoch() external {
        assertEq(registry.epochOf(node), 1);
        assertEq(registry.epochOf(user), 0);
        _register(node, operator, 5); // the same key
        assertEq(registry.epochOf(node), 1);
        _register(node, user, 5);
        assertEq(registry.epochOf(node), 2);
        vm.startPrank(node);
        registry.setOperator(user); // even the same one
        assertEq(registry.epochOf(node), 3);
        registry.voidQuotes();
        assertEq(registry.epochOf(node), 4);
        assertEq(registry.operatorOf(node), user);
        vm.stopPrank();
    }

    function test_Epoch_WithoutOperator() external {
        _register(other, address(0), 0);
        assertEq(registry.epochOf(other), 1);
    }

    // ------------------------------------------------------------ deregister

    function test_Deregister() external {
        _register(other, operator, 5);
        vm.prank(node);
        registry.deregister();
        IRegistry.Node memory n = registry.node(node);
        assertEq(n.registeredAt, 0);
        assertEq(n.operator, address(0));
        assertEq(n.total.cpuMilli, 0);
        assertEq(bytes(n.endpoint).length, 0);
        assertEq(n.epoch, 2);
        assertEq(registry.operatorOf(node), address(0));
        IMarketTypes.Quote memory q = _quote();
        q.epoch = 2;
        bytes memory signature = _sign(NODE_KEY, q);
        vm.prank(user);
        vm.expectRevert(abi.encodeWithSelector(IRegistry.Registry_NotRegistered.selector, node));
        market.createOrder(q, signature, 600);

        // It comes back to its place, in a later epoch.
        vm.warp(_now() + 5);
        _register(node, operator, 0);
        assertEq(registry.nodeCount(), 2);
        (address[] memory a, IRegistry.Node[] memory list) = registry.nodes(0, 10);
        assertEq(a[0], node);
        assertEq(a[1], other);
        assertEq(list[0].registeredAt, _now());
        assertEq(list[0].epoch, 3);
    }

    function test_Deregister_RevertWhen_OrdersLive() external {
        uint256 id = _create();
        assertEq(registry.node(node).live, 1);
        vm.prank(node);
        vm.expectRevert(abi.encodeWithSelector(IRegistry.Registry_LiveOrders.selector, node, 1));
        registry.deregister();
        vm.prank(user);
        market.cancel(id, IMarketTypes.Reason.UserLeft);
        assertEq(registry.node(node).live, 0);
        vm.prank(node);
        registry.deregister();
    }

    function test_Set_RevertWhen_NotRegistered() external {
        vm.startPrank(other);
        vm.expectRevert(abi.encodeWithSelector(IRegistry.Registry_NotRegistered.selector, other));
        registry.setOperator(user);
        vm.expectRevert(abi.encodeWithSelector(IRegistry.Registry_NotRegistered.selector, other));
        registry.setPaused(true);
        vm.expectRevert(abi.encodeWithSelector(IRegistry.Registry_NotRegistered.selector, other));
        registry.voidQuotes();
        vm.expectRevert(abi.encodeWithSelector(IRegistry.Registry_NotRegistered.selector, other));
        registry.deregister();
        vm.stopPrank();
    }

    function test_Reserve_RevertWhen_NotMarket() external {
        vm.expectRevert(abi.encodeWithSelector(IRegistry.Registry_OnlyMarket.selector, address(this)));
        registry.reserve(node, _some());
        vm.expectRevert(abi.encodeWithSelector(IRegistry.Registry_OnlyMarket.selector, address(this)));
        registry.release(node, _some());
    }

    function testFuzz_ReserveRelease(Resources memory a, Resources memory b) external {
        Registry r = new Registry(address(this));
        Resources memory total = Resources(
            type(uint32).max, type(uint32).max, type(uint32).max, (1 << 36) - 1, (1 << 12) - 1, "x"
        );
        (a.trafficMiB, a.gpu) = (a.trafficMiB % (1 << 36), a.gpu % (1 << 12));
        vm.prank(other);
        r.register(operator, total, 3, "a:1", "");
        (a.gpuModel, b.gpuModel) = ("x", "x");
        (address op, uint32 epoch) = r.reserve(other, a);
        assertEq(op, operator);
        assertEq(epoch, 1);
        assertEq(r.node(other).live, 1);
        assertEq(keccak256(abi.encode(r.node(other).reserved)), keccak256(abi.encode(a)));
        r.release(other, b); // perhaps more than was taken
        Resources memory left = r.node(other).reserved;
        assertEq(left.cpuMilli, a.cpuMilli > b.cpuMilli ? a.cpuMilli - b.cpuMilli : 0);
        assertEq(left.memoryMiB, a.memoryMiB > b.memoryMiB ? a.memoryMiB - b.memoryMiB : 0);
        assertEq(left.diskMiB, a.diskMiB > b.diskMiB ? a.diskMiB - b.diskMiB : 0);
        assertEq(left.trafficMiB, a.trafficMiB > b.trafficMiB ? a.trafficMiB - b.trafficMiB : 0);
        assertEq(left.gpu, a.gpu > b.gpu ? a.gpu - b.gpu : 0);
        assertEq(r.node(other).registeredAt, _now());
        assertEq(r.node(other).operator, operator);
        assertEq(r.node(other).live, 0);
        assertEq(r.node(other).epoch, 1);
        r.release(other, b);
        assertEq(r.node(other).live, 0);
    }

    function test_Nodes_Pages() external {
        for (uint160 i = 1; i <= 120; ++i) {
            vm.prank(address(i + 1000));
            registry.register(address(0), _some(), 0, "a:1", "");
        }
        (address[] memory a, IRegistry.Node[] memory n) = registry.nodes(0, 1000);
        assertEq(a.length, 100);
        assertEq(a[0], node);
        assertEq(a[99], address(1099));
        assertEq(n[0].operator, operator);
        (a, n) = registry.nodes(100, 1000);
        assertEq(a.length, 21);
        assertEq(a[20], address(1120));
        (a, n) = registry.nodes(5, 2);
        assertEq(a.length, 2);
        assertEq(a[0], address(1005));
        (a, n) = registry.nodes(121, 10);
        assertEq(a.length, 0);
        (a, n) = registry.nodes(type(uint256).max, type(uint256).max);
        assertEq(n.length, 0);
    }
}

contract TokenTest is Base {
    function test_Token() external {
        assertEq(token.name(), "Berth");
        assertEq(token.symbol(), "BRT");
        assertEq(token.decimals(), 18);
        assertEq(token.cap(), 1e27);
    }

    function test_Mint_RevertWhen_NotMinter() external {
        bytes32 role = token.MINTER_ROLE();
        vm.prank(other);
        vm.expectRevert(abi.encodeWithSelector(IAccessControl.AccessControlUnauthorizedAccount.selector, other, role));
        token.mint(other, 1);
    }

    function testFuzz_Mint_Cap(uint256 amount) external {
        uint256 room = token.cap() - token.totalSupply();
        if (amount > room) {
            amount = amount > type(uint256).max - 2e27 ? 2e27 : amount;
            vm.expectRevert(
                abi.encodeWithSelector(
                    ERC20Capped.ERC20ExceededCap.selector, token.totalSupply() + amount, token.cap()
                )
            );
        }
        token.mint(other, amount);
        assertTrue(token.totalSupply() <= token.cap());
    }

    function test_AdminNamesMinters() external {
        bytes32 role = token.MINTER_ROLE();
        token.grantRole(role, other);
        vm.prank(other);
        token.mint(other, 1);
        token.revokeRole(role, other);
        vm.prank(other);
        vm.expectRevert(abi.encodeWithSelector(IAccessControl.AccessControlUnauthorizedAccount.selector, other, role));
        token.mint(other, 1);
    }

    function test_Genesis() external {
        address[] memory holders = new address[](2);
        uint256[] memory amounts = new uint256[](2);
        (holders[0], holders[1]) = (user, other);
        (amounts[0], amounts[1]) = (3, 4);
        Token t = new Token(address(0), 7, new address[](0), holders, amounts);
        assertEq(t.balanceOf(user), 3);
        assertEq(t.balanceOf(other), 4);
        assertFalse(t.hasRole(t.DEFAULT_ADMIN_ROLE(), address(this)));
        assertFalse(t.hasRole(t.DEFAULT_ADMIN_ROLE(), address(0)));
        vm.expectRevert(abi.encodeWithSelector(Token.Token_GenesisMismatch.selector, 2, 1));
        new Token(address(0), 7, new address[](0), holders, new uint256[](1));
        amounts[1] = 5;
        vm.expectRevert(abi.encodeWithSelector(ERC20Capped.ERC20ExceededCap.selector, 8, 7));
        new Token(address(0), 7, new address[](0), holders, amounts);
    }
}
