/** What is typed about kinds and hours of reminders, for oneself (`/tuychon`) and for a group (`/nhacviec` in it). */
import type { PreferenceChange } from '../../src/domain/acts/preferences.js';
import { optionalKinds } from '../../src/domain/acts/preferences.js';
import { type Hours, hoursFault, readHours } from '../../src/domain/hours.js';
import type { CommandContext } from '../../src/domain/command.js';
import type { OptionalKind } from '../../src/domain/policy.js';
import { fold } from '../../src/domain/text.js';
import * as texts from '../../src/texts/preferences.js';
import { policyFaultWords } from '../../src/texts/reminder-policy.js';
import { hoursUnclear } from '../../src/texts/reminder-questions.js';

/** Whose reminders are chosen. */
export interface Chooser {
  place: texts.ChoicePlace;
  /** The hours that hold without a choice. */
  usual: Hours;
  context: CommandContext;
  /** Keeps the change and answers with all that is chosen now, under a heading that says what was done. */
  change(change: PreferenceChange, done: string): void;
}

const words: readonly (readonly [RegExp, OptionalKind])[] = [
  [/^(?:mo ?dot|mo|bat dau|batdau)$/, 'opening'],
  [/^(?:nhac )?som$/, 'early'],
  [/^(?:nhac )?gan(?: ?han)?$/, 'soon'],
  [/^(?:tong ?quan )?tuan$|^tong ?quan$|^hang tuan$/, 'overview'],
];

/** `tat som`, `bat tatca`. */
export function chooseKinds(typed: string, isOn: boolean, { place, context, change }: Chooser): void {
  const word = fold(typed);
  if (/^(?:ngay ?cuoi|qua ?han|(?:bi )?tra ?lai)\b/.test(word) && !isOn)
    return context.reply({ text: texts.alwaysSent(place) });
  const found = words.find(([pattern]) => pattern.test(word))?.[1];
  const kinds = /^(?:tat ?ca|het)$/.test(word) ? optionalKinds : found ? [found] : null;
  if (kinds === null) return context.reply({ text: texts.kindUnclear(place, typed) });
  change({ kind: isOn ? 'unmute' : 'mute', kinds }, texts.kindsChanged(kinds, isOn));
}

/** `gio 8:00 11:00`, `gio chung`; without hours it asks, and takes what is typed next for them. */
export function chooseHours(typed: string, { place, usual, context, change }: Chooser): void {
  const word = fold(typed);
  if (word === '') {
    context.expect('gio', {});
    return context.reply(texts.askOwnHours(place, usual));
  }
  if (/^(?:chung|theo chung|khong|bo|mac ?dinh)$/.test(word))
    return change({ kind: 'hours', hours: null }, texts.hoursChosen(null));
  const hours = readHours(typed);
  const fault = hours && hoursFault(hours);
  if (!hours || fault) {
    context.expect('gio', {});
    return context.reply({ text: fault ? policyFaultWords[fault] : hoursUnclear });
  }
  change({ kind: 'hours', hours }, texts.hoursChosen(hours));
}
