/**
 * What a formal urging letter is about, as the facts stand: which units are overdue with what, by the dates in force; what
 * they were urged about before. Reads only; the words are `texts/urging-letter.ts`.
 */
import type { WorkCalendar } from './calendar.js';
import { type Letterhead, letterheadOf } from './letterhead.js';
import type { DocumentFacts } from './plan.js';
import type { StoreReader } from './ports.js';
import { type AssignmentView, answeringUnits, assignmentCode, isReport, viewsOf } from './queries.js';
import { type Due, effectiveDue, latestVersion } from './state.js';
import { fold } from './text.js';
import { dayOf, daysBetween } from './time.js';
import { urgeGroupOf } from './urge-list.js';
import type { UrgingLetter } from './urging.js';

/** A letter as it is asked for. */
export interface WantedLetter {
  planId: string;
  /** One task of the plan; null for all. */
  taskId: string | null;
  /** 1 for the first, 2 for the second, … */
  time: number;
  /** Last day the letter gives, `YYYY-MM-DD`; null for none. */
  finalOn: string | null;
  /** The collecting unit that sends it; null for the clerks' office. */
  officeUnitId: string | null;
}

/** One overdue assignment of a unit that is written to. */
export interface LetterRow {
  unitId: string;
  unit: string;
  /** The unit the plan names, when another answers for it today. */
  formerly: string | null;
  assignmentId: string;
  code: string;
  task: string;
  label: string;
  isReport: boolean;
  /** As the plan writes it. */
  deadlineText: string;
  due: Due;
  /** Calendar days; 0 when only the hour has passed. */
  daysLate: number;
  /** How many letters urged about it before. */
  urged: number;
  /** Day on which what was handed in was returned; null when nothing was handed in. */
  returnedOn: string | null;
}

/** An earlier letter that urged about some of it. */
export interface EarlierLetter {
  time: number;
  sentAs: string | null;
  office: string | null;
}

/** Everything the letter says, and nothing else: two letters of equal content are the same letter. */
export interface LetterContent {
  document: Pick<DocumentFacts, 'type' | 'number' | 'issuer' | 'issuedOn' | 'title'>;
  /** The one task it is about; null for the plan. */
  task: string | null;
  time: number;
  /** Day the facts are of. */
  today: string;
  finalOn: string | null;
  head: Letterhead;
  /** Those urged before come first, then by unit. */
  rows: LetterRow[];
  earlier: EarlierLetter[];
}

export interface LetterDraft {
  content: LetterContent;
  /** The unsent letter this one takes the place of. */
  replaces: Readonly<UrgingLetter> | undefined;
  /** Units whose request for more time waits for a decision. */
  undecided: string[];
  /** The latest last day, not yet over, that an earlier letter gave some of the units; null when there is none. */
  runningUntil: string | null;
  /** The office's own overdue assignments, about which it writes no letter to itself. */
  own: string[];
}

/** Why there is no such letter: nobody is overdue; all were urged already; nobody of those urged before is left. */
export type NoLetter = 'nobody' | 'all-urged' | 'none-left';

/** Letters about a plan, or about some assignment of one task, oldest first. */
export function lettersOf(
  reader: StoreReader,
  planId: string,
  taskId: string | null,
): Readonly<UrgingLetter>[] {
  const letters = reader.find('letters', 'byPlan', planId);
  if (taskId === null) return [...letters];
  const ids = new Set(reader.find('assignments', 'byTask', taskId).map(({ id }) => id));
  return letters.filter(({ assignmentIds }) => assignmentIds.some((id) => ids.has(id)));
}

/**
 * The content of a letter as things stand. Only what is overdue by the date in force: nothing handed in, nothing whose
 * extension runs. A first letter leaves out what any letter urged about; a later one tells apart what was and what was not.
 */
export function letterDraft(
  reader: StoreReader,
  wanted: WantedLetter,
  nowMs: number,
  calendar: WorkCalendar,
): LetterDraft | NoLetter {
  const plan = reader.get('plans', wanted.planId);
  if (!plan) return 'nobody';
  const today = dayOf(nowMs);
  const head = letterheadOf(reader, wanted.officeUnitId);
  const replaces = replacedBy(reader, wanted);
  const earlier = reader.find('letters', 'byPlan', plan.id).filter(({ id }) => id !== replaces?.id);
  const late = viewsOf(reader, reader.find('assignments', 'byPlan', plan.id), nowMs, calendar).filter(
    (view) =>
      (wanted.taskId === null || view.task.id === wanted.taskId) && urgeGroupOf(view, nowMs) === 'overdue',
  );
  const own: string[] = [];
  const rows: LetterRow[] = [];
  for (const view of late) {
    const { id } = view.facts.assignment;
    const urged = earlier.filter(({ assignmentIds }) => assignmentIds.includes(id)).length;
    for (const unitId of answeringUnits(reader, view.unit.id, today)) {
      const unit = reader.get('units', unitId);
      if (!unit) continue;
      const isOwn =
        unitId === wanted.officeUnitId || (head.office !== null && fold(unit.name) === fold(head.office));
      if (isOwn) own.push(assignmentCode(view.facts.assignment));
      else rows.push(rowOf(view, unit, urged, nowMs));
    }
  }
  if (rows.length === 0) return 'nobody';
  const chosen = rows.filter(({ urged }) => urged < wanted.time);
  if (chosen.length === 0) return 'all-urged';
  if (wanted.time > 1 && chosen.every(({ urged }) => urged === 0)) return 'none-left';
  const { compare } = new Intl.Collator('vi', { numeric: true });
  chosen.sort(
    (a, b) => Math.sign(b.urged) - Math.sign(a.urged) || compare(a.unit, b.unit) || compare(a.code, b.code),
  );
  const { type, number, issuer, issuedOn, title } = plan.document;
  const content: LetterContent = {
    document: { type, number, issuer, issuedOn, title },
    task: wanted.taskId === null ? null : (reader.get('tasks', wanted.taskId)?.action ?? null),
    time: wanted.time,
    today,
    finalOn: wanted.finalOn,
    head,
    rows: chosen,
    earlier: earlier
      .filter(({ assignmentIds }) => chosen.some((row) => assignmentIds.includes(row.assignmentId)))
      .map(({ time, sentAs, office }) => ({ time, sentAs, office: office ?? null })),
  };
  const named = new Set(chosen.map(({ assignmentId }) => assignmentId));
  const undecided = late.filter(
    ({ facts }) =>
      named.has(facts.assignment.id) && facts.extensions.some(({ status }) => status === 'requested'),
  );
  const running = earlier.flatMap(({ finalOn, assignmentIds }) =>
    finalOn !== null && finalOn >= today && assignmentIds.some((id) => named.has(id)) ? [finalOn] : [],
  );
  return {
    content,
    replaces,
    undecided: [...new Set(undecided.map(({ unit }) => unit.name))],
    runningUntil: running.sort().at(-1) ?? null,
    own,
  };
}

/** What decides whether two letters are the same. */
export function basisOf(content: LetterContent): string {
  return JSON.stringify(content);
}

function rowOf(
  view: AssignmentView,
  unit: { id: string; name: string },
  urged: number,
  nowMs: number,
): LetterRow {
  const { assignment, round } = view.facts;
  const due = effectiveDue(view.facts, nowMs);
  const latest = latestVersion(view.facts, nowMs);
  return {
    unitId: unit.id,
    unit: unit.name,
    formerly: unit.id === view.unit.id ? null : view.unit.name,
    assignmentId: assignment.id,
    code: assignmentCode(assignment),
    task: view.task.action,
    label: round.label,
    isReport: isReport(view.task.action, view.task.deliverable),
    deadlineText: round.deadlineText,
    due,
    daysLate: due.dueOn === null ? 0 : daysBetween(due.dueOn, dayOf(nowMs)),
    urged,
    returnedOn: latest?.review?.decision === 'returned' ? dayOf(Date.parse(latest.review.at)) : null,
  };
}

/** The letter of the same office, task and time that nobody has sent yet: a new one takes its place. */
function replacedBy(reader: StoreReader, wanted: WantedLetter): Readonly<UrgingLetter> | undefined {
  return reader
    .find('letters', 'byPlan', wanted.planId)
    .findLast(
      (letter) =>
        letter.sentAs === null &&
        letter.time === wanted.time &&
        (letter.taskId ?? null) === wanted.taskId &&
        (letter.officeUnitId ?? null) === wanted.officeUnitId,
    );
}
