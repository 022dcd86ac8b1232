// Asks for the figures again every few seconds. Without this file the page is reloaded by hand.
"use strict";

const figures = document.querySelector("[data-live]");

async function refresh() {
  if (document.hidden) return;
  const answer = await fetch(figures.dataset.live, { redirect: "manual" });
  if (answer.ok) figures.innerHTML = await answer.text();
}

setInterval(() => refresh().catch(() => {}), 4000);
