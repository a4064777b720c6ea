/**
 * A document that amends a plan in force, as a difference: which task it changes, which date or lead, what is new.
 * Finding the difference changes nothing; a person confirms it, and `amend-apply.ts` applies it.
 */
import type {
  AmendmentTarget,
  Deadline,
  DocumentFacts,
  Plan,
  PlanDraft,
  Task,
  TaskCandidate,
} from '../plan.js';
import type { StoreReader } from '../ports.js';
import { fold } from '../text.js';
import type { AddresseeResolver } from './addressees.js';
import { edited, sameDays } from './draft-edit.js';
import { tasksToPublish } from './publish.js';

/** The plan in force that a document says it amends; the latest published where a number stands twice. */
export function amendedPlan(reader: StoreReader, document: DocumentFacts): Readonly<Plan> | undefined {
  if (document.amends === null) return undefined;
  const wanted = fold(document.amends).replace(/\s/g, '');
  const fitting = reader
    .find('plans', 'byStatus', 'active')
    .filter(
      (plan) => plan.document.number !== null && fold(plan.document.number).replace(/\s/g, '') === wanted,
    );
  return [...fitting].sort((a, b) => b.publishedAt.localeCompare(a.publishedAt))[0];
}

/** What one task of the amending document does. */
export interface AmendmentItem {
  /** Position in the draft, from 0. */
  index: number;
  candidate: Readonly<TaskCandidate>;
  /** The task in force it changes; null when it is new. */
  target: Readonly<Task> | null;
  /** Whether a person said so, or the words only look alike. */
  isConfirmed: boolean;
  deadlines: { before: readonly Deadline[]; after: Deadline[] } | null;
  lead: { before: readonly string[]; after: readonly string[] } | null;
}

/** From this share of common words on, a task of the plan is proposed. */
const leastLikeness = 0.6;

/** The difference between a draft and the plan it amends, in the draft's order. */
export function amendmentItems(
  reader: StoreReader,
  draft: Readonly<PlanDraft>,
  plan: Readonly<Plan>,
  resolve: AddresseeResolver,
): AmendmentItem[] {
  const tasks = reader.find('tasks', 'byPlan', plan.id).filter((task) => task.status === 'active');
  const words = new Map(tasks.map((task) => [task.id, wordsOf(task.action)]));
  const kept = new Set(tasksToPublish(draft).map((task) => task.key));
  return draft.result.tasks.flatMap((candidate, index): AmendmentItem[] => {
    if (!kept.has(candidate.key)) return [];
    const decided = draft.targets.find(({ task }) => task === candidate.key);
    const target = decided
      ? (tasks.find((task) => task.id === decided.target) ?? null)
      : likeliest(candidate, tasks, words);
    return [
      {
        index,
        candidate,
        target,
        isConfirmed: decided !== undefined,
        deadlines: target && newDeadlines(candidate, target),
        lead: target && newLead(candidate, target, resolve),
      },
    ];
  });
}

/** The one task whose words the candidate repeats; null when none does, or two do equally. */
function likeliest(
  candidate: Readonly<TaskCandidate>,
  tasks: readonly Readonly<Task>[],
  words: ReadonlyMap<string, ReadonlySet<string>>,
): Readonly<Task> | null {
  const said = wordsOf([candidate.action, ...candidate.quotes.map((quote) => quote.text)].join(' '));
  const scored = tasks.map((task) => ({ task, score: shareOf(words.get(task.id) ?? new Set(), said) }));
  scored.sort((a, b) => b.score - a.score);
  const [best, second] = scored;
  if (!best || best.score < leastLikeness) return null;
  return second && second.score > best.score - 0.05 ? null : best.task;
}

function wordsOf(text: string): Set<string> {
  return new Set(
    fold(text.slice(0, 4_000))
      .split(/[^\p{L}\p{N}]+/u)
      .filter((word) => word.length > 1),
  );
}

/** How much of `wanted` is among `said`. */
function shareOf(wanted: ReadonlySet<string>, said: ReadonlySet<string>): number {
  if (wanted.size === 0) return 0;
  let common = 0;
  for (const word of wanted) if (said.has(word)) common += 1;
  return common / wanted.size;
}

/**
 * The deadlines a task would have instead. "Từ ngày A sang ngày B" names the old day as well: it is taken away.
 * Null when nothing changes.
 */
function newDeadlines(
  candidate: Readonly<TaskCandidate>,
  target: Readonly<Task>,
): AmendmentItem['deadlines'] {
  const old = new Set(
    target.deadlines.flatMap(({ dueOn, statedOn }) => [dueOn, statedOn]).filter((day) => day !== null),
  );
  const after = candidate.deadlines
    .filter(({ dueOn, rrule }) => (dueOn !== null && !old.has(dueOn)) || rrule !== null)
    .map((deadline) =>
      deadline.from !== null && old.has(deadline.from)
        ? { ...deadline, from: null, kind: 'date' as const }
        : deadline,
    )
    .filter((deadline) => !target.deadlines.some((known) => sameDays(known, deadline)));
  return after.length === 0 ? null : { before: target.deadlines, after };
}

function newLead(
  candidate: Readonly<TaskCandidate>,
  target: Readonly<Task>,
  resolve: AddresseeResolver,
): AmendmentItem['lead'] {
  if (candidate.lead.length === 0) return null;
  const ids = new Set(candidate.lead.flatMap((mention) => resolve(mention).unitIds));
  const isSame =
    candidate.lead.every((mention) => resolve(mention).unitIds.length > 0) &&
    ids.size === target.leadUnitIds.length &&
    target.leadUnitIds.every((id) => ids.has(id));
  const isSameWords = fold(candidate.lead.join(';')) === fold(target.lead.join(';'));
  return isSame || isSameWords ? null : { before: target.lead, after: candidate.lead };
}

/** Remembers what a person decided about one task of the amending document. */
export function decideTarget(draft: Readonly<PlanDraft>, decision: AmendmentTarget): PlanDraft {
  return edited(draft, (copy) => {
    copy.targets = [...copy.targets.filter(({ task }) => task !== decision.task), decision];
  });
}
