// Tickets: the format of engine/signing/ticket.py, read and verified on this phone alone.

const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
const KINDS = ["person", "school", "group"];
const DOMAIN = new TextEncoder().encode("tabayyun ticket 1\n");
const SAID = 16; // bytes of the ticket; the signature follows

export const tidyCode = (typed) =>
  typed.toUpperCase().replace(/[\s·-]/g, "").replace(/0/g, "O").replace(/1/g, "I").replace(/8/g, "B");

export async function digestOf(edition, code) {
  const hash = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(`${edition}:${code}`));
  return [...new Uint8Array(hash)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

/* The keys as this browser holds them; null when it knows no Ed25519. */
export const readKeys = (keys) =>
  Promise.all(keys.map((x) => crypto.subtle.importKey("raw", base64url(x), "Ed25519", false, ["verify"]))).catch(
    (error) => { if (error.name === "NotSupportedError") return null; throw error; },
  );

/* What a scanned text says: null when it is no ticket; `genuine` is false when none of the keys signed it,
   null when this browser cannot tell. */
export async function readTicket(text, keys) {
  const found = /^T1\.([A-Z2-7]{128})$/.exec(text.trim());
  const bytes = found && base32(found[1]);
  if (!bytes || bytes[0] !== 1 || !KINDS[bytes[15]]) return null;
  const view = new DataView(bytes.buffer);
  return {
    edition: view.getUint16(1),
    code: encode32(bytes.slice(3, 8)),
    issue: bytes[8],
    from: new Date(view.getUint32(9) * 60_000),
    people: view.getUint16(13),
    kind: KINDS[bytes[15]],
    genuine: keys && (await isSigned(bytes, keys)),
  };
}

async function isSigned(bytes, keys) {
  const signed = new Uint8Array([...DOMAIN, ...bytes.slice(0, SAID)]);
  for (const key of keys) {
    if (await crypto.subtle.verify("Ed25519", key, bytes.slice(SAID), signed)) return true;
  }
  return false;
}

function base32(text) {
  const bytes = new Uint8Array((text.length * 5) / 8);
  let held = 0, bits = 0, at = 0;
  for (const letter of text) {
    held = ((held << 5) | ALPHABET.indexOf(letter)) & 0xfff;
    bits += 5;
    if (bits >= 8) { bits -= 8; bytes[at++] = (held >> bits) & 0xff; }
  }
  return bytes;
}

function encode32(bytes) {
  const bits = [...bytes].map((byte) => byte.toString(2).padStart(8, "0")).join("");
  return bits.match(/.{5}/g).map((five) => ALPHABET[parseInt(five, 2)]).join("");
}

const base64url = (text) =>
  Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (letter) => letter.charCodeAt(0));
