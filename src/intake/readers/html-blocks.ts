/**
 * The small HTML that mammoth writes → blocks: paragraphs, headings, lists, tables with merged cells.
 * A walker over known tags, not an HTML parser for the wild.
 */
import { foldSpace, normalize } from '../../domain/text.js';
import type { Block, Cell } from '../block.js';
import { blockOf, rowOf } from '../block.js';

const entities: ReadonlyMap<string, string> = new Map([
  ['amp', '&'],
  ['lt', '<'],
  ['gt', '>'],
  ['quot', '"'],
  ['apos', "'"],
  ['nbsp', ' '],
]);

function decode(text: string): string {
  return text.replace(/&(#\d{1,7}|#x[\da-f]{1,6}|[a-z]{2,6});/gi, (whole, name: string) => {
    if (name.startsWith('#')) {
      const code =
        name.charAt(1).toLowerCase() === 'x' ? Number.parseInt(name.slice(2), 16) : Number(name.slice(1));
      return code > 0 && code < 0x110000 ? String.fromCodePoint(code) : ' ';
    }
    return entities.get(name.toLowerCase()) ?? whole;
  });
}

/** Most rows and columns a merged cell may span; larger numbers are damage or malice. */
const widestSpan = 60;

interface OpenCell {
  text: string;
  rowspan: number;
  colspan: number;
}

interface OpenTable {
  rows: number;
  /** Cells that reach down into later rows, by column. */
  reaching: Map<number, { text: string; left: number }>;
  row: OpenCell[] | null;
  cell: OpenCell | null;
  number: number;
}

interface OpenList {
  ordered: boolean;
  count: number;
}

/** Walks the HTML once, front to back. Nested tables become text of the cell they stand in. */
export function blocksOfHtml(html: string): Block[] {
  const blocks: Block[] = [];
  const lists: OpenList[] = [];
  let table: OpenTable | null = null;
  let nested = 0;
  let text = '';
  let heading: number | null = null;
  let paragraph = 0;
  let tables = 0;
  let item: { depth: number; ordinal: number | null } | null = null;

  const flush = (): void => {
    const lines = normalize(decode(text))
      // A tab sets two columns apart in the head of a paper.
      .split(/[\n\t]/)
      .map((line) => foldSpace(line))
      .filter((line) => line !== '');
    text = '';
    if (lines.length === 0) return;
    if (table !== null) {
      if (table.cell !== null) table.cell.text = [table.cell.text, ...lines].filter(Boolean).join('\n');
      return;
    }
    paragraph += 1;
    // A sentence in the style of a heading is still a sentence.
    const isHeading = heading !== null && lines.join(' ').length < 260 && !/[.;]$/.test(lines.at(-1) ?? '');
    const kind = isHeading ? 'heading' : item !== null ? 'item' : 'paragraph';
    blocks.push({
      ...blockOf(kind, lines.join(' '), { paragraph }),
      lines,
      depth: heading ?? item?.depth ?? null,
      ordinal: item?.ordinal ?? null,
    });
    item = null;
  };

  const closeRow = (open: OpenTable): void => {
    if (open.row === null) return;
    const cells: Cell[] = [];
    const lines: string[] = [];
    let column = 0;
    const takeReaching = (): void => {
      for (
        let held = open.reaching.get(column);
        held !== undefined && cells.length < 200;
        held = open.reaching.get(column)
      ) {
        cells.push({ text: held.text, own: false });
        if (held.left <= 1) open.reaching.delete(column);
        else held.left -= 1;
        column += 1;
      }
    };
    for (const cell of open.row) {
      takeReaching();
      lines.push(...cell.text.split('\n'));
      const folded = foldSpace(cell.text);
      for (let span = 0; span < cell.colspan && cells.length < 200; span += 1) {
        cells.push({ text: folded, own: span === 0 });
        if (cell.rowspan > 1) open.reaching.set(column, { text: folded, left: cell.rowspan - 1 });
        column += 1;
      }
    }
    takeReaching();
    open.rows += 1;
    blocks.push({
      ...rowOf(cells, { paragraph, table: open.number, row: open.rows }),
      lines: lines.filter((line) => line !== ''),
    });
    open.row = null;
  };

  for (let at = 0; at < html.length;) {
    const open = html.indexOf('<', at);
    if (open < 0) {
      text += html.slice(at);
      break;
    }
    text += html.slice(at, open);
    const close = html.indexOf('>', open);
    if (close < 0) break;
    const tag = html.slice(open + 1, close);
    at = close + 1;
    const name = /^\/?([a-z][a-z\d]*)/i.exec(tag)?.[1]?.toLowerCase() ?? '';
    const ends = tag.startsWith('/');
    if (name === 'br') text += '\n';
    else if (/^(?:p|h[1-6]|div)$/.test(name)) {
      flush();
      if (/^h[1-6]$/.test(name)) heading = ends ? null : Number(name.slice(1));
    } else if (name === 'ul' || name === 'ol') {
      flush();
      if (ends) lists.pop();
      else lists.push({ ordered: name === 'ol', count: 0 });
    } else if (name === 'li') {
      flush();
      const list = lists.at(-1);
      if (!ends && list !== undefined) {
        list.count += 1;
        item = { depth: lists.length, ordinal: list.ordered ? list.count : null };
      }
    } else if (name === 'table') {
      flush();
      if (ends) {
        if (nested > 0) nested -= 1;
        else if (table !== null) {
          closeRow(table);
          table = null;
        }
      } else if (table !== null) nested += 1;
      else {
        tables += 1;
        table = { rows: 0, reaching: new Map(), row: null, cell: null, number: tables };
      }
    } else if (table !== null && nested === 0 && name === 'tr') {
      flush();
      const here: OpenTable = table;
      closeRow(here);
      if (!ends) here.row = [];
    } else if (table !== null && nested === 0 && (name === 'td' || name === 'th')) {
      flush();
      const here: OpenTable = table;
      if (ends) here.cell = null;
      else {
        here.cell = { text: '', rowspan: spanOf(tag, 'rowspan'), colspan: spanOf(tag, 'colspan') };
        here.row ??= [];
        here.row.push(here.cell);
      }
    } else if (name === 'tr' || name === 'td' || name === 'th') flush();
  }
  flush();
  return joinPages(blocks);
}

function spanOf(tag: string, name: string): number {
  const value = Number(new RegExp(`${name}="(\\d{1,4})"`).exec(tag)?.[1] ?? 1);
  return Math.min(Math.max(1, value), widestSpan);
}

/** Pasted and converted files hold one paragraph a line: a small letter after an unended one goes on with it. */
function joinPages(blocks: Block[]): Block[] {
  const result: Block[] = [];
  for (const block of blocks) {
    const before = result.at(-1);
    const open =
      before?.kind === 'paragraph' &&
      block.kind === 'paragraph' &&
      before.text.length > 40 &&
      before.text.length < 8000;
    if (
      open &&
      /[\p{L}\p{N},]$/u.test(before.text) &&
      /^\p{Ll}{2}/u.test(block.text) &&
      before.text !== before.text.toUpperCase()
    ) {
      result[result.length - 1] = {
        ...before,
        text: `${before.text} ${block.text}`,
        lines: [...before.lines, ...block.lines],
      };
      continue;
    }
    result.push(block);
  }
  return result;
}
