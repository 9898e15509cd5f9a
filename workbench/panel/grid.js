// A table of which only one page is here. Keys follow the ARIA grid pattern: one cell takes the focus, arrows move it.

const MOVES = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
};

function element(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...children);
  return made;
}

function render({ model, el }) {
  const id = `wb-grid-${Math.random().toString(36).slice(2)}`;
  const search = element("input", { type: "search", id: `${id}-search`, class: "wb-search" });
  const searchLabel = element("label", { for: `${id}-search` });
  const states = element("select", { id: `${id}-state` });
  const statesLabel = element("label", { for: `${id}-state` });
  const stateBox = element("span", { class: "wb-tool" }, statesLabel, states);
  const count = element("span", { class: "wb-count", role: "status", "aria-live": "polite" });
  const tools = element(
    "div",
    { class: "wb-tools" },
    element("span", { class: "wb-tool" }, searchLabel, search),
    stateBox,
    count,
  );
  const head = element("thead");
  const body = element("tbody");
  const table = element("table", { role: "grid", class: "wb-table" }, head, body);
  const scroller = element("div", { class: "wb-scroller" }, table);
  const pageWords = element("span", { class: "wb-page" });
  const turns = ["first", "previous", "next", "last"].map((name) => {
    const signs = { first: "«", previous: "‹", next: "›", last: "»" };
    const button = element("button", { type: "button", class: `wb-turn wb-${name}` }, signs[name]);
    button.addEventListener("click", () => turn(name));
    return [name, button];
  });
  const keys = element("span", { class: "wb-keys", id: `${id}-keys` });
  const pager = element(
    "div",
    { class: "wb-pager" },
    turns[0][1],
    turns[1][1],
    pageWords,
    turns[2][1],
    turns[3][1],
    keys,
  );
  table.setAttribute("aria-describedby", keys.id);
  el.classList.add("wb-grid");
  el.append(tools, scroller, pager);

  let row = 0; // -1 is the head
  let column = 0;

  function ask(change) {
    model.set("query", { ...model.get("query"), ...change });
    model.save_changes();
  }

  function turn(name) {
    const { page, pages } = model.get("place");
    const to = { first: 0, previous: page - 1, next: page + 1, last: pages - 1 }[name];
    if (to >= 0 && to < pages && to !== page) ask({ page: to });
  }

  function sortBy(key) {
    const now = model.get("query");
    if (now.sort !== key) ask({ sort: key, descending: false, page: 0 });
    else if (!now.descending) ask({ descending: true, page: 0 });
    else ask({ sort: null, descending: false, page: 0 });
  }

  function cellAt(r, c) {
    return table.querySelector(`[data-r="${r}"][data-c="${c}"]`);
  }

  function focusCell(r, c, take = true) {
    const rows = model.get("rows").length;
    row = rows ? Math.max(-1, Math.min(r, rows - 1)) : r;
    column = Math.max(0, Math.min(c, model.get("columns").length - 1));
    for (const other of table.querySelectorAll('[tabindex="0"]')) other.tabIndex = -1;
    const cell = cellAt(row, column);
    if (!cell) return;
    cell.tabIndex = 0;
    if (take) {
      cell.focus({ preventScroll: true });
      cell.scrollIntoView({ block: "nearest", inline: "nearest" });
    }
  }

  function drawHead() {
    const { sort, descending } = model.get("query");
    const line = element("tr", { role: "row" });
    model.get("columns").forEach(({ key, heading, kind }, at) => {
      const sorted = sort === key ? (descending ? "descending" : "ascending") : "none";
      const mark = { ascending: " ▲", descending: " ▼", none: "" }[sorted];
      const cell = element(
        "th",
        { role: "columnheader", scope: "col", "aria-sort": sorted, class: `wb-k-${kind} wb-c-${key}`, tabindex: "-1" },
        heading + mark,
      );
      cell.dataset.r = -1;
      cell.dataset.c = at;
      cell.addEventListener("click", () => sortBy(key));
      line.append(cell);
    });
    head.replaceChildren(line);
  }

  function drawBody() {
    const columns = model.get("columns");
    const codes = model.get("states_shown");
    const colours = model.get("colours");
    const lines = model.get("rows").map((texts, r) => {
      const line = element("tr", { role: "row" });
      texts.forEach((text, c) => {
        const { key, kind } = columns[c] ?? { key: "", kind: "text" };
        const cell = element("td", { role: "gridcell", class: `wb-k-${kind} wb-c-${key}`, tabindex: "-1", title: text });
        cell.dataset.r = r;
        cell.dataset.c = c;
        if (kind === "link" && /^https?:\/\//.test(text)) {
          const link = { href: text, target: "_blank", rel: "noopener noreferrer", tabindex: "-1" };
          cell.append(element("a", link, text.replace(/^https?:\/\//, "")));
        } else if (kind === "state" && text) {
          const chip = element("span", { class: "wb-chip" }, text);
          const [pale, ink] = colours[codes[r]] ?? ["transparent", "inherit"];
          chip.style.background = pale;
          chip.style.color = ink;
          cell.append(chip);
        } else {
          cell.textContent = text;
        }
        line.append(cell);
      });
      return line;
    });
    body.replaceChildren(...lines);
  }

  function draw() {
    const labels = model.get("labels");
    const query = model.get("query");
    const { page, pages, words, page_words } = model.get("place");
    const had = table.contains(document.activeElement);
    searchLabel.textContent = labels.search ?? "";
    statesLabel.textContent = labels.state ?? "";
    table.setAttribute("aria-label", labels.title ?? "");
    keys.textContent = labels.keys ?? "";
    count.textContent = words ?? "";
    pageWords.textContent = page_words ?? "";
    if (document.activeElement !== search) search.value = query.text ?? "";
    const choices = model.get("choices");
    stateBox.hidden = choices.length === 0;
    states.replaceChildren(
      element("option", { value: "" }, labels.all ?? ""),
      ...choices.map(([code, text]) => element("option", { value: code }, text)),
    );
    states.value = query.state ?? "";
    for (const [name, button] of turns) {
      button.setAttribute("aria-label", labels[name] ?? "");
      button.title = labels[name] ?? "";
      button.disabled = name === "first" || name === "previous" ? page === 0 : page >= pages - 1;
    }
    // Nothing to turn or to search in what is seen at a glance.
    pager.hidden = pages <= 1;
    tools.hidden = pages <= 1 && choices.length === 0 && !query.text;
    drawHead();
    drawBody();
    focusCell(row, column, had);
  }

  table.addEventListener("keydown", (event) => {
    if (event.isComposing || event.altKey) return;
    const columns = model.get("columns").length;
    const rows = model.get("rows").length;
    if (MOVES[event.key]) {
      const [down, right] = MOVES[event.key];
      focusCell(row + down, column + right);
    } else if (event.key === "Home") focusCell(event.ctrlKey ? 0 : row, 0);
    else if (event.key === "End") focusCell(event.ctrlKey ? rows - 1 : row, columns - 1);
    else if (event.key === "PageDown") turn("next");
    else if (event.key === "PageUp") turn("previous");
    else if (event.key === "Enter" || event.key === " ") {
      if (row === -1) sortBy(model.get("columns")[column].key);
      else cellAt(row, column)?.querySelector("a")?.click();
    } else return;
    // JupyterLab has meanings of its own for these keys.
    event.preventDefault();
    event.stopPropagation();
  });
  table.addEventListener("focusin", (event) => {
    const cell = event.target.closest?.("[data-r]");
    if (cell) focusCell(Number(cell.dataset.r), Number(cell.dataset.c), false);
  });
  search.addEventListener("input", (event) => {
    if (!event.isComposing) ask({ text: search.value, page: 0 });
  });
  search.addEventListener("compositionend", () => ask({ text: search.value, page: 0 }));
  search.addEventListener("keydown", (event) => event.stopPropagation());
  states.addEventListener("change", () => ask({ state: states.value || null, page: 0 }));

  let waiting = false;
  function drawSoon() {
    // Several traits change together: one drawing is enough.
    if (waiting) return;
    waiting = true;
    queueMicrotask(() => {
      waiting = false;
      draw();
    });
  }
  const watched = ["columns", "rows", "place", "labels", "choices", "query"].map((name) => `change:${name}`);
  for (const change of watched) model.on(change, drawSoon);
  draw();
  return () => {
    for (const change of watched) model.off(change, drawSoon);
  };
}

export default { render };
