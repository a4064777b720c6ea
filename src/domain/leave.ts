/** Who heads a unit, and who stands in for a person that is away. Reads only; days are `YYYY-MM-DD`. */
import { type Person, unitsOf } from './person.js';
import type { StoreReader } from './ports.js';
import { answeringUnits, personsOf, reachPerson } from './queries.js';
import type { Leave } from './urging.js';

/** Officers who head a unit, or one that answers for it on a day. */
export function headsOf(reader: StoreReader, unitId: string, on: string): Readonly<Person>[] {
  const answering = new Set([unitId, ...answeringUnits(reader, unitId, on)]);
  return personsOf(reader, unitId, 'officer', on).filter((person) =>
    person.grants.some((grant) => grant.isHead && grant.unitId !== null && answering.has(grant.unitId)),
  );
}

/** Whether a person is on leave on a day; the first and the last day of it count. */
export function isAway(person: Pick<Person, 'leave'>, on: string): boolean {
  return person.leave !== undefined && person.leave.from <= on && on <= person.leave.until;
}

/**
 * Who gets a person's reminders on a day: the person while they are there, the deputy while they are away, and null when
 * they are away and nobody stands in: there is no deputy, or the deputy is away as well (nobody further is looked for),
 * was removed, or acts for the unit no more.
 * @param unitId the unit the reminders are about: a deputy never gets those of a unit they do not act for themselves.
 *   Without it one unit in common is enough.
 */
export function standIn(
  person: Readonly<Person>,
  on: string,
  reader: StoreReader,
  unitId?: string,
): Readonly<Person> | null {
  if (!isAway(person, on)) return person;
  const deputyId = person.leave?.deputyId ?? null;
  const deputy = deputyId === null ? undefined : reader.get('persons', deputyId);
  if (!deputy || isAway(deputy, on)) return null;
  const units = unitId === undefined ? unitsOf(person) : [unitId];
  return units.some((id) => actsFor(deputy, id, on, reader)) ? deputy : null;
}

/** Units of a person for which somebody else does not act: what a deputy leaves uncovered. */
export function uncoveredUnits(
  person: Readonly<Person>,
  deputy: Readonly<Person> | null,
  on: string,
  reader: StoreReader,
): string[] {
  return unitsOf(person).filter((id) => deputy === null || !actsFor(deputy, id, on, reader));
}

/** Colleagues of a person who are away: whom this person stands in for today or later, by the first day of the leave. */
export function standsInFor(reader: StoreReader, person: Readonly<Person>, on: string): Readonly<Person>[] {
  return colleagues(reader, person, on)
    .filter(({ leave }) => leave?.deputyId === person.id && leave.until >= on)
    .sort((a, b) => ((a.leave?.from ?? '') < (b.leave?.from ?? '') ? -1 : 1));
}

/** The other officers of a person's units, by what could keep them from standing in. */
export interface Deputies {
  free: Readonly<Person>[];
  /** On leave themselves on one of the days. */
  away: Readonly<Person>[];
  /** No channel delivers to them now, so that they would not even learn of it. */
  unreachable: Readonly<Person>[];
}

/** Who could stand in for a person; those who share most units first, then by name. */
export function deputiesFor(
  reader: StoreReader,
  person: Readonly<Person>,
  days: Pick<Leave, 'from' | 'until'>,
  on: string,
): Deputies {
  const found: Deputies = { free: [], away: [], unreachable: [] };
  for (const other of colleagues(reader, person, on)) {
    if (overlaps(other.leave, days)) found.away.push(other);
    else if ('unreachable' in reachPerson(reader, other.id)) found.unreachable.push(other);
    else found.free.push(other);
  }
  return found;
}

/** Whether two stretches of days have one in common. */
export function overlaps(
  leave: Pick<Leave, 'from' | 'until'> | undefined,
  days: Pick<Leave, 'from' | 'until'>,
): boolean {
  return leave !== undefined && leave.from <= days.until && days.from <= leave.until;
}

function colleagues(reader: StoreReader, person: Readonly<Person>, on: string): Readonly<Person>[] {
  const shared = new Map<string, { other: Readonly<Person>; units: number }>();
  for (const unitId of unitsOf(person)) {
    for (const other of personsOf(reader, unitId, 'officer', on)) {
      if (other.id === person.id) continue;
      shared.set(other.id, { other, units: (shared.get(other.id)?.units ?? 0) + 1 });
    }
  }
  return [...shared.values()]
    .sort(
      (a, b) =>
        b.units - a.units ||
        a.other.name.localeCompare(b.other.name, 'vi') ||
        (a.other.id < b.other.id ? -1 : 1),
    )
    .map(({ other }) => other);
}

function actsFor(person: Readonly<Person>, unitId: string, on: string, reader: StoreReader): boolean {
  return personsOf(reader, unitId, 'officer', on).some(({ id }) => id === person.id);
}
