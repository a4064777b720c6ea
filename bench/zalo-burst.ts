/**
 * `node dist/bench/zalo-burst.js [seconds] [events per second]`: signed webhook events at a steady rate (default 20 s of 200)
 * into the whole program, as a group chat of a province gives them. Prints how long each was waited for, what was lost and
 * the memory; ends with 1 when an event was answered after two seconds, or lost.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openStorage } from '../storage/index.js';
import { createLog } from '../src/app/log.js';
import { startAssistant } from '../test/fakes/program.js';
import { createZaloServer } from '../test/fakes/zalo-server.js';

const [seconds = 20, rate = 200] = process.argv.slice(2).map(Number);
const limitMs = 2_000;

const dir = await mkdtemp(join(tmpdir(), 'dondoc-zalo-burst-'));
const zalo = await createZaloServer();
const { appId, appSecret, oaId, oaSecretKey, refreshToken } = zalo.credentials;
const assistant = await startAssistant({
  DATA_DIR: dir,
  ZALO_APP_ID: appId,
  ZALO_APP_SECRET: appSecret,
  ZALO_OA_ID: oaId,
  ZALO_OA_SECRET_KEY: oaSecretKey,
  ZALO_REFRESH_TOKEN: refreshToken,
  ZALO_API_ROOT: zalo.root,
  ZALO_OAUTH_ROOT: zalo.root,
  LOG_LEVEL: 'error',
});
zalo.webhook(`${assistant.address}/webhooks/zalo`);
const waits: number[] = [];
let refused = 0;
const memory = async (): Promise<number> => {
  const text = await (await fetch(`${assistant.address}/metrics`)).text();
  return Number(/^dondoc_resident_memory_bytes (\d+)$/m.exec(text)?.[1] ?? 0) / 1e6;
};

/** One event, and how long its answer took. */
async function timed(person: string, text: string, group: string | undefined): Promise<void> {
  const at = performance.now();
  const status = await zalo.says(person, text, group);
  waits.push(performance.now() - at);
  if (status !== 200) refused += 1;
}

const before = await memory();
const calls: Promise<void>[] = [];
const total = seconds * rate;
const begin = performance.now();
for (let i = 0; i < total; i += 1) {
  const due = begin + (i * 1_000) / rate;
  const early = due - performance.now();
  if (early > 1) await new Promise((resolve) => setTimeout(resolve, early));
  // Five hundred people; every tenth event is of a private chat and is answered.
  const person = String(9_007_199_254_000_000n + BigInt(i % 500));
  const group = i % 10 === 0 ? undefined : '9007199254740993999';
  calls.push(timed(person, i % 10 === 0 ? '/trogiup' : `tin nhắn trong nhóm số ${i}`, group));
}
await Promise.all(calls);
const took = (performance.now() - begin) / 1_000;
const after = await memory();
await assistant.end('SIGTERM');
const storage = await openStorage({ dir, log: createLog('silent') });
const stored = storage.store.count('inbox');
await storage.close();
await zalo.close();
await rm(dir, { recursive: true, force: true });

waits.sort((a, b) => a - b);
const at = (share: number): string =>
  `${(waits[Math.floor(waits.length * share)] ?? waits.at(-1) ?? 0).toFixed(0)} ms`;
const late = waits.filter((ms) => ms > limitMs).length;
process.stdout.write(
  [
    `${total} events in ${took.toFixed(1)} s, answered after: median ${at(0.5)}, p99 ${at(0.99)}, longest ${at(1)}`,
    `after two seconds: ${late}; not answered 200: ${refused}; stored ${stored}, lost ${total - stored}`,
    `memory ${before.toFixed(0)} -> ${after.toFixed(0)} MB`,
    '',
  ].join('\n'),
);
process.exitCode = late > 0 || stored < total - refused ? 1 : 0;
