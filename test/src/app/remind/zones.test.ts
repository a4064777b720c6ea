import { afterEach, describe, expect, it, vi } from 'vitest';
import { createSendableAt } from '../../../../src/app/remind.js';
import { type Reminding, at, createReminding } from '../../../fakes/reminding.js';
import { task } from '../../../fakes/world.js';

vi.mock('node-cron', () => ({ schedule: () => ({ stop: () => undefined }) }));

/** Minutes behind UTC in June, as the process itself sees them. */
const offsets = { 'America/New_York': 240, 'Asia/Kolkata': -330, 'Pacific/Kiritimati': -840 };

describe('the zone of the server', () => {
  const usual = process.env['TZ'];
  let run: Reminding | null = null;
  afterEach(async () => {
    await run?.close();
    run = null;
    if (usual === undefined) delete process.env['TZ'];
    else process.env['TZ'] = usual;
  });

  it.each(Object.entries(offsets))('%s changes nothing about days, hours and words', async (name, offset) => {
    process.env['TZ'] = name;
    expect(new Date('2026-06-15T00:00:00Z').getTimezoneOffset()).toBe(offset);
    run = await createReminding();
    await run.world.say({ id: 'hoa', name: 'Hoa' }, '/start QUAN-TRI-2026');
    await run.world.link('ha', 'Lê Thu Hà', 'officer', 'Sở Y tế');
    await run.world.publish([task('tổng kết hội nghị', ['Sở Y tế'], '2026-06-23', { deliverable: null })]);
    await run.group('g', ['Sở Y tế'], []);
    await run.run('2026-06-15T10:00');
    await run.send();

    const sent: string[] = [];
    for (const day of ['17', '18', '19', '20', '21', '22', '23', '24']) {
      for (const time of ['00:30', '07:59', '08:00', '12:00', '16:59', '17:00', '23:30']) {
        const rows = await run.run(`2026-06-${day}T${time}`);
        sent.push(...rows.map(({ kind, conversationId }) => `${day} ${time} ${kind} ${conversationId}`));
        const [first] = rows;
        if (first)
          expect(
            createSendableAt(run.world.app.store, run.world.app.rules, { isClockMoved: false })(
              first,
              at('2026-06-20T00:30'),
            ),
          ).toBe(at('2026-06-22T08:00'));
        await run.send();
      }
    }
    expect(sent).toEqual([
      '18 08:00 reminder memory:ha',
      '18 08:00 reminder memory:g',
      '22 08:00 overview memory:g',
      '22 08:00 reminder memory:ha',
      '22 08:00 reminder memory:g',
      '23 08:00 reminder memory:ha',
      '23 08:00 reminder memory:g',
      '24 08:00 reminder memory:ha',
      '24 08:00 reminder memory:g',
    ]);
  });
});
