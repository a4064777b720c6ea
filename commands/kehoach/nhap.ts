/** How a plan comes in: a file, a pasted text, a returned table; the same document twice leads to what is there. */
import { forgetTexts } from '../../src/domain/acts/forget.js';
import { openDraft, openDraftOf } from '../../src/domain/acts/draft-open.js';
import { existingPlan, planOfFile } from '../../src/domain/acts/plan-identity.js';
import type { CommandContext, CommandInput, Preparation } from '../../src/domain/command.js';
import type { StoredFile } from '../../src/domain/message.js';
import { hasRole, unitsOf } from '../../src/domain/person.js';
import type { Plan } from '../../src/domain/plan.js';
import type { Dialogue } from '../../src/domain/person.js';
import { fold, shorten } from '../../src/domain/text.js';
import { errorSentence } from '../../src/texts/errors.js';
import { amendmentExists, draftExists, planExists } from '../../src/texts/plan-publish.js';
import * as texts from '../../src/texts/plans.js';
import { showSheet } from './bang.js';
import { deskOf, overview } from './desk.js';

/** From this many letters on, words in the `/kehoach` step are a plan's text and not an answer. */
const shortestPasted = 400;
/** Most letters taken from messages; a plan of 60 pages has about 150,000. */
const longestPasted = 300_000;
/** Minutes a half-pasted text is kept. */
const pasteMinutes = 60;

/** What has to be done before the transaction when a message brings a plan; empty when it brings none. */
export function preparationsFor(input: CommandInput): Preparation[] {
  if (input.hasFiles || (fold(input.text) === 'doc' && heldFiles(input.dialogue?.data).length > 0))
    return ['files', 'sheet', 'plan'];
  const parts = pastedParts(input.dialogue);
  if (parts.length === 0 || !isEnd(input.text)) return [];
  return [{ take: parts.join('\n'), name: 'van-ban-dan.txt' }, 'plan'];
}

/** Files kept in a dialogue. */
export function heldFiles(data: Readonly<Record<string, unknown>> | undefined): StoredFile[] {
  return Array.isArray(data?.['files']) ? (data['files'] as StoredFile[]) : [];
}

/**
 * Asks a person who both keeps plans and acts for a unit what a sent document is; true when it asked.
 * A clerk without a unit of their own only ever sends plans.
 */
export function askWhatFileIs(context: CommandContext): boolean {
  const holder = context.person ?? undefined;
  const keepsPlans = hasRole(holder, 'clerk') || hasRole(holder, 'admin');
  if (!keepsPlans || unitsOf(holder).length === 0) return false;
  const file = context.prepared.files[0];
  if (!file || !/\.(?:docx?|pdf|xlsx?|html?|txt|rtf|jpe?g|png|tiff?)$/i.test(file.name)) return false;
  context.expect('which', { files: context.prepared.files, sentAtMs: context.sentAtMs });
  context.reply({
    text: texts.planOrReport(file.name),
    choices: [
      { label: texts.isReport, command: '/nop' },
      { label: texts.isPlan, command: '/kehoach doc' },
    ],
  });
  return true;
}

/** What was prepared of a file or a pasted text; true when there was something to say about it. */
export function takeIn(context: CommandContext): boolean {
  const { prepared } = context;
  for (const { name, error } of prepared.refused)
    context.reply({ text: errorSentence(error, shorten(name, 60)) });
  if (prepared.problem) {
    if (prepared.problem.code === 'file-secret')
      forgetTexts(context.tx, context.conversation.id, pastedParts(context.dialogue));
    context.settle();
    context.reply({ text: errorSentence(prepared.problem, prepared.files[0]?.name ?? undefined) });
    return true;
  }
  // The table that waits for its button is read again then; any other one has just come.
  const isWaiting = context.dialogue?.step === 'sheet' && context.event.content.kind !== 'files';
  if (prepared.sheet && !isWaiting) {
    showSheet(context);
    return true;
  }
  if (prepared.plan) createDraft(context);
  return prepared.plan !== null || prepared.refused.length > 0;
}

function createDraft(context: CommandContext): void {
  const { tx, nowMs, services, person, prepared } = context;
  if (!prepared.plan) return;
  const { result, file } = prepared.plan;
  context.settle();
  const existing = planOfFile(tx, file.sha256) ?? existingPlan(tx, result.document);
  if (existing) return context.reply({ text: knownPlan(existing, file.sha256, context) });
  const open = openDraftOf(tx, result.document, file.sha256);
  if (open) {
    context.reply({ text: draftExists(open) });
    return overview(deskOf(open, context));
  }
  const options = { nowMs, by: person?.id ?? null, newId: services.newId };
  const draft = openDraft(tx, { result, fileName: file.name, fileSha256: file.sha256 }, options);
  context.audit('draft', `D${draft.number}`, file.name);
  overview(deskOf(draft, context));
}

/** Whether the document made the plan, or changed it. */
function knownPlan(plan: Readonly<Plan>, sha256: string, context: CommandContext): string {
  const document = context.prepared.plan?.result.document;
  const isAmendment =
    plan.amendments?.some((one) => one.fileSha256 === sha256 || one.document.number === document?.number) ===
      true && plan.fileSha256 !== sha256;
  return isAmendment ? amendmentExists(plan) : planExists(plan);
}

/** Words sent while a plan is waited for: a part of its text, the end of it, or too little to be either. */
export function onText(text: string, context: CommandContext): void {
  const parts = pastedParts(context.dialogue);
  if (isEnd(text)) return context.reply({ text: texts.nothingPasted });
  if (parts.length === 0 && text.length < shortestPasted) return context.reply({ text: texts.sendPlan });
  const all = [...parts, text];
  const letters = all.reduce((sum, part) => sum + part.length, 0);
  if (letters > longestPasted) {
    context.settle();
    return context.reply({ text: texts.pastedTooMuch });
  }
  context.expect('paste', { parts: all }, pasteMinutes);
  context.reply(texts.pasted(all.length, letters));
}

/** The parts of a text pasted so far. */
export function pastedParts(dialogue: Readonly<Dialogue> | null): string[] {
  const parts = dialogue?.command === 'kehoach' && dialogue.step === 'paste' ? dialogue.data['parts'] : null;
  return Array.isArray(parts) ? parts.filter((part): part is string => typeof part === 'string') : [];
}

export function isEnd(text: string): boolean {
  return /^(?:xong|het|doc|doc van ban)$/.test(fold(text));
}
