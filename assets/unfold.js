// Undoes what ui/lean/fold does to the app's file, function by function while it comes. It gives an answer with the file as the
// browser's compiler takes it; a damaged file it tells. start.js has it in itself, and the service worker.
(answer, tell) => {
  const first = 0x1000, beginning = 5;
  const beforePlace = [0x20, 1, 0x41, 8, 0x6b, 0x22, 1, 0x24, 0, 0x20, 1, 0x42], afterPlace = [0x37, 3, 0];
  const beforeCall = [0x41, 0, 0x10], afterCall = [0x23, 0, 0x21, 1, 0x0d];

  // How many numbers come behind an opcode; 9: it is none that Go writes.
  const numbers = new Uint8Array(256).fill(9);
  const set = (n, from, to) => numbers.fill(n, from, (to || from) + 1);
  set(0, 0x00, 0x01); set(1, 0x02, 0x04); set(0, 0x05); set(0, 0x0b); set(1, 0x0c, 0x0d); set(0, 0x0f); set(1, 0x10); set(2, 0x11);
  set(0, 0x1a, 0x1b); set(1, 0x20, 0x24); set(2, 0x28, 0x3e); set(1, 0x3f, 0x42); set(0, 0x45, 0xc4);
  for (const op of [0x0e, 0x43, 0x44, 0xfc]) set(8, op);

  let b = new Uint8Array(1 << 17), at = 0, end = 0; // what has come and was not read
  let out = new Uint8Array(1 << 18), n = 0; // what is to go on
  let body = new Uint8Array(1 << 16), m = 0; // of one function
  let left = 0, functions = -1, count = 0, begun = false;
  const short = {}, damaged = () => { const error = new WebAssembly.CompileError("the app's file is damaged"); if (tell) tell(error); return error; };

  // grow gives a larger array with the same beginning.
  const grow = (all, size) => { const more = new Uint8Array(2 * size); more.set(all); return more; };
  const next = () => { if (at >= end) throw short; return b[at++]; };
  const unsigned = () => { // which goes on, too
    let v = 0, c, by = 1;
    do { body[m++] = c = next(); v += (c & 127) * by; by *= 128; } while (c > 127);
    return v;
  };
  const putUnsigned = (v) => { for (; v > 127; v >>>= 7) body[m++] = (v & 127) | 128; body[m++] = v; };
  const give = (all) => {
    if (n + all.length > out.length) out = grow(out, n + all.length);
    out.set(all, n);
    n += all.length;
  };

  // one unfolds a function. An instruction, but for a table, takes less than 32 bytes, and less than 64 unfolded. There are that many: data follows.
  function one(index) {
    let depth = 1, least = 0, place = 0, called = false, c;
    for (let k = unsigned(); k > 0; k--) { unsigned(); body[m++] = next(); }
    let r = at, w = m, to = body;
    while (depth > 0) {
      if (end - r < 32) throw short;
      if (to.length - w < 64) to = body = grow(to, to.length);
      const op = b[r++];
      if (op < 0xef || op > 0xfb) {
        to[w++] = op;
        const k = numbers[op];
        if (k <= 2) {
          if (k > 0) do to[w++] = c = b[r++]; while (c > 127);
          if (k > 1) do to[w++] = c = b[r++]; while (c > 127);
        } else if (op === 0x0e) {
          at = r;
          m = w;
          let t = unsigned();
          while (to.length - m < 6 * t + 64) to = body = grow(to, to.length);
          for (; t >= 0; t--) unsigned();
          r = at;
          w = m;
          if (!least) least = depth;
        } else if (op === 0x43 || op === 0x44) {
          for (let t = op === 0x43 ? 4 : 8; t > 0; t--) to[w++] = b[r++];
        } else if (op === 0xfc) {
          const sub = (to[w++] = b[r++]);
          for (let t = sub < 8 ? 0 : sub & 1 ? 1 : 2; t > 0; t--) do to[w++] = c = b[r++]; while (c > 127);
        } else throw damaged();
        if (op <= 4) { if (op >= 2) depth++; }
        else if (op === 0x0b && --depth < least) { least = depth; if (!called) place++; }
        called = false;
        continue;
      }
      called = true;
      if (op >= 0xf0) {
        const way = (op - 0xf0) % 6;
        if (way !== beginning) place += way;
        for (let i = 0; i < beforePlace.length; i++) to[w++] = beforePlace[i];
        let v = (first + index) * 65536 + (way === beginning ? 0 : place);
        for (; v > 63; v >>>= 7) to[w++] = (v & 127) | 128;
        to[w++] = v;
        for (let i = 0; i < afterPlace.length; i++) to[w++] = afterPlace[i];
        if (op < 0xf6) { called = false; continue; }
        for (let i = 0; i < beforeCall.length; i++) to[w++] = beforeCall[i];
        do to[w++] = c = b[r++]; while (c > 127);
        called = way !== beginning;
      }
      for (let i = 0; i < afterCall.length; i++) to[w++] = afterCall[i];
      let v = depth < 2 ? 0 : depth - 2;
      for (; v > 127; v >>>= 7) to[w++] = (v & 127) | 128;
      to[w++] = v;
    }
    at = r;
    m = w;
  }

  // step reads on by one thing: the head, a section's head, a piece of a section, a function. It throws short where that has not come whole.
  function step() {
    m = 0;
    if (!begun) {
      const head = [0, 0x66, 0x6f, 0x6c, 0x64, 1, 0, 0];
      for (const c of head) if (next() !== c) throw damaged();
      begun = true;
      give([0, 0x61, 0x73, 0x6d, 1, 0, 0, 0]);
    } else if (functions >= 0) {
      if (functions === count) { functions = -1; return; }
      one(functions);
      const whole = m;
      putUnsigned(whole);
      give(body.subarray(whole, m));
      give(body.subarray(0, whole));
      functions++;
    } else if (left > 0) {
      if (at === end) throw short;
      const k = Math.min(left, end - at);
      give(b.subarray(at, at + k));
      at += k;
      left -= k;
    } else {
      if (at === end) throw short;
      const id = (body[m++] = next());
      const size = unsigned();
      if (id === 10) { count = unsigned(); functions = 0; }
      else left = size;
      give(body.subarray(0, m));
    }
  }

  // turn lets the browser have its turn, after so many milliseconds: on a fast line the file is all there at once, which is long work for a slow
  // processor.
  const long = 8;
  const turn = () => new Promise((ok) => {
    const channel = new MessageChannel();
    channel.port1.onmessage = () => { channel.port1.close(); ok(); };
    channel.port2.postMessage(0);
  });

  const reader = answer.body.getReader();
  let more = false; // of what has come is to be unfolded still
  let since = performance.now(); // when it had its turn
  const stream = new ReadableStream({
    async pull(controller) {
      for (;;) {
        if (performance.now() - since > long) {
          await turn();
          since = performance.now();
        }
        if (!more) {
          const { done, value } = await reader.read();
          if (done) {
            if (at !== end || left > 0 || functions >= 0 || !begun) throw damaged();
            return controller.close();
          }
          if (end - at + value.length > b.length) b = grow(b.subarray(at, end), end - at + value.length);
          else b.copyWithin(0, at, end);
          end -= at;
          at = 0;
          b.set(value, end);
          end += value.length;
        }
        n = 0;
        more = false;
        for (;;) {
          if (performance.now() - since > long) {
            more = true;
            break;
          }
          const was = at;
          try {
            step();
          } catch (error) {
            if (error !== short) throw error;
            at = was;
            break;
          }
        }
        if (n > 0) return controller.enqueue(out.slice(0, n));
      }
    },
    cancel(reason) { return reader.cancel(reason); },
  });
  return new Response(stream, { status: answer.status, headers: { "Content-Type": "application/wasm" } });
}
