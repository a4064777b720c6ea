/**
 * Who is written to when an office urges a unit: its officers, the head of the unit as well once something is overdue
 * (or while nobody else can be reached), the deputy of anybody who is away. Reads only.
 */
import type { Person } from './person.js';
import type { StoreReader } from './ports.js';
import { answeringUnits, personsOf, reachPerson, reachUnit } from './queries.js';

export interface UrgeReach {
  conversationIds: string[];
  /** Why nobody of the unit can be written to; null when somebody can. */
  unreached: string | null;
}

/**
 * @param on day of sending, `YYYY-MM-DD`.
 * @param isOverdue whether something the unit is urged about is overdue.
 */
export function reachForUrging(
  reader: StoreReader,
  unitId: string,
  on: string,
  isOverdue: boolean,
): UrgeReach {
  const unitIds = new Set([unitId, ...answeringUnits(reader, unitId, on)]);
  const heads: Readonly<Person>[] = [];
  const staff: Readonly<Person>[] = [];
  const officers = personsOf(reader, unitId, 'officer', on);
  for (const person of officers) {
    const isHead = person.grants.some(
      (grant) =>
        grant.role === 'officer' && grant.isHead && grant.unitId !== null && unitIds.has(grant.unitId),
    );
    (isHead ? heads : staff).push(person);
  }
  const reasons: string[] = [];
  const reached = new Set<string>();
  const reach = (persons: readonly Readonly<Person>[]): void => {
    for (const person of persons) {
      const present = standIn(person, officers, on);
      const found = present === null ? { unreachable: 'on-leave' } : reachPerson(reader, present.id);
      if ('conversationId' in found) reached.add(found.conversationId);
      else reasons.push(found.unreachable);
    }
  };
  reach(staff);
  if (isOverdue || reached.size === 0) reach(heads);
  if (reached.size > 0) return { conversationIds: [...reached], unreached: null };
  const unit = reachUnit(reader, unitId, on);
  if (unit.groups.length > 0) return { conversationIds: unit.groups, unreached: null };
  return { conversationIds: [], unreached: reasons[0] ?? unit.unreachable[0] ?? 'nobody-linked' };
}

/** The person, or while they are away their deputy, who must act for the same unit; null when there is none. */
function standIn(
  person: Readonly<Person>,
  officers: readonly Readonly<Person>[],
  on: string,
): Readonly<Person> | null {
  if (!isAway(person, on)) return person;
  const deputy = officers.find(({ id }) => id === person.leave?.deputyId);
  return !deputy || isAway(deputy, on) ? null : deputy;
}

function isAway({ leave }: Readonly<Person>, on: string): boolean {
  return leave !== undefined && leave.from <= on && on <= leave.until;
}
