import { describe, expect, it } from 'vitest';
import { ours } from '../../bench/broadcast/ours.js';
import { broadcast } from '../../bench/broadcast/run.js';

describe('bench: broadcast', () => {
  it('loses, doubles and disorders nothing, and is not refused, at the limits of the platform', async () => {
    const report = await broadcast(ours, 90, { name: 'calm', loseEvery: 0, floodForMs: 0 }, 1_500);

    expect(report).toMatchObject({ reminders: 90, doubles: 0, disordered: 0, refused: 0 });
    expect(report.answered).toBe(report.asked);
  }, 60_000);

  it('survives lost answers and a call for silence', async () => {
    const report = await broadcast(ours, 90, { name: 'both', loseEvery: 20, floodForMs: 2_000 }, 1_500);

    expect(report).toMatchObject({ reminders: 90, disordered: 0 });
    expect(report.lostAnswers).toBeGreaterThan(0);
    expect(report.doubles).toBeLessThanOrEqual(report.lostAnswers);
  }, 60_000);
});
