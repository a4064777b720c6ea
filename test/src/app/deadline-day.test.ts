import { describe, expect, it } from 'vitest';
import { deadlineDay } from '../../../bench/deadline-day-run.js';

describe('src/app: deadline day', () => {
  it('loses, doubles and misjudges nothing, with files sent twice, answers lost and two restarts', async () => {
    const report = await deadlineDay({
      units: 5,
      filesEach: 3,
      rate: 40,
      seed: Math.floor(Math.random() * 1_000_000),
    });

    expect(report).toMatchObject({
      filesSent: 15,
      receipts: 15,
      submissions: 15,
      restarts: 2,
      missing: [],
      notOnce: [],
      wrongFile: [],
      wrongVerdict: [],
      leaked: [],
      findings: [],
    });
  }, 180_000);
});
