/**
 * A stand-in for clamd on loopback: speaks PING and INSTREAM (clamd(8)), finds one signature, and can be told to fail in
 * every way a scanner fails.
 */
import { createServer, type Server, type Socket } from 'node:net';

/** How it behaves from now on. `mute` takes everything and says nothing; `error` answers that it could not scan. */
export type ClamdMood = 'well' | 'mute' | 'error' | 'drop';

/** What it finds. */
export const evil = 'KHUON-MAU-MA-DOC';

export interface FakeClamd {
  port: number;
  mood: ClamdMood;
  /** Bytes it takes in one stream. */
  limit: number;
  /** Files it was given whole. */
  scans: number;
  /** Stops listening, as a clamd that is down; `up` brings it back on the same port. */
  down(): Promise<void>;
  up(): Promise<void>;
}

export async function startClamd(port = 0): Promise<FakeClamd> {
  const lines = new Set<Socket>();
  let server: Server | null = null;
  const clamd: FakeClamd = {
    port,
    mood: 'well',
    limit: 25 * 1024 * 1024,
    scans: 0,
    async down() {
      for (const line of lines) line.destroy();
      await new Promise<void>((resolve) => (server ? server.close(() => resolve()) : resolve()));
      server = null;
    },
    async up() {
      // A program that hangs does not hang up when the other end does.
      const listening = createServer({ allowHalfOpen: true }, (line) => {
        line.on('end', () => clamd.mood !== 'mute' && line.end());
        lines.add(line);
        line.on('close', () => lines.delete(line));
        line.on('error', () => undefined);
        serve(line, clamd);
      });
      server = listening;
      await new Promise<void>((resolve) => listening.listen(clamd.port, '127.0.0.1', resolve));
      const address = listening.address();
      if (address !== null && typeof address === 'object') clamd.port = address.port;
    },
  };
  await clamd.up();
  return clamd;
}

function serve(line: Socket, clamd: FakeClamd): void {
  let buffer = Buffer.alloc(0);
  let isStream = false;
  let size = 0;
  const pieces: Buffer[] = [];
  const say = (words: string): void => void line.end(`${words}\0`);
  line.on('data', (data: Buffer) => {
    if (clamd.mood === 'drop') return line.destroy();
    buffer = Buffer.concat([buffer, data]);
    if (!isStream && buffer.toString('latin1').startsWith('PING'))
      return clamd.mood === 'mute' ? undefined : void line.end('PONG\n');
    const start = Buffer.from('zINSTREAM\0');
    if (!isStream && buffer.subarray(0, start.length).equals(start)) {
      isStream = true;
      buffer = buffer.subarray(start.length);
    }
    while (isStream && buffer.length >= 4) {
      const length = buffer.readUInt32BE(0);
      if (length === 0) {
        clamd.scans += 1;
        if (clamd.mood === 'mute') return undefined;
        if (clamd.mood === 'error') return say("stream: Can't allocate memory ERROR");
        return say(Buffer.concat(pieces).includes(evil) ? 'stream: Khuon.Mau-1 FOUND' : 'stream: OK');
      }
      if (size + length > clamd.limit) {
        isStream = false;
        return say('INSTREAM size limit exceeded. ERROR');
      }
      if (buffer.length < 4 + length) return undefined;
      pieces.push(buffer.subarray(4, 4 + length));
      size += length;
      buffer = buffer.subarray(4 + length);
    }
    return undefined;
  });
}
