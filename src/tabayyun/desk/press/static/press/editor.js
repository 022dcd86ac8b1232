// The editor by keyboard: Ctrl+S saves, Ctrl+Enter saves and submits; leaving with unsaved words asks first.
const form = document.querySelector("[data-editor]");
const status = form.querySelector("[data-status]");
let unsaved = form.closest("main").querySelector(".alert-danger") !== null;

const send = (button) => { unsaved = false; form.requestSubmit(button); };

form.addEventListener("input", () => { unsaved = true; status.textContent = form.dataset.unsaved; });
form.addEventListener("submit", () => { unsaved = false; });
document.addEventListener("keydown", (event) => {
  if (!(event.ctrlKey || event.metaKey)) return;
  const key = event.key.toLowerCase();
  if (key === "s") { event.preventDefault(); send(form.querySelector("[value=save]")); }
  if (key === "enter") { event.preventDefault(); send(form.querySelector("[data-submit]")); }
});
window.addEventListener("beforeunload", (event) => { if (unsaved) event.preventDefault(); });
