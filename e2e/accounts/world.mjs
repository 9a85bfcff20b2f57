// Puts onto a chain what accounts that are contracts need: the entry point (ERC-4337, 0.7), Safe with its module for that, and a contract
// that keys take the code of (EIP-7702), each as its makers publish it on npm. It prints where they are.
import { readFileSync } from "node:fs";
import { createPublicClient, createWalletClient, defineChain, http, parseAbi, parseEther } from "viem";
import { privateKeyToAccount } from "viem/accounts";

const { rpc, chain: id, key, endow } = JSON.parse(process.argv[2]);
const chain = defineChain({ id, name: "Berth", nativeCurrency: { name: "Ether", symbol: "ETH", decimals: 18 }, rpcUrls: { default: { http: [rpc] } } });
const account = privateKeyToAccount("0x" + key);
const wallet = createWalletClient({ account, chain, transport: http(rpc) });
const reader = createPublicClient({ chain, transport: http(rpc), pollingInterval: 200 });
if (endow) {
  const { to, token, amount, entryPoint } = endow;
  const paid = [
    await wallet.writeContract({ address: token, abi: parseAbi(["function transfer(address to, uint256 value) returns (bool)"]), functionName: "transfer", args: [to, BigInt(amount)] }),
    entryPoint
      ? await wallet.writeContract({ address: entryPoint, abi: parseAbi(["function depositTo(address to) payable"]), functionName: "depositTo", args: [to], value: parseEther("1") })
      : await wallet.sendTransaction({ to, value: parseEther("1") }),
  ];
  for (const hash of paid) if ((await reader.waitForTransactionReceipt({ hash })).status !== "success") throw new Error("refused: " + hash);
  process.exit(0);
}
const artifact = (path) => JSON.parse(readFileSync(new URL("node_modules/" + path, import.meta.url)));
const safe = (path) => artifact(`@safe-global/safe-4337/build/artifacts/${path}.json`);
let nonce = await reader.getTransactionCount({ address: account.address });
async function deploy({ abi, bytecode }, ...args) {
  const hash = await wallet.deployContract({ abi, bytecode, args, nonce: nonce++ });
  return (await reader.waitForTransactionReceipt({ hash })).contractAddress;
}
const entryPoint = await deploy(artifact("entrypoint-0.7/artifacts/EntryPoint.json"));
const [module, setup, singleton, factory, multiSend, delegate] = await Promise.all([
  deploy(safe("contracts/Safe4337Module.sol/Safe4337Module"), entryPoint),
  deploy(safe("contracts/SafeModuleSetup.sol/SafeModuleSetup")),
  deploy(safe("@safe-global/safe-contracts/contracts/Safe.sol/Safe")),
  deploy(safe("@safe-global/safe-contracts/contracts/proxies/SafeProxyFactory.sol/SafeProxyFactory")),
  deploy(safe("@safe-global/safe-contracts/contracts/libraries/MultiSend.sol/MultiSend")),
  deploy(artifact("@account-abstraction/contracts/artifacts/Simple7702Account.json")),
]);
console.log(JSON.stringify({ entryPoint, module, setup, singleton, factory, multiSend, delegate }));
