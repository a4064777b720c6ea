/**
 * What a person is asked about one doubt, which answers fit it, and what each answer does to the draft.
 * The words are in `texts/plan-doubts.ts`. An answer is a short code that goes through a button or is typed;
 * a code that is not among the answers of the present moment changes nothing.
 */
import type { Deadline, Doubt, PlanDraft, TaskCandidate } from '../plan.js';
import { findUnitMentions } from '../unit-mention.js';
import type { Unit } from '../unit.js';
import type { Addressee } from './addressees.js';
import type { OpenDoubt } from './draft-doubts.js';
import {
  type Editor,
  dropTask,
  edited,
  inYear,
  leadDoubts,
  replaceMention,
  settle,
  withEnd,
} from './draft-edit.js';
import type { DraftField, DraftTools } from './draft-fields.js';

/** One answer. `enter` opens the typing of a field and settles nothing by itself. */
export type Answer =
  | { code: 'giu'; kind: 'keep' }
  | { code: 'bo'; kind: 'drop' }
  | { code: 'moi'; kind: 'new-unit'; name: string }
  | { code: 'chua'; kind: 'unassigned' }
  | { code: 'ky'; kind: 'until'; day: string }
  | { code: 'nhap'; kind: 'enter'; field: DraftField }
  | { code: string; kind: 'unit'; name: string }
  | { code: string; kind: 'lead'; name: string }
  | { code: string; kind: 'deadline'; deadline: Deadline }
  | { code: string; kind: 'year'; year: number; deadlines: Deadline[] };

/** A question about one task. */
export interface Question {
  open: OpenDoubt;
  /** What the directory says about the subject, where there is one. */
  addressee: Addressee | null;
  answers: Answer[];
}

/** The directory as questions need it: units in the order in which `U12` counts them. */
export interface QuestionTools extends DraftTools {
  units: readonly Readonly<Unit>[];
}

/** Most units offered as buttons under one question. */
const mostOffered = 5;

const keep: Answer = { code: 'giu', kind: 'keep' };
const drop: Answer = { code: 'bo', kind: 'drop' };
const enter = (field: DraftField): Answer => ({ code: 'nhap', kind: 'enter', field });

/** The question a doubt leads to, with every answer that fits the draft as it stands. */
export function questionOf(
  draft: Readonly<PlanDraft>,
  task: Readonly<TaskCandidate>,
  open: OpenDoubt,
  tools: QuestionTools,
): Question {
  const addressee = open.subject === null ? null : tools.resolve(open.subject);
  return { open, addressee, answers: answersOf(draft, task, open.doubt, addressee, tools) };
}

function answersOf(
  draft: Readonly<PlanDraft>,
  task: Readonly<TaskCandidate>,
  doubt: Doubt,
  addressee: Addressee | null,
  tools: QuestionTools,
): Answer[] {
  switch (doubt) {
    case 'no-lead':
      return [...unitsNamedIn(task, tools), enter('lead'), { code: 'chua', kind: 'unassigned' }, drop];
    case 'lead-ambiguous':
    case 'lead-unknown':
      return [
        ...unitAnswers(addressee?.match?.candidates.flatMap((one) => one.unitId ?? []) ?? [], tools),
        { code: 'moi', kind: 'new-unit', name: addressee?.match?.name ?? addressee?.mention ?? '' },
        enter('lead'),
      ];
    case 'lead-late-bound':
      return [{ code: 'chua', kind: 'unassigned' }, enter('lead')];
    case 'leads-differ':
    case 'leads-several':
      return [...leadAnswers(task, doubt, tools), keep, enter('lead')];
    case 'lead-collective':
      if (addressee && addressee.unitIds.length === 0)
        return [
          enter('lead'),
          { code: 'chua', kind: 'unassigned' },
          { code: 'moi', kind: 'new-unit', name: addressee.mention },
        ];
      return [keep, enter('lead')];
    case 'lead-inherited':
      return [keep, enter('lead')];
    case 'year-missing':
    case 'deadline-before-issue':
      return [...yearAnswers(draft, task, doubt), keep, enter('deadline')];
    case 'deadline-uncertain': {
      const isYearless = task.deadlines.some(({ text, statedOn }) => statedOn !== null && !hasYear(text));
      return [...(isYearless ? yearAnswers(draft, task, 'year-missing') : []), keep, enter('deadline')];
    }
    case 'deadlines-differ':
      return [
        ...task.deadlines.slice(0, mostOffered).map((deadline, i): Answer => ({
          code: `h${i + 1}`,
          kind: 'deadline',
          deadline,
        })),
        keep,
        enter('deadline'),
      ];
    case 'recurrence-open':
      return [...endAnswers(draft), keep, enter('until')];
    case 'conditional':
      return [keep, drop];
    case 'merged':
    case 'row-split':
      return [keep, enter('action')];
    case 'no-deadline':
    case 'deadline-event':
    case 'deadline-inherited':
    case 'deadline-weekend':
    case 'deadline-holiday':
    case 'order-conflict':
    case 'scan-uncertain':
      return [keep, enter('deadline')];
  }
}

/** Answers for units of the directory, each once. */
function unitAnswers(ids: readonly string[], tools: QuestionTools): Answer[] {
  return [...new Set(ids)].slice(0, mostOffered).flatMap((id): Answer[] => {
    const at = tools.units.findIndex((unit) => unit.id === id);
    const unit = tools.units[at];
    return unit ? [{ code: `u${at + 1}`, kind: 'unit', name: unit.name }] : [];
  });
}

/** Units the task itself speaks of: who is named beside it is the likeliest lead. */
function unitsNamedIn(task: Readonly<TaskCandidate>, tools: QuestionTools): Answer[] {
  const named = [
    ...task.quotes.flatMap((quote) => findUnitMentions(quote.text.slice(0, 2_000)).map((one) => one.text)),
    ...task.coordinating,
  ];
  return unitAnswers(
    named.flatMap((mention) => {
      const { kind, unitIds } = tools.resolve(mention);
      return kind === 'unit' ? unitIds : [];
    }),
    tools,
  );
}

/** The leads a task names; when two passages differ, also those its other passages name. */
function leadAnswers(task: Readonly<TaskCandidate>, doubt: Doubt, tools: QuestionTools): Answer[] {
  const others =
    doubt === 'leads-differ'
      ? task.quotes.flatMap((quote) => {
          const first = findUnitMentions(quote.text.slice(0, 2_000))[0]?.text;
          return first !== undefined && tools.resolve(first).unitIds.length > 0 ? [first] : [];
        })
      : [];
  const names = new Map<string, string>();
  for (const mention of [...task.lead, ...others]) {
    const { match, unitIds } = tools.resolve(mention);
    const key = unitIds.join() || mention;
    if (!names.has(key)) names.set(key, task.lead.includes(mention) ? mention : (match?.name ?? mention));
  }
  return [...names.values()]
    .slice(0, mostOffered)
    .map((name, i) => ({ code: `l${i + 1}`, kind: 'lead', name }));
}

/** The two years a date without one may mean: the year of issue and the next. */
function yearAnswers(draft: Readonly<PlanDraft>, task: Readonly<TaskCandidate>, doubt: Doubt): Answer[] {
  const { issuedOn } = draft.result.document;
  const dated = task.deadlines.filter((deadline) => deadline.statedOn !== null);
  const read = Number(dated[0]?.statedOn?.slice(0, 4));
  if (dated.length === 0) return [];
  const first = issuedOn === null ? read : Number(issuedOn.slice(0, 4));
  const years = doubt === 'year-missing' ? [first, first + 1] : [read + 1];
  return years.map((year) => ({
    code: String(year),
    kind: 'year',
    year,
    deadlines: task.deadlines.map((deadline) =>
      doubt === 'year-missing' && hasYear(deadline.text) ? deadline : inYear(deadline, year),
    ),
  }));
}

/** Whether a phrase names its year, so that no other year can be meant. */
function hasYear(text: string): boolean {
  return /(?<!\d)(?:19|20)\d\d(?!\d)/.test(text);
}

/** A recurring task may end with the time the plan is for. */
function endAnswers(draft: Readonly<PlanDraft>): Answer[] {
  const { period } = draft.result.document;
  return period === null ? [] : [{ code: 'ky', kind: 'until', day: period.to }];
}

/**
 * Applies an answer.
 * @returns the changed draft; null when the code is not an answer that changes anything (unknown, stale, `nhap`).
 */
export function applyAnswer(
  draft: Readonly<PlanDraft>,
  task: Readonly<TaskCandidate>,
  question: Question,
  code: string,
  editor: Editor,
): PlanDraft | null {
  const answer = question.answers.find((candidate) => candidate.code === code);
  if (!answer || answer.kind === 'enter') return null;
  const { doubt, subject } = question.open;
  if (answer.kind === 'drop') return dropTask(draft, task.key);
  return edited(draft, (copy) => {
    const own = copy.result.tasks.find((candidate) => candidate.key === task.key);
    if (!own) return;
    // What was said about a name holds wherever the draft has that name.
    const scope = subject === null ? task.key : null;
    const settled = [{ task: scope, doubt, subject, answer: valueOf(answer) }];
    if (answer.kind === 'unit') {
      if (subject === null) own.lead = [answer.name];
      else replaceMention(copy, subject, answer.name);
      own.coordinating = own.coordinating.filter((name) => name !== answer.name);
    }
    if (answer.kind === 'lead') {
      const others = doubt === 'leads-several' ? own.lead.filter((name) => name !== answer.name) : [];
      own.lead = [answer.name];
      own.coordinating = [
        ...new Set([...own.coordinating.filter((name) => name !== answer.name), ...others]),
      ];
    }
    if (answer.kind === 'unassigned') {
      if (subject === null) own.lead = [];
      else for (const other of copy.result.tasks) other.lead = other.lead.filter((name) => name !== subject);
    }
    if (answer.kind === 'deadline') own.deadlines = [answer.deadline];
    if (answer.kind === 'year') own.deadlines = answer.deadlines;
    if (answer.kind === 'until')
      own.deadlines = own.deadlines.map((deadline) => withEnd(deadline, answer.day));
    if (scope !== null && leadDoubts.includes(doubt) && answer.kind !== 'keep') {
      for (const other of own.doubts)
        if (leadDoubts.includes(other) && other !== doubt)
          settled.push({ task: scope, doubt: other, subject: null, answer: valueOf(answer) });
    }
    if (answer.kind === 'year')
      for (const other of ['year-missing', 'deadline-before-issue', 'deadline-uncertain'] as const)
        if (other !== doubt && own.doubts.includes(other))
          settled.push({ task: scope, doubt: other, subject: null, answer: valueOf(answer) });
    settle(copy, settled, editor);
  });
}

/** The answer in one word or value, for the record. */
function valueOf(answer: Answer): string {
  switch (answer.kind) {
    case 'unit':
    case 'lead':
    case 'new-unit':
      return answer.name;
    case 'deadline':
      return answer.deadline.dueOn ?? answer.deadline.text;
    case 'year':
      return String(answer.year);
    case 'until':
      return answer.day;
    case 'keep':
    case 'drop':
    case 'unassigned':
    case 'enter':
      return answer.kind;
  }
}
