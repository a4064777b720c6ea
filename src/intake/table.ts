/**
 * Table rows → task drafts. Columns are `table-columns.ts`, rows `table-rows.ts`, the words of a cell `table-cells.ts`.
 * Tables without a deadline or lead column are left alone.
 */
import type { SkippedPassage } from '../domain/plan.js';
import { foldSpace, shorten } from '../domain/text.js';
import { findUnitMentions, wordsOf } from '../domain/unit-mention.js';
import type { ReadContext } from './labelled.js';
import { clausesOf } from './clauses.js';
import { coordinationAt } from './subject.js';
import type { Draft, Harvest } from './draft.js';
import { addQuotes, newDraft } from './draft.js';
import { actionOf, add, quotaOf, routeOf, volumeOf } from './fields.js';
import type { Node } from './outline.js';
import { readDates, readLead, titleNames, unitsOrText, viaIn } from './table-cells.js';
import type { Column } from './table-columns.js';
import { columnsOf } from './table-columns.js';
import type { Row } from './table-rows.js';
import { rowsOf, textsOf } from './table-rows.js';

/** Reads every table among the nodes. */
export function readTables(nodes: Node[], context: ReadContext): Harvest {
  const drafts: Draft[] = [];
  const skipped: SkippedPassage[] = [];
  const tables: { rows: Node[]; titles: Node[] }[] = [];
  let last: Node | null = null;
  let titles: Node[] = [];
  for (const node of nodes) {
    if (node.block.kind !== 'row') {
      // Words between two pieces of one table end it, page furniture has been dropped before.
      if (node.block.text.length > 3) last = null;
      titles.push(node);
      continue;
    }
    if (last !== null && last.block.place.table === node.block.place.table) tables.at(-1)?.rows.push(node);
    else {
      tables.push({ rows: [node], titles: titles.slice(-3) });
      titles = [];
    }
    last = node;
  }
  let columns: Column[] | null = null;
  let width = 0;
  for (const { rows: table, titles: above } of tables) {
    const heads = table.some((node) => columnsOf(textsOf(node)) !== null);
    // A table that goes on after a page without its heading keeps the columns of the one before.
    if (heads || (table[0]?.block.cells.length ?? 0) !== width) columns = null;
    const rows = rowsOf(table, columns, context);
    columns = rows.columns;
    width = table[0]?.block.cells.length ?? 0;
    if (columns === null) continue;
    let previous: Row | null = null;
    const named = columns.includes('lead') ? [] : titleNames(above.map((node) => node.text));
    for (const row of rows.rows) {
      const draft = draftOf(row, previous, named, context, skipped);
      if (draft !== null) drafts.push(draft);
      previous = row;
    }
  }
  return { drafts, skipped };
}

const ditto = /^(?:n\s?t|như (?:mục |dòng )?trên|-\s?nt\s?-|["″”〃]|\/\/|''|-\s?["″”]\s?-)\.?$/iu;

function draftOf(
  row: Row,
  previous: Row | null,
  named: readonly string[],
  context: ReadContext,
  skipped: SkippedPassage[],
): Draft | null {
  for (const column of ['lead', 'support', 'deadline'] as const) {
    const text = row.cells.get(column);
    if (text !== undefined && ditto.test(text) && previous !== null)
      row.cells.set(column, previous.cells.get(column) ?? '');
  }
  // A cell merged with the one above it is copied blank.
  const isMerged =
    context.isCopied === true &&
    (row.cells.get('lead') ?? '') === '' &&
    row.cells.has('deadline') &&
    (previous?.cells.get('lead') ?? '') !== '';
  if (isMerged) row.cells.set('lead', previous?.cells.get('lead') ?? '');
  const task = row.cells.get('task') ?? '';
  const deadlineText = (row.cells.get('deadline') ?? row.cells.get('period') ?? '').replace(/\*/g, ' ');
  const leadText = (row.cells.get('lead') ?? '').replace(/\*/g, ' ');
  if (task === '' || (deadlineText === '' && leadText === '' && named.length === 0)) return null;
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
  if (isMerged && draft.lead.length > 0) draft.leadSource = 'inherited';
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
  const isNamed =
    subject !== undefined &&
    subject.lead.length > 0 &&
    draft.collective &&
    subject.lead.every((mention) => mention.collective);
  // A table without an ordinal column counts inside its cells.
  if (draft.lead.length === 0) {
    for (const name of named) add(draft.lead, name);
    if (named.length > 0) {
      draft.leadSource = 'inherited';
      draft.collective = true;
    }
  }
  const counted = /^\s*\d{1,3}[.)]\s+(?=\p{L})/u.exec(clean)?.[0].length ?? 0;
  draft.action = actionOf(isNamed ? clean.slice(subject.action) : clean.slice(counted), []);
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
  if (draft.deadlines.length === 0 && deadlineText === '')
    readDates(draft, row.cells.get('note') ?? '', false, context);
  if (draft.deadlines.length === 0 && deadlineText === '' && row.group !== '') {
    readDates(draft, row.group, false, context);
    draft.doubts.add('deadline-inherited');
  }
  if (draft.deadlines.length === 0 && deadlineText === '') readDates(draft, clean, false, context, false);
  for (const piece of [...row.pieces, ...row.extra.map((extra) => extra.piece)])
    addQuotes(draft, [{ text: foldSpace(piece), place }]);
  if (row.split) draft.doubts.add('row-split');
  return draft.deadlines.length > 0 || draft.lead.length > 0 ? draft : null;
}
