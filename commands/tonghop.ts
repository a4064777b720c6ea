/** `/tonghop [plan] [task]`: how much has come in, and everything that has as one archive, with its register. */
import { newerThanCollected } from '../src/domain/collected.js';
import {
  type TakenOut,
  type TakenView,
  takenOutAt,
  tallyOf,
  viewsOfTaken,
} from '../src/domain/collecting.js';
import type { BundleRef, Command, CommandContext } from '../src/domain/command.js';
import type { Plan } from '../src/domain/plan.js';
import { canServePlan } from '../src/domain/queries.js';
import { toIso } from '../src/domain/time.js';
import * as texts from '../src/texts/collecting.js';
import { choosePlan } from './plan-argument.js';
import { type Asked, type Chosen, choiceAmong, numberOfTask, readAsked, tasksOf } from './tonghop/asked.js';

export const tonghop: Command = {
  name: 'tonghop',
  aliases: ['taive'],
  summary: 'Tải tệp báo cáo và bảng theo dõi của kế hoạch',
  usage: '[kế hoạch] [nhiệm vụ]',
  examples: ['/tonghop', '/tonghop 62', '/tonghop K1 3', '/tonghop K1 zip', '/tonghop K1 bang'],
  allowed: ['consolidator', 'clerk', 'leader'],
  where: 'private',
  isLookup: true,
  prepares(input, reader) {
    const asked = readAsked(input.text);
    if (asked.what !== 'register') return [];
    // Whether this person may have it is asked again when it is handed over.
    const chosen = choiceAmong(reader, [...reader.all('plans')], asked);
    if (!chosen || chosen.task === 'none') return [];
    return [{ make: 'register', planId: chosen.plan.id, taskId: chosen.task?.id ?? null }];
  },
  run(args, context) {
    const asked = readAsked(args);
    const chosen = choose(asked, context);
    if (!chosen) return;
    if (chosen.task === 'none')
      return context.reply({ text: texts.noSuchTaskOfPlan(asked.task ?? '', chosen.plan) });
    if (asked.what === 'register') return sendRegister(chosen, context);
    if (asked.what === 'latest' || asked.what === 'all')
      return offerBundle(chosen, asked.what === 'all', context);
    if (chosen.task) return showTask(chosen, context);
    showPlan(chosen.plan, asked.page, context);
  },
};

/** Plans this person may look into; a closed one only when it is named. */
function choose(asked: Asked, context: CommandContext): Chosen | null {
  const { tx, person, nowMs } = context;
  const visible = [...tx.all('plans')].filter((plan) => canServePlan(tx, person, plan, 'look', nowMs));
  const chosen = choiceAmong(tx, visible, asked);
  if (chosen) return chosen;
  const active = visible.filter((plan) => plan.status === 'active');
  const plan = choosePlan(asked.plan, asked.plan === '' ? active : visible, '/tonghop', context);
  return plan && { plan, task: null };
}

/** The set as it is now, and how things stand with it. */
function standing(
  { plan, task }: Chosen,
  allVersions: boolean,
  context: CommandContext,
): { taken: TakenOut; views: TakenView[] } | null {
  const { tx, nowMs, rules } = context;
  const taskId = task === null || task === 'none' ? null : task.id;
  const taken = takenOutAt(tx, { planId: plan.id, taskId, atMs: nowMs, allVersions });
  return taken && { taken, views: viewsOfTaken(tx, taken, rules.calendar) };
}

function showPlan(plan: Readonly<Plan>, page: number, context: CommandContext): void {
  const now = standing({ plan, task: null }, false, context);
  if (!now) return;
  const tasks = tasksOf(context.tx, plan).flatMap(({ task, number }) => {
    const views = now.views.filter((view) => view.task.id === task.id);
    if (task.status === 'cancelled' && views.length === 0) return [];
    return [{ number, action: task.action, tally: tallyOf(views) }];
  });
  const last = Math.max(1, Math.ceil(tasks.length / texts.collectPageSize));
  const options = {
    page: Math.min(page, last),
    hasFiles: hasFiles(now.views),
    newer: newerSince(now.views, plan.id, context),
  };
  context.reply(texts.collectOverview(plan, tallyOf(now.views), tasks, options));
}

function showTask(chosen: Chosen, context: CommandContext): void {
  const { plan, task } = chosen;
  const now = standing(chosen, false, context);
  if (!now || task === null || task === 'none') return;
  const line = {
    number: numberOfTask(context.tx, plan, task.id),
    action: task.action,
    tally: tallyOf(now.views),
  };
  context.reply(texts.collectTask(plan, line, { hasFiles: hasFiles(now.views) }));
}

/** Versions that came in since the files were taken out last, and when that was. */
function newerSince(
  views: readonly TakenView[],
  planId: string,
  { tx }: CommandContext,
): { versions: number; atMs: number } | null {
  const items = views.map(({ facts }) => facts);
  const newer = newerThanCollected(items, tx.find('collections', 'byPlan', planId));
  const last = newer.map(({ collection }) => Date.parse(collection.at));
  return newer.length > 0 ? { versions: newer.length, atMs: Math.max(...last) } : null;
}

function hasFiles(views: readonly TakenView[]): boolean {
  return views.some(({ facts }) => facts.submissions.some(({ files }) => files.length > 0));
}

/**
 * A link to the archive of what is there now. Whoever acts for the plan has collected it with that: what comes in later
 * is known to be newer. Looking (a leader, a closed plan) changes nothing.
 */
function offerBundle(chosen: Chosen, allVersions: boolean, context: CommandContext): void {
  const { tx, person, nowMs, services } = context;
  const { plan } = chosen;
  const now = standing(chosen, allVersions, context);
  if (!now || !person) return;
  const { taken, views } = now;
  const taskNumber = taken.task === null ? null : numberOfTask(tx, plan, taken.task.id);
  const at = `K${plan.number}${taskNumber === null ? '' : ` ${taskNumber}`}`;
  const what = texts.whatIsTaken(plan, taskNumber);
  const submissions = views.flatMap(({ facts }) => facts.submissions);
  const files = submissions.flatMap((submission) => submission.files);
  if (files.length === 0)
    return context.reply({ text: texts.nothingToTake(what), choices: texts.registerButton(at) });
  const collects = plan.status === 'active' && canServePlan(tx, person, plan, 'act', nowMs);
  const collection = collects ? recordCollection(taken, context) : null;
  const ref: BundleRef = collection
    ? { collectionId: collection.id }
    : { planId: plan.id, taskId: taken.task?.id ?? null, atMs: nowMs, allVersions };
  const link = services.bundleLink(ref, person.id);
  if (link === null) return context.reply({ text: texts.noLinkAddress });
  const hasEarlier =
    !allVersions && views.some(({ latest }) => latest !== null && latest.submission.version > 1);
  context.reply(
    texts.bundleReady({
      what,
      number: collection?.number ?? null,
      submissions: submissions.length,
      files: files.length,
      bytes: files.reduce((sum, file) => sum + file.size, 0),
      atMs: nowMs,
      link,
      days: services.fileLinkDays,
      allVersions,
      earlier: hasEarlier ? `/tonghop ${at} zip tatca` : null,
    }),
  );
}

function recordCollection(taken: TakenOut, context: CommandContext): { id: string; number: number } {
  const { tx, person, nowMs, services } = context;
  if (!person) throw new Error('collecting needs a person');
  const collection = {
    id: services.newId(),
    number: tx.next('collection'),
    planId: taken.plan.id,
    taskId: taken.task?.id ?? null,
    submissionIds: [...taken.submissionIds],
    byPersonId: person.id,
    at: toIso(nowMs),
  };
  tx.put('collections', collection);
  context.audit(
    'collect',
    `K${taken.plan.number}`,
    `${collection.number}: ${collection.submissionIds.length}`,
  );
  return collection;
}

/** The register that was made before the transaction, as a file of this chat. */
function sendRegister(chosen: Chosen, context: CommandContext): void {
  const { register } = context.prepared;
  const now = standing(chosen, false, context);
  if (!now) return;
  const { plan, task } = now.taken;
  const taskNumber = task === null ? null : numberOfTask(context.tx, plan, task.id);
  if (register?.planId !== plan.id || register.taskId !== (task?.id ?? null)) {
    const at = `K${plan.number}${taskNumber === null ? '' : ` ${taskNumber}`}`;
    return context.reply({ text: texts.registerAgain, choices: texts.registerButton(at) });
  }
  const what = texts.whatIsTaken(plan, taskNumber);
  context.reply({
    text: texts.registerReady(what, tallyOf(now.views), context.nowMs),
    files: [register.file],
  });
}
