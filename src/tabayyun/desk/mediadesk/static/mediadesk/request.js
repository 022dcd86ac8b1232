// Keeps «I am on this» alive while the page is looked at. The page reads the same without it.
"use strict";

async function renew(form) {
  if (document.hidden) return;
  const answer = await fetch(form.dataset.renew, { method: "POST", body: new FormData(form) });
  if (answer.status === 409) location.reload();
}

for (const form of document.querySelectorAll("[data-renew]")) {
  setInterval(() => renew(form).catch(() => {}), 4 * 60 * 1000);
}
