// Answers one SMT-LIB query, standard input to standard output, by npm's Z3. A process for each: solc asks in the middle of a
// compilation and cannot wait for a promise.
"use strict";
const fs = require("node:fs");
const { init } = require("z3-solver");

(async () => {
  const { Z3 } = await init();
  for (const setting of process.argv.slice(2)) Z3.global_param_set(...setting.split("="));
  const answer = await Z3.eval_smtlib2_string(Z3.mk_context(Z3.mk_config()), fs.readFileSync(0, "utf8"));
  process.stdout.write(answer, () => process.exit(0));
})();
