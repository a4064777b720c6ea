/**
 * Which doubts of a draft still wait for a person: those reading found, and those the directory raises,
 * less what was settled. Questions and answers are in `draft-questions.ts`.
 */
import { needsLook } from '../doubt.js';
import type { Doubt, PlanDraft, TaskCandidate } from '../plan.js';
import type { Addressee, AddresseeResolver } from './addressees.js';

/** A doubt nobody has settled yet. */
export interface OpenDoubt {
  doubt: Doubt;
  /** The addressee in question, as written; null for doubts about the task itself. */
  subject: string | null;
}

/** Raised by the directory of the day, whatever it was when the document was read. */
const fromDirectory: ReadonlySet<Doubt> = new Set<Doubt>([
  'lead-unknown',
  'lead-ambiguous',
  'lead-collective',
]);

/** Who does it comes before when it is due, and both before the rest. */
const order: readonly Doubt[] = [
  'conditional',
  'no-lead',
  'lead-ambiguous',
  'lead-unknown',
  'leads-differ',
  'leads-several',
  'lead-late-bound',
  'deadlines-differ',
  'year-missing',
  'deadline-before-issue',
  'deadline-uncertain',
  'deadline-event',
  'order-conflict',
  'scan-uncertain',
];

/** Every doubt about a task that is still open, the gravest first. None for tasks a person accepted or dropped. */
export function openDoubts(
  draft: Readonly<PlanDraft>,
  task: Readonly<TaskCandidate>,
  resolve: AddresseeResolver,
): OpenDoubt[] {
  if (draft.accepted.includes(task.key) || draft.dropped.includes(task.key)) return [];
  const found: OpenDoubt[] = task.doubts
    .filter((doubt) => !fromDirectory.has(doubt))
    .map((doubt) => ({ doubt, subject: null }));
  for (const mention of task.lead) {
    const { kind } = resolve(mention);
    if (kind === 'ambiguous') found.push({ doubt: 'lead-ambiguous', subject: mention });
    if (kind === 'collective') found.push({ doubt: 'lead-collective', subject: mention });
    // Who is meant shows only later: that is asked, not whether a unit of this name is wanted.
    if (kind === 'unknown' && !task.doubts.includes('lead-late-bound'))
      found.push({ doubt: 'lead-unknown', subject: mention });
  }
  const rank = ({ doubt }: OpenDoubt): number =>
    order.includes(doubt) ? order.indexOf(doubt) : order.length;
  return found.filter((open) => !isSettled(draft, task.key, open)).sort((a, b) => rank(a) - rank(b));
}

function isSettled(draft: Readonly<PlanDraft>, key: string, open: OpenDoubt): boolean {
  return draft.settled.some(
    (known) =>
      known.doubt === open.doubt &&
      known.subject === open.subject &&
      (known.task === null || known.task === key),
  );
}

/** The open doubts at which a person should stop. */
export function gravelyOpen(
  draft: Readonly<PlanDraft>,
  task: Readonly<TaskCandidate>,
  resolve: AddresseeResolver,
): OpenDoubt[] {
  return openDoubts(draft, task, resolve).filter(
    ({ doubt, subject }) => needsLook([doubt]) || (subject !== null && isNobody(resolve(subject))),
  );
}

/** A collective of whom the directory has no member: to give it a task is to give it to nobody. */
function isNobody(addressee: Addressee): boolean {
  return addressee.kind === 'collective' && addressee.unitIds.length === 0;
}

/** How far a draft has come. `certain` and `doubtful` add up to what would be published. */
export interface DraftCounts {
  tasks: number;
  certain: number;
  doubtful: number;
  /** Of the doubtful: those doubted for nothing but names the directory lacks. */
  onlyUnknown: number;
  dropped: number;
}

export function countDraft(draft: Readonly<PlanDraft>, resolve: AddresseeResolver): DraftCounts {
  const kept = draft.result.tasks.filter((task) => !draft.dropped.includes(task.key));
  const open = kept.map((task) => gravelyOpen(draft, task, resolve)).filter((one) => one.length > 0);
  const doubtful = open.length;
  return {
    tasks: kept.length,
    certain: kept.length - doubtful,
    doubtful,
    onlyUnknown: open.filter((one) => one.every(({ doubt }) => doubt === 'lead-unknown')).length,
    dropped: draft.result.tasks.length - kept.length,
  };
}

/** Addressees a person should see before publishing: collectives, and names the directory lacks or has twice. */
export function addresseesToShow(draft: Readonly<PlanDraft>, resolve: AddresseeResolver): Addressee[] {
  const kept = draft.result.tasks.filter((task) => !draft.dropped.includes(task.key));
  const mentions = new Set([
    ...kept.filter((task) => !task.doubts.includes('lead-late-bound')).flatMap((task) => task.lead),
    ...kept.flatMap((task) => task.recipients),
  ]);
  return [...mentions].map(resolve).filter((addressee) => addressee.kind !== 'unit');
}

/** Whether a person has already said what an addressee is. */
export function isAddresseeSettled(draft: Readonly<PlanDraft>, addressee: Addressee): boolean {
  return draft.settled.some((known) => known.task === null && known.subject === addressee.mention);
}

/** A short code for a mention in ASCII, for buttons; the same words always give the same code (FNV-1a). */
export function mentionCode(mention: string): string {
  let hash = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(mention)) {
    hash = Math.imul(hash ^ byte, 0x01000193) >>> 0;
  }
  return `m${hash.toString(36)}`;
}
