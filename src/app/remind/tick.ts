/**
 * The tick: what fell due between the stored mark and now becomes keyed outbox rows, and the mark moves,
 * in one transaction. Deciding what falls due is the pure planner's; sending is `deliver.ts`.
 */
import { announcementsDue, hasUnannounced, markAnnounced } from '../../domain/acts/announce.js';
import { changeNotices, hasUntoldChange, markChangesTold } from '../../domain/acts/close.js';
import type { Rules } from '../../domain/command.js';
import type { Log, Store, StoreReader, StoreWriter } from '../../domain/ports.js';
import { reminderCandidates } from '../../domain/queries.js';
import { type ReminderDue, planReminders } from '../../domain/reminder.js';
import { forgetReplan, plannedFrom, reminderMarkId as markId } from '../../domain/replan.js';
import { dayOf, instantOf, toIso } from '../../domain/time.js';
import { changeNotice } from '../../texts/closing.js';
import { announcement } from '../../texts/plan-publish.js';
import { enqueue, rememberForPrivateChat } from '../outbox.js';
import { tellClerks } from './clerks.js';
import { gather } from './gather.js';
import { isOverviewDue, queueOverviews } from './overview.js';
import { recordsSince } from './missed.js';
import { isSending, policiesInForce } from './policies.js';
import { queueGathered } from './queue.js';
import { isAnythingReturning } from './returning.js';
import { followBack } from './set-back.js';

/** A mark further ahead than this was left by a clock that has been set back; clocks are corrected by seconds all the time. */
const notableMs = 60_000;

/**
 * One tick at an instant of the assistant's clock.
 * @returns number of reminder steps recorded. Outside the hours of every policy in force nothing happens and the mark stays,
 * so the next morning picks everything up. A mark ahead of now (the clock was set back) follows back: keys keep what went
 * out from going out again.
 */
export async function tick(
  deps: { store: Store; log: Log; rules: Rules; isMoved?: boolean },
  nowMs: number,
): Promise<number> {
  const { store, log, rules } = deps;
  const stored = store.get('settings', markId)?.value;
  if (typeof stored !== 'number') {
    await store.transaction((tx) => tx.put('settings', { id: markId, value: nowMs }));
    return 0;
  }
  if (stored > nowMs) {
    if (stored - nowMs > notableMs)
      log.warn({ aheadMs: stored - nowMs }, 'The clock was set back; reminders go on from the present');
    await store.transaction((tx) => {
      tx.put('settings', { id: markId, value: nowMs });
      followBack(tx, nowMs);
    });
  }
  const mark = Math.min(stored, nowMs);
  if (!policiesInForce(store, rules).some((policy) => isSending(nowMs, policy, rules))) return 0;
  const isOfficeSending = isSending(nowMs, rules.policy, rules);
  if (isOfficeSending && (hasUnannounced(store) || hasUntoldChange(store)))
    await store.transaction((tx) => announce(tx, nowMs, rules));
  const due = stepsDue(store, rules, mark, nowMs);
  const isWeekly = isOverviewDue(mark, nowMs, rules);
  const isIdle = due.length === 0 && !isWeekly && !isAnythingReturning(store, nowMs, rules);
  if (isIdle && nowMs - mark < notableMs) return 0;
  const queued = await store.transaction((tx) => {
    // Another tick may have moved the mark meanwhile; the keys would stop doubles, this saves the work.
    if (tx.get('settings', markId)?.value !== mark) return 0;
    tx.put('settings', { id: markId, value: nowMs });
    forgetReplan(tx);
    if (isIdle) return 0;
    const gathered = gather(tx, due, nowMs, rules);
    if (isWeekly) queueOverviews(tx, gathered.digests, nowMs, rules);
    queueGathered(tx, gathered, { rules, nowMs, isMoved: deps.isMoved === true });
    tellClerks(tx, gathered.unreached, nowMs);
    return gathered.steps;
  });
  if (queued > 0) log.info({ queued }, 'Reminders queued');
  return queued;
}

/**
 * Steps up to now nobody has been told of. The day of the mark is looked at from its beginning: when hours or policies were
 * changed during the day, a step that now stands earlier on it is not lost, and the keys stop what went out already. Whoever
 * was reminded of the same work since that step's day began is not reminded again because of the change: of steps that meet
 * on one day one is enough, as in the planner.
 */
function stepsDue(reader: StoreReader, rules: Rules, mark: number, nowMs: number): ReminderDue[] {
  const from = Math.min(instantOf(dayOf(mark), '00:00') - 1, plannedFrom(reader, mark));
  const candidates = reminderCandidates(reader, rules.policy);
  return planReminders(candidates, rules.policy, rules.calendar, from, nowMs).filter(
    ({ key, assignmentId, atMs }) =>
      !reader.get('reminders', key) &&
      (atMs > mark ||
        recordsSince(reader, assignmentId, toIso(instantOf(dayOf(atMs), '00:00'))).length === 0),
  );
}

/** Tells units of plans that were published, changed, closed or opened again outside the hours of sending. */
function announce(tx: StoreWriter, nowMs: number, rules: Rules): void {
  for (const due of announcementsDue(tx, nowMs, rules.calendar)) {
    const conversation = tx.get('conversations', due.conversationId);
    if (!conversation) continue;
    const message = announcement(due, nowMs);
    if (enqueue(tx, conversation, message, { kind: 'notice', key: due.key }, nowMs))
      rememberForPrivateChat(tx, conversation, message, nowMs);
  }
  markAnnounced(tx);
  for (const notice of changeNotices(tx, nowMs, null)) {
    const conversation = tx.get('conversations', notice.conversationId);
    if (conversation)
      enqueue(tx, conversation, changeNotice(notice), { kind: 'notice', key: notice.key }, nowMs);
  }
  markChangesTold(tx);
}
