/** `/tuychon`: which reminders come to oneself, and when. */
import { changePersonReminders } from '../src/domain/acts/preferences.js';
import { policyIn } from '../src/domain/acts/reminder-policy.js';
import { ownSnoozes } from '../src/domain/acts/snooze.js';
import type { Command, CommandContext } from '../src/domain/command.js';
import { standsInFor } from '../src/domain/leave.js';
import { hasRole, type Person } from '../src/domain/person.js';
import { defaultLadder, type ReminderPreferences } from '../src/domain/policy.js';
import { fold, foldSpace } from '../src/domain/text.js';
import { dayOf } from '../src/domain/time.js';
import { weekdayDate } from '../src/texts/format.js';
import { ownLeaveLine, standInLine } from '../src/texts/leave.js';
import * as texts from '../src/texts/preferences.js';
import { rungWords, stepsWords } from '../src/texts/reminder-policy.js';
import { channelsOf, chooseChannel } from './tuychon/kenh.js';
import { type Chooser, chooseHours, chooseKinds } from './tuychon/chon.js';

export const tuychon: Command = {
  name: 'tuychon',
  aliases: ['tinnhac'],
  summary: 'Chọn loại tin nhắc và giờ nhận của mình',
  usage: '[tat | bat loại tin] [gio 8:00 11:00]',
  examples: [
    '/tuychon',
    '/tuychon tat som',
    '/tuychon bat tuan',
    '/tuychon gio 8:00 11:00',
    '/tuychon kenh zalo',
    '/tuychon macdinh',
  ],
  allowed: 'linked',
  where: 'private',
  run(args, context) {
    if (context.dialogue?.command === 'tuychon') context.settle();
    const { person } = context;
    if (!person) return;
    const [word = '', ...others] = foldSpace(args).split(' ');
    const rest = others.join(' ');
    const own = chooser(person, context);
    switch (fold(word)) {
      case '':
        return card(texts.ownCard, person, person.reminders, context);
      case 'tat':
        return chooseKinds(rest, false, own);
      case 'bat':
        return chooseKinds(rest, true, own);
      case 'gio':
        return chooseHours(rest, own);
      case 'kenh':
        return chooseChannel(rest, own, context);
      case 'macdinh':
        return own.change({ kind: 'default' }, texts.backToDefault);
      default:
        return context.reply({ text: texts.choiceUnclear(args) });
    }
  },
  resume(_step, input, context) {
    context.settle();
    if (context.person) chooseHours(foldSpace(input.text), chooser(context.person, context));
  },
};

function chooser(person: Readonly<Person>, context: CommandContext): Chooser {
  return {
    place: '/tuychon',
    usual: policyIn(context.tx, null),
    context,
    change(change, done) {
      card(done, person, changePersonReminders(context, person, change), context);
    },
  };
}

function card(
  heading: string,
  person: Readonly<Person>,
  chosen: ReminderPreferences | undefined,
  context: CommandContext,
): void {
  const { tx, nowMs } = context;
  const on = dayOf(nowMs);
  const deputyId = person.leave?.deputyId ?? null;
  const deputy = deputyId === null ? null : (tx.get('persons', deputyId)?.name ?? null);
  const channels = channelsOf(person, tx);
  const snoozes = ownSnoozes(context).map(({ code, until }) => ({ code, day: weekdayDate(until) }));
  const message = texts.preferencesCard('/tuychon', heading, chosen, policyIn(tx, null), {
    before: whatComes(person, context),
    after: [
      ...(person.leave && person.leave.until >= on ? [ownLeaveLine(person.leave, deputy)] : []),
      ...standsInFor(tx, person, on).flatMap(({ name, leave }) => (leave ? [standInLine(name, leave)] : [])),
      ...(snoozes.length > 0 ? [texts.snoozedLine(snoozes)] : []),
      ...(channels.length > 1 ? [texts.channelLine(chosen?.channel ?? null, channels)] : []),
    ],
  });
  const isOfficer = hasRole(person, 'officer');
  const choices = [
    ...(message.choices ?? []),
    ...(isOfficer ? [{ label: 'Nghỉ phép', command: '/nghiphep' }] : []),
    ...(channels.length > 1 ? texts.channelChoices(chosen?.channel ?? null, channels) : []),
  ];
  context.reply({ ...message, choices });
}

/** By role, what the policy sends to a person. */
function whatComes(person: Readonly<Person>, { tx }: CommandContext): string[] {
  const policy = policyIn(tx, null);
  const ladder = policy.ladder ?? defaultLadder;
  const named = (isHead: boolean): string[] =>
    person.grants.flatMap((grant) => {
      if (grant.role !== 'officer' || grant.unitId === null || (grant.isHead ?? false) !== isHead) return [];
      return tx.get('units', grant.unitId)?.name ?? [];
    });
  const [officerOf, headOf] = [named(false), named(true)];
  const lines = [
    ...(officerOf.length > 0 ? [texts.officerGets(officerOf, stepsWords(policy.steps))] : []),
    ...(headOf.length > 0
      ? [
          ladder.heads === null
            ? texts.headGetsNothing(headOf)
            : texts.headGets(headOf, rungWords(ladder.heads)),
        ]
      : []),
    ...(hasRole(person, 'clerk')
      ? [texts.clerkGets(ladder.office === null ? null : rungWords(ladder.office))]
      : []),
  ];
  return lines.length > 0 ? lines : [texts.othersGet];
}
