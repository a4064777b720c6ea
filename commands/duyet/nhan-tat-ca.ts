/** `/duyet nhan tatca`: accepting everything that waits, after it was listed and confirmed; never more than was listed. */
import { reviewSubmission } from '../../src/domain/acts/review.js';
import type { CommandContext } from '../../src/domain/command.js';
import type { Plan } from '../../src/domain/plan.js';
import { plansFor, viewOf } from '../../src/domain/queries.js';
import { waitingVersions } from '../../src/domain/review-queue.js';
import { verdictInForce } from '../../src/domain/state.js';
import * as texts from '../../src/texts/review-decisions.js';
import * as reviews from '../../src/texts/reviews.js';
import { type Found, findSubmission } from './tim.js';
import { tellUnitOf } from './quyet-dinh.js';

/** Accepted in one go at most: each unit gets a message of its own. */
const mostAtOnce = 200;

/** Lists what would be accepted and asks. */
export function askAcceptAll(plan: Readonly<Plan> | null, context: CommandContext): void {
  const { tx, person, nowMs, rules } = context;
  const plans = plan ? [plan] : plansFor(tx, person, 'act', nowMs);
  const items = waitingVersions(tx, plans).flatMap(({ submission, assignment }) => {
    const view = viewOf(tx, assignment, nowMs, rules.calendar);
    return view ? [{ submission, view }] : [];
  });
  const listed = items.slice(0, mostAtOnce);
  if (listed.length === 0)
    return context.reply({ text: plan ? reviews.nothingToReviewIn(plan) : reviews.nothingToReview });
  const late = listed.filter(({ submission, view }) => verdictInForce(view.facts, submission, nowMs).isLate);
  context.expect('accept-all', { codes: listed.map(({ submission }) => submission.receiptCode) });
  context.reply(
    texts.askAcceptAll(
      listed,
      {
        late: late.length,
        pastCutOff: listed.filter(({ submission }) => submission.isPastCutOff).length,
        incomplete: listed.filter(({ submission }) => submission.missing?.length).length,
      },
      nowMs,
    ),
  );
}

/** Accepts what was listed, as far as nobody has decided on it and no newer version came meanwhile. */
export function acceptAll(context: CommandContext): void {
  const { dialogue } = context;
  const codes =
    dialogue?.command === 'duyet' && dialogue.step === 'accept-all' ? dialogue.data['codes'] : null;
  if (!Array.isArray(codes)) return context.reply({ text: texts.acceptAllStale });
  context.settle();
  const untold = new Map<string, string>();
  let accepted = 0;
  for (const code of codes as string[]) {
    const found: Found | null = findSubmission(code, context);
    if (!found?.mayDecide) continue;
    const outcome = reviewSubmission(context, found.submission, {
      decision: 'accepted',
      reason: null,
      newDueOn: null,
    });
    if (outcome.kind !== 'recorded') continue;
    accepted += 1;
    const reason = tellUnitOf(found, outcome, context);
    if (reason !== null) untold.set(found.view.unit.name, reason);
  }
  const names = [...untold].map(([unit, reason]) => ({ unit, reason }));
  context.reply({ text: texts.acceptedAll(accepted, codes.length - accepted, names) });
}
