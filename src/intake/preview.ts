/**
 * A glance at a file for the person who decides on it: its first page as a picture, or its first lines where the file is
 * words and no pages (Word, sheets, text). Runs inside the worker, under the limits of a reading.
 */
import { PNG } from 'pngjs';
import type { FilePreview } from '../domain/ports.js';
import { shorten } from '../domain/text.js';
import type { Block } from './block.js';
import { isDoc, isPdf, isZip } from './read-file.js';
import { oldWorkbookOf, workbookOf } from './read-sheet.js';
import { isCompound, openCompound } from './readers/compound.js';
import { docBlocks, docWords } from './readers/doc.js';
import { archiveKind, wordBlocks } from './readers/docx.js';
import { decodeText, utf16Of } from './readers/encoding.js';
import { readHtml } from './readers/html.js';
import { decodeHtml, isPage } from './readers/html-decode.js';
import type { Bitmap } from './readers/scan-bitmap.js';
import { pictureKind, readPicture } from './readers/scan-picture.js';
import { renderPdf } from './readers/scan-render.js';
import { readSheets } from './readers/sheet.js';
import { unpack } from './readers/zip-gate.js';

/** Longer side of the picture in points: a page of A4 at about 100 dots per inch can be read on a phone. */
const longestSide = 1_150;

/** Letters of the first lines. */
const mostLetters = 700;

/**
 * @returns null when there is nothing to show (an archive, a film, nothing but empty paragraphs).
 * @throws UserError as the readers do, for files that are damaged, locked or too large to look into.
 */
export async function previewOf(bytes: Uint8Array): Promise<FilePreview | null> {
  if (pictureKind(bytes) !== null)
    return { kind: 'picture', png: toPng(await readPicture(bytes, longestSide)) };
  if (isPdf(bytes)) {
    const [page] = await renderPdf(bytes, [1], (longer) => longestSide / longer);
    return page ? { kind: 'picture', png: toPng(page) } : null;
  }
  const blocks = await blocksOf(bytes);
  const lines = blocks.map((block) => block.text.trim()).filter((text) => text !== '');
  return lines.length === 0 ? null : { kind: 'text', text: shorten(lines.join('\n'), mostLetters) };
}

/** The words of a file that has no pages; none for what holds no words. */
async function blocksOf(bytes: Uint8Array): Promise<readonly Pick<Block, 'text'>[]> {
  if (isZip(bytes)) {
    const entries = await unpack(bytes);
    const book = workbookOf(entries);
    if (book !== null) return readSheets(book).blocks;
    return archiveKind(entries) === 'docx' ? wordBlocks(entries) : [];
  }
  if (isCompound(bytes)) {
    const compound = openCompound(bytes);
    const book = oldWorkbookOf(compound);
    if (book !== null) return readSheets(book).blocks;
    return isDoc(compound) ? docBlocks(await docWords(compound)) : [];
  }
  if (isPage(bytes)) return readHtml(decodeHtml(bytes));
  const head = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.byteLength, 4_096));
  if (utf16Of(head) === null && head.includes(0)) return [];
  const { text } = decodeText(bytes.subarray(0, 64 * 1024));
  return text.split(/\r?\n/).map((line) => ({ text: line }));
}

/** Grey points as a PNG of one channel. */
function toPng({ width, height, data }: Bitmap): Uint8Array {
  const png = new PNG({ width, height });
  png.data = Buffer.from(data.buffer, data.byteOffset, data.byteLength);
  return PNG.sync.write(png, { inputColorType: 0, colorType: 0, inputHasAlpha: false });
}
