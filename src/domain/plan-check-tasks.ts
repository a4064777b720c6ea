/** The findings of a plan check that tasks, dates and appendices tell by themselves. See `plan-check.ts`. */
import { addWorkingDays, isHoliday, isWorkingDay, workingDaysBetween } from './calendar.js';
import type { WorkCalendar } from './calendar.js';
import type { BareFinding, FindingKind, PlanCheckContext, Severity } from './plan-check-findings.js';
import type { Doubt, ReadResult, TaskCandidate } from './plan.js';
import { fold } from './text.js';
import { addDays, weekdayOf } from './time.js';
import { isCollective } from './unit-kind.js';

/** Working days within which a last day after the issue is called short. */
const shortNotice = 3;

/** Days after the plan's own time within which its last report is still usual. */
const afterPeriodDays = 120;

const handed = /bao cao|danh sach|danh muc|so lieu|de xuat|dang ky|ho so|y kien/;

/** What a task lacks: lead, date, product, recipient; and which of its fields two passages tell differently. */
export function fieldFindings({ tasks }: ReadResult): BareFinding[] {
  const undated = tasks.filter((task) => task.deadlines.length === 0);
  const dated = tasks.filter((task) => task.deadlines.length > 0);
  return [
    ...grouped(
      'no-lead',
      'error',
      tasks.filter((task) => task.lead.length === 0 && !has(task, 'lead-late-bound')),
    ),
    ...grouped(
      'no-deadline',
      'warning',
      undated.filter((task) => task.deliverable !== null),
    ),
    ...grouped(
      'no-deadline',
      'note',
      undated.filter((task) => task.deliverable === null),
    ),
    ...grouped(
      'no-recipient',
      'warning',
      tasks.filter((task) => task.recipients.length === 0 && task.via === null && isHandedIn(task)),
    ),
    ...grouped(
      'no-deliverable',
      'note',
      dated.filter((task) => task.deliverable === null && task.recipients.length === 0),
    ),
    ...grouped('leads-several', 'warning', doubted(tasks, 'leads-several'), (task) => task.lead),
    ...doubted(tasks, 'leads-differ').map((task) => one('leads-differ', 'error', task, task.lead)),
    ...doubted(tasks, 'deadlines-differ').map((task) =>
      one(
        'dates-differ',
        'error',
        task,
        task.deadlines.map((deadline) => deadline.text),
      ),
    ),
  ];
}

const handingIn =
  /(?:^|[;.] ?)(?:\S+ ){0,3}(?:bao cao|gui|nop|lap|cung cap|dang ky|xay dung|tong hop|hoan thien|hoan thanh)(?= )/;

/** A report or list that somebody is to get; a plan or a conference is its own end. */
function isHandedIn({ deliverable, action }: TaskCandidate): boolean {
  return (
    deliverable !== null &&
    handed.test(fold(deliverable)) &&
    handingIn.test(fold(action)) &&
    !/^(?:hop|to chuc|hoi nghi|lay y kien|theo doi|phoi hop)/.test(fold(action))
  );
}

/** Order and time between tasks that build on each other, and who gathers what everybody hands in. */
export function orderFindings({ tasks, document }: ReadResult, calendar: WorkCalendar): BareFinding[] {
  const byKey = new Map(tasks.map((task) => [task.key, task]));
  const found: BareFinding[] = [];
  for (const task of tasks)
    for (const key of task.after) {
      const upstream = byKey.get(key);
      const [due, before] = [firstDue(task), upstream === undefined ? null : lastDue(upstream)];
      if (upstream === undefined) continue;
      const pair = { tasks: [task.key, key], subjects: due !== null && before !== null ? [due, before] : [] };
      const isLate = due !== null && before !== null && due < before;
      if (has(task, 'order-conflict') && (isLate || due === null))
        found.push({ kind: 'order-conflict', severity: 'error', ...pair });
      else if (
        due !== null &&
        before !== null &&
        due >= before &&
        workingDaysBetween(before, due, calendar) < 1
      )
        found.push({ kind: 'no-time-to-gather', severity: 'warning', ...pair });
      else if (task.deadlines.length === 0 && before !== null)
        found.push({
          kind: 'consolidator-undated',
          severity: 'warning',
          tasks: [task.key, key],
          subjects: task.lead,
        });
    }
  const gathered = new Set(tasks.flatMap((task) => task.after));
  const issuer = document.issuer === null ? '' : fold(document.issuer);
  const loose = tasks.filter(
    (task) =>
      task.lead.some((name) => isCollective(name)) &&
      isHandedIn(task) &&
      !gathered.has(task.key) &&
      task.recipients.length > 0 &&
      // Handed straight to who issues the plan, through an office or not: that office gathers by its duty.
      !(
        task.via !== null || task.recipients.every((name) => issuer !== '' && issuer.startsWith(fold(name)))
      ) &&
      !tasks.some((other) => other !== task && gathersFor(other, task)) &&
      !task.quotes.some((quote) => asksToGather(quote.text, task)),
  );
  return [...dedupe(found), ...grouped('no-consolidator', 'warning', loose, (task) => task.recipients)];
}

/** "… gửi về Sở Nội vụ để tổng hợp", "… gửi Sở Y tế tổng hợp": the sentence itself says who gathers. */
function asksToGather(text: string, task: TaskCandidate): boolean {
  if (/để (?:tổng hợp|theo dõi, tổng hợp)/iu.test(text)) return true;
  const words = fold(text);
  return task.recipients.some((name) =>
    ['tong hop', 'theo doi, tong hop'].some((duty) => words.includes(`${fold(name)} ${duty}`)),
  );
}

/** Whether some other task already has a recipient gather. */
function gathersFor(other: TaskCandidate, task: TaskCandidate): boolean {
  const takers = new Set(task.recipients.map(fold));
  return other.lead.some((name) => takers.has(fold(name))) && /tổng hợp/iu.test(other.action);
}

/** One consolidator without a date is one finding, however many hand in. */
function dedupe(found: BareFinding[]): BareFinding[] {
  const seen = new Map<string, BareFinding>();
  const rest: BareFinding[] = [];
  for (const finding of found) {
    const known = seen.get(finding.tasks[0] ?? '');
    if (finding.kind !== 'consolidator-undated') rest.push(finding);
    else if (known === undefined) seen.set(finding.tasks[0] ?? '', finding);
    else known.tasks.push(...finding.tasks.slice(1));
  }
  return [...rest, ...seen.values()];
}

/** Days that are wrong, missing or badly chosen. */
export function dateFindings({ tasks, document }: ReadResult, context: PlanCheckContext): BareFinding[] {
  const { calendar, today } = context;
  const { issuedOn, period, urgency } = document;
  const days = (task: TaskCandidate): string[] => task.deadlines.flatMap((deadline) => deadline.dueOn ?? []);
  const withDay = (keep: (day: string) => boolean): TaskCandidate[] =>
    tasks.filter((task) => days(task).some(keep));
  const found: BareFinding[] = [];
  const add = (kind: FindingKind, severity: Severity, keep: (day: string) => boolean): void => {
    found.push(...grouped(kind, severity, withDay(keep), (task) => days(task).filter(keep)));
  };
  if (issuedOn !== null) {
    add('before-issue', 'error', (day) => day < issuedOn);
    const soon = addWorkingDays(issuedOn, shortNotice, calendar);
    if (urgency === null) add('too-soon', 'note', (day) => day >= issuedOn && day < soon);
  }
  found.push(...grouped('year-missing', 'warning', doubted(tasks, 'year-missing'), yearlessOf));
  add('holiday', 'note', (day) => isHoliday(day, calendar));
  add(
    'weekend',
    'note',
    (day) => weekdayOf(day) > 5 && !isHoliday(day, calendar) && !isWorkingDay(day, calendar),
  );
  found.push(
    ...grouped('deadline-event', 'note', doubted(tasks, 'deadline-event'), (task) => eventsOf(task)),
  );
  found.push(...grouped('recurrence-open', 'note', period === null ? doubted(tasks, 'recurrence-open') : []));
  if (period !== null) {
    const limit = addDays(period.to, afterPeriodDays);
    add('after-period', 'warning', (day) => day > limit);
    if (today !== null && period.to < today)
      found.push({ kind: 'period-over', severity: 'warning', tasks: [], subjects: [period.from, period.to] });
  }
  return found;
}

function yearlessOf(task: TaskCandidate): string[] {
  return task.deadlines
    .filter((deadline) => deadline.rrule === null && !/\d{4}/.test(deadline.text))
    .map((deadline) => deadline.text);
}

function eventsOf(task: TaskCandidate): string[] {
  return task.deadlines
    .filter(
      (deadline) => deadline.dueOn === null && (deadline.kind === 'event' || deadline.kind === 'relative'),
    )
    .map((deadline) => deadline.text);
}

/** Appendices the plan speaks of that are not in the file. One named without a number is any that is there. */
export function annexFindings({ parts }: ReadResult): BareFinding[] {
  if (parts === undefined) return [];
  const { annexesNamed, annexesPresent } = parts;
  const isThere = (label: string): boolean => {
    if (annexesPresent.includes(label)) return true;
    if (label === '') return annexesPresent.length > 0;
    // "Phụ lục" without a number, and only number 1 is named; "Phụ lục 2A" within "Phụ lục 2".
    if (label === '1' && annexesPresent.includes('')) return true;
    return (
      annexesPresent.includes(label.replace(/[A-ZĐ]$/u, '')) ||
      annexesPresent.some((one) => one.replace(/[A-ZĐ]$/u, '') === label)
    );
  };
  const missing = annexesNamed.filter((label) => !isThere(label));
  // "các phụ lục kèm theo" says nothing more once a numbered one is missing.
  const numbered = missing.filter((label) => label !== '');
  const subjects = numbered.length > 0 ? numbered : missing;
  return subjects.length === 0 ? [] : [{ kind: 'annex-missing', severity: 'warning', tasks: [], subjects }];
}

function has(task: TaskCandidate, doubt: Doubt): boolean {
  return task.doubts.includes(doubt);
}

function doubted(tasks: readonly TaskCandidate[], doubt: Doubt): TaskCandidate[] {
  return tasks.filter((task) => has(task, doubt));
}

function one(kind: FindingKind, severity: Severity, task: TaskCandidate, subjects: string[]): BareFinding {
  return { kind, severity, tasks: [task.key], subjects };
}

/** One finding for all tasks of a kind, or none. */
export function grouped(
  kind: FindingKind,
  severity: Severity,
  tasks: readonly TaskCandidate[],
  subjectsOf: (task: TaskCandidate) => readonly string[] = () => [],
): BareFinding[] {
  if (tasks.length === 0) return [];
  return [
    {
      kind,
      severity,
      tasks: tasks.map((task) => task.key),
      subjects: [...new Set(tasks.flatMap(subjectsOf))],
    },
  ];
}

/** The first day on which something of a task is due; null when none can be told. */
export function firstDue(task: TaskCandidate): string | null {
  return dues(task)[0] ?? null;
}

/** The last such day. */
export function lastDue(task: TaskCandidate): string | null {
  return dues(task).at(-1) ?? null;
}

function dues(task: TaskCandidate): string[] {
  return task.deadlines
    .filter((deadline) => deadline.rrule === null)
    .flatMap((deadline) => deadline.dueOn ?? [])
    .sort();
}
