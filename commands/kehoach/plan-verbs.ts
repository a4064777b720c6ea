/** Words after `/kehoach K1` that stand for one thing to do with a plan in force, folded. */
import type { CommandContext } from '../../src/domain/command.js';
import type { Plan } from '../../src/domain/plan.js';
import { close, reopen } from './dong.js';
import { archive } from './luutru.js';

export type PlanVerb = (plan: Readonly<Plan>, rest: string, context: CommandContext) => void;

export const planVerbs: ReadonlyMap<string, PlanVerb> = new Map<string, PlanVerb>([
  ['dong', close],
  ['dong ke hoach', close],
  ['molai', reopen],
  ['mo lai', reopen],
  ['luutru', archive],
  ['luu tru', archive],
]);
