// Makes mutants of the contracts, runs forge's tests on each, and prints which survived. Every mutant is one changed place;
// the list below names the file, what is found there (the n-th time, from 0) and what it becomes.
//
//   node script/mutate.js [--only Market] [--from 0] [--count 1000] [--numbers 3,172] [--list]
//
// Works in a copy beside the project (out/mutants), so that a run that is stopped leaves nothing changed. Ends with 1 if a
// mutant survived that is not answered in the list. The tests run on code that is not optimized, and all mutants are compiled by
// one process, which compiles three times faster when it is warm.
"use strict";
const fs = require("node:fs");
const net = require("node:net");
const path = require("node:path");
const { spawn, spawnSync } = require("node:child_process");

const root = path.dirname(__dirname);
const M = "src/Market.sol", S = "src/Staking.sol", R = "src/Registry.sol", T = "src/Token.sol";
const A = "src/libraries/Amounts.sol", O = "src/libraries/Orders.sol", B = "src/base/MarketState.sol", V = "src/MarketViews.sol";

// [file, found, becomes, n-th or 0, answer if it may survive]
const mutants = [
  // ---- Market: comparisons
  [M, "block.timestamp > until) revert Market_ActivationWindowPassed", "block.timestamp >= until) revert Market_ActivationWindowPassed"],
  [M, "block.timestamp <= until) revert", "block.timestamp < until) revert"],
  [M, "else if (block.timestamp >= _endsAt(d)) _complete", "else if (block.timestamp > _endsAt(d)) _complete"],
  [M, "if (block.timestamp >= _endsAt(d)) return _complete", "if (block.timestamp > _endsAt(d)) return _complete"],
  [M, "block.timestamp > quote.validUntil", "block.timestamp >= quote.validUntil"],
  [M, "duration < quote.minDuration", "duration <= quote.minDuration"],
  [M, "duration > quote.maxDuration", "duration >= quote.maxDuration"],
  [M, "quote.probation > probationLimit", "quote.probation >= probationLimit"],
  [M, "quote.referrerShare > maxReferrerShare", "quote.referrerShare >= maxReferrerShare"],
  [M, "free < quote.minStake", "free <= quote.minStake"],
  [M, "quote.nonce <= pair.nonce", "quote.nonce < pair.nonce"],
  [M, "nonce <= pair.nonce) revert Market_QuoteUsed(node", "nonce < pair.nonce) revert Market_QuoteUsed(node"],
  [M, "needed > n.duration", "needed >= n.duration"],
  [M, "duration > d.maxDuration", "duration >= d.maxDuration"],
  [M, "end < block.timestamp) revert", "end <= block.timestamp) revert"],
  [M, "if (block.timestamp >= end) revert Market_OrderOver", "if (block.timestamp > end) revert Market_OrderOver"],
  [M, "agent.until < _endsAt(d)", "agent.until <= _endsAt(d)"],
  [M, "deposit > left) revert Market_OverBudget", "deposit >= left) revert Market_OverBudget"],
  [M, "_agents[by][msg.sender].until < block.timestamp", "_agents[by][msg.sender].until <= block.timestamp"],
  [M, "index > Orders.TOKEN_LIMIT", "index >= Orders.TOKEN_LIMIT"],
  [M, "value > limit", "value >= limit"],
  [M, "c.activationWindow > 1 days", "c.activationWindow >= 1 days"],
  [M, "c.feeBps > 500", "c.feeBps >= 500"],
  [M, "c.maxReferrerShare > 3000", "c.maxReferrerShare >= 3000"],
  [M, "_served(d) >= d.probation) {", "_served(d) > d.probation) {"],
  // ---- Market: dropped checks
  [M, "        _checkUser(quote);\n        uint256 deposit;", "        uint256 deposit;"],
  [M, "        _checkUser(quote);\n\n        // Effect\n        Deal memory n", "        // Effect\n        Deal memory n"],
  [M, "        if (d.state != State.Created) revert Market_WrongState(id, d.state);\n        _checkNode(id, d.node);", "        _checkNode(id, d.node);"],
  [M, "        _checkNode(id, d.node);\n        uint256 until", "        uint256 until"],
  [M, "        _checkNode(id, d.node);\n        _checkRunning", "        _checkRunning"],
  [M, "        if (d.state != State.Created && d.state != State.Active) revert Market_WrongState(id, d.state);\n", ""],
  [M, "            else if (_agents[by][msg.sender].until < block.timestamp) revert Market_NotParty(id, msg.sender);\n", ""],
  [M, "        if (msg.sender != d.user) revert Market_NotUser(id, msg.sender, d.user);\n", ""],
  [M, "        if (quote.node != d.node) revert Market_DifferentNode(d.node, quote.node);\n", ""],
  [M, "        if (quote.token != _tokenOf(d.token)) revert Market_DifferentToken(_tokenOf(d.token), quote.token);\n", ""],
  [M, "        if (quote.probation != 0) revert Market_NotFirstOrder(quote.user, quote.node);\n        n.committed", "        n.committed"],
  [M, "        if (quote.epoch != epoch) revert Market_QuoteVoid(quote.node, quote.epoch, epoch);\n", ""],
  [M, "        _checkSignature(quote, operator, signature);\n", ""],
  [M, "        if (pair.everActivated) revert Market_NotFirstOrder(quote.user, quote.node);\n", ""],
  [M, "        if (got != amount) revert Market_FeeOnTransfer(amount, got);\n", ""],
  [M, "        _checkPulled(token, before, amount);\n    }\n\n    /// @dev Takes a deposit with", "    }\n\n    /// @dev Takes a deposit with"],
  [M, "        if (msg.sender != address(STAKING)) revert Market_Only(msg.sender, address(STAKING));\n", ""],
  [M, "        if (msg.sender != lister) revert Market_Only(msg.sender, lister);\n", ""],
  [M, "        if (_isOurs(to) || to == token || to == views) revert Market_BadRecipient(to);\n", ""],
  [M, "_isOurs(to) || to == token ||", "_isOurs(to) ||"],
  [M, " || to == views", ""],
  [M, "        _checkNode(0, node);\n        return _withdraw", "        return _withdraw"],
  [M, "        _checkNode(0, node);\n        uint32 epoch", "        uint32 epoch"],
  [M, "        if (!_isOver(d)) revert Market_LiveOrder(live);\n", ""],
  [M, "        _indexOf(token);\n        try", "        try"],
  [M, "        if (IRegistry(c.registry).market() != address(this)) revert Market_BadParameter(2);\n", ""],
  [M, "        if (tokens_.length != sums.length) revert Market_LengthMismatch();\n", ""],
  // ---- Market: skipped effects
  [M, "        d.since = block.timestamp;\n", ""],
  [M, "        if (!pair.everActivated) pair.everActivated = true;\n", ""],
  [M, "        _budgets[key] = left - deposit;\n", ""],
  [M, "        _owed[account][index] = 1;\n", ""],
  [M, "        _owed[account][index] = 1;\n", "        _owed[account][index] = 0;\n", 0, "costs gas only: the next credit pays for a fresh slot"],
  [M, "        _fees = 0;\n", ""],
  [M, "        pair.nonce = quote.nonce;\n", ""],
  [M, "        pair.epoch = epoch;\n        pair.nonce", "        pair.nonce"],
  [M, "        pair.live = uint64(id);\n", ""],
  [M, "        _pairs[d.user][d.node].live = 0;\n", ""],
  [M, "        REGISTRY.release(d.node, d.resources);\n", ""],
  [M, "        if (d.held) STAKING.release(id);\n", ""],
  [M, "            STAKING.release(id);\n", ""],
  [M, "            d.held = false;\n", ""],
  [M, "        d.settled = second;\n", ""],
  [M, "        _credit(r.referrer, d.token, toReferrer);\n", ""],
  [M, "        if (fee != 0) _fees += uint192(fee);\n", ""],
  [M, "        if (left > deposit) _credit(d.user, d.token, left - deposit);\n", ""],
  [M, "        _announcements[id] = Announcement(uint40(block.timestamp), end);\n", ""],
  [M, "        n.committed = _carryOver(id, d, n);\n", ""],
  [M, "uint64 generation = a.generation + 1;", "uint64 generation = a.generation;"],
  [M, "        n.referred = quote.referrerShare != 0;\n", ""],
  // ---- Market: events
  [M, "        emit OrderActivated(id, d.user, d.node, uint40(d.since), _endsAt(d));\n", ""],
  [M, "        emit OrderActivated(newId, n.user, n.node, uint40(n.since), _endsAt(n));\n", ""],
  [M, "        emit EndAnnounced(id, d.user, d.node, end);\n", ""],
  [M, "        emit QuotesVoided(node, user, epoch, nonce);\n", ""],
  [M, "        emit AgentSet(msg.sender, agent, until, tokens_, sums);\n", ""],
  [M, "        emit Withdrawn(account, token, to, amount);\n", ""],
  [M, "        emit Withdrawn(msg.sender, NATIVE, msg.sender, amount);\n", ""],
  [M, "        emit OrderExtended(id, by, addedSeconds, deposit, _endsAt(d));\n", ""],
  [M, "        emit TokenListed(index, token);\n", ""],
  // ---- Market: wrong operands
  [M, "d.token == 0 ? feeBps : 0", "feeBps"],
  [M, "by == d.user ? _leftByUser(id, d) : _leftByNode(id, d)", "_leftByUser(id, d)"],
  [M, "_pull(_tokenOf(d.token), d.user, deposit);", "_pull(_tokenOf(d.token), msg.sender, deposit);"],
  [M, "block.timestamp + activationWindow + quote.probation", "block.timestamp + quote.probation"],
  [M, "if (_isNode(d.node)) by = d.node;", "if (_isNode(d.node)) by = d.user;"],
  [M, "Amounts.settleable(_earnedSeconds(d), d.settled, d.notice)", "_earnedSeconds(d)"],
  [M, "left < deposit ? left : deposit,", "deposit,"],
  [M, "add(quote, 0x120), 0x1a0)", "add(quote, 0x120), 0x180)"],
  // ---- what market and views share
  [B, "block.timestamp >= a.end &&", "block.timestamp > a.end &&"],
  [B, "block.timestamp <= a.end + ANNOUNCEMENT_LASTS", "block.timestamp < a.end + ANNOUNCEMENT_LASTS"],
  [B, "block.timestamp > d.since + activationWindow", "block.timestamp >= d.since + activationWindow"],
  [B, "return block.timestamp >= _endsAt(d);", "return block.timestamp > _endsAt(d);"],
  [B, " || _announcements[id].saidAt != 0", ""],
  [B, " || _served(d) < d.probation", ""],
  [B, "_served(d) < d.probation ||", "_served(d) <= d.probation ||"],
  [B, "|| account == address(STAKING)", ""],
  [B, "lead = a.end - a.saidAt", "lead = a.end"],
  [V, "block.timestamp >= _endsAt(d)", "block.timestamp > _endsAt(d)"],
  [V, "d.state == State.Active ? _earnedSeconds(d) : d.settled", "d.settled"],
  [V, "nonce <= pair.nonce", "nonce < pair.nonce"],
  // ---- arithmetic and packing
  [A, "(amount * SCALE + rate - 1) / rate", "amount * SCALE / rate"],
  [A, "toNode = amount - fee - toReferrer", "toNode = amount - fee"],
  [A, "committed < duration ? committed : duration", "committed"],
  [A, "earned_ > least ? earned_ : least", "least"],
  [A, "upTo > settled ? upTo : settled", "upTo"],
  [A, "lead < notice ? notice - lead : 0", "notice"],
  [A, "missing < open ? missing : open", "missing"],
  [O, "d.token << 98", "d.token << 97"],
  [O, "uint256(r.gpu) << 242", "uint256(r.gpu) << 243"],
  [O, "(1 << 36) - 1;\n        d.state", "(1 << 30) - 1;\n        d.state"],
  // ---- Staking
  [S, "amount > free) revert Staking_NotEnough(amount, free);\n\n        // Effect\n        _accrue", "amount >= free) revert Staking_NotEnough(amount, free);\n\n        // Effect\n        _accrue"],
  [S, "a.staked - a.held;\n        if", "a.staked;\n        if"],
  [S, "        _checkRecipient(to);\n        Account", "        Account"],
  [S, "        _checkRecipient(to);\n\n", ""],
  [S, "if (a.since == 0) a.since = nowAt;", "a.since = nowAt;"],
  [S, "        if (a.staked == 0) (a.since, a.pendingSince) = (0, 0);\n", ""],
  [S, "a.pending = amount < a.pending ? a.pending - uint128(amount) : 0;", "a.pending = 0;"],
  [S, "        a.pendingSince = nowAt;\n", ""],
  [S, "        a.accrued = 0;\n", ""],
  [S, "if (msg.sender != market) revert Staking_OnlyMarket(msg.sender);\n        if (_holds", "if (_holds"],
  [S, "        if (_holds[id].amount != 0) revert Staking_AlreadyHeld(id);\n", ""],
  [S, "        if (amount > free) revert Staking_NotEnough(amount, free);\n\n        // Effect\n        _accounts", "        // Effect\n        _accounts"],
  [S, "block.timestamp < h.until) revert", "block.timestamp <= h.until) revert"],
  [S, "        if (msg.sender != market && block.timestamp < h.until) revert Staking_OnlyMarket(msg.sender);\n", ""],
  [S, "        delete _holds[id];\n", ""],
  [S, "        _accounts[h.account].held -= h.amount;\n", ""],
  [S, "return _mature(a) - a.held;", "return _mature(a);"],
  [S, "block.timestamp < uint256(a.pendingSince) + maturity", "block.timestamp <= uint256(a.pendingSince) + maturity"],
  [S, "if (totalStaked == 0) return (0, 0, current + next);", "if (totalStaked == 0) return (0, current, next);"],
  [S, "block.timestamp < end) {", "block.timestamp <= end) {"],
  [S, "past < PERIOD ? next * past / PERIOD : next", "next"],
  [S, "return (released, next - more, 0);", "return (released, 0, next - more);"],
  [S, "        poolLeft -= emitted;\n", ""],
  [S, "        next += fees + minted;\n", "        next += fees;\n"],
  [S, "                _unminted = uint128(fees);\n", ""],
  [S, "        _unminted = 0;\n", ""],
  [S, "fees * mintPerMille / 1000", "fees"],
  [S, "mintCap - Math.min(used, mintCap)", "mintCap"],
  [S, "IMintable(token).cap() - IERC20(token).totalSupply()", "IMintable(token).cap()"],
  [S, "period == _mintPeriod ? _minted : 0", "_minted"],
  [S, "mintPerMille_ > 500", "mintPerMille_ >= 500"],
  [S, "maturity_ <= IFees(market_).probationLimit()", "maturity_ < IFees(market_).probationLimit()"],
  [S, "IMintable(token_).cap() > type(uint128).max", "false"],
  [S, "poolLeft - _toEmit())", "emissionPerSecond * 365 days)"],
  [S, "            + current * 365 days / (PERIOD - block.timestamp % PERIOD);", "            + current * 365 days / PERIOD;"],
  [S, "        emit Held(account, id, amount, until);\n", ""],
  [S, "        emit Released(h.account, id, h.amount);\n", ""],
  [S, "        emit Claimed(msg.sender, to, amount);\n", ""],
  // ---- Registry
  [R, "length > ENDPOINT_LIMIT", "length >= ENDPOINT_LIMIT"],
  [R, "length > METADATA_LIMIT", "length >= METADATA_LIMIT"],
  [R, "total.trafficMiB >= 1 << 36", "total.trafficMiB > 1 << 36"],
  [R, "total.gpu >= 1 << 12", "total.gpu > 1 << 12"],
  [R, "        if (e.live != 0) revert Registry_LiveOrders(msg.sender, e.live);\n", ""],
  [R, "        e.epoch = epoch;\n        emit NodeLeft", "        emit NodeLeft"],
  [R, "        emit NodeLeft(msg.sender);\n        _beginEpoch(e);\n", "        emit NodeLeft(msg.sender);\n"],
  [R, "if (e.operator != operator || e.epoch == 0) _beginEpoch(e);", "if (e.epoch == 0) _beginEpoch(e);"],
  [R, "        emit OperatorChanged(msg.sender, operator);\n        _beginEpoch(e);\n", "        emit OperatorChanged(msg.sender, operator);\n"],
  [R, "        if (e.epoch == 0) _nodes.push(msg.sender);\n", "        if (e.registeredAt == 0) _nodes.push(msg.sender);\n"],
  [R, "        if (e.paused) revert Registry_Paused(node_);\n", ""],
  [R, "gpu > total.gpu", "gpu >= total.gpu"],
  [R, "trafficMiB > total.trafficMiB", "trafficMiB >= total.trafficMiB", 0],
  [R, "_store(e, reserved, e.live + 1)", "_store(e, reserved, e.live)"],
  [R, "live == 0 ? 0 : live - 1", "live"],
  [R, "e.paused ? 1 << 192 : 0", "0"],
  [R, "        if (msg.sender != market) revert Registry_OnlyMarket(msg.sender);\n", ""],
  [R, "if (size > PAGE_LIMIT) size = PAGE_LIMIT;", ""],
  [R, "        emit NodePaused(msg.sender, paused);\n", ""],
  // ---- Token
  [T, "external onlyRole(MINTER_ROLE)", "external"],
  [T, "        if (holders.length != amounts.length) revert Token_GenesisMismatch(holders.length, amounts.length);\n", ""],
  [T, "if (admin != address(0)) _grantRole", "_grantRole"],
  [T, "            _mint(holders[i], amounts[i]);\n", ""],
  // ---- guards
  [M, "createOrder(Quote calldata quote, bytes calldata signature, uint32 duration)\n        external\n        nonReentrant\n", "createOrder(Quote calldata quote, bytes calldata signature, uint32 duration)\n        external\n"],
  [M, "bytes calldata ownerSignature\n    ) external nonReentrant", "bytes calldata ownerSignature\n    ) external"],
  [M, "activate(uint256 id) external nonReentrant", "activate(uint256 id) external"],
  [M, "expire(uint256 id) external nonReentrant", "expire(uint256 id) external"],
  [M, "cancel(uint256 id, Reason reason) external nonReentrant", "cancel(uint256 id, Reason reason) external"],
  [M, "settle(uint256 id) external nonReentrant", "settle(uint256 id) external"],
  [M, "extend(uint256 id, uint32 addedSeconds) external nonReentrant", "extend(uint256 id, uint32 addedSeconds) external"],
  [M, "extendFor(uint256 id, uint32 addedSeconds) external nonReentrant", "extendFor(uint256 id, uint32 addedSeconds) external"],
  [M, "withdraw(address token, address to) external nonReentrant", "withdraw(address token, address to) external"],
  [M, "collectFees() external nonReentrant", "collectFees() external"],
  // ---- views
  [V, "d.held && (d.state == State.Created || d.state == State.Active)", "d.held"],
  [V, "id != 0 && _isOver(_orders[id].load()) ? 0 : id", "id"],
  [V, "!_pairs[user][node].everActivated", "true"],
  [V, "epoch != REGISTRY.epochOf(node) || ", ""],
  [V, "(userLeaves[1], nodeLeaves[1]) = (held, held);", "{}"],
  [V, "over ? d.duration : _leftByNode(id, d)", "_leftByNode(id, d)"],
  [V, "        if (account == address(STAKING) && token == NATIVE) return _fees;\n", ""],
  [V, "_agents[user][agent].generation", "1"],
  [V, "o.announcedEnd = a.end;", "o.announcedEnd = a.saidAt;"],
  [V, "o.notice = uint32(d.notice);", "o.notice = uint32(d.committed);"],
  // ---- saturations, gaps and recipients
  [R, "a.cpuMilli > b.cpuMilli ? a.cpuMilli - b.cpuMilli : 0", "a.cpuMilli - b.cpuMilli"],
  [R, "a.gpu > b.gpu ? a.gpu - b.gpu : 0", "a.gpu - b.gpu"],
  [S, "        (, uint256 current,) = _roll();\n", "        uint256 current = _current;\n"],
  [S, " || to == address(this) ||", " ||"],
  [S, " || to == market)", ")"],
  [S, "        if (totalStaked == 0) return 0;\n        return Math.min(emissionPerSecond", "        return Math.min(emissionPerSecond"],
];

const args = process.argv.slice(2);
if (args[0] === "--compiler") {
  const solc = require("solc");
  net.createServer({ allowHalfOpen: true }, (c) => {
    const parts = [];
    c.on("data", (d) => parts.push(d)).on("end", () => c.end(solc.compile(Buffer.concat(parts).toString())));
  }).listen(args[1]);
  return;
}
const option = (name, otherwise) => (args.includes(name) ? args[args.indexOf(name) + 1] : otherwise);
const only = option("--only", "");
const from = Number(option("--from", 0)), count = Number(option("--count", mutants.length));

const read = (f) => fs.readFileSync(path.join(root, f), "utf8");
const at = (text, found, n) => {
  let i = -1;
  for (let k = 0; k <= n; k++) i = text.indexOf(found, i + 1);
  return i;
};
let chosen = mutants.map((m, i) => ({ i, file: m[0], found: m[1], becomes: m[2], n: m[3] ?? 0, answer: m[4] }));
for (const m of chosen) {
  if (at(read(m.file), m.found, m.n) < 0) {
    console.error(`mutate: ${m.i}: ${m.file} has no ${JSON.stringify(m.found)}`);
    process.exit(2);
  }
}
const numbers = option("--numbers", "").split(",").filter(Boolean).map(Number);
chosen = chosen.filter((m) => m.file.includes(only) && (numbers.length === 0 || numbers.includes(m.i))).slice(from, from + count);
if (args.includes("--list")) {
  for (const m of chosen) console.log(`${m.i}\t${m.file}\t${JSON.stringify(m.found)}\t${JSON.stringify(m.becomes)}`);
  process.exit(0);
}

const work = path.join(root, "out", "mutants");
for (const d of ["src", "test", "script"]) {
  fs.rmSync(path.join(work, d), { recursive: true, force: true });
  fs.cpSync(path.join(root, d), path.join(work, d), { recursive: true });
}
fs.copyFileSync(path.join(root, "foundry.toml"), path.join(work, "foundry.toml"));
if (!fs.existsSync(path.join(work, "node_modules"))) fs.symlinkSync(path.join(root, "node_modules"), path.join(work, "node_modules"));

const socket = path.join(work, "compiler");
fs.rmSync(socket, { force: true });
const compiler = spawn(process.execPath, [__filename, "--compiler", socket], { stdio: "inherit" });
process.on("exit", () => compiler.kill());
const version = spawnSync(path.join(root, "script", "solc"), ["--version"], { encoding: "utf8" }).stdout;
fs.writeFileSync(path.join(work, "script", "solc"), `#!/usr/bin/env node
if (process.argv.includes("--version")) process.stdout.write(${JSON.stringify(version)});
else process.stdin.pipe(require("node:net").connect(${JSON.stringify(socket)})).pipe(process.stdout);
`);

const scope = path.join(root, "node_modules/@foundry-rs");
const forge = fs.readdirSync(scope).map((d) => path.join(scope, d, "bin/forge")).find((f) => fs.existsSync(f));
// Linked: tests are not compiled again when a contract changes, which takes a third of the time, but now and then one is run
// with the old code. So what survived is run again without.
const run = (linked) => spawnSync(forge, ["test", "--fail-fast"], {
  cwd: work,
  env: {
    ...process.env, FOUNDRY_PROFILE: "mutate", FOUNDRY_DYNAMIC_TEST_LINKING: String(linked),
    FOUNDRY_OUT: linked ? "out/linked" : "out/whole", FOUNDRY_CACHE_PATH: linked ? "cache/linked" : "cache/whole",
  },
  timeout: 600_000, encoding: "utf8",
});
const whole = run(true);
if (whole.status !== 0) {
  console.error(whole.stdout + whole.stderr + "\nmutate: the tests fail without any mutant");
  process.exit(2);
}
let survived = 0, killed = 0, broken = 0;
for (const m of chosen) {
  const text = read(m.file), i = at(text, m.found, m.n);
  fs.writeFileSync(path.join(work, m.file), text.slice(0, i) + m.becomes + text.slice(i + m.found.length));
  let r = run(true);
  if (r.status === 0 && !m.answer) r = run(false);
  fs.writeFileSync(path.join(work, m.file), text);
  let what = "killed";
  if (r.status === 0) what = m.answer ? `answered: ${m.answer}` : "SURVIVED";
  else if (/Compiler run failed|Compilation failed/.test(r.stdout + r.stderr)) what = "DOES NOT COMPILE";
  if (what === "killed") killed++;
  else if (what === "DOES NOT COMPILE") broken++;
  else if (what === "SURVIVED") survived++;
  console.log(`${m.i}\t${what}\t${m.file}\t${JSON.stringify(m.found)} -> ${JSON.stringify(m.becomes)}`);
}
console.log(`${chosen.length} mutants: ${killed} killed, ${survived} survived, ${chosen.length - killed - survived - broken} answered, ${broken} do not compile`);
process.exit(survived + broken === 0 ? 0 : 1);
