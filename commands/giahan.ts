/** `/giahan`: ask for more time. It records and forwards the request; only a person grants it. */
import { requestExtension } from '../src/domain/acts/review.js';
import type { Command, CommandContext } from '../src/domain/command.js';
import { heldText } from '../src/domain/person.js';
import { readDeadline } from '../src/domain/deadline/index.js';
import { type AssignmentView, assignmentCode, reachCollectors } from '../src/domain/queries.js';
import { effectiveDue } from '../src/domain/state.js';
import { dayOf } from '../src/domain/time.js';
import * as extensions from '../src/texts/extensions.js';
import { chooseOwed } from './bao-xong.js';

export const giahan: Command = {
  name: 'giahan',
  aliases: ['xingiahan'],
  summary: 'Xin gia hạn một việc',
  usage: '[mã việc] [ngày mới] [lý do]',
  examples: ['/giahan V12 30/6/2026 chờ số liệu của các xã', '/giahan'],
  allowed: ['officer'],
  where: 'private',
  run(args, context) {
    const chosen = chooseOwed(args, 'giahan', context);
    if (!chosen) return;
    if (effectiveDue(chosen.view.facts, context.nowMs).dueOn === null) {
      return context.reply({ text: extensions.noDateToExtend });
    }
    request(chosen.view, chosen.rest, null, context);
  },
  resume(_step, input, context) {
    const chosen = chooseOwed(heldText(context.dialogue, 'code'), 'giahan', context);
    if (!chosen) return;
    request(chosen.view, input.text, heldText(context.dialogue, 'day') || null, context);
  },
};

/** Takes what is known so far and asks for what is missing: the day first, then the reason. */
function request(
  view: AssignmentView,
  typed: string,
  knownDay: string | null,
  context: CommandContext,
): void {
  const code = assignmentCode(view.facts.assignment);
  const read = knownDay
    ? { day: knownDay, rest: typed.trim() }
    : (readNewDays(typed, context.nowMs)[0] ?? null);
  if (!read) {
    context.expect('day', { code });
    return context.reply({
      text: typed.trim() === '' ? extensions.askNewDate(view) : extensions.newDateUnclear,
    });
  }
  const due = effectiveDue(view.facts, context.nowMs).dueOn ?? dayOf(context.nowMs);
  if (read.day <= due || read.day <= dayOf(context.nowMs)) {
    context.expect('day', { code });
    return context.reply({ text: extensions.newDateTooEarly(due) });
  }
  if (read.rest === '') {
    context.expect('reason', { code, day: read.day });
    return context.reply({ text: extensions.askExtensionReason(read.day) });
  }
  const extension = requestExtension(context, view.facts.assignment, {
    newDueOn: read.day,
    reason: read.rest,
  });
  context.settle();
  context.reply({ text: extensions.extensionRequested(extension, dayOf(context.nowMs) > due) });
  const author = context.person?.name ?? context.address.displayName;
  for (const conversationId of reachCollectors(context.tx, view.plan, context.nowMs)) {
    context.sendTo(conversationId, extensions.extensionArrived(extension, view, author), {
      kind: 'forward',
      key: `extension/${extension.id}/${conversationId}`,
    });
  }
}

/**
 * Last on-time days typed by a person, in the order typed: `30/6/2026`, `30/6`, `trước ngày 30/6` (read strictly),
 * each with the words around it. Empty when there is no day in the text.
 */
export function readNewDays(typed: string, nowMs: number): { day: string; rest: string }[] {
  const matches = typed.matchAll(
    /(?:(?:đến|den|trước|truoc|hạn|han|hết|het)\s+)*(?:(?:ngày|ngay)\s+)?\d{1,2}\s*[/.-]\s*\d{1,2}(?:\s*[/.-]\s*\d{4})?/giu,
  );
  return [...matches].flatMap((match) => {
    const phrase = match[0].replace(/^(?:(?:đến|den|hạn|han|hết|het)\s+)+/iu, '');
    const deadline = readDeadline(phrase, { issuedOn: dayOf(nowMs), beforeMeans: 'strict' });
    if (!deadline?.dueOn) return [];
    const rest = `${typed.slice(0, match.index)} ${typed.slice(match.index + match[0].length)}`;
    return [{ day: deadline.dueOn, rest: rest.replace(/\s+/g, ' ').replace(/^[\s,;:.-]+|[\s,;:-]+$/g, '') }];
  });
}
