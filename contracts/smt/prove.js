// Has solc's own model checker (SMTChecker, engine CHC) prove what smt/AmountsProof.sol says of src/libraries/Amounts.sol, with
// npm's Z3, and prints each statement. Then it breaks the library in several ways, and none of these may be proved: a proof
// that cannot fail is none. Ends with 1 when a statement is not proved, or a broken library is.
//
//   node smt/prove.js [--time 30] [--native]
//
// --time: seconds for each query. --native: the program z3 of this machine instead of npm's.
"use strict";
const fs = require("node:fs");
const path = require("node:path");
const { spawnSync } = require("node:child_process");
const solc = require("solc");

const root = path.dirname(__dirname);
const args = process.argv.slice(2);
const time = 1000 * Number(args.includes("--time") ? args[args.indexOf("--time") + 1] : 30);
const proof = "smt/AmountsProof.sol", library = "src/libraries/Amounts.sol";
const read = (f) => fs.readFileSync(path.join(root, f), "utf8");

// [statement that must fall, found, becomes]
const broken = [
  ["cost", "rate * time / SCALE", "rate * time / SCALE + 1"],
  ["timeForIsEnough", "(amount * SCALE + rate - 1) / rate", "amount * SCALE / rate"],
  ["timeForIsLeast", "(amount * SCALE + rate - 1) / rate", "amount * SCALE / rate + 1"],
  ["shares", "toNode = amount - fee - toReferrer", "toNode = amount - fee"],
  ["time", "past < all ? past : all", "past"],
  ["settleable", "upTo > settled ? upTo : settled", "upTo"],
  ["leftByUser", "committed < duration ? committed : duration", "committed"],
  ["leftByNode", "missing < open ? missing : open", "missing"],
];

// What solc's own driver (solc/smtsolver.js) gives Z3.
const settings = ["rewriter.pull_cheap_ite=true", "fp.spacer.q3.use_qgen=true", "fp.spacer.mbqi=false", "fp.spacer.ground_pobs=false"];

const solve = (query) => {
  const [program, ...rest] = args.includes("--native")
    ? ["z3", "-smt2", "-in", `-t:${time}`, ...settings] : [process.execPath, path.join(__dirname, "z3.js"), `timeout=${time}`, ...settings];
  const r = spawnSync(program, rest, { input: query, encoding: "utf8", timeout: 2 * time, maxBuffer: 1 << 30 });
  return r.stdout ? { contents: r.stdout } : { error: r.error ? String(r.error) : r.stderr };
};

// What is proved and what is not, by function of the proof.
const check = (sources) => {
  const input = {
    language: "Solidity",
    sources: { [proof]: { content: sources[proof] } },
    settings: {
      outputSelection: { [proof]: { "": ["ast"] } },
      modelChecker: {
        contracts: { [proof]: ["AmountsProof"] }, engine: "chc", solvers: ["smtlib2"], showProvedSafe: true, showUnproved: true,
        targets: ["assert", "underflow", "overflow", "divByZero"],
      },
    },
  };
  const output = JSON.parse(solc.compile(JSON.stringify(input), {
    import: (p) => ({ contents: sources[p] ?? read(p) }),
    smtSolver: solve,
  }));
  const fatal = output.errors.filter((e) => e.severity === "error");
  if (fatal.length !== 0) throw new Error(fatal.map((e) => e.formattedMessage).join("\n"));
  const functions = output.sources[proof].ast.nodes.find((n) => n.name === "AmountsProof").nodes
    .filter((n) => n.nodeType === "FunctionDefinition")
    .map((n) => ({ name: n.name, start: Number(n.src.split(":")[0]), length: Number(n.src.split(":")[1]), safe: 0, open: [] }));
  let inside = 0; // what the library divides by is looked at where it stands, once for each use
  for (const e of output.errors.filter((e) => e.message.startsWith("CHC:"))) {
    const at = e.sourceLocation;
    const safe = e.message.endsWith("check is safe!");
    const f = at.file === proof && functions.find((f) => at.start >= f.start && at.start < f.start + f.length);
    if (f && safe) f.safe++;
    else if (f) f.open.push(sources[proof].slice(at.start, at.end));
    else if (safe) inside++;
    else throw new Error(e.formattedMessage);
  }
  return { functions, inside };
};

let failed = false;
const sources = { [proof]: read(proof), [library]: read(library) };
const begun = Date.now();
const { functions, inside } = check(sources);
for (const f of functions) {
  failed = failed || f.open.length !== 0 || f.safe === 0;
  console.log(`${f.name}: ${f.safe} proved` + f.open.map((o) => `, NOT PROVED: ${o}`).join(""));
}
const sum = functions.reduce((n, f) => n + f.safe, inside);
console.log(`${sum} proved (${inside} of them divisions in the library), ${Math.round((Date.now() - begun) / 1000)} s`);
for (const [name, found, becomes] of broken) {
  if (!sources[library].includes(found)) throw new Error(`smt: ${library} has no ${found}`);
  // Only the statement that must fall, so that this takes seconds.
  const at = functions.filter((f) => f.name !== name);
  let text = sources[proof];
  for (const f of at.sort((a, b) => b.start - a.start)) text = text.slice(0, f.start) + text.slice(f.start + f.length);
  const [f] = check({ [proof]: text, [library]: sources[library].replace(found, becomes) }).functions;
  failed = failed || f.open.length === 0;
  console.log(`${f.open.length !== 0 ? "falls, as it must" : "PROVED OF A WRONG LIBRARY"}: ${name} with ${becomes}`);
}
process.exit(failed ? 1 : 0);
