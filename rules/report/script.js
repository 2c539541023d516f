
"use strict";
// Filters, folds and steps through what is already on the page; without it everything is there to read.
(() => {
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const calm = matchMedia("(prefers-reduced-motion: reduce)");

  // Filters: a form names its list; its controls are compared with the data of the rows.
  const wanted = (form) => {
    const data = new FormData(form);
    const choices = all("select", form).filter((one) => one.value).map((one) => [one.name, [one.value]]);
    if (form.elements.severity) choices.push(["severity", data.getAll("severity")]);
    return { text: (data.get("text") || "").trim().toLowerCase(), choices, fold: data.has("fold") };
  };
  const fits = (row, { text, choices }) =>
    choices.every(([name, values]) => values.includes(row.dataset[name])) &&
    (!text || row.textContent.toLowerCase().includes(text));

  const fold = (list, folded) => {
    let gap = false;
    for (const line of all(".lines > li", list)) {
      line.hidden = folded && !line.querySelector(".finding:not([hidden])");
      line.classList.toggle("cut", folded && gap && !line.hidden);
      gap = line.hidden;
    }
  };
  const apply = (form) => {
    const list = document.getElementById(form.dataset.for);
    const rows = all("[data-row]", list);
    const request = wanted(form);
    let shown = 0;
    for (const row of rows) {
      row.hidden = !fits(row, request);
      shown += row.hidden ? 0 : 1;
    }
    if (form.elements.fold) fold(list, request.fold);
    form.querySelector("output").textContent = form.dataset.said.replace("{shown}", shown).replace("{all}", rows.length);
  };
  for (const form of all(".filters")) {
    form.hidden = false;
    form.addEventListener("input", () => apply(form));
    form.addEventListener("reset", () => setTimeout(() => apply(form)));
    form.addEventListener("submit", (event) => event.preventDefault());
    apply(form);
  }

  // Steps from finding to finding, from where the reader is; the focus stays on the button, and the finding is said.
  let current = null;
  const seen = (one) => {
    const { top, bottom } = one.getBoundingClientRect();
    return bottom > 0 && top < innerHeight;
  };
  const next = (notes, by) => {
    if (notes.includes(current) && seen(current)) return notes.indexOf(current) + by;
    const below = notes.findIndex((one) => one.getBoundingClientRect().top > innerHeight / 2);
    return (below < 0 ? notes.length : below) - (by > 0 ? 0 : 1);
  };
  const step = (by) => {
    const notes = all("#texts .finding:not([hidden])");
    if (!notes.length) return;
    const at = (next(notes, by) + notes.length) % notes.length;
    current?.classList.remove("current");
    current = notes[at];
    current.classList.add("current");
    current.scrollIntoView({ block: "center", behavior: calm.matches ? "auto" : "smooth" });
    const said = current.querySelector(".said").textContent.trim();
    document.querySelector("[data-for=texts] output").textContent = `${at + 1}/${notes.length} ${said}`;
  };
  for (const button of all("[data-step]")) button.addEventListener("click", () => step(Number(button.dataset.step)));

  // Whoever follows a link to something folded or filtered away gets to see it.
  const reveal = () => {
    const target = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (!target) return;
    const hidden = target.closest("[hidden]");
    const form = hidden && all(".filters").find((one) => document.getElementById(one.dataset.for).contains(target));
    if (form) form.reset();
    for (let one = target; one; one = one.parentElement) if (one.localName === "details") one.open = true;
    if (form || target.localName === "details") setTimeout(() => target.scrollIntoView());
  };
  addEventListener("hashchange", reveal);
  reveal();

  // Folding, and paper shows what is folded.
  for (const tools of all(".tools")) tools.hidden = false;
  for (const button of all("[data-open]")) {
    const words = [button.textContent, button.dataset.other];
    button.addEventListener("click", () => {
      const open = button.getAttribute("aria-pressed") !== "true";
      for (const one of all("details", document.getElementById(button.dataset.open))) one.open = open;
      button.setAttribute("aria-pressed", String(open));
      button.textContent = words[Number(open)];
    });
  }
  let closed = [];
  addEventListener("beforeprint", () => {
    closed = all("details:not([open])");
    for (const one of closed) one.open = true;
  });
  addEventListener("afterprint", () => {
    for (const one of closed) one.open = false;
  });

  // The diagram: larger, smaller, and what a table is tied to.
  const diagram = document.getElementById("er");
  if (diagram) {
    const [width, height] = [diagram.width.baseVal.value, diagram.height.baseVal.value];
    let scale = 1;
    const zoom = (by) => {
      const room = diagram.parentElement.clientWidth;
      scale = by ? Math.min(3, Math.max(0.1, scale * by)) : Math.min(1, room / width);
      diagram.setAttribute("width", Math.round(width * scale));
      diagram.setAttribute("height", Math.round(height * scale));
    };
    for (const button of all("[data-zoom]")) button.addEventListener("click", () => zoom(Number(button.dataset.zoom)));
    if (diagram.parentElement.clientWidth > 0.7 * width) zoom(0);
    else diagram.parentElement.scrollTop = diagram.querySelector(".box").transform.baseVal[0].matrix.f - 200;
    const wires = all(".wires > g", diagram);
    const boxes = all(".box", diagram);
    const trace = (table) => {
      const near = new Set([table]);
      for (const wire of wires) {
        const lit = wire.dataset.from === table || wire.dataset.to === table;
        wire.classList.toggle("lit", lit);
        if (lit) near.add(wire.dataset.from).add(wire.dataset.to);
      }
      for (const box of boxes) box.classList.toggle("lit", near.has(box.dataset.table));
      diagram.classList.toggle("tracing", Boolean(table));
    };
    for (const box of boxes) {
      box.addEventListener("pointerenter", () => trace(box.dataset.table));
      box.addEventListener("pointerleave", () => trace(""));
    }
  }

  // The contents show where the reader is.
  const links = new Map(all(".contents a").map((link) => [link.hash.slice(1), link]));
  const watcher = new IntersectionObserver(
    (entries) => {
      for (const entry of entries) {
        if (!entry.isIntersecting) continue;
        for (const [name, link] of links) {
          if (name === entry.target.getAttribute("aria-labelledby")) link.setAttribute("aria-current", "true");
          else link.removeAttribute("aria-current");
        }
      }
    },
    { rootMargin: "-20% 0px -75% 0px" },
  );
  for (const section of all("main > section")) watcher.observe(section);
})();
