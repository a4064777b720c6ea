/** `archive`, `verify`: one plan as one archive, and whether such an archive still is what it was. */
import { createWriteStream, existsSync } from 'node:fs';
import { copyFile, link, open, rename, rm } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import type { Command } from 'commander';
import { errorCode, temporaryPath } from '../../storage/disk.js';
import { removedPlans } from '../domain/archived-plans.js';
import { UserError } from '../domain/errors.js';
import type { Plan } from '../domain/plan.js';
import { planLabel } from '../domain/plan.js';
import type { StoreReader } from '../domain/ports.js';
import { startPlanArchive } from '../exports/plan-archive.js';
import { verifyArchive } from '../exports/verify-archive.js';
import { noSuchFile } from '../texts/console.js';
import * as texts from '../texts/archive.js';
import { type Opened, Refusal, withData } from './shared.js';

export function archiveCommand(program: Command): void {
  program
    .command('archive')
    .description(
      'lập hồ sơ lưu trữ một kế hoạch (mọi tệp, mọi bản, bảng theo dõi, ghi chép) thành một tệp .zip',
    )
    .argument('<plan>', 'mã kế hoạch (K1) hoặc số, ký hiệu')
    .argument('<file>', 'tệp .zip cần lập; chưa có sẵn')
    .action(async (typed: string, file: string) => {
      if (existsSync(file)) throw new Refusal(texts.archiveTargetExists(file));
      await withData((opened) => writeArchive(opened, typed, file));
      const { label, files, sha256 } = await verifyArchive(file);
      console.log(texts.archived(label, file, files, sha256));
    });
}

export function verifyCommand(program: Command): void {
  program
    .command('verify')
    .description('kiểm tra hồ sơ lưu trữ: từng tệp, từng biên nhận')
    .argument('<file>')
    .action(async (file: string) => {
      if (!existsSync(file)) throw new Refusal(noSuchFile(file));
      const { findings, label, files, receipts, sha256 } = await verifyArchive(file);
      if (findings.length === 0) return console.log(texts.verified(label, files, receipts, sha256));
      console.error(texts.verifyFound(findings.length));
      for (const { code, subject } of findings) console.error(`- ${code}: ${subject}`);
      process.exitCode = 1;
    });
}

/** Written beside its name first: what stands under the name is whole. */
async function writeArchive(
  { store, vault, rules, clock }: Opened,
  typed: string,
  file: string,
): Promise<void> {
  const temporary = temporaryPath(file);
  try {
    const plan = planOf(store, typed);
    if (plan) {
      const { stream } = await startPlanArchive(store, plan, {
        vault,
        calendar: rules.calendar,
        nowMs: clock.now(),
      });
      await pipeline(stream, createWriteStream(temporary, { flags: 'wx', mode: 0o600 }));
    } else {
      // Of a plan whose records were removed the archive of its closing is what there is.
      const removed = removedPlans(store).find(({ number }) => isCode(typed, number));
      if (!removed) throw new Refusal(texts.noPlanToArchive(typed));
      await copyFile(await vault.pathOf(removed.archive.sha256), temporary);
    }
    const handle = await open(temporary, 'r+');
    await handle.sync();
    await handle.close();
    // Memory sticks know no second name for a file.
    await link(temporary, file).catch(() => rename(temporary, file));
  } catch (error) {
    if (error instanceof UserError) throw new Refusal(texts.archiveNotMade(error.detail ?? error.code));
    if (errorCode(error) !== null) throw new Refusal(texts.archiveNotMade(texts.cannotWrite(file)));
    throw error;
  } finally {
    await rm(temporary, { force: true });
  }
}

/** The plan of a code (`K1`, `1`) or of a number as documents write it. */
function planOf(reader: StoreReader, typed: string): Readonly<Plan> | undefined {
  const plans = [...reader.all('plans')];
  return (
    plans.find(({ number }) => isCode(typed, number)) ??
    plans.find(({ document }) => planLabel(document) === typed.trim())
  );
}

function isCode(typed: string, number: number): boolean {
  return Number(/^\s*k?(\d{1,6})\s*$/i.exec(typed)?.[1] ?? Number.NaN) === number;
}
