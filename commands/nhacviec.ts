/** `/nhacviec`: how and when the assistant reminds, decided by the office. */
import type { Command, CommandContext } from '../src/domain/command.js';
import type { Choice } from '../src/domain/message.js';
import { heldText } from '../src/domain/person.js';
import type { Plan } from '../src/domain/plan.js';
import type { StoreReader } from '../src/domain/ports.js';
import { fold, foldSpace } from '../src/domain/text.js';
import { reminderUsage } from '../src/texts/reminder-policy.js';
import { showGroup } from './nhacviec/nhom.js';
import { showPolicy } from './nhacviec/quy-dinh.js';
import { type ReminderVerb, reminderVerbs } from './nhacviec/verbs.js';
import { choosePlan, matchPlans } from './plan-argument.js';

export const nhacviec: Command = {
  name: 'nhacviec',
  aliases: ['nhac'],
  summary: 'Cách nhắc việc, lịch nhắc, ngày nghỉ',
  usage: '[kế hoạch] [nội dung]',
  examples: [
    '/nhacviec',
    '/nhacviec K1',
    '/nhacviec K1 moc -10bc -5bc -3 -1 0 +1 +3 +7',
    '/nhacviec gio 7:30 17:00',
    '/nhacviec lanhdao +1',
    '/nhacviec K1 tat',
  ],
  allowed: ['clerk', 'admin'],
  where: 'both',
  prepares(input, reader) {
    const { verb, plan, args } = verbOf(input.text.replace(/^\/\S+\s*/, ''));
    const found = plan === '' ? [] : plansTyped(plan, reader);
    const code = found.length === 1 && found[0] ? `K${found[0].number}` : plan;
    return verb?.prepares?.(`${code} ${args}`.trim(), input, reader) ?? [];
  },
  run(typed, context) {
    // Whoever goes elsewhere is no longer asked.
    if (context.dialogue?.command === 'nhacviec') context.settle();
    const { verb, plan, args } = verbOf(typed);
    if (verb && plan !== '' && context.conversation.kind === 'private') {
      const named = choosePlan(plan, plansTyped('', context.tx), '/nhacviec', context);
      return named ? verb.run(`K${named.number} ${args}`.trim(), context) : undefined;
    }
    if (verb) return verb.run(`${plan} ${args}`.trim(), context);
    if (context.conversation.kind === 'group') return showGroup(context);
    onPlan(foldSpace(typed), context);
  },
  /** A step is the name of the verb that asked; `args` is what was typed before it asked. */
  resume(step, input, context) {
    const args = heldText(context.dialogue, 'args');
    context.settle();
    const verb = reminderVerbs.find(({ names }) => names.includes(step));
    verb?.run(`${args} ${foldSpace(input.text)}`.trim(), context);
  },
};

/** `/nhacviec`, `/nhacviec K1`; anything else is not understood. */
function onPlan(typed: string, context: CommandContext): void {
  if (typed === '') return showPolicy(null, furtherChoices(''), context);
  const plans = plansTyped('', context.tx);
  const isCode = /^(?:kế hoạch|ke hoach|kh)?\s*k?\d{1,6}(?:\/\S*)?$/iu.test(typed);
  if (!isCode && matchPlans(typed, plans).length === 0) return context.reply({ text: reminderUsage(typed) });
  const plan = choosePlan(typed, plans, '/nhacviec', context);
  if (plan) showPolicy(plan, furtherChoices(`K${plan.number} `), context);
}

/** Buttons of what else can be looked at; only what this assistant has. */
const further: readonly { verb: string; label: string; ofPlan: boolean }[] = [
  { verb: 'lich', label: 'Lịch nhắc', ofPlan: true },
  { verb: 'ngaynghi', label: 'Ngày nghỉ, làm bù', ofPlan: false },
  { verb: 'loi', label: 'Tin chưa gửi được', ofPlan: false },
];

function furtherChoices(plan: string): Choice[] {
  return further
    .filter(({ verb, ofPlan }) => (ofPlan || plan === '') && verbNamed(verb) !== undefined)
    .map(({ verb, label }) => ({ label, command: `/nhacviec ${plan}${verb}` }));
}

function plansTyped(typed: string, reader: StoreReader): Readonly<Plan>[] {
  return matchPlans(typed, reader.find('plans', 'byStatus', 'active'));
}

function verbNamed(words: string): ReminderVerb | undefined {
  return words === '' ? undefined : reminderVerbs.find(({ names }) => names.includes(fold(words)));
}

/**
 * The verb typed first, or after a plan (`K1 lich`); of one word or two ("ngày nghỉ"). `args` is what follows the verb,
 * `plan` what stands before it: verbs get it in front of their arguments, by its code.
 */
function verbOf(typed: string): { verb: ReminderVerb | undefined; plan: string; args: string } {
  const words = foldSpace(typed).split(' ');
  for (const start of [0, 1]) {
    for (const length of [2, 1]) {
      const verb = verbNamed(words.slice(start, start + length).join(' '));
      if (!verb || words.length < start + length) continue;
      return { verb, plan: words.slice(0, start).join(' '), args: words.slice(start + length).join(' ') };
    }
  }
  return { verb: undefined, plan: '', args: '' };
}
