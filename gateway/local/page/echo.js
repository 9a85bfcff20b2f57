"use strict";
const by = (id) => document.getElementById(id);
const state = (el, on, text) => { el.textContent = text; el.className = on ? "on" : "off"; };
let socket;
let pause = 500;
function connect() {
  socket = new WebSocket((location.protocol === "https:" ? "wss://" : "ws://") + location.host + "/ws");
  socket.onopen = () => { pause = 500; state(by("ws"), true, "connected"); socket.send("hello from the browser"); };
  socket.onmessage = (e) => { const p = document.createElement("div"); p.textContent = "← " + e.data; by("log").prepend(p); while (by("log").children.length > 200) by("log").lastChild.remove(); };
  socket.onclose = () => { state(by("ws"), false, "closed, trying again…"); setTimeout(connect, pause); pause = Math.min(pause * 2, 10000); };
}
connect();
by("form").addEventListener("submit", (e) => { e.preventDefault(); const t = by("text"); if (t.value && socket.readyState === 1) { socket.send(t.value); t.value = ""; } });
const events = new EventSource("/events");
events.onopen = () => state(by("sse"), true, "connected");
events.onerror = () => state(by("sse"), false, "closed, trying again…");
events.addEventListener("clock", (e) => { by("clock").textContent = new Date(e.data).toLocaleTimeString(); });
