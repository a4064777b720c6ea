/**
 * Files through clamd (INSTREAM), with the library's client. It fails closed: whatever is not said to be clean is not taken.
 * Nothing is said here of what becomes of a file (`gate.ts`) or of the message that brought it (`scan-wait.ts`).
 */
import { createRequire } from 'node:module';
import type { Socket } from 'node:net';
import { Readable } from 'node:stream';
import { setImmediate } from 'node:timers/promises';
import PQueue from 'p-queue';
import { UserError } from '../domain/errors.js';
import type { ChannelHealth, Log } from '../domain/ports.js';

/** Where clamd listens. */
export type ClamdAddress = { host: string; port: number } | { socket: string };

export interface VirusScanner {
  /**
   * Has a file looked at.
   * @returns the name of what was found in it; null when clamd says it is clean.
   * @throws UserError `scan-unavailable` when clamd gives no verdict (down, hung, an error of its own), `scan-too-large`
   *   when it says that the file is more than it takes.
   */
  scan(source: AsyncIterable<Uint8Array>): Promise<string | null>;
  /** Throws UserError `scan-unavailable` while it is known to be down: then nothing need be fetched. */
  ready(): Promise<void>;
  /** As the last file showed it. */
  health(): ChannelHealth;
}

export interface ScannerOptions {
  address: ClamdAddress;
  log: Log;
  /** Milliseconds without any progress after which a scan is given up; default 60,000. */
  timeoutMs?: number;
}

/** Files looked at side by side; clamd has ten threads unless told otherwise. */
const widest = 4;
/** Milliseconds clamd has to answer whether it is there. */
const pingMs = 5_000;
/** Pieces a file is sent in. */
const pieceBytes = 64 * 1024;

/** The one place where the library opens a line. */
const lineOf = '_initSocket';

/** What is used of the library, which brings no declarations. */
interface Client {
  init(options: object): Promise<Client>;
  scanStream(stream: Readable): Promise<{ isInfected: boolean | null; viruses: string[] }>;
  ping(): Promise<Socket>;
  [lineOf](label: string): Promise<Socket>;
}

export function createVirusScanner({ address, log, timeoutMs = 60_000 }: ScannerOptions): VirusScanner {
  const queue = new PQueue({ concurrency: widest });
  let fault: string | null = null;

  /** A failure of the scanner, remembered for `/health`; the sentence is the library's and names no file. */
  function down(error: unknown): UserError {
    const reason = error instanceof Error ? error.message.slice(0, 200) : 'no verdict';
    if (fault === null) log.error({ reason }, 'The virus scanner gives no verdict; files wait until it does');
    fault = reason;
    return new UserError('scan-unavailable');
  }

  function up(): void {
    if (fault !== null) log.info({}, 'The virus scanner answers again');
    fault = null;
  }

  async function scanNow(source: AsyncIterable<Uint8Array>): Promise<string | null> {
    const line = await openClient(address, timeoutMs);
    const clock = createClock(timeoutMs);
    const stream = Readable.from(paced(source, line.socket, clock.restart));
    try {
      const { isInfected, viruses } = await Promise.race([line.client.scanStream(stream), clock.rung]);
      if (isInfected === null) throw new Error('no verdict');
      up();
      return isInfected ? (viruses[0] ?? 'unnamed').slice(0, 100) : null;
    } catch (error) {
      if (!isOverLimit(error)) throw down(error);
      up();
      throw new UserError('scan-too-large');
    } finally {
      clock.stop();
      stream.destroy();
      line.socket()?.destroy();
    }
  }

  return {
    scan: (source) => queue.add(() => scanNow(source)),
    async ready() {
      if (fault === null) return;
      const clock = createClock(pingMs);
      const line = await openClient(address, pingMs);
      try {
        // Well again is what a file was scanned by; that it is there is worth a try.
        await Promise.race([line.client.ping(), clock.rung]);
      } catch (error) {
        throw down(error);
      } finally {
        clock.stop();
        line.socket()?.destroy();
      }
    },
    health: () => ({ ok: fault === null, detail: fault ?? 'clamd' }),
  };
}

/** clamd's own words (clamd(8), INSTREAM): it says so and hangs up. */
function isOverLimit(error: unknown): boolean {
  return error instanceof Error && /size limit exceeded/i.test(error.message);
}

/** A client for one question, and the line it opened: the library leaves a line open whose other end hangs. */
async function openClient(
  address: ClamdAddress,
  timeout: number,
): Promise<{ client: Client; socket: () => Socket | null }> {
  const NodeClam = createRequire(import.meta.url)('clamscan') as new () => Client;
  const client = new NodeClam();
  let opened: Socket | null = null;
  const open = client[lineOf].bind(client);
  client[lineOf] = async (label) => (opened = await open(label));
  const programs = { active: false, path: false };
  await client.init({
    clamscan: programs,
    // No programs of this machine are looked for, and nothing is asked before it is needed.
    clamdscan: { ...address, timeout, path: false, localFallback: false, bypassTest: true, active: true },
    preference: 'clamdscan',
  });
  return { client, socket: () => opened };
}

/** A clock that rejects when it has not been started anew for that long. */
function createClock(ms: number): { rung: Promise<never>; restart: () => void; stop: () => void } {
  let timer: NodeJS.Timeout | undefined;
  let ring: () => void = () => undefined;
  const rung = new Promise<never>((_, reject) => {
    ring = () => reject(new Error('timed out'));
  });
  rung.catch(() => undefined);
  const stop = (): void => clearTimeout(timer);
  const restart = (): void => {
    stop();
    timer = setTimeout(ring, ms);
  };
  restart();
  return { rung, restart, stop };
}

/**
 * A file in pieces, no faster than the line carries them: the library itself does not wait. Between two pieces what clamd
 * has to say meanwhile is heard.
 */
async function* paced(
  source: AsyncIterable<Uint8Array>,
  socket: () => Socket | null,
  progressed: () => void,
): AsyncGenerator<Uint8Array> {
  for await (const piece of source) {
    for (let at = 0; at < piece.length; at += pieceBytes) {
      yield piece.subarray(at, at + pieceBytes);
      progressed();
      const line = socket();
      if (line?.writableNeedDrain === true && !line.destroyed)
        await new Promise<void>((resolve) => {
          line.once('drain', resolve);
          line.once('close', () => resolve());
        });
      await setImmediate();
    }
  }
}
