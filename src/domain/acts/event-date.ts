/**
 * Setting, correcting and taking back the date of a deadline that hangs on an event, for all units of its round, and who
 * is to be told. The words are in `texts`; sending, within the hours of sending, is the caller's.
 */
import type { Round } from '../assignment.js';
import type { WorkCalendar } from '../calendar.js';
import type { CommandContext } from '../command.js';
import { type DateCandidate, deadlineOf, isEventBound } from '../date-questions.js';
import { countedFrom } from '../deadline/counted.js';
import type { Plan, Task } from '../plan.js';
import { changedPolicy, type ReminderPolicy } from '../policy.js';
import type { StoreReader, StoreWriter } from '../ports.js';
import { type AssignmentView, factsOf, reachCollectors, reachUnit, viewsOf } from '../queries.js';
import { effectiveDue, isDone } from '../state.js';
import { addDays, dayOf, toIso } from '../time.js';

/** Why a date is not set or taken back; a closed list. */
export type EventDateRefusal =
  | { why: 'dated' } // the document itself gives the date
  | { why: 'standing' } // a standing task has none
  | { why: 'past'; day: string }
  | { why: 'too-far'; day: string }
  | { why: 'cut-off'; cutOffOn: string }
  | { why: 'before-window'; opensOn: string }
  | { why: 'same'; day: string }
  | { why: 'none' }; // nothing to take back

/** A date further away than this is taken for a slip, in years. */
const mostYears = 5;

/** @returns the round with its date, or why it has none. */
export function setEventDate(
  context: Pick<CommandContext, 'tx' | 'nowMs' | 'person' | 'audit'>,
  item: EventRound,
  day: string,
): Round | { refusal: EventDateRefusal } {
  const { tx, nowMs, person } = context;
  const { task, round } = item;
  const refusal = refused(task, round, day, nowMs);
  if (refusal !== null) return { refusal };
  const at = toIso(nowMs);
  const dated: Round = {
    ...(structuredClone(round) as Round),
    dueOn: day,
    statedOn: day,
    ...(person ? { datedBy: person.id } : {}),
    datedAt: at,
  };
  tellLater(dated, round, at);
  tx.put('rounds', dated);
  context.audit('event-date', subjectOf(item), `${round.dueOn ?? 'none'} ${day}`);
  return dated;
}

/** @returns the round without a date, or why nothing is taken back. */
export function clearEventDate(
  context: Pick<CommandContext, 'tx' | 'nowMs' | 'audit'>,
  item: EventRound,
): Round | { refusal: EventDateRefusal } {
  const { task, round } = item;
  if (round.datedAt === undefined) {
    if (round.dueOn !== null) return { refusal: { why: 'dated' } };
    return { refusal: { why: deadlineOf(task, round)?.kind === 'standing' ? 'standing' : 'none' } };
  }
  const open: Round = { ...(structuredClone(round) as Round), dueOn: null, statedOn: null };
  delete open.datedBy;
  delete open.datedAt;
  tellLater(open, round, toIso(context.nowMs));
  context.tx.put('rounds', open);
  context.audit('event-date', subjectOf(item), `${round.dueOn} none`);
  return open;
}

const subjectOf = ({ plan, number }: EventRound): string => `K${plan.number} V${number}`;

function refused(
  task: Readonly<Task>,
  round: Readonly<Round>,
  day: string,
  nowMs: number,
): EventDateRefusal | null {
  const today = dayOf(nowMs);
  if (round.dueOn !== null && round.datedAt === undefined) return { why: 'dated' };
  // An amending document has put a date in place of the event; it moved what each unit owes.
  if (task.deadlines.length > 0 && deadlineOf(task, round) === undefined) return { why: 'dated' };
  if (deadlineOf(task, round)?.kind === 'standing') return { why: 'standing' };
  if (day < today) return { why: 'past', day };
  if (day > addDays(today, mostYears * 365)) return { why: 'too-far', day };
  if (round.cutOffOn !== undefined && day > round.cutOffOn)
    return { why: 'cut-off', cutOffOn: round.cutOffOn };
  if (round.opensOn !== null && day < round.opensOn) return { why: 'before-window', opensOn: round.opensOn };
  return round.dueOn === day ? { why: 'same', day } : null;
}

/** Units hear of the date as it stands when they are told, unless it is again the one they know. */
function tellLater(changed: Round, before: Readonly<Round>, at: string): void {
  const was = before.untoldDate ? before.untoldDate.was : before.dueOn;
  if (was === changed.dueOn) delete changed.untoldDate;
  else changed.untoldDate = { was, at };
}

/**
 * The last day a round has when its event takes place on a day ("chậm nhất 10 ngày sau hội nghị"); null when the document
 * does not count from it.
 */
export function dayFromEvent(
  { task, round }: EventRound,
  eventOn: string,
  calendar: WorkCalendar,
): string | null {
  const anchor = deadlineOf(task, round)?.anchor;
  return anchor ? countedFrom(eventOn, anchor.amount, anchor.unit, calendar) : null;
}

/** A round whose date an office sets. */
export interface EventRound {
  plan: Readonly<Plan>;
  task: Readonly<Task>;
  round: Readonly<Round>;
  /** A short code by which it is typed: that of its first assignment in force. */
  number: number;
  units: number;
}

/** Rounds of a plan that wait for an event, undated ones first; those nobody owes any more are left out. */
export function eventRounds(reader: StoreReader, plan: Readonly<Plan>): EventRound[] {
  return reader
    .find('rounds', 'byPlan', plan.id)
    .flatMap((round): EventRound[] => {
      const found = eventRound(reader, plan, round);
      return found && isEventBound(found.task, round) ? [found] : [];
    })
    .sort((a, b) => Number(a.round.dueOn !== null) - Number(b.round.dueOn !== null) || a.number - b.number);
}

/** A round with its task and code; undefined when nobody owes it any more. */
export function eventRound(
  reader: StoreReader,
  plan: Readonly<Plan>,
  round: Readonly<Round>,
): EventRound | undefined {
  const task = reader.get('tasks', round.taskId);
  const active = reader.find('assignments', 'byRound', round.id).filter(({ status }) => status === 'active');
  const [first] = active;
  return task && first ? { plan, task, round, number: first.number, units: active.length } : undefined;
}

/** What the planner of questions looks at: every round without a date, of the plans in force. */
export function* dateCandidates(reader: StoreReader, policy: ReminderPolicy): Iterable<DateCandidate> {
  for (const plan of reader.find('plans', 'byStatus', 'active')) {
    const own = changedPolicy(policy, plan.reminders);
    for (const round of reader.find('rounds', 'byPlan', plan.id)) {
      if (round.dueOn !== null) continue;
      const task = reader.get('tasks', round.taskId);
      if (!task || !isEventBound(task, round)) continue;
      const owed = reader.find('assignments', 'byRound', round.id).map((one) => factsOf(reader, one));
      yield { round, task, plan, owed, policy: own };
    }
  }
}

/** One message owed to one conversation about dates that were set, corrected or taken back. */
export interface DateNotice {
  conversationId: string;
  /** Once per change and conversation, whatever happens. */
  key: string;
  rounds: { plan: Readonly<Plan>; task: Readonly<Task>; round: Readonly<Round>; codes: AssignmentView[] }[];
}

/** Whether anybody has yet to be told of a date. */
export function hasUntoldDates(reader: StoreReader): boolean {
  return untold(reader).length > 0;
}

/**
 * Who is to be told: the units that have yet to be done with it and have no date of their own, and those who collect.
 * @param except a conversation that has its answer already.
 */
export function dateNotices(
  reader: StoreReader,
  nowMs: number,
  calendar: WorkCalendar,
  except: string | null,
): DateNotice[] {
  const found = new Map<string, DateNotice>();
  for (const { plan, round } of untold(reader)) {
    const task = reader.get('tasks', round.taskId);
    if (!task) continue;
    const views = viewsOf(reader, reader.find('assignments', 'byRound', round.id), nowMs, calendar).filter(
      ({ state, facts }) =>
        facts.assignment.status === 'active' && !isDone(state) && effectiveDue(facts, nowMs).movedBy === null,
    );
    const reached = new Map<string, AssignmentView[]>();
    for (const view of views) {
      const { private: people, groups } = reachUnit(reader, view.unit.id, dayOf(nowMs));
      for (const id of new Set([...people, ...groups])) reached.set(id, [...(reached.get(id) ?? []), view]);
    }
    for (const id of reachCollectors(reader, plan, nowMs)) reached.set(id, reached.get(id) ?? []);
    if (except !== null) reached.delete(except);
    for (const [conversationId, codes] of reached) {
      const change = `${round.untoldDate?.at}/${round.dueOn ?? 'none'}`;
      const key = `event-date/${round.id}/${change}/${conversationId}`;
      const notice = found.get(conversationId) ?? { conversationId, key, rounds: [] };
      notice.rounds.push({ plan, task, round, codes });
      found.set(conversationId, notice);
    }
  }
  return [...found.values()];
}

/** Marks every date as told. */
export function markDatesTold(tx: StoreWriter): void {
  for (const { round } of untold(tx)) {
    const told = structuredClone(round) as Round;
    delete told.untoldDate;
    tx.put('rounds', told);
  }
}

/** Of closed plans nobody is told: they are told of the closing. */
function untold(reader: StoreReader): { plan: Readonly<Plan>; round: Readonly<Round> }[] {
  return reader
    .find('plans', 'byStatus', 'active')
    .flatMap((plan) =>
      reader
        .find('rounds', 'byPlan', plan.id)
        .flatMap((round) => (round.untoldDate === undefined ? [] : [{ plan, round }])),
    );
}
