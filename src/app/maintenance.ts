/** Once a day: new rounds of recurring tasks, and rows nobody needs any more. */
import { openRounds } from '../domain/acts/rounds.js';
import type { Store, StoreWriter } from '../domain/ports.js';
import { dayOf } from '../domain/time.js';

const markId = 'maintenance-day';
/** Platforms redeliver within a day; a week of handled events is kept to recognise them. */
const inboxDays = 7;
const outboxDays = 180;
const webMessagesKept = 300;

/** Runs at most once per Viet Nam day. @returns whether it ran. */
export async function maintain(store: Store, nowMs: number, newId: () => string): Promise<boolean> {
  const today = dayOf(nowMs);
  if (store.get('settings', markId)?.value === today) return false;
  await store.transaction((tx) => {
    tx.put('settings', { id: markId, value: today });
    for (const plan of tx.find('plans', 'byStatus', 'active')) {
      for (const task of tx.find('tasks', 'byPlan', plan.id)) {
        const isRecurring = task.deadlines.some((deadline) => deadline.rrule !== null);
        if (isRecurring && task.status === 'active') openRounds(tx, task, plan, { today, nowMs, newId });
      }
    }
    prune(tx, nowMs);
  });
  return true;
}

function prune(tx: StoreWriter, nowMs: number): void {
  const olderThan = (iso: string, days: number): boolean => nowMs - Date.parse(iso) > days * 86_400_000;
  for (const row of tx.find('inbox', 'byStatus', 'done')) {
    if (olderThan(row.receivedAt, inboxDays)) tx.remove('inbox', row.id);
  }
  for (const status of ['sent', 'dropped'] as const) {
    for (const row of tx.find('outbox', 'byStatus', status)) {
      if (olderThan(row.createdAt, outboxDays)) tx.remove('outbox', row.id);
    }
  }
  for (const dialogue of tx.all('dialogues')) {
    if (Date.parse(dialogue.expiresAt) <= nowMs) tx.remove('dialogues', dialogue.id);
  }
  for (const code of tx.all('linkCodes')) {
    if (olderThan(code.expiresAt, 30)) tx.remove('linkCodes', code.id);
  }
  const perConversation = new Map<string, string[]>();
  for (const message of tx.all('webMessages')) {
    const ids = perConversation.get(message.conversationId) ?? [];
    ids.push(message.id);
    perConversation.set(message.conversationId, ids);
  }
  for (const ids of perConversation.values()) {
    for (const id of ids.slice(0, Math.max(0, ids.length - webMessagesKept))) tx.remove('webMessages', id);
  }
}
