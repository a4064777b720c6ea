/**
 * Who of a unit answers for its reminders on a day: officers, a deputy in the place of somebody away, and by which
 * conversation they are reached. Reads only.
 */
import { writtenTo } from './audience.js';
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

/** Whether somebody is away on a day. */
export function isAway(person: Readonly<Person>, on: string): boolean {
  return person.leave !== undefined && person.leave.from <= on && on <= person.leave.until;
}

/** Who stands in for somebody away: their deputy, or that one's own when away as well; null when nobody does. */
export function standInFor(reader: StoreReader, away: Readonly<Person>, on: string): Readonly<Person> | null {
  const seen = new Set([away.id]);
  let current = away;
  for (;;) {
    const { deputyId } = current.leave ?? { deputyId: null };
    const deputy = deputyId === null || seen.has(deputyId) ? undefined : reader.get('persons', deputyId);
    if (!deputy || deputy.removedAt) return null;
    if (!isAway(deputy, on)) return deputy;
    seen.add(deputy.id);
    current = deputy;
  }
}

/**
 * Everyone who answers for a unit on a day. Somebody away is not among them; a stand-in is, as long as they still belong
 * to a unit that answers for it.
 */
export function answeringFor(reader: StoreReader, unitId: string, on: string): Answering[] {
  const unitIds = new Set([unitId, ...answeringUnits(reader, unitId, on)]);
  const belongs = (person: Readonly<Person>): boolean =>
    person.grants.some((grant) => grant.unitId !== null && unitIds.has(grant.unitId));
  return personsOf(reader, unitId, 'officer', on).flatMap((person): Answering[] => {
    const isHead = isHeadOnly(person, unitIds);
    if (!isAway(person, on)) return [{ person, isHead, insteadOf: null }];
    const deputy = standInFor(reader, person, on);
    return deputy && belongs(deputy) ? [{ person: deputy, isHead, insteadOf: person }] : [];
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

/** What a conversation answers for as things stand; looked up once per unit. */
export function standingOf(reader: StoreReader, conversation: Readonly<Conversation>, on: string): Standing {
  const person = personOf(reader, conversation);
  const known = new Map<string, Answering[]>();
  const ofUnit = (unitId: string): Answering[] => {
    let found = known.get(unitId);
    if (!found) {
      found = person ? answeringFor(reader, unitId, on).filter((one) => one.person.id === person.id) : [];
      known.set(unitId, found);
    }
    return found;
  };
  return {
    answersFor(unitId) {
      if (conversation.kind === 'private') return ofUnit(unitId).length > 0;
      return groupsOfUnit(reader, unitId, on).some(({ id }) => id === conversation.id);
    },
    insteadOf: (unitId) => ofUnit(unitId).flatMap(({ insteadOf }) => (insteadOf ? [insteadOf] : [])),
  };
}
