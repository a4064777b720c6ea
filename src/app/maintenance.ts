/** Once a day: new rounds of recurring tasks, and rows nobody needs any more. How long they are kept is configured. */
import { forgetLeaves } from '../domain/acts/leave.js';
import { openRounds } from '../domain/acts/rounds.js';
import { forgetSnoozes } from '../domain/acts/snooze.js';
import type { Store, StoreWriter } from '../domain/ports.js';
import { type KeepRules, monthsBefore } from '../domain/retention.js';
import { storedFilesIn } from '../domain/stored-files.js';
import type { WebMessage } from '../domain/tables.js';
import { dayOf, toIso } from '../domain/time.js';

const markId = 'maintenance-day';
/** Platforms redeliver within a day; a week of handled events is kept to recognise them. */
const inboxDays = 7;
const webMessagesKept = 300;

/**
 * Runs at most once per Viet Nam day.
 * @returns hashes of the files that messages named which were removed; null when it did not run.
 */
export async function maintain(
  store: Store,
  nowMs: number,
  newId: () => string,
  keep: Pick<KeepRules, 'messageMonths'>,
): Promise<string[] | null> {
  const today = dayOf(nowMs);
  if (store.get('settings', markId)?.value === today) return null;
  return store.transaction((tx) => {
    tx.put('settings', { id: markId, value: today });
    for (const plan of tx.find('plans', 'byStatus', 'active')) {
      for (const task of tx.find('tasks', 'byPlan', plan.id)) {
        const isRecurring = task.deadlines.some((deadline) => deadline.rrule !== null);
        if (isRecurring && task.status === 'active') openRounds(tx, task, plan, { today, nowMs, newId });
      }
    }
    forgetSnoozes(tx, today);
    forgetLeaves(tx, today);
    return prune(tx, nowMs, keep);
  });
}

function prune(tx: StoreWriter, nowMs: number, keep: Pick<KeepRules, 'messageMonths'>): string[] {
  const oldest = toIso(monthsBefore(nowMs, keep.messageMonths));
  const files = new Set<string>();
  const dropFiles = (value: unknown): void => {
    for (const { sha256 } of storedFilesIn(value)) files.add(sha256);
  };
  const olderThan = (iso: string, days: number): boolean => nowMs - Date.parse(iso) > days * 86_400_000;
  for (const row of tx.find('inbox', 'byStatus', 'done')) {
    if (olderThan(row.receivedAt, inboxDays)) tx.remove('inbox', row.id);
  }
  // What failed waits for nobody either; it was told when it happened.
  for (const row of tx.find('inbox', 'byStatus', 'failed'))
    if (row.receivedAt < oldest) tx.remove('inbox', row.id);
  for (const status of ['sent', 'dropped', 'failed'] as const) {
    for (const row of tx.find('outbox', 'byStatus', status)) {
      if (row.createdAt >= oldest) continue;
      dropFiles(row.message);
      tx.remove('outbox', row.id);
    }
  }
  for (const dialogue of tx.all('dialogues')) {
    if (Date.parse(dialogue.expiresAt) <= nowMs) tx.remove('dialogues', dialogue.id);
  }
  for (const code of tx.all('linkCodes')) {
    if (olderThan(code.expiresAt, 30)) tx.remove('linkCodes', code.id);
  }
  const perConversation = new Map<string, Readonly<WebMessage>[]>();
  for (const message of tx.all('webMessages')) {
    const known = perConversation.get(message.conversationId) ?? [];
    known.push(message);
    perConversation.set(message.conversationId, known);
  }
  for (const messages of perConversation.values()) {
    const surplus = Math.max(0, messages.length - webMessagesKept);
    for (const [index, message] of messages.entries()) {
      if (index >= surplus && message.at >= oldest) continue;
      dropFiles(message.body);
      tx.remove('webMessages', message.id);
    }
  }
  return [...files];
}
