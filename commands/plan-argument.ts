/** Reading "which plan" from what a person typed: `K2`, `348`, `348/KH-UBND`, words of the title. */
import type { CommandContext } from '../src/domain/command.js';
import { type Plan, planLabel } from '../src/domain/plan.js';
import { fold, shorten } from '../src/domain/text.js';
import * as texts from '../src/texts/plans.js';

/** Plans among `plans` that fit the words; all of them for empty words. */
export function matchPlans(typed: string, plans: readonly Readonly<Plan>[]): Readonly<Plan>[] {
  const words = fold(typed).replace(/^(ke hoach|kh)\s+(?=\S)/, '');
  if (words === '') return [...plans];
  const code = /^k(\d{1,6})$/.exec(words.replace(/\s+/g, ''));
  if (code) return plans.filter((plan) => plan.number === Number(code[1]));
  const exact = plans.filter((plan) => plan.document.number !== null && fold(plan.document.number) === words);
  if (exact.length > 0) return exact;
  const number = /^(?:so\s*)?(\d{1,5})(?:\s*\/.*)?$/.exec(words)?.[1];
  if (number) {
    const byNumber = plans.filter((plan) => plan.document.number?.split(/[/-]/)[0]?.trim() === number);
    return byNumber.length > 0 ? byNumber : plans.filter((plan) => plan.number === Number(number));
  }
  const wanted = words.split(' ').filter((word) => word.length > 1);
  return plans.filter((plan) => {
    const title = fold(`${plan.document.number ?? ''} ${plan.document.title ?? ''}`);
    return wanted.length > 0 && wanted.every((word) => title.includes(word));
  });
}

/**
 * The one plan meant. When none or several fit, answers (a sentence, or choices that run `command K<n>`)
 * and returns null.
 */
export function choosePlan(
  typed: string,
  plans: readonly Readonly<Plan>[],
  command: string,
  context: CommandContext,
): Readonly<Plan> | null {
  if (plans.length === 0) {
    context.reply({ text: texts.noPlans });
    return null;
  }
  const fitting = matchPlans(typed, plans);
  if (fitting.length === 1) return fitting[0] ?? null;
  if (fitting.length === 0) {
    context.reply({ text: texts.noSuchPlan(typed) });
    return null;
  }
  context.reply({
    text: texts.choosePlan,
    choices: fitting.slice(0, 10).map((plan) => ({
      label: `K${plan.number} · ${planLabel(plan.document)} ${shorten(plan.document.title ?? '', 40)}`.trim(),
      command: `${command} K${plan.number}`,
    })),
  });
  return null;
}
