/** `/kehoach K1 khoaso 15/7/2026 [việc n | V12]`, `… bo`: the day after which nothing is collected any more. */
import { clearCutOff, cutOffs, setCutOffOn } from '../../src/domain/acts/cut-off.js';
import type { Round } from '../../src/domain/assignment.js';
import type { CommandContext } from '../../src/domain/command.js';
import type { Plan, Task } from '../../src/domain/plan.js';
import { assignmentByCode } from '../../src/domain/queries.js';
import { fold } from '../../src/domain/text.js';
import { dayOf } from '../../src/domain/time.js';
import * as texts from '../../src/texts/plan-rules.js';
import { readNewDays } from '../giahan/ngay.js';

export function setCutOff(plan: Readonly<Plan>, rest: string, context: CommandContext): void {
  if (rest === '') return context.reply({ text: texts.askCutOff(plan, cutOffsOf(plan, context)) });
  const scope = scopeOf(plan, rest, context);
  if (scope === null) return context.reply({ text: texts.noSuchPlanTask(plan, rest) });
  const words = fold(scope.rest);
  if (/^(bo|huy|khong|xoa)$/.test(words)) {
    const all = context.tx.find('rounds', 'byPlan', plan.id);
    const cleared = clearCutOff(context.tx, scope.name === null ? all : scope.rounds);
    context.audit('cut-off', `K${plan.number}`, 'none');
    return context.reply({ text: texts.cutOffCleared(plan, scope.name, cleared) });
  }
  const day = readNewDays(scope.rest, context.nowMs)[0]?.day;
  if (day === undefined || day < dayOf(context.nowMs))
    return context.reply({ text: texts.cutOffUnclear(plan) });
  const { set, later } = setCutOffOn(context.tx, scope.rounds, day);
  context.audit('cut-off', `K${plan.number}`, `${day} ${set}`);
  context.reply({ text: texts.cutOffSet(plan, scope.name, day, set, later) });
}

/** The cut-offs of a plan as they stand, a line each. */
export function cutOffsOf(plan: Readonly<Plan>, { tx }: CommandContext): { day: string; rounds: number }[] {
  return cutOffs(tx.find('rounds', 'byPlan', plan.id));
}

interface Scope {
  rounds: Readonly<Round>[];
  /** The task meant; null for the whole plan. */
  name: string | null;
  /** What was typed without it. */
  rest: string;
}

/** The whole plan, its n-th task ("việc 3"), or the round of one assignment ("V12"); null when there is no such one. */
function scopeOf(plan: Readonly<Plan>, typed: string, { tx }: CommandContext): Scope | null {
  const byCode = /(?:^|\s)(?:việc\s+|viec\s+)?(v\d{1,9})(?=\s|$)/iu.exec(typed);
  if (byCode?.[1]) {
    const assignment = assignmentByCode(tx, byCode[1]);
    const round = assignment?.planId === plan.id ? tx.get('rounds', assignment.roundId) : undefined;
    const task = assignment && tx.get('tasks', assignment.taskId);
    return round && task ? { rounds: [round], name: task.action, rest: without(typed, byCode) } : null;
  }
  const byNumber = /(?:^|\s)(?:việc|viec|nhiệm vụ|nhiem vu)\s+(\d{1,4})(?=\s|$)/iu.exec(typed);
  if (byNumber) {
    const task: Readonly<Task> | undefined = tx.find('tasks', 'byPlan', plan.id)[Number(byNumber[1]) - 1];
    if (!task) return null;
    return {
      rounds: [...tx.find('rounds', 'byTask', task.id)],
      name: task.action,
      rest: without(typed, byNumber),
    };
  }
  // Of a whole plan: what has a date. A task without one is cut off only when it is named.
  const dated = tx.find('rounds', 'byPlan', plan.id).filter(({ dueOn }) => dueOn !== null);
  return { rounds: dated, name: null, rest: typed };
}

function without(typed: string, match: RegExpExecArray): string {
  return `${typed.slice(0, match.index)} ${typed.slice(match.index + match[0].length)}`.trim();
}
