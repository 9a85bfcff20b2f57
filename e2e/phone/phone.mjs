// A phone's wallet: Reown's WalletKit with keys by viem, for tests. It is told what to do by lines of JSON, and tells by such what is asked
// of it; nothing is approved, declined or signed before it is told so.
//
//	{"do": "scan", "png": "…base64…"}                  reads the code in a picture, and pairs by it
//	{"do": "pair", "uri": "wc:…"}
//	{"do": "approve", "id": 1, "chains": [1]}          a session, with its accounts on chains
//	{"do": "refuse", "id": 1}
//	{"do": "answer", "id": 1}                          what was asked: signs, sends, switches
//	{"do": "decline", "id": 1, "code": 4001}
//	{"do": "account", "n": 1}                          the account in use is another one
//	{"do": "chain", "id": 1337}                        the chain in use
//	{"do": "end"}                                      of the session
import { createInterface } from "node:readline";
import { Core } from "@walletconnect/core";
import { WalletKit } from "@reown/walletkit";
import { buildApprovedNamespaces, getSdkError } from "@walletconnect/utils";
import jsqr from "jsqr";
import { PNG } from "pngjs";
import { createWalletClient, defineChain, http } from "viem";
import { privateKeyToAccount } from "viem/accounts";

const { relay, project, rpc, chain, keys } = JSON.parse(process.argv[2]);
const accounts = keys.map((k) => privateKeyToAccount("0x" + k));
const berth = defineChain({ id: chain, name: "Berth", nativeCurrency: { name: "Ether", symbol: "ETH", decimals: 18 }, rpcUrls: { default: { http: [rpc] } } });
const methods = ["personal_sign", "eth_signTypedData_v4", "eth_sendTransaction", "wallet_switchEthereumChain", "wallet_addEthereumChain"];
const events = ["accountsChanged", "chainChanged"];
const tell = (x) => process.stdout.write(JSON.stringify(x) + "\n");

const core = new Core({ projectId: project, relayUrl: relay, logger: "silent", telemetryEnabled: false });
const kit = await WalletKit.init({ core, metadata: { name: "Phone", description: "A wallet for tests", url: "https://phone.example", icons: [] } });
const waiting = new Map();
let active = 0;
let chains = [];
let session;

kit.on("session_proposal", ({ id, params }) => {
  waiting.set(id, params);
  tell({ asks: "session", id, name: params.proposer.metadata.name, url: params.proposer.metadata.url });
});
kit.on("session_request", (request) => {
  waiting.set(request.id, request);
  tell({ asks: request.params.request.method, id: request.id, chain: request.params.chainId });
});
kit.on("session_delete", () => tell({ told: "ended" }));

// named are the accounts on the session's chains, the one in use first.
const named = () => {
  const order = [accounts[active], ...accounts.filter((_, i) => i !== active)];
  return chains.flatMap((c) => order.map((a) => `eip155:${c}:${a.address}`));
};
const shown = () => ({ eip155: { chains: chains.map((c) => `eip155:${c}`), accounts: named(), methods, events } });
const emit = (name, data, on) => kit.emitSessionEvent({ topic: session.topic, event: { name, data }, chainId: `eip155:${on}` });
const of = (address) => {
  const found = accounts.find((a) => a.address.toLowerCase() === address.toLowerCase());
  if (!found) throw Object.assign(new Error("not this wallet's account"), { code: 4100 });
  return found;
};

async function result({ method, params }) {
  switch (method) {
    case "personal_sign":
      return of(params[1]).signMessage({ message: { raw: params[0] } });
    case "eth_signTypedData_v4": {
      const typed = typeof params[1] === "string" ? JSON.parse(params[1]) : params[1];
      delete typed.types.EIP712Domain;
      return of(params[0]).signTypedData(typed);
    }
    case "eth_sendTransaction": {
      const { from, to, data, value, gas } = params[0];
      const client = createWalletClient({ account: of(from), chain: berth, transport: http(rpc) });
      return client.sendTransaction({ to, data, value: BigInt(value || 0), gas: gas ? BigInt(gas) : undefined });
    }
    case "wallet_switchEthereumChain": {
      const id = Number(params[0].chainId);
      if (!chains.includes(id)) throw Object.assign(new Error("Unrecognized chain ID"), { code: 4902 });
      setTimeout(() => emit("chainChanged", id, id));
      return null;
    }
    case "wallet_addEthereumChain":
      chains = [...new Set([...chains, Number(params[0].chainId)])];
      await (await kit.updateSession({ topic: session.topic, namespaces: shown() })).acknowledged();
      return null;
  }
  throw Object.assign(new Error("no " + method), { code: 4200 });
}

const respond = (id, more) => {
  const { topic } = waiting.get(id);
  waiting.delete(id);
  return kit.respondSessionRequest({ topic, response: { id, jsonrpc: "2.0", ...more } });
};

const does = {
  async scan({ png }) {
    const { data, width, height } = PNG.sync.read(Buffer.from(png, "base64"));
    const code = jsqr(new Uint8ClampedArray(data), width, height);
    if (!code) throw new Error("there is no code in the picture");
    await does.pair({ uri: code.data });
  },
  pair: ({ uri }) => kit.pair({ uri }),
  async approve({ id, chains: on }) {
    chains = on;
    session = await kit.approveSession({ id, namespaces: buildApprovedNamespaces({ proposal: waiting.get(id), supportedNamespaces: shown() }) });
    waiting.delete(id);
  },
  async refuse({ id }) {
    waiting.delete(id);
    await kit.rejectSession({ id, reason: getSdkError("USER_REJECTED") });
  },
  async answer({ id }) {
    try {
      await respond(id, { result: await result(waiting.get(id).params.request) });
    } catch (e) {
      await respond(id, { error: { code: e.code || -32000, message: e.message } });
    }
  },
  decline: ({ id, code }) => respond(id, { error: { code, message: "User rejected" } }),
  async account({ n }) {
    active = n;
    await (await kit.updateSession({ topic: session.topic, namespaces: shown() })).acknowledged();
    await emit("accountsChanged", [accounts[n].address], chains[0]);
  },
  chain: ({ id }) => emit("chainChanged", id, id),
  end: () => kit.disconnectSession({ topic: session.topic, reason: getSdkError("USER_DISCONNECTED") }),
};

for await (const line of createInterface({ input: process.stdin })) {
  const order = JSON.parse(line);
  try {
    await does[order.do](order);
    tell({ did: order.do });
  } catch (e) {
    tell({ did: order.do, error: String(e?.stack || e) });
  }
}
process.exit(0);
