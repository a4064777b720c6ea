/** `/tiendo [plan]`: figures of a plan, or of one's own unit. Figures as text; pictures come with the exports. */
import type { Command, CommandContext } from '../src/domain/command.js';
import { newerThanCollected } from '../src/domain/collected.js';
import { figuresOf } from '../src/domain/figures.js';
import { hasRole, unitsOf } from '../src/domain/person.js';
import { type Plan, planLabel } from '../src/domain/plan.js';
import { type AssignmentView, assignmentsOf, plansFor, viewsOf } from '../src/domain/queries.js';
import { isPastDue } from '../src/domain/state.js';
import { shorten } from '../src/domain/text.js';
import { newerLines } from '../src/texts/arrivals.js';
import { notOfficer } from '../src/texts/handing-in.js';
import * as texts from '../src/texts/tasks.js';
import { choosePlan, matchPlans } from './plan-argument.js';

export const tiendo: Command = {
  name: 'tiendo',
  aliases: ['tinhhinh'],
  summary: 'Tiến độ thực hiện theo kế hoạch',
  usage: '[kế hoạch]',
  examples: ['/tiendo', '/tiendo 62', '/tiendo K1'],
  allowed: 'linked',
  where: 'both',
  isLookup: true,
  run(args, context) {
    const { tx, person, nowMs, conversation, rules } = context;
    const plans =
      conversation.kind === 'group'
        ? conversation.planIds.flatMap((id) => tx.get('plans', id) ?? [])
        : plansFor(tx, person, 'look', nowMs);
    const isWatcher =
      plans.length > 0 ||
      ['clerk', 'leader', 'admin'].some((role) => hasRole(person ?? undefined, role as 'clerk'));
    if (!isWatcher) return ownUnit(args, context);
    const plan = choosePlan(args, plans, '/tiendo', context);
    if (!plan) return;
    const views = viewsOf(tx, tx.find('assignments', 'byPlan', plan.id), nowMs, rules.calendar);
    showPlan(plan, views, context);
  },
};

function showPlan(plan: Readonly<Plan>, views: readonly AssignmentView[], context: CommandContext): void {
  const { tx, nowMs } = context;
  const late = new Map<string, number>();
  for (const view of views) {
    const isReturnedLate = view.state === 'returned' && isPastDue(view.facts, nowMs);
    if (view.state === 'overdue' || isReturnedLate)
      late.set(view.unit.name, (late.get(view.unit.name) ?? 0) + 1);
  }
  const lateLines = [...late].slice(0, 12).map(([unit, tasks]) => `- ${unit}: ${tasks} việc`);
  context.reply({
    heading: `Tiến độ kế hoạch ${planLabel(plan.document)}`,
    text: [
      ...(plan.document.title ? [shorten(plan.document.title, 160)] : []),
      texts.figuresText(figuresOf(views, nowMs)),
      ...newerLines(
        newerThanCollected(
          views.map(({ facts }) => facts),
          tx.find('collections', 'byPlan', plan.id),
        ),
      ),
      ...(lateLines.length > 0 ? [`Đơn vị quá hạn (${late.size}):`, ...lateLines] : []),
      ...(late.size > 12 ? [`và ${late.size - 12} đơn vị khác`] : []),
    ].join('\n'),
    ...(context.conversation.kind === 'private'
      ? { choices: [{ label: 'Đơn vị chưa nộp', command: `/dondoc K${plan.number}` }] }
      : {}),
  });
}

/** An officer sees the figures of their own unit only. */
function ownUnit(args: string, context: CommandContext): void {
  const { tx, person, nowMs, conversation, rules } = context;
  const assignments =
    conversation.kind === 'group'
      ? conversation.unitIds.flatMap((id) => tx.find('assignments', 'byUnit', id))
      : assignmentsOf(tx, person, nowMs);
  const unitId = conversation.kind === 'group' ? conversation.unitIds[0] : unitsOf(person ?? undefined)[0];
  const unit = unitId ? tx.get('units', unitId) : undefined;
  if (!unit) return context.reply({ text: notOfficer });
  const views = viewsOf(tx, assignments, nowMs, rules.calendar);
  const plans = matchPlans(args, [...new Map(views.map((view) => [view.plan.id, view.plan])).values()]);
  const chosen = new Set(plans.map((plan) => plan.id));
  const shown = args.trim() === '' ? views : views.filter((view) => chosen.has(view.plan.id));
  context.reply({
    heading: `Tình hình thực hiện của ${unit.name}`,
    text: texts.figuresText(figuresOf(shown, nowMs)),
  });
}
