/**
 * What the office took out together (`Collection`) and what has come in since. Pure: whoever collects writes the
 * records, and `at` must be the instant at which the versions were listed, not the one at which the file was ready.
 */
import type { Assignment, Collection, Submission } from './assignment.js';

/** The last collection that covers a task: of the task itself or of its whole plan. Null when nothing was collected. */
export function lastCollection(
  collections: Iterable<Readonly<Collection>>,
  task: Pick<Assignment, 'planId' | 'taskId'>,
): Readonly<Collection> | null {
  let last: Readonly<Collection> | null = null;
  for (const one of collections) {
    if (one.planId !== task.planId || (one.taskId !== null && one.taskId !== task.taskId)) continue;
    if (last === null || one.at > last.at || (one.at === last.at && one.number > last.number)) last = one;
  }
  return last;
}

/** Whether a version is among what was collected last. */
export function isCollected(
  submission: Pick<Submission, 'id'>,
  collections: Iterable<Readonly<Collection>>,
  task: Pick<Assignment, 'planId' | 'taskId'>,
): boolean {
  return lastCollection(collections, task)?.submissionIds.includes(submission.id) ?? false;
}

/**
 * The collection a version came too late for: the last one that covers its task, when the version is not part of it and
 * arrived since, or takes the place of one that is. Null when nothing was collected yet, or the version is in it, or it
 * was there already and was left out on purpose.
 * @param versions all versions of the assignment.
 */
export function missedCollection(
  submission: Pick<Submission, 'id' | 'version' | 'receivedAt'>,
  versions: Iterable<Pick<Submission, 'id' | 'version'>>,
  collections: Iterable<Readonly<Collection>>,
  task: Pick<Assignment, 'planId' | 'taskId'>,
): Readonly<Collection> | null {
  const last = lastCollection(collections, task);
  if (last === null || last.submissionIds.includes(submission.id)) return null;
  if (submission.receivedAt >= last.at) return last;
  for (const { id, version } of versions) {
    if (version < submission.version && last.submissionIds.includes(id)) return last;
  }
  return null;
}

/**
 * Of each assignment's latest version, those newer than what was collected last, with the collection they missed.
 * @param items the versions of one assignment each.
 */
export function newerThanCollected(
  items: Iterable<{ assignment: Readonly<Assignment>; submissions: readonly Readonly<Submission>[] }>,
  collections: readonly Readonly<Collection>[],
): { submission: Readonly<Submission>; collection: Readonly<Collection> }[] {
  const newer: { submission: Readonly<Submission>; collection: Readonly<Collection> }[] = [];
  if (collections.length === 0) return newer;
  for (const { assignment, submissions } of items) {
    let submission: Readonly<Submission> | null = null;
    for (const one of submissions) {
      if (submission === null || one.version > submission.version) submission = one;
    }
    const collection = submission && missedCollection(submission, submissions, collections, assignment);
    if (submission && collection) newer.push({ submission, collection });
  }
  return newer;
}
