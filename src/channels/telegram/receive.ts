/**
 * Takes updates in, one at a time per chat, and hands them to the sink.
 * It does not know whether they came by polling or by webhook.
 */
import type { Update } from 'grammy/types';
import type { InboundSink, Log } from '../../domain/ports.js';
import { CALL_MS, type Client } from './client.js';
import { chatOf, toEvent, type Identity } from './inbound.js';

/** Updates asked for; named explicitly because the server remembers the last list it was given. */
export const ALLOWED_UPDATES = ['message', 'edited_message', 'callback_query', 'my_chat_member'] as const;

export interface Receiver {
  /** Resolves when the update needs no redelivery; rejects when the sink refused it, and it must come again. */
  receive(update: Update, me: Identity, sink: InboundSink): Promise<void>;
  /** Resolves when nothing is in hand. */
  idle(): Promise<void>;
}

export function createReceiver(deps: { client: Client; log: Log; now: () => number }): Receiver {
  const { client, log, now } = deps;
  const lines = new Map<number, Promise<void>>();
  const inHand = new Set<Promise<void>>();

  function track(work: Promise<void>): void {
    const settled = work.then(
      () => undefined,
      () => undefined,
    );
    inHand.add(settled);
    void settled.then(() => inHand.delete(settled));
  }

  /** Stops the spinner on the button. Too late or not possible is nobody's loss. */
  function answerPress(id: string): void {
    track(
      client
        .call(CALL_MS, (api, signal) => api.answerCallbackQuery(id, {}, signal))
        .then(
          () => undefined,
          () => log.debug({}, 'A button press could not be answered'),
        ),
    );
  }

  async function handle(update: Update, me: Identity, sink: InboundSink): Promise<void> {
    if (update.callback_query !== undefined) answerPress(update.callback_query.id);
    let event;
    try {
      event = toEvent(update, me, now());
    } catch (error) {
      // An update of a shape never seen would otherwise come back for a day and stop all others.
      log.error(
        { updateId: update.update_id, reason: error instanceof Error ? error.name : 'unknown' },
        'An update could not be read and is skipped',
      );
      return;
    }
    if (event !== null) await sink(event);
  }

  return {
    receive(update, me, sink) {
      const chat = chatOf(update);
      const before = (chat === null ? undefined : lines.get(chat)) ?? Promise.resolve();
      const work = before.then(() => handle(update, me, sink));
      track(work);
      if (chat !== null) {
        const forget = (): void => {
          if (lines.get(chat) === line) lines.delete(chat);
        };
        const line: Promise<void> = work.then(forget, forget);
        lines.set(chat, line);
      }
      return work;
    },
    async idle() {
      while (inHand.size > 0) await Promise.all(inHand);
    },
  };
}
