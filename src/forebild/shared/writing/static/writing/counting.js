// The twin of counting.py: the same count in the browser as on the server.
const LINE_BREAK = /\r\n?|[\v\f\x85\u2028\u2029]/g;
const UNPRINTABLE = /[\x00-\x08\x0e-\x1f\x7f-\x9f\ud800-\udfff]/gu;
const WHITE_SPACE = /[\t\n \u00a0\u1680\u2000-\u200a\u202f\u205f\u3000\ufeff]+/u;
const LETTER_OR_DIGIT = /[\p{L}\p{N}]/u;

export function normalise(text) {
  return text.replace(LINE_BREAK, "\n").replace(UNPRINTABLE, "").normalize("NFC");
}

export function countCharacters(text) {
  return [...normalise(text)].length;
}

export function countWords(text) {
  return normalise(text).split(WHITE_SPACE).filter((part) => LETTER_OR_DIGIT.test(part)).length;
}
