/**
 * Platforms that let an account write only for some days after a person's last word: before the window closes, whoever
 * still has work is asked for one, once per silence. What comes after it has closed is told to the clerks like every
 * message that cannot be sent.
 */
import type { Rules } from '../domain/command.js';
import type { Channel, Store } from '../domain/ports.js';
import { assignmentsOf, viewsOf } from '../domain/queries.js';
import { nextSendingTime } from '../domain/reminder.js';
import { needsHandIn } from '../domain/state.js';
import { dayOf } from '../domain/time.js';
import { keepOpenPrompt } from '../texts/zalo.js';
import { enqueue, rememberForPrivateChat } from './outbox.js';

const dayId = 'keep-open-day';

/** Runs once a day, within the hours of sending. @returns how many people were asked. */
export async function keepOpen(
  store: Store,
  channels: ReadonlyMap<string, Channel>,
  rules: Rules,
  nowMs: number,
): Promise<number> {
  const windows = [...channels.values()].flatMap(({ name, capabilities: { window } }) =>
    window ? [{ name, window }] : [],
  );
  if (windows.length === 0 || nextSendingTime(nowMs, rules.policy, rules.calendar) !== nowMs) return 0;
  const today = dayOf(nowMs);
  if (store.get('settings', dayId)?.value === today) return 0;
  return store.transaction((tx) => {
    tx.put('settings', { id: dayId, value: today });
    let asked = 0;
    for (const address of tx.all('addresses')) {
      const window = windows.find(({ name }) => name === address.channel)?.window;
      const silentMs = nowMs - Date.parse(address.lastSeenAt);
      if (!window || silentMs < window.askAfterMs || silentMs >= window.closesAfterMs) continue;
      const person = address.personId === null ? undefined : tx.get('persons', address.personId);
      const conversation = tx.get('conversations', address.privateConversationId ?? '');
      if (!person || person.removedAt !== null || !conversation || address.unreachable !== null) continue;
      const views = viewsOf(tx, assignmentsOf(tx, person, nowMs), nowMs, rules.calendar);
      if (!views.some(({ state }) => needsHandIn(state))) continue;
      const closesOn = dayOf(Date.parse(address.lastSeenAt) + window.closesAfterMs);
      const message = keepOpenPrompt(closesOn);
      const key = `keep-open/${address.id}/${address.lastSeenAt}`;
      if (!enqueue(tx, conversation, message, { kind: 'notice', key }, nowMs)) continue;
      rememberForPrivateChat(tx, conversation, message, nowMs);
      asked += 1;
    }
    return asked;
  });
}
