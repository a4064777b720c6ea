/**
 * `/giahan`: ask for more time in one tap for the date and one for the reason. It records and forwards the request; only
 * a person grants it (`duyet/gia-han.ts`).
 */
import { openRequest } from '../src/domain/acts/extend.js';
import type { Command, CommandContext } from '../src/domain/command.js';
import type { StoredFile } from '../src/domain/message.js';
import { heldText } from '../src/domain/person.js';
import { type AssignmentView, assignmentCode } from '../src/domain/queries.js';
import { effectiveDue, isOpen } from '../src/domain/state.js';
import { foldSpace, shorten } from '../src/domain/text.js';
import { dayOf } from '../src/domain/time.js';
import { errorSentence } from '../src/texts/errors.js';
import * as texts from '../src/texts/extensions.js';
import { stateWords } from '../src/texts/words.js';
import { chooseOwed } from './bao-xong.js';
import { onOwnRequest, takeProof } from './giahan/cua-don-vi.js';
import { sendRequest } from './giahan/gui.js';
import { offeredDays, readNewDays } from './giahan/ngay.js';

export const giahan: Command = {
  name: 'giahan',
  aliases: ['xingiahan'],
  summary: 'Xin gia hạn một việc',
  usage: '[mã việc] [ngày mới] [lý do] | GH… [kem | rut]',
  examples: ['/giahan', '/giahan V12', '/giahan V12 30/6/2026 chờ số liệu của các xã', '/giahan GH3 rut'],
  allowed: ['officer'],
  where: 'private',
  prepares: (input) => (input.hasFiles ? ['files'] : []),
  run(args, context) {
    tellRefused(context);
    const typed = foldSpace(args);
    const own = /^gh\s?(\d{1,9})(?:\s+(.*))?$/i.exec(typed);
    if (own) return onOwnRequest(own[1] ?? '', own[2] ?? '', context);
    // Papers that come with the request wait until it is clear which assignment is meant.
    const files = heldFiles('', context);
    if (files.length > 0) context.expect('which', { code: '', files });
    const chosen = chooseOwed(typed, 'giahan', context);
    if (chosen) begin(chosen.view, chosen.rest, null, context);
  },
  resume(step, input, context) {
    tellRefused(context);
    const code = heldText(context.dialogue, 'code');
    if (step === 'proof') return takeProof(code, context);
    if (step === 'which') return giahan.run(input.text, context);
    const chosen = chooseOwed(code, 'giahan', context);
    if (!chosen) return context.settle();
    begin(chosen.view, foldSpace(input.text), heldText(context.dialogue, 'day') || null, context);
  },
};

/** Says why more time cannot be asked for now, or goes on to date and reason. */
function begin(view: AssignmentView, typed: string, knownDay: string | null, context: CommandContext): void {
  const { tx, nowMs } = context;
  const waiting = openRequest(tx, view.facts.assignment.id);
  if (waiting) return context.reply(texts.extensionWaiting(waiting));
  if (!isOpen(view.state))
    return context.reply({ text: texts.nothingToExtend(view, stateWords[view.state]) });
  if (effectiveDue(view.facts, nowMs).dueOn === null) return context.reply({ text: texts.noDateToExtend });
  request(view, typed, knownDay, context);
}

/** Takes what is known so far and asks for what is missing: the day first, then the reason. */
function request(
  view: AssignmentView,
  typed: string,
  knownDay: string | null,
  context: CommandContext,
): void {
  const { nowMs, rules } = context;
  const code = assignmentCode(view.facts.assignment);
  const files = heldFiles(code, context);
  const held = { code, ...(files.length > 0 ? { files } : {}) };
  if (context.prepared.files.length > 0) context.reply({ text: texts.filesHeld(files.length) });
  const today = dayOf(nowMs);
  const due = effectiveDue(view.facts, nowMs).dueOn ?? today;
  const read = knownDay ? { day: knownDay, rest: typed } : (readNewDays(typed, nowMs)[0] ?? null);
  if (!read) {
    context.expect('day', held);
    const isUnclear = typed !== '' && context.prepared.files.length === 0;
    if (isUnclear) return context.reply({ text: texts.newDateUnclear });
    return context.reply(texts.askNewDate(view, offeredDays(due, nowMs, rules.calendar), nowMs));
  }
  if (read.day <= due || read.day <= today) {
    context.expect('day', held);
    return context.reply({ text: texts.newDateTooEarly(due) });
  }
  const reason = /^\d$/.test(read.rest) ? texts.quickReasons[Number(read.rest) - 1] : read.rest;
  if (!reason) {
    context.expect('reason', { ...held, day: read.day });
    return context.reply(texts.askExtensionReason(view, read.day));
  }
  sendRequest(view, { newDueOn: read.day, reason, files }, context);
}

/** Files sent with this message, and those sent before in the same dialogue about the same assignment. */
function heldFiles(code: string, { dialogue, prepared }: CommandContext): StoredFile[] {
  const heldFor = heldText(dialogue, 'code');
  const isSame = dialogue?.command === 'giahan' && (heldFor === code || heldFor === '');
  const held = isSame ? dialogue.data['files'] : null;
  return [...(Array.isArray(held) ? (held as StoredFile[]) : []), ...prepared.files];
}

function tellRefused({ prepared, reply }: CommandContext): void {
  for (const { name, error } of prepared.refused) reply({ text: errorSentence(error, shorten(name, 60)) });
}
