/**
 * Words with their places, page by page → blocks of the document in reading order: lines, tables, furniture, columns,
 * paragraphs. Shared by PDFs that have text and by pages recognised from pictures; knows neither.
 */
import type { Block } from '../block.js';
import { mostBlocks } from '../block.js';
import type { Grid } from './pdf-cells.js';
import { flowsOf } from './pdf-columns.js';
import type { PageLines } from './pdf-furniture.js';
import { takeFurniture } from './pdf-furniture.js';
import { countLetters, fewestLetters } from './pdf-garbage.js';
import type { Line } from './pdf-lines.js';
import { lineOfWords, linesOf, textOf } from './pdf-lines.js';
import type { PlacedLine } from './pdf-paragraphs.js';
import { paragraphsOf, settingOf } from './pdf-paragraphs.js';
import type { OpenTable } from './pdf-rows.js';
import { addRows, isSameTable } from './pdf-rows.js';
import type { Rule } from './pdf-rules.js';
import type { SourcePage } from './pdf-source.js';
import { isIn, tablesOf } from './pdf-table.js';

/** A page as words and ruling lines in their places. */
export type DrawnPage = SourcePage;

/** A page whose tables are found. */
export interface ReadPage extends PageLines {
  tables: Grid[];
  rules: Rule[];
}

/** The tables and lines of one page. */
export async function pageOf(source: DrawnPage, lines: Line[] = linesOf(source.runs)): Promise<ReadPage> {
  const rules = mayHoldTable(lines) ? await source.rules() : [];
  const tables = tablesOf(rules, lines);
  const { number, width, height } = source;
  const outside = tables.length === 0 ? lines : lines.flatMap((line) => outsideOf(line, tables));
  return { number, width, height, tables, rules, lines: outside, notes: [], taken: [] };
}

/**
 * Blocks of all pages together.
 * @returns also the numbers of pages that hold nothing but stamps and running heads: no text of theirs.
 */
export function joinPages(pages: ReadPage[]): { blocks: Block[]; bare: number[] } {
  takeFurniture(pages, bodySizeOf(pages));
  const bare: number[] = [];
  // A stamp or a running head over a picture is no text of its page.
  const written = pages.filter((page) => {
    const rows = page.tables.flatMap((table) => table.rows.flatMap((row) => row.cells));
    const letters =
      countLetters(page.lines.map((line) => textOf(line.words)).join(' ')) +
      countLetters(rows.map((cell) => cell.text).join(' '));
    if (letters < fewestLetters) bare.push(page.number);
    return letters >= fewestLetters;
  });
  return { blocks: blocksOf(written), bare };
}

/** Ruling lines cost time: they are asked for only where lines have gaps, as rows of cells do. */
function mayHoldTable(lines: Line[]): boolean {
  let gapped = 0;
  for (const line of lines)
    if (
      line.words.some(
        (word, index) => index > 0 && word.x - (line.words[index - 1]?.right ?? 0) > word.size * 0.7,
      )
    )
      gapped += 1;
  return gapped >= 1;
}

function outsideOf(line: Line, tables: Grid[]): Line[] {
  const words = line.words.filter((word) => !tables.some((table) => isIn(table, word)));
  if (words.length === line.words.length) return [line];
  return words.length === 0 ? [] : [lineOfWords(words, line)];
}

/** The font size of most letters outside tables. */
function bodySizeOf(pages: ReadPage[]): number {
  const letters = new Map<number, number>();
  for (const page of pages)
    for (const line of page.lines) {
      const size = Math.round(line.size * 4) / 4;
      letters.set(size, (letters.get(size) ?? 0) + textOf(line.words).length);
    }
  return [...letters].sort((a, b) => b[1] - a[1])[0]?.[0] ?? 12;
}

type Element =
  | { kind: 'lines'; lines: PlacedLine[] }
  | { kind: 'rows'; rows: Grid['rows']; edges: number[]; page: number; isRuled: boolean };

function blocksOf(pages: ReadPage[]): Block[] {
  const elements: Element[] = [];
  let column = 0;
  pages.forEach((page, index) => {
    const left = index === 0 ? 0 : page.taken.length + (pages[index - 1]?.taken.length ?? 0);
    let cut = left > 0 || (pages[index - 1]?.notes.length ?? 0) > 0;
    const edges = edgesOf(page, pages);
    const place = (lines: Line[], isColumn: boolean): void => {
      column += 1;
      const [from, to] = isColumn ? endsOf(lines) : edges;
      const placed = lines.map((line, at) => {
        const isCut = cut && at === 0;
        return { line, page: page.number, left: from, right: to, column, side: isColumn, cut: isCut };
      });
      cut = false;
      const open = elements.at(-1);
      if (open?.kind === 'lines') open.lines.push(...placed);
      else elements.push({ kind: 'lines', lines: placed });
    };
    let rest = page.lines;
    const flush = (above: Line[]): void => {
      for (const flow of flowsOf(above, page.rules))
        if (flow.kind === 'lines') place(flow.lines, flow.column);
        else
          elements.push({
            kind: 'rows',
            rows: flow.rows,
            edges: flow.edges,
            page: page.number,
            isRuled: false,
          });
    };
    for (const table of page.tables) {
      flush(rest.filter((line) => line.y < table.top + 1));
      rest = rest.filter((line) => line.y >= table.top + 1);
      elements.push({ kind: 'rows', rows: table.rows, edges: table.edges, page: page.number, isRuled: true });
    }
    flush(rest);
  });
  const notes = pages.flatMap((page) => {
    column += 1;
    const [from, to] = endsOf(page.notes);
    return page.notes.map((line) => ({
      line,
      page: page.number,
      left: from,
      right: to,
      column,
      side: false,
      cut: false,
    }));
  });
  if (notes.length > 0) elements.push({ kind: 'lines', lines: notes });
  return assemble(elements);
}

function assemble(elements: Element[]): Block[] {
  const setting = settingOf(elements.flatMap((element) => (element.kind === 'lines' ? element.lines : [])));
  const blocks: Block[] = [];
  let table: OpenTable | null = null;
  let tables = 0;
  let paragraph = 0;
  for (const element of elements) {
    if (blocks.length > mostBlocks) break;
    if (element.kind === 'lines') {
      const found = paragraphsOf(element.lines, setting, paragraph);
      paragraph += found.length;
      blocks.push(...found);
      table = null;
      continue;
    }
    if (table === null || !isSameTable(table, element.edges, element.isRuled)) {
      tables += 1;
      const { edges, isRuled } = element;
      table = { number: tables, rows: 0, edges, isRuled, head: [], numbered: false, last: null };
    }
    addRows(table, element.rows, element.page, paragraph, blocks);
  }
  return blocks;
}

function endsOf(lines: Line[]): [number, number] {
  return lines.length === 0
    ? [0, 0]
    : [Math.min(...lines.map((line) => line.x)), Math.max(...lines.map((line) => line.right))];
}

/** Fewest long lines by which a page shows where its text begins and ends. */
const tellingLines = 4;

/** Left and right edge of the text across a page: of its long lines, or of those of all pages as wide. */
function edgesOf(page: ReadPage, pages: ReadPage[]): [number, number] {
  const long = (one: ReadPage): Line[] => one.lines.filter((line) => line.right - line.x > one.width * 0.5);
  let lines = long(page);
  if (lines.length < tellingLines)
    lines = pages.filter((one) => Math.abs(one.width - page.width) < 5).flatMap(long);
  if (lines.length === 0) return endsOf(page.lines);
  const lefts = lines.map((line) => line.x).sort((a, b) => a - b);
  const rights = lines.map((line) => line.right).sort((a, b) => a - b);
  return [lefts[Math.floor(lefts.length * 0.1)] ?? 0, rights[Math.floor(rights.length * 0.8)] ?? 0];
}
