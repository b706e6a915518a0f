// A registration's code, as codes.py makes it: FB, the registration's id, the signature; checked here without network.

const SIGNED = /^FB([0-9A-HJKMNP-TV-Z]{26})([A-Z2-7]{103})$/;
const SHORT = /^\d{1,7}[A-Z]{3}$/;

export const plain = (text) => text.toUpperCase().replace(/[^0-9A-Z]/g, "");
export const isSigned = (text) => SIGNED.test(plain(text));
export const isShort = (text) => SHORT.test(plain(text));

/** The registration's id, where this event's key has signed it; null otherwise. Where the browser cannot check (it
    does so only over https), an id that is on the list is believed. */
export async function verified(text, key, event, people) {
  const [, code, signature] = SIGNED.exec(plain(text)) ?? [];
  if (!code) return null;
  const id = code.toLowerCase();
  if (!crypto.subtle || !key) return people.has(id) ? id : null;
  const algorithm = { name: "ECDSA", namedCurve: "P-256", hash: "SHA-256" };
  const point = Uint8Array.from(atob(key.replace(/-/g, "+").replace(/_/g, "/")), (letter) => letter.charCodeAt(0));
  const ours = await crypto.subtle.importKey("raw", point, algorithm, false, ["verify"]);
  const said = new TextEncoder().encode(`forebild door\n${event}\n${id}`);
  return (await crypto.subtle.verify(algorithm, ours, base32(signature), said)) ? id : null;
}

function base32(text) {
  const bytes = [];
  let bits = 0;
  let value = 0;
  for (const letter of text) {
    value = (value << 5) | "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".indexOf(letter);
    bits += 5;
    if (bits >= 8) { bits -= 8; bytes.push((value >> bits) & 255); value &= (1 << bits) - 1; }
  }
  return Uint8Array.from(bytes);
}
