/**
 * Who may fetch what was handed in. Asked when a link is made and asked again when it is used: a link outlives a role,
 * and whoever lost it, or never had it, gets nothing.
 */
import type { Submission } from './assignment.js';
import { type Person, unitsOf } from './person.js';
import type { Plan } from './plan.js';
import type { StoreReader } from './ports.js';
import { assignmentsOf, canServePlan, unitsAnsweredBy } from './queries.js';
import { dayOf } from './time.js';

/**
 * Whether a person may fetch the files of a submission, or the papers of a request for more time: the officers of the
 * unit that sent them (or of the one that answers for it today), those who serve its plan, and the people of a recipient
 * a submission was passed on to. Never anybody of another unit.
 */
export function mayFetch(
  reader: StoreReader,
  person: Readonly<Person> | null,
  sent: Pick<Submission, 'id' | 'planId' | 'assignmentId'>,
  nowMs: number,
): boolean {
  if (!person || person.removedAt) return false;
  const plan = reader.get('plans', sent.planId);
  if (!plan) return false;
  if (mayTakeOut(reader, person, plan, nowMs)) return true;
  if (assignmentsOf(reader, person, nowMs).some((assignment) => assignment.id === sent.assignmentId))
    return true;
  const on = dayOf(nowMs);
  const own = new Set(
    [...unitsOf(person), ...unitsOf(person, 'consolidator')].flatMap((id) => unitsAnsweredBy(reader, id, on)),
  );
  return reader
    .find('forwards', 'bySubmission', sent.id)
    .some((forward) => forward.unitId !== null && own.has(forward.unitId));
}

/** Whether a person may take out all that was handed in for a plan: those who serve it, to look. */
export function mayTakeOut(
  reader: StoreReader,
  person: Readonly<Person> | null,
  plan: Pick<Plan, 'collectorUnitIds'>,
  nowMs: number,
): boolean {
  return person !== null && person.removedAt === null && canServePlan(reader, person, plan, 'look', nowMs);
}
