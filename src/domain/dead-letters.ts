/** What could not be delivered: to whom, what it was, and whether it may be tried again. Reads only. */
import type { WorkCalendar } from './calendar.js';
import type { OutboxRow } from './message.js';
import { type Person, unitsOf } from './person.js';
import type { StoreReader } from './ports.js';
import { type AssignmentView, viewOf } from './queries.js';
import { needsHandIn } from './state.js';
import { toIso } from './time.js';

/** How long ago a message may have been given up to be listed, in days. */
export const deadLetterDays = 30;
const noticePrefix = 'dead-letters/';

/** Key of the message that tells a clerk of dead letters; one in every round. */
export function deadLetterNoticeKey(roundMs: number, conversationId: string): string {
  return `${noticePrefix}${toIso(roundMs)}/${conversationId}`;
}

export function isDeadLetterNotice(row: Pick<OutboxRow, 'key'>): boolean {
  return row.key.startsWith(noticePrefix);
}

/** A decision or a version that could not be told is reported at once, by a message of its own. */
export function isReportedAlone(row: Pick<OutboxRow, 'key'>): boolean {
  return /^(?:review|decision|note|forward)\//.test(row.key);
}

export interface DeadLetter {
  row: Readonly<OutboxRow>;
  /** Why, in the closed list of send errors, or `answer-lost`. */
  reason: string;
  givenUpAt: string;
  to: { kind: 'person' | 'group'; name: string; units: string[] };
  /** Work it was about. */
  views: AssignmentView[];
}

/**
 * Messages given up in the last 30 days, the latest first. Those whose words went to another address of the person are
 * not among them, nor the notices about dead letters themselves.
 */
export function deadLetters(reader: StoreReader, nowMs: number, calendar: WorkCalendar): DeadLetter[] {
  const oldest = toIso(nowMs - deadLetterDays * 86_400_000);
  const owners = ownersOfChats(reader);
  return reader
    .find('outbox', 'byStatus', 'failed')
    .filter((row) => !isDeadLetterNotice(row) && whenGivenUp(row) >= oldest)
    .sort((a, b) => whenGivenUp(b).localeCompare(whenGivenUp(a)) || b.sequence - a.sequence)
    .map((row) => ({
      row,
      reason: row.lastError ?? 'rejected',
      givenUpAt: whenGivenUp(row),
      to: recipientOf(reader, row, owners.get(row.conversationId)),
      views: row.assignmentIds.flatMap((id) => {
        const assignment = reader.get('assignments', id);
        return (assignment && viewOf(reader, assignment, nowMs, calendar)) ?? [];
      }),
    }));
}

/** Whether a message still says something true: a reminder does while some of its work is owed. */
export function isStillOwed(letter: Pick<DeadLetter, 'row' | 'views'>): boolean {
  if (letter.row.kind !== 'reminder' || letter.row.assignmentIds.length === 0) return true;
  return letter.views.some((view) => view.plan.status === 'active' && needsHandIn(view.state));
}

/** A row given up, put back among those that wait, as if it had just been written. */
export function revived(row: Readonly<OutboxRow>, nowMs: number): OutboxRow {
  const { doubtful: _, givenUpAt: __, ...rest } = structuredClone(row);
  return { ...rest, status: 'pending', attempts: 0, createdAt: toIso(nowMs), nextAttemptAt: toIso(0) };
}

const whenGivenUp = (row: Readonly<OutboxRow>): string => row.givenUpAt ?? row.createdAt;

function recipientOf(
  reader: StoreReader,
  row: Readonly<OutboxRow>,
  owner: { person: Readonly<Person> | undefined; displayName: string } | undefined,
): DeadLetter['to'] {
  const conversation = reader.get('conversations', row.conversationId);
  const named = (ids: readonly string[]): string[] =>
    ids.flatMap((id) => reader.get('units', id)?.name ?? []);
  if (row.to.kind === 'group')
    return { kind: 'group', name: conversation?.title ?? '', units: named(conversation?.unitIds ?? []) };
  const name = owner?.person?.name ?? owner?.displayName ?? conversation?.title ?? '';
  const units = ['officer', 'consolidator'] as const;
  return {
    kind: 'person',
    name,
    units: named([...new Set(units.flatMap((role) => unitsOf(owner?.person, role)))]),
  };
}

function ownersOfChats(
  reader: StoreReader,
): Map<string, { person: Readonly<Person> | undefined; displayName: string }> {
  const owners = new Map<string, { person: Readonly<Person> | undefined; displayName: string }>();
  for (const { privateConversationId, personId, displayName } of reader.all('addresses')) {
    if (privateConversationId === null) continue;
    const person = personId === null ? undefined : reader.get('persons', personId);
    owners.set(privateConversationId, { person, displayName });
  }
  return owners;
}
