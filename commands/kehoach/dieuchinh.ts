/** A draft whose document amends a plan in force: the difference, what each task stands for, applying it. */
import {
  type AmendmentItem,
  amendedPlan,
  amendmentItems,
  decideTarget,
} from '../../src/domain/acts/amend.js';
import { applyAmendment } from '../../src/domain/acts/amend-apply.js';
import { setFacts } from '../../src/domain/acts/draft-edit.js';
import type { Plan } from '../../src/domain/plan.js';
import * as texts from '../../src/texts/plan-amend.js';
import { draftChanged } from '../../src/texts/plan-publish.js';
import { tellUnits } from './bao-tin.js';
import { type Desk, card, overview, store } from './desk.js';

/** `dieuchinh`, `dieuchinh trang 2`, `dieuchinh ngay r5`, `dieuchinh 3`, `dieuchinh 3 dung|moi|chon [page]|la 4`. */
export function amendment(desk: Desk, words: readonly string[]): void {
  const { draft, context, tools } = desk;
  const plan = amendedPlan(context.tx, draft.result.document);
  if (!plan) return overview(desk);
  const items = amendmentItems(context.tx, draft, plan, tools.resolve);
  const [first = '', verb = '', value = ''] = words;
  if (first === 'ngay') return apply(desk, plan, items, verb);
  if (!/^\d{1,4}$/.test(first)) {
    const page = first === 'trang' ? Number(verb) || 1 : 1;
    return context.reply(texts.amendmentOverview(draft, plan, items, page));
  }
  const item = items.find(({ index }) => index + 1 === Number(first));
  if (!item) return card(desk, Number(first) - 1);
  onItem(desk, plan, item, verb, value);
}

function onItem(desk: Desk, plan: Readonly<Plan>, item: AmendmentItem, verb: string, value: string): void {
  const { draft, context } = desk;
  const tasks = context.tx.find('tasks', 'byPlan', plan.id).filter((task) => task.status === 'active');
  const { key } = item.candidate;
  const chosen = { dung: item.target?.id ?? null, moi: null, la: tasks[Number(value) - 1]?.id }[verb];
  if (verb === 'chon') return context.reply(texts.chooseTarget(draft, item.index, tasks, Number(value) || 1));
  if (chosen === undefined) return context.reply(texts.amendmentItem(draft, plan, item));
  const changed = decideTarget(draft, { task: key, target: chosen });
  const after = store(desk, changed, 'settle', key, `amends ${chosen ?? 'nothing: new'}`);
  const items = amendmentItems(context.tx, after.draft, plan, after.tools.resolve);
  const next = items.find(({ index, isConfirmed }) => index > item.index && !isConfirmed);
  if (next) return context.reply(texts.amendmentItem(after.draft, plan, next));
  context.reply(texts.amendmentOverview(after.draft, plan, items, 1));
}

function apply(desk: Desk, plan: Readonly<Plan>, items: readonly AmendmentItem[], state: string): void {
  const { draft, context } = desk;
  const { tx, nowMs, person, services } = context;
  if (state !== `r${draft.revision}`) {
    if (state !== '') context.reply({ text: draftChanged });
    return context.reply(texts.amendmentOverview(draft, plan, items, 1));
  }
  if (!person) return;
  const done = applyAmendment(tx, draft, { nowMs, by: person.id, newId: services.newId });
  context.audit('amend', `K${done.plan.number}`, done.plan.amendments?.at(-1)?.key);
  context.settle();
  context.reply(texts.amended(done, tellUnits(context)));
}

/** `rieng`: the document stands by itself after all. */
export function standAlone(desk: Desk): void {
  const { draft } = setFacts(desk.draft, { amends: null }, desk.tools);
  overview(store(desk, draft, 'edit', '', 'amends nothing'));
}
