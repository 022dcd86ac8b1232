// The gate. Decides on this phone, from the list it keeps and the signature of the ticket; sends when it can.
import { readPhoto, watch } from "./camera.js";
import { openStore } from "./store.js";
import { digestOf, readKeys, readTicket, tidyCode } from "./ticket.js";

const gate = document.querySelector("[data-gate]");
const part = (name) => gate.querySelector(`[data-${name}]`);
const words = JSON.parse(document.getElementById("gate-words").textContent);
const edition = Number(gate.dataset.gate);
const EARLY = 30 * 60_000; // a ticket is shown as one for another time when it is used more than so early
const EVERY = 15_000;

const store = await openStore(edition);
const device = await store.device();
let list = await store.kept("list"), keys = list ? await readKeys(list.keys) : [];
let pending = null; // the ticket that waits for «let in»
let stopCamera = null;

const say = (sentence, values = {}) =>
  Object.entries(values).reduce((text, [name, value]) => text.replaceAll(`{${name}}`, value), sentence);
// The institution's clock, as the server reckons it: a phone's own idea of a time zone may be older or newer.
// Months as the country's papers name them.
const OFFSET = Number(gate.dataset.offset) * 60_000;
const tongue = document.documentElement.lang === "ar" ? "ar-MA" : document.documentElement.lang;
const local = (at, parts) =>
  new Date(new Date(at).getTime() + OFFSET).toLocaleString(tongue, { timeZone: "UTC", numberingSystem: "latn", hourCycle: "h23", hour: "2-digit", minute: "2-digit", ...parts });
const clock = (at) => local(at, {});

/* Deciding */

async function present(text) {
  const scanned = await readTicket(text, keys);
  if (!scanned) return typed(text);
  if (scanned.genuine === null) return typed(scanned.code);
  if (!scanned.genuine) return refuse(words.forged);
  if (scanned.edition !== edition) return refuse(words.other_edition);
  const digest = await digestOf(edition, scanned.code);
  const known = list?.tickets[digest];
  if (known && known.i > scanned.issue) return refuse(words.replaced);
  const current = known && known.i === scanned.issue ? known : null;
  return weigh(digest, {
    people: scanned.people, kind: scanned.kind, from: scanned.from,
    to: current ? new Date(list.slots[current.s].to) : null, ended: known?.x, listed: Boolean(current),
  });
}

async function typed(text) {
  const code = tidyCode(text), digest = await digestOf(edition, code), known = list?.tickets[digest];
  if (!/^[A-Z2-7]{8}$/.test(code)) return refuse(words.no_ticket);
  if (!known) return refuse(words.unknown);
  const slot = list.slots[known.s];
  return weigh(digest, {
    people: known.n, kind: known.k, from: new Date(slot.from), to: new Date(slot.to), ended: known.x, listed: true,
  });
}

async function weigh(digest, ticket) {
  const mark = await store.mark(digest);
  const used = mark?.at ?? list?.admitted[digest];
  if (used) return refuse(say(words.used, { time: clock(used) }));
  if (ticket.ended) return refuse(words.cancelled);
  const now = Date.now(), late = ticket.to ? now > ticket.to : false, early = now < ticket.from - EARLY;
  if (ticket.kind === "person" && !early && !late) return admit(digest, ticket.people);
  pending = { digest, ticket };
  ask(ticket, early || late);
}

async function admit(digest, people) {
  pending = null;
  if (!(await store.admit(digest, people))) return refuse(words.used_now);
  show("ok", words.admitted, say(words.people, { number: people }));
  await count();
  send();
}

/* Showing */

function show(tone, title, detail = "") {
  const result = part("result");
  result.className = `gate-result gate-${tone}`;
  result.querySelector("h2").textContent = title;
  result.querySelector("p").textContent = detail;
  part("confirm").hidden = true;
  result.hidden = false;
  navigator.vibrate?.(tone === "ok" ? 80 : [80, 80, 80]);
}

const refuse = (reason) => { pending = null; show("no", words.refused, reason); };

function ask(ticket, otherTime) {
  const when = local(ticket.from, { day: "numeric", month: "long" });
  const details = [words.kinds[ticket.kind], otherTime && say(words.other_time, { time: when }), !ticket.listed && words.not_listed];
  show(otherTime ? "warn" : "info", words.check, details.filter(Boolean).join(" · "));
  const confirm = part("confirm");
  confirm.elements.people.max = confirm.elements.people.value = ticket.people;
  confirm.hidden = false;
  confirm.elements.people.focus();
}

async function count() {
  const marks = await store.marks(), waiting = marks.filter((mark) => !mark.sent).length;
  part("people").textContent = marks.reduce((sum, mark) => sum + mark.n, 0);
  part("tickets").textContent = marks.length;
  part("waiting").textContent = waiting;
  part("unverified").hidden = keys !== null;
  part("network").textContent = navigator.onLine ? words.online : words.offline;
  part("network").className = navigator.onLine ? "chip chip-ok" : "chip chip-warn";
  part("list").textContent = list
    ? say(words.list, { number: Object.keys(list.tickets).length, time: clock(list.made) })
    : words.no_list;
}

/* Sending and fetching */

let busy = false;

async function send() {
  if (busy) return;
  busy = true;
  try {
    await Promise.race([exchange(), new Promise((_, late) => setTimeout(() => late(new Error("slow")), 20_000))]);
    part("login").hidden = true;
  } catch (error) {
    part("login").hidden = error.message !== "login";
  } finally {
    busy = false;
    await count();
  }
}

async function exchange() {
  const marks = (await store.marks()).filter((mark) => !mark.sent).slice(0, 500);
  if (marks.length) {
    const body = JSON.stringify({ device, marks: marks.map(({ d, at, n }) => ({ d, at, n })) });
    const headers = { "Content-Type": "application/json", "X-CSRFToken": cookie("csrftoken") };
    const answer = await ours(fetch(gate.dataset.admissions, { method: "POST", body, headers, redirect: "manual" }));
    const { known, unknown } = await answer.json();
    await store.sent([...known, ...unknown]);
  }
  const known = new URLSearchParams(list ? { version: list.version, after: list.last } : {});
  const answer = await ours(fetch(`${gate.dataset.source}?${known}`, { redirect: "manual" }));
  const fetched = await answer.json();
  const merged = { ...list, ...fetched, admitted: { ...list?.admitted, ...fetched.admitted } };
  const ready = await readKeys(merged.keys);
  await store.keep("list", merged);
  [list, keys] = [merged, ready];
}

async function ours(asked) {
  const answer = await asked;
  if (answer.type === "opaqueredirect" || answer.status === 403) throw new Error("login");
  if (!answer.ok) throw new Error(String(answer.status));
  return answer;
}

const cookie = (name) => document.cookie.split("; ").find((one) => one.startsWith(`${name}=`))?.slice(name.length + 1) ?? "";

/* The page */

part("code").addEventListener("submit", async (event) => {
  event.preventDefault();
  const field = event.target.elements.code;
  await present(field.value);
  field.value = "";
});
part("confirm").addEventListener("submit", async (event) => {
  event.preventDefault();
  if (pending) await admit(pending.digest, Math.max(1, Math.min(pending.ticket.people, Number(event.target.elements.people.value) || 1)));
});
part("photo").addEventListener("change", async (event) => {
  const [file] = event.target.files;
  event.target.value = "";
  if (!file) return;
  const text = await readPhoto(file).catch(() => null);
  await (text ? present(text) : refuse(words.no_code));
});
part("camera").addEventListener("click", async () => {
  if (stopCamera) {
    stopCamera();
    stopCamera = null;
  } else {
    let last = "", at = 0;
    stopCamera = await watch(part("video"), async (text) => {
      if (pending || (text === last && Date.now() - at < 5_000)) return;
      [last, at] = [text, Date.now()];
      await present(text);
    }).catch(() => { refuse(words.no_camera); return null; });
  }
  part("video").hidden = !stopCamera;
  part("camera").setAttribute("aria-pressed", String(Boolean(stopCamera)));
});
for (const event of ["online", "offline"]) addEventListener(event, () => { count(); send(); });

if ("serviceWorker" in navigator) {
  navigator.serviceWorker.register(gate.dataset.worker).then(async () => {
    const ready = await navigator.serviceWorker.ready;
    ready.active.postMessage({ keep: location.pathname });
  }).catch(() => {});
  navigator.serviceWorker.addEventListener("message", (event) => { part("kept").hidden = event.data !== "kept"; });
}
navigator.storage?.persist?.();
await count();
await send();
gate.dataset.ready = "yes";
setInterval(send, EVERY);
