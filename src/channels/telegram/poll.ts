/**
 * The long polling loop: asks, hands over, and only then confirms.
 * It does not translate updates. The library's own loop is not used: it dies on 409 and 401, and its stop
 * confirms updates that are still being worked on.
 */
import type { Update } from 'grammy/types';
import type { Log } from '../../domain/ports.js';
import type { Client } from './client.js';
import { ALLOWED_UPDATES } from './receive.js';

/** How long the server holds an empty poll (its own cap is 50 s), and when the line is given up for dead. */
const HOLD_SECONDS = 50;
const POLL_MS = 60_000;
/** Polls without an update, about 6 days of them, after which the offset is forgotten: see `offset`. */
const SILENT_POLLS = 10_000;

/**
 * Polls until `stop` fires or a poll fails.
 * @param take must resolve when the update is safe, and reject when it must come again.
 * @param retryMs pause before an update the sink refused is tried again.
 * @throws what the failed poll threw.
 */
export async function pollUntilFailure(deps: {
  client: Client;
  log: Log;
  take: (update: Update) => Promise<void>;
  pause: (ms: number) => Promise<void>;
  retryMs: number;
  stop: AbortSignal;
  /** Called after every poll that worked; `isProbe` for the first of a run, which is not held. */
  onAlive: (isProbe: boolean) => void;
  /** Carries the position over from one run to the next. */
  position: { offset: number };
}): Promise<void> {
  const { client, log, take, pause, retryMs, stop, onAlive, position } = deps;
  let silentPolls = 0;
  // The first poll returns at once: an idle one would leave "is it working?" open for a minute.
  for (let isProbe = true; !stop.aborted; isProbe = false) {
    const askedAt = performance.now();
    const updates = await client.call(
      POLL_MS,
      (api, signal) =>
        api.getUpdates(
          { offset: position.offset, timeout: isProbe ? 0 : HOLD_SECONDS, allowed_updates: ALLOWED_UPDATES },
          signal,
        ),
      stop,
    );
    onAlive(isProbe);
    if (updates.length === 0) {
      silentPolls += 1;
      // After a week without updates ids start anew from a random number, perhaps a lower one.
      if (silentPolls >= SILENT_POLLS) position.offset = 0;
      // A server that does not hold the poll would be asked without rest.
      if (!isProbe && performance.now() - askedAt < 100) await pause(Math.min(retryMs, 500));
      continue;
    }
    silentPolls = 0;
    for (const update of updates) {
      if (stop.aborted) break;
      try {
        await take(update);
        position.offset = update.update_id + 1;
      } catch {
        log.error(
          { updateId: update.update_id },
          'An update could not be stored; it will be asked for again',
        );
        await pause(retryMs);
        break;
      }
    }
  }
}

/** Tells the server what was taken, so that the next start is not sent it again; failure costs only that. */
export async function confirm(client: Client, offset: number): Promise<void> {
  if (offset === 0) return;
  await client
    .call(3_000, (api, signal) =>
      api.getUpdates({ offset, timeout: 0, limit: 1, allowed_updates: ALLOWED_UPDATES }, signal),
    )
    .catch(() => undefined);
}
