// Writes dist/account.js: one file that runs in a page before its own scripts.
import { build } from "esbuild";
const nothing = ["@metamask/keyring-controller", "http", "https", "zlib", "util", "url"];
await build({
  entryPoints: ["account.mjs"], outfile: "dist/account.js", bundle: true, format: "iife", platform: "browser", target: "es2022", minify: true, logLevel: "warning",
  define: { global: "globalThis" }, alias: Object.fromEntries(nothing.map((name) => [name, "./nothing.mjs"])),
});
