/** `/viec`: a unit's open assignments, nearest first; one in full by number; found by words. */
import type { AssignmentState } from '../src/domain/assignment.js';
import type { Command, CommandContext } from '../src/domain/command.js';
import { hasRole, unitsOf } from '../src/domain/person.js';
import {
  type AssignmentView,
  assignmentByCode,
  assignmentCode,
  assignmentsOf,
  canServePlan,
  plansFor,
  viewOf,
  viewsOf,
} from '../src/domain/queries.js';
import { lackingItems, needsHandIn } from '../src/domain/state.js';
import { fold } from '../src/domain/text.js';
import * as texts from '../src/texts/tasks.js';
import { notOfficer } from '../src/texts/handing-in.js';
import { matchPlans } from './plan-argument.js';
import { sendFiles } from './viec/tep.js';

export const viec: Command = {
  name: 'viec',
  aliases: ['nhiemvu', 'congviec'],
  summary: 'Việc của đơn vị, gần hạn trước; kèm số để xem đầy đủ',
  usage: '[số, mã hoặc từ cần tìm]',
  examples: ['/viec', '/viec 2', '/viec V12', '/viec V12 tep', '/viec tham luận'],
  allowed: 'linked',
  where: 'both',
  isLookup: true,
  run(args, context) {
    const typed = args.trim();
    if (/^v\s*\d{1,9}$/i.test(typed)) return showOne(typed, context);
    const filesOf = /^(v ?\d{1,9}) (?:tep|file)$/.exec(fold(typed))?.[1];
    if (filesOf !== undefined) {
      const view = viewByCode(filesOf.toUpperCase(), context);
      return view ? sendFiles(view, context) : undefined;
    }
    const views = visibleViews(context);
    const open = views.filter(
      (view) => isListed(view.state) || lackingItems(view.facts, context.nowMs).length > 0,
    );
    if (/^\d{1,3}$/.test(typed)) {
      const chosen = open[Number(typed) - 1];
      if (chosen) return showView(chosen, context);
      if (
        matchPlans(
          typed,
          views.map((view) => view.plan),
        ).length === 0
      ) {
        return context.reply({ text: texts.noSuchTask(typed) });
      }
    }
    const page = /^trang (\d{1,3})$/.exec(fold(typed));
    const found = typed === '' || page ? open : search(typed, views);
    if (found.length === 0) {
      const name = ownName(context);
      const text = typed !== '' ? texts.nothingFound(typed) : name ? texts.nothingOwed(name) : notOfficer;
      return context.reply({ text });
    }
    if (found !== open) return showList(found, 1, null, context);
    const waiting = views.filter((view) => view.state === 'not-open').length;
    showList(found, page ? Number(page[1]) : 1, '/viec trang', context, waiting);
  },
};

/** Views this person may list: their units' assignments; in a group, those the group is bound to. */
export function visibleViews(context: CommandContext): AssignmentView[] {
  const { tx, nowMs, conversation, rules, person } = context;
  if (conversation.kind === 'group') {
    const assignments = [
      ...conversation.unitIds.flatMap((id) => tx.find('assignments', 'byUnit', id)),
      ...conversation.planIds.flatMap((id) => tx.find('assignments', 'byPlan', id)),
    ];
    return viewsOf(tx, new Map(assignments.map((a) => [a.id, a])).values(), nowMs, rules.calendar);
  }
  if (unitsOf(person ?? undefined).length > 0) {
    return viewsOf(tx, assignmentsOf(tx, person, nowMs), nowMs, rules.calendar);
  }
  const plans = plansFor(tx, person, 'look', nowMs);
  const assignments = plans.flatMap((plan) => tx.find('assignments', 'byPlan', plan.id));
  return viewsOf(tx, assignments, nowMs, rules.calendar);
}

/** Whether a state belongs in the list of what is still owed. */
export function isListed(state: AssignmentState): boolean {
  return needsHandIn(state);
}

/** Whether the person may see one assignment: an officer's own, a plan they serve, or the group's scope. */
export function maySee(view: AssignmentView, context: CommandContext): boolean {
  const { tx, person, nowMs, conversation } = context;
  if (conversation.kind === 'group') {
    return conversation.unitIds.includes(view.unit.id) || conversation.planIds.includes(view.plan.id);
  }
  if (assignmentsOf(tx, person, nowMs).some((assignment) => assignment.id === view.facts.assignment.id))
    return true;
  return canServePlan(tx, person, view.plan, 'look', nowMs);
}

/** The view behind a typed code if the person may see it; one sentence for "absent" and "not yours" alike. */
export function viewByCode(typed: string, context: CommandContext): AssignmentView | null {
  const assignment = assignmentByCode(context.tx, typed);
  const view = assignment && viewOf(context.tx, assignment, context.nowMs, context.rules.calendar);
  if (view && maySee(view, context)) return view;
  context.reply({ text: texts.noSuchTask(typed) });
  return null;
}

function showOne(typed: string, context: CommandContext): void {
  const view = viewByCode(typed, context);
  if (view) showView(view, context);
}

function showView(view: AssignmentView, context: CommandContext): void {
  const { tx, nowMs, person, conversation } = context;
  const name = (id: string): string[] => {
    const unit = tx.get('units', id);
    return unit ? [unit.name] : [];
  };
  const message = texts.taskInFull(view, nowMs, {
    coordinating: view.task.coordinating,
    recipients:
      view.task.recipientUnitIds.length > 0 ? view.task.recipientUnitIds.flatMap(name) : view.task.recipients,
    alsoLead: tx.find('assignments', 'byRound', view.facts.round.id).length - 1,
  });
  const mayAct =
    conversation.kind === 'private' &&
    assignmentsOf(tx, person, nowMs).some((assignment) => assignment.id === view.facts.assignment.id);
  const { choices, ...rest } = message;
  const code = assignmentCode(view.facts.assignment);
  const handedIn = view.facts.submissions.some(({ files }) => files.length > 0);
  const offered = [
    ...(mayAct ? (choices ?? []) : []),
    ...(conversation.kind === 'private' && handedIn
      ? [{ label: texts.handedInFiles, command: `/viec ${code} tep` }]
      : []),
  ];
  context.reply(offered.length > 0 ? { ...rest, choices: offered } : rest, 'reply', [
    view.facts.assignment.id,
  ]);
}

/** One page of a list; `pageCommand` shows another page, `waiting` more are to come and said at the end. */
export function showList(
  views: readonly AssignmentView[],
  page: number,
  pageCommand: string | null,
  context: CommandContext,
  waiting = 0,
): void {
  const units = new Set(views.map((view) => view.unit.id));
  const start = Math.max(0, page - 1) * texts.pageSize;
  const shown = views.slice(start, start + texts.pageSize);
  const rest = views.length - start - shown.length;
  const name = units.size === 1 ? views[0]?.unit.name : (ownName(context) ?? 'các đơn vị');
  const heading = `Việc của ${name}: ${views.length} việc${start > 0 ? `, từ việc thứ ${start + 1}` : ''}`;
  context.reply(
    texts.taskList(heading, shown, context.nowMs, {
      withUnit: units.size > 1,
      start,
      ...(rest > 0 && pageCommand ? { more: `${pageCommand} ${page + 1}` } : {}),
      ...(rest <= 0 && waiting > 0 ? { note: texts.notYetOpen(waiting) } : {}),
    }),
  );
}

function ownName(context: CommandContext): string | null {
  const ids =
    context.conversation.kind === 'group'
      ? context.conversation.unitIds
      : unitsOf(context.person ?? undefined);
  const name = ids[0] ? context.tx.get('units', ids[0])?.name : undefined;
  if (name) return name;
  return hasRole(context.person ?? undefined, 'clerk') ? 'các đơn vị' : null;
}

/** Assignments whose plan number, title, action or unit contains every word; listed ones first. */
export function search(typed: string, views: readonly AssignmentView[]): AssignmentView[] {
  const plans = new Set(
    /\d/.test(typed) ? matchPlans(typed, [...new Map(views.map((v) => [v.plan.id, v.plan])).values()]) : [],
  );
  const words = fold(typed)
    .split(/[^a-z0-9]+/)
    .filter((word) => word.length > 1 && !stopWords.has(word));
  const fits = views.filter((view) => {
    if (plans.has(view.plan)) return true;
    if (words.length === 0) return false;
    const text = fold(
      [
        view.task.action,
        view.plan.document.number,
        view.plan.document.title,
        view.unit.name,
        view.task.deliverable,
      ]
        .filter(Boolean)
        .join(' '),
    );
    return words.every((word) => text.includes(word));
  });
  return [...fits.filter((v) => isListed(v.state)), ...fits.filter((v) => !isListed(v.state))];
}

const stopWords = new Set([
  'viec',
  'han',
  'bao',
  'cao',
  'nop',
  'cua',
  'ke',
  'hoach',
  'kh',
  'bc',
  'la',
  'khi',
  'nao',
  'nhiem',
  'vu',
]);
