#!/usr/bin/env node
/**
 * The `dondoc` command line (contract DESIGN.md 3.3). Exit codes: 0 done, 1 input refused (reason on stderr,
 * in Vietnamese), 2 wrong usage. Each command is a thin shell over a use case.
 */
import { existsSync } from 'node:fs';
import { Command, CommanderError } from 'commander';
import { deadlineCommand, readCommand, unitCommand } from './cli/reading.js';
import { archiveCommand, verifyCommand } from './cli/archiving.js';
import { backupCommand, checkCommand, restoreCommand } from './cli/keeping.js';
import { simulateCommand } from './cli/forecasting.js';
import { outboxCommand } from './cli/outbox.js';
import { importCommand, inviteCommand, unitsCommand } from './cli/planning.js';
import { zaloCommand } from './cli/zalo.js';
import { ConfigError } from './config.js';
import { UserError } from './domain/errors.js';
import { errorSentence } from './texts/errors.js';
import { Refusal } from './cli/shared.js';

// What is set in the environment itself wins over the file.
if (existsSync('.env')) process.loadEnvFile('.env');

const program = new Command('dondoc')
  .description('Đọc kế hoạch, giao việc, nhắc việc, tiếp nhận báo cáo')
  .exitOverride()
  .showHelpAfterError('(dùng --help để xem cách dùng)');
for (const add of [
  readCommand,
  deadlineCommand,
  unitCommand,
  unitsCommand,
  importCommand,
  inviteCommand,
  simulateCommand,
  backupCommand,
  restoreCommand,
  checkCommand,
  archiveCommand,
  verifyCommand,
  outboxCommand,
  zaloCommand,
]) {
  add(program);
}
for (const command of program.commands) command.exitOverride();

program.parseAsync(process.argv).then(
  () => leave(Number(process.exitCode ?? 0)),
  (error: unknown) => {
    if (error instanceof CommanderError) return leave(error.exitCode === 0 ? 0 : 2);
    if (error instanceof Refusal) console.error(error.message);
    else if (error instanceof UserError) console.error(errorSentence(error));
    else if (error instanceof ConfigError) for (const line of error.faults) console.error(line);
    else console.error(error);
    return leave(1);
  },
);

/** Ends the program once everything printed has been taken: a long answer into a pipe would be cut otherwise. */
function leave(code: number): void {
  process.stdout.write('', () => process.stderr.write('', () => process.exit(code)));
}
