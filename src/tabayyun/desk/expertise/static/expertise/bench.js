// The bench from the keyboard. Without this file everything is there.

const typing = (target) => target.closest("input:not([type=range], [type=checkbox], [type=file]), textarea, select, [contenteditable]");

const stops = () => [...document.querySelectorAll("[data-stop], .finding")];
const current = () => document.activeElement?.closest?.("[data-stop], .finding");

function go(step) {
  const all = stops();
  const at = all.indexOf(current());
  const next = all[at < 0 ? 0 : Math.min(Math.max(at + step, 0), all.length - 1)];
  if (!next) return;
  next.tabIndex = -1;
  next.focus();
  next.scrollIntoView({ block: "nearest" });
}

function press(key) {
  const within = current()?.querySelector(`[data-key="${key}"]`);
  const found = within ?? document.querySelector(`[data-key="${key}"]`);
  if (!found) return;
  found.click();
  const fold = found.closest("details");
  if (fold?.open) fold.querySelector("input:not([type=hidden]), select, textarea")?.focus();
}

const list = document.getElementById("keys");
const shown = document.getElementById("keys-button");
shown.hidden = false;
shown.addEventListener("click", () => list.showModal());

const keys = { j: () => go(1), k: () => go(-1), "?": () => list.showModal() };

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target) || list.open) return;
  if (!(event.key in keys) && !"vxeau".includes(event.key)) return;
  event.preventDefault();
  (keys[event.key] ?? (() => press(event.key)))();
});
