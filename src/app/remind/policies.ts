/** Policies in force: the office's, with a plan's own changes laid over it. */
import type { Rules } from '../../domain/command.js';
import type { Plan } from '../../domain/plan.js';
import { type ReminderPolicy, changedPolicy } from '../../domain/policy.js';
import type { StoreReader } from '../../domain/ports.js';
import { nextSendingTime } from '../../domain/reminder.js';

export function policyOf(plan: Pick<Plan, 'reminders'>, rules: Pick<Rules, 'policy'>): ReminderPolicy {
  return changedPolicy(rules.policy, plan.reminders);
}

/** Whether a policy lets anything out at an instant. */
export function isSending(nowMs: number, policy: ReminderPolicy, rules: Pick<Rules, 'calendar'>): boolean {
  return nextSendingTime(nowMs, policy, rules.calendar) === nowMs;
}

/** Every policy by which a plan in force is reminded of, the office's first. */
export function policiesInForce(reader: StoreReader, rules: Pick<Rules, 'policy'>): ReminderPolicy[] {
  const own = reader
    .find('plans', 'byStatus', 'active')
    .filter(({ reminders }) => reminders !== undefined)
    .map((plan) => policyOf(plan, rules));
  return [rules.policy, ...own];
}

/** Clock times (`HH:MM`) at which hours of sending begin under any of them, each once. */
export function startsOfSending(reader: StoreReader, rules: Pick<Rules, 'policy'>): string[] {
  return [...new Set(policiesInForce(reader, rules).map(({ sendFrom }) => sendFrom))].sort();
}
