/** `/kehoach`: plans in force and drafts; a sent document becomes a draft, checked and published by a person. */
import { type Addressee, createAddresseeResolver } from '../src/domain/acts/addressees.js';
import { existingPlan, openDraft, publishDraft, tasksToPublish } from '../src/domain/acts/publish.js';
import type { Command, CommandContext, CommandInput } from '../src/domain/command.js';
import type { StoredFile } from '../src/domain/message.js';
import { hasRole, unitsOf } from '../src/domain/person.js';
import type { PlanDraft } from '../src/domain/plan.js';
import { viewsOf } from '../src/domain/queries.js';
import { isDone } from '../src/domain/state.js';
import { fold, foldSpace, shorten } from '../src/domain/text.js';
import { errorSentence } from '../src/texts/errors.js';
import * as texts from '../src/texts/plans.js';

export const kehoach: Command = {
  name: 'kehoach',
  aliases: ['kh'],
  summary: 'Kế hoạch và dự thảo; gửi tệp để nhập kế hoạch mới',
  usage: '[mã dự thảo]',
  examples: ['/kehoach', '/kehoach D1', '/kehoach D1 xem', '/kehoach D1 banhanh'],
  allowed: ['clerk', 'admin'],
  where: 'private',
  prepares: (input) => (isImport(input) ? ['files', 'plan'] : []),
  run(args, context) {
    const { prepared } = context;
    for (const { name, error } of prepared.refused)
      context.reply({ text: errorSentence(error, shorten(name, 60)) });
    if (prepared.problem) {
      context.settle();
      return context.reply({ text: errorSentence(prepared.problem, prepared.files[0]?.name ?? undefined) });
    }
    if (prepared.plan) return createDraft(context);
    if (prepared.refused.length > 0) return;
    const [code = '', ...rest] = foldSpace(args).split(' ');
    const number = /^d(\d{1,6})$/i.exec(code)?.[1];
    if (!number) return list(context);
    const draft = [...context.tx.all('drafts')].find((candidate) => candidate.number === Number(number));
    if (!draft) return context.reply({ text: texts.noSuchPlan(code) });
    onDraft(draft, fold(rest.join(' ')), context);
  },
  resume(_step, _input, context) {
    if (context.prepared.plan || context.prepared.problem) return kehoach.run('', context);
    context.reply({ text: texts.sendPlan });
  },
};

/**
 * Whether a message carries a plan to read: a file under `/kehoach`, or files kept while the person was asked
 * what they are.
 */
function isImport(input: CommandInput): boolean {
  return input.hasFiles || (fold(input.text) === 'doc' && heldFiles(input.dialogue?.data).length > 0);
}

/** Files kept in a dialogue. */
export function heldFiles(data: Readonly<Record<string, unknown>> | undefined): StoredFile[] {
  return Array.isArray(data?.['files']) ? (data['files'] as StoredFile[]) : [];
}

/**
 * Asks a person who both keeps plans and acts for a unit what a sent document is; true when it asked.
 * A clerk without a unit of their own only ever sends plans.
 */
export function askWhatFileIs(context: CommandContext): boolean {
  const holder = context.person ?? undefined;
  const keepsPlans = hasRole(holder, 'clerk') || hasRole(holder, 'admin');
  if (!keepsPlans || unitsOf(holder).length === 0) return false;
  const file = context.prepared.files[0];
  if (!file || !/\.(docx|txt)$/i.test(file.name)) return false;
  context.expect('which', { files: context.prepared.files, sentAtMs: context.sentAtMs });
  context.reply({
    text: texts.planOrReport(file.name),
    choices: [
      { label: texts.isReport, command: '/nop' },
      { label: texts.isPlan, command: '/kehoach doc' },
    ],
  });
  return true;
}

function createDraft(context: CommandContext): void {
  const { tx, nowMs, services, person, prepared } = context;
  if (!prepared.plan) return;
  const { result, file } = prepared.plan;
  context.settle();
  const existing = existingPlan(tx, result.document);
  if (existing) return context.reply({ text: texts.planExists(existing) });
  const options = { nowMs, by: person?.id ?? null, newId: services.newId };
  const draft = openDraft(tx, { result, fileName: file.name, fileSha256: file.sha256 }, options);
  context.audit('draft', `D${draft.number}`, file.name);
  overview(draft, context);
}

function overview(draft: PlanDraft, context: CommandContext): void {
  context.reply(texts.draftOverview(draft, collectives(draft, context)));
}

/** Addressees a clerk should see before publishing: collectives with their size, and names the directory lacks. */
function collectives(draft: PlanDraft, context: CommandContext): Addressee[] {
  const resolve = createAddresseeResolver(context.tx, draft.result.document.issuedOn);
  const mentions = new Set(tasksToPublish(draft).flatMap((task) => task.lead));
  return [...mentions].map(resolve).filter((addressee) => addressee.kind !== 'unit');
}

function onDraft(draft: PlanDraft, words: string, context: CommandContext): void {
  if (draft.status !== 'open') return context.reply({ text: texts.draftClosed });
  if (words === '') return overview(draft, context);
  if (words === 'xem') return showTask(draft, 0, context);
  if (words === 'huy') {
    context.tx.put('drafts', { ...structuredClone(draft), status: 'discarded' });
    context.audit('discard', `D${draft.number}`);
    return context.reply({ text: texts.draftDiscarded(draft.number) });
  }
  if (/^(banhanh|ban hanh|tatca|tat ca|xac nhan)$/.test(words)) return publish(draft, context);
  const one = /^t?(\d{1,4})(?:\s+(nhan|bo))?$/.exec(words);
  if (!one) return overview(draft, context);
  const index = Number(one[1]) - 1;
  if (!one[2]) return showTask(draft, index, context);
  const key = draft.result.tasks[index]?.key;
  if (key === undefined) return overview(draft, context);
  const without = (keys: readonly string[]): string[] => keys.filter((candidate) => candidate !== key);
  const changed: PlanDraft = {
    ...structuredClone(draft),
    accepted: one[2] === 'nhan' ? [...without(draft.accepted), key] : without(draft.accepted),
    dropped: one[2] === 'bo' ? [...without(draft.dropped), key] : without(draft.dropped),
  };
  context.tx.put('drafts', changed);
  if (index + 1 < changed.result.tasks.length) return showTask(changed, index + 1, context);
  context.reply({ text: texts.allReviewed(changed) });
  overview(changed, context);
}

function showTask(draft: PlanDraft, index: number, context: CommandContext): void {
  const task = draft.result.tasks[index];
  if (!task) return overview(draft, context);
  const resolve = createAddresseeResolver(context.tx, draft.result.document.issuedOn);
  const expanded = task.lead.map((mention) => ({
    mention,
    units: resolve(mention).unitIds.flatMap((id) => context.tx.get('units', id)?.name ?? []),
  }));
  context.reply(texts.draftTask(draft, task, index, expanded));
}

function publish(draft: PlanDraft, context: CommandContext): void {
  const { tx, nowMs, rules, services, person } = context;
  const done = publishDraft(tx, draft, { nowMs, by: person?.id ?? null, rules, newId: services.newId });
  context.audit('publish', `K${done.plan.number}`, done.plan.key);
  context.reply(texts.published(done));
}

function list(context: CommandContext): void {
  const { tx, nowMs, rules } = context;
  const plans = tx.find('plans', 'byStatus', 'active').map((plan) => {
    const views = viewsOf(tx, tx.find('assignments', 'byPlan', plan.id), nowMs, rules.calendar);
    return { plan, assignments: views.length, done: views.filter((view) => isDone(view.state)).length };
  });
  context.expect('file', {}, 60);
  context.reply(texts.planList(plans, tx.find('drafts', 'byStatus', 'open')));
}
