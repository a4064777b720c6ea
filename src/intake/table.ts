/**
 * Table rows → task drafts: maps columns by their headings (domain.md 1.7), joins rows a page cut, adds second deadlines.
 * Tables without a deadline or lead column are left alone.
 */
import { findDeadlines } from '../domain/deadline/index.js';
import type { SkippedPassage } from '../domain/plan.js';
import { fold, foldSpace, shorten } from '../domain/text.js';
import { findUnitMentions, wordsOf } from '../domain/unit-mention.js';
import type { ReadContext } from './labelled.js';
import { clausesOf, coordinationAt, withNameEnd } from './clauses.js';
import type { Draft, Harvest } from './draft.js';
import { addQuotes, newDraft } from './draft.js';
import { actionOf, add, cleanName, quotaOf, routeOf, volumeOf } from './fields.js';
import type { Node } from './outline.js';
import { applyDeadlines, withRanges } from './stage.js';

/** What a column of a task table holds. */
export type Column =
  | 'ordinal'
  | 'task'
  | 'lead'
  | 'support'
  | 'deadline'
  | 'product'
  | 'size'
  | 'quota'
  | 'recipient'
  | 'other';

const headings: readonly [Column, RegExp][] = [
  ['ordinal', /^(?:tt|stt|so tt|so thu tu|#)$/],
  // Columns of tracking sheets that name a task's origin or its state use the words of the others.
  [
    'other',
    /(?:lanh dao|bat dau|ngay giao|ngay ban hanh|ngay den|ngay nhan|thuc te|tinh trang|trang thai|ty le|muc do|da (?:thuc hien|hoan thanh)|ket qua (?:thuc hien|den)|(?:van ban|nguon|co quan|don vi|nguoi|so) giao|giao viec|so (?:van ban|ky hieu)|theo doi|loai (?:nhiem vu|cong viec|viec)|linh vuc|^ma(?: so)?(?: nhiem vu| viec)?$)/,
  ],
  ['support', /phoi hop/],
  [
    'deadline',
    /(?:thoi gian|thoi han|tien do|moc thoi gian|^han(?: |$)|han (?:hoan thanh|xu ly|nop|gui|bao cao|cuoi|chot)|(?:ngay|phai) hoan thanh|hoan thanh truoc|^(?:ngay )?ket thuc|^truoc ngay$|ky bao cao|thoi diem)/,
  ],
  [
    'lead',
    /(?:chu tri|phan cong|don vi thuc hien|co quan thuc hien|trach nhiem|don vi bao cao|phu trach|dau moi|don vi tham muu|^don vi$|^co quan$|to chuc thuc hien|(?:nguoi|ca nhan|bo phan|phong) (?:thuc hien|xu ly)|(?:don vi|co quan) (?:duoc giao|xu ly)|^(?:cac )?(?:phong|phong ban|bo phan|don vi, ca nhan)$)/,
  ],
  ['product', /(?:san pham|ket qua|hinh thuc van ban|cap trinh|cap ban hanh|dau ra)/],
  ['size', /dung luong/],
  ['quota', /(?:so luong|chi tieu|^dinh muc)/],
  ['recipient', /(?:noi nhan|noi gui|gui ve|cap phe duyet)/],
  ['other', /(?:ghi chu|kinh phi|lanh dao|can cu|muc tieu)/],
  [
    'task',
    /(?:noi dung|nhiem vu|cong viec|ten bao cao|bao cao|dau viec|hoat dong|tham luan|chuyen de|ten|hang muc|viec|giai phap|chi tiet)/,
  ],
];

/** "Tiến độ" beside a column of deadlines says how far a task has come. */
function forgetProgress(cells: string[], columns: Column[]): void {
  const isProgress = (index: number): boolean => /tien do/.test(fold(cells[index] ?? ''));
  if (!columns.some((column, index) => column === 'deadline' && !isProgress(index))) return;
  columns.forEach((column, index) => {
    if (column === 'deadline' && isProgress(index)) columns[index] = 'other';
  });
}

/** Columns by heading cell; null when the row is no heading of a task table. */
export function columnsOf(cells: string[]): Column[] | null {
  const columns = cells.map((cell): Column => {
    const text = fold(cell.replace(/\*/g, ' '));
    if (text === '' || text.length > 80) return 'other';
    return headings.find(([, pattern]) => pattern.test(text))?.[0] ?? 'other';
  });
  forgetProgress(cells, columns);
  const named = columns.filter((column) => column !== 'other').length;
  if (named < 2 || !columns.includes('task') || !(columns.includes('deadline') || columns.includes('lead')))
    return null;
  // A row of a table can hold such words too; headings are short and carry no date.
  if (cells.some((cell) => cell.length > 80 || /\d{1,2}\/\d{4}/.test(cell))) return null;
  return columns;
}

/** A logical row: its cells by column, the source pieces it came from. */
interface Row {
  cells: Map<Column, string>;
  pieces: string[];
  place: string;
  split: boolean;
  extra: { text: string; piece: string }[];
  node: Node;
}

/** Reads every table among the nodes. */
export function readTables(nodes: Node[], context: ReadContext): Harvest {
  const drafts: Draft[] = [];
  const skipped: SkippedPassage[] = [];
  const tables: Node[][] = [];
  let last: Node | null = null;
  for (const node of nodes) {
    if (node.block.kind !== 'row') {
      // Words between two pieces of one table end it, page furniture has been dropped before.
      if (node.block.text.length > 3) last = null;
      continue;
    }
    if (last !== null && last.block.place.table === node.block.place.table) tables.at(-1)?.push(node);
    else tables.push([node]);
    last = node;
  }
  let columns: Column[] | null = null;
  let width = 0;
  for (const table of tables) {
    const heads = table.some((node) => columnsOf(textsOf(node)) !== null);
    // A table that goes on after a page without its heading keeps the columns of the one before.
    if (heads || (table[0]?.block.cells.length ?? 0) !== width) columns = null;
    const rows = rowsOf(table, columns, context);
    columns = rows.columns;
    width = table[0]?.block.cells.length ?? 0;
    if (columns === null) continue;
    let previous: Row | null = null;
    for (const row of rows.rows) {
      const draft = draftOf(row, previous, context, skipped);
      if (draft !== null) drafts.push(draft);
      previous = row;
    }
  }
  return { drafts, skipped };
}

function textsOf(node: Node): string[] {
  return node.block.cells.map((cell) => cell.text);
}

function hasDate(text: string, context: ReadContext): boolean {
  return findDeadlines(text, context).found.length > 0;
}

function rowsOf(
  nodes: Node[],
  inherited: Column[] | null,
  context: ReadContext,
): { rows: Row[]; columns: Column[] | null } {
  const rows: Row[] = [];
  let columns = inherited;
  let head = '';
  let afterHead = false;
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
      continue;
    }
    if (columns === null) continue;
    if (/^(?:\(?\d{1,2}\)?\|?){2,}$/.test(key.replace(/\s/g, ''))) continue;
    const cells = new Map<Column, string>();
    node.block.cells.forEach((cell, index) => {
      const column = columns?.[index] ?? 'other';
      if (column === 'other' || cell.text === '') return;
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
    rows.push({ cells, pieces: [node.block.text], place: node.place, split, extra: [], node });
  }
  return { rows, columns };
}

/** A heading repeated after a page break says the same words; a row that merely names a report or a leader does not. */
function isSameHead(key: string, head: string): boolean {
  if (key === head) return true;
  const words = new Set(head.split(/[^\p{L}\p{N}]+/u).filter(Boolean));
  const own = key.split(/[^\p{L}\p{N}]+/u).filter(Boolean);
  return own.length > 0 && own.filter((word) => words.has(word)).length >= own.length * 0.8;
}

const ditto = /^(?:n\s?t|như (?:mục |dòng )?trên|-\s?nt\s?-|["″”〃]|\/\/|''|-\s?["″”]\s?-)\.?$/iu;

function draftOf(
  row: Row,
  previous: Row | null,
  context: ReadContext,
  skipped: SkippedPassage[],
): Draft | null {
  for (const column of ['lead', 'support', 'deadline'] as const) {
    const text = row.cells.get(column);
    if (text !== undefined && ditto.test(text) && previous !== null)
      row.cells.set(column, previous.cells.get(column) ?? '');
  }
  const task = row.cells.get('task') ?? '';
  const deadlineText = (row.cells.get('deadline') ?? '').replace(/\*/g, ' ');
  const leadText = (row.cells.get('lead') ?? '').replace(/\*/g, ' ');
  if (task === '' || (deadlineText === '' && leadText === '')) return null;
  const place = row.place;
  if (
    /(?:tại|theo|xem)\s(?:các\s)?(?:phụ lục|phụ biểu|biểu|mục)/iu.test(leadText) &&
    findUnitMentions(leadText).length === 0
  ) {
    skipped.push({ text: shorten(foldSpace(row.pieces.join(' ')), 300), place, reason: 'cross-reference' });
    return null;
  }
  const draft = newDraft(
    row.node.part,
    `${String(row.node.part)}:table${String(row.node.block.place.table ?? 0)}`,
    true,
  );
  readLead(draft, leadText);
  for (const mention of unitsOrText(row.cells.get('support') ?? '')) add(draft.coordinating, mention);
  for (const mention of findUnitMentions(row.cells.get('recipient') ?? ''))
    add(draft.recipients, mention.text);
  const clean = task.replace(/\*/g, ' ');
  const subject = clausesOf(clean, 0)[0]?.subject;
  if (draft.lead.length === 0 && leadText === '' && subject !== undefined && subject.lead.length > 0) {
    for (const mention of subject.lead) add(draft.lead, mention.text);
    draft.leadSource = 'own';
    draft.collective = subject.lead.some((mention) => mention.collective);
  }
  const named =
    subject !== undefined &&
    subject.lead.length > 0 &&
    draft.collective &&
    subject.lead.every((mention) => mention.collective);
  // A table without an ordinal column counts inside its cells.
  const counted = /^\s*\d{1,3}[.)]\s+(?=\p{L})/u.exec(clean)?.[0].length ?? 0;
  draft.action = actionOf(named ? clean.slice(subject.action) : clean.slice(counted), []);
  const together = coordinationAt(wordsOf(clean), 0, clean.length);
  for (const mention of together.units)
    if (!draft.lead.includes(mention.text)) add(draft.coordinating, mention.text);
  const route = routeOf(clean);
  for (const name of route.recipients) if (!draft.lead.includes(name)) add(draft.recipients, name);
  draft.via = route.via ?? viaIn(clean);
  draft.deliverable = row.cells.get('product')?.slice(0, 200) ?? null;
  draft.volume = volumeOf(row.cells.get('size') ?? '') ?? row.cells.get('size')?.slice(0, 100) ?? null;
  draft.quota = row.cells.get('quota')?.slice(0, 200) ?? quotaOf(clean);
  const staged = row.extra.length > 0;
  readDates(draft, deadlineText, staged, context);
  for (const extra of row.extra) readDates(draft, extra.text, true, context);
  if (draft.deadlines.length === 0 && deadlineText === '') readDates(draft, clean, false, context);
  for (const piece of [...row.pieces, ...row.extra.map((extra) => extra.piece)])
    addQuotes(draft, [{ text: foldSpace(piece), place }]);
  if (row.split) draft.doubts.add('row-split');
  return draft.deadlines.length > 0 || draft.lead.length > 0 ? draft : null;
}

/** "(Qua Văn phòng X)" at the end of a cell. */
function viaIn(text: string): string | null {
  const match = /\(\s?(?:thông )?qua\s([^()]{4,120})\)/iu.exec(text);
  if (match?.[1] === undefined) return null;
  return findUnitMentions(match[1])[0]?.text ?? foldSpace(match[1]);
}

function readDates(draft: Draft, text: string, staged: boolean, context: ReadContext): void {
  const all = findDeadlines(text, context).found;
  const timed = all.filter((one) => one.deadline.kind !== 'standing');
  // "Thường xuyên" in the deadline column is what the column says; elsewhere it is only an adverb.
  const found = withRanges(timed.length > 0 || text.length > 60 ? timed : all);
  applyDeadlines(draft, text, 0, found, staged || found.length > 1 || (found[0]?.start ?? 0) > 12);
  for (const name of routeOf(text).recipients) if (!draft.lead.includes(name)) add(draft.recipients, name);
}

/** A cell of names: its unit mentions, or its lines as written when none is recognised. */
function unitsOrText(cell: string): string[] {
  const text = cell.replace(/\*/g, ' ');
  const mentions = findUnitMentions(text).map((mention) => mention.text);
  if (mentions.length > 0) return mentions;
  return text
    .split(/;|\s-\s|^-\s/u)
    .map((part) => cleanName(part))
    .filter((part) => part !== '')
    .slice(0, 20);
}

/** Where the words of one name end at the latest: at a sign, or with the cell. */
function segmentEnd(cell: string, from: number): number {
  const sign = cell.slice(from).search(/[,;.()]|\s[-–]\s/);
  return sign < 0 ? cell.length : from + sign;
}

/** "Sở A phối hợp với B và C tham mưu …": lead, support and whom they advise. */
function readLead(draft: Draft, cell: string): void {
  if (foldSpace(cell) === '') return;
  const clauses = clausesOf(cell.replace(/(?<=[\p{L})])\.\s?-\s/gu, '; - ').slice(0, 4000), 0);
  const subject = clauses[0]?.subject;
  const only = subject?.lead[0];
  if (subject?.lead.length === 1 && only?.collective === true && /^[^,;.:()]{1,80}$/u.test(cell.trim())) {
    // "Các đơn vị chủ trì sự kiện": the cell describes whom it means, verbs and all.
    const whole = /phối hợp/iu.test(cell) ? only.text : cell;
    add(draft.lead, whole);
    for (const mention of subject.coordinating) add(draft.coordinating, mention.text);
    draft.collective = true;
  } else if (subject !== undefined && subject.lead.length > 0) {
    const words = wordsOf(cell);
    for (const mention of subject.lead)
      add(
        draft.lead,
        subject.lead.length === 1
          ? withNameEnd(words, mention, segmentEnd(cell, mention.end)).text
          : mention.text,
      );
    for (const mention of subject.coordinating) add(draft.coordinating, mention.text);
    draft.collective = subject.lead.some((mention) => mention.collective);
    // "- Sở A chủ trì. - Sở B phối hợp": later lines name more leads unless they say they support.
    for (const clause of clauses.slice(1)) {
      const text = cell.slice(clause.start, clause.end);
      for (const mention of clause.subject.lead) {
        if (/phối hợp/iu.test(text)) add(draft.coordinating, mention.text);
        else if (!draft.coordinating.includes(mention.text)) add(draft.lead, mention.text);
      }
    }
    for (const name of routeOf(cell.slice(subject.action)).recipients)
      if (!draft.lead.includes(name)) add(draft.recipients, name);
  } else for (const name of unitsOrText(cell)) add(draft.lead, name.slice(0, 200));
  draft.leadSource = 'own';
}
