// The queue as it changes, and from the keyboard. Without this file the page works, and is reloaded.
(() => {
  "use strict";
  const byId = (id) => document.getElementById(id);
  const rows = () => byId("rows");
  const items = () => [...rows().children];

  // Live: the server tells the order of the first page and the rows in it that changed.
  const live = byId("live");
  const held = byId("held");
  let stream = null;
  let lost = 0;
  let waiting = null;

  const busy = () => rows().matches(":hover") || rows().contains(document.activeElement) || document.querySelector("dialog[open]");

  function listen() {
    stream?.close();
    const list = byId("list");
    if (!list?.dataset.live) { live.hidden = true; return; }
    const query = new URLSearchParams(location.search);
    query.set("after", list.dataset.revision);
    stream = new EventSource(`${list.dataset.live}?${query}`);
    stream.onopen = () => { clearTimeout(lost); show(true); };
    stream.onerror = () => { clearTimeout(lost); lost = setTimeout(show, 6000, false); };
    stream.addEventListener("rows", (event) => receive(JSON.parse(event.data)));
  }

  function show(on) {
    live.hidden = false;
    live.textContent = on ? live.dataset.on : live.dataset.off;
    live.className = on ? "chip chip-ok" : "chip chip-warn";
  }

  function receive({ order, rows: html }) {
    const fresh = parse(html);
    for (const [id, row] of fresh) {
      const old = byId(id);
      if (old) { replace(old, row); fresh.delete(id); }
    }
    waiting = { order: order.map((id) => `content-${id}`), fresh: new Map([...(waiting?.fresh ?? []), ...fresh]) };
    if (!busy()) { settle(); return; }
    // Rows do not move under somebody's finger: they wait until the pointer is elsewhere.
    const moved = waiting.order.join() !== items().map((row) => row.id).join();
    held.hidden = !moved;
    held.textContent = held.dataset.text;
  }

  function settle() {
    if (!waiting) return;
    const { order, fresh } = waiting;
    waiting = null;
    held.hidden = true;
    const wanted = order.map((id) => byId(id) ?? fresh.get(id));
    if (wanted.includes(undefined)) { reload(); return; }
    const kept = new Set(order);
    for (const row of items()) if (!kept.has(row.id)) row.remove();
    wanted.forEach((row, at) => {
      if (rows().children[at] === row) return;
      rows().insertBefore(row, rows().children[at] ?? null);
      if (fresh.has(row.id)) htmx.process(row);
    });
    if (wanted.length) byId("nothing")?.remove();
  }

  function parse(html) {
    const box = document.createElement("template");
    box.innerHTML = html;
    return new Map([...box.content.children].map((row) => [row.id, row]));
  }

  function replace(old, row) {
    const focused = old === document.activeElement;
    old.replaceWith(row);
    htmx.process(row);
    if (focused) row.focus();
  }

  const reload = () => htmx.ajax("GET", location.href, { target: "#list", swap: "outerHTML" });
  held.addEventListener("click", settle);
  document.addEventListener("pointerleave", () => setTimeout(() => busy() || settle(), 50));
  document.addEventListener("focusout", () => setTimeout(() => busy() || settle(), 50));
  document.addEventListener("pointermove", () => waiting && !busy() && settle(), { passive: true });
  document.body.addEventListener("htmx:afterSettle", (event) => event.target.id === "list" && (waiting = null, listen()));
  addEventListener("pagehide", () => stream?.close());
  addEventListener("pageshow", (event) => event.persisted && reload());

  // Dismissal: one dialog for all rows.
  const dismissal = byId("dismissal");
  let dismissed = "";
  document.addEventListener("click", (event) => {
    const link = event.target.closest("[data-action]");
    if (link && dismissal) {
      event.preventDefault();
      dismissed = link.dataset.action;
      dismissal.showModal();
    } else if (event.target.closest("[data-close]")) event.target.closest("dialog").close();
  });
  dismissal?.querySelector("form").addEventListener("submit", (event) => {
    event.preventDefault();
    const values = Object.fromEntries(new FormData(event.target, event.submitter));
    dismissal.close();
    event.target.reset();
    const headers = { "X-CSRFToken": values.csrfmiddlewaretoken };
    htmx.ajax("POST", dismissed, { target: "#list", swap: "outerHTML", values, headers });
  });

  // Keyboard.
  const help = byId("help");
  byId("help-button").hidden = false;
  byId("help-button").addEventListener("click", () => help.showModal());

  const current = () => document.activeElement?.closest?.(".item");
  function move(step) {
    const all = items();
    const at = all.indexOf(current());
    const row = all[at < 0 ? (step > 0 ? 0 : all.length - 1) : Math.min(Math.max(at + step, 0), all.length - 1)];
    row?.focus();
    row?.scrollIntoView({ block: "nearest" });
  }
  const act = (key) => current()?.querySelector(`[data-key="${key}"]`)?.click();
  const keys = {
    j: () => move(1), ArrowDown: () => move(1), k: () => move(-1), ArrowUp: () => move(-1),
    o: () => act("open"), c: () => act("case"), d: () => act("dismiss"), a: () => act("answer"),
    "?": () => help.showModal(),
    "/": () => { document.querySelector(".filter-box").open = true; byId("id_words").focus(); },
  };
  document.addEventListener("keydown", (event) => {
    const typing = event.target.closest("input, textarea, select, [contenteditable]");
    if (typing || event.ctrlKey || event.metaKey || event.altKey || document.querySelector("dialog[open]")) return;
    const arrow = event.key.startsWith("Arrow");
    if (!keys[event.key] || (arrow && !current())) return;
    event.preventDefault();
    keys[event.key]();
  });

  listen();
})();
