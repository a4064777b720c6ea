/**
 * .docx → blocks: parts of an archive that has passed the gate are parsed and walked as the page shows them.
 * Headers, footers and comments are looked at for marks of secrecy and for nothing else. Pictures are never read;
 * nothing outside the file is fetched; macros and embedded programs are left where they are.
 */
import { UserError } from '../../domain/errors.js';
import type { Block } from '../block.js';
import { isMarkedSecret } from '../secrecy.js';
import { numberingFrom } from './docx-numbering.js';
import { archiveKind, openWord, type WordPackage } from './docx-package.js';
import { type StoryContext, storyOf } from './docx-story.js';
import { type Styles, stylesOf } from './docx-styles.js';
import { attribute, child, elements, textIn, type XmlElement } from './docx-xml.js';
import type { Flow } from './flow.js';
import { blocksOfFlow } from './flow-blocks.js';
import { linesOfFlow } from './flow-text.js';
import { flowOfHtml } from './html.js';
import { decodeHtml } from './html-decode.js';
import { unpack } from './zip-gate.js';

export { archiveKind } from './docx-package.js';

/**
 * Reads a zip-based file as a Word document.
 * @throws UserError `file-damaged`, `file-kind-refused`, `file-secret`, `document-unreadable`.
 */
export async function readDocx(bytes: Uint8Array): Promise<Block[]> {
  return wordBlocks(await unpack(bytes));
}

/**
 * Reads a Word file whose archive has passed the gate.
 * @throws UserError `file-damaged`, `file-kind-refused`, `file-secret`, `document-unreadable`.
 */
export function wordBlocks(entries: ReadonlyMap<string, Buffer>): Block[] {
  const word = openWord(entries);
  const styles = stylesOf(word.part('styles'));
  if (isMarked(word, styles)) throw new UserError('file-secret', null);
  const context = contextOf(word, styles);
  const blocks = blocksOfFlow(storyOf(bodyOf(word), context));
  // Apart from the text: the first note must not be taken for the end of its last sentence.
  const last = blocks.at(-1)?.place.paragraph ?? 0;
  const notes = blocksOfFlow(notesOf(word, context)).map((block) => ({
    ...block,
    place: { ...block.place, paragraph: block.place.paragraph + last },
  }));
  return [...blocks, ...notes];
}

/**
 * Whether any part people see (body, headers, footers, notes, comments, drawings) carries a mark of secrecy.
 * @throws UserError when the parts are damaged or larger than anything here may look at.
 */
export function hasMarkedPart(entries: ReadonlyMap<string, Buffer>): boolean {
  if (archiveKind(entries) !== 'docx') return false;
  const word = openWord(entries);
  return isMarked(word, stylesOf(word.part('styles')));
}

/** Words of water marks and drawings, in every part people see. Throws as `hasMarkedPart`. */
export function drawnLines(entries: ReadonlyMap<string, Buffer>): string[] {
  return openWord(entries)
    .seen()
    .flatMap(({ root }) => (root === null ? [] : drawnWords(root)));
}

function bodyOf(word: WordPackage): XmlElement {
  return child(word.main, 'w:body') ?? word.main;
}

function contextOf(word: WordPackage, styles: Styles, everything = false): StoryContext {
  return {
    styles,
    numbering: numberingFrom(everything ? null : word.part('numbering')),
    chunk: (id) => chunkOf(word, id),
    everything,
    notes: [],
    cells: 0,
  };
}

/** Text of another format inside the file: web pages, as converters put them there. Others are left out. */
function chunkOf(word: WordPackage, id: string): Flow[] {
  const part = word.related(id);
  return part !== null && /\.(?:x?html?|mht(?:ml)?)$/i.test(part.name)
    ? flowOfHtml(decodeHtml(part.bytes))
    : [];
}

/** The notes referred to, as paragraphs behind the text: nothing of them stands inside a sentence, nothing is lost. */
function notesOf(word: WordPackage, context: StoryContext): Flow[] {
  const wanted = [...new Set(context.notes)];
  const numbering = numberingFrom(null);
  return (['footnote', 'endnote'] as const).flatMap((kind) => {
    const ids = wanted.filter((one) => one.startsWith(`${kind} `));
    const root = ids.length === 0 ? null : word.part(`${kind}s`);
    if (root === null) return [];
    const byId = new Map(elements(root).map((note) => [`${kind} ${attribute(note, 'id') ?? ''}`, note]));
    return ids.flatMap((id) => {
      const note = byId.get(id);
      return note === undefined ? [] : storyOf(note, { ...context, numbering });
    });
  });
}

/** Looks at every part for a mark, at what Word hides too. */
function isMarked(word: WordPackage, styles: Styles): boolean {
  return word.seen().some(({ root, bytes }) => {
    // Word would not open such a part; whoever repairs it by hand still sees its words.
    if (root === null) return isMarkedSecret(withoutTags(bytes));
    const context = contextOf(word, styles, true);
    const lines = linesOfFlow(containersIn(root).flatMap((one) => storyOf(one, context)));
    return isMarkedSecret(lines.join('\n')) || isMarkedSecret(drawnWords(root).join('\n'));
  });
}

/** The containers of paragraphs in a part: the body, a whole header, each note, each comment. */
function containersIn(root: XmlElement): XmlElement[] {
  const body = child(root, 'w:body');
  if (body !== null) return [body];
  return /^w:(?:footnotes|endnotes|comments)$/.test(root.name) ? elements(root) : [root];
}

/** Words of drawings: watermarks and the text of shapes and diagrams. */
function drawnWords(root: XmlElement): string[] {
  const lines: string[] = [];
  const walk = (node: XmlElement): void => {
    if (node.name === 'v:textpath') lines.push(node.attributes['string'] ?? '');
    else if (node.name === 'a:p') lines.push(lettersIn(node));
    else for (const one of elements(node)) walk(one);
  };
  walk(root);
  return lines;
}

function lettersIn(node: XmlElement): string {
  return node.name === 'a:t' ? textIn(node) : elements(node).map(lettersIn).join('');
}

function withoutTags(bytes: Buffer): string {
  return bytes
    .toString('utf8')
    .replace(/<\/w:p>/g, '\n')
    .replace(/<[^<>]{0,4000}>/g, '');
}
