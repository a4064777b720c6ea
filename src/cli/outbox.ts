/** `outbox`: what could not be delivered, as the clerk sees it with `/nhacviec loi`. */
import type { Command } from 'commander';
import { deadLetters } from '../domain/dead-letters.js';
import { assignmentCode } from '../domain/queries.js';
import { consoleLine, noDeadLetters } from '../texts/dead-letters.js';
import { printJson, withData } from './shared.js';

export function outboxCommand(program: Command): void {
  program
    .command('outbox')
    .description('các tin chưa gửi được trong 30 ngày qua và lý do')
    .option('--json', 'in JSON')
    .action(async (options: { json?: boolean }) => {
      await withData(async ({ store, rules, clock }) => {
        const letters = deadLetters(store, clock.now(), rules.calendar);
        if (options.json) {
          return printJson(
            letters.map(({ row, reason, givenUpAt, to, views }) => ({
              id: row.id,
              kind: row.kind,
              channel: row.channel,
              to,
              assignments: views.map((view) => assignmentCode(view.facts.assignment)),
              reason,
              givenUpAt,
              attempts: row.attempts,
            })),
          );
        }
        if (letters.length === 0) return console.log(noDeadLetters);
        for (const letter of letters) console.log(consoleLine(letter));
      });
    });
}
