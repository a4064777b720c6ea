/**
 * Cuts long text into parts a platform accepts, counting in the platform's own unit.
 * It knows no platform and no mark-up: text is split plain, and escaped afterwards.
 */

/** Length of a text in Unicode code points, the unit Telegram counts in: "ế" (NFC) is 1, "😀" is 1. */
export function codePoints(text: string): number {
  let count = 0;
  for (let index = 0; index < text.length; index += 1, count += 1) {
    if ((text.codePointAt(index) ?? 0) > 0xffff) index += 1;
  }
  return count;
}

/** Length of a text in bytes of UTF-8: "ế" is 3. */
export function utf8Bytes(text: string): number {
  return Buffer.byteLength(text, 'utf8');
}

/**
 * Splits text into parts of at most `limit` units.
 * Cuts at the last blank line, else line break, else space that keeps a part at least a third full;
 * only a word longer than that is cut inside, and never inside a character with its combining marks.
 * White space at a cut is dropped, everything else is kept, in order.
 *
 * @param limit largest part, in what `measure` counts; at least 16.
 * @param measure length of a text; must grow with the text. Default: code points.
 * @returns the parts, none of them blank; an empty array for blank text.
 */
export function splitText(
  text: string,
  limit: number,
  measure: (text: string) => number = codePoints,
): string[] {
  const parts: string[] = [];
  let rest = text.trim();
  while (rest !== '') {
    const window = longestPrefix(rest, limit, measure);
    if (window === rest.length) {
      parts.push(rest);
      break;
    }
    const cut = cutAt(rest, window);
    const part = rest.slice(0, cut).trimEnd();
    if (part !== '') parts.push(part);
    rest = rest.slice(cut).trimStart();
  }
  return parts;
}

/** UTF-16 length of the longest prefix within the limit, at a code point boundary; never 0. */
function longestPrefix(text: string, limit: number, measure: (text: string) => number): number {
  // No unit in use gives less than half a unit per UTF-16 code unit, so only this much can ever fit.
  const reach = Math.min(text.length, limit * 2);
  if (reach === text.length && measure(text) <= limit) return text.length;
  let low = 0;
  let high = reach;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (measure(text.slice(0, middle)) <= limit) low = middle;
    else high = middle - 1;
  }
  if (low > 0 && low < text.length && isHighSurrogate(text.charCodeAt(low - 1))) low -= 1;
  return Math.max(low, isHighSurrogate(text.charCodeAt(0)) ? 2 : 1);
}

/** The best place to cut `text` at or before `window`; always more than 0. */
function cutAt(text: string, window: number): number {
  const least = Math.floor(window / 3);
  // One character past the window may be the break itself.
  const head = text.slice(0, window + 1);
  for (const mark of ['\n\n', '\n', ' ']) {
    const at = head.lastIndexOf(mark);
    if (at > least) return at;
  }
  let cut = window;
  // A letter and the marks on it stay together; 32 bounds the search on texts made of marks alone.
  while (cut > window - 32 && cut > 1 && isJoined(text, cut)) cut -= 1;
  return isJoined(text, cut) ? window : cut;
}

/** True when cutting before this position would tear a character apart. */
function isJoined(text: string, at: number): boolean {
  const next = String.fromCodePoint(text.codePointAt(at) ?? 0);
  return (
    /^[\p{M}\u200d]/u.test(next) ||
    text.charCodeAt(at - 1) === 0x200d ||
    (isHighSurrogate(text.charCodeAt(at - 1)) && isLowSurrogate(text.charCodeAt(at)))
  );
}

function isHighSurrogate(unit: number): boolean {
  return unit >= 0xd800 && unit <= 0xdbff;
}

function isLowSurrogate(unit: number): boolean {
  return unit >= 0xdc00 && unit <= 0xdfff;
}
