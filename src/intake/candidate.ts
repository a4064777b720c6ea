/** The last steps that make a draft a task one can confirm. */
import type { Deadline, TaskCandidate } from '../domain/plan.js';
import type { DoubtContext } from './doubts.js';
import { addDoubts } from './doubts.js';
import type { Draft } from './draft.js';
import { deliverableOf, quotaOf, volumeOf } from './fields.js';

/** Derives the remaining fields and doubts and gives the candidate its key. */
export function candidateOf(draft: Draft, key: string, context: DoubtContext): TaskCandidate {
  addDoubts(draft, context);
  return {
    key,
    action: draft.action,
    lead: draft.lead,
    coordinating: draft.coordinating.filter((name) => !draft.lead.includes(name)),
    recipients: draft.recipients,
    via: draft.via,
    deliverable: draft.deliverable ?? deliverableOf(draft.action),
    volume: draft.volume ?? volumeOf(draft.action),
    quota: draft.quota ?? quotaOf(draft.action),
    deadlines: draft.deadlines,
    quotes: draft.quotes,
    doubts: [...draft.doubts],
    after: [],
  };
}

/**
 * A linked task whose work waits for an event and has a day as well ("sau khi có kết quả khảo sát, trước ngày 30/9"): the
 * day is what is owed, the event only what comes before it, and is told by `after` and the quote.
 */
export function withoutAwaited(task: TaskCandidate): TaskCandidate {
  const isDated = task.deadlines.some((one) => one.statedOn !== null && one.stage === null);
  const isAwaited = (one: Deadline): boolean =>
    one.kind === 'event' && one.anchor?.amount == null && /^(?:ngay\s)?(?:sau|khi)\s/iu.test(one.text);
  if (!isDated || !task.deadlines.some(isAwaited)) return task;
  const deadlines = task.deadlines.filter((one) => !isAwaited(one));
  const isOpen = deadlines.some(
    (one) => one.kind === 'event' || (one.kind === 'relative' && one.dueOn === null),
  );
  return {
    ...task,
    deadlines,
    doubts: isOpen ? task.doubts : task.doubts.filter((doubt) => doubt !== 'deadline-event'),
  };
}
