/** Facts about unpacked office files: Word, sheets, slides, OpenDocument; and about plain archives. */
import type { FileInspection } from '../../domain/inspection.js';
import { foldSpace } from '../../domain/text.js';
import { workbookOf } from '../read-sheet.js';
import { archiveKind, drawnLines, wordBlocks } from '../readers/docx.js';
import { wordsOfSheets } from '../readers/sheet.js';
import { factsOfBlocks, factsOfLines, noWords, type WordFacts } from './words.js';

type Entries = ReadonlyMap<string, Buffer>;
export type OfficeFacts = Pick<FileInspection, 'kind' | 'pages' | 'isSigned'> & WordFacts;

/** Most characters a printed page holds; a file that claims fewer pages was saved by a program that did not count. */
const fullestPage = 5_000;

/** Which kind an archive is, and what it says. @throws UserError as the readers do. */
export function factsOfArchive(entries: Entries): OfficeFacts {
  const isSigned = [...entries.keys()].some((name) =>
    /^_xmlsignatures\/[^/]+\.xml$|^META-INF\/documentsignatures\.xml$/.test(name),
  );
  switch (archiveKind(entries)) {
    case 'docx': {
      const blocks = wordBlocks(entries);
      const letters = blocks.reduce((sum, block) => sum + block.text.length, 0);
      return {
        kind: 'docx',
        pages: plausible(numberIn(entries, 'Pages'), letters),
        isSigned,
        ...factsOfBlocks(blocks, drawnLines(entries)),
      };
    }
    case 'xlsx':
      return { kind: 'xlsx', pages: null, isSigned, ...factsOfSheets(entries) };
    case 'pptx':
      return { kind: 'pptx', pages: slidesIn(entries), isSigned, ...factsOfLines(slideWords(entries)) };
    case 'odt':
      return { kind: 'odf', isSigned, ...factsOfOpenDocument(entries) };
    case 'zip':
      return { kind: 'archive', pages: null, isSigned: null, ...noWords };
  }
}

function factsOfSheets(entries: Entries): WordFacts {
  const book = workbookOf(entries);
  return book === null ? noWords : factsOfLines(wordsOfSheets(book).flatMap((text) => text.split('\n')));
}

/** A number that the program which saved the file has written down (docProps/app.xml, ECMA-376 part 1, 22.2). */
function numberIn(entries: Entries, field: 'Pages' | 'Slides'): number | null {
  const properties = entries.get('docProps/app.xml')?.toString('utf8', 0, 64 * 1024) ?? '';
  const value = new RegExp(`<(?:\\w{1,10}:)?${field}>\\s{0,5}(\\d{1,6})\\s{0,5}<`).exec(properties)?.[1];
  return value === undefined ? null : Number(value);
}

/** A count of pages, unless the words would not fit on them. */
export function plausible(pages: number | null, letters: number): number | null {
  return pages === null || pages < 1 || letters > pages * fullestPage ? null : pages;
}

function slidesIn(entries: Entries): number | null {
  const slides = [...entries.keys()].filter((name) => /^ppt\/slides\/slide\d{1,5}\.xml$/.test(name)).length;
  return slides === 0 ? numberIn(entries, 'Slides') : slides;
}

function slideWords(entries: Entries): string[] {
  const xml = entries.get('ppt/slides/slide1.xml')?.toString('utf8', 0, 1024 * 1024) ?? '';
  return linesOfXml(xml, /<\/a:p>/);
}

/** Text documents; sheets as their words are read anyway. */
function factsOfOpenDocument(entries: Entries): Pick<FileInspection, 'pages'> & WordFacts {
  const book = workbookOf(entries);
  if (book !== null) return { pages: null, ...factsOfSheets(entries) };
  const xml = entries.get('content.xml')?.toString('utf8', 0, 8 * 1024 * 1024) ?? '';
  const lines = linesOfXml(xml.slice(xml.indexOf('<office:body')), /<\/text:(?:p|h)>/);
  const statistic = entries.get('meta.xml')?.toString('utf8', 0, 64 * 1024) ?? '';
  const pages = Number(/meta:page-count="(\d{1,6})"/.exec(statistic)?.[1] ?? 0);
  const letters = lines.reduce((sum, line) => sum + line.length, 0);
  return { pages: plausible(pages, letters), ...factsOfLines(lines) };
}

function linesOfXml(xml: string, end: RegExp): string[] {
  return xml
    .split(end, 2_000)
    .map((part) => foldSpace(part.replace(/<[^<>]{0,4000}>/g, ' ')))
    .map((line) =>
      line
        .replace(/&lt;/g, '<')
        .replace(/&gt;/g, '>')
        .replace(/&quot;/g, '"')
        .replace(/&amp;/g, '&'),
    )
    .filter((line) => line !== '');
}
