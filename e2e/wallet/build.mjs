// Writes dist/wallet.js: one file that runs in a page before its own scripts.
import { build } from "esbuild";
await build({
  entryPoints: ["wallet.mjs"], outfile: "dist/wallet.js", bundle: true, format: "iife", platform: "browser", target: "es2022", minify: true, logLevel: "warning",
  define: { global: "globalThis" }, alias: { "node:assert/strict": "./assert.mjs", http: "./nothing.mjs", https: "./nothing.mjs", zlib: "./nothing.mjs", util: "./nothing.mjs", url: "./nothing.mjs" },
});
