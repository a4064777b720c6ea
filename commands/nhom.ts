/** `/nhom`: what a group is bound to; for clerks, codes that bind a group to a unit or a plan. */
import { issueCode } from '../src/domain/acts/link.js';
import type { Command, CommandContext } from '../src/domain/command.js';
import { planLabel } from '../src/domain/plan.js';
import { foldSpace } from '../src/domain/text.js';
import * as texts from '../src/texts/people.js';
import { findUnit } from './donvi.js';
import { matchPlans } from './plan-argument.js';
import { boundTo } from './start.js';

export const nhom: Command = {
  name: 'nhom',
  aliases: ['group'],
  summary: 'Gắn nhóm trò chuyện với đơn vị hoặc kế hoạch',
  usage: '[đơn vị hoặc mã kế hoạch]',
  examples: ['/nhom', '/nhom Sở Y tế', '/nhom K1'],
  allowed: ['clerk', 'admin'],
  where: 'both',
  run(args, context) {
    const { tx, conversation } = context;
    if (conversation.kind === 'group') {
      const bound = boundTo(context, conversation);
      return context.reply({ text: texts.groupBinding(conversation.title, bound ? [bound] : []) });
    }
    const typed = foldSpace(args);
    if (typed === '') {
      const groups = [...tx.all('conversations')].filter((c) => c.unitIds.length + c.planIds.length > 0);
      return context.reply({
        text: texts.groupList(groups.map((g) => `- ${g.title}: ${boundTo(context, g)}`)),
      });
    }
    if (/^k\d+$/i.test(typed)) return bindToPlan(typed, context);
    const unit = findUnit(typed, '/nhom', context);
    if (unit) give(context, unit.name, { unitId: unit.id });
  },
};

function bindToPlan(typed: string, context: CommandContext): void {
  const plan = matchPlans(typed, context.tx.find('plans', 'byStatus', 'active'))[0];
  if (!plan) return context.reply({ text: texts.noSuchUnit(typed) });
  give(context, `kế hoạch ${planLabel(plan.document)}`, { planId: plan.id });
}

function give(context: CommandContext, bound: string, target: { unitId?: string; planId?: string }): void {
  const code = issueCode(context.tx, context.services, context.nowMs, { purpose: 'group', ...target });
  context.audit('invite-group', target.unitId ?? target.planId ?? '');
  const link = context.services.startLink(context.address.channel, code, 'group');
  context.reply({ text: texts.groupCode(bound, code, link) });
}
