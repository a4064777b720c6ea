/**
 * The part of the tick about deadlines that hang on an event: asks the collecting office for the date, and tells units of
 * dates set outside the hours of sending. When it is asked is `domain/date-questions.ts`.
 */
import {
  dateCandidates,
  dateNotices,
  type EventRound,
  eventRound,
  hasUntoldDates,
  markDatesTold,
} from '../domain/acts/event-date.js';
import type { Rules } from '../domain/command.js';
import { type DateQuestion, planDateQuestions } from '../domain/date-questions.js';
import type { Store, StoreReader, StoreWriter } from '../domain/ports.js';
import { reachCollectors } from '../domain/queries.js';
import { nextSendingTime } from '../domain/reminder.js';
import { toIso } from '../domain/time.js';
import { askDates, dateNotice } from '../texts/event-dates.js';
import { enqueue, rememberForPrivateChat } from './outbox.js';

/** Further back than the longest time between two questions, Tết included: the last one is always within. */
const lookBackMs = 60 * 86_400_000;

/** Within the hours of sending only; what was asked and told is stored with the messages, so nothing goes twice. */
export async function runEventDates(store: Store, rules: Rules, nowMs: number): Promise<void> {
  if (nextSendingTime(nowMs, rules.policy, rules.calendar) !== nowMs) return;
  if (hasUntoldDates(store)) await store.transaction((tx) => tellDates(tx, rules, nowMs));
  if (latestUnasked(store, rules, nowMs).length > 0)
    await store.transaction((tx) => ask(tx, latestUnasked(tx, rules, nowMs), nowMs));
}

function tellDates(tx: StoreWriter, rules: Rules, nowMs: number): void {
  for (const notice of dateNotices(tx, nowMs, rules.calendar, null)) {
    const conversation = tx.get('conversations', notice.conversationId);
    if (!conversation) continue;
    const message = dateNotice(notice);
    if (enqueue(tx, conversation, message, { kind: 'notice', key: notice.key }, nowMs))
      rememberForPrivateChat(tx, conversation, message, nowMs);
  }
  markDatesTold(tx);
}

/** Per round the last question that fell due and was not put yet; of several missed in an outage only that one. */
function latestUnasked(reader: StoreReader, rules: Rules, nowMs: number): DateQuestion[] {
  const due = planDateQuestions(
    dateCandidates(reader, rules.policy),
    rules.policy,
    rules.calendar,
    nowMs - lookBackMs,
    nowMs,
  );
  const latest = new Map<string, DateQuestion>();
  for (const question of due) {
    if (question.number > (reader.get('rounds', question.roundId)?.dateAsked ?? 0))
      latest.set(question.roundId, question);
  }
  return [...latest.values()];
}

/** One message per conversation, whatever plans the rounds are of. */
function ask(tx: StoreWriter, questions: readonly DateQuestion[], nowMs: number): void {
  const gathered = new Map<string, EventRound[]>();
  for (const { planId, roundId, number } of questions) {
    const [plan, round] = [tx.get('plans', planId), tx.get('rounds', roundId)];
    const item = plan && round && eventRound(tx, plan, round);
    if (!item) continue;
    const conversations = reachCollectors(tx, item.plan, nowMs);
    for (const id of conversations) gathered.set(id, [...(gathered.get(id) ?? []), item]);
    // While nobody can be reached it was not asked, and whoever comes first is.
    if (conversations.length > 0) tx.put('rounds', { ...item.round, dateAsked: number });
  }
  for (const [conversationId, items] of gathered) {
    const conversation = tx.get('conversations', conversationId);
    if (!conversation) continue;
    const message = askDates(items.toSorted((a, b) => a.number - b.number));
    const key = `event-dates/${conversationId}/${toIso(nowMs)}`;
    if (enqueue(tx, conversation, message, { kind: 'notice', key }, nowMs))
      rememberForPrivateChat(tx, conversation, message, nowMs);
  }
}
