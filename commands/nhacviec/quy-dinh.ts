/**
 * The policy of the office or of one plan: looking at it, and changing steps, hours, rungs, off and on. In a group the
 * same words choose what that group gets.
 */
import {
  changeReminders,
  differingPlans,
  nextReminders,
  type PolicyChange,
  policyIn,
  type Rung,
} from '../../src/domain/acts/reminder-policy.js';
import type { CommandContext } from '../../src/domain/command.js';
import { readHours } from '../../src/domain/hours.js';
import type { Choice } from '../../src/domain/message.js';
import type { Plan } from '../../src/domain/plan.js';
import { defaultLadder, type ReminderPolicy } from '../../src/domain/policy.js';
import { readSteps } from '../../src/domain/step-words.js';
import { fold } from '../../src/domain/text.js';
import { noSuchPlan } from '../../src/texts/plans.js';
import { backToDefault } from '../../src/texts/preferences.js';
import * as texts from '../../src/texts/reminder-policy.js';
import * as questions from '../../src/texts/reminder-questions.js';
import { chooseHours, chooseKinds } from '../tuychon/chon.js';
import { groupChooser } from './nhom.js';
import type { ReminderVerb } from './verbs.js';

/** @param further buttons of the other verbs. */
export function showPolicy(plan: Readonly<Plan> | null, further: Choice[], context: CommandContext): void {
  const { tx, nowMs, rules } = context;
  const policy = policyIn(tx, plan);
  const next = nextReminders(tx, plan, rules.calendar, nowMs);
  context.reply(
    plan
      ? texts.planOverview(plan, policy, next, further, nowMs)
      : texts.officeOverview(policy, differingPlans(tx), next, further, nowMs),
  );
}

type PolicyVerb = (plan: Readonly<Plan> | null, rest: string, context: CommandContext) => void;

/** A verb of the policy: in private alone; the plan named first is found, and a pending question is over. */
function policyVerb(names: readonly string[], run: PolicyVerb, inGroup?: ReminderVerb['run']): ReminderVerb {
  return {
    names,
    run(args, context) {
      if (context.conversation.kind === 'group')
        return inGroup ? inGroup(args, context) : context.reply({ text: texts.policyInPrivate });
      const code = /^k(\d{1,6})(?=\s|$)\s*/i.exec(args);
      if (!code) return run(null, args, context);
      const plans = context.tx.find('plans', 'byStatus', 'active');
      const plan = plans.find(({ number }) => number === Number(code[1]));
      if (!plan) return context.reply({ text: noSuchPlan(code[0].trim()) });
      run(plan, args.slice(code[0].length), context);
    },
  };
}

const setSteps: PolicyVerb = (plan, rest, context) => {
  if (rest === '') {
    ask('moc', plan, context);
    return context.reply(questions.askSteps(plan, policyIn(context.tx, plan)));
  }
  const read = readSteps(rest);
  if ('unclear' in read) {
    ask('moc', plan, context);
    return context.reply({ text: questions.stepsUnclear(read.unclear) });
  }
  make(plan, { kind: 'steps', steps: read.steps }, context);
};

const setHours: PolicyVerb = (plan, rest, context) => {
  if (rest === '') {
    ask('gio', plan, context);
    return context.reply(questions.askHours(plan, policyIn(context.tx, plan)));
  }
  const hours = readHours(rest);
  if (!hours) {
    ask('gio', plan, context);
    return context.reply({ text: questions.hoursUnclear });
  }
  make(plan, { kind: 'hours', ...hours }, context);
};

function setRung(rung: Rung, verb: string): PolicyVerb {
  return (plan, rest, context) => {
    if (rest === '') {
      ask(verb, plan, context);
      return context.reply(questions.askRung(plan, rung, policyIn(context.tx, plan)));
    }
    const isNever = /^(?:khong|bo|thoi|khong bao gio)$/.test(fold(rest));
    const read = isNever ? null : readSteps(rest);
    const from = read && 'steps' in read && read.steps.length === 1 ? (read.steps[0]?.offset ?? null) : null;
    if (!isNever && from === null) {
      ask(verb, plan, context);
      return context.reply({ text: questions.rungUnclear });
    }
    make(plan, { kind: 'rung', rung, from }, context);
  };
}

const showRungs: PolicyVerb = (plan, _rest, context) =>
  context.reply(questions.askRungs(plan, policyIn(context.tx, plan)));

const turnOff: PolicyVerb = (plan, _rest, context) => {
  if (!plan) return context.reply({ text: texts.offNeedsPlan });
  if (policyIn(context.tx, plan).isOff) return context.reply({ text: texts.alreadyOff(plan) });
  make(plan, { kind: 'off' }, context);
};

const turnOn: PolicyVerb = (plan, _rest, context) => {
  if (!plan) return context.reply({ text: texts.onNeedsPlan });
  if (!policyIn(context.tx, plan).isOff) return context.reply({ text: texts.alreadyOn(plan) });
  make(plan, { kind: 'on' }, context);
};

/** What is typed next is an answer to this verb, for the same plan. */
function ask(verb: string, plan: Readonly<Plan> | null, context: CommandContext): void {
  context.expect(verb, { args: plan ? `K${plan.number}` : '' });
}

function make(plan: Readonly<Plan> | null, change: PolicyChange, context: CommandContext): void {
  const { tx, nowMs, rules } = context;
  const before = nextReminders(tx, plan, rules.calendar, nowMs);
  const made = changeReminders(context, plan, change);
  if ('fault' in made) return context.reply({ text: texts.policyFaultWords[made.fault] });
  const now = nextReminders(tx, made.plan, rules.calendar, nowMs);
  context.reply(
    texts.policyChanged(
      made.plan,
      texts.changedWhat[change.kind](plan),
      made.after,
      { now, before, nowMs },
      differingPlans(tx),
      remarksOn(change, made.before, made.after),
    ),
  );
}

/** What a clerk might not expect of a change: names that went with the group, rungs no step reaches. */
function remarksOn(change: PolicyChange, before: ReminderPolicy, after: ReminderPolicy): string[] {
  const ladder = after.ladder ?? defaultLadder;
  const hadNames = (before.ladder ?? defaultLadder).names !== null;
  const isSilenced = change.kind === 'rung' && change.rung === 'groups' && change.from === null && hadNames;
  const last = after.steps.at(-1)?.offset ?? 0;
  const unreached = (Object.keys(ladder) as Rung[]).filter((rung) => (ladder[rung] ?? last) > last);
  const isLooked = change.kind === 'steps' || change.kind === 'rung';
  return [
    ...(isSilenced ? [texts.namesWentToo] : []),
    ...(isLooked && unreached.length > 0 ? [texts.rungsNeverReached(unreached, last)] : []),
  ];
}

export const policyVerbs: readonly ReminderVerb[] = [
  policyVerb(['moc', 'cac moc', 'moc nhac'], setSteps),
  policyVerb(['gio', 'gio gui'], setHours, (args, context) => chooseHours(args, groupChooser(context))),
  policyVerb(['bac', 'bac nhac'], showRungs),
  policyVerb(['lanhdao', 'lanh dao', 'thutruong', 'thu truong'], setRung('heads', 'lanhdao')),
  policyVerb(['nhom'], setRung('groups', 'nhom')),
  policyVerb(['ten', 'neu ten'], setRung('names', 'ten')),
  policyVerb(['vanphong', 'van phong'], setRung('office', 'vanphong')),
  policyVerb(['tat'], turnOff, (args, context) => chooseKinds(args, false, groupChooser(context))),
  policyVerb(['bat'], turnOn, (args, context) => chooseKinds(args, true, groupChooser(context))),
  policyVerb(
    ['macdinh', 'mac dinh'],
    (plan, rest, context) =>
      rest === ''
        ? make(plan, { kind: 'default' }, context)
        : context.reply({ text: texts.reminderUsage(rest) }),
    (_args, context) => groupChooser(context).change({ kind: 'default' }, backToDefault),
  ),
];
