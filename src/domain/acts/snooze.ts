/** Putting off one's own reminders of an assignment, and taking that back. What may be put off is `domain/snooze.ts`. */
import type { CommandContext } from '../command.js';
import type { StoreWriter } from '../ports.js';
import { type AssignmentView, assignmentCode, viewOf } from '../queries.js';
import { snoozeEnd } from '../snooze.js';
import { addDays, dayOf, toIso } from '../time.js';
import type { Snooze } from '../urging.js';
import { policyIn } from './reminder-policy.js';

type ActContext = Pick<CommandContext, 'tx' | 'nowMs' | 'person' | 'conversation' | 'audit'>;

/** The private chats of a person on every channel: a snooze holds in all of them. */
function privateChats({ tx, person, conversation }: ActContext): string[] {
  const addresses = person ? tx.find('addresses', 'byPerson', person.id) : [];
  return [...new Set([conversation.id, ...addresses.flatMap((one) => one.privateConversationId ?? [])])];
}

/** The person's snooze of an assignment that still holds; null when there is none. */
export function standingSnooze(
  context: ActContext & Pick<CommandContext, 'rules'>,
  view: AssignmentView,
): { snooze: Readonly<Snooze>; end: string } | null {
  const { tx, nowMs, rules } = context;
  const sending = policyIn(tx, view.plan);
  for (const conversationId of privateChats(context)) {
    const snooze = tx.get('snoozes', `${conversationId}/${view.facts.assignment.id}`);
    const end = snooze && snoozeEnd(snooze, view.facts, sending, rules.calendar, nowMs);
    if (snooze && end && end > dayOf(nowMs)) return { snooze, end };
  }
  return null;
}

/**
 * Puts the person's reminders of an assignment off until a day.
 * @param since when it was first put off, for what is late; null for now.
 */
export function putOff(context: ActContext, view: AssignmentView, until: string, since: string | null): void {
  const { tx, nowMs, person } = context;
  if (!person) throw new Error('a snooze needs a person');
  const assignmentId = view.facts.assignment.id;
  for (const conversationId of privateChats(context)) {
    const at = since ?? toIso(nowMs);
    const id = `${conversationId}/${assignmentId}`;
    tx.put('snoozes', { id, conversationId, assignmentId, until, byPersonId: person.id, at });
  }
  context.audit('snooze', assignmentCode(view.facts.assignment), until);
}

/** Takes a snooze back. @returns whether there was one. */
export function takeBack(context: ActContext, view: AssignmentView): boolean {
  const ids = privateChats(context).map((id) => `${id}/${view.facts.assignment.id}`);
  const known = ids.filter((id) => context.tx.get('snoozes', id) !== undefined);
  for (const id of known) context.tx.remove('snoozes', id);
  if (known.length > 0) context.audit('unsnooze', assignmentCode(view.facts.assignment));
  return known.length > 0;
}

/** What a person has put off and not yet been reminded of again, by day. */
export function ownSnoozes(
  context: ActContext & Pick<CommandContext, 'rules'>,
): { code: string; until: string }[] {
  const { tx, person, nowMs, rules } = context;
  const found = new Map<string, string>();
  for (const snooze of tx.all('snoozes')) {
    if (snooze.byPersonId !== person?.id) continue;
    const assignment = tx.get('assignments', snooze.assignmentId);
    const view = assignment && viewOf(tx, assignment, nowMs, rules.calendar);
    const standing = view && standingSnooze(context, view);
    if (standing) found.set(assignmentCode(view.facts.assignment), standing.end);
  }
  return [...found]
    .map(([code, until]) => ({ code, until }))
    .sort((a, b) => (a.until < b.until ? -1 : a.until > b.until ? 1 : 0));
}

/** An assistant that stood still over Tết still has to remind of what was put off until then. */
const keptDays = 14;

/** Removes snoozes whose day has long passed. */
export function forgetSnoozes(tx: StoreWriter, today: string): void {
  const oldest = addDays(today, -keptDays);
  for (const snooze of tx.all('snoozes')) if (snooze.until < oldest) tx.remove('snoozes', snooze.id);
}
