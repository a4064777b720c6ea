/** `/start [CODE]` and `/lienket CODE`: linking a person or a group by a one-time code, and the greeting. */
import { issueCode, linkWithCode } from '../src/domain/acts/link.js';
import type { Command, CommandContext } from '../src/domain/command.js';
import { planLabel } from '../src/domain/plan.js';
import * as texts from '../src/texts/people.js';

export const start: Command = {
  name: 'start',
  aliases: ['batdau'],
  summary: 'Bắt đầu, liên kết bằng mã',
  usage: '[MÃ]',
  examples: ['/start', '/start 7KQ2-M4XT-9BRD-C3HW'],
  allowed: 'anyone',
  where: 'both',
  run(args, context) {
    if (args.trim() !== '') return link(args, context);
    greet(context);
  },
};

export const lienket: Command = {
  name: 'lienket',
  aliases: ['link', 'ma'],
  summary: 'Liên kết tài khoản hoặc nhóm bằng mã một lần',
  usage: 'MÃ',
  examples: ['/lienket 7KQ2-M4XT-9BRD-C3HW', '/lienket'],
  allowed: 'anyone',
  where: 'both',
  run(args, context) {
    if (args.trim() !== '') return link(args, context);
    if (context.conversation.kind === 'private' && context.person) {
      const code = issueCode(context.tx, context.services, context.nowMs, {
        purpose: 'join',
        personId: context.person.id,
      });
      return context.reply({ text: texts.joinCode(code) });
    }
    context.reply({ text: texts.askForCode });
  },
};

function link(typed: string, context: CommandContext): void {
  const outcome = linkWithCode(context, typed);
  if ('refused' in outcome) return context.reply({ text: texts.linkRefusals[outcome.refused] });
  if (outcome.kind === 'group') {
    context.reply({
      text: texts.linkedGroup(outcome.conversation.title, boundTo(context, outcome.conversation)),
    });
    return;
  }
  const roles = (outcome.grants.length > 0 ? outcome.grants : outcome.person.grants).map((grant) => ({
    role: grant.role,
    isHead: grant.isHead,
    unit: grant.unitId ? (context.tx.get('units', grant.unitId)?.name ?? null) : null,
  }));
  context.reply({
    ...texts.linkedPerson(roles),
    choices: [
      { label: 'Việc của đơn vị', command: '/viec' },
      { label: 'Trợ giúp', command: '/trogiup' },
    ],
  });
}

/** Names of what a group is bound to, joined. */
export function boundTo(
  context: CommandContext,
  group: { unitIds: readonly string[]; planIds: readonly string[] },
): string {
  return [
    ...group.unitIds.flatMap((id) => context.tx.get('units', id)?.name ?? []),
    ...group.planIds.flatMap((id) => {
      const plan = context.tx.get('plans', id);
      return plan ? [`kế hoạch ${planLabel(plan.document)}`] : [];
    }),
  ].join('; ');
}

function greet(context: CommandContext): void {
  const { person, conversation } = context;
  if (conversation.kind === 'group') {
    const bound = boundTo(context, conversation);
    context.reply({ text: texts.groupBinding(conversation.title, bound ? [bound] : []) });
    return;
  }
  if (!person) return context.reply({ text: texts.strangerGreeting });
  const lines = person.grants.map((grant) =>
    texts.roleLine(grant, grant.unitId ? (context.tx.get('units', grant.unitId)?.name ?? null) : null),
  );
  context.reply(texts.greeting(person.name, lines));
}
