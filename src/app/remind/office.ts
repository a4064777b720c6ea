/** The list to the clerks: units that have been late for as long as the office's rung says. */
import { audienceOf } from '../../domain/audience.js';
import { workingDaysBetween } from '../../domain/calendar.js';
import type { Rules } from '../../domain/command.js';
import type { OutboundMessage } from '../../domain/message.js';
import { defaultLadder } from '../../domain/policy.js';
import type { StoreReader } from '../../domain/ports.js';
import { compareUrgency, effectiveDue, isPastDue } from '../../domain/state.js';
import { dayOf } from '../../domain/time.js';
import { type LateUnit, officeList } from '../../texts/digests.js';
import { isOvertaken, owedView } from './digest.js';
import { recordsSince } from './missed.js';
import { policyOf } from './policies.js';

/** @returns null when none of them is late (or returned and still owed) any more. */
export function composeOfficeList(
  reader: StoreReader,
  assignmentIds: readonly string[],
  since: string,
  nowMs: number,
  rules: Rules,
): OutboundMessage | null {
  const items: LateUnit[] = [];
  let rung = Number.POSITIVE_INFINITY;
  for (const id of new Set(assignmentIds)) {
    const view = owedView(reader, id, nowMs, rules);
    if (!view) continue;
    const policy = policyOf(view.plan, rules);
    const isDue = recordsSince(reader, id, since).some(
      (record) => audienceOf(record.step, policy).office && !isOvertaken(view, record, nowMs),
    );
    const isLate = isPastDue(view.facts, nowMs);
    if (policy.isOff || !isDue || (!isLate && view.state !== 'returned')) continue;
    const { dueOn } = effectiveDue(view.facts, nowMs);
    const daysLate = dueOn === null ? 0 : workingDaysBetween(dueOn, dayOf(nowMs), rules.calendar);
    items.push({ view, daysLate: isLate ? Math.max(0, daysLate) : null });
    rung = Math.min(rung, (policy.ladder ?? defaultLadder).office ?? rung);
  }
  if (items.length === 0) return null;
  items.sort((a, b) => compareUrgency(a.view, b.view));
  // Units of one round stand together, rounds in the order of their most urgent unit.
  const byRound = new Map<string, LateUnit[]>();
  for (const item of items) {
    const { id } = item.view.facts.round;
    byRound.set(id, [...(byRound.get(id) ?? []), item]);
  }
  return officeList([...byRound.values()].flat(), rung, nowMs);
}
