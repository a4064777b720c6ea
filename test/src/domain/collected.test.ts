import { describe, expect, it } from 'vitest';
import type { Collection } from '../../../src/domain/assignment.js';
import {
  isCollected,
  lastCollection,
  missedCollection,
  newerThanCollected,
} from '../../../src/domain/collected.js';
import { facts, iso } from './facts.js';

const collection = (number: number, at: string, more: Partial<Collection> = {}): Collection => ({
  id: `c${number}`,
  number,
  planId: 'p1',
  taskId: null,
  submissionIds: [],
  byPersonId: 'clerk',
  at: iso(at),
  ...more,
});

describe('src/domain/collected.ts', () => {
  const { assignment, submissions } = facts({
    submissions: [{ sentAt: iso('2022-06-20 10:00') }, { sentAt: iso('2022-06-24 10:00') }],
  });
  const [first, second] = submissions;
  if (!first || !second) throw new Error('two versions');

  it('goes by the last collection of the task or of its plan, and of nothing else', () => {
    const ofPlan = collection(1, '2022-06-21 08:00');
    const ofTask = collection(2, '2022-06-22 08:00', { taskId: 't1' });
    const ofOther = collection(3, '2022-06-25 08:00', { taskId: 't2' });
    const ofOtherPlan = collection(4, '2022-06-26 08:00', { planId: 'p2' });

    expect(lastCollection([ofTask, ofOther, ofOtherPlan, ofPlan], assignment)?.number).toBe(2);
    expect(lastCollection([ofOther, ofOtherPlan], assignment)).toBeNull();
    const sameInstant = collection(5, '2022-06-22 08:00');
    expect(lastCollection([sameInstant, ofTask], assignment)?.number).toBe(5);
  });

  it('calls newer what arrived since and is not in it', () => {
    const taken = collection(1, '2022-06-21 08:00', { submissionIds: ['s1'] });

    expect(isCollected(first, [taken], assignment)).toBe(true);
    expect(isCollected(second, [taken], assignment)).toBe(false);
    expect(missedCollection(first, submissions, [taken], assignment)).toBeNull();
    expect(missedCollection(second, submissions, [taken], assignment)?.number).toBe(1);
  });

  it('calls nothing newer before the first collection, nor what was left out of it on purpose', () => {
    expect(missedCollection(first, submissions, [], assignment)).toBeNull();
    expect(missedCollection(first, [first], [collection(1, '2022-06-21 08:00')], assignment)).toBeNull();
  });

  it('goes by the arrival, not by the time it was sent over a weak line', () => {
    const slow = { ...first, receivedAt: iso('2022-06-21 09:00') };

    expect(missedCollection(slow, [slow], [collection(1, '2022-06-21 08:00')], assignment)?.number).toBe(1);
  });

  it('finds the version that slipped in while the one before it was being packed', () => {
    // Listed at 10:05, recorded as taken at 10:10 by a careless collector; version 2 came in between.
    const taken = collection(1, '2022-06-24 10:10', { submissionIds: ['s1'] });

    expect(missedCollection(second, submissions, [taken], assignment)?.number).toBe(1);
  });

  it('counts each assignment once, by its latest version', () => {
    const taken = collection(1, '2022-06-21 08:00', { submissionIds: ['s1'] });
    const again = collection(2, '2022-06-25 08:00', { submissionIds: ['s2'] });
    const items = [
      { assignment, submissions },
      { assignment, submissions: [] },
    ];

    expect(newerThanCollected(items, [taken]).map(({ submission }) => submission.id)).toEqual(['s2']);
    expect(newerThanCollected(items, [taken, again])).toEqual([]);
    expect(newerThanCollected(items, [])).toEqual([]);
  });
});
