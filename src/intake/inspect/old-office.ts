/** Facts about .doc, .xls and .ppt. Pages are what Word counted last ([MS-OLEPS] 2.21, [MS-OSHARED] 2.3.3.2.1). */
import type { FileInspection } from '../../domain/inspection.js';
import { isDoc } from '../read-file.js';
import { oldWorkbookOf } from '../read-sheet.js';
import { type Compound, openCompound } from '../readers/compound.js';
import { docBlocks, docWords } from '../readers/doc.js';
import { wordsOfSheets } from '../readers/sheet.js';
import { plausible } from './office.js';
import { factsOfBlocks, factsOfLines, noWords, type WordFacts } from './words.js';

/** @throws UserError as the readers do. */
export async function factsOfCompound(
  bytes: Uint8Array,
): Promise<Pick<FileInspection, 'kind' | 'pages' | 'isSigned'> & WordFacts> {
  const compound = openCompound(bytes);
  const isSigned = compound.names.some((name) => name === '_signatures' || name.startsWith('_xmlsignatures'));
  const book = oldWorkbookOf(compound);
  if (book !== null) {
    const lines = wordsOfSheets(book).flatMap((text) => text.split('\n'));
    return { kind: 'xls', pages: null, isSigned, ...factsOfLines(lines) };
  }
  if (isDoc(compound)) {
    const words = await docWords(compound);
    const pages = plausible(pagesOf(compound), words.body.length);
    return { kind: 'doc', pages, isSigned, ...factsOfBlocks(docBlocks(words), words.around.split('\n')) };
  }
  const isSlides = compound.names.includes('PowerPoint Document');
  return { kind: isSlides ? 'ppt' : 'other', pages: null, isSigned, ...noWords };
}

/** Property 14 of the summary: number of pages. */
function pagesOf(compound: Compound): number | null {
  const summary = compound.stream('\u0005SummaryInformation');
  if (summary === null || summary.length < 56) return null;
  const section = summary.readUInt32LE(44);
  if (section + 8 > summary.length) return null;
  const count = Math.min(summary.readUInt32LE(section + 4), 100);
  for (let index = 0; index < count; index += 1) {
    const entry = section + 8 + index * 8;
    if (entry + 8 > summary.length) return null;
    if (summary.readUInt32LE(entry) !== 14) continue;
    const value = section + summary.readUInt32LE(entry + 4);
    // A whole number of 32 bits.
    return value + 8 <= summary.length && summary.readUInt32LE(value) === 3
      ? summary.readInt32LE(value + 4)
      : null;
  }
  return null;
}
