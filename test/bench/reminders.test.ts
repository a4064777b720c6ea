import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';

const bench = fileURLToPath(new URL('../../dist/bench/reminders.js', import.meta.url));

/** The bench takes over the clock and the timers of its process, so it has one of its own. */
async function histories(...args: string[]): Promise<{ code: number; printed: string }> {
  return promisify(execFile)(process.execPath, [bench, ...args]).then(
    ({ stdout }) => ({ code: 0, printed: stdout }),
    (error: unknown) => {
      const { code, stdout, stderr } = error as { code: number; stdout: string; stderr: string };
      return { code, printed: `${stdout}${stderr}` };
    },
  );
}

describe('random histories of reminding (bench/reminders.ts)', () => {
  it('lose nothing, send nothing twice, and leave in peace whoever owes nothing', async () => {
    const { code, printed } = await histories('400', '20260615');

    expect(code, printed).toBe(0);
    expect(JSON.parse(printed)).toMatchObject({ runs: 400, failures: 0 });
  }, 300_000);
});
