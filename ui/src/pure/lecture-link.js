/* A lecture in the fragment of an address: JSON, deflated where the browser can, in letters that every program passes on.
   `1z.<sum>.<data>` is the form 1, deflated; `1j.` is the same as it stands. What is cut or changed on its way is read as far as it goes. */

const FORM = "1";
const CODED = /^(\w+?)([zj])\.([\w-]{1,8})\.([\w-]*)/;

/** @typedef {"cut" | "changed" | "form" | "old" | "none"} Fault */

/** @param {Uint8Array} bytes */
function toLetters(bytes) {
  let signs = "";
  for (const byte of bytes) signs += String.fromCharCode(byte);
  return btoa(signs).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
}

/** @param {string} letters one that is left over at the end stands for no byte */
function toBytes(letters) {
  const whole = letters.length % 4 === 1 ? letters.slice(0, -1) : letters;
  const signs = atob(whole.replaceAll("-", "+").replaceAll("_", "/"));
  return Uint8Array.from(signs, (sign) => sign.charCodeAt(0));
}

/**
 * A short sum of a text (FNV-1a), by which a link that was changed is known.
 * @param {string} text
 */
export function sumOf(text) {
  let sum = 0x811c9dc5;
  for (let i = 0; i < text.length; i += 1) sum = Math.imul(sum ^ text.charCodeAt(i), 0x01000193);
  return (sum >>> 0).toString(36);
}

/**
 * All that comes out of a stream; what came before it broke is kept.
 * @param {ReadableStream<Uint8Array>} stream
 */
async function drained(stream) {
  /** @type {number[]} */
  const out = [];
  const reader = stream.getReader();
  try {
    for (let part = await reader.read(); !part.done; part = await reader.read()) out.push(...part.value);
    return { bytes: Uint8Array.from(out), whole: true };
  } catch {
    return { bytes: Uint8Array.from(out), whole: false };
  }
}

/**
 * Send bytes through a stream, a few at a time, so that what can be read is out before the end is missed.
 * @param {Uint8Array} bytes
 * @param {GenericTransformStream} through
 * @param {number} [step]
 */
async function streamed(bytes, through, step = bytes.length) {
  const done = drained(through.readable);
  const writer = through.writable.getWriter();
  try {
    for (let at = 0; at < bytes.length; at += step) await writer.write(bytes.subarray(at, at + step));
    await writer.close();
  } catch {
    /* the reader knows */
  }
  return done;
}

/**
 * @param {unknown} lecture
 * @param {boolean} [deflate]
 */
export async function encode(lecture, deflate = typeof CompressionStream === "function") {
  const text = JSON.stringify(lecture);
  if (!deflate) return plain(lecture);
  const { bytes } = await streamed(new TextEncoder().encode(text), new CompressionStream("deflate-raw"));
  return FORM + "z." + sumOf(text) + "." + toLetters(bytes);
}

/**
 * The same at once, without waiting for a stream: when the page is left.
 * @param {unknown} lecture
 */
export function plain(lecture) {
  const text = JSON.stringify(lecture);
  return FORM + "j." + sumOf(text) + "." + toLetters(new TextEncoder().encode(text));
}

/**
 * Read what `encode` wrote.
 * @param {string} code
 * @returns {Promise<{lecture: any, fault: Fault | ""}>} what could be read, and what is wrong with it
 */
export async function decode(code) {
  const [, form, how, sum, letters] = CODED.exec(code) || [];
  if (!form) return { lecture: null, fault: "none" };
  if (form !== FORM) return { lecture: null, fault: "form" };
  if (how === "z" && typeof DecompressionStream !== "function") return { lecture: null, fault: "old" };
  const bytes = toBytes(letters);
  const read =
    how === "z" ? await streamed(bytes, new DecompressionStream("deflate-raw"), 64) : { bytes, whole: true };
  const text = new TextDecoder().decode(read.bytes).replace(/\ufffd+$/, "");
  try {
    return { lecture: JSON.parse(text), fault: sumOf(text) === sum ? "" : "changed" };
  } catch {
    const lecture = mended(text);
    return { lecture, fault: lecture === null ? "none" : "cut" };
  }
}

/**
 * JSON whose end is missing, closed where it breaks off: what was typed up to there is kept.
 * @param {string} text
 * @returns {any} nothing if no value can be made of it
 */
export function mended(text) {
  // From the last sign back: the first place at which the text can be closed.
  for (let end = text.length; end > 0; end -= 1) {
    try {
      return JSON.parse(text.slice(0, end) + closing(text.slice(0, end)));
    } catch {
      if (text.length - end > 400) return null;
    }
  }
  return null;
}

/** @param {string} text */
function closing(text) {
  /** @type {string[]} */
  const open = [];
  let quoted = false;
  for (let i = 0; i < text.length; i += 1) {
    const sign = text[i];
    if (quoted) {
      if (sign === "\\") i += 1;
      else if (sign === '"') quoted = false;
    } else if (sign === '"') quoted = true;
    else if (sign === "{" || sign === "[") open.push(sign === "{" ? "}" : "]");
    else if (sign === "}" || sign === "]") open.pop();
  }
  return (quoted ? '"' : "") + open.reverse().join("");
}
