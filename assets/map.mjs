// The map above the list of regions: land out of world.svg (Natural Earth, public domain), a circle for each region of the list whose name says
// where it is. It is for the eye and the finger; the list has all of it in words, and a circle presses the list's button.
const NS = "http://www.w3.org/2000/svg";

// Where a region is, by the words of its name, as clouds call theirs; the longest that fits is meant. In degrees east and north.
const places = {
  "us": [-98, 39], "us-east": [-77, 39], "us-west": [-121, 42], "us-central": [-94, 41], "us-south": [-97, 32], "us-north": [-93, 45], "us-southwest": [-112, 33], "na": [-100, 45],
  "ca": [-79, 45], "ca-east": [-73, 45], "ca-central": [-79, 44], "ca-west": [-114, 51], "northamerica": [-100, 45], "northamerica-northeast": [-73, 45], "mx": [-99, 19],
  "sa": [-58, -15], "sa-east": [-46, -23], "sa-west": [-70, -33], "southamerica": [-58, -15], "southamerica-east": [-46, -23], "southamerica-west": [-70, -33], "br": [-46, -23], "ar": [-58, -34], "cl": [-70, -33],
  "eu": [10, 50], "eu-west": [-4, 52], "eu-central": [9, 50], "eu-north": [18, 60], "eu-south": [10, 44], "eu-east": [21, 52], "europe": [10, 50], "europe-west": [-1, 51], "europe-central": [21, 52], "europe-north": [25, 61], "europe-southwest": [-4, 40],
  "uk": [-1, 52], "gb": [-1, 52], "ie": [-6, 53], "fr": [2, 48], "de": [10, 51], "nl": [5, 52], "be": [4, 51], "ch": [8, 47], "at": [16, 48], "it": [12, 43], "es": [-4, 40], "pt": [-8, 39],
  "se": [18, 59], "no": [10, 60], "fi": [25, 61], "dk": [12, 56], "pl": [20, 52], "cz": [14, 50], "ro": [26, 44], "ua": [31, 50], "gr": [23, 38], "tr": [32, 40], "ee": [25, 59], "lv": [24, 57], "lt": [24, 55], "is": [-21, 64],
  "ru": [38, 56], "me": [48, 26], "me-south": [50, 26], "me-central": [54, 24], "me-west": [35, 32], "il": [35, 32], "ae": [54, 24],
  "af": [24, 2], "af-south": [20, -32], "af-north": [10, 33], "af-west": [3, 7], "af-east": [37, -1], "africa": [24, 2], "africa-south": [25, -28], "za": [25, -30], "ng": [5, 8], "ke": [37, -1], "eg": [31, 29],
  "ap": [112, 18], "ap-south": [75, 19], "ap-southeast": [104, 2], "ap-east": [114, 22], "ap-northeast": [138, 36], "asia": [100, 35], "asia-south": [75, 19], "asia-southeast": [104, 2], "asia-east": [121, 24], "asia-northeast": [138, 36],
  "cn": [108, 34], "cn-north": [116, 40], "cn-east": [121, 31], "cn-south": [113, 23], "cn-west": [104, 31], "cn-northwest": [106, 37], "hk": [114, 22], "tw": [121, 24], "sg": [104, 1], "jp": [139, 36], "jp-east": [140, 36], "jp-west": [135, 34], "kr": [127, 37],
  "in": [78, 21], "in-west": [73, 19], "in-south": [80, 13], "id": [107, -6], "th": [101, 14], "vn": [106, 16], "my": [102, 3], "ph": [121, 14], "au": [134, -25], "australia": [134, -25], "australia-southeast": [149, -35], "ap-southwest": [116, -32], "nz": [175, -40], "oc": [145, -32],
};

// place is where a region is; undefined: its name does not say.
export function place(name) {
  const words = name.toLowerCase().replace(/[^a-z]+/g, "-").replace(/^-|-$/g, "").split("-");
  for (let n = words.length; n > 0; n--) {
    const at = places[words.slice(0, n).join("-")];
    if (at) return at;
  }
}

const make = (name, attrs = {}) => {
  const e = document.createElementNS(NS, name);
  for (const [k, v] of Object.entries(attrs)) e.setAttribute(k, v);
  return e;
};

// map draws into a box, once, and follows the list beside it.
export async function map(box) {
  if (!box || box.dataset.map) return;
  box.dataset.map = "yes";
  const list = box.parentElement;
  const answer = await fetch(new URL("world.svg", import.meta.url));
  if (!answer.ok) return;
  const land = new DOMParser().parseFromString(await answer.text(), "image/svg+xml").querySelector("path");
  const svg = make("svg", { viewBox: "0 0 720 280", class: "map" }), rings = make("g");
  svg.append(make("path", { d: land.getAttribute("d"), class: "map-land" }), rings);
  box.replaceChildren(svg);
  const draw = () => {
    const taken = new Map(), pixel = 720 / (box.clientWidth || 720); // in the map's own units
    rings.replaceChildren(...[...list.querySelectorAll("[data-region]")].flatMap((button) => {
      const at = place(button.dataset.region);
      if (!at) return [];
      const key = at.join(), shift = taken.get(key) ?? 0; // of two in one place, one stands beside the other
      taken.set(key, shift + 1);
      const x = (at[0] + 180) * 2 + shift * 14 * pixel, y = (84 - at[1]) * 2, r = Math.min(5 + Math.log2(1 + Number(button.dataset.nodes || 1)), 14) * pixel;
      const g = make("g", { class: "map-place", "data-place": button.dataset.region, "data-on": button.getAttribute("aria-pressed") }), title = make("title");
      title.textContent = button.innerText.replace(/\s*\n\s*/g, " · ");
      g.append(title, make("circle", { cx: x, cy: y, r: 22 * pixel, class: "map-touch" }), make("circle", { cx: x, cy: y, r, class: "map-dot" }));
      g.addEventListener("click", () => button.click());
      return [g];
    }));
  };
  draw();
  new ResizeObserver(draw).observe(box);
  new MutationObserver((all) => { if (all.some((m) => !box.contains(m.target))) draw(); }).observe(list, { subtree: true, childList: true, attributes: true, attributeFilter: ["aria-pressed", "data-region"] });
}
