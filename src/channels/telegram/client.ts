/**
 * The Bot API client with a time limit on every call.
 * It retries nothing: the outbox owns retries of sends, the polling loop those of receiving.
 */
import { Api } from 'grammy';

/** A signal as the library types it; Node's own signals are accepted at run time. */
type LibrarySignal = NonNullable<Parameters<Api['getMe']>[0]>;

export interface Client {
  /**
   * Runs one call and aborts it after `timeoutMs` or when `stop` fires.
   * @throws what the library throws: `GrammyError` for a refusal, `HttpError` for no answer.
   */
  call<T>(
    timeoutMs: number,
    call: (api: Api, signal: LibrarySignal) => Promise<T>,
    stop?: AbortSignal,
  ): Promise<T>;
}

/** Limit of an ordinary call. */
export const CALL_MS = 30_000;

/**
 * Limit of an upload: a minute, and then as long as a poor office line (50 kB/s) needs, at most 15 minutes.
 * @param size bytes to send.
 */
export function uploadMs(size: number): number {
  return Math.min(15 * 60_000, 60_000 + size / 50);
}

/**
 * auto-retry is deliberately not installed: it would wait inside `send`, where the outbox cannot see or store the
 * wait, it would also slow the polling loop down, and it would repeat calls whose answer was lost.
 *
 * @param apiRoot base of the Bot API without a trailing slash.
 */
export function createClient(token: string, apiRoot: string): Client {
  // The library's own limit is a single figure for all calls; it is only the last resort here.
  const api = new Api(token, { apiRoot, timeoutSeconds: 16 * 60 });
  return {
    async call(timeoutMs, call, stop) {
      const controller = new AbortController();
      const abort = (): void => controller.abort();
      const timer = setTimeout(abort, timeoutMs);
      stop?.addEventListener('abort', abort, { once: true });
      if (stop?.aborted === true) abort();
      try {
        return await call(api, controller.signal as unknown as LibrarySignal);
      } finally {
        clearTimeout(timer);
        stop?.removeEventListener('abort', abort);
      }
    },
  };
}
