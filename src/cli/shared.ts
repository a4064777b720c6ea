/** What the commands of the command line share: refusals, standard input, and an opened data folder. */
import { readFile } from 'node:fs/promises';
import { openStorage } from '../../storage/index.js';
import { createDemoClock, realClock } from '../app/clock.js';
import { createLog } from '../app/log.js';
import { loadRules } from '../app/rules.js';
import { rememberedClock } from '../app/web.js';
import { type Config, readConfig } from '../config.js';
import type { Rules } from '../domain/command.js';
import type { Clock, Store, Vault } from '../domain/ports.js';
import { dayFrom } from '../domain/time.js';
import { badDay, noSuchFile } from '../texts/console.js';

/** Input the command refuses; the message is the Vietnamese reason. */
export class Refusal extends Error {}

/** Bytes of a file named on the command line. Throws Refusal when it cannot be read. */
export async function fileBytes(path: string): Promise<Buffer> {
  try {
    return await readFile(path);
  } catch {
    throw new Refusal(noSuchFile(path));
  }
}

/** Everything on standard input, as UTF-8. */
export async function standardInput(): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of process.stdin) parts.push(part as Buffer);
  return Buffer.concat(parts).toString('utf8');
}

/** A `YYYY-MM-DD` argument. Throws Refusal when it is not a day. */
export function dayArgument(text: string): string {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  const day = match ? dayFrom(Number(match[1]), Number(match[2]), Number(match[3])) : null;
  if (day === null) throw new Refusal(badDay(text));
  return day;
}

export interface Opened {
  config: Config;
  store: Store;
  vault: Vault;
  rules: Rules;
  clock: Clock;
}

/** Opens the configured data folder, runs the work, and closes it again whatever happens. */
export async function withData<T>(work: (opened: Opened) => Promise<T>): Promise<T> {
  const config = readConfig(process.env);
  const log = createLog('silent');
  const storage = await openStorage({ dir: config.dataDir, log });
  try {
    const { store, vault } = storage;
    const demo = config.demo;
    const clock = demo
      ? createDemoClock(demo.clockStart ?? rememberedClock(store) ?? Date.now(), demo.clockRate)
      : realClock;
    return await work({ config, store, vault, rules: loadRules(config, store), clock });
  } finally {
    await storage.close();
  }
}

/** Prints JSON for programs. */
export function printJson(value: unknown): void {
  console.log(JSON.stringify(value, null, 2));
}
