import { createHash } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Assistant, runCommand, startAssistant } from '../../fakes/program.js';
import { createZaloServer, type ZaloServer } from '../../fakes/zalo-server.js';

const sample = fileURLToPath(new URL('../../../docs/samples/01-tong-ket-nghi-quyet.docx', import.meta.url));
const directory = fileURLToPath(new URL('../../../assets/directory/province.json', import.meta.url));
const certificate = fileURLToPath(new URL('../../fixtures/tls/cert.pem', import.meta.url));
const report = Buffer.from('%PDF-1.4 báo cáo tổng kết của Sở Y tế');
const clerk = '9007199254740993001';
const officer = '9007199254740993002';
const collector = '9007199254740993003';
const group = '9007199254740993999';
/** A morning shortly before the first deadline of the sample. */
const start = Date.parse('2026-06-15T09:00:00+07:00');

describe('src/app: the main job over Zalo', () => {
  let dir: string;
  let zalo: ZaloServer;
  let assistant: Assistant;
  let env: Record<string, string>;

  beforeEach(async () => {
    dir = await mkdtemp(join(tmpdir(), 'dondoc-zalo-job-'));
    zalo = await createZaloServer();
    zalo.now = () => start;
    const { appId, appSecret, oaId, oaSecretKey, refreshToken } = zalo.credentials;
    env = {
      DATA_DIR: dir,
      DEMO: '1',
      DEMO_SAMPLES: '0',
      CLOCK_START: new Date(start).toISOString(),
      ADMIN_CODE: 'QUAN-TRI-2026',
      ZALO_APP_ID: appId,
      ZALO_APP_SECRET: appSecret,
      ZALO_OA_ID: oaId,
      ZALO_OA_SECRET_KEY: oaSecretKey,
      ZALO_REFRESH_TOKEN: refreshToken,
      ZALO_API_ROOT: zalo.root,
      ZALO_OAUTH_ROOT: zalo.root,
      ZALO_BUSINESS_ROOT: zalo.root,
      ZALO_FILE_HOSTS: zalo.fileHost,
      NODE_EXTRA_CA_CERTS: certificate,
      LOG_LEVEL: 'error',
    };
    await command('units', 'import', directory);
    await command('import', sample, '--publish');
    assistant = await begin();
  });

  afterEach(async () => {
    await assistant.end('SIGTERM');
    await zalo.close();
    await rm(dir, { recursive: true, force: true });
  });

  async function command(...args: string[]): Promise<string> {
    const { code, stdout, stderr } = await runCommand(args, env);
    if (code !== 0) throw new Error(stderr);
    return stdout.trim();
  }

  async function begin(): Promise<Assistant> {
    const started = await startAssistant(env);
    zalo.webhook(`${started.address}/webhooks/zalo`);
    return started;
  }

  const textsTo = (id: string): string[] => zalo.sentTo(id).map(({ text }) => text);

  async function say(who: string, text: string, inGroup?: string): Promise<string> {
    const to = inGroup ?? who;
    const before = zalo.sentTo(to).length;
    expect(await zalo.says(who, text, inGroup)).toBe(200);
    await zalo.until(() => zalo.sentTo(to).length > before, `an answer to ${text}`);
    // An answer may come in parts.
    await new Promise((resolve) => setTimeout(resolve, 150));
    return textsTo(to).slice(before).join('\n');
  }

  const codeIn = (text: string): string =>
    /\b([A-Z0-9]{4}(?:-[A-Z0-9]{4}){3})\b/.exec(text)?.[1] ?? 'không có mã';

  it('runs from linking to an accepted report, with typed numbers in place of buttons', async () => {
    expect(await say(clerk, '/lienket QUAN-TRI-2026')).toContain('Đã liên kết tài khoản');
    expect(await say(officer, `/lienket ${codeIn(await say(clerk, '/donvi Sở Y tế ma'))}`)).toContain(
      'cán bộ đầu mối của Sở Y tế',
    );
    expect(
      await say(collector, `/lienket ${codeIn(await say(clerk, '/donvi Sở Tài chính tonghop'))}`),
    ).toContain('đơn vị tổng hợp');
    // The group: bound by a code typed there; what people say among themselves is not answered.
    expect(await say(clerk, `/lienket ${codeIn(await say(clerk, '/nhom Sở Y tế'))}`, group)).toContain(
      'Sở Y tế',
    );
    const before = zalo.sentTo(group).length;
    await zalo.says(officer, 'chiều nay họp mấy giờ', group);

    const tasks = await say(officer, 'don vi toi con viec gi');
    expect(tasks).toContain('Hạn: hết');
    const code = /\b(V\d+)\b/.exec(await say(officer, '1'))?.[1] ?? '';
    expect(code).toMatch(/^V\d+$/);
    expect(zalo.sentTo(group).length).toBe(before);

    // The report: receipt to the officer, the file itself to the collecting office.
    await say(officer, `/nop ${code}`);
    const arrived = zalo.sentTo(collector).length;
    await zalo.sendsFile(officer, { name: 'Báo cáo tổng kết.pdf', bytes: report });
    await zalo.until(() => textsTo(officer).some((text) => text.includes('mã tiếp nhận')), 'a receipt');
    await zalo.until(
      () =>
        zalo
          .sentTo(collector)
          .slice(arrived)
          .some(({ files }) => files.length > 0),
      'the file at the office',
    );
    const receipt = textsTo(officer).find((text) => text.includes('mã tiếp nhận')) ?? '';
    expect(receipt).toContain('Đã nhận 01 tệp của Sở Y tế');
    expect(receipt).toContain('đúng hạn');
    const file = zalo.sentTo(collector).findLast(({ files }) => files.length > 0)?.files[0];
    expect(
      createHash('sha256')
        .update(file?.bytes ?? '')
        .digest('hex'),
    ).toBe(createHash('sha256').update(report).digest('hex'));

    // Accepted by the number of the choice; the officer is told.
    const menu = textsTo(collector).findLast((text) => /^\d+\. Tiếp nhận/m.test(text)) ?? '';
    const number = /^(\d+)\. Tiếp nhận/m.exec(menu)?.[1] ?? '';
    await say(collector, number);
    await zalo.until(() => textsTo(officer).some((text) => text.includes('đã được tiếp nhận')), 'word of it');
    expect(await say(officer, `/viec ${code}`)).toContain('hoàn thành đúng hạn');
  });

  it('takes what people sent while it was down once, and sends what waited for a new grant', async () => {
    await say(clerk, '/lienket QUAN-TRI-2026');
    await assistant.end('SIGKILL');
    zalo.webhook(null);
    await zalo.says(clerk, '/donvi Sở Y tế');
    assistant = await begin();
    await zalo.until(() => textsTo(clerk).some((text) => text.includes('Sở Y tế')), 'the answer');
    const answered = textsTo(clerk).filter((text) => text.includes('Sở Y tế')).length;
    await zalo.redeliver();

    zalo.revoke();
    const before = zalo.sentTo(clerk).length;
    expect(await zalo.says(clerk, '/trogiup')).toBe(200);
    await zalo.until(() => zalo.refreshes.refused > 0, 'a refused refresh');
    const health = await fetch(`${assistant.address}/health`);
    expect([health.status, ((await health.json()) as { failing: string[] }).failing]).toEqual([
      503,
      ['zalo'],
    ]);
    await assistant.end('SIGTERM');
    env['ZALO_REFRESH_TOKEN'] = zalo.grant();
    assistant = await begin();

    await zalo.until(() => zalo.sentTo(clerk).length > before, 'what waited');
    expect(textsTo(clerk).slice(before).join('\n')).toContain('/viec');
    expect(textsTo(clerk).filter((text) => text.includes('Sở Y tế')).length).toBe(answered);
    expect(assistant.printed()).not.toContain(zalo.credentials.appSecret);
  });

  it('works after being killed between a refresh and its first use, with the pair it was given', async () => {
    await say(clerk, '/lienket QUAN-TRI-2026');
    const { given } = zalo.refreshes;
    zalo.holdsFirstUse = true;
    zalo.expireToken();
    const before = zalo.sentTo(clerk).length;
    expect(await zalo.says(clerk, '/donvi Sở Y tế')).toBe(200);
    await zalo.until(() => zalo.held.count > 0, 'a call with the new token');
    await assistant.end('SIGKILL');
    zalo.holdsFirstUse = false;
    assistant = await begin();

    await zalo.until(() => zalo.sentTo(clerk).length > before, 'the answer that was cut off');

    // The refresh token in the configuration and the one before are spent: asking again would lose the grant.
    expect(zalo.refreshes).toEqual({ given: given + 1, refused: 0 });
    expect(
      textsTo(clerk)
        .slice(before)
        .filter((text) => text.includes('Sở Y tế')),
    ).toHaveLength(1);
  });
});
