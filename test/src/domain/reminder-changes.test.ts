import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { preferencesAfter } from '../../../src/domain/acts/preferences.js';
import {
  changesAfter,
  orderedSteps,
  type PolicyChange,
  policyFault,
} from '../../../src/domain/acts/reminder-policy.js';
import {
  changedPolicy,
  defaultLadder,
  defaultPolicy,
  type OptionalKind,
  type PolicyChanges,
} from '../../../src/domain/policy.js';

const offset = fc.integer({ min: -70, max: 70 });
const step = fc.record({ offset, onlyReports: fc.option(fc.constant(true), { nil: undefined }) });
const time = fc
  .tuple(fc.integer({ min: 4, max: 22 }), fc.constantFrom('00', '30'))
  .map(([hour, minute]) => `${String(hour).padStart(2, '0')}:${minute}`);
const change: fc.Arbitrary<PolicyChange> = fc.oneof(
  fc.record({ kind: fc.constant('steps' as const), steps: fc.array(step, { maxLength: 17 }) }),
  fc.record({ kind: fc.constant('hours' as const), sendFrom: time, sendUntil: time }),
  fc.record({
    kind: fc.constant('rung' as const),
    rung: fc.constantFrom('heads' as const, 'groups' as const, 'names' as const, 'office' as const),
    from: fc.option(offset),
  }),
  fc.record({ kind: fc.constantFrom('off' as const, 'on' as const, 'default' as const) }),
);

describe('src/domain/acts/reminder-policy.ts', () => {
  it('keeps only what differs, and never leaves the bounds, whatever is chosen in whatever order', () => {
    fc.assert(
      fc.property(fc.array(change, { maxLength: 12 }), (wished) => {
        let kept: PolicyChanges | undefined;
        for (const one of wished) {
          const before = changedPolicy(defaultPolicy, kept);
          if (policyFault(before, one)) continue;
          kept = changesAfter(defaultPolicy, kept, one);
          const after = changedPolicy(defaultPolicy, kept);
          const ladder = after.ladder ?? defaultLadder;
          const offsets = after.steps.map((known) => known.offset);
          expect(offsets.length).toBeGreaterThan(0);
          expect(offsets.length).toBeLessThanOrEqual(15);
          expect(offsets).toEqual([...new Set(offsets)].sort((a, b) => a - b));
          expect(offsets.every((known) => Math.abs(known) <= 60)).toBe(true);
          expect(after.sendFrom >= '05:00' && after.sendUntil <= '21:00').toBe(true);
          expect(after.sendFrom < after.sendUntil).toBe(true);
          if (ladder.names !== null) {
            expect(ladder.names).toBeGreaterThan(0);
            expect(ladder.groups).not.toBeNull();
            expect(ladder.names).toBeGreaterThanOrEqual(ladder.groups ?? 0);
          }
          if (one.kind === 'steps') expect(after.steps).toEqual(orderedSteps(one.steps));
          if (one.kind === 'hours') expect(after).toMatchObject({ sendFrom: one.sendFrom });
          if (one.kind === 'rung') expect(ladder[one.rung]).toBe(one.from);
          if (one.kind === 'off' || one.kind === 'on') expect(after.isOff ?? false).toBe(one.kind === 'off');
          if (one.kind === 'default') expect(kept).toBeUndefined();
          // Nothing else moved.
          if (one.kind !== 'steps' && one.kind !== 'default') expect(after.steps).toEqual(before.steps);
        }
        for (const [field, value] of Object.entries(kept ?? {}))
          expect(value).not.toEqual(defaultPolicy[field as keyof typeof defaultPolicy]);
      }),
    );
  });

  it('takes a step for all tasks before one for reports alone', () => {
    expect(orderedSteps([{ offset: 3 }, { offset: -1, onlyReports: true }, { offset: -1 }])).toEqual([
      { offset: -1 },
      { offset: 3 },
    ]);
  });
});

describe('src/domain/acts/preferences.ts', () => {
  it('leaves nothing behind when everything is taken back', () => {
    const kinds = fc.subarray<OptionalKind>(['opening', 'early', 'soon', 'overview']);
    fc.assert(
      fc.property(kinds, kinds, (muted, unmuted) => {
        const chosen = preferencesAfter(undefined, { kind: 'mute', kinds: muted });
        const after = preferencesAfter(chosen, { kind: 'unmute', kinds: unmuted });
        expect(new Set(after?.muted)).toEqual(new Set(muted.filter((kind) => !unmuted.includes(kind))));
        expect(preferencesAfter(after, { kind: 'unmute', kinds: muted })).toBeUndefined();
      }),
    );
    const hours = { sendFrom: '08:00', sendUntil: '11:00' };
    const own = preferencesAfter({ muted: ['soon'] }, { kind: 'hours', hours });
    expect(own).toEqual({ muted: ['soon'], ...hours });
    expect(preferencesAfter(own, { kind: 'hours', hours: null })).toEqual({ muted: ['soon'] });
    expect(preferencesAfter(own, { kind: 'default' })).toBeUndefined();
  });
});
