import { describe, expect, it } from 'vitest';
import { defaultPolicy, stepName } from '../../../src/domain/policy.js';

describe('src/domain/policy.ts', () => {
  it.each([
    [-10, 'D-10'],
    [-1, 'D-1'],
    [0, 'D'],
    [-0, 'D'],
    [1, 'D+1'],
    [7, 'D+7'],
  ])('names step %i %s', (offset, name) => {
    expect(stepName(offset)).toBe(name);
  });

  it('is the ladder of domain.md 4.5: D-10 and D-5 for reports, D-3, D-1, D, +1, +3, +7, from 8:00 to 17:00', () => {
    const names = (isReport: boolean): string[] =>
      defaultPolicy.steps
        .filter((step) => isReport || !step.onlyReports)
        .map((step) => stepName(step.offset));

    expect(names(true)).toEqual(['D-10', 'D-5', 'D-3', 'D-1', 'D', 'D+1', 'D+3', 'D+7']);
    expect(names(false)).toEqual(['D-3', 'D-1', 'D', 'D+1', 'D+3', 'D+7']);
    expect([defaultPolicy.sendFrom, defaultPolicy.sendUntil]).toEqual(['08:00', '17:00']);
  });
});
