// Draws a tree of elements that Python made, with text as text, and says which link of it was followed.
const TAGS = new Set(["a", "b", "blockquote", "dd", "details", "div", "dl", "dt", "h2", "h3", "h4", "li", "mark", "nav", "ol",
  "p", "section", "small", "span", "strong", "summary", "table", "tbody", "td", "th", "thead", "tr", "ul"]);
const SIGNS = new Set(["svg", "circle", "line", "path", "polygon", "rect", "ellipse"]);
const KEPT = new Set(["class", "title", "id", "colspan", "scope", "open", "style", "role", "aria-label", "aria-pressed",
  "aria-current", "aria-hidden", "tabindex", "viewBox", "width", "height", "cx", "cy", "r", "rx", "ry", "x", "y", "x1", "x2", "y1",
  "y2", "d", "points", "fill", "stroke", "stroke-width", "stroke-dasharray", "data-test"]);

function build(tree) {
  if (typeof tree === "string") return document.createTextNode(tree);
  const [tag, attributes, ...children] = tree;
  const sign = SIGNS.has(tag);
  if (!sign && !TAGS.has(tag)) return document.createTextNode("");
  const one = sign ? document.createElementNS("http://www.w3.org/2000/svg", tag) : document.createElement(tag);
  for (const [name, value] of Object.entries(attributes || {})) {
    if (KEPT.has(name)) one.setAttribute(name, value);
    else if (name === "href" && /^[?/][^/]/.test(value)) one.setAttribute("href", value);
  }
  for (const child of children) one.append(build(child));
  return one;
}

function isDark(colour) {
  const pen = document.createElement("canvas").getContext("2d");
  pen.fillStyle = colour.trim() || "#ffffff";
  const [r, g, b] = [1, 3, 5].map((at) => parseInt(pen.fillStyle.slice(at, at + 2), 16));
  return 0.299 * r + 0.587 * g + 0.114 * b < 128;
}

export default function (component) {
  const { data, parentElement, setTriggerValue } = component;
  const root = parentElement.querySelector(".panel");
  root.classList.toggle("dark", isDark(getComputedStyle(root).getPropertyValue("--st-background-color")));
  root._go = (address) => setTriggerValue("go", address);
  if (!root._ready) {
    root._ready = true;
    root.addEventListener("click", (event) => {
      const link = event.target.closest("a[href]");
      if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
      event.preventDefault();
      root._go(link.getAttribute("href"));
    });
  }
  const said = JSON.stringify(data.tree);
  if (root._said !== said) {
    root._said = said;
    root.replaceChildren(...data.tree.map(build));
  }
  if (data.scroll && root._scrolled !== data.scroll) {
    root._scrolled = data.scroll;
    const there = root.querySelector("#" + CSS.escape(data.scroll));
    if (there) requestAnimationFrame(() => there.scrollIntoView({ block: "center" }));
  }
}
