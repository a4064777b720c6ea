/** Files that are there already: a double tap, a colleague who sent the same at the same moment. */
import type { Submission } from '../../src/domain/assignment.js';
import type { CommandContext } from '../../src/domain/command.js';
import { holdsAll } from '../../src/domain/compose-version.js';
import type { AssignmentView } from '../../src/domain/queries.js';
import type { PendingFiles } from './held.js';
import { latestOf, ownViews } from './own.js';

/**
 * The one own assignment whose latest version holds these very files, when just one does and the office has not given
 * it back.
 */
export function repeated(
  held: PendingFiles,
  context: CommandContext,
): { view: AssignmentView; submission: Submission } | null {
  const [first] = held.files;
  if (!first) return null;
  const near = new Set(
    context.tx.find('submissions', 'byFile', first.sha256).map((submission) => submission.assignmentId),
  );
  const found = ownViews(context).flatMap((view) => {
    const latest = near.has(view.facts.assignment.id) ? latestOf(view) : null;
    return latest && !latest.isReturned && holdsAll(latest.submission, held.files)
      ? [{ view, submission: latest.submission }]
      : [];
  });
  return found.length === 1 ? (found[0] ?? null) : null;
}
