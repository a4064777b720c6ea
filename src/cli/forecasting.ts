/** `simulate`: what stored plans, or a draft if it were published, would send; nothing is sent and nothing changes. */
import { writeFile } from 'node:fs/promises';
import type { Command } from 'commander';
import { reminderCalendarOf } from '../app/reminder-calendar.js';
import { simulate } from '../app/simulate.js';
import { rehearseDraft } from '../domain/acts/publish-rehearsal.js';
import type { Rules } from '../domain/command.js';
import { type Plan, planLabel } from '../domain/plan.js';
import type { StoreReader } from '../domain/ports.js';
import { instantOf } from '../domain/time.js';
import { reminderCalendarPicture } from '../exports/reminder-calendar.js';
import { notWritable } from '../texts/console.js';
import * as texts from '../texts/reminder-calendar.js';
import { Refusal, dayArgument, withData } from './shared.js';

interface Options {
  from: string;
  to: string;
  json?: boolean;
  picture?: string;
  draft?: string;
}

export function simulateCommand(program: Command): void {
  program
    .command('simulate')
    .description('các lần nhắc sẽ gửi trong một khoảng ngày, không gửi gì')
    .requiredOption('--from <YYYY-MM-DD>')
    .requiredOption('--to <YYYY-MM-DD>')
    .option('--json', 'in JSON, mỗi dòng một lần nhắc')
    .option('--picture <file>', 'ghi lịch nhắc thành hình (.png), nhiều nhất sáu tháng')
    .option('--draft <n>', 'số dự thảo (D1 hoặc 1): các lần nhắc nếu ban hành dự thảo đó vào ngày đầu')
    .action(async (options: Options) => {
      const from = dayArgument(options.from);
      const to = dayArgument(options.to);
      if (to < from) throw new Refusal(texts.reversedDays);
      await withData(async ({ store, rules }) => {
        const fromMs = instantOf(from, '00:00') - 1;
        // A draft is published as the day begins: a round that opens on that very day is not announced besides.
        const { reader, plans, subject, prefix } = sourceOf(store, rules, options.draft, fromMs + 1);
        const reminders = simulate(reader, rules, from, to, plans).map((reminder) =>
          // Codes of a rehearsal are nobody's; without the draft's own they would look like those of a plan in force.
          prefix === '' ? reminder : { ...reminder, assignment: `${prefix}/${reminder.assignment}` },
        );
        if (options.picture !== undefined) {
          const asked = { fromMs, month: null, to };
          const { png } = await reminderCalendarPicture(
            reminderCalendarOf(reader, rules, plans, asked),
            subject,
          );
          await writeFile(options.picture, png).catch(() => {
            throw new Refusal(notWritable(options.picture ?? ''));
          });
          // Standard output carries the forecast alone.
          console.error(texts.pictureWritten(options.picture));
        }
        const lines = options.json
          ? reminders.map((reminder) => JSON.stringify(reminder))
          : texts.calendarConsole(reminders);
        if (lines.length > 0) console.log(lines.join('\n'));
      });
    });
}

function sourceOf(
  store: StoreReader,
  rules: Rules,
  typed: string | undefined,
  nowMs: number,
): { reader: StoreReader; plans: readonly Readonly<Plan>[]; subject: texts.CalendarSubject; prefix: string } {
  if (typed === undefined) {
    const plans = store.find('plans', 'byStatus', 'active');
    return { reader: store, plans, subject: texts.allPlansSubject, prefix: '' };
  }
  const number = Number(/^d?(\d{1,6})$/i.exec(typed)?.[1] ?? Number.NaN);
  const draft = [...store.all('drafts')].find((one) => one.number === number && one.status === 'open');
  if (!draft) throw new Refusal(texts.noOpenDraft(typed));
  const { reader, plan } = rehearseDraft(store, draft, { nowMs, rules });
  return {
    reader,
    plans: [plan],
    prefix: `D${draft.number}`,
    subject: texts.draftSubject(draft.number, planLabel(draft.result.document), null),
  };
}
