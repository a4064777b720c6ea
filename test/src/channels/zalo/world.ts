/** A Zalo channel between a stand-in of the platform, a small HTTP server and a folder of files. */
import { createHash } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { Agent } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspect } from 'node:util';
import fastify from 'fastify';
import { createZaloChannel } from '../../../../src/channels/zalo/index.js';
import type { InboundEvent, StoredFile } from '../../../../src/domain/message.js';
import type { Channel, Log } from '../../../../src/domain/ports.js';
import { createZaloServer, zaloCertificate, type ZaloServer } from '../../../fakes/zalo-server.js';

export interface ZaloWorld {
  zalo: ZaloServer;
  channel: Channel;
  /** Address of the webhook and of `/zalo/connect`. */
  address: string;
  events: InboundEvent[];
  sink: (event: InboundEvent) => Promise<void>;
  /** What the channel remembers; given to another channel, it is a restart. */
  remembered: Map<string, unknown>;
  store: (name: string, bytes: Buffer, mime?: string) => Promise<StoredFile>;
  logged: () => string;
  close: () => Promise<void>;
}

const mimes: Record<string, string> = {
  pdf: 'application/pdf',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  png: 'image/png',
};

/** Builds platform and channel; nothing is started. @param given a platform and memory to go on with. */
export async function createZaloWorld(
  given: { zalo?: ZaloServer; remembered?: Map<string, unknown>; refreshToken?: string | null } = {},
): Promise<ZaloWorld> {
  const zalo = given.zalo ?? (await createZaloServer());
  const remembered = given.remembered ?? new Map<string, unknown>();
  const folder = await mkdtemp(join(tmpdir(), 'dondoc-zalo-'));
  const lines: string[] = [];
  const write = (fields: object, message: string): void =>
    void lines.push(`${inspect(fields, { depth: 20 })} ${message}`);
  const log: Log = { debug: write, info: write, warn: write, error: write };
  const server = fastify({ logger: false, bodyLimit: 1_048_576, forceCloseConnections: true });
  // The address has to be known before the channel is made, and its routes before the server listens.
  const publicUrl = 'http://127.0.0.1:1';
  const channel = createZaloChannel({
    ...zalo.credentials,
    refreshToken: given.refreshToken === undefined ? zalo.credentials.refreshToken : given.refreshToken,
    apiRoot: zalo.root,
    oauthRoot: zalo.root,
    businessRoot: zalo.root,
    fileHosts: [zalo.fileHost],
    publicUrl,
    memory: {
      get: (name) => remembered.get(name),
      async put(name, value) {
        await new Promise((resolve) => setTimeout(resolve, 1));
        remembered.set(name, value);
      },
    },
    log,
    openFile: async (file) => Promise.resolve({ path: join(folder, file.sha256) }),
    now: () => Date.now(),
    maxFileBytes: 20_000_000,
    agent: new Agent({ ca: zaloCertificate }),
    pages: (kind) => kind,
    unnamed: 'Người dùng Zalo',
  });
  await channel.mount?.(server);
  const address = await server.listen({ host: '127.0.0.1', port: 0 });
  zalo.webhook(`${address}/webhooks/zalo`);
  const events: InboundEvent[] = [];
  return {
    zalo,
    channel,
    address,
    events,
    remembered,
    sink: async (event) => {
      await Promise.resolve();
      events.push(event);
    },
    async store(name, bytes, mime) {
      const sha256 = createHash('sha256').update(bytes).digest('hex');
      await writeFile(join(folder, sha256), bytes);
      const ending = name.split('.').at(-1) ?? '';
      return { sha256, name, size: bytes.length, mime: mime ?? mimes[ending] ?? 'application/octet-stream' };
    },
    logged: () => lines.join('\n'),
    async close() {
      await channel.stop();
      await server.close();
      if (!given.zalo) await zalo.close();
      await rm(folder, { recursive: true });
    },
  };
}
