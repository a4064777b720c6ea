/** `/nop`, or simply sending a file: hand in a report; asks which assignment when that is not certain. */
import { handIn } from '../src/domain/acts/hand-in.js';
import type { Command, CommandContext } from '../src/domain/command.js';
import type { StoredFile } from '../src/domain/message.js';
import { heldText, unitsOf } from '../src/domain/person.js';
import {
  type AssignmentView,
  assignmentByCode,
  assignmentCode,
  assignmentsOf,
  viewOf,
  viewsOf,
} from '../src/domain/queries.js';
import { needsHandIn } from '../src/domain/state.js';
import { shorten } from '../src/domain/text.js';
import { errorSentence } from '../src/texts/errors.js';
import { size } from '../src/texts/format.js';
import * as texts from '../src/texts/handing-in.js';
import * as receipts from '../src/texts/receipts.js';
import { noSuchTask, titleOf } from '../src/texts/tasks.js';
import { askWhatFileIs } from './kehoach/nhap.js';
import { forwardSubmission } from './nop/chuyen.js';
import { blockedStep, noticesUnlessBlocked, preparationsFor } from './nop/kiem-tep.js';
import { search } from './viec.js';

/** Files waiting for their assignment, kept in the dialogue until the person chooses. */
interface PendingFiles {
  files: StoredFile[];
  sentAtMs: number;
  note: string | null;
}

export const nop: Command = {
  name: 'nop',
  aliases: ['nopbaocao', 'gui'],
  summary: 'Nộp báo cáo (hoặc gửi thẳng tệp)',
  usage: '[mã việc]',
  examples: ['/nop', '/nop V12'],
  allowed: ['officer'],
  where: 'both',
  prepares: preparationsFor,
  run(args, context) {
    tellRefused(context);
    const typed = args.trim();
    const pending = pendingFiles(context);
    const files = [...pending.files, ...context.prepared.files];
    if (files.length === 0 && context.prepared.refused.length > 0) return;
    if (unitsOf(context.person ?? undefined).length === 0) return context.reply({ text: texts.notOfficer });
    const held: PendingFiles = { ...pending, files, note: pending.note ?? captionNote(context) };
    const isUnclear = typed === '' && context.prepared.files.length > 0 && context.event.replyToId === null;
    if (isUnclear && context.dialogue?.command !== 'nop' && askWhatFileIs(context)) return;
    const target = typed === '' || typed === 'khac' ? null : findTarget(typed, context);
    if (target === 'not-found') return context.reply({ text: noSuchTask(typed) });
    if (files.length === 0) return askForFile(target, context);
    if (target) return submit(target, held, context);
    guess(held, typed === 'khac', context);
  },
  resume(step, input, context) {
    if ((step === 'file' || step === blockedStep) && (input.hasFiles || context.prepared.files.length > 0)) {
      return nop.run(heldText(context.dialogue, 'code'), context);
    }
    if (input.hasFiles) return nop.run('', context);
    // Words instead of a choice: the person names the assignment.
    if (step === 'choose' && input.text.trim() !== '') return nop.run(input.text, context);
    context.reply({ text: texts.chooseTask(pendingFiles(context).files.length) });
  },
};

/** Hands in and tells everyone concerned. Shared with `/xong` and `/khongphatsinh`. */
export function submit(
  view: AssignmentView,
  what: PendingFiles & { kind?: 'file' | 'done' | 'nil' },
  context: CommandContext,
): void {
  const { tx, nowMs, rules } = context;
  const notices = noticesUnlessBlocked(context, view, what);
  if (notices === null) return;
  const submission = handIn(context, view.facts.assignment, {
    kind: what.kind ?? 'file',
    files: what.files,
    note: what.note,
    sentAtMs: what.sentAtMs,
    ...(notices.length > 0 ? { notices } : {}),
  });
  context.settle();
  const after = viewOf(tx, view.facts.assignment, nowMs, rules.calendar) ?? view;
  const forward = forwardSubmission(submission, after, context);
  context.reply(receipts.receipt(submission, after, forward.sentTo), 'receipt', [view.facts.assignment.id]);
  forward.send();
}

/** Assignments a person may hand in for now, most urgent first. */
export function owedViews(context: CommandContext): AssignmentView[] {
  const { tx, person, nowMs, rules } = context;
  return viewsOf(tx, assignmentsOf(tx, person, nowMs), nowMs, rules.calendar).filter((view) =>
    needsHandIn(view.state),
  );
}

/** The person's own assignment behind a code or words; `not-found` when the code is not theirs or words fit several. */
function findTarget(typed: string, context: CommandContext): AssignmentView | null | 'not-found' {
  const { tx, person, nowMs, rules } = context;
  const own = assignmentsOf(tx, person, nowMs);
  const byCode = /^v\s*\d+/i.exec(typed);
  if (byCode) {
    const assignment = assignmentByCode(tx, byCode[0]);
    if (!assignment || !own.some((candidate) => candidate.id === assignment.id)) return 'not-found';
    return viewOf(tx, assignment, nowMs, rules.calendar) ?? 'not-found';
  }
  const owed = owedViews(context);
  const ordinal = /^\d{1,2}$/.exec(typed);
  if (ordinal && owed[Number(typed) - 1]) return owed[Number(typed) - 1] ?? null;
  const found = search(typed, owed);
  return found.length === 1 ? (found[0] ?? null) : null;
}

/** Decides only when one assignment is certain: the message replied to, or the only one owed. Asks otherwise. */
function guess(held: PendingFiles, showAll: boolean, context: CommandContext): void {
  const owed = owedViews(context);
  const replied = repliedAssignment(context, owed);
  if (replied) return submit(replied, held, context);
  if (owed.length === 0) {
    const unitId = unitsOf(context.person ?? undefined)[0];
    const unit = unitId ? context.tx.get('units', unitId)?.name : undefined;
    return context.reply({ text: texts.nothingToHandIn(unit ?? 'Đơn vị') });
  }
  const named = showAll ? [] : namedByFiles(held.files, owed);
  const only = owed.length === 1 ? owed[0] : undefined;
  if (only) return submit(only, held, context);
  const offered = named.length > 0 ? [...named, ...owed.filter((view) => !named.includes(view))] : owed;
  const shown = offered.slice(0, showAll ? 20 : 6);
  context.expect('choose', { ...held }, 120);
  context.reply({
    text: `${texts.chooseTask(held.files.length)}\n${shown.map((view, i) => `${i + 1}. ${titleOf(view, 90)}`).join('\n')}`,
    choices: [
      ...shown.map((view, i) => ({
        label: `${i + 1}. ${shorten(view.task.action, 44)}`,
        command: `/nop ${assignmentCode(view.facts.assignment)}`,
      })),
      ...(shown.length < offered.length ? [{ label: texts.choiceOther, command: '/nop khac' }] : []),
      { label: 'Thôi, không nộp', command: '/huy' },
    ],
  });
}

/** Assignments whose words stand in a file name; only to order the choices, never to decide. */
function namedByFiles(files: readonly StoredFile[], owed: readonly AssignmentView[]): AssignmentView[] {
  const found = files.flatMap((file) => search(file.name.replace(/\.[a-z0-9]+$/i, ''), owed));
  return [...new Set(found)];
}

/** The one assignment of the message this one replies to, when it was about exactly one. */
function repliedAssignment(context: CommandContext, owed: readonly AssignmentView[]): AssignmentView | null {
  const id = context.event.replyToId;
  if (id === null) return null;
  const rows = context.tx.find('outbox', 'byConversation', context.conversation.id);
  const row = rows.find((candidate) => candidate.externalIds.includes(id));
  if (row?.assignmentIds.length !== 1) return null;
  return owed.find((view) => view.facts.assignment.id === row.assignmentIds[0]) ?? null;
}

function askForFile(target: AssignmentView | null, context: CommandContext): void {
  const { services, person, address } = context;
  const max = services.maxFileBytes(address.channel);
  if (target) {
    const link = person ? services.uploadLink(target.facts.assignment.id, person.id) : null;
    context.expect('file', { code: assignmentCode(target.facts.assignment) }, 24 * 60);
    return context.reply({ text: texts.sendFileFor(target, max, link) }, 'reply', [
      target.facts.assignment.id,
    ]);
  }
  const owed = owedViews(context);
  if (owed.length === 0) {
    const unitId = unitsOf(person ?? undefined)[0];
    return context.reply({
      text: texts.nothingToHandIn((unitId && context.tx.get('units', unitId)?.name) || 'Đơn vị'),
    });
  }
  const shown = owed.slice(0, 8);
  context.reply({
    text: `${texts.chooseTask(0)}\n${shown.map((view, i) => `${i + 1}. ${titleOf(view, 90)}`).join('\n')}`,
    choices: shown.map((view, i) => ({
      label: `${i + 1}. ${shorten(view.task.action, 44)}`,
      command: `/nop ${assignmentCode(view.facts.assignment)}`,
    })),
  });
}

/** Says what could not be taken, with a link for files over the channel's limit. */
function tellRefused(context: CommandContext): void {
  const { prepared, services, person, address } = context;
  for (const { name, error } of prepared.refused) {
    if (error.code !== 'file-too-big') {
      context.reply({ text: errorSentence(error, shorten(name, 60)) });
      continue;
    }
    const limit = error.detail ?? size(services.maxFileBytes(address.channel));
    const owed = owedViews(context);
    const only = owed.length === 1 ? owed[0] : undefined;
    const link = only && person ? services.uploadLink(only.facts.assignment.id, person.id) : null;
    if (link || owed.length === 0) {
      context.reply({ text: texts.fileTooBig(name, limit, link) });
      continue;
    }
    context.reply({
      text: `${texts.fileTooBig(name, limit, null)}\n${texts.chooseForLink}`,
      choices: owed.slice(0, 8).map((view, i) => ({
        label: `${i + 1}. ${shorten(view.task.action, 44)}`,
        command: `/nop ${assignmentCode(view.facts.assignment)}`,
      })),
    });
  }
}

function pendingFiles(context: CommandContext): PendingFiles {
  const data = context.dialogue?.command === 'nop' ? context.dialogue.data : {};
  // Corrected files take the place of those the office did not take.
  const isReplaced = context.dialogue?.step === blockedStep && context.prepared.files.length > 0;
  const files = Array.isArray(data['files']) && !isReplaced ? (data['files'] as StoredFile[]) : [];
  const sentAtMs =
    typeof data['sentAtMs'] === 'number' && files.length > 0 ? data['sentAtMs'] : context.sentAtMs;
  return { files, sentAtMs, note: typeof data['note'] === 'string' ? data['note'] : null };
}

function captionNote(context: CommandContext): string | null {
  const { content } = context.event;
  if (content.kind !== 'files' || !content.caption || content.caption.startsWith('/')) return null;
  return content.caption;
}
