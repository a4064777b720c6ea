/** `backup`, `restore`, `check`: the data folder as a whole. */
import type { Command } from 'commander';
import { backupData, checkData, restoreData } from '../../storage/backup.js';
import { readConfig } from '../config.js';
import * as texts from '../texts/console.js';

export function backupCommand(program: Command): void {
  program
    .command('backup')
    .description('sao lưu toàn bộ dữ liệu vào một tệp .zip')
    .argument('<file>')
    .action(async (file: string) => {
      const { missing } = await backupData(readConfig(process.env).dataDir, file);
      console.log(texts.backedUp(file));
      if (missing.length > 0) console.error(texts.backedUpWithout(missing));
    });
}

export function restoreCommand(program: Command): void {
  program
    .command('restore')
    .description('khôi phục bản sao lưu vào thư mục dữ liệu trống')
    .argument('<file>')
    .action(async (file: string) => {
      const { dataDir } = readConfig(process.env);
      await restoreData(file, dataDir);
      console.log(texts.restored(dataDir));
    });
}

export function checkCommand(program: Command): void {
  program
    .command('check')
    .description('kiểm tra mọi tệp, liên kết và mã kiểm tra của dữ liệu')
    .action(async () => {
      const findings = await checkData(readConfig(process.env).dataDir);
      if (findings.length === 0) return console.log(texts.checkedClean);
      console.error(texts.checkFound(findings.length));
      for (const finding of findings) console.error(`- ${finding.code}: ${finding.subject}`);
      process.exitCode = 1;
    });
}
