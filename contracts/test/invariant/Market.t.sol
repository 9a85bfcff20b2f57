// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IRegistry, Resources} from "../../src/interfaces/IRegistry.sol";
import {IStaking} from "../../src/interfaces/IStaking.sol";
import {Whole} from "../Whole.sol";
import {OddToken, PlainToken} from "../mocks/Tokens.sol";
import {Handler} from "./Handler.sol";

/// @dev The invariants, in prose, each beside its check. They hold after every call of {Handler}.
contract MarketInvariants is Whole {
    address private constant REFERRER = address(0xFEE);
    address private constant AGENT = address(0xA6E47);
    Handler private _handler;
    uint256 private _start; // supply before anything happens
    address[4] private _users;
    address[3] private _nodes;
    address[3] private _tokens;

    function setUp() public override {
        super.setUp();
        OddToken odd = new OddToken();
        market.listToken(address(odd));
        _handler = new Handler(market, registry, staking, token, usd, odd);
        token.grantRole(token.MINTER_ROLE(), address(_handler));
        _start = token.totalSupply();
        for (uint256 i = 0; i < 4; ++i) {
            _users[i] = _handler.users(i);
        }
        for (uint256 i = 0; i < 3; ++i) {
            (_nodes[i], _tokens[i]) = (_handler.nodes(i), _handler.tokens(i));
        }
    }

    function targetContracts() public view returns (address[] memory list) {
        list = new address[](1);
        list[0] = address(_handler);
    }

    struct FuzzSelector {
        address addr;
        bytes4[] selectors;
    }

    function targetSelectors() public view returns (FuzzSelector[] memory list) {
        bytes4[26] memory s = [
            Handler.create.selector,
            Handler.activate.selector,
            Handler.create.selector,
            Handler.activate.selector,
            Handler.settle.selector,
            Handler.extend.selector,
            Handler.replace.selector,
            Handler.withdraw.selector,
            Handler.pass.selector,
            Handler.expire.selector,
            Handler.cancel.selector,
            Handler.block_.selector,
            Handler.pause.selector,
            Handler.resize.selector,
            Handler.void.selector,
            Handler.donate.selector,
            Handler.announce.selector,
            Handler.agent.selector,
            Handler.deregister.selector,
            Handler.stake.selector,
            Handler.unstake.selector,
            Handler.claim.selector,
            Handler.accrue.selector,
            Handler.pass.selector,
            Handler.mood.selector,
            Handler.release.selector
        ];
        list = new FuzzSelector[](1);
        list[0] = FuzzSelector(address(_handler), new bytes4[](s.length));
        for (uint256 i = 0; i < s.length; ++i) {
            list[0].selectors[i] = s[i];
        }
    }

    struct Sums {
        uint256[3] held; // by token
        uint256[3] paid; // by token, to nodes, referrers and stakers
        Resources[3] reserved; // by node
        uint256[3] live; // by node
        uint256[12] liveOf; // user × 3 + node
        uint256[4] stakeHeld; // by user
    }

    /// @dev One walk over the orders that are not finished checks what is said of orders, and adds up what is said of sums; of
    /// those that are finished some are looked at after each call, and all after the last.
    ///
    /// 1. In every token: the market's balance is what live orders hold, what accounts are owed, and what was sent to it
    ///    without a reason: never a unit less.
    /// 2. For every order, paid + refunded + still held = deposited, to the last unit.
    /// 3. What is reserved of a node, and by how many, is the sum over its live orders.
    /// 4. A finished order never moves again.
    /// 5. A user and a node have at most one live order, and liveOrder gives it unless its time is over.
    /// 6. What a view says that a cancel gives is held, whoever cancels.
    /// 7. In every token nothing is lost: what users were given is with users, nodes, referrers, stakers and the market.
    /// 8. What is held of a user's stake is the sum over its live orders on probation, but for what anybody released when
    ///    its time was over, and is staked.
    /// 9. Staking has all stakes, all that is earned and all that is to be released. What is minted is at most half of
    ///    the fees that came in.
    /// 10. An agent never spends more than its user set.
    function invariant_Market() external {
        Sums memory s;
        uint256[] memory live = _handler.allLive();
        for (uint256 i = 0; i < live.length; ++i) {
            _order(live[i], s);
        }
        uint256 count = market.orderCount();
        for (uint256 i = 0; i < 3 && count != 0; ++i) {
            _finished(1 + uint256(keccak256(abi.encode(i, block.timestamp, count))) % count);
        }
        for (uint256 i = 0; i < 3; ++i) {
            s.paid[i] += _handler.paid(_tokens[i]);
            _token(i, s);
            IRegistry.Node memory e = registry.node(_nodes[i]);
            s.reserved[i].gpuModel = e.total.gpuModel;
            assertEq(keccak256(abi.encode(e.reserved)), keccak256(abi.encode(s.reserved[i])));
            assertEq(e.live, s.live[i]);
            assertTrue(e.reserved.cpuMilli <= e.total.cpuMilli && e.reserved.gpu <= e.total.gpu);
        }
        _stakes(s);
    }

    function _token(uint256 i, Sums memory s) private {
        PlainToken t = PlainToken(_tokens[i]);
        address a = address(t);
        uint256 owed = market.owed(REFERRER, a) + market.owed(address(staking), a);
        uint256 outside = t.balanceOf(REFERRER);
        for (uint256 u = 0; u < 4; ++u) {
            owed += market.owed(_users[u], a);
            outside += t.balanceOf(_users[u]);
        }
        for (uint256 n = 0; n < 3; ++n) {
            owed += market.owed(_nodes[n], a);
            outside += t.balanceOf(_nodes[n]);
        }
        assertEq(market.owed(AGENT, a) + t.balanceOf(AGENT), 0);
        address one = _users[block.timestamp % 4]; // of whom the budget is looked at this time
        assertEq(market.agentBudget(one, AGENT, a), _handler.budgets(uint160(one) * 4 + i));
        uint256 balance = t.balanceOf(address(market));
        assertEq(balance, s.held[i] + owed + _handler.donated(a));
        if (i != 0) {
            assertEq(balance + outside, _handler.supplied(a) + _handler.donated(a));
            return;
        }
        // Of Berth's token some is with staking, and some was minted to it.
        uint256 minted = token.totalSupply() - _start - _handler.supplied(a) - _handler.donated(a);
        assertEq(
            balance + outside + t.balanceOf(address(staking)), _handler.supplied(a) + _handler.donated(a) + minted
        );
        uint256 fees = t.balanceOf(address(staking)) + _handler.claimed() - staking.totalStaked() - minted;
        assertTrue(minted <= fees / 2);
        assertTrue(fees + market.owed(address(staking), a) <= s.paid[0] * FEE / 10_000);
    }

    function _stakes(Sums memory s) private {
        uint256 sum;
        uint256 staked;
        for (uint256 u = 0; u < 4; ++u) {
            IStaking.Position memory p = staking.position(_users[u]);
            staked += p.amount;
            sum += p.amount + p.earned;
            assertEq(p.held, s.stakeHeld[u]);
            assertTrue(p.held + p.counting <= p.amount);
        }
        assertEq(staked, staking.totalStaked());
        (uint256 current, uint256 next) = staking.stream();
        uint256 balance = token.balanceOf(address(staking));
        assertTrue(balance >= sum + current + next);
        assertTrue(balance - sum - current - next <= 10_000);
    }

    /// @dev All orders, once more, at the end of a run.
    function afterInvariant() external {
        uint256 live;
        for (uint256 id = 1; id <= market.orderCount(); ++id) {
            if (!_finished(id)) ++live;
        }
        assertEq(live, _handler.allLive().length);
    }

    /// @dev Whether an order is finished; then all of its deposit went somewhere, and nothing has changed since.
    function _finished(uint256 id) private returns (bool) {
        Order memory o = market.order(id);
        (uint256 deposited, uint256 refunded, bytes32 finished,) = _handler.books(id);
        bool live = o.state == State.Created || o.state == State.Active;
        assertEq(live, finished == 0);
        if (live) return false;
        assertEq(keccak256(abi.encode(o)), finished);
        assertEq(uint256(o.rate) * o.settledSeconds / SCALE + refunded, deposited);
        return true;
    }

    function _order(uint256 id, Sums memory s) private {
        Order memory o = market.order(id);
        (uint256 deposited, uint256 refunded,, uint96 minStake) = _handler.books(id);
        assertTrue(o.state == State.Created || o.state == State.Active);
        uint256 paid = uint256(o.rate) * o.settledSeconds / SCALE;
        uint256 still = uint256(o.rate) * o.duration / SCALE - paid;
        assertEq(paid + refunded + still, deposited);
        uint256 t = o.token == _tokens[0] ? 0 : o.token == _tokens[1] ? 1 : 2;
        s.paid[t] += paid;
        s.held[t] += still;
        uint256 earned = market.earned(id);
        assertTrue(earned >= paid && earned <= deposited);
        _live(id, o, still, minStake, s);
    }

    function _live(uint256 id, Order memory o, uint256 still, uint96 minStake, Sums memory s) private {
        (uint256[2] memory byUser, uint256[2] memory byNode) = market.split(id);
        assertEq(byUser[0] + byUser[1], still);
        assertEq(byNode[0] + byNode[1], still);
        uint256 n = o.node == _nodes[0] ? 0 : o.node == _nodes[1] ? 1 : 2;
        uint256 u = uint160(o.user) - 0xA000;
        assertEq(s.liveOf[u * 3 + n], 0);
        s.liveOf[u * 3 + n] = id;
        uint256 end = o.state == State.Active
            ? uint256(o.since) + o.probation + o.duration
            : uint256(o.since) + WINDOW + 1;
        assertEq(market.liveOrder(o.user, o.node), block.timestamp >= end ? 0 : id);
        if (o.stakeHeld) s.stakeHeld[u] += minStake;
        ++s.live[n];
        s.reserved[n].cpuMilli += o.resources.cpuMilli;
        s.reserved[n].memoryMiB += o.resources.memoryMiB;
        s.reserved[n].diskMiB += o.resources.diskMiB;
        s.reserved[n].trafficMiB += o.resources.trafficMiB;
        s.reserved[n].gpu += o.resources.gpu;
    }
}
