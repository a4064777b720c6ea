/** `/nhacviec` in a group: which kinds of reminders the group gets, and when. */
import { changeGroupReminders } from '../../src/domain/acts/preferences.js';
import { policyIn } from '../../src/domain/acts/reminder-policy.js';
import type { CommandContext } from '../../src/domain/command.js';
import type { ReminderPreferences } from '../../src/domain/policy.js';
import * as texts from '../../src/texts/preferences.js';
import { boundTo } from '../start.js';
import type { Chooser } from '../tuychon/chon.js';

export function showGroup(context: CommandContext): void {
  card(texts.groupCard(context.conversation.title), context.conversation.reminders, context);
}

/** The group the command was typed in, for what is chosen about it. */
export function groupChooser(context: CommandContext): Chooser {
  return {
    place: '/nhacviec',
    usual: policyIn(context.tx, null),
    context,
    change(change, done) {
      card(done, changeGroupReminders(context, context.conversation, change), context);
    },
  };
}

function card(heading: string, chosen: ReminderPreferences | undefined, context: CommandContext): void {
  const { conversation } = context;
  const bound = boundTo(context, conversation);
  context.reply(
    texts.preferencesCard('/nhacviec', heading, chosen, policyIn(context.tx, null), {
      before: [bound === '' ? texts.groupUnbound : texts.groupBound(bound)],
      after: [],
    }),
  );
}
