import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Assistant, refusedStart, runCommand, startAssistant } from '../fakes/program.js';

const quiet = { LOG_LEVEL: 'silent', DEMO: '1', DEMO_SAMPLES: '0' };

describe('src/main.ts', () => {
  let dir: string;
  const running: Assistant[] = [];

  async function start(env: Record<string, string>): Promise<Assistant> {
    const assistant = await startAssistant({ DATA_DIR: join(dir, 'data'), ...env });
    running.push(assistant);
    return assistant;
  }

  beforeEach(async () => {
    dir = await mkdtemp(join(tmpdir(), 'dondoc-main-'));
  });

  afterEach(async () => {
    await Promise.all(running.splice(0).map((assistant) => assistant.end('SIGKILL')));
    await rm(dir, { recursive: true, force: true });
  });

  it('prints one address on an empty environment, and serves the page and its health there', async () => {
    const assistant = await start({ LOG_LEVEL: 'silent' });

    expect(assistant.printed().trim()).toMatch(
      /^Đôn Đốc đang chạy \(dùng thử\)\. Mở trình duyệt tại: http:\/\/\S+$/,
    );
    const page = await fetch(`${assistant.address}/`);
    expect(page.status).toBe(200);
    expect(await page.text()).toContain('Đôn Đốc');
    const health = await fetch(`${assistant.address}/health`);
    expect(await health.json()).toMatchObject({ status: 'ok' });
    expect(await (await fetch(`${assistant.address}/metrics`)).text()).toMatch(/^dondoc_plans 4$/m);
  });

  it('refuses a wrong environment with a line per fault and no secret', async () => {
    const { code, stderr } = await refusedStart({
      DATA_DIR: dir,
      TELEGRAM_BOT_TOKEN: 'not-a-token-but-secret',
      HTTP_PORT: 'eighty',
      WORKDAY_END: '25:00',
    });

    const lines = stderr.trim().split('\n');
    expect(code).toBe(1);
    expect(lines).toHaveLength(3);
    expect(lines.map((line) => line.split(':')[0])).toEqual([
      'TELEGRAM_BOT_TOKEN',
      'HTTP_PORT',
      'WORKDAY_END',
    ]);
    expect(stderr).toContain('“eighty”');
    expect(stderr).not.toContain('not-a-token');
  });

  it('refuses a second process on the same data and tells what to do', async () => {
    await start(quiet);

    const second = await refusedStart({ ...quiet, DATA_DIR: join(dir, 'data') });

    expect(second.code).toBe(1);
    expect(second.stderr).toContain('đang được một tiến trình Đôn Đốc khác sử dụng');
    expect(second.stderr).toContain('DATA_DIR');
    expect(
      (await runCommand(['invite', '--unit', 'Sở Y tế'], { DATA_DIR: join(dir, 'data') })).stderr,
    ).toContain('tiến trình Đôn Đốc khác');
  });

  it('takes over at once from a process that was killed', async () => {
    await (await start(quiet)).end('SIGKILL');

    const next = await start(quiet);

    expect((await fetch(`${next.address}/health`)).status).toBe(200);
  });

  it('stops with 0 on SIGTERM', async () => {
    const assistant = await start(quiet);

    expect((await assistant.end('SIGTERM')).code).toBe(0);
  });

  it('refuses damaged data, leaves it as it is, and says how to go on', async () => {
    await (await start(quiet)).end('SIGTERM');
    const path = join(dir, 'data', 'store.json');
    const damaged = (await readFile(path, 'utf8')).replace(/"at"|"value"/, '"vlaue"');
    await writeFile(path, damaged);

    const refused = await refusedStart({ ...quiet, DATA_DIR: join(dir, 'data') });

    expect(refused.code).toBe(1);
    expect(refused.stderr).toContain('Dữ liệu bị hỏng');
    expect(refused.stderr).toContain('restore');
    expect(await readFile(path, 'utf8')).toBe(damaged);
  });

  it('says so when the port is taken', async () => {
    const first = await start(quiet);

    const second = await refusedStart({
      ...quiet,
      DATA_DIR: join(dir, 'other'),
      HTTP_PORT: new URL(first.address).port,
    });

    expect(second.code).toBe(1);
    expect(second.stderr).toContain('Cổng HTTP đang được chương trình khác sử dụng');
  });

  it('prints the first administrator’s code once, at the first start', async () => {
    const first = await start(quiet);
    expect(first.printed()).toMatch(/gõ: \/lienket (?:[A-Z0-9]{4}-){3}[A-Z0-9]{4}/);
    await first.end('SIGTERM');

    expect((await start(quiet)).printed()).not.toContain('/lienket');
  });
});
