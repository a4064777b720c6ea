/**
 * Changes of a draft that a person makes. Every function returns a new draft with a higher revision, or the same one
 * when nothing changed; storing it, and saying who did it in the audit trail, is the caller's.
 */
import { type ReadingOptions, readDeadline } from '../deadline/index.js';
import type { Deadline, DocumentFacts, Doubt, PlanDraft, SettledDoubt, TaskCandidate } from '../plan.js';
import { addDays, dayFrom, daysBetween } from '../time.js';
import { toIso } from '../time.js';
import type { FieldValue } from './draft-fields.js';

/** Who changes a draft, and when. */
export interface Editor {
  by: string | null;
  nowMs: number;
}

/** Doubts that an answer about the lead, or about the deadline, settles. */
export const leadDoubts: readonly Doubt[] = [
  'no-lead',
  'lead-inherited',
  'leads-differ',
  'leads-several',
  'lead-late-bound',
];
export const deadlineDoubts: readonly Doubt[] = [
  'no-deadline',
  'deadline-inherited',
  'deadline-uncertain',
  'deadlines-differ',
  'deadline-event',
  'deadline-weekend',
  'deadline-holiday',
  'deadline-before-issue',
  'year-missing',
  'order-conflict',
  'recurrence-open',
];

/** A changed copy of a draft. */
export function edited(draft: Readonly<PlanDraft>, change: (copy: PlanDraft) => void): PlanDraft {
  const copy = structuredClone(draft) as PlanDraft;
  change(copy);
  copy.revision += 1;
  return copy;
}

/** Remembers answers; a doubt answered again keeps the latest answer alone. */
export function settle(
  draft: PlanDraft,
  answers: readonly Pick<SettledDoubt, 'task' | 'doubt' | 'subject' | 'answer'>[],
  editor: Editor,
): void {
  for (const answer of answers) {
    draft.settled = draft.settled.filter(
      (known) =>
        known.task !== answer.task || known.doubt !== answer.doubt || known.subject !== answer.subject,
    );
    draft.settled.push({ ...answer, by: editor.by, at: toIso(editor.nowMs) });
  }
}

function taskIn(draft: PlanDraft, key: string): TaskCandidate {
  const task = draft.result.tasks.find((candidate) => candidate.key === key);
  if (!task) throw new Error('no such task in the draft');
  return task;
}

/** Puts a value into a field; the doubts about that field are settled with it. */
export function setField(
  draft: Readonly<PlanDraft>,
  key: string,
  value: FieldValue,
  editor: Editor,
): PlanDraft {
  return edited(draft, (copy) => {
    const task = taskIn(copy, key);
    const settled: Doubt[] = [];
    if (value.field === 'deadline') {
      task.deadlines = value.deadlines;
      settled.push(...deadlineDoubts);
    } else if (value.field === 'until') {
      task.deadlines = task.deadlines.map((deadline) => withEnd(deadline, value.day));
      settled.push('recurrence-open');
    } else if ('names' in value) {
      task[value.field] = value.names;
      if (value.field === 'lead') settled.push(...leadDoubts);
      if (value.field === 'lead')
        task.coordinating = task.coordinating.filter((name) => !value.names.includes(name));
    } else if (value.field === 'action') {
      if (value.text !== null) task.action = value.text;
    } else {
      task[value.field] = value.text;
    }
    const present = settled.filter((doubt) => task.doubts.includes(doubt));
    settle(
      copy,
      present.map((doubt) => ({ task: key, doubt, subject: null, answer: 'edited' })),
      editor,
    );
    // Whatever was accepted or dropped before, the person now works on it.
    copy.dropped = copy.dropped.filter((dropped) => dropped !== key);
  });
}

/** A recurring deadline with its last day, or without one. Others come back unchanged. */
export function withEnd(deadline: Deadline, day: string | null): Deadline {
  if (deadline.rrule === null) return deadline;
  const rules = deadline.rrule.split('|').map((rule) => {
    const parts = rule.split(';').filter((part) => !part.toUpperCase().startsWith('UNTIL='));
    return [...parts, ...(day === null ? [] : [`UNTIL=${day.replaceAll('-', '')}`])].join(';');
  });
  return { ...deadline, rrule: rules.join('|') };
}

/** The last day of a recurring deadline; null when it has none. */
export function endOf(deadline: Deadline): string | null {
  const until = /UNTIL=(\d{4})(\d{2})(\d{2})/i.exec(deadline.rrule ?? '');
  return until ? `${until[1]}-${until[2]}-${until[3]}` : null;
}

/**
 * A dated deadline moved to another year, the way the phrase itself would be read there
 * ("trước ngày 01/3" ends on the last of February, whichever that is).
 */
export function inYear(deadline: Deadline, year: number): Deadline {
  const stated = deadline.statedOn;
  if (stated === null) return deadline;
  const delta = year - Number(stated.slice(0, 4));
  const moved = (day: string): string => {
    const [y = 0, m = 1, d = 1] = day.split('-').map(Number);
    return dayFrom(y + delta, m, d) ?? dayFrom(y + delta, m, d - 1) ?? day;
  };
  const statedOn = moved(stated);
  const dueOn = deadline.dueOn === null ? null : addDays(statedOn, daysBetween(stated, deadline.dueOn));
  return {
    ...deadline,
    statedOn,
    from: deadline.from === null ? null : moved(deadline.from),
    dueOn,
    confidence: 1,
  };
}

/** Keeps a task as it stands: none of its doubts is asked any more. */
export function keepTask(draft: Readonly<PlanDraft>, key: string): PlanDraft {
  return edited(draft, (copy) => {
    copy.accepted = [...copy.accepted.filter((known) => known !== key), key];
    copy.dropped = copy.dropped.filter((known) => known !== key);
  });
}

/** Leaves a task out of what will be published. */
export function dropTask(draft: Readonly<PlanDraft>, key: string): PlanDraft {
  return edited(draft, (copy) => {
    copy.dropped = [...copy.dropped.filter((known) => known !== key), key];
    copy.accepted = copy.accepted.filter((known) => known !== key);
  });
}

/** Takes a dropped task in again, with whatever doubts it had. */
export function restoreTask(draft: Readonly<PlanDraft>, key: string): PlanDraft {
  return edited(draft, (copy) => {
    copy.dropped = copy.dropped.filter((known) => known !== key);
  });
}

/** Adds a task a person wrote; what it lacks becomes a doubt. */
export function addTask(
  draft: Readonly<PlanDraft>,
  action: string,
  values: readonly FieldValue[],
  editor: Editor,
): { draft: PlanDraft; key: string } {
  const known = new Set(draft.result.tasks.map((task) => task.key));
  let number = 1;
  while (known.has(`m${number}`)) number += 1;
  const key = `m${number}`;
  const task: TaskCandidate = {
    key,
    action,
    lead: [],
    coordinating: [],
    recipients: [],
    via: null,
    deliverable: null,
    volume: null,
    quota: null,
    deadlines: [],
    quotes: [],
    doubts: [],
    after: [],
  };
  let result = edited(draft, (copy) => copy.result.tasks.push(task));
  for (const value of values) result = { ...setField(result, key, value, editor), revision: result.revision };
  const made = taskIn(result, key);
  if (made.lead.length === 0) made.doubts.push('no-lead');
  if (made.deadlines.length === 0) made.doubts.push('no-deadline');
  return { draft: result, key };
}

/** Writes a name in place of a mention, wherever the draft has it. */
export function replaceMention(draft: PlanDraft, mention: string, name: string): void {
  const swap = (names: readonly string[]): string[] => [
    ...new Set(names.map((known) => (known === mention ? name : known))),
  ];
  for (const task of draft.result.tasks) {
    task.lead = swap(task.lead);
    task.coordinating = swap(task.coordinating).filter((known) => !task.lead.includes(known));
    task.recipients = swap(task.recipients);
    if (task.via === mention) task.via = name;
  }
}

/** A deadline that a new issue date gave another day. */
export interface Redated {
  /** Position of the task in the draft, from 0. */
  index: number;
  before: Deadline;
  after: Deadline;
}

/**
 * Corrects facts of the document. A new issue date reads anew every deadline that hangs on it (no year of its own,
 * counted from the issue), unless a person has settled that task's deadline.
 */
export function setFacts(
  draft: Readonly<PlanDraft>,
  facts: Partial<DocumentFacts>,
  reading: Pick<ReadingOptions, 'beforeMeans' | 'calendar'>,
): { draft: PlanDraft; redated: Redated[] } {
  const before = draft.result.document.issuedOn;
  const redated: Redated[] = [];
  const result = edited(draft, (copy) => {
    Object.assign(copy.result.document, facts);
    const after = copy.result.document.issuedOn;
    if (after === before) return;
    for (const [index, task] of copy.result.tasks.entries()) {
      const isSettled = copy.settled.some(
        (known) => known.task === task.key && deadlineDoubts.includes(known.doubt),
      );
      if (isSettled) continue;
      task.deadlines = task.deadlines.map((deadline) => {
        const then = readDeadline(deadline.text, { ...reading, issuedOn: before });
        // Only what the phrase alone explains can be read again.
        if (!then || !sameDays(then, deadline)) return deadline;
        const now = readDeadline(deadline.text, { ...reading, issuedOn: after });
        if (!now || sameDays(now, deadline)) return deadline;
        const moved = { ...now, text: deadline.text, stage: deadline.stage };
        redated.push({ index, before: deadline, after: moved });
        return moved;
      });
    }
  });
  return { draft: result, redated };
}

/** Whether two readings mean the same days. */
export function sameDays(a: Deadline, b: Deadline): boolean {
  return (
    a.statedOn === b.statedOn &&
    a.from === b.from &&
    a.dueOn === b.dueOn &&
    a.dueTime === b.dueTime &&
    a.rrule === b.rrule
  );
}
