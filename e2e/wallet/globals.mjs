// What npm's packages take for granted in Node.
import { Buffer } from "buffer";
globalThis.Buffer = Buffer;
globalThis.process ||= { env: {}, version: "", browser: true, nextTick: (f, ...a) => queueMicrotask(() => f(...a)) };
