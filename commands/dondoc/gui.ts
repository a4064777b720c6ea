/** `/dondoc K1 gui`: writes to every unit that has not handed in, once per unit and day, and says whom it could not reach. */
import type { CommandContext } from '../../src/domain/command.js';
import { hasRole } from '../../src/domain/person.js';
import { planLabel } from '../../src/domain/plan.js';
import { changedPolicy } from '../../src/domain/policy.js';
import { reachRole } from '../../src/domain/queries.js';
import { nextSendingTime } from '../../src/domain/reminder.js';
import { fold } from '../../src/domain/text.js';
import { dayOf, timeOf, toIso } from '../../src/domain/time.js';
import { missingUnits, type MissingUnit } from '../../src/domain/urge-list.js';
import { unreachedNotice } from '../../src/texts/reminders.js';
import * as texts from '../../src/texts/urging.js';
import { type Scope, codeOf } from './asked.js';
import { wordsOf } from './chua-nop.js';

/** @param when `ngay` (now, whatever the hour), `sang` (when sending begins again), or empty: asks outside the hours. */
export function urge(scope: Scope, when: string, context: CommandContext): void {
  const { tx, nowMs, rules, person } = context;
  const { plan, task } = scope;
  const policy = changedPolicy(rules.policy, plan.reminders);
  const openMs = nextSendingTime(nowMs, policy, rules.calendar);
  const atMs = fold(when) === 'sang' ? openMs : nowMs;
  // As things will stand when it goes out: what is due tonight is overdue in the morning.
  const missing = missingUnits(tx, plan, task, atMs, rules.calendar);
  if (missing.length === 0) return context.reply({ text: texts.nobodyMissing(wordsOf(scope, context)) });
  const reachable = missing.filter(({ unreached }) => unreached === null);
  if (when === '' && openMs !== nowMs && reachable.length > 0) {
    const code = codeOf(tx, scope);
    return context.reply(texts.askUrgeTime(code, reachable.length, dayOf(openMs), timeOf(openMs)));
  }
  const all = task === null ? missing : missingUnits(tx, plan, null, atMs, rules.calendar);
  const owed = new Map(all.map((unit) => [unit.id, unit.views.length]));
  const sent = reachable.filter((unit) => {
    const others = Math.max(0, (owed.get(unit.id) ?? 0) - unit.views.length);
    return write(plan.id, unit, others, atMs, context);
  });
  context.audit('urge', `K${plan.number}`, `${sent.length}/${missing.length}`);
  const unreached = missing.filter((unit) => unit.unreached !== null);
  const isClerk = hasRole(person ?? undefined, 'clerk');
  if (!isClerk) tellOffice(scope, unreached, context);
  context.reply({
    text: texts.urged({
      sent: sent.length,
      before: reachable.length - sent.length,
      withHead: sent.filter(({ late }) => late > 0).length,
      unreached,
      at: atMs === nowMs ? null : { day: dayOf(atMs), time: timeOf(atMs) },
      isClerk,
    }),
  });
}

/**
 * One message to each of a unit's conversations; a second tap, or another task of the plan on the same day, finds the key
 * used. @param others what the unit owes the plan besides. @returns whether anything new was written.
 */
function write(
  planId: string,
  unit: MissingUnit,
  others: number,
  atMs: number,
  context: CommandContext,
): boolean {
  let isSent = false;
  for (const conversationId of unit.conversationIds) {
    const { choices, ...words } = texts.urging(unit.views, atMs, unit.name, others);
    // Buttons would act for one person: a group gets none.
    const isGroup = context.tx.get('conversations', conversationId)?.kind === 'group';
    const isNew = context.sendTo(conversationId, isGroup ? words : { ...words, choices }, {
      kind: 'reminder',
      key: `urge/${planId}/${unit.id}/${dayOf(atMs)}/${conversationId}`,
      assignmentIds: unit.views.map((view) => view.facts.assignment.id),
      ...(atMs > context.nowMs ? { notBefore: toIso(atMs) } : {}),
    });
    isSent = isNew || isSent;
  }
  return isSent;
}

/** The clerks learn whom a collecting unit could not reach, once a day. */
function tellOffice({ plan }: Scope, unreached: readonly MissingUnit[], context: CommandContext): void {
  if (unreached.length === 0) return;
  const items = unreached.map(({ name, unreached: reason, views }) => ({
    unit: name,
    reason: reason ?? '',
    tasks: views.length,
  }));
  const notice = unreachedNotice(items);
  for (const conversationId of reachRole(context.tx, 'clerk'))
    context.sendTo(
      conversationId,
      { ...notice, heading: `${notice.heading}, kế hoạch ${planLabel(plan.document)}` },
      { kind: 'notice', key: `urge-unreached/${plan.id}/${dayOf(context.nowMs)}/${conversationId}` },
    );
}
