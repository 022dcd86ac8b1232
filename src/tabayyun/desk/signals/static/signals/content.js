// «Somebody is on this»: said when the page opens, every minute, and taken back when it is left.
(() => {
  "use strict";
  const form = document.getElementById("presence");
  if (!form) return;
  const body = () => {
    const data = new FormData(form);
    data.set("beat", "1");
    return data;
  };
  const beat = () => {
    if (document.visibilityState === "visible") fetch(form.action, { method: "POST", body: body() });
  };
  beat();
  setInterval(beat, 60_000);
  document.addEventListener("visibilitychange", beat);
  addEventListener("pagehide", () => navigator.sendBeacon(form.dataset.release, body()));
  const dismissal = document.getElementById("dismiss");
  if (dismissal && location.hash === "#dismiss") dismissal.open = true;
})();
