/**
 * `/duyet`: what waits for a decision; accept, return with a reason, remark; requests for more time.
 * This file only finds out what is meant; each thing that can be done has a file of its own (`duyet/`).
 */
import type { Command, CommandContext } from '../src/domain/command.js';
import { heldText } from '../src/domain/person.js';
import type { Plan } from '../src/domain/plan.js';
import { plansFor } from '../src/domain/queries.js';
import { fold, foldSpace } from '../src/domain/text.js';
import * as texts from '../src/texts/reviews.js';
import { onExtension, onExtensionAnswer } from './duyet/gia-han.js';
import { note } from './duyet/ghi-chu.js';
import { previewOf, sendFiles, showForwards, showNext, showOne, showQueue } from './duyet/hang-doi.js';
import { acceptAll, askAcceptAll } from './duyet/nhan-tat-ca.js';
import { accept, confirmChange, giveBack, giveBackUntil } from './duyet/quyet-dinh.js';
import { type Found, findSubmission } from './duyet/tim.js';
import { matchPlans } from './plan-argument.js';

export const duyet: Command = {
  name: 'duyet',
  aliases: ['tiepnhan'],
  summary: 'Báo cáo và đề nghị gia hạn chờ xử lý',
  usage: '[kế hoạch | mã tiếp nhận] [nhan | tra lý do | ghichu | tep | chuyen]',
  examples: [
    '/duyet',
    '/duyet K1',
    '/duyet TN-00012-7KQ2MX nhan',
    '/duyet TN-00012-7KQ2MX tra thiếu phụ lục số liệu',
    '/duyet nhan tatca K1',
    '/duyet GH3 dongy 25/6',
  ],
  allowed: ['consolidator', 'clerk'],
  where: 'private',
  prepares: (input, reader) => (input.hasFiles ? [] : previewOf(input, reader)),
  run(args, context) {
    const typed = foldSpace(args);
    const [code = '', ...words] = typed.split(' ');
    const request = /^gh(\d{1,9})$/i.exec(code)?.[1];
    if (request !== undefined) return onExtension(request, words.join(' '), context);
    const all = /^(?:nhan|tiep nhan) ?tat ?ca(?: (.*))?$/.exec(fold(typed));
    if (all) return onAcceptAll(all[1] ?? '', context);
    if (fold(code) === 'tiep') return showNext(words.join(' '), context);
    if (/^tn-/i.test(code)) return onSubmission(code, words.join(' '), context);
    onQueue(typed, context);
  },
  resume(step, input, context) {
    if (input.hasFiles) context.reply({ text: texts.fileNotTaken });
    const text = foldSpace(input.text);
    const code = heldText(context.dialogue, 'code');
    const request = /^GH(\d+)$/.exec(code)?.[1];
    if (request !== undefined) return onExtensionAnswer(step, request, text, context);
    if (step === 'accept-all') return onAcceptAll(isYes(text) ? 'dongy' : '', context);
    const found = findSubmission(code, context);
    if (!found) {
      context.settle();
      return context.reply({ text: texts.noSuchReceipt(code) });
    }
    if (!found.mayDecide) return context.reply({ text: texts.lookOnly });
    if (step === 'note') return note(found, text, context);
    if (step === 'due') return giveBackUntil(found, text, context);
    if (step !== 'change') return giveBack(found, text, context);
    if (!isYes(text) || !confirmChange(found, context)) showOne(found, context);
  },
};

/** `/duyet TN-… …` */
function onSubmission(code: string, typed: string, context: CommandContext): void {
  const found = findSubmission(code, context);
  if (!found) return context.reply({ text: texts.noSuchReceipt(code) });
  if (typed === '') return showOne(found, context);
  const [verb = '', ...words] = typed.split(' ');
  const word = fold(verb);
  if (word === 'tep') return sendFiles(found, context);
  if (word === 'chuyen') return showForwards(found, context);
  const act = acts.get(word);
  if (!act) return context.reply({ text: texts.noSuchReview(found.submission.receiptCode, typed) });
  if (!found.mayDecide) return context.reply({ text: texts.lookOnly });
  act(found, words.join(' '), context);
}

type Act = (found: Found, rest: string, context: CommandContext) => void;

const giveBackFor: Act = (found, rest, context) =>
  giveBack(found, rest.replace(/^(lai|lại)(\s+|$)/i, ''), context);
const acceptIt: Act = (found, _rest, context) => accept(found, context);
/** What changes something, by the word that asks for it, folded. */
const acts: ReadonlyMap<string, Act> = new Map<string, Act>([
  ['nhan', acceptIt],
  ['tiepnhan', acceptIt],
  ['tiep', acceptIt],
  ['duyet', acceptIt],
  ['tra', giveBackFor],
  ['tralai', giveBackFor],
  ['doi', (found, _rest, context) => void (confirmChange(found, context) || showOne(found, context))],
  ['ghichu', note],
  ['ghi', (found, rest, context) => note(found, rest.replace(/^(chú|chu)(\s+|$)/iu, ''), context)],
]);

/** `/duyet [plan] [trang n]` */
function onQueue(typed: string, context: CommandContext): void {
  const paged = /^(.*?)\s*\btrang (\d{1,4})$/iu.exec(typed);
  const words = (paged ? paged[1] : typed)?.trim() ?? '';
  const page = paged ? Number(paged[2]) : 1;
  if (words === '') return showQueue(null, page, context);
  const plan = planMeant(words, 'look', context);
  if (plan) showQueue(plan, page, context);
}

/** `/duyet nhan tatca [plan]`, and the yes to it. */
function onAcceptAll(rest: string, context: CommandContext): void {
  const { tx, person, nowMs } = context;
  const plans = plansFor(tx, person, 'look', nowMs);
  if (plans.length > 0 && plansFor(tx, person, 'act', nowMs).length === 0)
    return context.reply({ text: texts.lookOnly });
  if (/^dong ?y$/.test(rest)) return acceptAll(context);
  if (rest === '') return askAcceptAll(null, context);
  const plan = planMeant(rest, 'act', context);
  if (plan) askAcceptAll(plan, context);
}

/** The one plan meant; null when none or several fit, which is answered here. */
function planMeant(words: string, purpose: 'look' | 'act', context: CommandContext): Readonly<Plan> | null {
  const { tx, person, nowMs } = context;
  const fitting = matchPlans(words, plansFor(tx, person, purpose, nowMs));
  if (fitting.length === 1) return fitting[0] ?? null;
  context.reply(
    fitting.length === 0 ? { text: texts.noSuchReceipt(words) } : texts.whichQueue(fitting.slice(0, 10)),
  );
  return null;
}

function isYes(text: string): boolean {
  return /^(co|dong y|ok|duoc|vang|phai|doi)$/.test(fold(text));
}
