/** Names people give their files, made harmless to show. They never become part of a path. */

/** Longest name kept, in UTF-16 units; the ending survives the cut. */
const longest = 150;
const longestEnding = 16;
/** Control characters, and marks that turn the direction of writing around ("fdp.exe" shown as "exe.pdf"). */
const invisible = /[\p{Cc}\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\p{Surrogate}]/gu;

/**
 * The last part of a given name in NFC, without control characters and path parts, at most 150 units long.
 * @returns `tep-khong-ten` when nothing is left.
 */
export function cleanName(given: string): string {
  const lastPart = given.split(/[/\\]/).at(-1) ?? '';
  const clean = lastPart.normalize('NFC').replace(invisible, '').replace(/\s+/g, ' ').trim();
  if (clean === '' || /^\.+$/.test(clean)) return 'tep-khong-ten';
  if (clean.length <= longest) return clean;
  const dot = clean.lastIndexOf('.');
  const ending = dot > 0 && clean.length - dot <= longestEnding ? clean.slice(dot) : '';
  const kept = clean.slice(0, longest - ending.length).replace(/[\ud800-\udbff]$/, '');
  return `${kept.trimEnd()}${ending}`;
}

/** A byte limit as people say it: `20 MB`, `500 kB`. */
export function sizeWords(bytes: number): string {
  const binary = 1024 * 1024;
  if (bytes >= binary && bytes % binary === 0) return `${bytes / binary} MB`;
  if (bytes >= 1_000_000) return `${String(Math.floor(bytes / 100_000) / 10).replace('.', ',')} MB`;
  if (bytes >= 1_000) return `${Math.floor(bytes / 1_000)} kB`;
  return `${bytes} byte`;
}
