/**
 * Who of a unit answers for its reminders on a day: officers, a deputy in the place of somebody away, and by which
 * conversation they are reached. Reads only.
 */
import { writtenTo } from './audience.js';
import { standIn } from './leave.js';
import type { Conversation, Person } from './person.js';
import type { ReminderPreferences } from './policy.js';
import type { StoreReader } from './ports.js';
import { answeringUnits, personsOf, reachPerson } from './queries.js';

/** One person who answers for a unit. */
export interface Answering {
  person: Readonly<Person>;
  /** Heads the unit, or stands in for its head. */
  isHead: boolean;
  /** Whose place they take, being away; null when they answer in their own name. */
  insteadOf: Readonly<Person> | null;
}

/** Everyone who answers for a unit on a day. Somebody away is not among them, their stand-in is. */
export function answeringFor(reader: StoreReader, unitId: string, on: string): Answering[] {
  const unitIds = new Set([unitId, ...answeringUnits(reader, unitId, on)]);
  return personsOf(reader, unitId, 'officer', on).flatMap((person): Answering[] => {
    const present = standIn(person, on, reader, unitId);
    if (!present) return [];
    const insteadOf = present.id === person.id ? null : person;
    return [{ person: present, isHead: isHeadOnly(person, unitIds), insteadOf }];
  });
}

/** Whether somebody is an officer of these units only as their head. */
export function isHeadOnly(person: Readonly<Person>, unitIds: ReadonlySet<string>): boolean {
  const grants = person.grants.filter(
    ({ role, unitId }) => role === 'officer' && unitId !== null && unitIds.has(unitId),
  );
  return grants.length > 0 && grants.every(({ isHead }) => isHead === true);
}

/** A conversation a reminder goes to, and what was chosen there about reminders. */
export interface ReminderTarget {
  conversationId: string;
  preferences: ReminderPreferences | undefined;
}

/** How a unit is reached by a reminder. */
export interface ReminderReach {
  /** Private chats and groups of the unit; each once. */
  targets: ReminderTarget[];
  /** Why somebody could not be reached; a reason at least when there are no targets. */
  unreachable: string[];
}

/** @param heads whether the step is for the heads of the unit as well. */
export function reachForReminder(
  reader: StoreReader,
  unitId: string,
  on: string,
  heads: boolean,
): ReminderReach {
  const targets = new Map<string, ReminderTarget>();
  const unreachable: string[] = [];
  const people = answeringFor(reader, unitId, on).map((one) => {
    const reach = reachPerson(reader, one.person.id);
    if ('unreachable' in reach) unreachable.push(reach.unreachable);
    return { ...one, reach, isReached: 'conversationId' in reach };
  });
  for (const { person, reach } of writtenTo(people, heads)) {
    if (!('conversationId' in reach)) continue;
    const { conversationId } = reach;
    targets.set(conversationId, { conversationId, preferences: person.reminders });
  }
  for (const group of groupsOfUnit(reader, unitId, on)) {
    if (group.unreachable !== null) unreachable.push(group.unreachable);
    else targets.set(group.id, { conversationId: group.id, preferences: group.reminders });
  }
  if (targets.size === 0 && unreachable.length === 0) {
    const isAnybody = personsOf(reader, unitId, 'officer', on).length > 0;
    unreachable.push(isAnybody ? 'on-leave' : 'nobody-linked');
  }
  return { targets: [...targets.values()], unreachable };
}

/** Groups bound to a unit or one that answers for it, reachable or not. */
function groupsOfUnit(reader: StoreReader, unitId: string, on: string): Readonly<Conversation>[] {
  const unitIds = new Set([unitId, ...answeringUnits(reader, unitId, on)]);
  return [...unitIds].flatMap((id) => reader.find('conversations', 'byUnit', id));
}

/** Whose private chat a conversation is; undefined for groups, and when nobody is linked to it any more. */
export function personOf(
  reader: StoreReader,
  conversation: Readonly<Conversation>,
): Readonly<Person> | undefined {
  if (conversation.kind !== 'private') return undefined;
  let address = reader.get('addresses', `${conversation.channel}:${conversation.externalId}`);
  if (address?.privateConversationId !== conversation.id) {
    address = undefined;
    for (const one of reader.all('addresses')) {
      if (one.privateConversationId !== conversation.id) continue;
      address = one;
      break;
    }
  }
  const person = address?.personId ? reader.get('persons', address.personId) : undefined;
  return person?.removedAt === null ? person : undefined;
}

/** What was chosen about reminders in a conversation: by its person in a private chat, for the group otherwise. */
export function preferencesOf(
  reader: StoreReader,
  conversation: Readonly<Conversation>,
): ReminderPreferences | undefined {
  return conversation.kind === 'group' ? conversation.reminders : personOf(reader, conversation)?.reminders;
}

/** Whether a conversation may read what a unit owes on a day, and in whose place. */
export interface Standing {
  answersFor(unitId: string): boolean;
  /** Those in whose place the person of this conversation answers for a unit. */
  insteadOf(unitId: string): readonly Readonly<Person>[];
}

/**
 * What a conversation answers for as things stand.
 * @param known who answers for a unit, by its id; shared by many conversations asked for at the same time.
 */
export function standingOf(
  reader: StoreReader,
  conversation: Readonly<Conversation>,
  on: string,
  known = new Map<string, Answering[]>(),
): Standing {
  const person = personOf(reader, conversation);
  const mine = new Map<string, Answering[]>();
  const ofUnit = (unitId: string): Answering[] =>
    lookedUp(mine, unitId, () =>
      person
        ? lookedUp(known, unitId, () => answeringFor(reader, unitId, on)).filter(
            (one) => one.person.id === person.id,
          )
        : [],
    );
  const groups = new Map<string, boolean>();
  return {
    answersFor: (unitId) =>
      conversation.kind === 'private'
        ? ofUnit(unitId).length > 0
        : lookedUp(groups, unitId, () =>
            groupsOfUnit(reader, unitId, on).some(({ id }) => id === conversation.id),
          ),
    insteadOf: (unitId) => ofUnit(unitId).flatMap(({ insteadOf }) => (insteadOf ? [insteadOf] : [])),
  };
}

function lookedUp<T>(known: Map<string, T>, id: string, look: () => T): T {
  let found = known.get(id);
  if (found === undefined) known.set(id, (found = look()));
  return found;
}
