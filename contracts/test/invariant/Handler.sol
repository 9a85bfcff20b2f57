// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {PRBTest} from "@prb/test/PRBTest.sol";

import {Market} from "../../src/Market.sol";
import {Registry} from "../../src/Registry.sol";
import {IMarket} from "../../src/interfaces/IMarket.sol";
import {IRegistry, Resources} from "../../src/interfaces/IRegistry.sol";
import {ReentrantToken} from "../mocks/Tokens.sol";

/// @dev Does what users, nodes and passers-by may do, at any time, and keeps its own books of it. The token calls back
/// into the market at every transfer, and now and then blocks somebody.
contract Handler is PRBTest {
    struct Book {
        uint256 deposited; // with what a replacement moved in
        uint256 refunded; // with what a replacement moved out
        bytes32 finished; // the order's hash once it was finished
    }

    Market public immutable market;
    Registry public immutable registry;
    ReentrantToken public immutable token;

    uint256[] private _nodeKeys = [11, 12, 13];
    address[] public users;
    address[] public nodes;
    uint64 private _nonce;
    uint256 public supplied; // all that was ever minted to users
    uint256 public donated;
    mapping(uint256 id => Book book) public books;
    mapping(bytes32 name => uint256 count) public calls;

    constructor(Market market_, Registry registry_, ReentrantToken token_) {
        (market, registry, token) = (market_, registry_, token_);
        for (uint160 i = 0; i < 4; ++i) {
            users.push(address(0xA000 + i));
            vm.prank(users[i]);
            token.approve(address(market), type(uint256).max);
        }
        for (uint256 i = 0; i < 3; ++i) {
            nodes.push(vm.addr(_nodeKeys[i]));
            vm.prank(nodes[i]);
            registry.register(address(0), _total(i), 0, "n:1", "");
        }
    }

    // ------------------------------------------------------------ helpers

    function _total(uint256 i) private pure returns (Resources memory) {
        return Resources(uint32(4000 * (i + 1)), 8192, 100_000, 1_000_000, 4, "m");
    }

    function _within(uint256 x, uint256 lo, uint256 hi) private pure returns (uint256) {
        return lo + x % (hi - lo + 1);
    }

    function _quote(uint256 u, uint256 n, uint256 seed) private returns (IMarket.Quote memory q) {
        q.user = users[u];
        q.node = nodes[n];
        q.resources = Resources(
            uint32(seed % 3000), uint32((seed >> 16) % 4000), uint32((seed >> 32) % 30_000), uint40(seed >> 48) % 300_000,
            uint16((seed >> 64) % 3), bytes12("m")
        );
        q.rate = uint96(_within(seed >> 80, 1, 1e18));
        q.maxDuration = uint32(_within(seed >> 100, 1, 1e6));
        q.probation = uint32((seed >> 120) % 2000);
        q.validUntil = uint40(block.timestamp);
        q.nonce = ++_nonce;
    }

    function _sign(IMarket.Quote memory q, uint256 n) private view returns (bytes memory) {
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(_nodeKeys[n], market.hashQuote(q));
        return abi.encodePacked(r, s, v);
    }

    function _fits(uint256 n, Resources memory want, Resources memory back) private view returns (bool) {
        IRegistry.Node memory e = registry.node(nodes[n]);
        return !e.paused && e.reserved.cpuMilli - back.cpuMilli + want.cpuMilli <= e.total.cpuMilli
            && e.reserved.memoryMiB - back.memoryMiB + want.memoryMiB <= e.total.memoryMiB
            && e.reserved.diskMiB - back.diskMiB + want.diskMiB <= e.total.diskMiB
            && e.reserved.trafficMiB - back.trafficMiB + want.trafficMiB <= e.total.trafficMiB
            && e.reserved.gpu - back.gpu + want.gpu <= e.total.gpu;
    }

    function _supply(address to, uint256 amount) private {
        token.mint(to, amount);
        supplied += amount;
    }

    /// @dev An order, the last few more often than the rest.
    function _pick(uint256 seed) private view returns (uint256 id, IMarket.Order memory o) {
        uint256 count = market.orderCount();
        if (count == 0) return (0, o);
        id = seed % 4 == 0 ? 1 + (seed >> 2) % count : count - (seed >> 2) % (count < 6 ? count : 6);
        o = market.order(id);
    }

    function _endsAt(IMarket.Order memory o) private pure returns (uint256) {
        return uint256(o.since) + o.probation + o.duration;
    }

    function _index(address n) private view returns (uint256) {
        return n == nodes[0] ? 0 : n == nodes[1] ? 1 : 2;
    }

    /// @dev Books the end of an order, and that it must stay as it is.
    function _finish(uint256 id, uint256 refunded) private {
        books[id].refunded += refunded;
        books[id].finished = keccak256(abi.encode(market.order(id)));
    }

    /// @dev Lets the next transfer call back, until it is called with anything above 2.
    function _arm(uint256 seed) private {
        uint256 id = market.orderCount();
        if (seed == 0) token.arm(address(market), abi.encodeCall(market.settle, (id)));
        else if (seed == 1) token.arm(address(market), abi.encodeCall(market.expire, (id)));
        else if (seed == 2) token.arm(address(this), abi.encodeCall(this.reenter, (id)));
        else token.arm(address(0), "");
    }

    /// @dev Called by the token in the middle of a transfer: tries everything as everybody.
    function reenter(uint256 id) external {
        bool ok;
        for (uint256 i = 0; i < users.length; ++i) {
            vm.prank(users[i]);
            (ok,) = address(market).call(abi.encodeCall(market.withdraw, (address(this))));
            assert(!ok);
            vm.prank(users[i]);
            (ok,) = address(market).call(abi.encodeCall(market.cancel, (id, IMarket.Reason.Other)));
            assert(!ok);
        }
        for (uint256 i = 0; i < nodes.length; ++i) {
            vm.prank(nodes[i]);
            (ok,) = address(market).call(abi.encodeCall(market.withdraw, (address(this))));
            assert(!ok);
            vm.prank(nodes[i]);
            (ok,) = address(market).call(abi.encodeCall(market.activate, (id)));
            assert(!ok);
        }
    }

    // ------------------------------------------------------------ what may be done

    function create(uint256 u, uint256 n, uint256 seed, uint32 duration) external {
        (u, n) = (u % users.length, n % nodes.length);
        IMarket.Quote memory q = _quote(u, n, seed);
        duration = uint32(_within(duration, 1, q.maxDuration));
        if (market.liveOrder(q.user, q.node) != 0) return;
        // An order that is over ends on the way, which only makes more room: asking for what fits now is enough.
        if (!_fits(n, q.resources, Resources(0, 0, 0, 0, 0, 0))) return;
        uint256 over = _overOf(q.user, q.node);
        bytes memory signature = _sign(q, n);
        _supply(q.user, uint256(q.rate) * duration);
        uint256 owedBefore = market.owed(q.user);
        _arm((seed >> 200) % 6);
        vm.prank(q.user);
        uint256 id = market.createOrder(q, signature, duration);
        _arm(9);
        books[id].deposited = uint256(q.rate) * duration;
        if (over != 0) _finish(over, market.owed(q.user) - owedBefore);
        ++calls["create"];
    }

    /// @dev The pair's order that is Created or Active though its time is over.
    function _overOf(address u, address n) private view returns (uint256) {
        for (uint256 id = market.orderCount(); id > 0; --id) {
            IMarket.Order memory o = market.order(id);
            if (o.user == u && o.node == n) {
                return o.state == IMarket.State.Created || o.state == IMarket.State.Active ? id : 0;
            }
        }
        return 0;
    }

    function activate(uint256 seed) external {
        (uint256 id, IMarket.Order memory o) = _pick(seed);
        if (o.state != IMarket.State.Created || block.timestamp > o.since + market.activationWindow()) return;
        vm.prank(o.node);
        market.activate(id);
        ++calls["activate"];
    }

    function expire(uint256 seed) external {
        (uint256 id, IMarket.Order memory o) = _pick(seed);
        if (o.state != IMarket.State.Created || block.timestamp <= o.since + market.activationWindow()) return;
        uint256 before = market.owed(o.user);
        market.expire(id);
        _finish(id, market.owed(o.user) - before);
        ++calls["expire"];
    }

    function cancel(uint256 seed, bool byNode) external {
        (uint256 id, IMarket.Order memory o) = _pick(seed);
        if (o.state != IMarket.State.Created && o.state != IMarket.State.Active) return;
        uint256 before = market.owed(o.user);
        vm.prank(byNode ? o.node : o.user);
        market.cancel(id, IMarket.Reason.Other);
        _finish(id, market.owed(o.user) - before);
        ++calls["cancel"];
    }

    function settle(uint256 seed) external {
        (uint256 id, IMarket.Order memory o) = _pick(seed);
        if (o.state != IMarket.State.Active) return;
        market.settle(id);
        if (market.order(id).state != IMarket.State.Active) _finish(id, 0);
        ++calls["settle"];
    }

    function extend(uint256 seed, uint32 added) external {
        (uint256 id, IMarket.Order memory o) = _pick(seed);
        if (o.state != IMarket.State.Active || block.timestamp >= _endsAt(o) || o.duration == o.maxDuration) return;
        added = uint32(_within(added, 1, o.maxDuration - o.duration));
        _supply(o.user, uint256(o.rate) * added);
        _arm((seed >> 200) % 6);
        vm.prank(o.user);
        market.extend(id, added);
        _arm(9);
        books[id].deposited += uint256(o.rate) * added;
        ++calls["extend"];
    }

    function replace(uint256 pick, uint256 seed, uint32 duration) external {
        (uint256 id, IMarket.Order memory o) = _pick(pick);
        if (o.state != IMarket.State.Active || block.timestamp >= _endsAt(o)) return;
        uint256 n = _index(o.node);
        IMarket.Quote memory q = _quote(0, n, seed);
        q.user = o.user;
        duration = uint32(_within(duration, 1, q.maxDuration));
        if (!_fits(n, q.resources, o.resources)) return;
        _replace(id, q, duration);
        ++calls["replace"];
    }

    function _replace(uint256 id, IMarket.Quote memory q, uint32 duration) private {
        (, uint256 left) = market.split(id);
        uint256 deposit = uint256(q.rate) * duration;
        if (deposit > left) _supply(q.user, deposit - left);
        bytes memory signature = _sign(q, _index(q.node));
        uint256 before = market.owed(q.user);
        _arm(deposit % 6);
        vm.prank(q.user);
        books[market.replaceOrder(id, q, signature, duration)].deposited = deposit;
        _arm(9);
        _finish(id, market.owed(q.user) - before + (left < deposit ? left : deposit));
    }

    function withdraw(uint256 who, uint256 seed) external {
        address a = who % 2 == 0 ? users[(who >> 1) % users.length] : nodes[(who >> 1) % nodes.length];
        uint256 owed = market.owed(a);
        if (owed == 0) return;
        _arm(seed % 6);
        vm.prank(a);
        (bool ok,) = address(market).call(abi.encodeCall(market.withdraw, (a)));
        _arm(9);
        assert(ok != token.blocked(a));
        assert(market.owed(a) == (ok ? 0 : owed));
        ++calls["withdraw"];
    }

    function block_(uint256 who, bool yes) external {
        token.block_(who % 2 == 0 ? users[(who >> 1) % users.length] : nodes[(who >> 1) % nodes.length], yes);
        // Minting to a blocked user fails by itself, so users are let in again for that.
        for (uint256 i = 0; i < users.length; ++i) {
            token.block_(users[i], false);
        }
    }

    function pause(uint256 n, bool yes) external {
        vm.prank(nodes[n % nodes.length]);
        registry.setPaused(yes && n % 5 == 0);
    }

    function resize(uint256 n, uint32 cpuMilli) external {
        n %= nodes.length;
        Resources memory r = _total(n);
        r.cpuMilli = uint32(_within(cpuMilli, registry.node(nodes[n]).reserved.cpuMilli, 20_000));
        vm.prank(nodes[n]);
        registry.register(address(0), r, 0, "n:2", "");
    }

    function void(uint256 n, bool below) external {
        address node = nodes[n % nodes.length];
        if (below && _nonce <= market.quoteFloor(node)) return;
        vm.prank(node);
        if (below) market.voidQuotesBelow(node, _nonce);
        else market.voidQuote(node, ++_nonce);
    }

    function donate(uint64 amount) external {
        token.mint(address(market), amount);
        donated += amount;
    }

    function pass(uint256 time) external {
        vm.warp(block.timestamp + (time % 3 == 0 ? time % 1e6 : time % 3000));
    }

    function userCount() external view returns (uint256) {
        return users.length;
    }

    function nodeCount() external view returns (uint256) {
        return nodes.length;
    }
}
