"use strict";
(() => {
  const data = JSON.parse(document.getElementById("data").textContent);
  const byId = (id) => document.getElementById(id);
  const make = (tag, text, ...children) => {
    const one = document.createElement(tag);
    if (text) one.textContent = text;
    one.append(...children);
    return one;
  };
  const MOST_LABELS = 150;
  const LABEL = 12;
  const cut = (text) => (text.length > LABEL ? text.slice(0, LABEL - 1) + "…" : text);
  const DASHES = { thick: false, solid: false, dashed: [10, 6], dotted: [2, 5] };
  const SHAPES = { page: "box", ring: "dot" };
  const LATER = ["Section", "Target", "Person", "Place"];
  const night = window.matchMedia("(prefers-color-scheme: dark)");

  document.title = data.title;
  byId("title").textContent = data.title;
  byId("about").textContent = data.about;
  for (const words of [data.note, ...data.notices]) if (words) byId("notices").append(make("p", words));

  // The ledger.
  const rows = data.rows.map((cells, index) => {
    const line = make("tr");
    cells.forEach((cell, column) => {
      const text = String(cell);
      if (column === 9 || (column === 2 && text.length > 120)) {
        const summary = column === 9 ? "看原文" : text.slice(0, 100) + "…";
        const more = make("details", "", make("summary", summary), make("span", text));
        line.append(make("td", "", more));
      } else line.append(make("td", text));
    });
    const crossed = make("tr", "", make("th", String(cells[1])));
    const own = new Map(data.matrix.rows[index].map(([place, ...rest]) => [place, rest]));
    data.matrix.bodies.forEach((name, place) => {
      const [words, role, quote] = own.get(place) || [""];
      const cell = make("td", words);
      if (words) { cell.className = role; cell.title = `${name}：${quote}`; }
      crossed.append(cell);
    });
    return { line, crossed, cells, deadline: data.deadlines[index], text: cells.join("\n").toLowerCase() };
  });
  let sorted = { column: 0, down: false };
  const compare = new Intl.Collator("zh-CN", { numeric: true }).compare;
  const showRows = () => {
    const words = byId("search").value.trim().toLowerCase();
    const found = rows.filter((row) => row.text.includes(words));
    const value = (row) => (sorted.column === 7 ? row.deadline : String(row.cells[sorted.column]));
    found.sort((a, b) => (sorted.down ? -1 : 1) * compare(value(a), value(b)) || a.cells[0] - b.cells[0]);
    byId("body").replaceChildren(...found.map((row) => row.line));
    byId("crossed").replaceChildren(...found.map((row) => row.crossed));
    byId("empty").hidden = found.length > 0;
    byId("count").textContent = words ? `${found.length} / ${rows.length} 项任务` : `${rows.length} 项任务`;
  };
  data.columns.forEach((name, column) => {
    const button = make("button", name);
    const head = make("th", "", button);
    head.setAttribute("scope", "col");
    button.addEventListener("click", () => {
      sorted = { column, down: sorted.column === column && !sorted.down };
      for (const other of byId("head").children) other.removeAttribute("aria-sort");
      head.setAttribute("aria-sort", sorted.down ? "descending" : "ascending");
      showRows();
    });
    byId("head").append(head);
  });

  byId("bodies").append(make("th", "任务"), ...data.matrix.bodies.map((name) => make("th", name)));
  byId("matrix-part").hidden = !data.matrix.bodies.length;

  // The graph.
  if (!data.nodes.length) {
    byId("graph-part").hidden = true;
    byId("search").addEventListener("input", showRows);
    showRows();
    return;
  }
  const many = data.nodes.length > MOST_LABELS;
  const shown = {};
  for (const node of data.nodes) shown[node.kind] = !(many && LATER.includes(node.kind));
  let chosen = null;

  const ink = () => (night.matches ? "#ececec" : "#1a1a1a");
  const ground = () => (night.matches ? "#16191d" : "#ffffff");
  const styled = (node, id) => {
    const kind = data.kinds[node.kind];
    const words = node.short || node.name;
    const boxed = kind.shape === "box" || kind.shape === "page" || kind.shape === "ellipse";
    const label = many && node.kind === "Task" ? node.short || "·" : words;
    const light = night.matches && kind.color === "#000000" ? "#8a8a8a" : kind.color;
    const fill = kind.shape === "ring" ? ground() : kind.shape === "page" ? kind.color : light;
    const letters = kind.shape === "page" ? "#ffffff" : boxed ? "#000000" : ink();
    return {
      id, x: node.x, y: node.y, label: cut(label), title: `${kind.label}：${node.full}`,
      shape: SHAPES[kind.shape] || kind.shape, size: 14, borderWidth: kind.shape === "ring" ? 3 : 1,
      color: { background: fill, border: light, highlight: { background: fill, border: "#D55E00" } },
      font: { color: letters, size: 13 }, hidden: !shown[node.kind],
    };
  };
  const edgeStyled = (edge, id) => ({
    id, from: edge.from, to: edge.to, arrows: { to: { enabled: true, scaleFactor: 0.5 } },
    width: edge.line === "thick" ? 3 : 1, dashes: DASHES[edge.line],
    label: (edge.doubtful ? "？" : "") + (edge.basis === "人工" ? "人工" : "") || undefined,
    title: edge.label + (edge.role ? `（${edge.role}）` : "") + (edge.doubtful ? "，存疑" : ""),
    color: { color: night.matches ? "#8f969e" : "#7a7f85", highlight: "#D55E00" }, font: { color: ink(), size: 12, strokeWidth: 0 },
  });
  const nodes = new vis.DataSet(data.nodes.map(styled));
  const edges = new vis.DataSet(data.edges.map(edgeStyled));
  const network = new vis.Network(byId("graph"), { nodes, edges }, {
    physics: false, layout: { improvedLayout: false }, edges: { smooth: false },
    interaction: { hover: true, hideEdgesOnDrag: data.edges.length > 1500, keyboard: false },
  });
  const around = data.nodes.map(() => []);
  data.edges.forEach((edge, id) => {
    around[edge.from].push(id);
    if (edge.to !== edge.from) around[edge.to].push(id);
  });
  const ORDER = ["牵头", "责任", "配合"];
  const weight = (edge) => (ORDER.includes(edge.role) ? ORDER.indexOf(edge.role) : ORDER.length);
  const otherEnd = (number, id) => (data.edges[number].from === id ? data.edges[number].to : data.edges[number].from);
  // By role, then the nearest deadline, then as printed.
  const linksOf = (id) => [...around[id]].sort((a, b) => {
    const rank = (number) => data.nodes[otherEnd(number, id)].rank;
    return weight(data.edges[a]) - weight(data.edges[b]) || (rank(a) < rank(b) ? -1 : rank(a) > rank(b) ? 1 : 0);
  });

  const choose = (id) => {
    chosen = id;
    const node = data.nodes[id];
    const parts = [make("h2", node.full), make("p", data.kinds[node.kind].label)];
    const facts = make("dl");
    for (const [name, value] of node.facts) facts.append(make("dt", name), make("dd", value));
    parts.push(facts);
    const groups = new Map();
    for (const number of linksOf(id)) {
      const edge = data.edges[number];
      const name = ORDER.includes(edge.role) ? edge.role : edge.label;
      if (!groups.has(name)) groups.set(name, []);
      groups.get(name).push(edge);
    }
    const place = (name) => (ORDER.includes(name) ? ORDER.indexOf(name) : ORDER.length);
    for (const [name, found] of [...groups].sort((a, b) => place(a[0]) - place(b[0]))) {
      const list = make("ul");
      for (const edge of found) {
        const other = edge.from === id ? edge.to : edge.from;
        const to = data.nodes[other];
        const button = make("button", to.kind === "Task" ? to.full : to.name);
        button.addEventListener("click", () => goTo(other));
        const item = make("li", "", button);
        const marks = [ORDER.includes(edge.role) ? "" : edge.role, edge.doubtful ? "存疑" : "", edge.basis === "人工" || edge.basis === "推算" ? edge.basis : ""];
        const words = marks.filter(Boolean).join("，");
        if (words) { const mark = make("span", ` ${words}`); mark.className = "soft"; item.append(mark); }
        if (edge.quote) item.append(make("blockquote", edge.quote));
        list.append(item);
      }
      parts.push(make("h2", `${name}（${found.length}）`), list);
    }
    byId("detail").replaceChildren(...parts);
    byId("detail").scrollTop = 0;
  };
  // Either one object with what it is linked to, in two columns beside it, or all of the graph.
  const ROW = 54, COLUMN = 330;
  let focused = null;
  const press = () => {
    byId("back").hidden = focused === null && chosen === null;
    byId("back").setAttribute("aria-pressed", String(focused !== null));
    byId("all").setAttribute("aria-pressed", String(focused === null));
    const id = focused === null ? chosen : focused;
    if (id !== null) byId("back").textContent = `只看${data.nodes[id].name}和它的联系`;
  };
  const showNear = (id) => {
    focused = id;
    const near = [...new Set(linksOf(id).map((number) => otherEnd(number, id)))];
    const half = Math.ceil(near.length / 2);
    const place = new Map([[id, [0, 0]]]);
    near.forEach((one, number) => {
      const right = number < half, count = right ? half : near.length - half;
      const row = right ? number : number - half;
      place.set(one, [right ? COLUMN : -COLUMN, (row - (count - 1) / 2) * ROW]);
    });
    nodes.update(data.nodes.map((node, one) => {
      if (!place.has(one)) return { id: one, hidden: true };
      const [x, y] = place.get(one);
      return { id: one, x, y, hidden: false, label: cut(node.full) };
    }));
    edges.update(data.edges.map((edge, one) => ({ id: one, hidden: edge.from !== id && edge.to !== id })));
    network.fit({ nodes: [...place.keys()], maxZoomLevel: 1.2 });
    press();
  };
  const showAll = () => {
    focused = null;
    nodes.update(data.nodes.map(styled));
    edges.update(data.edges.map((edge, id) => ({ id, hidden: false })));
    network.fit();
    press();
  };
  const goTo = (id) => {
    choose(id);
    if (focused !== null) showNear(id);
    else {
      if (!shown[data.nodes[id].kind]) toggle(data.nodes[id].kind);
      network.focus(id, { scale: Math.max(network.getScale(), 0.8) });
      press();
    }
    network.selectNodes([id], false);
  };
  network.on("click", (event) => { if (event.nodes.length) { choose(event.nodes[0]); press(); } });
  network.on("doubleClick", (event) => { if (event.nodes.length) goTo(event.nodes[0]); });
  byId("back").addEventListener("click", () => showNear(focused === null ? chosen : focused));
  byId("all").addEventListener("click", showAll);

  const drawSign = (canvas, kind) => {
    const pen = canvas.getContext("2d");
    const around8 = (count, radius, inner) => {
      pen.beginPath();
      for (let i = 0; i < count; i++) {
        const far = inner && i % 2 ? inner : radius;
        pen.lineTo(8 + far * Math.sin((2 * Math.PI * i) / count), 8 - far * Math.cos((2 * Math.PI * i) / count));
      }
      pen.closePath();
    };
    pen.clearRect(0, 0, 16, 16);
    pen.fillStyle = pen.strokeStyle = night.matches && kind.color === "#000000" ? "#8a8a8a" : kind.color;
    pen.lineWidth = 2.5;
    if (kind.shape === "diamond") around8(4, 8);
    else if (kind.shape === "triangle") around8(3, 8);
    else if (kind.shape === "hexagon") around8(6, 8);
    else if (kind.shape === "star") around8(10, 8, 4);
    else if (kind.shape === "dot" || kind.shape === "ring") { pen.beginPath(); pen.arc(8, 8, 6, 0, 2 * Math.PI); }
    else if (kind.shape === "ellipse") { pen.beginPath(); pen.ellipse(8, 8, 8, 5, 0, 0, 2 * Math.PI); }
    else { pen.beginPath(); if (kind.shape === "page") pen.rect(3, 0, 10, 16); else if (kind.shape === "box") pen.rect(0, 3, 16, 10); else pen.rect(1, 1, 14, 14); }
    if (kind.shape === "ring") pen.stroke(); else pen.fill();
  };
  const signs = [];
  const buttons = {};
  const toggle = (kind) => {
    shown[kind] = !shown[kind];
    buttons[kind].setAttribute("aria-pressed", String(shown[kind]));
    if (focused === null) nodes.update(data.nodes.flatMap((node, id) => (node.kind === kind ? [{ id, hidden: !shown[kind] }] : [])));
    else showAll();
  };
  for (const [name, kind] of Object.entries(data.kinds)) {
    const count = data.nodes.filter((node) => node.kind === name).length;
    if (!count) continue;
    const sign = make("canvas");
    sign.width = sign.height = 16;
    signs.push([sign, kind]);
    const button = make("button", "", sign, make("span", `${kind.label} ${count}`));
    button.setAttribute("aria-pressed", String(shown[name]));
    button.title = "点击显示或隐藏";
    button.addEventListener("click", () => toggle(name));
    buttons[name] = button;
    byId("legend").append(button);
  }
  const lines = make("div");
  lines.className = "lines";
  const strokes = [];
  for (const [line, words] of [["thick", "牵头"], ["solid", "责任及其他"], ["dashed", "配合、提及"], ["dotted", "归属、推算"]]) {
    const sign = make("canvas");
    sign.width = 36;
    sign.height = 10;
    strokes.push([sign, line]);
    lines.append(make("div", "", sign, make("span", words)));
  }
  lines.append(make("div", "？ 存疑"));
  byId("legend").append(lines);
  const drawLegend = () => {
    for (const [sign, kind] of signs) drawSign(sign, kind);
    for (const [sign, line] of strokes) {
      const pen = sign.getContext("2d");
      pen.clearRect(0, 0, 36, 10);
      pen.strokeStyle = ink();
      pen.lineWidth = line === "thick" ? 3.5 : 1.5;
      pen.setLineDash(DASHES[line] || []);
      pen.beginPath();
      pen.moveTo(0, 5);
      pen.lineTo(36, 5);
      pen.stroke();
    }
  };
  drawLegend();
  night.addEventListener("change", () => {
    nodes.update(data.nodes.map(styled));
    edges.update(data.edges.map(edgeStyled));
    drawLegend();
    if (focused !== null) showNear(focused);
  });

  const MOST_HITS = 50;
  byId("search").addEventListener("input", () => {
    showRows();
    const words = byId("search").value.trim().toLowerCase();
    if (!words) { if (chosen !== null) choose(chosen); return; }
    const hits = data.nodes.flatMap((node, id) => (node.name.toLowerCase().includes(words) ? [id] : []));
    hits.sort((a, b) => around[b].length - around[a].length);
    const list = make("ul");
    for (const id of hits.slice(0, MOST_HITS)) {
      const button = make("button", data.nodes[id].name);
      button.addEventListener("click", () => goTo(id));
      const kind = make("span", ` ${data.kinds[data.nodes[id].kind].label}，${around[id].length} 个联系`);
      kind.className = "soft";
      list.append(make("li", "", button, kind));
    }
    const said = hits.length > MOST_HITS ? `找到 ${hits.length} 个，列出联系最多的 ${MOST_HITS} 个` : `找到 ${hits.length} 个`;
    byId("detail").replaceChildren(make("h2", said), list);
  });
  showRows();

  // First something worth seeing: the body with most links among those that are drawn.
  const bodies = data.nodes.flatMap((node, id) => (["Agency", "School", "Enterprise", "Institute", "ActorClass"].includes(node.kind) ? [id] : []));
  const first = bodies.sort((a, b) => around[b].length - around[a].length)[0] ?? 0;
  choose(first);
  showNear(first);
  network.selectNodes([first], false);
})();
