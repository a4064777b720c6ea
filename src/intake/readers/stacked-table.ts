/**
 * Tables whose copy left one cell to a line, as pasting from a PDF or a phone does: the headings below each other, then
 * the cells of each row. Their lines are put side by side again, separated by tabs; all other lines stay as they are.
 */
import { findDeadlines } from '../../domain/deadline/index.js';
import { foldSpace } from '../../domain/text.js';
import { findUnitMentions, isVerbAt, wordsOf } from '../../domain/unit-mention.js';
import { markerOf } from '../marker.js';
import { type Column, columnsOf } from '../table-columns.js';

/** Widest table of this kind and longest heading of a column; longer cells of a row are prose. */
const most = { columns: 9, heading: 40, cell: 400, rows: 400 } as const;

/** Puts the rows of stacked tables on one line each. Linear in the number of lines. */
export function unstacked(lines: readonly string[]): string[] {
  const result: string[] = [];
  for (let at = 0; at < lines.length;) {
    const table = tableAt(lines, at);
    if (table === null) {
      result.push(lines[at] ?? '');
      at += 1;
      continue;
    }
    result.push('', ...table.rows.map((row) => row.join('\t')), '');
    at = table.end;
  }
  return result;
}

function tableAt(lines: readonly string[], at: number): { rows: string[][]; end: number } | null {
  const head = headAt(lines, at);
  if (head === null) return null;
  const body = bodyFrom(lines, at + head.columns.length, head.columns[0] === 'ordinal');
  const rows =
    head.columns[0] === 'ordinal'
      ? countedRows(body.lines, head.columns)
      : datedRows(body.lines, head.columns);
  return rows === null ? null : { rows: [head.cells, ...rows], end: body.end };
}

/** The headings that begin at a line: three or more known columns, one of them the deadline. */
function headAt(lines: readonly string[], at: number): { cells: string[]; columns: Column[] } | null {
  const cells: string[] = [];
  while (cells.length < most.columns) {
    const cell = foldSpace(lines[at + cells.length] ?? '');
    if (cell === '' || cell.length > most.heading || /[\d.;:\t|]/.test(cell)) break;
    cells.push(cell);
  }
  for (let count = cells.length; count >= 3; count -= 1) {
    const columns = columnsOf(cells.slice(0, count));
    const isKnown = columns?.every((column) => column !== 'other') === true;
    if (columns !== null && isKnown && columns.includes('deadline') && columns.includes('lead'))
      return { cells: cells.slice(0, count), columns };
  }
  return null;
}

/** The lines of the rows, up to the next heading of the text. */
function bodyFrom(
  lines: readonly string[],
  from: number,
  isCounted: boolean,
): { lines: string[]; end: number } {
  const body: string[] = [];
  let end = from;
  for (; end < lines.length && body.length < most.rows * most.columns; end += 1) {
    const line = foldSpace(lines[end] ?? '');
    if (line === '') continue;
    const isNumber = /^\d{1,3}[.)]?$/.test(line);
    const marker = isNumber ? null : markerOf(line);
    const isHeading = marker !== null && !marker.bullet && (!isCounted || /^[IVX]+[.-]/.test(line));
    if (
      isHeading ||
      line.length > most.cell ||
      line.includes('\t') ||
      /^(?:Nơi nhận|Phụ lục|Ghi chú:)/iu.test(line)
    )
      break;
    body.push(line);
  }
  return { lines: body, end };
}

/** Rows that begin with their number on a line of its own, counted up from one. */
function countedRows(body: readonly string[], columns: readonly Column[]): string[][] | null {
  const rows: string[][] = [];
  let open: string[] | null = null;
  for (const line of body) {
    if (line.replace(/[.)]$/, '') === String(rows.length + 1)) {
      open = [];
      rows.push(open);
    } else open?.push(line);
  }
  if (rows.length === 0) return null;
  return rows.map((cells, index) => [String(index + 1), ...fitted(joined(cells), columns.slice(1))]);
}

/** Rows without numbers: the line with a time tells which row the lines around it belong to. */
function datedRows(body: readonly string[], columns: readonly Column[]): string[][] | null {
  const cells = joined(body.filter((line) => !groupTitle.test(line)));
  const times = cells.flatMap((cell, at) => (isTime(cell) ? [at] : []));
  if (times.length < 2) return null;
  const trailing = columns.length - 1 - columns.indexOf('deadline');
  const leading = columns.indexOf('deadline');
  const starts = times.map((time, index) => {
    const floor = (times[index - 1] ?? -1) + 1;
    const gap = cells.slice(floor, time);
    // As many lines as columns: each is the cell it should be.
    const before = index === 0 ? 0 : trailing;
    if (gap.length === before + leading) return floor + before;
    const lead = gap.findIndex((cell, at) => at > 0 && isBody(cell));
    // The line before the first body is the task; without one the row before is taken to be complete.
    if (lead > 0) return floor + lead - 1;
    return gap.length > before + 1 ? floor + before : floor;
  });
  return times.map((time, index) => {
    const start = starts[index] ?? time;
    const next = starts[index + 1] ?? cells.length;
    return fitted(
      [...cells.slice(start, time + 1), ...cells.slice(time + 1, Math.min(next, time + 1 + trailing))],
      columns,
    );
  });
}

/** Lines that go on join the line they go on from. */
function joined(lines: readonly string[]): string[] {
  const cells: string[] = [];
  for (const line of lines) {
    const before = cells.at(-1);
    if (before !== undefined && (/^\p{Ll}/u.test(line) || /[,;(–-]$|\svà$/u.test(before)))
      cells[cells.length - 1] = `${before} ${line}`;
    else cells.push(line);
  }
  return cells;
}

/** Cells for every column: as they come when they are as many, else by what they look like. */
function fitted(cells: readonly string[], columns: readonly Column[]): string[] {
  if (cells.length === columns.length) return [...cells];
  const row = columns.map(() => '');
  const put = (column: Column, text: string): boolean => {
    const at = columns.indexOf(column);
    if (at < 0 || row[at] !== '') return false;
    row[at] = text;
    return true;
  };
  const time = cells.findLastIndex(isTime);
  const lead = cells.findIndex((cell, at) => at > 0 && at !== time && isBody(cell));
  put('task', cells.slice(0, Math.max(1, lead)).join(' '));
  for (const [at, cell] of cells.entries()) {
    if (at < Math.max(1, lead)) continue;
    const kinds: Column[] =
      at === time ? ['deadline'] : isBody(cell) ? ['lead', 'support'] : ['product', 'support', 'lead'];
    if (!kinds.some((kind) => put(kind, cell))) put('note', cell);
  }
  return row;
}

/** Whether a cell says when and little else. */
function isTime(cell: string): boolean {
  if (cell.length > 90) return false;
  if (/^(?:thường xuyên|cả năm|hằng|hàng|định kỳ|theo (?:kế hoạch|lịch))/iu.test(cell)) return true;
  const found = findDeadlines(cell, { issuedOn: null, beforeMeans: 'strict' }).found;
  const length = found.reduce((sum, one) => sum + one.end - one.start, 0);
  // "Dự thảo: 31/5; ban hành: quý 3/2017"
  if (/[:;]/.test(cell) && length >= cell.length * 0.25) return true;
  return length >= cell.length * 0.5 || (found.length > 0 && (found[0]?.start ?? cell.length) < 12);
}

/** Whether a cell names a body or somebody in office and orders nothing ("Mỗi khoa thực hiện 01 đề án" is a task). */
function isBody(cell: string): boolean {
  const words = wordsOf(cell);
  const [mention] = findUnitMentions(cell);
  const named = mention?.start === 0 ? mention.end : 0;
  const orders = words.list.some((word, at) => at > 0 && word.start >= named && isVerbAt(words, at));
  return (
    !orders && (named > 0 || /^(?:BS|Bs|ĐD|DS|Trưởng|Phó|Cán bộ|Tất cả|Các|Đoàn|Tổ|Ban|Khoa)\s/u.test(cell))
  );
}

/** "Nhóm C: Hoạt động chuyên môn": the title of some rows. */
const groupTitle = /^(?:Nhóm|Phần|Mục|Khối)\s(?:[A-ZĐ\d]|[IVX]+)\s?[:.-]/u;
