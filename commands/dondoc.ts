/**
 * `/dondoc [plan] [task]`: who has not handed in; one tap writes to all of them and says whom it could not reach; the
 * formal letter that urges them. What can follow is in `dondoc/`.
 */
import type { Command, CommandContext } from '../src/domain/command.js';
import { planLabel } from '../src/domain/plan.js';
import { plansFor } from '../src/domain/queries.js';
import * as texts from '../src/texts/urging.js';
import { readAsked, type Scope, scopeAmong } from './dondoc/asked.js';
import { showMissing } from './dondoc/chua-nop.js';
import { urge } from './dondoc/gui.js';
import { choosePlan, matchPlans } from './plan-argument.js';

export const dondoc: Command = {
  name: 'dondoc',
  aliases: ['chuanop'],
  summary: 'Đơn vị chưa nộp; tin và công văn đôn đốc',
  usage: '[kế hoạch] [mã việc] [gui | congvan]',
  examples: ['/dondoc', '/dondoc 62', '/dondoc K1 V12', '/dondoc K1 gui'],
  allowed: ['consolidator', 'clerk'],
  where: 'private',
  run(args, context) {
    const asked = readAsked(args);
    const scope = choose(asked.words, context);
    if (!scope) return;
    if (asked.what === 'urge') return urge(scope, asked.rest, context);
    showMissing(scope, asked.what === 'page' ? Number(asked.rest) : null, context);
  },
};

/** The plan (and task) meant, among those this person may act for; when it is not clear, asks and returns null. */
function choose(words: string, context: CommandContext): Scope | null {
  const { tx, person, nowMs } = context;
  const plans = plansFor(tx, person, 'act', nowMs);
  const scope = scopeAmong(tx, plans, words);
  if (scope === 'none') {
    const [plan] = matchPlans(words.split(' ').slice(0, -1).join(' '), plans);
    context.reply({
      text: texts.noSuchUrgeTask(plan ? planLabel(plan.document) : '', words.split(' ').at(-1) ?? ''),
    });
    return null;
  }
  if (scope) return scope;
  const plan = choosePlan(words, plans, '/dondoc', context);
  return plan && { plan, task: null };
}
