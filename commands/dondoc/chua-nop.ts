/** `/dondoc K1`: who has not handed in, grouped by how pressing it is; the full list a page at a time. */
import type { CommandContext } from '../../src/domain/command.js';
import { planLabel } from '../../src/domain/plan.js';
import { changedPolicy, defaultLadder } from '../../src/domain/policy.js';
import { type MissingUnit, missingUnits } from '../../src/domain/urge-list.js';
import * as texts from '../../src/texts/urging.js';
import { type Scope, codeOf } from './asked.js';

/** Tasks offered by themselves. */
const offeredTasks = 5;

/** @param page null for the overview. */
export function showMissing(scope: Scope, page: number | null, context: CommandContext): void {
  const { tx, nowMs, rules } = context;
  const { plan, task } = scope;
  const missing = missingUnits(tx, plan, task, nowMs, rules.calendar);
  const words = wordsOf(scope, context);
  if (missing.length === 0) return context.reply({ text: texts.nobodyMissing(words) });
  if (page !== null) {
    const pages = Math.ceil(missing.length / texts.missingPageSize);
    return context.reply(texts.missingPage(words, missing, Math.min(Math.max(page, 1), pages), pages));
  }
  const { ladder } = changedPolicy(rules.policy, plan.reminders);
  const officeDays = (ladder ?? defaultLadder).office ?? defaultLadder.office ?? 7;
  context.reply(
    texts.missingOverview(words, missing, task === null ? tasksOf(scope, missing, context) : [], officeDays),
  );
}

/** How a scope is called. */
export function wordsOf(scope: Scope, { tx }: CommandContext): texts.UrgeScope {
  const { plan, task } = scope;
  return { code: codeOf(tx, scope), plan: planLabel(plan.document), task: task?.action ?? null };
}

/** Tasks with units missing, when there are several; those most units owe first. */
function tasksOf(
  { plan }: Scope,
  missing: readonly MissingUnit[],
  { tx }: CommandContext,
): { code: string; action: string; units: number }[] {
  const tasks = new Map<string, { action: string; units: Set<string>; code: string }>();
  for (const { id, views } of missing) {
    for (const { task } of views) {
      const known = tasks.get(task.id) ?? {
        action: task.action,
        units: new Set<string>(),
        code: codeOf(tx, { plan, task }),
      };
      known.units.add(id);
      tasks.set(task.id, known);
    }
  }
  if (tasks.size < 2) return [];
  return [...tasks.values()]
    .map(({ units, ...rest }) => ({ ...rest, units: units.size }))
    .sort((a, b) => b.units - a.units)
    .slice(0, offeredTasks);
}
