// Counts down to the targets and keeps «I am on this» alive. The page reads the same without it.
"use strict";

const twoDigits = (value) => String(value).padStart(2, "0");

function figure(seconds) {
  const hours = Math.floor(seconds / 3600);
  const rest = twoDigits(Math.floor((seconds % 3600) / 60)) + ":" + twoDigits(seconds % 60);
  return hours ? hours + ":" + rest : rest;
}

function tick() {
  for (const clock of document.querySelectorAll("[data-due]")) {
    const left = Math.round((Date.parse(clock.dataset.due) - Date.now()) / 1000);
    clock.querySelector("[data-figure]").textContent = figure(Math.abs(left));
    clock.querySelector("[data-left]").hidden = left < 0;
    clock.querySelector("[data-over]").hidden = left >= 0;
    clock.classList.toggle("clock-missed", left < 0);
  }
}

async function renew(form) {
  if (document.hidden) return;
  const answer = await fetch(form.dataset.renew, { method: "POST", body: new FormData(form) });
  if (answer.status === 409) location.reload();
}

tick();
setInterval(tick, 1000);
for (const form of document.querySelectorAll("[data-renew]")) {
  setInterval(() => renew(form).catch(() => {}), 4 * 60 * 1000);
}
