import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { audienceOf, climbOf, kindOf, writtenTo } from '../../../src/domain/audience.js';
import { defaultPolicy, returnStepName, stepName } from '../../../src/domain/policy.js';
import { chosenHours, sharedHours } from '../../../src/domain/sending-hours.js';

describe('audienceOf', () => {
  it.each([
    ['open', false, null, false],
    ['D-10', false, null, false],
    ['D-5', false, null, false],
    ['D-3', false, 'figures', false],
    ['D-1', false, 'figures', false],
    ['D', false, 'figures', false],
    ['D+1', true, 'figures', false],
    ['D+3', true, 'figures', false],
    ['D+7', true, 'names', true],
    ['R1+2', true, 'figures', false],
    ['R2+7', true, 'names', true],
    ['R12+62', true, 'names', true],
    ['anything', false, null, false],
  ])('of the usual ladder at %s', (step, heads, planGroups, office) => {
    expect(audienceOf(step, defaultPolicy)).toEqual({ heads, planGroups, office });
  });

  it('leaves out whom a plan never writes to', () => {
    const ladder = { heads: null, groups: null, names: 1, office: null };
    expect(audienceOf('D+20', { ladder })).toEqual({ heads: false, planGroups: null, office: false });
    expect(audienceOf('D-3', { ladder: { ...ladder, groups: -3, names: -3 } }).planGroups).toBe('names');
    // The opening comes before every step, however early a rung stands.
    expect(audienceOf('open', { ladder: { ...ladder, groups: -60 } }).planGroups).toBeNull();
  });

  it('reads every name the planner gives', () => {
    fc.assert(
      fc.property(fc.integer({ min: -60, max: 200 }), fc.integer({ min: 1, max: 40 }), (offset, version) => {
        expect(climbOf(stepName(offset))).toBe(offset);
        if (offset > 0) expect(climbOf(returnStepName(version, offset))).toBe(offset);
      }),
    );
  });
});

describe('kindOf', () => {
  it.each([
    ['open', 'opening'],
    ['D-10', 'early'],
    ['D-4', 'early'],
    ['D-3', 'soon'],
    ['D-1', 'soon'],
    ['D', null],
    ['D+1', null],
    ['R1+2', null],
  ])('%s', (step, kind) => expect(kindOf(step)).toBe(kind));
});

describe('writtenTo', () => {
  const people = fc.array(fc.record({ isHead: fc.boolean(), isReached: fc.boolean() }), { maxLength: 6 });

  it('never takes a head while another can be reached, and somebody whenever anybody can', () => {
    fc.assert(
      fc.property(people, fc.boolean(), (all, heads) => {
        const written = writtenTo(all, heads);
        const reached = all.filter(({ isReached }) => isReached);
        expect(written.every(({ isReached }) => isReached)).toBe(true);
        expect(written.length > 0).toBe(reached.length > 0);
        if (heads) expect(written).toEqual(reached);
        else if (reached.some(({ isHead }) => !isHead))
          expect(written.some(({ isHead }) => isHead)).toBe(false);
      }),
    );
  });
});

describe('hours', () => {
  it('are those that hold for both, or none', () => {
    const office = { sendFrom: '08:00', sendUntil: '17:00' };
    expect(sharedHours(office, { sendFrom: '10:00', sendUntil: '20:00' })).toEqual({
      sendFrom: '10:00',
      sendUntil: '17:00',
    });
    expect(sharedHours(office, { sendFrom: '17:00', sendUntil: '20:00' })).toBeNull();
  });

  it('chosen by somebody take the place of the usual ones, unless they leave no time at all', () => {
    const office = { sendFrom: '08:00', sendUntil: '17:00' };
    expect(chosenHours(office, { sendFrom: '14:00' })).toEqual({ sendFrom: '14:00', sendUntil: '17:00' });
    expect(chosenHours(office, { sendFrom: '18:00', sendUntil: '20:00' })).toEqual({
      sendFrom: '18:00',
      sendUntil: '20:00',
    });
    expect(chosenHours(office, { sendFrom: '18:00' })).toEqual(office);
    expect(chosenHours(office, undefined)).toEqual(office);
  });
});
