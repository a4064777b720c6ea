/** An inbound event becomes an inbox row, once, and only then may its channel acknowledge it. */
import { conversationId, type InboundEvent } from '../domain/message.js';
import type { Clock, InboundSink, Log, Store } from '../domain/ports.js';
import { toIso } from '../domain/time.js';

/**
 * @param onStored called after an event became durable; wakes the handler.
 * @returns the sink channels hand events to. It rejects only when the event could not be stored.
 */
export function createReceiver(deps: {
  store: Store;
  clock: Clock;
  log: Log;
  onStored: () => void;
}): InboundSink {
  const { store, clock, log, onStored } = deps;
  return async (event: InboundEvent) => {
    const id = `${event.channel}:${event.externalId}`;
    if (store.get('inbox', id)) {
      log.debug({ id }, 'Event received again');
      return;
    }
    await store.transaction((tx) => {
      if (tx.get('inbox', id)) return;
      tx.put('inbox', {
        id,
        sequence: tx.next('inbox'),
        conversationId: conversationId(
          event.channel,
          event.conversation.externalId,
          event.conversation.topicId,
        ),
        event,
        receivedAt: toIso(clock.now()),
        status: 'pending',
        attempts: 0,
        error: null,
      });
    });
    onStored();
  };
}
