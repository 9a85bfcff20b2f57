// The demo's wallet, for trying Berth without an extension. It announces itself like any wallet (EIP-6963), speaks
// EIP-1193, and asks before it signs. Its keys are known to everybody and live behind the demo's RPC endpoint; the page
// loads this file only where the platform says that it is a demo.
//
// Tests find its parts in the open shadow root of <berth-dev-wallet> by their data-test attributes, and what it was
// asked for in this tab in window.__berthDevWalletPrompts, which outlives a reload.
(() => {
  "use strict";

  const script = document.currentScript;
  const rpcURL = new URL(script.dataset.rpc, location.href).href;
  const chainName = script.dataset.chain || "Berth demo";
  const AUTO = "berth.devwallet.auto";
  const ACCOUNT = "berth.devwallet.account";

  const words = {
    en: {
      wallet: "Dev wallet",
      worth: "For trying out. Its keys lie unprotected on this computer, and its money is worth nothing.",
      connect: "Show your account to this page?",
      connectText: "The page will see the address and what is public on the chain. It cannot spend anything without asking.",
      message: "Sign this message?",
      typed: "Sign this data?",
      send: "Send this transaction?",
      batch: "Send these transactions?",
      approve: "Approve",
      decline: "Decline",
      auto: "Approve by itself from now on",
      account: "Account",
      user: "User",
      node: "Node",
      site: "Site",
      chain: "Chain",
      to: "To",
      value: "Value",
      calls: "Calls",
      allows: "Allows",
      unknownCall: "unknown function",
      noCall: "nothing, only sends the value",
      data: "Data",
      bytes: "bytes",
      type: "Kind",
      app: "Application",
      contract: "Contract",
      did: "Approved by itself",
      ask: "Ask me again",
      declined: "You declined",
    },
    zh: {
      wallet: "开发钱包",
      worth: "仅供试用：私钥未加保护地存放在本机，里面的钱没有价值。",
      connect: "向此页面出示你的账户？",
      connectText: "页面会看到地址和链上的公开信息；不经你同意，它动不了任何资产。",
      message: "签署这条消息？",
      typed: "签署这些数据？",
      send: "发送这笔交易？",
      batch: "发送这几笔交易？",
      approve: "同意",
      decline: "拒绝",
      auto: "以后自动同意",
      account: "账户",
      user: "用户",
      node: "节点",
      site: "网站",
      chain: "链",
      to: "接收方",
      value: "金额",
      calls: "调用",
      allows: "授权额度",
      unknownCall: "未知函数",
      noCall: "无，仅转账",
      data: "数据",
      bytes: "字节",
      type: "类型",
      app: "应用",
      contract: "合约",
      did: "已自动同意",
      ask: "以后再问我",
      declined: "你已拒绝",
    },
  };
  const t = (key) => (document.documentElement.lang.toLowerCase().startsWith("zh") ? words.zh : words.en)[key];

  // The calls that the app makes, by selector. A test of shared/calldata holds that this list is complete.
  const calls = {
    "0xcce97857": "createOrder",
    "0xf3995c67": "selfPermit",
    "0x6a037e12": "replaceOrder",
    "0x652a8761": "setAgent",
    "0xa694fc3a": "stake",
    "0xecd9ba82": "stakeWithPermit",
    "0x8381e182": "unstake",
    "0x1e83409a": "claim",
    "0x774291c2": "cancel",
    "0xbf81bf43": "expire",
    "0x8df82800": "settle",
    "0x398226cb": "extend",
    "0xf940e385": "withdraw",
    "0xac9650d8": "multicall",
    "0x095ea7b3": "approve",
    "0x12216bb7": "register",
    "0xb3ab15fb": "setOperator",
    "0x16c38b3c": "setPaused",
    "0xa20e501b": "voidQuotes",
    "0xaff5edb1": "deregister",
  };

  class RPCError extends Error {
    constructor(code, message, data) {
      super(message);
      this.code = code;
      if (data !== undefined) this.data = data;
    }
  }

  let lastID = 0;
  async function rpc(method, params = []) {
    let answer;
    try {
      const res = await fetch(rpcURL, {
        method: "POST",
        headers: { "Content-Type": "application/json" },
        body: JSON.stringify({ jsonrpc: "2.0", id: ++lastID, method, params }),
        signal: AbortSignal.timeout(20000),
      });
      answer = await res.json();
    } catch (err) {
      throw new RPCError(4900, `The Dev wallet cannot reach ${rpcURL}: ${err.message}`);
    }
    if (answer.error) throw new RPCError(answer.error.code, answer.error.message, answer.error.data);
    return answer.result;
  }

  const store = {
    get(key) {
      try {
        return localStorage.getItem(key);
      } catch {
        return null;
      }
    },
    set(key, value) {
      try {
        if (value === null) localStorage.removeItem(key);
        else localStorage.setItem(key, value);
      } catch {
        // Without storage the wallet asks each time.
      }
    },
  };

  const promptsKey = "berth.devwallet.prompts";
  const prompts = (window.__berthDevWalletPrompts = (() => {
    try {
      return JSON.parse(sessionStorage.getItem(promptsKey)) || [];
    } catch {
      return [];
    }
  })());
  function note(prompt) {
    prompts.push(prompt);
    try {
      sessionStorage.setItem(promptsKey, JSON.stringify(prompts.slice(-200)));
    } catch {
      // Without storage they are counted until the next reload.
    }
  }

  // ---- the dialog ----

  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`
    :host { all: initial; color-scheme: inherit; }
    * { box-sizing: border-box; }
    dialog, .done {
      --surface: light-dark(#ffffff, #182739); --ink: light-dark(#0b1f33, #e6edf3); --muted: light-dark(#51637a, #93a4b8);
      --line: light-dark(#dde3ea, #23344a); --sea: light-dark(#0b6e6e, #4cc2b4); --on-sea: light-dark(#ffffff, #0b141f);
      --waiting: light-dark(#9a6212, #e0a84a);
      font: 15px/1.5 system-ui, "PingFang SC", "Noto Sans SC", "Microsoft YaHei", sans-serif;
      color: var(--ink); background: var(--surface); border: 1px solid var(--line);
    }
    dialog { width: min(440px, 100vw - 16px); max-height: calc(100dvh - 16px); padding: 0; border-radius: 12px; border-top: 4px solid var(--waiting); }
    dialog::backdrop { background: rgb(11 20 31 / .5); }
    form { display: flex; flex-direction: column; max-height: calc(100dvh - 24px); }
    .head, .foot { padding: 16px 20px; flex: none; }
    .head { padding-bottom: 8px; }
    .name { display: flex; gap: 8px; align-items: center; font-size: 13px; color: var(--muted); margin: 0 0 4px; }
    .name img { width: 20px; height: 20px; border-radius: 5px; }
    h2 { font-size: 21px; line-height: 1.3; margin: 0; font-weight: 600; }
    .worth { font-size: 13px; color: var(--waiting); margin: 4px 0 0; }
    .content { overflow: auto; padding: 0 20px; flex: 1 1 auto; min-height: 0; }
    .content:focus-visible { outline: 2px solid var(--sea); outline-offset: -2px; }
    pre { white-space: pre-wrap; overflow-wrap: anywhere; font: 13px/1.5 ui-monospace, Menlo, Consolas, monospace; margin: 8px 0; padding: 12px; border: 1px solid var(--line); border-radius: 8px; }
    dl { display: grid; grid-template-columns: minmax(88px, max-content) 1fr; gap: 4px 12px; margin: 8px 0; font-size: 13px; }
    dt { color: var(--muted); overflow-wrap: anywhere; }
    dd { margin: 0; overflow-wrap: anywhere; font-family: ui-monospace, Menlo, Consolas, monospace; font-variant-numeric: tabular-nums; }
    dd small { color: var(--muted); font: inherit; font-size: 12px; display: block; }
    dt.group { grid-column: 1 / -1; margin-top: 8px; padding-top: 8px; border-top: 1px solid var(--line); font-weight: 600; color: var(--ink); }
    summary { cursor: pointer; font-size: 13px; color: var(--muted); padding: 8px 0; min-height: 24px; }
    label { display: flex; gap: 8px; align-items: center; min-height: 44px; font-size: 13px; }
    input[type=checkbox] { width: 20px; height: 20px; accent-color: var(--sea); flex: none; }
    select { font: inherit; flex: 1; min-width: 0; min-height: 44px; color: inherit; background: var(--surface); border: 1px solid var(--line); border-radius: 8px; padding: 0 8px; }
    .foot { border-top: 1px solid var(--line); padding-top: 8px; }
    .buttons { display: grid; grid-template-columns: 1fr 1fr; gap: 12px; margin-top: 4px; }
    button { font: inherit; font-weight: 600; min-height: 44px; border-radius: 8px; border: 1px solid var(--line); background: var(--surface); color: var(--ink); cursor: pointer; }
    button.primary { background: var(--sea); border-color: var(--sea); color: var(--on-sea); }
    button:focus-visible, select:focus-visible, input:focus-visible, summary:focus-visible { outline: 2px solid var(--sea); outline-offset: 2px; }
    .done { position: fixed; z-index: 2147483647; top: 8px; left: 50%; translate: -50% 0; width: max-content; max-width: calc(100vw - 16px); padding: 4px 4px 4px 12px; border-radius: 10px; display: flex; gap: 12px; align-items: center; font-size: 13px; pointer-events: none; }
    .done button { pointer-events: auto; min-height: 32px; padding: 0 12px; font-size: 13px; }
    .done[hidden] { display: none; }
  `);

  const icon =
    "data:image/svg+xml," +
    encodeURIComponent(
      '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="7" fill="#9A6212"/>' +
        '<path d="M6 22h20v3H6z" fill="#fff"/><path d="M10 9h12v10H10z" fill="#fff"/><path d="M13 12h6v4h-6z" fill="#9A6212"/></svg>',
    );

  let root;
  function shadow() {
    if (root && root.host.isConnected) return root;
    const host = document.createElement("berth-dev-wallet");
    document.documentElement.append(host);
    root = host.attachShadow({ mode: "open" });
    root.adoptedStyleSheets = [sheet];
    return root;
  }

  // el makes an element: text is always text, never markup, since it comes from whoever asks for a signature.
  function el(tag, props = {}, ...children) {
    const e = document.createElement(tag);
    for (const [k, v] of Object.entries(props)) {
      if (k === "test") e.dataset.test = v;
      else if (k in e) e[k] = v;
      else e.setAttribute(k, v);
    }
    e.append(...children);
    return e;
  }

  const isAuto = () => store.get(AUTO) === "true";

  // confirm shows one dialog at a time and gives true for approve. In auto mode it only tells what was approved.
  let queue = Promise.resolve();
  function confirm(method, title, content, account) {
    const result = queue.then(() => {
      note({ method, at: new Date().toISOString(), auto: isAuto() });
      if (isAuto()) {
        told(title);
        return true;
      }
      return open(title, content, account);
    });
    queue = result.catch(() => {});
    return result;
  }

  function open(title, content, account) {
    return new Promise((resolve) => {
      const auto = el("input", { type: "checkbox", test: "devwallet-auto" });
      const approve = el("button", { className: "primary", type: "submit", test: "devwallet-approve", textContent: t("approve") });
      const decline = el("button", { type: "button", test: "devwallet-decline", textContent: t("decline") });
      const form = el(
        "form",
        { method: "dialog" },
        el(
          "div",
          { className: "head" },
          el("p", { className: "name" }, el("img", { src: icon, alt: "" }), t("wallet"), account ? ` · ${short(account)}` : ""),
          el("h2", { id: "title", test: "devwallet-title", textContent: title }),
          el("p", { className: "worth", textContent: t("worth") }),
        ),
        el("div", { className: "content", tabIndex: 0, test: "devwallet-content", role: "group", "aria-labelledby": "title" }, ...content),
        el(
          "div",
          { className: "foot" },
          el("label", {}, auto, t("auto")),
          el("div", { className: "buttons" }, decline, approve),
        ),
      );
      const dialog = el("dialog", { test: "devwallet", lang: document.documentElement.lang, "aria-labelledby": "title" }, form);
      let yes = false;
      form.addEventListener("submit", () => {
        yes = true;
        if (auto.checked) store.set(AUTO, "true");
      });
      decline.addEventListener("click", () => dialog.close());
      // Escape closes the dialog too, which declines.
      dialog.addEventListener("close", () => {
        dialog.remove();
        resolve(yes);
      });
      shadow().append(dialog);
      dialog.showModal();
      approve.focus();
    });
  }

  // told says for a moment what was approved without asking, and offers to ask again.
  let doneTimer;
  function told(title) {
    const r = shadow();
    r.querySelector(".done")?.remove();
    const ask = el("button", { type: "button", test: "devwallet-ask", textContent: t("ask") });
    const box = el("div", { className: "done", role: "status", test: "devwallet-done" }, `${t("did")}: ${title.replace(/[?？]$/, "")}`, ask);
    ask.addEventListener("click", () => {
      store.set(AUTO, null);
      box.remove();
    });
    r.append(box);
    clearTimeout(doneTimer);
    doneTimer = setTimeout(() => box.remove(), 4000);
  }

  const short = (a) => `${a.slice(0, 6)}…${a.slice(-4)}`;

  function list(rows) {
    const dl = el("dl");
    for (const [name, value, note] of rows) {
      if (value === undefined) {
        dl.append(el("dt", { className: "group", textContent: name }));
        continue;
      }
      dl.append(el("dt", { textContent: name }), el("dd", {}, String(value), ...(note ? [el("small", { textContent: note })] : [])));
    }
    return dl;
  }

  // fields flattens a typed message into rows; a time in Unix seconds is also shown as a date.
  function fields(types, type, value, prefix, rows) {
    for (const f of types[type] || []) {
      const v = value?.[f.name];
      if (types[f.type]) {
        fields(types, f.type, v, `${prefix}${f.name}.`, rows);
        continue;
      }
      let note;
      if (/until|deadline|after|issuedat/i.test(f.name) && /^\d{9,11}$/.test(String(v))) note = new Date(Number(v) * 1000).toLocaleString();
      if (f.type === "bytes12" && /^0x([0-9a-f]{2})*$/i.test(String(v))) note = ascii(v) || undefined;
      rows.push([prefix + f.name, typeof v === "object" ? JSON.stringify(v) : v ?? "–", note]);
    }
    return rows;
  }

  const ascii = (hex) => (hex.slice(2).match(/../g) || []).map((b) => parseInt(b, 16)).filter(Boolean).map((c) => String.fromCharCode(c)).join("");

  function readable(hex) {
    try {
      const bytes = Uint8Array.from(hex.slice(2).match(/../g) || [], (b) => parseInt(b, 16));
      return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    } catch {
      return hex;
    }
  }

  function coins(n, decimals = 18) {
    const units = BigInt(n || 0), one = 10n ** BigInt(decimals);
    const frac = decimals ? (units % one).toString().padStart(decimals, "0").replace(/0+$/, "") : "";
    return `${units / one}${frac ? "." + frac : ""}`;
  }

  // tokens is an amount of an ERC-20 token as people read it; undefined where the token does not say.
  async function tokens(token, value) {
    try {
      const view = (data) => rpc("eth_call", [{ to: token, data }, "latest"]);
      const [decimals, symbol] = await Promise.all([view("0x313ce567"), view("0x95d89b41")]);
      return `${coins(value, Number(BigInt(decimals)))} ${ascii("0x" + symbol.slice(130))}`;
    } catch {
      return undefined;
    }
  }

  // ---- the wallet ----

  const listeners = {};
  const emit = (event, value) => (listeners[event] || []).slice().forEach((f) => f(value));

  let chain;
  async function chainID() {
    return (chain ||= await rpc("eth_chainId"));
  }

  // connected is the account that the page may see, if the demo still has it.
  async function connected() {
    const account = store.get(ACCOUNT);
    if (!account) return [];
    const all = await rpc("eth_accounts");
    return all.some((a) => same(a, account)) ? [account] : [];
  }

  const same = (a, b) => String(a).toLowerCase() === String(b).toLowerCase();

  function need(yes) {
    if (!yes) throw new RPCError(4001, t("declined"));
  }

  async function connect(method, again) {
    const now = await connected();
    if (now.length && !again) return now;
    const all = await rpc("berth_accounts");
    const select = el(
      "select",
      { test: "devwallet-account" },
      ...all.map(({ address, kind, label }) =>
        el("option", { value: address, textContent: `${t(kind)} ${label} · ${short(address)}`, selected: now.length > 0 && same(address, now[0]) }),
      ),
    );
    need(
      await confirm(method, t("connect"), [
        el("p", { textContent: t("connectText") }),
        list([[t("site"), location.origin], [t("chain"), chainName]]),
        el("label", {}, t("account"), select),
      ]),
    );
    const account = select.value || all[0].address;
    const changed = !now.length || !same(now[0], account);
    store.set(ACCOUNT, account);
    if (changed) setTimeout(() => emit("accountsChanged", [account]));
    return [account];
  }

  async function allowed(account) {
    const [now] = await connected();
    if (!now || !same(now, account)) throw new RPCError(4100, `The account ${account} is not the one in use`);
  }

  async function signMessage([message, account]) {
    // Some pages send the two the other way round.
    if (/^0x[0-9a-f]{40}$/i.test(message) && !/^0x[0-9a-f]{40}$/i.test(account)) [message, account] = [account, message];
    await allowed(account);
    const text = message.startsWith("0x") ? readable(message) : message;
    need(await confirm("personal_sign", t("message"), [el("pre", { textContent: text })], account));
    return rpc("personal_sign", [message, account]);
  }

  async function signTyped([account, data]) {
    await allowed(account);
    const d = typeof data === "string" ? JSON.parse(data) : data;
    if (d.domain?.chainId !== undefined && BigInt(d.domain.chainId) !== BigInt(await chainID())) {
      throw new RPCError(-32602, `The data is for chain ${d.domain.chainId}`);
    }
    const head = [[t("type"), d.primaryType]];
    if (d.domain?.name) head.push([t("app"), d.domain.name]);
    if (d.domain?.verifyingContract) head.push([t("contract"), d.domain.verifyingContract]);
    const rows = fields(d.types || {}, d.primaryType, d.message, "", []);
    const value = rows.find(([name]) => name === "value");
    if (d.primaryType === "Permit" && value && d.domain?.verifyingContract) value[2] = await tokens(d.domain.verifyingContract, value[1]);
    need(await confirm("eth_signTypedData_v4", t("typed"), [list([...head, [d.primaryType], ...rows])], account));
    return rpc("eth_signTypedData_v4", [account, typeof data === "string" ? data : JSON.stringify(data)]);
  }

  async function about(tx) {
    const data = tx.data || tx.input || "0x";
    const selector = data.slice(0, 10).toLowerCase();
    const name = data.length < 10 ? t("noCall") : calls[selector] ? `${calls[selector]} (${selector})` : `${t("unknownCall")} (${selector})`;
    const rows = [[t("to"), tx.to || "–"], [t("calls"), name]];
    if (selector === "0x095ea7b3") rows.push([t("allows"), await tokens(tx.to, "0x" + data.slice(74, 138))]);
    return [
      list([...rows, [t("value"), coins(tx.value)], [t("chain"), chainName]]),
      el("details", {}, el("summary", { textContent: `${t("data")} (${Math.max(0, data.length / 2 - 1)} ${t("bytes")})` }), el("pre", { textContent: data })),
    ];
  }

  async function send([tx]) {
    await allowed(tx.from);
    need(await confirm("eth_sendTransaction", t("send"), await about(tx), tx.from));
    return rpc("eth_sendTransaction", [tx]);
  }

  // EIP-5792, with one question for all calls. They are transactions of their own, one after the other.
  const batches = {};
  const BATCH = "berth.devwallet.batch"; // "false": as a wallet that knows of no batches

  async function capabilities([account]) {
    await allowed(account);
    return { [await chainID()]: { atomic: { status: "unsupported" } } };
  }

  async function sendCalls([batch]) {
    await allowed(batch.from);
    if (batch.atomicRequired) throw new RPCError(5760, "The Dev wallet sends the calls one after the other");
    await sameChain([batch], 5710);
    const content = [];
    for (const call of batch.calls) content.push(...(await about(call)));
    need(await confirm("wallet_sendCalls", t("batch"), content, batch.from));
    const id = crypto.randomUUID();
    const state = (batches[id] = { version: "2.0.0", id, chainId: batch.chainId, atomic: false, status: 100, receipts: [] });
    (async () => {
      for (const call of batch.calls) {
        const tx = { from: batch.from, to: call.to, data: call.data || "0x", value: call.value || "0x0" };
        const hash = await rpc("eth_sendTransaction", [tx]);
        let receipt = null;
        while (!receipt) {
          receipt = await rpc("eth_getTransactionReceipt", [hash]);
          if (!receipt) await new Promise((ok) => setTimeout(ok, 200));
        }
        state.receipts.push(receipt);
        if (receipt.status !== "0x1") return void (state.status = state.receipts.length > 1 ? 600 : 500);
      }
      state.status = 200;
    })().catch(() => (state.status = state.receipts.length > 0 ? 600 : 400));
    return { id };
  }

  function callsStatus([id]) {
    if (!batches[id]) throw new RPCError(5730, "The Dev wallet knows of no such batch");
    return batches[id];
  }

  async function sameChain([wanted], code) {
    const id = wanted?.chainId;
    if (!/^0x[0-9a-f]+$/i.test(id || "")) throw new RPCError(-32602, "chainId: wants 0x and hex digits");
    if (BigInt(id) !== BigInt(await chainID())) throw new RPCError(code, `Unrecognized chain ID ${id}: the Dev wallet is on its own chain only`);
    return null;
  }

  const provider = {
    isBerthDevWallet: true,
    async request({ method, params = [] }) {
      switch (method) {
        case "eth_accounts":
          return connected();
        case "eth_requestAccounts":
          return connect(method, false);
        case "wallet_requestPermissions":
          await connect(method, true);
          return [{ parentCapability: "eth_accounts" }];
        case "wallet_getPermissions":
          return (await connected()).length ? [{ parentCapability: "eth_accounts" }] : [];
        case "wallet_revokePermissions":
          store.set(ACCOUNT, null);
          emit("accountsChanged", []);
          return null;
        case "eth_chainId":
          return chainID();
        case "net_version":
          return String(BigInt(await chainID()));
        case "wallet_switchEthereumChain":
          return sameChain(params, 4902);
        case "wallet_addEthereumChain":
          return sameChain(params, 4200);
        case "personal_sign":
          return signMessage(params);
        case "eth_signTypedData_v4":
          return signTyped(params);
        case "eth_sendTransaction":
          return send(params);
        case "wallet_getCapabilities":
          if (store.get(BATCH) === "false") break;
          return capabilities(params);
        case "wallet_sendCalls":
          if (store.get(BATCH) === "false") break;
          return sendCalls(params);
        case "wallet_getCallsStatus":
          return callsStatus(params);
      }
      if (/^(eth_sign|eth_signTypedData|eth_signTransaction|personal_|wallet_|admin_|debug_|miner_)/.test(method)) {
        throw new RPCError(4200, `The Dev wallet does not do ${method}`);
      }
      return rpc(method, params);
    },
    on(event, f) {
      (listeners[event] ||= []).push(f);
      return provider;
    },
    removeListener(event, f) {
      listeners[event] = (listeners[event] || []).filter((x) => x !== f);
      return provider;
    },
  };

  const info = Object.freeze({ uuid: crypto.randomUUID(), name: "Dev wallet", icon, rdns: "dev.berth.wallet" });
  const announce = () => window.dispatchEvent(new CustomEvent("eip6963:announceProvider", { detail: Object.freeze({ info, provider }) }));
  window.addEventListener("eip6963:requestProvider", announce);
  announce();
})();
