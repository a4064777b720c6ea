/**
 * What may happen to an office in a few weeks, drawn at random: plans, policies, people, and one thing after the other.
 * Plain data with small numbers that point at "the n-th of what there is", so that a failing history shrinks well.
 */
import * as fc from 'fast-check';
import type { PolicyChanges, ReminderStep } from '../../src/domain/policy.js';

/** Days count from the first day of the history. */
export interface History {
  calendar: { off: number[]; worked: number[]; isComplete: boolean };
  office: PolicyChanges;
  plans: PlanDraw[];
  people: PersonDraw[];
  groups: { unit: number | null; plan: number | null }[];
  moments: Moment[];
}

export interface PlanDraw {
  policy: PolicyChanges;
  tasks: TaskDraw[];
}

export interface TaskDraw {
  isReport: boolean;
  units: number[];
  when: WhenDraw;
}

export type WhenDraw =
  | { kind: 'date'; day: number; time: string | null }
  | { kind: 'window'; from: number; length: number }
  | { kind: 'stages'; days: number[] }
  | { kind: 'recurring'; monthDay: number }
  | { kind: 'event' | 'standing' };

export interface PersonDraw {
  unit: number;
  role: 'officer' | 'head' | 'clerk';
}

/** Some time passes, then things are done, one a second. */
export interface Moment {
  gap: Gap;
  actions: Action[];
}

export type Gap =
  | { kind: 'step' | 'morning' | 'evening' | 'noon' }
  | { kind: 'minutes'; minutes: number }
  | { kind: 'days'; days: number };

/** `at` is the n-th assignment, plan, person or conversation, modulo how many there are. */
export type Action =
  | { do: 'hand-in' | 'withdraw' | 'accept' | 'pause' | 'resume' | 'cancel'; at: number }
  | { do: 'return'; at: number; days: number | null }
  | { do: 'extend' | 'date-event'; at: number; days: number }
  | { do: 'close' | 'reopen'; at: number }
  | { do: 'office-policy'; policy: PolicyChanges }
  | { do: 'plan-policy'; at: number; policy: PolicyChanges }
  | { do: 'new-plan'; plan: PlanDraw }
  | { do: 'remove-person' | 'bind-group'; at: number; unit: number }
  | { do: 'add-person'; unit: number; role: PersonDraw['role'] }
  | { do: 'transfer'; at: number; unit: number }
  | { do: 'merge-unit'; at: number; into: number }
  | { do: 'gone' | 'back-again'; at: number }
  | { do: 'offline' | 'online' }
  | { do: 'answers-lost'; times: number; delivered: boolean }
  | { do: 'throttled'; times: number; seconds: number }
  | { do: 'crash'; after: number; down: number }
  | { do: 'stop'; down: number }
  | { do: 'clock-back' | 'clock-forward'; minutes: number };

/** What a draw may hold; what a change of the code is not ready for can be left out. */
export interface HistoryOptions {
  /** Heads of units and groups bound to plans. */
  ladder: boolean;
  clockBack: boolean;
  policyChanges: boolean;
  moments: number;
}

const nat = (max: number): fc.Arbitrary<number> => fc.nat({ max });

const offsets = [-10, -7, -5, -3, -2, -1, 0, 1, 2, 3, 7];
const steps: fc.Arbitrary<ReminderStep[]> = fc
  .subarray(offsets, { minLength: 1 })
  .chain((chosen) =>
    fc.tuple(
      ...chosen.map((offset) =>
        nat(3).map((n): ReminderStep => (n === 0 ? { offset, onlyReports: true } : { offset })),
      ),
    ),
  );

const policy: fc.Arbitrary<PolicyChanges> = fc.record(
  {
    steps,
    afterReturn: fc.subarray([1, 2, 5, 7]),
    sendFrom: fc.constantFrom('07:30', '08:00', '09:15'),
    sendUntil: fc.constantFrom('11:30', '17:00', '18:00'),
    isOff: nat(7).map((n) => n === 0),
  },
  { requiredKeys: [] },
);

const ladder = fc.record({
  heads: fc.constantFrom(null, -1, 0, 1, 3),
  groups: fc.constantFrom(null, -3, 0, 1),
  names: fc.constantFrom(null, 0, 1, 7),
  office: fc.constantFrom(null, 1, 7),
});

const when: fc.Arbitrary<WhenDraw> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constant('date' as const),
      day: fc.integer({ min: -2, max: 20 }),
      time: fc.constantFrom(null, null, null, '11:00', '07:00', '24:00'),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('window' as const),
      from: fc.integer({ min: -3, max: 12 }),
      length: nat(12),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('stages' as const),
      days: fc.array(fc.integer({ min: 0, max: 20 }), { minLength: 2, maxLength: 3 }),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('recurring' as const),
      monthDay: fc.constantFrom(5, 15, 25, -1),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constantFrom('event' as const, 'standing' as const) }) },
);

const task: fc.Arbitrary<TaskDraw> = fc.record({
  isReport: fc.boolean(),
  units: fc.uniqueArray(nat(2), { minLength: 1, maxLength: 2 }),
  when,
});

const plan = (options: HistoryOptions): fc.Arbitrary<PlanDraw> =>
  fc.record({
    policy: fc.oneof(
      { weight: 3, arbitrary: fc.constant({}) },
      { weight: 1, arbitrary: options.ladder ? fc.record({ ladder }) : policy },
      { weight: 1, arbitrary: policy },
    ),
    tasks: fc.array(task, { minLength: 1, maxLength: 3 }),
  });

const role = (options: HistoryOptions): fc.Arbitrary<PersonDraw['role']> =>
  options.ladder
    ? fc.constantFrom('officer', 'officer', 'head', 'clerk')
    : fc.constantFrom('officer', 'officer', 'clerk');

function action(options: HistoryOptions): fc.Arbitrary<Action> {
  const at = nat(11);
  const unit = nat(2);
  const days = fc.integer({ min: 0, max: 15 });
  const one = <A extends Action>(weight: number, arbitrary: fc.Arbitrary<A>) => ({ weight, arbitrary });
  return fc.oneof(
    one(5, fc.record({ do: fc.constant('hand-in' as const), at })),
    one(
      3,
      fc.record({
        do: fc.constantFrom(
          'withdraw' as const,
          'accept' as const,
          'pause' as const,
          'resume' as const,
          'cancel' as const,
        ),
        at,
      }),
    ),
    one(3, fc.record({ do: fc.constant('return' as const), at, days: fc.option(days, { nil: null }) })),
    one(3, fc.record({ do: fc.constantFrom('extend' as const, 'date-event' as const), at, days })),
    one(1, fc.record({ do: fc.constantFrom('close' as const, 'reopen' as const), at })),
    one(options.policyChanges ? 1 : 0, fc.record({ do: fc.constant('office-policy' as const), policy })),
    one(options.policyChanges ? 1 : 0, fc.record({ do: fc.constant('plan-policy' as const), at, policy })),
    one(1, fc.record({ do: fc.constant('new-plan' as const), plan: plan(options) })),
    one(2, fc.record({ do: fc.constantFrom('remove-person' as const, 'bind-group' as const), at, unit })),
    one(1, fc.record({ do: fc.constant('add-person' as const), unit, role: role(options) })),
    one(1, fc.record({ do: fc.constant('transfer' as const), at, unit })),
    one(1, fc.record({ do: fc.constant('merge-unit' as const), at: unit, into: unit })),
    one(2, fc.record({ do: fc.constantFrom('gone' as const, 'back-again' as const), at })),
    one(4, fc.record({ do: fc.constantFrom('offline' as const, 'online' as const) })),
    one(2, fc.record({ do: fc.constant('answers-lost' as const), times: nat(2), delivered: fc.boolean() })),
    one(2, fc.record({ do: fc.constant('throttled' as const), times: nat(3), seconds: nat(600) })),
    one(5, fc.record({ do: fc.constant('crash' as const), after: nat(12), down: nat(2) })),
    one(1, fc.record({ do: fc.constant('stop' as const), down: nat(2) })),
    one(
      options.clockBack ? 2 : 0,
      fc.record({
        do: fc.constantFrom('clock-back' as const, 'clock-forward' as const),
        minutes: fc.integer({ min: 1, max: 3_000 }),
      }),
    ),
  );
}

const gap: fc.Arbitrary<Gap> = fc.oneof(
  { weight: 6, arbitrary: fc.constant({ kind: 'step' as const }) },
  {
    weight: 2,
    arbitrary: fc.record({ kind: fc.constantFrom('morning' as const, 'evening' as const, 'noon' as const) }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('minutes' as const),
      minutes: fc.constantFrom(1, 5, 11, 60, 200),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant('days' as const), days: fc.integer({ min: 1, max: 4 }) }),
  },
);

/** A random history. */
export function histories(options: HistoryOptions): fc.Arbitrary<History> {
  const plans = plan(options);
  return fc.record({
    calendar: fc.record({
      off: fc.uniqueArray(nat(40), { maxLength: 6 }),
      worked: fc.uniqueArray(nat(40), { maxLength: 4 }),
      isComplete: fc.boolean(),
    }),
    office: options.ladder ? fc.oneof(policy, fc.record({ ladder })) : policy,
    plans: fc.array(plans, { minLength: 1, maxLength: 2 }),
    people: fc.array(fc.record({ unit: nat(2), role: role(options) }), { minLength: 1, maxLength: 5 }),
    groups: fc.array(
      fc.record({
        unit: fc.option(nat(2), { nil: null }),
        plan: options.ladder ? fc.option(nat(1), { nil: null }) : fc.constant(null),
      }),
      { maxLength: 2 },
    ),
    moments: fc.array(fc.record({ gap, actions: fc.array(action(options), { maxLength: 2 }) }), {
      minLength: 4,
      maxLength: options.moments,
    }),
  });
}
