// The list of a log's lines. The app says which lines to add, drop and mark; this only writes them, as text, so that
// thousands of them cost the app nothing. Lines stand in blocks; a full one that is out of sight is not laid out (see
// .log-block), so that of a flood only what is seen costs anything.
const perBlock = 20;

// clock is a moment in the viewer's time zone, to the millisecond: 15:04:05.067.
function clock(ms) {
  const at = new Date(ms);
  const pad = (n, width) => String(n).padStart(width, "0");
  return pad(at.getHours(), 2) + ":" + pad(at.getMinutes(), 2) + ":" + pad(at.getSeconds(), 2) + "." + pad(at.getMilliseconds(), 3);
}

// codes names characters by their numbers.
function codes(raw) {
  return [...raw].slice(0, 20).map((c) => "U+" + c.codePointAt(0).toString(16).toUpperCase().padStart(4, "0")).join(" ");
}

// over tells the app of what the viewer does: over("scroll", atBottom).
export function lines(box, over) {
  let first = 0; // number of the first line that is there
  let rows = []; // rows[0] is line first
  let pin = true; // stay at the bottom
  let last = 0; // where the box was scrolled to
  let current = null;

  // What was guessed of a block's height is known once it is seen: the bottom is somewhere else then.
  const sizes = new ResizeObserver(() => {
    guess();
    if (pin) toBottom();
  });
  sizes.observe(box);

  // guess tells how high the blocks are that have not been seen: as high as the last one.
  let guessed = 0;
  function guess() {
    const b = box.querySelector(".log-block:nth-last-child(-n + 2)");
    const high = b && b.childElementCount ? Math.round((b.offsetHeight / b.childElementCount) * perBlock) : 0;
    if (!high || Math.abs(high - guessed) < guessed / 4) return;
    guessed = high;
    box.style.setProperty("--block", high + "px");
  }

  function block() {
    const b = box.lastElementChild;
    if (b && b.childElementCount < perBlock) return b;
    const fresh = document.createElement("div");
    fresh.className = "log-block";
    sizes.observe(fresh);
    return box.appendChild(fresh);
  }

  // write fills the text of a line: colours are [from, to, class, raw], where raw is what stands there in truth if it cannot be
  // seen, and marks [from, to] of what was searched for.
  function write(span, text, colours, marks) {
    span.textContent = "";
    if (!colours && !marks) {
      span.textContent = text;
      return;
    }
    const cuts = new Set([0, text.length]);
    for (const c of [...(colours || []), ...(marks || [])]) cuts.add(c[0]).add(c[1]);
    const at = [...cuts].sort((a, b) => a - b);
    for (let i = 0; i + 1 < at.length; i++) {
      const inside = (c) => c[0] <= at[i] && at[i + 1] <= c[1];
      const colour = (colours || []).find(inside);
      const mark = (marks || []).find(inside);
      let node = document.createTextNode(text.slice(at[i], at[i + 1]));
      if (mark) {
        const m = document.createElement("mark");
        m.append(node);
        node = m;
      }
      if (colour) {
        const s = document.createElement("span");
        s.className = colour[2];
        s.append(node);
        if (colour[3]) {
          s.raw = at[i] === colour[0] ? colour[3] : "";
          s.title = codes(colour[3]);
        }
        node = s;
      }
      span.append(node);
    }
  }

  function row(line) {
    const el = document.createElement("div");
    el.className = line.g ? "log-gap" : "log-line";
    el.dataset.test = el.className;
    if (line.g) {
      el.textContent = line.g;
      return el;
    }
    const time = document.createElement("time");
    time.textContent = clock(line.t);
    el.append(time);
    if (line.r) {
      const replica = document.createElement("span");
      replica.className = "log-replica";
      replica.textContent = line.r;
      el.append(replica);
    }
    const text = document.createElement("span");
    text.className = "log-text";
    el.append(text);
    el.line = line;
    write(text, line.x, line.c, line.m);
    if (line.m) el.classList.add("hit");
    return el;
  }

  // remark takes the marks of a line away, or sets them.
  function remark(el, marks) {
    if (!el.line || (!el.line.m && !marks)) return;
    el.line.m = marks;
    el.classList.toggle("hit", !!marks);
    write(el.lastElementChild, el.line.x, el.line.c, marks);
  }

  function hits() {
    for (const b of box.children) b.classList.toggle("has-hit", !!b.querySelector(".hit"));
  }

  function drop(n) {
    for (const el of rows.slice(0, n)) {
      const b = el.parentElement;
      el.remove();
      if (b.childElementCount) continue;
      sizes.unobserve(b);
      b.remove();
    }
    rows = rows.slice(n);
    first += n;
  }

  function toBottom() {
    box.scrollTop = box.scrollHeight;
    last = box.scrollTop;
  }

  function scrolled() {
    const bottom = box.scrollHeight - box.clientHeight - box.scrollTop < 24;
    const up = box.scrollTop < last - 2;
    last = box.scrollTop;
    if (bottom === pin || (pin && !up)) return;
    pin = bottom;
    over("scroll", pin);
  }
  box.addEventListener("scroll", scrolled, { passive: true });
  // The day is told where it is asked for: thousands of titles would cost more than their lines.
  function dated(event) {
    const el = event.target.closest("time");
    if (el && !el.title) el.title = new Date(el.parentElement.line.t).toLocaleString();
  }
  box.addEventListener("mouseover", dated);
  // What is copied is what was written, not the signs that are shown for it.
  function copied(event) {
    const chosen = document.getSelection();
    if (!chosen.rangeCount || chosen.isCollapsed) return;
    const range = chosen.getRangeAt(0);
    const odd = [...box.querySelectorAll(".odd")].filter((el) => range.intersectsNode(el));
    if (!odd.length) return;
    const shown = odd.map((el) => el.textContent);
    odd.forEach((el) => { el.textContent = el.raw; });
    const text = chosen.toString();
    odd.forEach((el, i) => { el.textContent = shown[i]; });
    event.clipboardData.setData("text/plain", text);
    event.preventDefault();
  }
  box.addEventListener("copy", copied);

  return {
    // add appends lines, after dropping so many from the top.
    add(n, json) {
      if (n) drop(n);
      for (const line of JSON.parse(json)) {
        const el = row(line);
        const b = block();
        b.append(el);
        if (b.childElementCount === perBlock) b.classList.add("is-full");
        if (line.m) b.classList.add("has-hit");
        rows.push(el);
      }
      if (pin) toBottom();
    },
    clear() {
      first += rows.length;
      rows = [];
      current = null;
      box.textContent = "";
    },
    // mark sets the marks of the whole list: {number: [[from, to], …]}.
    mark(json) {
      const found = JSON.parse(json);
      rows.forEach((el, i) => remark(el, found[first + i]));
      hits();
      if (pin) toBottom();
    },
    // show scrolls to a line and makes it the current one; -1: none is.
    show(number) {
      if (current) current.classList.remove("is-current");
      current = rows[number - first] || null;
      if (!current) return;
      current.classList.add("is-current");
      const at = current.getBoundingClientRect(), of = box.getBoundingClientRect();
      box.scrollTop += at.top - of.top - (of.height - at.height) / 2;
      last = box.scrollTop;
    },
    pin(on) {
      pin = on;
      if (on) toBottom();
    },
    close() {
      sizes.disconnect();
      box.removeEventListener("scroll", scrolled);
      box.removeEventListener("mouseover", dated);
      box.removeEventListener("copy", copied);
      box.textContent = "";
    },
  };
}
