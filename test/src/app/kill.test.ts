import { describe, expect, it } from 'vitest';
import { killRounds } from '../../../bench/kill-rounds.js';

describe('src/app: kill -9', () => {
  it('loses no receipt and repeats only what lost its answer, three times over', async () => {
    const report = await killRounds({ rounds: 3, seed: Math.floor(Math.random() * 1_000_000) });

    expect(report).toMatchObject({
      rounds: 3,
      filesSent: 18,
      lost: [],
      notOnce: [],
      repeated: [],
      findings: [],
    });
    expect(report.receipts).toBeGreaterThanOrEqual(18);
  }, 90_000);
});
