/** `/kehoach K1 chan …` and `/kehoach K1 decuong …`: what hand-ins of a plan are held to, and what stops them. */
import type { CommandContext } from '../../src/domain/command.js';
import type { NoticeCode } from '../../src/domain/inspection.js';
import type { Plan } from '../../src/domain/plan.js';
import { fold, shorten } from '../../src/domain/text.js';
import * as texts from '../../src/texts/precheck.js';

/** Most headings of an outline, and the longest. */
const mostHeadings = 30;
const longestHeading = 150;

/** `ngan dai` adds, `bo ngan` takes away, `khong` clears; nothing shows. */
export function setBlocks(plan: Readonly<Plan>, typed: string, context: CommandContext): void {
  const words = fold(typed)
    .split(/[\s,;]+/)
    .filter((word) => word !== '');
  if (words.length === 0) return context.reply(texts.blockSettings(plan));
  const isOff = words[0] === 'bo' || words[0] === 'thoi';
  const isNone = words.length === 1 && words[0] === 'khong';
  const codes: NoticeCode[] = [];
  for (const word of isNone ? [] : words.slice(isOff ? 1 : 0)) {
    const code = texts.blockWords.find(([known]) => known === word)?.[1];
    if (code === undefined) return context.reply({ text: texts.noSuchBlock(word, plan.number) });
    codes.push(code);
  }
  const before: NoticeCode[] = isNone ? [] : (plan.blocks ?? []);
  const kept = before.filter((code) => !codes.includes(code));
  save(plan, { blocks: isOff ? kept : [...kept, ...codes] }, context);
}

/** Headings between semicolons; `khong` for none. */
export function setOutline(plan: Readonly<Plan>, typed: string, context: CommandContext): void {
  if (typed === '') return context.reply(texts.blockSettings(plan));
  const headings = /^(?:khong|bo)$/.test(fold(typed))
    ? []
    : typed
        .split(';')
        .map((heading) => shorten(heading.trim(), longestHeading))
        .filter((heading) => heading !== '')
        .slice(0, mostHeadings);
  save(plan, { outline: headings }, context);
}

function save(
  plan: Readonly<Plan>,
  change: Pick<Plan, 'blocks'> | Pick<Plan, 'outline'>,
  context: CommandContext,
): void {
  const after = { ...structuredClone(plan), ...change };
  context.tx.put('plans', after);
  context.audit('file-checks', `K${plan.number}`, JSON.stringify(change));
  context.reply(texts.blockSettings(after));
}
