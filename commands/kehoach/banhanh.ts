/** Publishing a draft: first what would happen, then, on a second tap, doing it and telling the units. */
import { countDraft } from '../../src/domain/acts/draft-doubts.js';
import { existingPlan } from '../../src/domain/acts/plan-identity.js';
import { publishDraft } from '../../src/domain/acts/publish.js';
import { previewPublish } from '../../src/domain/acts/publish-preview.js';
import { amendedPlan } from '../../src/domain/acts/amend.js';
import * as texts from '../../src/texts/plan-publish.js';
import type { Desk } from './desk.js';
import { amendment } from './dieuchinh.js';
import { tellUnits } from './bao-tin.js';

/** `banhanh` shows, `banhanh r5` does it if the draft is still in state 5, `banhanh ngay` does it as it stands. */
export function publish(desk: Desk, word: string): void {
  const { draft, context } = desk;
  if (amendedPlan(context.tx, draft.result.document)) return amendment(desk, []);
  const state = /^r(\d{1,6})$/.exec(word)?.[1];
  if (word === 'ngay' || (state && Number(state) === draft.revision)) return doPublish(desk);
  if (state) context.reply({ text: texts.draftChanged });
  const existing = existingPlan(context.tx, draft.result.document);
  if (existing) return context.reply({ text: texts.planExists(existing) });
  const preview = previewPublish(context.tx, draft, { nowMs: context.nowMs, rules: context.rules });
  context.reply(texts.publishPreview(draft, preview, countDraft(draft, desk.tools.resolve).doubtful));
}

function doPublish(desk: Desk): void {
  const { context, draft } = desk;
  const { tx, nowMs, rules, services, person } = context;
  const done = publishDraft(tx, draft, { nowMs, by: person?.id ?? null, rules, newId: services.newId });
  tx.put('plans', { ...done.plan, isUnannounced: true });
  context.audit('publish', `K${done.plan.number}`, done.plan.key);
  context.settle();
  context.reply(texts.published(done, tellUnits(context)));
}
