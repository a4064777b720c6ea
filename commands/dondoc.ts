/**
 * `/dondoc [plan] [task]`: who has not handed in; one tap writes to all of them and says whom it could not reach; the
 * formal letter that urges them. What can follow is in `dondoc/`.
 */
import type { Command, CommandContext } from '../src/domain/command.js';
import { heldText } from '../src/domain/person.js';
import { planLabel } from '../src/domain/plan.js';
import { plansFor } from '../src/domain/queries.js';
import { noPlans } from '../src/texts/plans.js';
import * as texts from '../src/texts/urging.js';
import { readAsked, type Scope, scopeAmong } from './dondoc/asked.js';
import { showMissing } from './dondoc/chua-nop.js';
import { letterheadStep, onLetterhead, onLetterheadAnswer } from './dondoc/co-quan.js';
import { finalDayStep, letterToMake, onLetter } from './dondoc/cong-van.js';
import { urge } from './dondoc/gui.js';
import { heldLetter, record, sentStep } from './dondoc/so-cong-van.js';
import { choosePlan, matchPlans } from './plan-argument.js';

export const dondoc: Command = {
  name: 'dondoc',
  aliases: ['chuanop'],
  summary: 'Đơn vị chưa nộp; tin và công văn đôn đốc',
  usage: '[kế hoạch] [mã việc] [gui | congvan] | coquan',
  examples: ['/dondoc', '/dondoc 62', '/dondoc K1 V12', '/dondoc K1 gui', '/dondoc K1 congvan'],
  allowed: ['consolidator', 'clerk'],
  where: 'private',
  prepares(input, reader) {
    const asked = readAsked(input.text);
    const isAnswer = asked.what === 'list' && input.dialogue?.step === finalDayStep;
    if (asked.what !== 'letter' && !isAnswer) return [];
    const words = isAnswer ? heldText(input.dialogue, 'code') : asked.words;
    const rest = isAnswer ? `${heldText(input.dialogue, 'time')} ${input.text}` : asked.rest;
    const { person, nowMs } = input;
    const scope = scopeAmong(reader, plansFor(reader, person, 'act', nowMs), words);
    const wanted = scope && scope !== 'none' && letterToMake(scope, rest, { reader, person, nowMs });
    return wanted ? [{ make: 'urging-letter', wanted }] : [];
  },
  run(args, context) {
    const asked = readAsked(args);
    if (asked.what === 'office') return onLetterhead(asked.rest, context);
    const scope = choose(asked.words, context);
    if (!scope) return;
    if (asked.what === 'urge') return urge(scope, asked.rest, context);
    if (asked.what === 'letter') return onLetter(scope, asked.rest, context);
    showMissing(scope, asked.what === 'page' ? Number(asked.rest) : null, context);
  },
  resume(step, input, context) {
    if (step === letterheadStep) return onLetterheadAnswer(input.text, context);
    // Who may act for the plan is asked anew: an answer can come when a role has been taken away.
    const plans = plansFor(context.tx, context.person, 'act', context.nowMs);
    if (step === sentStep) {
      const letter = heldLetter(context);
      const plan = letter && plans.find(({ id }) => id === letter.planId);
      if (letter && plan) return record(plan, letter, input.text, context);
    } else {
      const scope = scopeAmong(context.tx, plans, heldText(context.dialogue, 'code'));
      if (scope && scope !== 'none')
        return onLetter(scope, `${heldText(context.dialogue, 'time')} ${input.text}`, context);
    }
    context.settle();
    context.reply({ text: noPlans });
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
