/**
 * When a task read from a document is the task a person labelled, and when its date, lead and recipients are the labelled ones.
 * Rules of comparison only; `score.ts` counts.
 */
import type { TaskCandidate } from '../../src/domain/plan.js';
import { fold } from '../../src/domain/text.js';
import type { Label, LabelDeadline } from './labels.js';

/** Letters and digits only, without diacritics: what is compared of a passage. */
export const squeeze = (text: string): string =>
  fold(text.replace(/\*/g, ' '))
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();

/** Least share of neighbouring words two passages have in common when one of them came from a picture. */
const leastShared = 0.6;

/**
 * Whether two passages share most of the shorter one.
 * @param blurred the text was recognised from a picture: single wrong letters must not part what belongs together.
 */
export function overlap(a: string, b: string, blurred = false): boolean {
  const one = squeeze(a);
  const two = squeeze(b);
  if (one === '' || two === '') return false;
  const [small, large] = one.length <= two.length ? [one, two] : [two, one];
  if (large.includes(small)) return small.length >= 12;
  const half = small.slice(0, Math.ceil(small.length * 0.6));
  const rest = small.slice(Math.floor(small.length * 0.4));
  if (large.includes(half) || large.includes(rest)) return true;
  if (!blurred) return false;
  const pairs = pairsOf(small);
  const known = new Set(pairsOf(large));
  return pairs.length >= 4 && pairs.filter((pair) => known.has(pair)).length >= pairs.length * leastShared;
}

function pairsOf(text: string): string[] {
  const words = text.split(' ');
  return words.slice(1).map((word, index) => `${words[index] ?? ''} ${word}`);
}

/** Whether one of the task's quotes, or all of them together, is the labelled passage. */
export function touches(task: TaskCandidate, passage: string, blurred: boolean): boolean {
  const own = task.quotes.map((quote) => quote.text);
  return [...own, own.join(' ')].some((text) => overlap(text, passage, blurred));
}

const datedKinds = new Set(['date', 'window', 'recurring', 'relative']);

/** Whether the task has a date, a period or a count of days, so that a missing label is an error. */
export function isDated(task: TaskCandidate): boolean {
  return task.deadlines.some((deadline) => datedKinds.has(deadline.kind));
}

const monthsOf = /^FREQ=YEARLY;BYMONTH=([\d,]+)(;BYMONTHDAY=-?\d+)?$/;

/** Rules that give the same days, in one spelling: yearly rules said month by month or together; a month is due on its last day. */
const ruleKey = (rule: string): string =>
  rule
    .replace(/;UNTIL=\d+/g, '')
    .split('|')
    .flatMap((one) => {
      const [, months, day] = monthsOf.exec(one) ?? [];
      return months === undefined
        ? [one]
        : months.split(',').map((month) => `${month}${day ?? ';BYMONTHDAY=-1'}`);
    })
    .sort()
    .join('|');

/** Whether one deadline of a task is the labelled one. */
export function isDeadline(deadline: TaskCandidate['deadlines'][number], label: LabelDeadline): boolean {
  if (label.due !== null)
    return (
      deadline.statedOn === label.due && (label.before === undefined || deadline.inclusive !== label.before)
    );
  if (label.recurrence !== null)
    return deadline.rrule !== null && ruleKey(deadline.rrule) === ruleKey(label.recurrence);
  return deadline.statedOn === null;
}

/** A name or names as compared: "các" and "và" dropped, UBND in one spelling. */
export const nameKey = (names: readonly string[]): string =>
  squeeze(names.join(' '))
    .replace(/\b(?:cac|va)\b/g, '')
    .replace(/\buy ban nhan dan\b/g, 'ubnd')
    .replace(/\s+/g, ' ')
    .trim();

/** Whether the task's lead is that of one of the labels it stands for. */
export function isLead(task: TaskCandidate, labels: readonly Label[]): boolean {
  return labels.some((label) => {
    if (label.lead.length === 0) {
      if (task.lead.length === 0 || task.doubts.includes('lead-inherited')) return true;
    } else if (nameKey(task.lead) === nameKey(label.lead)) return true;
    return label.lead_alternatives !== undefined && nameKey(task.lead) === nameKey(label.lead_alternatives);
  });
}

/** Whether two names of a recipient can be the same body: one is the other, or goes on with the place. */
export function isSameBody(a: string, b: string): boolean {
  const one = nameKey([a]);
  const two = nameKey([b]);
  return (
    one === two || (one !== '' && two !== '' && (one.startsWith(`${two} `) || two.startsWith(`${one} `)))
  );
}

/** Everyone a label names as receiving, the office in between included. */
export function receivers(label: Label): string[] {
  const { via } = label;
  const offices = via === undefined || via === null ? [] : typeof via === 'string' ? [via] : via;
  return [...(label.recipient ?? []), ...offices];
}

/** The labels that say the same task: a repetition joins the one it repeats; a summary of several stands for them. */
export function groupsOf(labels: readonly Label[]): number[] {
  const group = labels.map((_, index) => index);
  labels.forEach((label, index) => {
    const first = label.same_as?.[0];
    if (first !== undefined) group[index] = group[first] ?? first;
  });
  return group;
}
