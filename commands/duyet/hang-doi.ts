/** The queue of `/duyet`, one submission in full, its files, and who received which version. */
import { latestOf, mayChange } from '../../src/domain/acts/review.js';
import type { Submission } from '../../src/domain/assignment.js';
import { missedCollection } from '../../src/domain/collected.js';
import type { CommandContext, CommandInput, Preparation } from '../../src/domain/command.js';
import type { Plan } from '../../src/domain/plan.js';
import type { StoreReader } from '../../src/domain/ports.js';
import { assignmentCode, plansFor, viewOf } from '../../src/domain/queries.js';
import {
  nextWaiting,
  submissionByCode,
  waitingRequests,
  waitingVersions,
} from '../../src/domain/review-queue.js';
import { verdictInForce } from '../../src/domain/state.js';
import { forwardList, recipientName } from '../../src/texts/arrivals.js';
import * as texts from '../../src/texts/reviews.js';
import { type Found, decisionOn, findSubmission, nameOf, waitingFor } from './tim.js';

/** Requests for more time listed under the first page. */
const mostRequests = 8;

/** One page of what waits, of one plan or of all this person looks after. */
export function showQueue(plan: Readonly<Plan> | null, page: number, context: CommandContext): void {
  const { tx, person, nowMs, rules } = context;
  const all = plansFor(tx, person, 'look', nowMs);
  const plans = plan ? [plan] : all;
  const waiting = waitingVersions(tx, plans);
  const pages = Math.max(1, Math.ceil(waiting.length / texts.queuePageSize));
  const shownPage = Math.min(Math.max(1, page), pages);
  const start = (shownPage - 1) * texts.queuePageSize;
  const views = waiting.flatMap(({ submission, assignment }) => {
    const view = viewOf(tx, assignment, nowMs, rules.calendar);
    return view ? [{ submission, view, missed: missed(submission, context) }] : [];
  });
  const requests = waitingRequests(tx, plans)
    .slice(0, shownPage === 1 ? mostRequests : 0)
    .flatMap((extension) => {
      const assignment = tx.get('assignments', extension.assignmentId);
      const view = assignment && viewOf(tx, assignment, nowMs, rules.calendar);
      return view ? [{ extension, view }] : [];
    });
  if (views.length === 0 && requests.length === 0)
    return context.reply({ text: plan ? texts.nothingToReviewIn(plan) : texts.nothingToReview });
  const filter = plan ? ` K${plan.number}` : '';
  const mayAct = plansFor(tx, person, 'act', nowMs).some((one) => plan === null || one.id === plan.id);
  context.reply(
    texts.reviewQueue(
      {
        plan,
        items: views.slice(start, start + texts.queuePageSize),
        total: views.length,
        late: views.filter(({ submission, view }) => verdictInForce(view.facts, submission, nowMs).isLate)
          .length,
        pastCutOff: views.filter(({ submission }) => submission.isPastCutOff).length,
        oldestAt: views[0]?.submission.receivedAt ?? null,
        requests,
        page: shownPage,
        pages,
        more: shownPage < pages ? `/duyet${filter} trang ${shownPage + 1}` : null,
        acceptAll: mayAct && views.length > 1 ? `/duyet nhan tatca${filter}` : null,
      },
      nowMs,
    ),
  );
}

/** `/duyet tiep TN-…`: the one that waits after another. */
export function showNext(code: string, context: CommandContext): void {
  const next = nextWaiting(waitingFor(context), findSubmission(code, context)?.submission);
  const found = next && findSubmission(next.submission.receiptCode, context);
  if (!found) return context.reply({ text: texts.nothingToReview });
  showOne(found, context);
}

export function showOne(found: Found, context: CommandContext): void {
  const { tx, prepared, nowMs } = context;
  const { submission, view, mayDecide } = found;
  const versions = [...view.facts.submissions].sort((a, b) => b.version - a.version);
  const latest = latestOf(tx, submission);
  const review = decisionOn(submission, context);
  context.reply(
    texts.submissionInFull(
      {
        submission,
        view,
        author: nameOf(submission.byPersonId, context),
        missed: missed(submission, context),
        review,
        earlier: versions
          .filter(({ version }) => version < submission.version)
          .map((old) => ({ submission: old, review: decisionOn(old, context) })),
        notes: versions.flatMap((one) =>
          tx.find('notes', 'bySubmission', one.id).map((note) => ({
            note,
            version: one.version,
            by: nameOf(note.byPersonId, context),
          })),
        ),
        newer: latest.version > submission.version ? latest : null,
        preview: prepared.preview?.submissionId === submission.id ? prepared.preview : null,
        waiting: waitingFor(context).filter((one) => one.submission.id !== submission.id).length,
        mayDecide,
        mayChange: review !== null && mayChange(review.review, context),
      },
      nowMs,
    ),
    'reply',
    [view.facts.assignment.id],
  );
}

/** What has to be done before one is shown: a glance at its files, for those who may see them alone. */
export function previewOf(input: CommandInput, reader: StoreReader): Preparation[] {
  const [code = '', after = '', ...more] = input.text.trim().split(/\s+/);
  const { person, nowMs } = input;
  let submission: Readonly<Submission> | null = null;
  if (code.toLowerCase() === 'tiep' && more.length === 0) {
    const known = submissionByCode(reader, person, after, 'look', nowMs) ?? undefined;
    const waiting = waitingVersions(reader, plansFor(reader, person, 'look', nowMs));
    submission = nextWaiting(waiting, known)?.submission ?? null;
  } else if (after === '') {
    submission = submissionByCode(reader, person, code, 'look', nowMs);
  }
  if (!submission || submission.files.length === 0) return [];
  return [{ make: 'preview', submissionId: submission.id, files: submission.files }];
}

export function sendFiles({ submission, view }: Found, context: CommandContext): void {
  context.reply(
    submission.files.length > 0 ? texts.filesOf(submission, view) : { text: texts.noFiles(submission) },
  );
}

/** Who received which version of this assignment. */
export function showForwards({ view }: Found, context: CommandContext): void {
  const { tx } = context;
  const versions = [...view.facts.submissions].sort((a, b) => b.version - a.version);
  context.reply(
    forwardList(
      assignmentCode(view.facts.assignment),
      versions.map(({ id, version, receiptCode }) => ({
        version,
        receiptCode,
        recipients: tx.find('forwards', 'bySubmission', id).map((forward) => ({
          name: recipientName(
            forward,
            forward.unitId === null ? undefined : tx.get('units', forward.unitId)?.name,
          ),
          isReached: forward.conversationIds.length > 0,
          deliveredAt: forward.deliveredAt,
        })),
      })),
    ),
  );
}

function missed(
  submission: Readonly<Submission>,
  { tx }: CommandContext,
): ReturnType<typeof missedCollection> {
  const assignment = tx.get('assignments', submission.assignmentId);
  if (!assignment) return null;
  const versions = tx.find('submissions', 'byAssignment', assignment.id);
  return missedCollection(
    submission,
    versions,
    tx.find('collections', 'byPlan', assignment.planId),
    assignment,
  );
}
