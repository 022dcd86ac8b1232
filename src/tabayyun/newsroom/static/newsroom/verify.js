/* Verifies Tabayyun statements in the reader's browser: no library, no network, nothing sent anywhere.
   The formats are those of docs/reference/verification.md; the findings have the names that
   `tabayyun verify` gives them. Works as a plain script, so that a page saved to disk can hold it. */
(() => {
  "use strict";

  class Failure extends Error {
    constructor(reason, detail) { super(detail); this.reason = reason; }
  }
  const fail = (reason, detail) => { throw new Failure(reason, detail); };
  const orMalformed = (value, detail) => value ?? fail("malformed", detail);

  /* Bytes */
  const utf8 = (text) => new TextEncoder().encode(text);
  const hex = (bytes) => [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  const same = (one, other) => hex(one) === hex(other);
  const sha256 = async (...parts) =>
    new Uint8Array(await crypto.subtle.digest("SHA-256", new Uint8Array(await new Blob(parts).arrayBuffer())));

  function base64(text) {
    try {
      return Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (c) => c.charCodeAt(0));
    } catch {
      return fail("malformed", "not base64");
    }
  }

  function json(bytes) {
    try {
      return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
    } catch {
      return fail("malformed", "not JSON");
    }
  }

  /* Text: the canonical form, as tabayyun.engine.signing.text has it */
  const UNSEEN = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;
  const SPACE = /[\t\n \u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+/g;
  const REORDERING = /[\u202a-\u202e\u2066-\u2069]/;
  const canonical = (part) => part.replace(UNSEEN, "").normalize("NFC").replace(SPACE, " ").replace(/^ | $/g, "");

  function canonicalText({ title, body, claim = "", verdict = "", checked = [] }) {
    const parts = [["title", title], ["body", body]];
    if (canonical(claim)) parts.push(["claim", claim]);
    if (canonical(verdict)) parts.push(["verdict", verdict]);
    for (const sentence of checked) parts.push(["checked", sentence]);
    return parts.map(([label, part]) => `${label}: ${canonical(part)}\n`).join("");
  }

  /* Keys: a JWK Set to [{kid, raw, key}] */
  async function readKeys(jwks) {
    const ours = (jwks?.keys ?? [jwks]).filter((jwk) => jwk?.crv === "Ed25519" && typeof jwk.x === "string");
    return Promise.all(ours.map(async ({ x }) => {
      const raw = base64(x);
      const name = await sha256(utf8(`{"crv":"Ed25519","kty":"OKP","x":"${x}"}`));
      const kid = btoa(String.fromCharCode(...name)).replace(/\+/g, "-").replace(/\//g, "_").replace(/=/g, "");
      return { kid, raw, key: await crypto.subtle.importKey("raw", raw, "Ed25519", true, ["verify"]) };
    }));
  }

  const signedBy = (key, signature, data) => crypto.subtle.verify("Ed25519", key.key, signature, data);

  /* The signature: a compact JWS */
  async function checkToken(token, keys) {
    const parts = token.trim().split(".");
    if (parts.length !== 3) fail("malformed", "not a compact JWS");
    const header = json(base64(parts[0]));
    if (header?.alg !== "Ed25519" || "crit" in header) fail("malformed", "not signed by Ed25519");
    const key = keys.find(({ kid }) => kid === header.kid);
    if (!key) fail("unknown_key", String(header.kid));
    const genuine = await signedBy(key, base64(parts[2]), utf8(`${parts[0]}.${parts[1]}`));
    if (!genuine) fail("forged_signature", key.kid);
    return { ...json(base64(parts[1])), kid: key.kid };
  }

  /* The log: signed notes and RFC 6962 proofs */
  function readNote(text) {
    const cut = text.lastIndexOf("\n\n");
    const lines = text.slice(0, cut).split("\n");
    const signatures = text.slice(cut + 2).split("\n").filter(Boolean);
    if (cut < 0 || lines.length < 3 || !/^(0|[1-9][0-9]{0,14})$/.test(lines[1])) fail("malformed", "not a checkpoint");
    const read = signatures.map((line) => {
      const [, name, data] = orMalformed(/^— ([^\s+]+) (\S+)$/.exec(line), "not a signature line");
      return { name, bytes: base64(data) };
    });
    return { origin: lines[0], size: Number(lines[1]), root: base64(lines[2]), signed: utf8(text.slice(0, cut + 1)), read };
  }

  async function checkNote(text, keys) {
    const note = readNote(text);
    let known = false;
    for (const { name, bytes } of note.read) {
      for (const key of keys) {
        const id = await sha256(utf8(`${name}\n`), new Uint8Array([1]), key.raw);
        if (!same(id.slice(0, 4), bytes.slice(0, 4))) continue;
        known = true;
        if (!(await signedBy(key, bytes.slice(4), note.signed))) fail("forged_signature", "checkpoint");
      }
    }
    return known ? note : fail("unknown_key", "checkpoint");
  }

  async function rootFrom(leaf, index, size, proof) {
    let place = index, last = size - 1, merged = leaf;
    const node = (left, right) => sha256(new Uint8Array([1]), left, right);
    for (const sibling of proof) {
      if (last === 0) return null;
      if (place % 2 || place === last) {
        merged = await node(sibling, merged);
        while (place % 2 === 0 && place) { place = Math.floor(place / 2); last = Math.floor(last / 2); }
      } else merged = await node(merged, sibling);
      place = Math.floor(place / 2); last = Math.floor(last / 2);
    }
    return last === 0 ? merged : null;
  }

  async function checkLog(bundle, keys) {
    const { index, size, proof, checkpoint } = orMalformed(bundle.log, "no log");
    if (![index, size].every((n) => Number.isSafeInteger(n) && n >= 0)) fail("malformed", "no place in the log");
    if (!Array.isArray(proof) || typeof checkpoint !== "string") fail("malformed", "no proof");
    const note = await checkNote(checkpoint, keys);
    if (Math.max(index + 1, size) > note.size) fail("truncated_log", `${index + 1}, ${size} > ${note.size}`);
    const leaf = await sha256(new Uint8Array([0]), utf8(bundle.jws));
    const root = await rootFrom(leaf, index, size, proof.map((step) => base64(String(step))));
    if (size !== note.size || !root || !same(root, note.root)) fail("inconsistent_log", `entry ${index}`);
    return note;
  }

  /* A checkpoint that the reader kept, against the one in the file */
  async function checkKept(kept, note, keys) {
    const old = await checkNote(`${kept.trim().replace(/\r/g, "")}\n`, keys);
    if (old.origin !== note.origin) fail("inconsistent_log", `${old.origin}, ${note.origin}`);
    if (old.size > note.size) throw Object.assign(new Failure("truncated_log", `${old.size} > ${note.size}`), { caveats: ["kept_is_newer"] });
    if (old.size === note.size && !same(old.root, note.root)) fail("inconsistent_log", "two roots");
    return old.size < note.size ? ["growth_not_proved"] : [];
  }

  const texts = (bundle) => ["title", "body", "claim", "verdict"].every((name) => typeof (bundle[name] ?? "") === "string")
    && Array.isArray(bundle.checked ?? []) && (bundle.checked ?? []).every((line) => typeof line === "string");

  /* The figures of a report's chapter, each against its signed line: tabayyun.engine.signing.figures */
  function figureLine({ key, value, unit, start, end, rows, root }) {
    const number = typeof value === "number" ? value.toFixed(4).replace(/\.?0+$/, "") : "-";
    return canonical(`${key} = ${number} ${unit} ${start}/${end} · ${rows} rows ${root}`);
  }

  function checkFigures({ figures, checked = [] }) {
    const lines = new Set(checked.map(canonical));
    const wrong = figures.filter((figure) => !lines.has(figureLine(figure ?? {}))).map((figure) => figure?.key);
    if (wrong.length || lines.size !== figures.length + 1) fail("altered_figures", wrong.join(", "));
  }

  async function checkBundle(bundle, { jwks = null, shown = null, kept = "" } = {}) {
    if (!bundle || (bundle.v ?? 1) !== 1 || typeof bundle.jws !== "string" || !texts(bundle)) fail("malformed", "not a bundle");
    const keys = await readKeys(jwks ?? bundle.keys);
    const claims = await checkToken(bundle.jws, keys);
    for (const text of shown ? [bundle, { ...bundle, ...shown }] : [bundle]) {
      if (!same(await sha256(utf8(canonicalText({ title: "", body: "", ...text }))), base64(claims.sha256 ?? ""))) fail("altered_text", claims.ref);
    }
    if (Array.isArray(bundle.figures)) checkFigures(bundle);
    if (shown && REORDERING.test(JSON.stringify(shown))) fail("altered_text", "order of reading");
    const note = await checkLog(bundle, keys);
    const grown = kept.trim() ? await checkKept(kept, note, keys) : [];
    return { valid: true, reason: "valid", claims, bundle, caveats: [...(jwks ? [] : ["own_key"]), ...grown] };
  }

  /* Pages: what the nodes with data-field show */
  const BREAKING = new Set(("ADDRESS ARTICLE BLOCKQUOTE BR DD DIV DL DT FIGURE H1 H2 H3 H4 H5 H6 HR LI OL P PRE SECTION "
    + "TABLE TD TR UL").split(" "));
  function words(node) {
    if (node.nodeType === 3) return node.data;
    const inside = [...node.childNodes].map(words).join("");
    return BREAKING.has(node.nodeName.toUpperCase()) ? `\n${inside}\n` : inside;
  }

  function readPage(page) {
    const articles = page.querySelectorAll("article[data-statement]");
    const block = page.getElementById("tabayyun-bundle");
    if (!block || articles.length !== 1) fail("malformed", "no statement page");
    const fields = (name) => [...articles[0].querySelectorAll(`[data-field="${name}"]`)];
    const shown = { checked: [...articles[0].querySelectorAll('[data-field="checked"] li')].map(words) };
    for (const name of ["title", "body", "claim"]) if (fields(name).length) shown[name] = fields(name).map(words).join("\n");
    if (fields("verdict").length) shown.verdict = fields("verdict").map((node) => node.dataset.value ?? "").join("\n");
    if (!("title" in shown && "body" in shown)) fail("malformed", "no text");
    return { bundle: json(utf8(block.textContent)), shown };
  }

  async function checkGiven(text, { jwks, kept = "" }) {
    const given = text.replace(/^\ufeff/, "").trim();
    if (given.startsWith("<")) {
      const { bundle, shown } = readPage(new DOMParser().parseFromString(given, "text/html"));
      return checkBundle(bundle, { jwks, shown, kept });
    }
    if (given.startsWith("{")) return checkBundle(json(utf8(given)), { jwks, kept });
    const claims = await checkToken(given, await readKeys(jwks));
    return { valid: true, reason: "valid", claims, caveats: ["text_not_given", "log_not_given"] };
  }

  async function ability() {
    if (!globalThis.crypto?.subtle) return "insecure";
    const point = Uint8Array.from([0x58, ...Array(31).fill(0x66)]).reverse(); // the base point: a key for certain
    return crypto.subtle.importKey("raw", point, "Ed25519", false, ["verify"]).then(() => "", () => "unsupported");
  }

  /** What a check found: {valid, reason, claims?, bundle?, caveats}. Never throws. */
  async function finding(check) {
    const missing = await ability();
    if (missing) return { valid: false, reason: missing, caveats: [] };
    try {
      return await check();
    } catch (error) {
      const { reason = "malformed", caveats = [] } = error instanceof Failure ? error : {};
      return { valid: false, reason, caveats, detail: error.message };
    }
  }

  /* Showing it. Everything is set as text: nothing that is verified can become markup. */
  function element(name, text, attributes = {}) {
    const made = Object.assign(document.createElement(name), { textContent: text });
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    return made;
  }

  function show(place, found, say, full) {
    const alone = found.valid && found.caveats.includes("text_not_given");
    const cautious = !found.valid || found.caveats.includes("own_key");
    place.replaceChildren(element("p", ""));
    place.firstChild.append(element("strong", say[alone ? "valid_signature" : found.reason] ?? found.reason));
    place.dataset.finding = found.reason;
    place.className = `notice ${found.valid ? (cautious ? "" : "notice-good") : "notice-grave"}`;
    for (const caveat of found.caveats) place.append(element("p", say[caveat] ?? caveat, { class: "small" }));
    if (found.valid) place.append(facts(found, say));
    if (found.valid && full && found.bundle) place.append(...signedText(found.bundle, say));
  }

  function facts({ claims, bundle }, say) {
    const list = element("dl", "", { class: "kv small" });
    const rows = [
      ["title", claims.title], ["reference", `${claims.ref} (${claims.lang}, ${claims.v})`], ["date", claims.date], ["issuer", claims.iss],
      ["verdict", bundle?.verdict && (say[`verdict_${bundle.verdict}`] ?? bundle.verdict)],
      ["entry", bundle && `${bundle.log.index + 1} ${say.of} ${bundle.log.size}`], ["key", claims.kid],
    ];
    for (const [label, value] of rows) {
      if (!value) continue;
      list.append(element("dt", say[label]), element("dd", ""));
      list.lastChild.append(element("bdi", value));
    }
    return list;
  }

  function signedText({ title, body, claim, checked = [] }, say) {
    const clean = (text) => text.replace(UNSEEN, "");
    const lines = [element("h2", say.signed_text), element("p", clean(title), { class: "strong", dir: "auto" })];
    if (claim) lines.push(element("p", `${say.claim}: ${clean(claim)}`, { dir: "auto" }));
    lines.push(...clean(body).split(/\n{2,}/).map((part) => element("p", part, { dir: "auto" })));
    if (checked.length) lines.push(element("p", say.checked), element("ul", ""));
    for (const line of checked) lines.at(-1).append(element("li", clean(line), { dir: "auto" }));
    return lines;
  }

  const data = (id) => {
    const block = document.getElementById(id);
    return block ? JSON.parse(block.textContent) : null;
  };

  async function startPage(say) {
    const place = document.querySelector("article[data-statement] [data-verdict]");
    if (!place) return;
    const found = await finding(() => {
      const { bundle, shown } = readPage(document);
      return checkBundle(bundle, { shown });
    });
    show(place, found, say, false);
  }

  function startForm(say) {
    const form = document.querySelector("form[data-verifier]");
    const place = document.querySelector("[data-verdict]");
    if (!form || !place) return;
    const [given, file, kept] = ["given", "file", "kept"].map((name) => form.querySelector(`[data-input="${name}"]`));
    file.addEventListener("change", async () => { if (file.files[0]) given.value = await file.files[0].text(); });
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      place.hidden = false;
      show(place, await finding(() => checkGiven(given.value, { jwks: data("tabayyun-keys"), kept: kept?.value ?? "" })), say, true);
    });
    form.querySelector("button").disabled = false;
  }

  async function start() {
    const say = data("tabayyun-sentences") ?? {};
    startForm(say);
    await startPage(say);
    document.documentElement.dataset.verifier = "ready";
  }

  globalThis.tabayyunVerify = { canonicalText, checkBundle, checkGiven, finding, readPage };
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
  else start();
})();
