/** `kiemtra`: what is missing in a draft or contradicts itself, as it stands after a person's changes. */
import { openDoubts } from '../../src/domain/acts/draft-doubts.js';
import { checkPlan } from '../../src/domain/plan-check.js';
import type { ReadResult } from '../../src/domain/plan.js';
import { dayOf } from '../../src/domain/time.js';
import type { Unit } from '../../src/domain/unit.js';
import { checkedPlan } from '../../src/texts/plan-checked.js';
import type { Desk } from './desk.js';

export function check(desk: Desk, page: number): void {
  const { draft, context, tools } = desk;
  const { tx, nowMs } = context;
  // What was dropped is no part of the plan any more, and what was settled is no contradiction.
  const result: ReadResult = {
    ...draft.result,
    tasks: draft.result.tasks
      .filter((task) => !draft.dropped.includes(task.key))
      .map((task) => {
        const open = new Set(openDoubts(draft, task, tools.resolve).map(({ doubt }) => doubt));
        return { ...task, doubts: task.doubts.filter((doubt) => open.has(doubt)) };
      }),
  };
  const units = [...tools.units] as Unit[];
  const findings = checkPlan(result, {
    directory: units.length > 0 ? { units, sets: [...tx.all('unitSets')] } : null,
    calendar: tools.calendar,
    today: dayOf(nowMs),
  });
  context.reply(checkedPlan(draft, findings, page));
}
