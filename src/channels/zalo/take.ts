/** Takes webhook events in, in order within a conversation, and hands what they mean to the sink. */
import type { InboundSink, Log } from '../../domain/ports.js';
import { toInboundEvent, type ZaloEvent, type ZaloIdentity } from './inbound.js';

/** Events that tell the operator something; nobody in the chat is concerned. */
const forOperator = new Set([
  'permission_revoked',
  'change_oa_daily_quota',
  'change_template_status',
  'change_template_quality',
]);
/** Retries arrive for about an hour; an event this much older than the clock is a recording played back. */
const oldestMs = 7 * 86_400_000;

export interface Taker {
  take(event: ZaloEvent): Promise<void>;
  /** Resolves when nothing is in hand. */
  idle(): Promise<void>;
}

/**
 * @param nameOf display name of a person; never throws and takes a second at most.
 * @param sink null while the channel takes nothing: the event must come again.
 * @param onRevoked the OA has withdrawn its consent.
 */
export function createTaker(deps: {
  identity: () => ZaloIdentity;
  nameOf: (userId: string) => Promise<string>;
  sink: () => InboundSink | null;
  now: () => number;
  log: Log;
  onRevoked: () => void;
}): Taker {
  const { log } = deps;
  const lines = new Map<string, Promise<void>>();

  async function handle(event: ZaloEvent): Promise<void> {
    if (forOperator.has(event.event_name)) {
      log.error({ event: event.event_name }, 'Zalo reports a change of the account');
      if (event.event_name === 'permission_revoked') deps.onRevoked();
      return;
    }
    const inbound = toInboundEvent(event, deps.identity());
    if (inbound === null) return;
    if (deps.now() - Date.parse(inbound.sentAt) > oldestMs) {
      log.warn({ id: inbound.externalId }, 'A Zalo event from long ago was dropped');
      return;
    }
    const sink = deps.sink();
    if (sink === null) throw new Error('not receiving');
    const { sender } = inbound;
    // What people say among themselves in a group is not answered: nobody's name is asked for because of it.
    const isOverheard = !inbound.isAddressed;
    await sink(
      sender === null || isOverheard
        ? inbound
        : { ...inbound, sender: { ...sender, displayName: await deps.nameOf(sender.externalId) } },
    );
  }

  return {
    take(event) {
      const line = event.recipient?.id ?? event.follower?.id ?? '';
      const key = event.event_name.startsWith('user_send_group_') ? line : (event.sender?.id ?? line);
      const before = lines.get(key) ?? Promise.resolve();
      const work = before.then(() => handle(event));
      const settled = work.then(
        () => undefined,
        () => undefined,
      );
      lines.set(key, settled);
      void settled.finally(() => {
        if (lines.get(key) === settled) lines.delete(key);
      });
      return work;
    },
    async idle() {
      while (lines.size > 0) await Promise.all(lines.values());
    },
  };
}
