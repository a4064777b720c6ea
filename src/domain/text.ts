/** Unicode folding and matching of Vietnamese text. The one place where diacritics are dropped. */

/** Text as it is stored and compared by eye: NFC, no-break spaces made plain. */
export function normalize(text: string): string {
  // First what has no width: between a letter and its mark it would keep the two apart.
  return text
    .replace(/\u200b|\ufeff/g, '')
    .normalize('NFC')
    .replace(/[\u00a0\u2007\u202f]/g, ' ');
}

/** Runs of white space (line breaks included) made one space, ends trimmed. */
export function foldSpace(text: string): string {
  return normalize(text).replace(/\s+/g, ' ').trim();
}

/**
 * Text as it is matched: lower case, without diacritics, đ (and the ð some old files have for it) as d, white space folded.
 * "Việc", "VIEC" and "việc" (NFD) all become "viec".
 */
export function fold(text: string): string {
  // White space last: a mark that stood alone leaves two spaces behind.
  return normalize(text)
    .toLowerCase()
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .replace(/[đð]/g, 'd')
    .replace(/\s+/g, ' ')
    .trim();
}

/**
 * Like `fold`, but of the same length as `text.normalize('NFC')`, so that positions carry over.
 * White space is kept as it is.
 */
export function foldInPlace(text: string): string {
  let folded = '';
  for (const unit of text.normalize('NFC')) {
    const lower = unit.toLowerCase();
    const base = lower
      .normalize('NFD')
      .replace(/[\u0300-\u036f]/g, '')
      .replace(/[đð]/g, 'd');
    folded += base.length === unit.length ? base : lower.length === unit.length ? lower : unit;
  }
  return folded;
}

/** Cuts text to at most `length` UTF-16 units (at least 1) on a word boundary, with an ellipsis when cut. */
export function shorten(text: string, length: number): string {
  if (text.length <= length) return text;
  // Half a surrogate pair would reach people as a box.
  const cut = text.slice(0, length - 1).replace(/[\ud800-\udbff]$/, '');
  const space = cut.lastIndexOf(' ');
  return `${(space > length * 0.6 ? cut.slice(0, space) : cut).replace(/[\s,;:.-]+$/, '')}…`;
}
