/** A Telegram channel between a stand-in server and a folder of files, for the tests beside this file. */
import { createHash } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { createTelegramChannel, type TelegramConfig } from '../../../../src/channels/telegram/index.js';
import type { InboundEvent, StoredFile } from '../../../../src/domain/message.js';
import type { Channel, Log } from '../../../../src/domain/ports.js';
import { createTelegramServer, type TelegramServer } from '../../../fakes/telegram-server.js';

export interface TelegramWorld {
  server: TelegramServer;
  channel: Channel;
  /** Events the sink took. */
  events: InboundEvent[];
  sink: (event: InboundEvent) => Promise<void>;
  store: (name: string, bytes: Buffer) => Promise<StoredFile>;
  logged: () => string;
  close: () => Promise<void>;
}

/** Builds server and channel; nothing is started. */
export async function createTelegramWorld(overrides: Partial<TelegramConfig> = {}): Promise<TelegramWorld> {
  const server = await createTelegramServer();
  const folder = await mkdtemp(join(tmpdir(), 'dondoc-telegram-'));
  const lines: string[] = [];
  const write = (fields: object, message: string): void =>
    void lines.push(`${inspect(fields, { depth: 20 })} ${message}`);
  const log: Log = { debug: write, info: write, warn: write, error: write };
  const make = (config: TelegramConfig): Channel => {
    try {
      return createTelegramChannel(config);
    } catch (error) {
      void server.close();
      throw error;
    }
  };
  const channel = make({
    token: server.bot.token,
    apiRoot: server.apiRoot,
    webhook: null,
    publicUrl: null,
    log,
    openFile: async (file) => Promise.resolve({ path: join(folder, file.sha256) }),
    now: () => Date.now(),
    pollRetryMs: 10,
    ...overrides,
  });
  const events: InboundEvent[] = [];
  return {
    server,
    channel,
    events,
    sink: async (event) => {
      await Promise.resolve();
      events.push(event);
    },
    async store(name, bytes) {
      const sha256 = createHash('sha256').update(bytes).digest('hex');
      await writeFile(join(folder, sha256), bytes);
      return { sha256, name, size: bytes.length, mime: 'application/octet-stream' };
    },
    logged: () => lines.join('\n'),
    async close() {
      await channel.stop();
      await server.close();
      await rm(folder, { recursive: true });
    },
  };
}
