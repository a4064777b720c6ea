/** When a row may go out: what was chosen in its conversation, else the hours of its plans, else those of the office. */
import type { WorkCalendar } from '../../domain/calendar.js';
import type { Rules } from '../../domain/command.js';
import type { OutboxRow } from '../../domain/message.js';
import type { Conversation } from '../../domain/person.js';
import type { StoreReader } from '../../domain/ports.js';
import { nextSendingTime } from '../../domain/reminder.js';
import { preferencesOf } from '../../domain/reminder-reach.js';
import { type SendingHours, chosenHours, sharedHours } from '../../domain/sending-hours.js';
import { policyOf } from './policies.js';

/**
 * Hours in which a conversation may be reminded of these assignments.
 * @returns null when its plans share no hours, so that they cannot stand in one message.
 */
export function hoursFor(
  reader: StoreReader,
  conversation: Readonly<Conversation> | undefined,
  assignmentIds: Iterable<string>,
  rules: Rules,
): SendingHours | null {
  const planIds = new Set<string>();
  for (const id of assignmentIds) {
    const planId = reader.get('assignments', id)?.planId;
    if (planId !== undefined) planIds.add(planId);
  }
  let shared: SendingHours | null = null;
  const chosen = conversation && preferencesOf(reader, conversation);
  for (const planId of planIds) {
    const plan = reader.get('plans', planId);
    const hours = chosenHours(plan ? policyOf(plan, rules) : rules.policy, chosen);
    const next: SendingHours | null = shared === null ? hours : sharedHours(shared, hours);
    if (next === null) return null;
    shared = next;
  }
  return shared ?? chosenHours(rules.policy, chosen);
}

/** What `/dondoc` sends: begun by a person, who was told when it is outside the hours. */
const urgeKey = 'urge/';
const urgentMs = 2 * 3_600_000;

/** First instant at or after `ms` within hours on a working day. */
export function nextWithin(ms: number, { sendFrom, sendUntil }: SendingHours, rules: Rules): number {
  const { calendar } = rules;
  const isLast =
    last?.ms === ms &&
    last.calendar === calendar &&
    last.sendFrom === sendFrom &&
    last.sendUntil === sendUntil;
  if (!isLast || last === null) {
    const atMs = nextSendingTime(ms, { ...rules.policy, sendFrom, sendUntil }, calendar);
    last = { ms, calendar, sendFrom, sendUntil, atMs };
  }
  return last.atMs;
}

/** Thousands of rows of one run ask the same question in a row; the last answer is kept and changes no result. */
let last: (SendingHours & { ms: number; calendar: WorkCalendar; atMs: number }) | null = null;

/**
 * Asked by whoever delivers, just before a row is sent.
 * @returns the first instant of the assistant's clock at which the row may go out; at most `nowMs` when that is now.
 * Reminders and overviews keep their hours however late they come (after an outage, a flood wait); whatever else waits only
 * for the instant written on it.
 * @param options.isClockMoved with a clock that jumps (the demo) a row is due on the virtual day it was made, not on the
 * one the clock has reached by then.
 */
export function createSendableAt(
  reader: StoreReader,
  rules: Rules,
  options: { isClockMoved: boolean },
): (row: Readonly<OutboxRow>, nowMs: number) => number {
  return (row, nowMs) => {
    const writtenMs = row.notBefore === undefined ? 0 : Date.parse(row.notBefore);
    const isReminder = row.kind === 'reminder' || row.kind === 'overview';
    if (!isReminder || options.isClockMoved) return writtenMs;
    // Urging goes out when the office has said; held up for long, it keeps the hours like everything else.
    if (row.key.startsWith(urgeKey) && nowMs - Math.max(writtenMs, Date.parse(row.createdAt)) < urgentMs)
      return writtenMs;
    const conversation = reader.get('conversations', row.conversationId);
    // Plans whose hours were changed apart meanwhile: the office's have to do.
    const hours =
      hoursFor(reader, conversation, row.assignmentIds, rules) ??
      hoursFor(reader, conversation, [], rules) ??
      rules.policy;
    return nextWithin(Math.max(nowMs, writtenMs), hours, rules);
  };
}
