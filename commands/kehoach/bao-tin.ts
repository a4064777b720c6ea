/** Telling the units that a plan was published or changed, within the hours of sending. */
import { announcementsDue, markAnnounced } from '../../src/domain/acts/announce.js';
import type { CommandContext } from '../../src/domain/command.js';
import { nextSendingTime } from '../../src/domain/reminder.js';
import * as texts from '../../src/texts/plan-publish.js';

/** Tells the units of everything that waits, now or (by the tick) at the next time of sending. @returns what was done. */
export function tellUnits(context: CommandContext): string {
  const { tx, nowMs, rules } = context;
  const at = nextSendingTime(nowMs, rules.policy, rules.calendar);
  if (at !== nowMs) return texts.toldLater(at);
  let told = 0;
  for (const due of announcementsDue(tx, nowMs, rules.calendar)) {
    const { conversationId, key } = due;
    if (context.sendTo(conversationId, texts.announcement(due, nowMs), { kind: 'notice', key })) told += 1;
  }
  markAnnounced(tx);
  return texts.toldNow(told);
}
