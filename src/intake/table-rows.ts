/**
 * Rows of a task table as its author meant them: headings repeated after a page, rows a page cut, further dates of a row,
 * and the rows between that only say when the rows below them are due.
 */
import { findDeadlines } from '../domain/deadline/index.js';
import { fold, foldSpace } from '../domain/text.js';
import type { ReadContext } from './labelled.js';
import type { Node } from './outline.js';
import type { Column } from './table-columns.js';
import { columnsOf } from './table-columns.js';

/** A logical row: its cells by column, the source pieces it came from. */
export interface Row {
  cells: Map<Column, string>;
  pieces: string[];
  place: string;
  split: boolean;
  extra: { text: string; piece: string }[];
  /** When the rows of its group are due, as the row above them says: "THÁNG 02"; else ''. */
  group: string;
  node: Node;
}

/** The cells of a row as texts. */
export function textsOf(node: Node): string[] {
  return node.block.cells.map((cell) => cell.text);
}

function hasDate(text: string, context: ReadContext): boolean {
  return findDeadlines(text, context).found.length > 0;
}

/** Reads the rows of one table under their headings; `inherited` are the columns of the piece before it. */
export function rowsOf(
  nodes: Node[],
  inherited: Column[] | null,
  context: ReadContext,
): { rows: Row[]; columns: Column[] | null } {
  const rows: Row[] = [];
  let columns = inherited;
  let head = '';
  let afterHead = false;
  let headTexts: string[] = [];
  let group = '';
  for (const node of nodes) {
    const texts = textsOf(node);
    const key = fold(texts.join('|'));
    const found = columnsOf(texts);
    if (found !== null && (columns === null || rows.length === 0 || isSameHead(key, head))) {
      afterHead = rows.length > 0;
      // A second heading row under merged cells names the columns more exactly.
      columns =
        columns !== null && rows.length === 0 && head !== ''
          ? found.map((column, index) => (column === 'other' ? (columns?.[index] ?? 'other') : column))
          : found;
      head = key;
      headTexts = texts;
      continue;
    }
    if (columns === null) continue;
    if (/^(?:\(?\d{1,2}\)?\|?){2,}$/.test(key.replace(/\s/g, ''))) continue;
    const title = groupTitle(node);
    if (title !== null) {
      group = isOnlyTime(title, context) ? title : '';
      if (group !== '') continue;
    }
    const cells = new Map<Column, string>();
    // A row copied without its empty number cell stands one column to the left.
    const shift = isShifted(texts, columns) ? 1 : 0;
    node.block.cells.forEach((cell, place) => {
      const index = place + shift;
      const column = columns?.[index] ?? 'other';
      if (column === 'other' || cell.text === '') return;
      if (column === 'period') {
        if (!isMark(cell.text)) return;
        const before = cells.get('period');
        cells.set('period', `${before === undefined ? '' : `${before}, `}${headTexts[index] ?? ''}`);
        return;
      }
      cells.set(
        column,
        cells.has(column) && cells.get(column) !== cell.text
          ? `${cells.get(column) ?? ''} ${cell.text}`
          : cell.text,
      );
    });
    const before = rows.at(-1);
    const ownText = (column: Column): string =>
      node.block.cells
        .filter((cell, index) => columns?.[index] === column && cell.own)
        .map((cell) => cell.text)
        .join(' ')
        .trim();
    const blank = columns.includes('ordinal') ? ownText('ordinal') === '' : false;
    if (before !== undefined && blank) {
      const deadline = before.cells.get('deadline') ?? '';
      const cut =
        afterHead ||
        (deadline !== '' &&
          !hasDate(deadline, context) &&
          hasDate(`${deadline} ${ownText('deadline')}`, context));
      if (cut) {
        for (const column of ['task', 'deadline', 'lead', 'support', 'product', 'size', 'quota'] as const) {
          const more = ownText(column);
          if (more !== '') before.cells.set(column, foldSpace(`${before.cells.get(column) ?? ''} ${more}`));
        }
        before.pieces.push(node.block.text);
        before.split = true;
        afterHead = false;
        continue;
      }
      if (ownText('task') === '' && ownText('deadline') !== '') {
        before.extra.push({ text: ownText('deadline'), piece: node.block.text });
        const lead = ownText('lead');
        if (lead !== '' && !(before.cells.get('lead') ?? '').includes(lead))
          before.cells.set('lead', foldSpace(`${before.cells.get('lead') ?? ''}; ${lead}`));
        continue;
      }
    }
    afterHead = false;
    // A reader that joined the row over a page has marked the block.
    const split = node.block.cuts.length > 0;
    rows.push({ cells, pieces: [node.block.text], place: node.place, split, extra: [], group, node });
  }
  return { rows, columns };
}

/** Whether a row lacks the number its table counts with: one cell short, and no number first. */
function isShifted(texts: readonly string[], columns: readonly Column[]): boolean {
  return (
    columns[0] === 'ordinal' &&
    texts.length === columns.length - 1 &&
    !/^\s*(?:\d|[IVX]+[.)]?$|$)/u.test(texts[0] ?? '')
  );
}

/** A heading repeated after a page break says the same words; a row that merely names a report or a leader does not. */
function isSameHead(key: string, head: string): boolean {
  if (key === head) return true;
  const words = new Set(head.split(/[^\p{L}\p{N}]+/u).filter(Boolean));
  const own = key.split(/[^\p{L}\p{N}]+/u).filter(Boolean);
  return own.length > 0 && own.filter((word) => words.has(word)).length >= own.length * 0.8;
}

/** A sign that a row is due in the month or quarter of its column. */
function isMark(text: string): boolean {
  return /^[xX✓✔✗v√+*•●■]$/u.test(text.trim());
}

/** What a row says whose only words stand in one cell, beside a number or letter at most: "A | THÁNG 02"; or null. */
function groupTitle(node: Node): string | null {
  const { cells } = node.block;
  const texts = [...new Set(cells.map((cell) => cell.text).filter((text) => text !== ''))];
  const [first = '', second = ''] = texts;
  // A lone date further right belongs to the row above.
  const opens = cells.slice(0, 2).some((cell) => cell.text !== '');
  if (texts.length === 1) return opens ? first : null;
  return texts.length === 2 && /^(?:[A-Z]|[IVX]{1,5}|\d{1,2})[.)]?$/.test(first) ? second : null;
}

/** Whether a text is a date or a stretch of time and nothing else. */
function isOnlyTime(text: string, context: ReadContext): boolean {
  const found = findDeadlines(text, context).found[0];
  if (found === undefined || text.length > 60) return false;
  return !/[\p{L}\d]/u.test(`${text.slice(0, found.start)}${text.slice(found.end)}`);
}
