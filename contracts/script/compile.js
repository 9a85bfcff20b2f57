// Compiles src/*.sol with foundry.toml's settings and writes what abigen and the Go package bind need:
// out/combined.json (abigen's input) and bind/code.json: runtime code with the places of its immutables, and the hashes
// of all sources and of the creation code, by which a Go test knows that the bindings are fresh. mock/mock.json has the creation
// code of contracts that Go tests deploy, universal/validator.hex that of the one that Go's clients have an eth_call run.
"use strict";
const fs = require("node:fs");
const path = require("node:path");
const crypto = require("node:crypto");
const solc = require("solc");

const root = path.dirname(__dirname);
const names = fs.readdirSync(path.join(root, "src")).filter((f) => f.endsWith(".sol")).sort();
const mocks = { Tether: "Tether.sol", OldToken: "Tether.sol" };
const mockFiles = [...new Set(Object.values(mocks))].map((f) => "test/mocks/" + f);
const validator = "universal/Validator.sol";
const settings = {
  optimizer: { enabled: true, runs: 600 },
  evmVersion: "cancun",
  viaIR: true,
  metadata: { bytecodeHash: "none", appendCBOR: false },
  remappings: ["@openzeppelin/=node_modules/@openzeppelin/"],
  outputSelection: { "*": { "*": ["abi", "evm.bytecode.object", "evm.deployedBytecode.object", "evm.deployedBytecode.immutableReferences", "userdoc", "devdoc"] } },
};
const input = {
  language: "Solidity",
  sources: Object.fromEntries([...names.map((f) => "src/" + f), ...mockFiles, validator]
    .map((f) => [f, { content: fs.readFileSync(path.join(root, f), "utf8") }])),
  settings,
};
const output = JSON.parse(solc.compile(JSON.stringify(input), {
  import: (p) => {
    try {
      return { contents: fs.readFileSync(path.join(root, p), "utf8") };
    } catch (e) {
      return { error: String(e) };
    }
  },
}));
let failed = false;
for (const e of output.errors ?? []) {
  process.stderr.write(e.formattedMessage);
  failed = failed || e.severity === "error";
}
if (failed) process.exit(1);

// The functions of b that a has not.
const missing = (a, b) => b.filter((e) => e.type === "function" && !a.some((o) => o.type === "function" && o.name === e.name));
const combined = { contracts: {}, version: solc.version() };
const code = { compiler: solc.version(), sources: {}, contracts: {} };
for (const f of names) {
  for (const [name, c] of Object.entries(output.contracts["src/" + f])) {
    if (name !== f.slice(0, -4)) continue;
    // The market answers what MarketViews has, too. abigen would name both results of eip712Domain alike.
    const abi = name === "Market" ? c.abi.concat(missing(c.abi, output.contracts["src/MarketViews.sol"].MarketViews.abi))
      : c.abi.filter((e) => e.name !== "eip712Domain");
    // abigen would make two types of each of the views' results.
    if (name !== "MarketViews") combined.contracts[`src/${f}:${name}`] = {
      abi,
      bin: c.evm.bytecode.object, "bin-runtime": c.evm.deployedBytecode.object,
      srcmap: "", "srcmap-runtime": "", metadata: "", userdoc: c.userdoc, devdoc: c.devdoc, asm: null, "storage-layout": null,
    };
    const immutables = Object.values(c.evm.deployedBytecode.immutableReferences ?? {}).flat()
      .map(({ start, length }) => [start, length]).sort((a, b) => a[0] - b[0]);
    const creation = crypto.createHash("sha256").update(Buffer.from(c.evm.bytecode.object, "hex")).digest("hex");
    code.contracts[name] = { creation, runtime: c.evm.deployedBytecode.object, immutables };
    process.stderr.write(`${name}: ${c.evm.deployedBytecode.object.length / 2} bytes of code\n`);
  }
}
const walk = (d) => fs.readdirSync(path.join(root, d), { withFileTypes: true })
  .flatMap((e) => (e.isDirectory() ? walk(d + "/" + e.name) : [d + "/" + e.name]));
for (const f of [...walk("src"), ...mockFiles, validator, "package-lock.json", "script/compile.js"].sort()) {
  code.sources[f] = crypto.createHash("sha256").update(fs.readFileSync(path.join(root, f))).digest("hex");
}
fs.mkdirSync(path.join(root, "out"), { recursive: true });
fs.writeFileSync(path.join(root, "out/combined.json"), JSON.stringify(combined));
fs.writeFileSync(path.join(root, "bind/code.json"), JSON.stringify(code, null, 1) + "\n");
const mock = Object.fromEntries(Object.entries(mocks).map(([name, f]) => [name, "0x" + output.contracts["test/mocks/" + f][name].evm.bytecode.object]));
fs.writeFileSync(path.join(root, "mock/mock.json"), JSON.stringify(mock, null, 1) + "\n");
fs.writeFileSync(path.join(root, "universal/validator.hex"), output.contracts[validator].Validator.evm.bytecode.object + "\n");
