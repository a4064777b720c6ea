/**
 * `node dist/bench/import.js FOLDER UNITS_FILE [--name PREFIX]`: imports every NAME.txt of a folder with the command line,
 * published into a store of its own, counts the assignments of each unit, and compares them with the labels in
 * NAME.gold.json. A label counts for every unit its leads stand for in the directory on the plan's own date.
 * Measures only, knows no document.
 */
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createLog } from '../src/app/log.js';
import { createAddresseeResolver } from '../src/domain/acts/addressees.js';
import type { Store } from '../src/domain/ports.js';
import { fold } from '../src/domain/text.js';
import { openStorage } from '../storage/index.js';
import { runCommand } from '../test/fakes/program.js';

interface Label {
  lead: string[];
  deadline?: { due: string | null; recurrence: string | null };
  same_as?: number[];
}

/** One thing owed: a unit and the date or rule it is owed by. */
type Owed = Map<string, { unit: string; when: string }>;

const [folder, unitsFile, ...rest] = process.argv.slice(2);
if (!folder || !unitsFile) throw new Error('give the folder of texts and labels, and a directory of units');
const prefix = rest[0] === '--name' ? (rest[1] ?? '') : '';
const total = { expected: 0, found: 0, right: 0 };

for (const file of (await readdir(folder))
  .filter((name) => name.endsWith('.gold.json') && name.startsWith(prefix))
  .sort()) {
  const name = file.replace('.gold.json', '');
  const dir = await mkdtemp(join(tmpdir(), 'dondoc-import-'));
  try {
    const env = { DATA_DIR: dir };
    await runCommand(['units', 'import', unitsFile], env);
    const gold = JSON.parse(await readFile(join(folder, file), 'utf8')) as {
      document: { date: string | null };
      tasks: Label[];
    };
    const before = await reading(dir, (store) => expectedOf(store, gold.tasks, gold.document.date));
    const run = await runCommand(['import', join(folder, `${name}.txt`), '--publish'], env);
    if (run.code !== 0) {
      console.log(`${name}: ${run.stderr.trim()}`);
      continue;
    }
    await reading(dir, (store) => report(name, store, before));
  } finally {
    await rm(dir, { recursive: true, force: true });
  }
}
const { expected, found, right } = total;
console.log(`total: recall ${share(right, expected)} precision ${share(right, found)}`);

async function reading<T>(dir: string, work: (store: Store) => T): Promise<T> {
  const { store, close } = await openStorage({ dir, log: createLog('silent') });
  try {
    return work(store);
  } finally {
    await close();
  }
}

/**
 * What the labels order, one entry per label that names somebody: every unit × date. Leads nobody in the directory
 * answers to count under the words of the label. `group` joins labels that say the same task.
 */
function expectedOf(
  store: Store,
  labels: readonly Label[],
  on: string | null,
): { group: number; owed: Owed }[] {
  const resolve = createAddresseeResolver(store, on);
  return labels.flatMap((label, index) => {
    const when = label.deadline?.due ?? label.deadline?.recurrence;
    if (!when || label.lead.length === 0) return [];
    const owed: Owed = new Map();
    for (const lead of label.lead) {
      const { unitIds, match } = resolve(lead);
      const names =
        unitIds.length > 0
          ? unitIds.flatMap((id) => store.get('units', id)?.name ?? [])
          : [match?.name ?? lead];
      for (const unit of names)
        for (const one of when.split('|')) owed.set(`${fold(unit)} ${one}`, { unit, when: one });
    }
    return [{ group: Math.min(index, ...(label.same_as ?? [])), owed }];
  });
}

/** Of labels that say the same task with different leads, the one that fits best: a program may join them. */
function wantedOf(labels: readonly { group: number; owed: Owed }[], found: Owed): Owed {
  const best = new Map<number, { share: number; owed: Owed }>();
  for (const { group, owed } of labels) {
    const share = [...owed.keys()].filter((key) => found.has(key)).length / owed.size;
    if (share > (best.get(group)?.share ?? -1)) best.set(group, { share, owed });
  }
  return new Map([...best.values()].flatMap(({ owed }) => [...owed]));
}

/** Every unit × date of the stored tasks, windows by their end and recurring ones by their rule. */
function storedOf(store: Store): { owed: Owed; perUnit: Map<string, number> } {
  const owed: Owed = new Map();
  const perUnit = new Map<string, number>();
  for (const assignment of store.all('assignments')) {
    const unit = store.get('units', assignment.unitId)?.name ?? '';
    perUnit.set(unit, (perUnit.get(unit) ?? 0) + 1);
  }
  for (const task of store.all('tasks')) {
    const whens = task.deadlines.flatMap((deadline) =>
      (deadline.rrule ?? deadline.statedOn ?? '').split('|').filter(Boolean),
    );
    for (const id of task.leadUnitIds) {
      const unit = store.get('units', id)?.name ?? '';
      for (const when of whens) owed.set(`${fold(unit)} ${when}`, { unit, when });
    }
  }
  return { owed, perUnit };
}

function report(name: string, store: Store, labels: ReturnType<typeof expectedOf>): void {
  const { owed, perUnit } = storedOf(store);
  const wanted = wantedOf(labels, owed);
  const right = [...wanted.keys()].filter((key) => owed.has(key)).length;
  total.expected += wanted.size;
  total.found += owed.size;
  total.right += right;
  const assignments = [...perUnit.values()].reduce((sum, count) => sum + count, 0);
  console.log(
    `${name}: ${assignments} assignments of ${perUnit.size} units; unit and date: recall ${share(right, wanted.size)} precision ${share(right, owed.size)}`,
  );
  for (const [unit, count] of [...perUnit].sort(([, a], [, b]) => b - a))
    console.log(`    ${String(count).padStart(3)}  ${unit}`);
  for (const [key, { unit, when }] of wanted) if (!owed.has(key)) console.log(`  missing: ${unit}, ${when}`);
  for (const [key, { unit, when }] of owed) if (!wanted.has(key)) console.log(`  more: ${unit}, ${when}`);
}

function share(part: number, whole: number): string {
  return `${whole === 0 ? '–' : (part / whole).toFixed(3)} (${part}/${whole})`;
}
