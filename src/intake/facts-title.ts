/**
 * The title of a document: type word and summary, or for a letter what stands after "V/v" (domain.md 1.2).
 * Words stay as printed; capitals are made small where names can be told from the body.
 */
import { fold, foldSpace } from '../domain/text.js';
import type { Block } from './block.js';
import { documentTypes, typeWords } from './facts-number.js';
import { isVoice } from './facts-voice.js';
import type { Layout } from './layout.js';

/** Longest title kept, in UTF-16 units. */
const longestTitle = 700;

/** The title, or null where the document has none. */
export function titleOf(blocks: readonly Block[], layout: Layout): string | null {
  const title = layout.type < 0 ? letterSubject(blocks, layout) : typedTitle(blocks, layout);
  return title === null || title === '' ? null : title.slice(0, longestTitle);
}

/** "V/v điều chỉnh thời hạn …", up to the date, a line of dashes or the end of its cell. */
function letterSubject(blocks: readonly Block[], layout: Layout): string | null {
  const parts = blocks
    .slice(layout.first, Math.max(layout.body, layout.first))
    .flatMap((block) => (block.kind === 'row' ? block.cells.map((cell) => cell.text) : block.lines));
  const at = parts.findIndex((part) => /(?:^|\s)V\/v[\s:]/iu.test(part));
  if (at < 0) return null;
  const lines: string[] = [];
  for (const [index, line] of parts.slice(at, at + 5).entries()) {
    const text = index === 0 ? line.replace(/^.*?(?:^|\s)V\/v\s{0,3}:?\s*/isu, '') : line;
    if (/^\s*Kính gửi|^[\s\-–_|*]*$|\p{Lu}{3,}\s\p{Lu}{2,}/u.test(text)) break;
    // The date of the right column on the same line.
    lines.push(text.replace(/(?:^|\s)\p{Lu}[\p{L}\s.]{1,40},\s*ngày\s.*$/su, ''));
  }
  return foldSpace(lines.join(' ').replace(/[*|]|[-–—_]{3,}/g, ' ')) || null;
}

function typedTitle(blocks: readonly Block[], layout: Layout): string | null {
  const parts = withoutStamps(
    blocks
      .slice(layout.type, layout.body)
      .filter(
        (block, at) => block.kind !== 'row' && !isCaption(block.text) && (at === 0 || !isVoice(block.text)),
      )
      .map((block) => foldSpace(block.text.replace(/[*|]|[-–—_]{3,}/g, ' '))),
  );
  const text = foldSpace(parts.join(' '));
  if (text === '') return null;
  const word = documentTypes.find(([name]) => fold(text).startsWith(name));
  if (word === undefined) return text;
  const length = text.split(' ').slice(0, word[0].split(' ').length).join(' ').length;
  // The type word is spelt right even where the scan misread it.
  const name = typeWords.get(word[0]) ?? capital(text.slice(0, length).toLowerCase());
  const rest = text
    .slice(length)
    .replace(/^[\s:.]+/, '')
    .trim();
  if (!isShouted(rest)) return foldSpace(`${name} ${rest}`);
  return foldSpace(`${name} ${smaller(rest, blocks.slice(layout.body))}`);
}

/** "(Ban hành kèm theo Quyết định số …)" under a title is no part of it. */
function isCaption(text: string): boolean {
  return /^[\s*]*\(\s?(?:Ban hành )?[Kk]èm theo\s/u.test(text);
}

/** Drops lines of capitals that a stamp left under a title written small. */
function withoutStamps(parts: string[]): string[] {
  const written = parts.slice(1).filter((part) => part !== '');
  if (!written.some((part) => !isShouted(part))) return parts;
  return parts.filter((part, index) => index === 0 || !isShouted(part));
}

function isShouted(text: string): boolean {
  const letters = text.replace(/[^\p{L}]/gu, '');
  return letters.length > 0 && letters.replace(/[^\p{Lu}]/gu, '').length >= letters.length * 0.8;
}

function capital(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}

/** A title in capitals made small; names get back the capitals they have in the body. Codes stay. */
function smaller(caps: string, body: readonly Block[]): string {
  const seen = new Map<string, string>();
  for (const block of body.slice(0, 60)) {
    const words = block.text
      .replace(/[*,;:.()"“”]/g, ' ')
      .split(/\s+/)
      .filter(Boolean);
    for (let index = 1; index < words.length - 1; index += 1) {
      const two = `${words[index] ?? ''} ${words[index + 1] ?? ''}`;
      const key = two.toLowerCase();
      if (!seen.has(key) || two === key) seen.set(key, two);
    }
  }
  const words = caps.split(' ').map((word) => (/\d|\//.test(word) ? word : word.toLowerCase()));
  for (let index = 0; index < words.length - 1; index += 1) {
    const cased = seen.get(
      `${words[index] ?? ''} ${words[index + 1] ?? ''}`.toLowerCase().replace(/[,;:.()]/g, ''),
    );
    if (cased === undefined) continue;
    const [one, two] = cased.split(' ');
    if (one !== undefined && one !== one.toLowerCase() && one.toLowerCase() === words[index])
      words[index] = one;
    if (two !== undefined && two !== two.toLowerCase() && two.toLowerCase() === words[index + 1])
      words[index + 1] = two;
  }
  return words.join(' ');
}
