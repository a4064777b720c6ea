/** The Excel round trip of a draft: the table out, the corrected table in, the differences, one confirmation. */
import { compareSheet, isEmpty } from '../../src/domain/acts/draft-compare.js';
import type { CommandContext } from '../../src/domain/command.js';
import { isMarkOf } from '../../src/domain/draft-sheet.js';
import * as texts from '../../src/texts/plan-sheet.js';
import { type Desk, closed, deskOf, draftOfNumber, overview, store } from './desk.js';

/** How long a returned table waits for its confirmation, in minutes. */
const sheetMinutes = 24 * 60;

/** `excel`: the table that was made before the transaction. */
export function sendSheet(desk: Desk): void {
  const { draft, context } = desk;
  const { made } = context.prepared;
  if (made?.draftId !== draft.id || made.revision !== draft.revision)
    return context.reply({ text: texts.sheetOutdated(draft.number) });
  context.reply({ ...texts.sheetReady(draft), files: [made.file] });
}

/** A returned table: what it would change. Nothing changes yet. */
export function showSheet(context: CommandContext): void {
  const returned = context.prepared.sheet;
  if (!returned) return;
  const { sheet, file } = returned;
  const draft = draftOfNumber(sheet.mark.number, context);
  context.settle();
  if (!draft || !isMarkOf(sheet.mark, draft)) return context.reply({ text: texts.sheetOfNobody });
  if (draft.status !== 'open') return closed(draft, context);
  const desk = deskOf(draft, context);
  const found = compareSheet(draft, sheet, desk.tools, desk.editor);
  if (isEmpty(found) && found.problems.length === 0) return context.reply(texts.sheetUnchanged(draft));
  // The file itself waits, and is compared again when the button is pressed: what is shown is what is done.
  context.expect('sheet', { draft: draft.number, shownFor: draft.revision, files: [file] }, sheetMinutes);
  context.reply(texts.sheetDifferences(draft, found, sheet.mark.revision));
}

/** `nhapbang`: applies the table that was shown, if the draft is still as it was then. */
export function takeSheet(desk: Desk): void {
  const { draft, context, tools, editor } = desk;
  const returned = context.prepared.sheet;
  const { dialogue } = context;
  const isWaiting = dialogue?.step === 'sheet' && dialogue.data['draft'] === draft.number;
  if (!returned || !isWaiting || !isMarkOf(returned.sheet.mark, draft))
    return context.reply({ text: texts.noSheetWaiting });
  if (dialogue.data['shownFor'] !== draft.revision) return showSheet(context);
  const found = compareSheet(draft, returned.sheet, tools, editor);
  context.settle();
  if (isEmpty(found)) return context.reply(texts.sheetUnchanged(draft));
  const detail = `${returned.file.name}: ${found.changes.length} changed, ${found.dropped.length} dropped, ${found.added.length} added`;
  // One hand-in is one change of the draft, however many cells it had.
  const after = store(desk, { ...found.draft, revision: draft.revision + 1 }, 'sheet', '', detail);
  context.reply({ text: texts.sheetTaken(draft.number) });
  overview(after);
}
