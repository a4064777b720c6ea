/**
 * What a person, or an office for a group, chooses about the reminders that come to them: kinds that can be done without,
 * and hours of their own. The last day, what is overdue and what was returned always come (domain.md 4.5).
 */
import type { CommandContext } from '../command.js';
import type { Hours } from '../hours.js';
import type { Conversation, Person } from '../person.js';
import type { OptionalKind, ReminderPreferences } from '../policy.js';

/** In the order they are shown. */
export const optionalKinds: readonly OptionalKind[] = ['opening', 'early', 'soon', 'overview'];

export type PreferenceChange =
  | { kind: 'mute' | 'unmute'; kinds: readonly OptionalKind[] }
  /** Null takes the hours of the policy again. */
  | { kind: 'hours'; hours: Hours | null }
  /** Null: where they write last. */
  | { kind: 'channel'; channel: string | null }
  | { kind: 'default' };

/** What is chosen after a change; undefined when nothing is chosen any more. */
export function preferencesAfter(
  chosen: Readonly<ReminderPreferences> | undefined,
  change: PreferenceChange,
): ReminderPreferences | undefined {
  if (change.kind === 'default') return undefined;
  const muted = new Set(chosen?.muted);
  if (change.kind === 'mute') for (const kind of change.kinds) muted.add(kind);
  if (change.kind === 'unmute') for (const kind of change.kinds) muted.delete(kind);
  const hours = change.kind === 'hours' ? change.hours : chosen;
  const channel = change.kind === 'channel' ? change.channel : chosen?.channel;
  const after: ReminderPreferences = {
    ...(muted.size > 0 ? { muted: optionalKinds.filter((kind) => muted.has(kind)) } : {}),
    ...(hours?.sendFrom === undefined ? {} : { sendFrom: hours.sendFrom }),
    ...(hours?.sendUntil === undefined ? {} : { sendUntil: hours.sendUntil }),
    ...(channel ? { channel } : {}),
  };
  return Object.keys(after).length > 0 ? after : undefined;
}

type ActContext = Pick<CommandContext, 'tx' | 'audit'>;

/** Keeps a change for a person. @returns what is chosen now. */
export function changePersonReminders(
  context: ActContext,
  person: Readonly<Person>,
  change: PreferenceChange,
): ReminderPreferences | undefined {
  const after = preferencesAfter(person.reminders, change);
  const { reminders: _, ...rest } = structuredClone(context.tx.get('persons', person.id) ?? person);
  context.tx.put('persons', after ? { ...rest, reminders: after } : rest);
  context.audit('reminder-choice', person.id, wordsOf(change));
  return after;
}

/** Keeps a change for a group. @returns what is chosen now. */
export function changeGroupReminders(
  context: ActContext,
  group: Readonly<Conversation>,
  change: PreferenceChange,
): ReminderPreferences | undefined {
  const after = preferencesAfter(group.reminders, change);
  const { reminders: _, ...rest } = structuredClone(context.tx.get('conversations', group.id) ?? group);
  context.tx.put('conversations', after ? { ...rest, reminders: after } : rest);
  context.audit('reminder-choice', group.id, wordsOf(change));
  return after;
}

function wordsOf(change: PreferenceChange): string {
  if (change.kind === 'default') return 'default';
  if (change.kind === 'channel') return `channel ${change.channel ?? 'any'}`;
  if (change.kind !== 'hours') return `${change.kind} ${change.kinds.join(' ')}`;
  return change.hours ? `hours ${change.hours.sendFrom} ${change.hours.sendUntil}` : 'hours default';
}
