/** `/kehoach K1 giahan vanphong|tonghop`: who decides when a unit asks for more time. */
import type { CommandContext } from '../../src/domain/command.js';
import type { Plan } from '../../src/domain/plan.js';
import { fold } from '../../src/domain/text.js';
import * as texts from '../../src/texts/plan-rules.js';

export function setExtensionsBy(plan: Readonly<Plan>, rest: string, context: CommandContext): void {
  const by = deciderOf(rest);
  if (by === null) return context.reply(texts.askExtensionsBy(plan));
  context.tx.put('plans', { ...structuredClone(plan), extensionsBy: by });
  context.audit('extensions-by', `K${plan.number}`, by);
  context.reply({ text: texts.extensionsBySet(plan, by) });
}

function deciderOf(typed: string): 'clerk' | 'consolidator' | null {
  const words = fold(typed).replaceAll(' ', '');
  if (/^(vanphong|vp)$/.test(words)) return 'clerk';
  return /^(tonghop|donvitonghop)$/.test(words) ? 'consolidator' : null;
}
