/** `/dondoc [plan]`: who has not handed in; one tap writes to all of them and says whom it could not reach. */
import type { Command, CommandContext } from '../src/domain/command.js';
import { type Plan, planLabel } from '../src/domain/plan.js';
import { type AssignmentView, plansFor, reachUnit, viewsOf } from '../src/domain/queries.js';
import { isPastDue } from '../src/domain/state.js';
import { dayOf } from '../src/domain/time.js';
import * as texts from '../src/texts/reminders.js';
import { choosePlan } from './plan-argument.js';

export const dondoc: Command = {
  name: 'dondoc',
  aliases: ['chuanop'],
  summary: 'Đơn vị chưa nộp; gửi tin đôn đốc',
  usage: '[kế hoạch]',
  examples: ['/dondoc', '/dondoc 62', '/dondoc K1 gui'],
  allowed: ['consolidator', 'clerk'],
  where: 'private',
  run(args, context) {
    const isUrging = /(^|\s)(gui|gửi)\s*$/i.test(args);
    const typed = args.replace(/(^|\s)(gui|gửi)\s*$/i, '').trim();
    const plans = plansFor(context.tx, context.person, 'act', context.nowMs);
    const plan = choosePlan(typed, plans, '/dondoc', context);
    if (!plan) return;
    const missing = missingUnits(plan, context);
    if (missing.length === 0) return context.reply({ text: texts.nobodyMissing(planLabel(plan.document)) });
    if (isUrging) return urge(missing, context);
    const rows = missing.map((unit) => {
      // What was returned is not done: past its date it is overdue like the rest.
      const late = unit.views.filter((view) => isPastDue(view.facts, context.nowMs)).length;
      return { name: unit.name, late, open: unit.views.length - late, reach: unit.unreached };
    });
    context.reply(texts.missingList(planLabel(plan.document), rows, `/dondoc K${plan.number} gui`));
  },
};

interface MissingUnit {
  id: string;
  name: string;
  views: AssignmentView[];
  /** Why nobody there can be written to; null when someone can. */
  unreached: string | null;
}

/** Units with something overdue, due soon or returned in a plan, latest first. */
function missingUnits(plan: Readonly<Plan>, context: CommandContext): MissingUnit[] {
  const { tx, nowMs, rules } = context;
  const views = viewsOf(tx, tx.find('assignments', 'byPlan', plan.id), nowMs, rules.calendar);
  const byUnit = new Map<string, MissingUnit>();
  for (const view of views) {
    if (!['overdue', 'due-soon', 'returned'].includes(view.state)) continue;
    let unit = byUnit.get(view.unit.id);
    if (!unit) {
      const reach = reachUnit(tx, view.unit.id, dayOf(nowMs));
      const isReached = reach.private.length + reach.groups.length > 0;
      const unreached = isReached ? null : (reach.unreachable[0] ?? 'nobody-linked');
      unit = { id: view.unit.id, name: view.unit.name, views: [], unreached };
      byUnit.set(view.unit.id, unit);
    }
    unit.views.push(view);
  }
  return [...byUnit.values()];
}

/** Writes to each unit once a day at most: a double tap finds the key already used. */
function urge(missing: readonly MissingUnit[], context: CommandContext): void {
  const { tx, nowMs } = context;
  const day = dayOf(nowMs);
  let sent = 0;
  for (const unit of missing) {
    const reach = reachUnit(tx, unit.id, day);
    const first = unit.views[0];
    if (!first) continue;
    let isSent = false;
    for (const conversationId of reach.private.length > 0 ? reach.private : reach.groups) {
      isSent =
        context.sendTo(conversationId, texts.urging(unit.views, nowMs, unit.name), {
          kind: 'reminder',
          key: `urge/${first.plan.id}/${unit.id}/${day}/${conversationId}`,
          assignmentIds: unit.views.map((view) => view.facts.assignment.id),
        }) || isSent;
    }
    if (isSent) sent += 1;
  }
  context.audit('urge', missing[0]?.views[0]?.plan.id ?? '', String(sent));
  const unreached = missing.flatMap((unit) =>
    unit.unreached ? [{ name: unit.name, reason: unit.unreached }] : [],
  );
  context.reply({ text: texts.urged(sent, missing.length - sent - unreached.length, unreached) });
}
