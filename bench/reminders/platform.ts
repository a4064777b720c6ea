/** A platform that takes messages into a list and fails as told: no connection, an answer lost, too fast, nobody there. */
import { SendError } from '../../src/domain/errors.js';
import type { Destination, OutboundMessage } from '../../src/domain/message.js';
import type { Channel } from '../../src/domain/ports.js';

export interface Platform {
  isOnline: boolean;
  /** Next answers that do not arrive, and whether the messages do. */
  lost: { times: number; delivered: boolean };
  throttled: { times: number; seconds: number };
  gone: Set<string>;
  /** Takes one message. @throws SendError */
  take(to: Destination, message: OutboundMessage): string;
}

/** @param onTaken called for every message that reached its conversation; `isTold` when the sender learns of it. */
export function createPlatform(
  onTaken: (to: Destination, message: OutboundMessage, isTold: boolean) => void,
): Platform {
  let count = 0;
  const platform: Platform = {
    isOnline: true,
    lost: { times: 0, delivered: true },
    throttled: { times: 0, seconds: 0 },
    gone: new Set(),
    take(to, message) {
      if (!platform.isOnline) throw new SendError('connection', 'no connection', { isUnsent: true });
      if (platform.throttled.times > 0) {
        platform.throttled.times -= 1;
        throw new SendError('throttled', 'too fast', { retryAfterMs: platform.throttled.seconds * 1_000 });
      }
      if (platform.gone.has(to.externalId)) throw new SendError('recipient-gone', 'blocked');
      count += 1;
      if (platform.lost.times > 0) {
        platform.lost.times -= 1;
        if (platform.lost.delivered) onTaken(to, message, false);
        throw new SendError('connection', 'no answer');
      }
      onTaken(to, message, true);
      return `m${count}`;
    },
  };
  return platform;
}

/** Death of a process: after so many more steps everything it does hangs for ever. */
export interface Fuse {
  left: number;
  isBlown: boolean;
}

/** Whether the process is dead by now; each call is a step. */
export function burns(fuse: Fuse): boolean {
  if (fuse.left <= 0) fuse.isBlown = true;
  fuse.left -= 1;
  return fuse.isBlown;
}

export const never = (): Promise<never> => new Promise<never>(() => undefined);

/** The platform as a channel of one process. */
export function channelTo(platform: Platform, fuse: Fuse): Channel {
  return {
    name: 'memory',
    capabilities: { hasButtons: true, maxInboundFileBytes: 20_000_000, maxOutboundFileBytes: 50_000_000 },
    start: () => Promise.resolve(),
    stop: () => Promise.resolve(),
    async send(to, message) {
      if (burns(fuse)) return never();
      const id = platform.take(to, message);
      // Taken, and dead before the answer was heard.
      if (burns(fuse)) return never();
      return [id];
    },
    download: () => Promise.reject(new Error('nothing is downloaded here')),
    health: () => ({ ok: platform.isOnline, detail: 'memory' }),
    async probe() {
      if (burns(fuse)) return never();
      if (!platform.isOnline) throw new SendError('connection', 'no connection', { isUnsent: true });
    },
  };
}
