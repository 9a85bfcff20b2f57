// A wallet on another device, by WalletConnect. Neither this file nor WalletConnect's own is loaded, and nobody is asked for anything,
// before somebody chooses it; on later visits only where that wallet is connected still.
const info = Object.freeze({
  uuid: crypto.randomUUID(), name: "WalletConnect", rdns: "org.walletconnect",
  icon: "data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 28 28'><rect width='28' height='28' rx='6' fill='%233396ff'/><path d='M8 12c3.5-3.4 8.5-3.4 12 0M5.5 14.5l3.5 3.5 5-5 5 5 3.5-3.5' fill='none' stroke='white' stroke-width='2'/></svg>",
});
let opening = null;
let show = () => {};

function load(src) {
  return new Promise((ok, fail) => {
    const script = document.createElement("script");
    script.src = src;
    script.onload = ok;
    script.onerror = () => { script.remove(); fail(new Error("WalletConnect could not be loaded")); };
    document.head.append(script);
  });
}

// make gives the provider (EIP-1193), which has no session yet, or that of before.
async function make({ project, relay, chain, rpc, name }) {
  // Go's script makes a process without an environment, which WalletConnect looks into.
  if (globalThis.process) globalThis.process.env ||= {};
  await load(new URL("walletconnect/index.umd.js", import.meta.url).href);
  const provider = await window["@walletconnect/ethereum-provider"].EthereumProvider.init({
    projectId: project, ...(relay && { relayUrl: relay }), rpcMap: { [chain]: new URL(rpc, location.href).href },
    // A wallet that does not know the chain refuses whoever wants no other, and then it cannot be asked to add it.
    optionalChains: [...new Set([chain, 1])],
    optionalMethods: ["personal_sign", "eth_signTypedData_v4", "eth_sendTransaction", "wallet_switchEthereumChain", "wallet_addEthereumChain", "wallet_getCapabilities", "wallet_sendCalls", "wallet_getCallsStatus"],
    optionalEvents: ["accountsChanged", "chainChanged"], showQrModal: false, telemetryEnabled: false, disableProviderPing: true,
    metadata: { name, description: name, url: location.origin, icons: [new URL("/web/icon-192.png", location.href).href] },
  });
  provider.on("display_uri", (uri) => show(uri));
  // It refuses whatever is asked before there is a session, for accounts too: those that are asked for are what begins one.
  const wallet = {
    async request(args) {
      const asks = args.method === "eth_requestAccounts";
      if (!provider.session && asks) await provider.connect();
      if (asks || args.method === "eth_accounts") return provider.session ? provider.accounts : [];
      if (!provider.session) throw Object.assign(new Error("No wallet is connected"), { code: 4900, data: "session-ended" });
      return provider.request(args);
    },
    on: (event, f) => provider.on(event, f),
    removeListener: (event, f) => provider.removeListener(event, f),
  };
  const announce = () => dispatchEvent(new CustomEvent("eip6963:announceProvider", { detail: Object.freeze({ info, provider: wallet }) }));
  addEventListener("eip6963:requestProvider", () => { if (provider.session) announce(); });
  if (provider.session) announce();
  return wallet;
}

// open gives the provider. What is to be scanned is shown by f, once for each try.
export async function open(options, f) {
  show = f;
  opening ||= make(options);
  try {
    return await opening;
  } catch (error) {
    opening = null;
    throw error;
  }
}
