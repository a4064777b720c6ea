/**
 * Memory while everything of a plan is packed and fetched: one process holds the store and streams the archive over HTTP, a
 * reader takes it at its own pace and counts. What is printed are ratios: the process's highest resident memory over its
 * memory before, against the size of the archive. Measures only; asserts nothing.
 * `npm run build && node --expose-gc dist/bench/bundle.js [FILES] [KILOBYTES] [MEGABYTES-PER-SECOND]`; 2,000 files of 1,000 kB.
 */
import { randomBytes, randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import fastify from 'fastify';
import { downloadRoutes } from '../src/app/downloads.js';
import { loadRules } from '../src/app/rules.js';
import { openSigner } from '../src/app/services.js';
import { readConfig } from '../src/config.js';
import type { Log, StoreWriter } from '../src/domain/ports.js';
import { openStorage } from '../storage/index.js';

const count = Number(process.argv[2] ?? 2_000);
const size = Number(process.argv[3] ?? 1_000) * 1_000;
const megabytesPerSecond = Number(process.argv[4] ?? Number.POSITIVE_INFINITY);
/** Units the files are spread over. */
const units = 80;
const at = '2026-06-21T03:00:00.000Z';
const silent: Log = { debug: nothing, info: nothing, warn: nothing, error: console.error };
function nothing(): void {}

const dir = await mkdtemp(join(tmpdir(), 'dondoc-bundle-'));
try {
  await measure();
} finally {
  await rm(dir, { recursive: true, force: true });
}

async function measure(): Promise<void> {
  const { store, vault, close } = await openStorage({ dir, log: silent });
  const config = readConfig({ DATA_DIR: dir, DEMO: '1' });
  const clock = { now: () => Date.parse(at) + 1, rate: () => 1 };
  const signer = await openSigner(store, clock.now);
  await store.transaction(addPlan);
  for (let n = 0; n < count; n += 1) {
    const file = await vault.put(once(randomBytes(size)), { name: `báo cáo ${n}.pdf`, maxBytes: size });
    await store.transaction((tx) => addSubmission(tx, n, { ...file, mime: 'application/pdf' }));
  }
  const server = fastify({ routerOptions: { maxParamLength: 4_096 } });
  await downloadRoutes(server, { store, vault, clock, log: silent, signer, rules: loadRules(config, store) });
  const address = await server.listen({ host: '127.0.0.1', port: 0 });
  const grant = { planId: 'plan', taskId: null, atMs: clock.now(), allVersions: false, personId: 'clerk' };
  const link = `${address}/files/${signer.sign('bundle', grant, 60_000)}`;

  // The first one loads what is loaded once.
  await fetchAll(link, 1_000_000);
  globalThis.gc?.();
  await pause(200);
  const before = process.memoryUsage().rss;
  let peak = before;
  const watch = setInterval(() => (peak = Math.max(peak, process.memoryUsage().rss)), 20);
  const began = performance.now();
  const bytes = await fetchAll(link, Number.POSITIVE_INFINITY);
  clearInterval(watch);
  const seconds = (performance.now() - began) / 1_000;
  const megabytes = (value: number): string => (value / 1_000_000).toFixed(1);
  console.log(`archive: ${count} files, ${megabytes(bytes)} MB, in ${seconds.toFixed(1)} s`);
  console.log(`resident memory: ${megabytes(before)} MB before, ${megabytes(peak)} MB at most`);
  console.log(`growth over the size of the archive: ${((peak - before) / bytes).toFixed(4)}`);
  await server.close();
  await close();
}

/** Reads a link to its end, or so many bytes of it. Sender and reader share the process, so both count. */
async function fetchAll(link: string, most: number): Promise<number> {
  const answer = await fetch(link);
  if (answer.status !== 200 || !answer.body) throw new Error(`${answer.status}`);
  let bytes = 0;
  const began = performance.now();
  for await (const piece of answer.body) {
    bytes += (piece as Uint8Array).length;
    if (bytes >= most) break;
    const ahead = bytes / 1_000_000 / megabytesPerSecond - (performance.now() - began) / 1_000;
    if (ahead > 0.01) await pause(ahead * 1_000);
  }
  return bytes;
}

function addPlan(tx: StoreWriter): void {
  tx.put('persons', {
    id: 'clerk',
    name: 'Trần Thị Hoa',
    grants: [{ role: 'clerk', unitId: null }],
    createdAt: at,
    removedAt: null,
  });
  tx.put('plans', {
    id: 'plan',
    number: 1,
    key: 'plan',
    document: {
      type: 'KH',
      number: '62/KH-UBND',
      issuer: 'UBND tỉnh',
      issuedOn: '2026-06-01',
      title: 'Tổng kết',
      period: null,
      basis: [],
      urgency: null,
      amends: null,
    },
    beforeMeans: 'strict',
    collectorUnitIds: [],
    fileSha256: null,
    fileName: null,
    status: 'active',
    publishedAt: at,
    publishedBy: null,
  });
  for (let n = 0; n < units; n += 1)
    tx.put('units', {
      id: `u${n}`,
      name: `Ủy ban nhân dân xã thứ ${n}`,
      abbreviation: null,
      aliases: [],
      kind: 'xã',
      parentId: null,
      validFrom: null,
      validTo: null,
      successorIds: [],
    });
  tx.put('tasks', {
    id: 'task',
    planId: 'plan',
    key: 't1',
    status: 'active',
    action: 'báo cáo kết quả',
    lead: [],
    coordinating: [],
    recipients: [],
    via: null,
    deliverable: 'báo cáo',
    volume: null,
    quota: null,
    deadlines: [],
    quotes: [],
    doubts: [],
    after: [],
    leadUnitIds: [],
    coordinatingUnitIds: [],
    recipientUnitIds: [],
  });
  tx.put('rounds', {
    id: 'round',
    taskId: 'task',
    planId: 'plan',
    key: 'once',
    label: '',
    deadlineText: '',
    opensOn: null,
    statedOn: null,
    dueOn: '2026-06-22',
    dueTime: null,
  });
}

function addSubmission(
  tx: StoreWriter,
  n: number,
  file: { sha256: string; name: string; size: number; mime: string },
): void {
  tx.put('assignments', {
    id: `a${n}`,
    number: n + 1,
    planId: 'plan',
    taskId: 'task',
    roundId: 'round',
    unitId: `u${n % units}`,
    status: 'active',
    createdAt: at,
  });
  tx.put('submissions', {
    id: randomUUID(),
    assignmentId: `a${n}`,
    planId: 'plan',
    unitId: `u${n % units}`,
    version: 1,
    kind: 'file',
    files: [file],
    note: null,
    sentAt: at,
    receivedAt: at,
    byPersonId: 'clerk',
    channel: 'web',
    receiptCode: `TN-${n}`,
    verdict: { dueOn: '2026-06-22', isLate: false, daysLate: 0 },
  });
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}
