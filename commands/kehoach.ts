/**
 * `/kehoach`: plans in force and drafts; a sent or pasted document becomes a draft, checked and published by a person.
 * This file only finds out what is meant; each thing that can be done has a file of its own (`kehoach/`).
 */
import type { Command, CommandContext, CommandInput, Preparation } from '../src/domain/command.js';
import type { StoreReader } from '../src/domain/ports.js';
import { viewsOf } from '../src/domain/queries.js';
import { isDone } from '../src/domain/state.js';
import { fold, foldSpace } from '../src/domain/text.js';
import { draftDiscarded, askDiscard, noSuchVerb } from '../src/texts/plan-draft.js';
import * as texts from '../src/texts/plans.js';
import { factsMenu, nothingToSave } from '../src/texts/plan-edit.js';
import { sendSheet, takeSheet } from './kehoach/bang.js';
import { publish } from './kehoach/banhanh.js';
import {
  type Desk,
  card,
  closed,
  deskOf,
  draftOfNumber,
  headWord,
  list,
  overview,
  store,
} from './kehoach/desk.js';
import { amendment, standAlone } from './kehoach/dieuchinh.js';
import { addressees, onUnitName } from './kehoach/donvi.js';
import { answer, ask, decide, walk } from './kehoach/hoi.js';
import { calendar, calendarPreparations } from './kehoach/lich.js';
import { check } from './kehoach/kiemtra.js';
import { dateAsCollector, dateStep, isDating, isOfficeOf, onDate } from './kehoach/ngay.js';
import { isEnd, onText, preparationsFor, takeIn } from './kehoach/nhap.js';
import { onPlan } from './kehoach/plan-verbs.js';
import {
  addTyped,
  chooseTypedUnit,
  edit,
  editFact,
  fieldNames,
  onValue,
  pendingEdit,
  pendingFact,
  save,
  setFact,
  setTyped,
} from './kehoach/sua.js';
import { answerTyped, isYes } from './kehoach/tra-loi.js';

export const kehoach: Command = {
  name: 'kehoach',
  aliases: ['kh'],
  summary: 'Kế hoạch và dự thảo; gửi tệp để nhập kế hoạch mới',
  usage: '[mã dự thảo] [việc cần làm]',
  examples: [
    '/kehoach',
    '/kehoach D1',
    '/kehoach D1 canxem',
    '/kehoach D1 3 hạn trước ngày 15/7/2026',
    '/kehoach D1 3 chủ trì Sở Y tế',
    '/kehoach D1 lich',
    '/kehoach D1 banhanh',
    '/kehoach K1 dong',
    '/kehoach K1 khoaso 15/7/2026',
    '/kehoach K1 ngay V12 15/3/2027',
    '/kehoach K1 chan',
  ],
  allowed: ['clerk', 'admin'],
  alsoAllowed: (said) => (isDating(said) ? ['consolidator'] : []),
  where: 'private',
  offers: ['question', dateStep],
  prepares(input, reader) {
    const coming = preparationsFor(input);
    return coming.length > 0
      ? coming
      : [...sheetPreparations(input, reader), ...calendarPreparations(input, reader)];
  },
  run(args, context) {
    if (takeIn(context)) return;
    // Whoever goes elsewhere is no longer asked.
    if (context.dialogue?.step === 'question') context.settle();
    const typed = foldSpace(args);
    const [code = '', ...rest] = typed.split(' ');
    if (isEnd(typed)) return context.reply({ text: texts.nothingPasted });
    const inForce = /^k(\d{1,6})$/i.exec(code)?.[1];
    if (inForce && !isOfficeOf(context.person))
      return dateAsCollector(Number(inForce), rest.join(' '), context);
    if (inForce) return onPlan(Number(inForce), rest.join(' '), context);
    const number = /^d(\d{1,6})$/i.exec(code)?.[1];
    if (!number) return listAll(context);
    const draft = draftOfNumber(Number(number), context);
    if (!draft) return context.reply({ text: texts.noSuchPlan(code) });
    if (draft.status !== 'open') return closed(draft, context);
    onDraft(deskOf(draft, context), rest.join(' '));
  },
  resume(step, input, context) {
    if (takeIn(context)) return;
    if (step === 'file' || step === 'paste' || step === 'which') return onText(input.text, context);
    if (step === dateStep) return onDate(input.text, context);
    const number = context.dialogue?.data['draft'];
    const draft = typeof number === 'number' ? draftOfNumber(number, context) : undefined;
    if (draft?.status !== 'open') {
      context.settle();
      return draft ? closed(draft, context) : context.reply({ text: texts.sendPlan });
    }
    onAnswer(step, input.text, deskOf(draft, context));
  },
};

/** Tables are made and read before the transaction. */
function sheetPreparations(input: CommandInput, reader: StoreReader): Preparation[] {
  const found = /^d(\d{1,6}) (excel|bang|nhapbang)$/.exec(fold(input.text));
  if (!found) return [];
  if (found[2] === 'nhapbang') return input.dialogue?.step === 'sheet' ? ['sheet'] : [];
  const draft = [...reader.all('drafts')].find((one) => one.number === Number(found[1]));
  return draft?.status === 'open' ? [{ make: 'draft-sheet', draftId: draft.id }] : [];
}

/** Words after `/kehoach D1` that stand for one thing to do, folded. */
type Verb = (desk: Desk, rest: string) => void;
const verbs: ReadonlyMap<string, Verb> = new Map<string, Verb>([
  ['xem', (desk, rest) => list(desk, Number(rest) || 1)],
  ['danh sach', (desk, rest) => list(desk, Number(rest) || 1)],
  ['canxem', (desk, rest) => walk(desk, Number(rest) || 1)],
  ['can xem', (desk, rest) => walk(desk, Number(rest) || 1)],
  ['donvi', (desk, rest) => addressees(desk, codes(rest))],
  ['vanban', (desk) => desk.context.reply(factsMenu(desk.draft))],
  ['kiemtra', (desk, rest) => check(desk, Number(rest) || 1)],
  ['kiem tra', (desk, rest) => check(desk, Number(rest) || 1)],
  ['lich', (desk, rest) => calendar(desk, rest)],
  ['lich nhac', (desk, rest) => calendar(desk, rest)],
  ['excel', (desk) => sendSheet(desk)],
  ['bang', (desk) => sendSheet(desk)],
  ['nhapbang', (desk) => takeSheet(desk)],
  ['them', (desk, rest) => addTyped(desk, rest)],
  ['dieuchinh', (desk, rest) => amendment(desk, codes(rest))],
  ['rieng', (desk) => standAlone(desk)],
  ['huy', (desk, rest) => discard(desk, fold(rest) === 'ngay')],
  ['banhanh', (desk, rest) => publish(desk, fold(rest))],
  ['ban hanh', (desk, rest) => publish(desk, fold(rest))],
  ['tatca', (desk, rest) => publish(desk, fold(rest))],
  ['tat ca', (desk, rest) => publish(desk, fold(rest))],
  ['xac nhan', (desk, rest) => publish(desk, fold(rest))],
]);

function codes(rest: string): string[] {
  return fold(rest)
    .split(' ')
    .filter((word) => word !== '');
}

function onDraft(desk: Desk, typed: string): void {
  if (typed === '') return overview(desk);
  const numbered = /^t?(\d{1,4})(?:\s+(.*))?$/i.exec(typed);
  if (numbered) return onTask(desk, Number(numbered[1]) - 1, numbered[2] ?? '');
  const named = headWord(typed, verbs);
  if (named) return named.value(desk, named.rest);
  if (editFact(desk, typed)) return;
  desk.context.reply(noSuchVerb(desk.draft, typed));
}

/** `/kehoach D1 3 …` */
function onTask(desk: Desk, index: number, typed: string): void {
  const [verb = '', ...words] = codes(typed);
  if (!desk.draft.result.tasks[index] || verb === '') return card(desk, index);
  if (verb === 'hoi') return ask(desk, index, words);
  if (verb === 'chot') return answer(desk, index, words);
  if (verb === 'luu') return save(desk, index);
  if (verb === 'chon') return chooseTypedUnit(desk, index, words[0] ?? '');
  if (words.length === 0 && (verb === 'nhan' || verb === 'giu')) return decide(desk, index, 'nhan');
  if (words.length === 0 && verb === 'bo') return decide(desk, index, 'bo');
  if (words.length === 0 && verb === 'lay') return decide(desk, index, 'lay');
  if (verb === 'sua') return edit(desk, index, typed.split(' ').slice(1).join(' '));
  const named = headWord(typed, fieldNames);
  if (!named) return desk.context.reply(noSuchVerb(desk.draft, typed));
  if (named.rest === '') return edit(desk, index, typed);
  setTyped(desk, index, named.value, named.rest);
}

/** The answer to a question of this command. */
function onAnswer(step: string, text: string, desk: Desk): void {
  const { context } = desk;
  if (step === 'add') return addTyped(desk, foldSpace(text.replaceAll('\n', '; ')));
  if (step === 'unit') return onUnitName(desk, foldSpace(text));
  if (step === 'fact') {
    const fact = pendingFact(desk);
    return fact ? setFact(desk, fact, text) : overview(desk);
  }
  if (step === 'question') return answerTyped(desk, text);
  const pending = pendingEdit(desk);
  if (pending && step === 'confirm' && isYes(text)) return save(desk, pending.index);
  if (pending) return onValue(desk, pending.index, pending.field, text.trim());
  if (step === 'sheet') return overview(desk);
  context.settle();
  context.reply({ text: nothingToSave });
}

function discard(desk: Desk, isSure: boolean): void {
  const { draft, context } = desk;
  if (!isSure && draft.revision > 1) return context.reply(askDiscard(draft));
  store(desk, { ...structuredClone(draft), status: 'discarded' }, 'discard', '');
  context.settle();
  context.reply({ text: draftDiscarded(draft.number) });
}

function listAll(context: CommandContext): void {
  const { tx, nowMs, rules } = context;
  const plans = tx.find('plans', 'byStatus', 'active').map((plan) => {
    const views = viewsOf(tx, tx.find('assignments', 'byPlan', plan.id), nowMs, rules.calendar);
    return { plan, assignments: views.length, done: views.filter((view) => isDone(view.state)).length };
  });
  context.expect('file', {}, 60);
  context.reply(texts.planList(plans, tx.find('drafts', 'byStatus', 'open')));
}
