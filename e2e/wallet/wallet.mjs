// Two wallets of npm's headless-web3-provider, announced by npm's mipd (EIP-6963), for tests: what is asked of them waits until the test
// allows or declines it. window.wallets has them by name, each with the state of before a reload.
import "./globals.mjs";
import { Buffer } from "buffer";
import { makeHeadlessWeb3Provider } from "headless-web3-provider";
import { announceProvider } from "mipd";

const { rpc, chain, wallets } = window.__testWallets;
window.wallets = {};
for (const [name, { key, icon, permitted }] of Object.entries(wallets)) {
  const provider = makeHeadlessWeb3Provider([key], chain, rpc, async () => {}, { permitted: permitted || [] });
  // It has off alone, and wallets have both; and of a message it signs the hex digits, and not the bytes.
  provider.removeListener = provider.off;
  const request = provider.request.bind(provider);
  provider.request = ({ method, params }) =>
    request({ method, params: method === "personal_sign" ? [Buffer.from(params[0].slice(2), "hex"), params[1]] : params });
  window.wallets[name] = provider;
  announceProvider({ provider, info: { uuid: crypto.randomUUID(), name, rdns: "test." + name.toLowerCase().replace(/ /g, "-"), icon } });
}
