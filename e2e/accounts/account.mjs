// An account that is a contract, in a page, for tests: Safe's by permissionless (ERC-4337, with ERC-6492 as long as it is not deployed), or
// a key that takes the code of a contract as it sends its first batch (EIP-7702, by viem). In front of it stands what MetaMask answers a
// page with, which looks at all that is asked as it does there (personal_sign, eth_signTypedData_v4, eth_sendTransaction, EIP-5792).
// window.account says who it is and what was asked of it; what is in refuse is declined.
import "./globals.mjs";
import { JsonRpcEngine } from "@metamask/json-rpc-engine";
import { createWalletMiddleware } from "@metamask/eth-json-rpc-middleware";
import { providerFromEngine } from "@metamask/eth-json-rpc-provider";
import { walletSendCalls } from "./node_modules/@metamask/eip-5792-middleware/dist/methods/wallet_sendCalls.mjs";
import { walletGetCallsStatus } from "./node_modules/@metamask/eip-5792-middleware/dist/methods/wallet_getCallsStatus.mjs";
import { walletGetCapabilities } from "./node_modules/@metamask/eip-5792-middleware/dist/methods/wallet_getCapabilities.mjs";
import simple7702 from "@account-abstraction/contracts/artifacts/Simple7702Account.json";
import { announceProvider } from "mipd";
import { createSmartAccountClient } from "permissionless";
import { toSafeSmartAccount } from "permissionless/accounts";
import { createPublicClient, createWalletClient, custom, decodeEventLog, defineChain, encodeFunctionData, http, numberToHex } from "viem";
import { entryPoint07Abi, getUserOperationHash, toPackedUserOperation } from "viem/account-abstraction";
import { privateKeyToAccount } from "viem/accounts";

const { rpc, chain: id, kind, key, bundler, world, batches } = window.__testAccount;
const chain = defineChain({ id, name: "Berth", nativeCurrency: { name: "Ether", symbol: "ETH", decimals: 18 }, rpcUrls: { default: { http: [rpc] } } });
const reader = createPublicClient({ chain, transport: http(rpc), pollingInterval: 200 });
const owner = privateKeyToAccount("0x" + key);
const state = (window.account = { address: "", asked: JSON.parse(sessionStorage.getItem("test.asked") || "[]"), refuse: "" });

// bundle sends an operation in a transaction of its own, as a bundler does (ERC-7769).
const payer = createWalletClient({ account: privateKeyToAccount("0x" + bundler), chain, transport: http(rpc) });
const sent = new Map();
async function bundle({ method, params }) {
  switch (method) {
    case "eth_chainId":
      return numberToHex(id);
    case "eth_supportedEntryPoints":
      return [world.entryPoint];
    case "eth_estimateUserOperationGas":
      return { preVerificationGas: "0x186a0", verificationGasLimit: "0xf4240", callGasLimit: "0x2dc6c0" };
    case "eth_sendUserOperation": {
      const [raw, entryPointAddress] = params;
      const numbers = ["nonce", "callGasLimit", "verificationGasLimit", "preVerificationGas", "maxFeePerGas", "maxPriorityFeePerGas"];
      const op = { ...raw, ...Object.fromEntries(numbers.map((n) => [n, BigInt(raw[n])])) };
      const hash = getUserOperationHash({ chainId: id, entryPointAddress, entryPointVersion: "0.7", userOperation: op });
      const call = { address: entryPointAddress, abi: entryPoint07Abi, functionName: "handleOps", args: [[toPackedUserOperation(op)], payer.account.address] };
      await reader.simulateContract({ ...call, account: payer.account });
      sent.set(hash, await payer.writeContract({ ...call, gas: 8_000_000n }));
      return hash;
    }
    case "eth_getUserOperationReceipt": {
      const receipt = sent.has(params[0]) && (await reader.request({ method: "eth_getTransactionReceipt", params: [sent.get(params[0])] }));
      if (!receipt) return null;
      for (const log of receipt.logs) {
        if (log.address.toLowerCase() !== world.entryPoint.toLowerCase()) continue;
        const { eventName, args } = decodeEventLog({ abi: entryPoint07Abi, ...log });
        if (eventName !== "UserOperationEvent" || args.userOpHash !== params[0]) continue;
        return {
          userOpHash: params[0], entryPoint: world.entryPoint, sender: args.sender, nonce: numberToHex(args.nonce), success: args.success,
          actualGasCost: numberToHex(args.actualGasCost), actualGasUsed: numberToHex(args.actualGasUsed), logs: receipt.logs, receipt,
        };
      }
      throw new Error("the transaction has no such operation");
    }
  }
  throw Object.assign(new Error("no " + method), { code: -32601 });
}

// plain is as JSON has it, which is how an extension answers a page.
const plain = (x) => JSON.parse(JSON.stringify(x, (_, v) => (typeof v === "bigint" ? numberToHex(v) : v)));
const calls = (all) => all.map(({ to, data, value }) => ({ to, data, value: BigInt(value || 0) }));
const typed = (data) => {
  const { domain, types: { EIP712Domain, ...types }, primaryType, message } = typeof data === "string" ? JSON.parse(data) : data;
  return { domain, types, primaryType, message };
};

async function safe() {
  const account = await toSafeSmartAccount({
    client: reader, owners: [owner], version: "1.4.1", entryPoint: { address: world.entryPoint, version: "0.7" },
    safe4337ModuleAddress: world.module, safeModuleSetupAddress: world.setup, safeProxyFactoryAddress: world.factory,
    safeSingletonAddress: world.singleton, multiSendAddress: world.multiSend, multiSendCallOnlyAddress: world.multiSend,
  });
  const client = createSmartAccountClient({ account, chain, client: reader, bundlerTransport: custom({ request: bundle }, { retryCount: 0 }), pollingInterval: 200 });
  return {
    address: account.address,
    message: (raw) => client.signMessage({ message: { raw } }),
    typed: (data) => client.signTypedData(typed(data)),
    send: (tx) => client.sendTransaction(calls([tx])[0]),
    batch: async (all) => (await client.sendCalls({ calls: calls(all) })).id,
    async status(hash) {
      const { statusCode, receipts, atomic } = await client.getCallsStatus({ id: hash });
      return { version: "2.0.0", id: hash, chainId: numberToHex(id), status: statusCode, atomic, receipts };
    },
    atomic: async () => "supported",
  };
}

async function delegated() {
  const wallet = createWalletClient({ account: owner, chain, transport: http(rpc) });
  const upgraded = async () => (await reader.getCode({ address: owner.address }))?.toLowerCase() === "0xef0100" + world.delegate.slice(2).toLowerCase();
  return {
    address: owner.address,
    message: (raw) => owner.signMessage({ message: { raw } }),
    typed: (data) => owner.signTypedData(typed(data)),
    send: (tx) => wallet.sendTransaction({ ...calls([tx])[0], gas: tx.gas && BigInt(tx.gas) }),
    async batch(all) {
      const args = [calls(all).map(({ to, value, data }) => ({ target: to, value, data }))];
      const call = { to: owner.address, data: encodeFunctionData({ abi: simple7702.abi, functionName: "executeBatch", args }) };
      if (!(await upgraded())) call.authorizationList = [await wallet.signAuthorization({ contractAddress: world.delegate, executor: "self" })];
      return wallet.sendTransaction({ ...call, gas: 3_000_000n });
    },
    async status(hash) {
      const receipt = await reader.request({ method: "eth_getTransactionReceipt", params: [hash] });
      const status = !receipt ? 100 : receipt.status === "0x1" ? 200 : 500;
      return { version: "2.0.0", id: hash, chainId: numberToHex(id), status, atomic: true, ...(receipt && { receipts: [receipt] }) };
    },
    atomic: async () => ((await upgraded()) ? "supported" : "ready"),
  };
}

const made = (kind === "safe" ? safe() : delegated()).then((account) => {
  state.address = account.address;
  return account;
});

// prompt is what a person would be asked.
function prompt(method) {
  state.asked.push(method);
  sessionStorage.setItem("test.asked", JSON.stringify(state.asked));
  if (state.refuse === method) throw Object.assign(new Error("User rejected the request."), { code: 4001 });
}
const getAccounts = async () => [(await made).address];
const asking = (method, f) => async (...args) => {
  prompt(method);
  return f(await made, ...args);
};

const engine = new JsonRpcEngine();
engine.push(createWalletMiddleware({
  getAccounts,
  processPersonalMessage: asking("personal_sign", (a, { data }) => a.message(data)),
  processTypedMessageV4: asking("eth_signTypedData_v4", (a, { data }) => a.typed(data)),
  processTransaction: asking("eth_sendTransaction", (a, tx) => a.send(tx)),
}));
const hooks = {
  wallet_sendCalls: (req, res) => walletSendCalls(req, res, { getAccounts, processSendCalls: asking("wallet_sendCalls", async (a, x) => ({ id: await a.batch(x.calls) })) }),
  wallet_getCallsStatus: (req, res) => walletGetCallsStatus(req, res, { getCallsStatus: async (x) => plain(await (await made).status(x)) }),
  wallet_getCapabilities: (req, res) => walletGetCapabilities(req, res, {
    getAccounts, getCapabilities: async (_, ids) => Object.fromEntries((ids || [numberToHex(id)]).map((x) => [x, { atomic: { status: "" } }])),
  }),
};
engine.push(async (req, res, next, end) => {
  try {
    if (batches && hooks[req.method]) {
      await hooks[req.method](req, res);
      if (req.method === "wallet_getCapabilities") for (const x of Object.values(res.result)) x.atomic.status = await (await made).atomic();
    } else if (req.method === "eth_requestAccounts") {
      prompt(req.method);
      res.result = await getAccounts();
    } else if (req.method === "wallet_switchEthereumChain") {
      res.result = null;
    } else if (hooks[req.method]) {
      throw Object.assign(new Error("no " + req.method), { code: -32601 });
    } else {
      res.result = await reader.request({ method: req.method, params: req.params });
    }
    end();
  } catch (e) {
    end(e);
  }
});
const provider = providerFromEngine(engine);
announceProvider({ provider, info: { uuid: crypto.randomUUID(), name: "Contract", rdns: "test.contract", icon: "data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg'/>" } });
