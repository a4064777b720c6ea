/** `/xong` and `/khongphatsinh`: done without a file, and nothing to report. Both are submissions with a receipt. */
import type { Command, CommandContext } from '../src/domain/command.js';
import { assignmentCode, assignmentsOf, assignmentByCode, viewOf } from '../src/domain/queries.js';
import type { AssignmentView } from '../src/domain/queries.js';
import { heldText, unitsOf } from '../src/domain/person.js';
import { readHandInWords } from '../src/domain/hand-in-words.js';
import { shorten } from '../src/domain/text.js';
import * as texts from '../src/texts/handing-in.js';
import { takenBecause } from '../src/texts/sending.js';
import { noSuchTask, titleOf } from '../src/texts/tasks.js';
import { choose } from './nop/choosing.js';
import { owedViews, refusalOf } from './nop/own.js';
import { state } from './nop/into.js';

export const xong: Command = {
  name: 'xong',
  aliases: ['hoanthanh'],
  summary: 'Báo đã hoàn thành, không có tệp',
  usage: '[mã việc] [kết quả]',
  examples: ['/xong V12 đã tổ chức hội nghị ngày 20/6', '/xong'],
  allowed: ['officer'],
  where: 'private',
  run(args, context) {
    const chosen = chooseOwed(args, 'xong', context);
    if (!chosen) return;
    if (chosen.rest !== '') return submitWithout('done', chosen.view, chosen.rest, context);
    context.expect('note', { code: assignmentCode(chosen.view.facts.assignment) });
    context.reply({ text: texts.doneNote(chosen.view) });
  },
  resume(_step, input, context) {
    const chosen = chooseOwed(heldText(context.dialogue, 'code'), 'xong', context);
    if (chosen) submitWithout('done', chosen.view, input.text.trim(), context);
  },
};

export const khongphatsinh: Command = {
  name: 'khongphatsinh',
  aliases: ['kps'],
  summary: 'Báo không phát sinh nội dung báo cáo',
  usage: '[mã việc]',
  examples: ['/khongphatsinh V12', '/khongphatsinh'],
  allowed: ['officer'],
  where: 'private',
  run(args, context) {
    const isSpoken = /\p{L}{2}/u.test(args) && unitsOf(context.person ?? undefined).length > 0;
    if (isSpoken && readHandInWords(args, true).codes.length === 0) return fromWords(args, context);
    const chosen = chooseOwed(args, 'khongphatsinh', context);
    if (chosen) submitWithout('nil', chosen.view, chosen.rest, context);
  },
};

/** "Kế hoạch 62 quý này không phát sinh": taken when the words tell which; the list otherwise. */
function fromWords(words: string, context: CommandContext): void {
  const chosen = choose({ files: [], sentAtMs: context.sentAtMs, note: null }, words, context);
  if (chosen.kind === 'certain' && chosen.reason !== 'only') {
    const why = takenBecause(chosen.reason, chosen.view);
    return submitWithout('nil', chosen.view, '', context, why);
  }
  const left = chooseOwed('', 'khongphatsinh', context);
  if (left) submitWithout('nil', left.view, '', context);
}

function submitWithout(
  kind: 'done' | 'nil',
  view: AssignmentView,
  note: string,
  context: CommandContext,
  lines: readonly string[] = [],
): void {
  const refusal = refusalOf(view);
  if (refusal !== null) return context.reply({ text: refusal });
  state(
    view,
    { kind, files: [], sentAtMs: context.sentAtMs, note: note === '' ? null : note },
    context,
    lines,
  );
}

/**
 * The person's own assignment named by a leading code, or the only one owed; otherwise offers choices and
 * returns null. `rest` is what follows the code.
 */
export function chooseOwed(
  args: string,
  command: string,
  context: CommandContext,
): { view: AssignmentView; rest: string } | null {
  const { tx, person, nowMs, rules } = context;
  if (unitsOf(person ?? undefined).length === 0) {
    context.reply({ text: texts.notOfficer });
    return null;
  }
  const code = /^\s*(v\s*\d{1,9})\b/i.exec(args);
  if (code?.[1]) {
    const assignment = assignmentByCode(tx, code[1]);
    const isOwn = assignmentsOf(tx, person, nowMs).some((own) => own.id === assignment?.id);
    const view = assignment && isOwn ? viewOf(tx, assignment, nowMs, rules.calendar) : undefined;
    if (view) return { view, rest: args.slice(code[0].length).trim() };
    context.reply({ text: noSuchTask(code[1]) });
    return null;
  }
  const owed = owedViews(context);
  const ordinal = /^\s*(\d{1,2})\b/.exec(args);
  const chosen = ordinal ? owed[Number(ordinal[1]) - 1] : undefined;
  if (chosen) return { view: chosen, rest: args.slice(ordinal?.[0].length).trim() };
  const unitId = unitsOf(person ?? undefined)[0];
  if (owed.length === 0) {
    context.reply({ text: texts.nothingToHandIn((unitId && tx.get('units', unitId)?.name) || 'Đơn vị') });
    return null;
  }
  context.reply({
    text: `Đề nghị chọn việc:\n${owed
      .slice(0, 8)
      .map((view, i) => `${i + 1}. ${titleOf(view, 90)}`)
      .join('\n')}`,
    choices: owed.slice(0, 8).map((view, i) => ({
      label: `${i + 1}. ${shorten(view.task.action, 44)}`,
      command: `/${command} ${assignmentCode(view.facts.assignment)}`,
    })),
  });
  return null;
}
