/** `read`, `deadline`, `unit`: reading without touching any store (`unit` looks into the directory when there is one). */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Command } from 'commander';
import { loadRules } from '../app/rules.js';
import { readConfig } from '../config.js';
import type { Rules } from '../domain/command.js';
import { readDeadline } from '../domain/deadline/index.js';
import { UserError } from '../domain/errors.js';
import type { Deadline, ReadResult } from '../domain/plan.js';
import { checkPlan } from '../domain/plan-check.js';
import { foldSpace } from '../domain/text.js';
import { dayOf } from '../domain/time.js';
import { type Directory, matchUnit } from '../domain/unit-match.js';
import type { Unit } from '../domain/unit.js';
import { createDocumentReader } from '../intake/index.js';
import { notADeadline } from '../texts/console.js';
import { checkLines, findingSentence } from '../texts/plan-check.js';
import { deadlineWords, documentLine } from '../texts/plans.js';
import { doubtWords } from '../texts/words.js';
import { Refusal, dayArgument, fileBytes, printJson, standardInput, withData } from './shared.js';

export function readCommand(program: Command): void {
  program
    .command('read')
    .description('đọc một văn bản kế hoạch, in dự thảo; không ghi dữ liệu')
    .argument('<file>')
    .option('--issued-on <YYYY-MM-DD>', 'ngày ban hành, khi văn bản không ghi')
    .option('--check', 'kiểm tra kế hoạch trước khi ban hành: điểm thiếu, mâu thuẫn')
    .option('--json', 'in JSON')
    .action(async (file: string, options: { issuedOn?: string; check?: boolean; json?: boolean }) => {
      const { beforeMeans, calendar } = await knownRules();
      const issuedOn = options.issuedOn ? dayArgument(options.issuedOn) : null;
      const bytes = await fileBytes(file);
      const result = await createDocumentReader({ calendar }).read(
        { bytes, name: file },
        { issuedOn, beforeMeans },
      );
      const findings = options.check
        ? checkPlan(result, { directory: await knownDirectory(), calendar, today: dayOf(Date.now()) })
        : null;
      if (options.json) {
        const said = findings?.map((finding) => ({ ...finding, sentence: findingSentence(finding, result) }));
        return printJson(said === undefined ? result : { ...result, findings: said });
      }
      console.log(draftText(result));
      if (findings !== null) console.log(['', ...checkLines(findings, result)].join('\n'));
    });
}

function draftText(result: ReadResult): string {
  const lines = [documentLine(result.document), result.document.title ?? '', ''];
  result.tasks.forEach((task, i) => {
    lines.push(`${i + 1}. ${task.action}`);
    lines.push(`   Chủ trì: ${task.lead.join('; ') || 'không nêu'}`);
    if (task.coordinating.length > 0) lines.push(`   Phối hợp: ${task.coordinating.join('; ')}`);
    if (task.recipients.length > 0)
      lines.push(`   Nơi nhận: ${task.recipients.join('; ')}${task.via ? ` (qua ${task.via})` : ''}`);
    lines.push(`   Thời hạn: ${task.deadlines.map(deadlineWords).join('; ') || 'không nêu'}`);
    if (task.after.length > 0)
      lines.push(
        `   Sau khi xong: nhiệm vụ ${task.after.map((key) => result.tasks.findIndex((other) => other.key === key) + 1).join(', ')}`,
      );
    if (task.volume) lines.push(`   Dung lượng: ${task.volume}`);
    if (task.quota) lines.push(`   Chỉ tiêu: ${task.quota}`);
    if (task.doubts.length > 0)
      lines.push(`   Lưu ý: ${task.doubts.map((doubt) => doubtWords[doubt]).join('; ')}`);
    lines.push(`   Mục: ${task.quotes.map((quote) => quote.place).join('; ')}`);
  });
  return lines.join('\n');
}

export function deadlineCommand(program: Command): void {
  program
    .command('deadline')
    .description('đọc một cụm từ thời hạn; với “-” đọc từng dòng TEXT<TAB>YYYY-MM-DD từ đầu vào chuẩn')
    .argument('<text>')
    .option('--issued-on <YYYY-MM-DD>', 'ngày ban hành của văn bản')
    .option('--json', 'in JSON')
    .action(async (text: string, options: { issuedOn?: string; json?: boolean }) => {
      const { beforeMeans } = readConfig(process.env);
      if (text === '-') {
        for (const line of (await standardInput()).split('\n')) {
          if (line.trim() === '') continue;
          const [phrase = '', day = ''] = line.split('\t');
          const issuedOn = /^\d{4}-\d{2}-\d{2}$/.test(day.trim()) ? dayArgument(day.trim()) : null;
          console.log(JSON.stringify(readDeadline(phrase, { issuedOn, beforeMeans }) ?? noDeadline(phrase)));
        }
        return;
      }
      const issuedOn = options.issuedOn ? dayArgument(options.issuedOn) : null;
      const deadline = readDeadline(text, { issuedOn, beforeMeans });
      if (!deadline) throw new Refusal(notADeadline(text));
      if (options.json) return printJson(deadline);
      console.log(deadlineWords(deadline));
    });
}

/** What a line without a deadline prints: still an object with every field, so that each line can be read alike. */
function noDeadline(text: string): Record<keyof Deadline, unknown> {
  return {
    text: foldSpace(text),
    kind: null,
    statedOn: null,
    from: null,
    dueOn: null,
    dueTime: null,
    inclusive: false,
    rrule: null,
    stage: null,
    confidence: 0,
    anchor: null,
  };
}

export function unitCommand(program: Command): void {
  program
    .command('unit')
    .description('một tên gọi chỉ đơn vị nào; với “-” đọc từng dòng từ đầu vào chuẩn')
    .argument('<text>')
    .option('--json', 'in JSON')
    .action(async (text: string, options: { json?: boolean }) => {
      const directory = await knownDirectory();
      const answer = (mention: string): object => {
        const { name, kind, candidates } = matchUnit(mention, directory);
        return { text: mention, name, kind, candidates: candidates.map((candidate) => candidate.name) };
      };
      if (text === '-') {
        for (const line of (await standardInput()).split('\n')) {
          if (line.trim() !== '') console.log(JSON.stringify(answer(line.trim())));
        }
        return;
      }
      const found = answer(text) as { name: string | null; kind: string; candidates: string[] };
      if (options.json) return printJson(found);
      console.log(found.name ?? (found.candidates.join('\n') || 'không xác định'));
    });
}

/** The rules with what the office changed in chat; those of the files alone while the assistant runs on the store. */
async function knownRules(): Promise<Pick<Rules, 'beforeMeans' | 'calendar'>> {
  const config = readConfig(process.env);
  if (!hasStore(config.dataDir)) return loadRules(config, null);
  try {
    return await withData(async ({ rules: { beforeMeans, calendar } }) => ({ beforeMeans, calendar }));
  } catch (error) {
    if (error instanceof UserError && error.code === 'store-locked') return loadRules(config, null);
    throw error;
  }
}

function hasStore(dataDir: string): boolean {
  return existsSync(join(dataDir, 'store.json')) || existsSync(join(dataDir, 'journal.jsonl'));
}

/** The stored directory, when this data folder has one; an empty one otherwise. Never creates a data folder. */
async function knownDirectory(): Promise<Directory> {
  if (!hasStore(readConfig(process.env).dataDir)) return { units: [], sets: [] };
  return withData(async ({ store }) => ({
    units: [...store.all('units')] as Unit[],
    sets: [...store.all('unitSets')],
  }));
}
