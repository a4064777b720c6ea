/**
 * Durable updates of one record among many: this store, lowdb as it comes, and the limit (append and fdatasync, raw),
 * taken in turns in one run so that their ratios mean something on any machine. Measures only; asserts nothing.
 * `npm run build && node dist/bench/store.js [FOLDER]`; FOLDER chooses the disk (default: the system's temporary folder).
 */
import { mkdtemp, open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { Low } from 'lowdb';
import { JSONFile } from 'lowdb/node';
import type { Log } from '../src/domain/ports.js';
import type { AuditEntry } from '../src/domain/tables.js';
import { openStorage } from '../storage/index.js';
import { frozenCopy } from '../storage/json.js';
import { faultOf } from '../storage/schema.js';

const sizes = [1_000, 10_000, 100_000];
const rounds = 3;
const together = 64;

/** One way of keeping records. `update` resolves when the change is as safe as this way makes it. */
interface Subject {
  name: string;
  update(n: number): Promise<void>;
  close(): Promise<void>;
}

interface Figures {
  latencyMs: number[];
  perSecond: number[];
  /** Longest time the event loop stood still, in milliseconds. */
  blockedMs: number[];
}

const silent: Log = { debug: nothing, info: nothing, warn: nothing, error: nothing };
function nothing(): void {}

/** A record of about 400 bytes. */
function record(n: number, change: number): AuditEntry {
  return {
    id: `a${n}`,
    at: '2026-06-15T02:00:00.000Z',
    personId: `person-${n % 200}`,
    channel: 'telegram',
    act: 'hand-in',
    subject: `TN-${String(n).padStart(6, '0')}`,
    detail: `${change}: ${'báo cáo kết quả thực hiện '.repeat(10).slice(0, 210)}`,
  };
}

async function ours(dir: string, size: number): Promise<Subject> {
  const { store, close } = await openStorage({ dir, log: silent });
  if (store.count('audit') === 0) {
    await store.transaction((tx) => {
      for (let n = 0; n < size; n += 1) tx.put('audit', record(n, 0));
    });
    await store.compact();
  }
  return {
    name: 'this store',
    update: (n) => store.transaction((tx) => tx.put('audit', record(n % size, n))),
    close,
  };
}

async function lowdb(dir: string, size: number): Promise<Subject> {
  const records = Object.fromEntries(Array.from({ length: size }, (_, n) => [`a${n}`, record(n, 0)]));
  const db = new Low<{ records: Record<string, AuditEntry> }>(new JSONFile(join(dir, 'lowdb.json')), {
    records,
  });
  await db.write();
  return {
    name: 'lowdb as it comes (no fsync)',
    async update(n) {
      db.data.records[`a${n % size}`] = record(n % size, n);
      await db.write();
    },
    close: async () => undefined,
  };
}

async function raw(dir: string): Promise<Subject> {
  const file = await open(join(dir, 'raw.jsonl'), 'a');
  let last: Promise<void> = Promise.resolve();
  async function append(n: number, before: Promise<void>): Promise<void> {
    await before;
    await file.write(`${JSON.stringify(record(n, n))}\n`);
    await file.datasync();
  }
  return {
    name: 'limit: append + fdatasync, raw',
    update: (n) => (last = append(n, last)),
    close: () => file.close(),
  };
}

const middle = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;

/** Updates one after another, then many at once, for about `budgetMs` each. */
async function measure(subject: Subject, figures: Figures, budgetMs: number): Promise<void> {
  let n = 0;
  const times: number[] = [];
  for (const end = performance.now() + budgetMs; performance.now() < end || times.length < 3;) {
    const start = performance.now();
    await subject.update((n += 7));
    times.push(performance.now() - start);
  }
  figures.latencyMs.push(middle(times));
  const delay = monitorEventLoopDelay({ resolution: 1 });
  delay.enable();
  const start = performance.now();
  let done = 0;
  while (performance.now() - start < budgetMs) {
    await Promise.all(Array.from({ length: together }, () => subject.update((n += 7))));
    done += together;
  }
  figures.perSecond.push((done * 1_000) / (performance.now() - start));
  delay.disable();
  figures.blockedMs.push(delay.max / 1e6);
}

async function compare(root: string, size: number): Promise<void> {
  const dir = await mkdtemp(join(root, 'dondoc-bench-'));
  const subjects = [await raw(dir), await ours(join(dir, 'data'), size), await lowdb(dir, size)];
  const results = new Map(
    subjects.map((subject): [Subject, Figures] => [subject, { latencyMs: [], perSecond: [], blockedMs: [] }]),
  );
  for (let round = 0; round < rounds; round += 1) {
    for (const [subject, figures] of results) await measure(subject, figures, 1_000);
  }
  for (const subject of subjects) await subject.close();
  const start = performance.now();
  const again = await openStorage({ dir: join(dir, 'data'), log: silent });
  const openedMs = performance.now() - start;
  await again.close();
  await rm(dir, { recursive: true });

  const [limit] = results.values();
  print(`\n${size.toLocaleString('en')} records; this store opens in ${openedMs.toFixed(0)} ms`);
  print(
    '                                  update ms  ÷ limit | 64 at once, per s  ÷ limit | loop blocked ms',
  );
  for (const [subject, figures] of results) {
    const [latency, perSecond] = [middle(figures.latencyMs), middle(figures.perSecond)];
    const ofLimit = (value: number, base: number): string => (value / base).toFixed(2).padStart(8);
    print(
      `${subject.name.padEnd(32)}${latency.toFixed(2).padStart(11)} ${ofLimit(latency, middle(limit?.latencyMs ?? []))} |` +
        `${perSecond.toFixed(0).padStart(18)} ${ofLimit(perSecond, middle(limit?.perSecond ?? []))} |${middle(figures.blockedMs).toFixed(1).padStart(16)}`,
    );
  }
}

/** What a `put` costs before anything is written: the frozen copy, and the check against the schema. */
function costs(): void {
  const runs = 100_000;
  const time = (work: (n: number) => unknown): string => {
    for (let n = 0; n < runs / 10; n += 1) work(n);
    const start = performance.now();
    for (let n = 0; n < runs; n += 1) work(n);
    return (((performance.now() - start) * 1_000) / runs).toFixed(2);
  };
  const row = record(1, 1);
  print(
    `\nper put: frozen copy ${time(() => frozenCopy(row, 'audit'))} µs, schema check ${time(() => faultOf('audit', row))} µs`,
  );
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}

const root = process.argv[2] ?? tmpdir();
for (const size of sizes) await compare(root, size);
costs();
