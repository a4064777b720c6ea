/** `/duyet`: submissions and extension requests waiting for a decision; accept, return with a reason, grant, refuse. */
import { decideExtension, reviewSubmission } from '../src/domain/acts/review.js';
import type { Extension, Submission } from '../src/domain/assignment.js';
import type { Command, CommandContext } from '../src/domain/command.js';
import { heldText } from '../src/domain/person.js';
import { type AssignmentView, canServePlan, plansFor, reachUnit, viewOf } from '../src/domain/queries.js';
import { isWithdrawn } from '../src/domain/state.js';
import { fold, foldSpace } from '../src/domain/text.js';
import { dayOf } from '../src/domain/time.js';
import * as extensions from '../src/texts/extensions.js';
import * as reviews from '../src/texts/reviews.js';
import { readNewDays } from './giahan.js';

export const duyet: Command = {
  name: 'duyet',
  aliases: ['tiepnhan'],
  summary: 'Báo cáo và đề nghị gia hạn chờ xử lý',
  usage: '[mã tiếp nhận] [nhan | tra lý do]',
  examples: [
    '/duyet',
    '/duyet TN-00012-7KQ2 nhan',
    '/duyet TN-00012-7KQ2 tra thiếu phụ lục số liệu',
    '/duyet GH3 dongy',
  ],
  allowed: ['consolidator', 'clerk'],
  where: 'private',
  run(args, context) {
    const [code = '', verb = '', ...words] = foldSpace(args).split(' ');
    const rest = words.join(' ');
    if (code === '') return showWaiting(context);
    const request = /^gh(\d{1,9})$/i.exec(code);
    if (request) return onExtension(request[1] ?? '', verb, context);
    const found = findSubmission(code, context);
    if (!found) return context.reply({ text: reviews.noSuchReceipt(code) });
    if (verb === '') return showOne(found, context);
    if (/^(nhan|nhận|tiepnhan|duyet|duyệt)$/i.test(verb)) return accept(found, context);
    if (!/^(tra|trả|tralai)$/i.test(verb))
      return context.reply({ text: reviews.noSuchReceipt(`${code} ${verb}`) });
    const reason = rest.replace(/^(lai|lại)\s+/i, '');
    if (reason !== '') return giveBack(found, reason, context);
    context.expect('reason', { code: found.submission.receiptCode });
    context.reply({ text: reviews.askReason(found.submission.receiptCode) });
  },
  resume(_step, input, context) {
    const found = findSubmission(heldText(context.dialogue, 'code'), context);
    if (!found) return context.settle();
    if (input.text.trim() === '')
      return context.reply({ text: reviews.askReason(found.submission.receiptCode) });
    giveBack(found, foldSpace(input.text), context);
  },
};

interface Found {
  submission: Readonly<Submission>;
  view: AssignmentView;
}

/** Submissions without a decision in the plans this person serves, oldest first; superseded versions are left out. */
function waiting(context: CommandContext): Found[] {
  const { tx, person, nowMs, rules } = context;
  return plansFor(tx, person, 'act', nowMs).flatMap((plan) => {
    const latest = new Map<string, Readonly<Submission>>();
    for (const submission of tx.find('submissions', 'byPlan', plan.id)) {
      const reviews = tx.find('reviews', 'bySubmission', submission.id);
      if (!isWithdrawn(reviews, submission.id, nowMs)) latest.set(submission.assignmentId, submission);
    }
    return [...latest.values()].flatMap((submission) => {
      if (tx.find('reviews', 'bySubmission', submission.id).length > 0) return [];
      const assignment = tx.get('assignments', submission.assignmentId);
      const view = assignment && viewOf(tx, assignment, nowMs, rules.calendar);
      return view ? [{ submission, view }] : [];
    });
  });
}

function showWaiting(context: CommandContext): void {
  const { tx, person, nowMs, rules } = context;
  const items = waiting(context).slice(0, 12);
  const requests = tx.find('extensions', 'byStatus', 'requested').flatMap((extension) => {
    const assignment = tx.get('assignments', extension.assignmentId);
    const view = assignment && viewOf(tx, assignment, nowMs, rules.calendar);
    return view && canServePlan(tx, person, view.plan, 'act', nowMs) ? [{ extension, view }] : [];
  });
  if (items.length === 0 && requests.length === 0) return context.reply({ text: reviews.nothingToReview });
  context.reply(reviews.reviewList(items, requests.slice(0, 8)));
}

/** A submission by receipt code, if this person may decide on it; absent and forbidden look alike. */
function findSubmission(code: string, context: CommandContext): Found | null {
  const { tx, person, nowMs, rules } = context;
  const submission = tx.find('submissions', 'byReceipt', code.toUpperCase())[0];
  const assignment = submission && tx.get('assignments', submission.assignmentId);
  const view = assignment && viewOf(tx, assignment, nowMs, rules.calendar);
  if (!submission || !view || !canServePlan(tx, person, view.plan, 'act', nowMs)) return null;
  return { submission, view };
}

function showOne({ submission, view }: Found, context: CommandContext): void {
  const author = context.tx.get('persons', submission.byPersonId)?.name ?? '';
  context.reply(reviews.submissionInFull(submission, view, author));
}

function accept(found: Found, context: CommandContext): void {
  decide(found, 'accepted', null, null, context);
  context.reply({ text: reviews.accepted(found.submission.receiptCode, found.view.unit.name) });
}

function giveBack(found: Found, reason: string, context: CommandContext): void {
  // The last day named is the new one: earlier ones belong to documents and events the reason speaks of.
  const newDay = readNewDays(reason, context.nowMs).at(-1)?.day ?? null;
  const newDueOn = newDay !== null && newDay >= dayOf(context.nowMs) ? newDay : null;
  decide(found, 'returned', reason, newDueOn, context);
  context.reply({ text: reviews.returnedDone(found.submission.receiptCode, found.view.unit.name) });
}

function decide(
  { submission, view }: Found,
  decision: 'accepted' | 'returned',
  reason: string | null,
  newDueOn: string | null,
  context: CommandContext,
): void {
  const review = reviewSubmission(context, submission, { decision, reason, newDueOn });
  context.settle();
  tellUnit(view, reviews.reviewNotice(review, submission, view), `review/${review.id}`, context);
}

function onExtension(number: string, verb: string, context: CommandContext): void {
  const { tx, person, nowMs, rules } = context;
  const extension: Readonly<Extension> | undefined = tx.find(
    'extensions',
    'byNumber',
    String(Number(number)),
  )[0];
  const assignment = extension && tx.get('assignments', extension.assignmentId);
  const view = assignment && viewOf(tx, assignment, nowMs, rules.calendar);
  if (!extension || !view || !canServePlan(tx, person, view.plan, 'act', nowMs)) {
    return context.reply({ text: reviews.noSuchReceipt(`GH${number}`) });
  }
  const status = decisionOf(verb);
  if (status === null) {
    // Nothing typed, or something that is no decision: shown again rather than guessed.
    const author = tx.get('persons', extension.requestedBy)?.name ?? '';
    return context.reply(extensions.extensionArrived(extension, view, author));
  }
  const decided = decideExtension(context, extension, status);
  context.reply({ text: extensions.decisionRecorded(decided) });
  tellUnit(view, extensions.extensionDecided(decided, view), `decision/${decided.id}`, context);
}

/** `dongy`, `đồng ý` … or `tuchoi`, `không đồng ý` …; null for anything else. Only the first word is looked at. */
function decisionOf(verb: string): 'granted' | 'refused' | null {
  const word = fold(verb);
  if (/^(dongy|dong|chapthuan|chap)$/.test(word)) return 'granted';
  return /^(tuchoi|tu|khong|khongdongy)$/.test(word) ? 'refused' : null;
}

/** To the officers of the unit, privately: decisions are not read out in groups. */
function tellUnit(
  view: AssignmentView,
  message: Parameters<CommandContext['reply']>[0],
  key: string,
  context: CommandContext,
): void {
  for (const conversationId of reachUnit(context.tx, view.unit.id, dayOf(context.nowMs)).private) {
    context.sendTo(conversationId, message, {
      kind: 'notice',
      key: `${key}/${conversationId}`,
      assignmentIds: [view.facts.assignment.id],
    });
  }
}
