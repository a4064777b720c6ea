/** `units`, `import`, `invite`: filling the store from files, and codes to link with. */
import { randomUUID } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { Readable } from 'node:stream';
import type { Command } from 'commander';
import { codeId, newCode } from '../app/codes.js';
import { issueCode } from '../domain/acts/link.js';
import { openDraft } from '../domain/acts/draft-open.js';
import { existingPlan } from '../domain/acts/plan-identity.js';
import { publishDraft } from '../domain/acts/publish.js';
import { UserError } from '../domain/errors.js';
import type { Role } from '../domain/person.js';
import type { Store } from '../domain/ports.js';
import { dayOf } from '../domain/time.js';
import { mergeDirectory } from '../domain/unit-directory.js';
import { createUnitMatcher } from '../domain/unit-match.js';
import type { Unit } from '../domain/unit.js';
import { unitsToJson, unitsToXlsx } from '../exports/units-file.js';
import { createDocumentReader } from '../intake/index.js';
import { parseUnitsFile } from '../intake/units-file.js';
import * as texts from '../texts/console.js';
import { published, planExists } from '../texts/plans.js';
import { Refusal, dayArgument, fileBytes, withData } from './shared.js';

const roles: readonly Role[] = ['admin', 'clerk', 'consolidator', 'officer', 'leader'];

export function unitsCommand(program: Command): void {
  const units = program.command('units').description('danh mục đơn vị').exitOverride();
  units
    .command('import')
    .argument('<file>', '.json hoặc .xlsx')
    .exitOverride()
    .action(async (file: string) => {
      const rows = parseUnitsFile(await fileBytes(file), file);
      await withData(async ({ store }) => {
        const merged = await store.transaction((tx) => {
          const result = mergeDirectory([...tx.all('units')] as Unit[], rows, randomUUID);
          for (const unit of result.changed) tx.put('units', unit);
          return result;
        });
        for (const { row, problem } of merged.problems) console.error(`Dòng ${row}: ${problem}`);
        console.log(texts.imported(rows.length, merged.added, merged.updated));
      });
    });
  units
    .command('export')
    .argument('<file>', '.json hoặc .xlsx')
    .exitOverride()
    .action(async (file: string) => {
      await withData(async ({ store }) => {
        const all = [...store.all('units')] as Unit[];
        await writeFile(file, /\.xlsx$/i.test(file) ? await unitsToXlsx(all) : unitsToJson(all));
        console.log(texts.exported(all.length, file));
      });
    });
}

export function importCommand(program: Command): void {
  program
    .command('import')
    .description('đọc một kế hoạch vào dữ liệu, in mã dự thảo')
    .argument('<file>')
    .option('--publish', 'ban hành ngay như đã đọc')
    .option('--issued-on <YYYY-MM-DD>', 'ngày ban hành, khi văn bản không ghi')
    .action(async (file: string, options: { publish?: boolean; issuedOn?: string }) => {
      const bytes = await fileBytes(file);
      const issuedOn = options.issuedOn ? dayArgument(options.issuedOn) : null;
      await withData(async ({ store, vault, rules, clock }) => {
        const name = basename(file);
        const result = await createDocumentReader({ calendar: rules.calendar }).read(
          { bytes, name },
          { issuedOn, beforeMeans: rules.beforeMeans },
        );
        if (result.tasks.length === 0) throw new UserError('document-without-tasks');
        const existing = existingPlan(store, result.document);
        if (existing) throw new Refusal(planExists(existing));
        const stored = await vault.put(Readable.from([bytes]), { name, maxBytes: 100_000_000 });
        const nowMs = clock.now();
        const { draft, done } = await store.transaction((tx) => {
          const read = { result, fileName: name, fileSha256: stored.sha256 };
          const made = openDraft(tx, read, { nowMs, by: null, newId: randomUUID });
          if (!options.publish) return { draft: made, done: null };
          return { draft: made, done: publishDraft(tx, made, { nowMs, by: null, rules, newId: randomUUID }) };
        });
        console.log(`D${draft.number}`);
        if (done) console.error(`${published(done).heading}\n${published(done).text}`);
      });
    });
}

export function inviteCommand(program: Command): void {
  program
    .command('invite')
    .description('in mã liên kết dùng một lần, mỗi dòng một mã')
    .requiredOption('--unit <name>', 'đơn vị')
    .option('--role <role>', roles.join(' | '), 'officer')
    .option('--count <n>', 'số mã', '1')
    .option('--head', 'mã cho thủ trưởng của đơn vị')
    .option('--group', 'mã gắn nhóm trò chuyện với đơn vị')
    .action(
      async (options: { unit: string; role: string; count: string; head?: boolean; group?: boolean }) => {
        const role = roles.find((known) => known === options.role);
        if (!role)
          throw new Refusal(`Vai trò “${options.role}” không có; chọn một trong: ${roles.join(', ')}`);
        if (options.head && (options.group || role !== 'officer'))
          throw new Refusal(
            '--head là mã của thủ trưởng đơn vị (vai trò officer), không dùng cùng --group hoặc --role khác',
          );
        const count = Number(options.count);
        if (!Number.isInteger(count) || count < 1 || count > 1000)
          throw new Refusal('--count phải là số từ 1 đến 1000');
        await withData(async ({ store, clock }) => {
          const unitId = unitIdOf(store, options.unit, dayOf(clock.now()));
          const services = { newCode: () => makeCode() };
          const purpose = options.group ? ('group' as const) : ('person' as const);
          const codes = await store.transaction((tx) =>
            Array.from({ length: count }, () =>
              issueCode(tx, services, clock.now(), {
                purpose,
                role: options.group ? null : role,
                unitId,
                isHead: options.head === true,
              }),
            ),
          );
          for (const code of codes) console.log(code);
        });
      },
    );
}

function makeCode(): { code: string; id: string } {
  const code = newCode();
  return { code, id: codeId(code) as string };
}

/** The unit meant by a name, today's or a former one; refuses with candidates when it is not certain. */
function unitIdOf(store: Store, name: string, on: string): string {
  const match = createUnitMatcher({
    units: [...store.all('units')] as Unit[],
    sets: [...store.all('unitSets')],
  });
  const found = match(name, on).unitId ?? match(name, null).unitId;
  if (found) return found;
  throw new Refusal(
    texts.noSuchUnit(
      name,
      match(name, on).candidates.map((candidate) => candidate.name),
    ),
  );
}
