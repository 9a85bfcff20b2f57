// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {PRBTest} from "@prb/test/PRBTest.sol";

import {Registry} from "../../src/Registry.sol";
import {Staking} from "../../src/Staking.sol";
import {Token} from "../../src/Token.sol";
import {IMarket, IMarketTypes} from "../../src/interfaces/IMarket.sol";
import {IRegistry, Resources} from "../../src/interfaces/IRegistry.sol";
import {IStaking} from "../../src/interfaces/IStaking.sol";
import {OddToken, PlainToken, SixToken} from "../mocks/Tokens.sol";

/// @dev Does what users, nodes, stakers, agents and passers-by may do, at any time, and keeps its own books of it. Orders
/// are paid in Berth's own token, in one of six decimals, and in one that calls back into the market at every transfer,
/// now and then blocks somebody, and has moods: takes a fee, lies, says false, fails.
contract Handler is PRBTest, IMarketTypes {
    struct Book {
        uint256 deposited; // with what a replacement moved in
        uint256 refunded; // with what a replacement moved out
        bytes32 finished; // the order's hash once it was finished
        uint96 minStake; // held for its probation
    }

    IMarket public immutable market;
    Registry public immutable registry;
    Staking public immutable staking;
    Token public immutable token;
    OddToken public immutable odd;
    address public constant REFERRER = address(0xFEE);
    address public constant AGENT = address(0xA6E47);
    uint96 private constant SCALE = 1e9;

    uint256[] private _nodeKeys = [11, 12, 13];
    address[] public users;
    address[] public nodes;
    address[] public tokens;
    uint64 private _nonce;
    mapping(address token => uint256 amount) public supplied; // all that was ever minted to users
    mapping(address token => uint256 amount) public donated;
    mapping(uint256 id => Book book) public books;
    mapping(bytes32 name => uint256 count) public calls;
    uint256[] private _live; // orders that are Created or Active, whether their time is over or not
    mapping(address token => uint256 amount) public paid; // by finished orders
    mapping(uint256 key => uint256 amount) public budgets; // what agents may still spend, of user and token
    uint256 public claimed;

    constructor(IMarket market_, Registry registry_, Staking staking_, Token token_, SixToken six, OddToken odd_) {
        (market, registry, staking, token, odd) = (market_, registry_, staking_, token_, odd_);
        tokens.push(address(token_));
        tokens.push(address(six));
        tokens.push(address(odd_));
        for (uint160 i = 0; i < 4; ++i) {
            users.push(address(0xA000 + i));
            vm.startPrank(users[i]);
            for (uint256 t = 0; t < 3; ++t) {
                PlainToken(tokens[t]).approve(address(market), type(uint256).max);
            }
            token.approve(address(staking), type(uint256).max);
            vm.stopPrank();
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

    function _quote(uint256 u, uint256 n, uint256 seed) private returns (Quote memory q) {
        q.user = users[u];
        q.node = nodes[n];
        q.token = tokens[(seed >> 8) % 3];
        q.resources = Resources(
            uint32(seed % 3000), uint32((seed >> 16) % 4000), uint32((seed >> 32) % 30_000), uint40(seed >> 48) % 300_000,
            uint16((seed >> 64) % 3), bytes12("m")
        );
        q.rate = uint96(_within(seed >> 80, SCALE, 1e24));
        q.maxDuration = uint32(_within(seed >> 100, 1, 1e6));
        q.committed = uint32((seed >> 140) % 4 == 0 ? (seed >> 142) % 2e6 : 0);
        q.notice = uint32((seed >> 160) % 3 == 0 ? (seed >> 162) % 1e5 : 0);
        if ((seed >> 180) % 3 == 0) (q.referrer, q.referrerShare) = (REFERRER, uint16((seed >> 182) % 2001));
        q.features = uint16(seed >> 200);
        q.epoch = registry.epochOf(q.node);
        q.validUntil = uint40(block.timestamp);
        q.nonce = ++_nonce;
    }

    function _sign(Quote memory q, uint256 n) private view returns (bytes memory) {
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(_nodeKeys[n], market.hashQuote(q));
        return abi.encodePacked(r, s, v);
    }

    function _fits(uint256 n, Resources memory want, Resources memory back) private view returns (bool) {
        IRegistry.Node memory e = registry.node(nodes[n]);
        return e.registeredAt != 0 && !e.paused && e.reserved.cpuMilli - back.cpuMilli + want.cpuMilli <= e.total.cpuMilli
            && e.reserved.memoryMiB - back.memoryMiB + want.memoryMiB <= e.total.memoryMiB
            && e.reserved.diskMiB - back.diskMiB + want.diskMiB <= e.total.diskMiB
            && e.reserved.trafficMiB - back.trafficMiB + want.trafficMiB <= e.total.trafficMiB
            && e.reserved.gpu - back.gpu + want.gpu <= e.total.gpu;
    }

    function _supply(address to, address t, uint256 amount) private {
        PlainToken(t).mint(to, amount);
        supplied[t] += amount;
    }

    /// @dev An order, the last few more often than the rest.
    function _pick(uint256 seed) private view returns (uint256 id, Order memory o) {
        uint256 count = market.orderCount();
        if (count == 0) return (0, o);
        id = seed % 4 == 0 ? 1 + (seed >> 2) % count : count - (seed >> 2) % (count < 6 ? count : 6);
        o = market.order(id);
    }

    function _endsAt(Order memory o) private pure returns (uint256) {
        return uint256(o.since) + o.probation + o.duration;
    }

    function _running(Order memory o) private view returns (bool) {
        return o.state == State.Active && block.timestamp < _endsAt(o);
    }

    function _index(address n) private view returns (uint256) {
        return n == nodes[0] ? 0 : n == nodes[1] ? 1 : 2;
    }

    /// @dev Books the end of an order, and that it must stay as it is.
    function _finish(uint256 id, uint256 refunded) private {
        Order memory o = market.order(id);
        books[id].refunded += refunded;
        books[id].finished = keccak256(abi.encode(o));
        paid[o.token] += uint256(o.rate) * o.settledSeconds / SCALE;
        assertFalse(o.stakeHeld);
        for (uint256 i = 0; i < _live.length; ++i) {
            if (_live[i] != id) continue;
            _live[i] = _live[_live.length - 1];
            _live.pop();
            return;
        }
        fail();
    }

    /// @dev Whether a deposit in that token must be refused.
    function _bad(address t) private view returns (bool) {
        return t == address(odd) && odd.mood() != OddToken.Mood.Good;
    }

    /// @dev Lets the odd token's next transfer call back, until it is called with anything above 2.
    function _arm(uint256 seed) private {
        uint256 id = market.orderCount();
        if (seed == 0) odd.arm(address(market), abi.encodeCall(market.settle, (id)));
        else if (seed == 1) odd.arm(address(staking), abi.encodeCall(staking.accrue, ()));
        else if (seed == 2) odd.arm(address(this), abi.encodeCall(this.reenter, (id)));
        else odd.arm(address(0), "");
    }

    /// @dev Called by the odd token in the middle of a transfer: tries everything as everybody.
    function reenter(uint256 id) external {
        bool ok;
        for (uint256 i = 0; i < users.length; ++i) {
            vm.prank(users[i]);
            (ok,) = address(market).call(abi.encodeCall(market.withdraw, (address(token), address(this))));
            assert(!ok);
            vm.prank(users[i]);
            (ok,) = address(market).call(abi.encodeCall(market.cancel, (id, Reason.Other)));
            assert(!ok);
        }
        for (uint256 i = 0; i < nodes.length; ++i) {
            vm.prank(nodes[i]);
            (ok,) = address(market).call(abi.encodeCall(market.withdraw, (address(token), address(this))));
            assert(!ok);
            vm.prank(nodes[i]);
            (ok,) = address(market).call(abi.encodeCall(market.activate, (id)));
            assert(!ok);
        }
    }

    // ------------------------------------------------------------ orders

    function create(uint256 u, uint256 n, uint256 seed, uint32 duration) external {
        (u, n) = (u % users.length, n % nodes.length);
        Quote memory q = _quote(u, n, seed);
        duration = uint32(_within(duration, 1, q.maxDuration));
        if (market.liveOrder(q.user, q.node) != 0) return;
        // An order that is over ends on the way, which only makes more room: asking for what fits now is enough.
        if (!_fits(n, q.resources, Resources(0, 0, 0, 0, 0, 0))) return;
        (bool first, uint256 free,) = market.probationOf(q.user, q.node);
        if (first) {
            q.probation = uint32((seed >> 120) % 2000);
            if (free != 0 && q.probation != 0 && seed % 2 == 0) q.minStake = uint96(_within(seed >> 90, 1, free));
        }
        _create(q, n, duration, (seed >> 200) % 6);
    }

    function _create(Quote memory q, uint256 n, uint32 duration, uint256 arm) private {
        uint256 over = _overOf(q.user, q.node);
        // What it gives back goes to the user in that order's token.
        address overToken = over == 0 ? q.token : market.order(over).token;
        bytes memory signature = _sign(q, n);
        uint256 deposit = uint256(q.rate) * duration / SCALE;
        _supply(q.user, q.token, deposit);
        uint256 owedBefore = market.owed(q.user, overToken);
        _arm(arm);
        uint256 id = market.orderCount() + 1;
        vm.prank(q.user);
        (bool ok,) = address(market).call(abi.encodeCall(market.createOrder, (q, signature, duration)));
        _arm(9);
        assertEq(ok, !_bad(q.token));
        if (!ok) return;
        _live.push(id);
        books[id].deposited = deposit;
        books[id].minStake = q.minStake;
        assertEq(market.order(id).stakeHeld, q.minStake != 0);
        if (over != 0) _finish(over, market.owed(q.user, overToken) - owedBefore);
        ++calls["create"];
    }

    /// @dev The pair's order that is Created or Active though its time is over.
    function _overOf(address u, address n) private view returns (uint256) {
        for (uint256 i = 0; i < _live.length; ++i) {
            Order memory o = market.order(_live[i]);
            if (o.user == u && o.node == n) return _live[i];
        }
        return 0;
    }

    function activate(uint256 seed) external {
        (uint256 id, Order memory o) = _pick(seed);
        if (o.state != State.Created || block.timestamp > o.since + market.activationWindow()) return;
        vm.prank(o.node);
        market.activate(id);
        ++calls["activate"];
    }

    function expire(uint256 seed) external {
        (uint256 id, Order memory o) = _pick(seed);
        if (o.state != State.Created || block.timestamp <= o.since + market.activationWindow()) return;
        uint256 before = market.owed(o.user, o.token);
        market.expire(id);
        _finish(id, market.owed(o.user, o.token) - before);
        ++calls["expire"];
    }

    /// @dev The view says what a cancel gives, whoever cancels.
    function cancel(uint256 seed, uint256 by) external {
        (uint256 id, Order memory o) = _pick(seed);
        if (o.state != State.Created && o.state != State.Active) return;
        if (by % 3 == 2 && market.agentUntil(o.user, AGENT) < block.timestamp) by = 0;
        (uint256[2] memory u, uint256[2] memory n) = market.split(id);
        uint256 before = market.owed(o.user, o.token);
        vm.prank(by % 3 == 0 ? o.user : by % 3 == 1 ? o.node : AGENT);
        market.cancel(id, Reason.Other);
        uint256 refunded = market.owed(o.user, o.token) - before;
        assertEq(refunded, by % 3 == 1 ? n[1] : u[1]);
        _finish(id, refunded);
        ++calls["cancel"];
    }

    function announce(uint256 seed, uint32 lead) external {
        (uint256 id, Order memory o) = _pick(seed);
        if (!_running(o)) return;
        vm.prank(o.node);
        market.announceEnd(id, uint40(block.timestamp + lead % 1e5));
        ++calls["announce"];
    }

    function settle(uint256 seed) external {
        (uint256 id, Order memory o) = _pick(seed);
        if (o.state != State.Active) return;
        market.settle(id);
        if (market.order(id).state != State.Active) _finish(id, 0);
        ++calls["settle"];
    }

    function extend(uint256 seed, uint32 added, uint256 by) external {
        (uint256 id, Order memory o) = _pick(seed);
        if (!_running(o) || o.duration == o.maxDuration) return;
        added = uint32(_within(added, 1, o.maxDuration - o.duration));
        uint256 cost = uint256(o.rate) * (o.duration + added) / SCALE - uint256(o.rate) * o.duration / SCALE;
        uint256 key = uint160(o.user) * 4 + _tokenIndex(o.token);
        bool agent = by % 3 == 0;
        if (agent && (market.agentUntil(o.user, AGENT) < _endsAt(o) + added || budgets[key] < cost)) agent = false;
        address payer = agent || by % 3 != 1 ? o.user : users[(by >> 2) % users.length];
        _supply(payer, o.token, cost);
        _arm((seed >> 200) % 6);
        bool ok = _extend(id, added, agent ? address(0) : payer);
        _arm(9);
        assertEq(ok, cost == 0 || !_bad(o.token));
        if (!ok) return;
        if (agent) {
            budgets[key] -= cost;
            ++calls["extendFor"];
        }
        books[id].deposited += cost;
        ++calls["extend"];
    }

    /// @dev As the payer, or as the agent if there is none.
    function _extend(uint256 id, uint32 added, address payer) private returns (bool ok) {
        vm.prank(payer == address(0) ? AGENT : payer);
        (ok,) = address(market).call(
            payer == address(0) ? abi.encodeCall(market.extendFor, (id, added)) : abi.encodeCall(market.extend, (id, added))
        );
    }

    function _tokenIndex(address t) private view returns (uint256) {
        return t == tokens[0] ? 0 : t == tokens[1] ? 1 : 2;
    }

    function agent(uint256 u, uint40 time, uint128[3] memory sums) external {
        u %= users.length;
        uint256[] memory list = new uint256[](3);
        for (uint256 t = 0; t < 3; ++t) {
            list[t] = sums[t] % 1e21;
            budgets[uint160(users[u]) * 4 + t] = list[t];
        }
        vm.prank(users[u]);
        market.setAgent(AGENT, time % 5 == 0 ? 0 : uint40(block.timestamp + time % 3e6), tokens, list);
    }

    function replace(uint256 pick, uint256 seed, uint32 duration) external {
        (uint256 id, Order memory o) = _pick(pick);
        if (!_running(o)) return;
        uint256 n = _index(o.node);
        Quote memory q = _quote(0, n, seed);
        (q.user, q.token) = (o.user, o.token);
        duration = uint32(_within(duration, 1, q.maxDuration));
        if (!_fits(n, q.resources, o.resources)) return;
        _replace(id, q, duration);
    }

    /// @dev It fails only if what is left of the commitment does not fit, or the token is bad.
    function _replace(uint256 id, Quote memory q, uint32 duration) private {
        uint256 left;
        uint256 rest;
        {
            (uint256[2] memory u,) = market.split(id);
            Order memory o = market.order(id);
            uint256 settled = uint256(o.rate) * o.settledSeconds / SCALE;
            rest = u[0] - (market.earned(id) - settled);
            left = u[0] + u[1] - (u[0] - rest);
        }
        uint256 deposit = uint256(q.rate) * duration / SCALE;
        if (deposit > left) _supply(q.user, q.token, deposit - left);
        bytes memory signature = _sign(q, _index(q.node));
        uint256 before = market.owed(q.user, q.token);
        _arm(deposit % 6);
        vm.prank(q.user);
        (bool ok,) = address(market).call(abi.encodeCall(market.replaceOrder, (id, q, signature, duration)));
        _arm(9);
        assertEq(ok, deposit >= rest && (deposit <= left || !_bad(q.token)));
        if (!ok) return;
        _live.push(market.orderCount());
        books[market.orderCount()].deposited = deposit;
        _finish(id, market.owed(q.user, q.token) - before + (left < deposit ? left : deposit));
        ++calls["replace"];
    }

    function withdraw(uint256 who, uint256 seed) external {
        address a = who % 3 == 0
            ? users[(who >> 2) % users.length]
            : who % 3 == 1 ? nodes[(who >> 2) % nodes.length] : REFERRER;
        address t = tokens[(seed >> 4) % 3];
        uint256 owed = market.owed(a, t);
        if (owed == 0) return;
        _arm(seed % 6);
        vm.prank(a);
        (bool ok,) = address(market).call(abi.encodeCall(market.withdraw, (t, a)));
        _arm(9);
        bool refuses = odd.mood() == OddToken.Mood.SaysFalse || odd.mood() == OddToken.Mood.Fails || odd.blocked(a);
        assertEq(ok, t != address(odd) || !refuses);
        assertEq(market.owed(a, t), ok ? 0 : owed);
        ++calls["withdraw"];
    }

    function block_(uint256 who, bool yes) external {
        odd.block_(who % 2 == 0 ? REFERRER : nodes[(who >> 1) % nodes.length], yes);
    }

    function mood(uint256 how) external {
        odd.become(OddToken.Mood(how % 3 == 0 ? (how >> 2) % 5 : 0));
    }

    // ------------------------------------------------------------ nodes

    function pause(uint256 n, bool yes) external {
        if (registry.node(nodes[n % nodes.length]).registeredAt == 0) return;
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

    function void(uint256 n, uint256 u, uint256 how) external {
        address node = nodes[n % nodes.length];
        if (registry.node(node).registeredAt == 0) return;
        vm.prank(node);
        if (how % 3 == 0) market.voidQuotes(node, users[u % users.length], ++_nonce);
        else if (how % 3 == 1) registry.voidQuotes();
        else registry.setOperator(address(0));
    }

    function deregister(uint256 n) external {
        address node = nodes[n % nodes.length];
        IRegistry.Node memory e = registry.node(node);
        if (e.registeredAt == 0) return;
        vm.prank(node);
        (bool ok,) = address(registry).call(abi.encodeCall(registry.deregister, ()));
        assertEq(ok, e.live == 0);
    }

    // ------------------------------------------------------------ stakers

    function stake(uint256 u, uint256 amount) external {
        u %= users.length;
        amount = amount % 1e24 + 1;
        _supply(users[u], address(token), amount);
        vm.prank(users[u]);
        staking.stake(amount);
        ++calls["stake"];
    }

    function unstake(uint256 u, uint256 amount) external {
        u %= users.length;
        IStaking.Position memory p = staking.position(users[u]);
        uint256 free = p.amount - p.held;
        if (free == 0) return;
        vm.prank(users[u]);
        staking.unstake(amount % 4 == 0 ? free : _within(amount, 1, free), users[u]);
        ++calls["unstake"];
    }

    function claim(uint256 u) external {
        u %= users.length;
        if (staking.position(users[u]).earned == 0) return;
        vm.prank(users[u]);
        claimed += staking.claim(users[u]);
        ++calls["claim"];
    }

    /// @dev Anybody releases what is held, once its time is over.
    function release(uint256 seed) external {
        (uint256 id,) = _pick(seed);
        (, uint96 amount, uint40 until) = staking.held(id);
        (bool ok,) = address(staking).call(abi.encodeCall(staking.release, (id)));
        assertEq(ok, block.timestamp >= until);
        if (ok && amount != 0) {
            books[id].minStake = 0;
            ++calls["release"];
        }
    }

    function accrue() external {
        staking.accrue();
    }

    // ------------------------------------------------------------ the world

    function donate(uint64 amount, uint256 t) external {
        t %= 3;
        PlainToken(tokens[t]).mint(address(market), amount);
        donated[tokens[t]] += amount;
    }

    function pass(uint256 time) external {
        vm.warp(block.timestamp + (time % 3 == 0 ? time % 1e6 : time % 3000));
    }

    function allLive() external view returns (uint256[] memory) {
        return _live;
    }
}
