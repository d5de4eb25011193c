// A field with suggestions: what is typed goes to Python, which answers with what bears such a name.
export default function (component) {
  const { data, parentElement, setStateValue, setTriggerValue } = component;
  const root = parentElement.querySelector(".search");
  const input = root.querySelector("input");
  const list = root.querySelector("ul");
  const view = root._view || (root._view = { at: -1, open: false });
  view.type = (text) => setStateValue("text", text);
  view.choose = (id, text) => { clearTimeout(view.waiting); view.open = false; input.value = ""; list.hidden = true; setTriggerValue("chosen", { id, text }); };
  view.data = data;
  input.placeholder = data.placeholder;
  input.setAttribute("aria-label", data.placeholder);
  const mark = () => {
    [...list.children].forEach((one, at) => one.setAttribute("aria-selected", String(at === view.at)));
    const now = list.children[view.at];
    if (now) { input.setAttribute("aria-activedescendant", now.id); now.scrollIntoView({ block: "nearest" }); }
    else input.removeAttribute("aria-activedescendant");
  };
  view.show = () => {
    list.replaceChildren();
    view.data.hits.forEach((hit, at) => {
      const item = document.createElement("li");
      item.id = `hit-${at}`;
      item.setAttribute("role", "option");
      for (const [name, words] of [["kind", hit.kind], ["name", hit.name], ["more", hit.more]]) {
        const part = document.createElement("span");
        part.className = name; part.textContent = words;
        item.append(part);
      }
      item.addEventListener("mousedown", (event) => { event.preventDefault(); view.choose(hit.id, hit.name); });
      list.append(item);
    });
    if (!view.data.hits.length && view.data.none && view.data.asked) {
      const item = document.createElement("li");
      item.className = "none"; item.textContent = view.data.none;
      list.append(item);
    }
    list.hidden = !(view.open && list.children.length);
    input.setAttribute("aria-expanded", String(!list.hidden));
    root.dataset.asked = view.data.asked;
    mark();
  };
  if (!root._ready) {
    root._ready = true;
    input.addEventListener("input", () => {
      view.open = true; view.at = -1;
      clearTimeout(view.waiting);
      view.waiting = setTimeout(() => view.type(input.value.trim()), 180);
    });
    input.addEventListener("focus", () => { view.open = true; view.show(); });
    input.addEventListener("blur", () => { view.open = false; list.hidden = true; });
    input.addEventListener("keydown", (event) => {
      const hits = view.data.hits;
      if (event.key === "ArrowDown" || event.key === "ArrowUp") {
        event.preventDefault(); view.open = true; list.hidden = !list.children.length;
        view.at = (view.at + (event.key === "ArrowDown" ? 1 : hits.length)) % Math.max(1, hits.length); mark();
      } else if (event.key === "Enter" && input.value.trim()) {
        const hit = view.data.asked === input.value.trim() ? hits[Math.max(0, view.at)] : null;
        view.choose(hit ? hit.id : null, hit ? hit.name : input.value.trim());
      } else if (event.key === "Escape") { view.open = false; list.hidden = true; }
    });
  }
  view.show();
}
