// Compares test/unit/*.tree with the tests: a leaf names the tests that show it in brackets, [Name OtherName], without the
// prefix test_ or testFuzz_. Ends with 1 when a test is in no tree, or a tree names a test that there is not.
"use strict";
const fs = require("node:fs");
const path = require("node:path");

const dir = path.join(path.dirname(__dirname), "test", "unit");
const files = (end) => fs.readdirSync(dir).filter((f) => f.endsWith(end)).map((f) => [f, fs.readFileSync(path.join(dir, f), "utf8")]);

const tests = new Map();
for (const [f, text] of files(".t.sol")) {
  for (const [, , name] of text.matchAll(/function test(Fuzz)?_(\w+)\(/g)) tests.set(name, f);
}
const named = new Map();
for (const [f, text] of files(".tree")) {
  for (const [, list] of text.matchAll(/\[([\w ]+)\]/g)) for (const name of list.split(" ")) named.set(name, f);
}
let bad = 0;
const say = (what) => {
  console.error(`trees: ${what}`);
  bad = 1;
};
for (const [name, f] of tests) if (!named.has(name)) say(`${f}: ${name} is in no tree`);
for (const [name, f] of named) if (!tests.has(name)) say(`${f}: there is no test ${name}`);
console.log(`${tests.size} tests, ${named.size} in trees`);
process.exit(bad);
