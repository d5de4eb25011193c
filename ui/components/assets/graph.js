// The drawing: keeps every node where it once was, and says what is clicked. Texts are drawn on the canvas, never parsed.
const places = (window.__zerenPlaces = window.__zerenPlaces || new Map());
const DASHES = { thick: false, solid: false, dashed: [10, 6], dotted: [2, 5] };
const SHAPES = { page: "box", ring: "dot" };
const FONT = '"Microsoft YaHei","PingFang SC","Noto Sans CJK SC","Noto Sans SC",sans-serif';

function colours(host) {
  const style = getComputedStyle(host);
  const read = (name, other) => style.getPropertyValue(name).trim() || other;
  return { ink: read("--st-text-color", "#222222"), ground: read("--st-background-color", "#ffffff") };
}

function isDark(colour) {
  const canvas = document.createElement("canvas").getContext("2d");
  canvas.fillStyle = colour;
  const [r, g, b] = [1, 3, 5].map((at) => parseInt(canvas.fillStyle.slice(at, at + 2), 16));
  return 0.299 * r + 0.587 * g + 0.114 * b < 128;
}

function nodeOf(one, look, data, paint) {
  const boxed = ["box", "page", "ellipse"].includes(look.shape);
  const dark = paint.dark;
  const line = dark && look.color === "#000000" ? "#9aa0a6" : look.color;
  const fill = look.shape === "ring" ? paint.ground : dark && look.shape === "page" ? "#3c4043" : look.color;
  const letters = look.shape === "page" ? "#ffffff" : boxed ? "#000000" : paint.ink;
  return {
    id: one.id, x: one.x, y: one.y, label: one.label || undefined, title: one.title, shape: SHAPES[look.shape] || look.shape,
    size: one.main ? 20 : 13, borderWidth: look.shape === "ring" ? 3 : one.pinned ? 3 : 1, margin: 5,
    color: { background: fill, border: one.pinned ? "#D55E00" : line, highlight: { background: fill, border: "#D55E00" }, hover: { background: fill, border: "#D55E00" } },
    borderWidthSelected: 4, font: { color: letters, size: one.main ? 17 : 14, face: FONT, strokeWidth: 0 },
  };
}

function edgeOf(one, paint) {
  const shade = paint.dark ? "#9aa0a6" : "#70757a";
  return {
    id: one.id, from: one.from, to: one.to, title: one.title, label: one.label || undefined,
    arrows: { to: { enabled: true, scaleFactor: 0.45 } }, width: one.way ? 5 : one.line === "thick" ? 3.2 : 1.1, dashes: DASHES[one.line],
    color: { color: one.way ? "#D55E00" : shade, highlight: "#D55E00", hover: "#D55E00" }, selectionWidth: 1.5, hoverWidth: 0.5,
    font: { color: paint.ink, size: 13, face: FONT, strokeWidth: 0, background: paint.ground },
  };
}

// Nodes that were seen stay; a new one keeps its distance to the nearest one that was.
function settle(data) {
  const fresh = data.nodes.filter((one) => !places.has(one.id));
  const wanted = new Map(data.nodes.map((one) => [one.id, one]));
  const near = new Map();
  for (const edge of data.edges) {
    for (const [a, b] of [[edge.from, edge.to], [edge.to, edge.from]]) if (places.has(b) && !near.has(a)) near.set(a, b);
  }
  const taken = new Set(data.nodes.filter((one) => places.has(one.id)).map((one) => cell(places.get(one.id))));
  for (const one of fresh) {
    const anchor = wanted.get(near.get(one.id));
    let { x, y } = one;
    if (anchor) { const at = places.get(anchor.id); x += at.x - anchor.x; y += at.y - anchor.y; }
    for (let turn = 1; taken.has(cell({ x, y })) && turn < 200; turn += 1) {
      x += 34 * Math.cos(turn * 2.4) * Math.sqrt(turn); y += 34 * Math.sin(turn * 2.4) * Math.sqrt(turn);
    }
    taken.add(cell({ x, y }));
    one.settled = { x, y };
  }
  for (const one of fresh) places.set(one.id, one.settled);
  for (const one of data.nodes) ({ x: one.x, y: one.y } = places.get(one.id));
}
const cell = (at) => `${Math.round(at.x / 56)},${Math.round(at.y / 40)}`;

function change(set, items) {
  const said = set._said || (set._said = new Map());
  const now = new Set(items.map((one) => one.id));
  const gone = set.getIds().filter((id) => !now.has(id));
  if (gone.length) { set.remove(gone); for (const id of gone) said.delete(id); }
  const changed = items.filter((one) => said.get(one.id) !== JSON.stringify(one));
  for (const one of changed) said.set(one.id, JSON.stringify(one));
  if (changed.length) set.update(changed);
}

export default function (component) {
  const { data, parentElement, setTriggerValue } = component;
  const host = parentElement.querySelector(".graph");
  const stage = host.querySelector(".stage");
  const act = (kind, id) => setTriggerValue("act", { do: kind, id });
  let tries = 0;
  const start = () => {
    if (!window.vis) {
      if (tries++ < 200) setTimeout(start, 25);
      return;
    }
    draw();
  };
  const draw = () => {
    const paint = colours(host);
    paint.dark = isDark(paint.ground);
    stage.style.height = `${data.height}px`;
    settle(data);
    let view = host._view;
    if (!view) {
      const nodes = new vis.DataSet(), edges = new vis.DataSet();
      const network = new vis.Network(stage, { nodes, edges }, {
        physics: false, layout: { improvedLayout: false }, edges: { smooth: false },
        interaction: { hover: true, hideEdgesOnDrag: data.edges.length > 1500, keyboard: false, tooltipDelay: 150, multiselect: false },
      });
      view = host._view = { nodes, edges, network, root: null };
      network.on("click", (event) => {
        if (event.nodes.length) { host._clicked = performance.now(); view.act("select", event.nodes[0]); }
        else if (event.edges.length) view.act("link", event.edges[0]);
      });
      network.on("doubleClick", (event) => { if (event.nodes.length) view.act("open", event.nodes[0]); });
      network.on("dragEnd", (event) => {
        for (const [id, at] of Object.entries(network.getPositions(event.nodes))) places.set(id, at);
      });
      host.querySelector(".fit").addEventListener("click", () => network.fit({ maxZoomLevel: 1.1 }));
      host.querySelector(".near").addEventListener("click", () => network.moveTo({ scale: network.getScale() * 1.3 }));
      host.querySelector(".far").addEventListener("click", () => network.moveTo({ scale: network.getScale() / 1.3 }));
      host.querySelector(".picture").addEventListener("click", () => {
        const canvas = stage.querySelector("canvas");
        const whole = document.createElement("canvas");
        whole.width = canvas.width; whole.height = canvas.height;
        const pen = whole.getContext("2d");
        pen.fillStyle = colours(host).ground; pen.fillRect(0, 0, whole.width, whole.height); pen.drawImage(canvas, 0, 0);
        const link = document.createElement("a");
        link.download = view.name; link.href = whole.toDataURL("image/png"); link.click();
      });
    }
    view.act = act;
    view.name = data.picture;
    for (const [name, words] of Object.entries(data.words)) {
      const button = host.querySelector("." + name);
      button.title = words; button.setAttribute("aria-label", words);
      if (name === "picture" || name === "fit") button.textContent = words;
    }
    change(view.nodes, data.nodes.map((one) => nodeOf(one, data.looks[one.kind], data, paint)));
    change(view.edges, data.edges.map((one) => edgeOf(one, paint)));
    view.network.unselectAll();
    if (data.selected && view.nodes.get(data.selected)) view.network.selectNodes([data.selected], false);
    else if (data.link && view.edges.get(data.link)) view.network.selectEdges([data.link]);
    if (view.root !== data.root) {
      view.root = data.root;
      const main = data.nodes.find((one) => one.main);
      const show = () => {
        view.network.fit({ nodes: data.around.length ? data.around : undefined, maxZoomLevel: 1.1 });
        if (main && view.network.getScale() < 0.45) view.network.moveTo({ position: view.network.getPosition(main.id), scale: 0.7 });
      };
      show();
      view.network.once("afterDrawing", show);
    }
    host.dataset.nodes = data.nodes.length;
    host.dataset.edges = data.edges.length;
    host.dataset.selected = data.selected || "";
    host.dataset.drawn = data.stamp;
    host._places = () => Object.fromEntries(data.nodes.map((one) => [one.id, { ...view.network.canvasToDOM(view.network.getPosition(one.id)), name: one.title }]));
  };
  start();
}
