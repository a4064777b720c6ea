import { execFile } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Finished, runCommand } from '../fakes/program.js';

const sample = fileURLToPath(new URL('../../docs/samples/01-tong-ket-nghi-quyet.docx', import.meta.url));

const plan = `ỦY BAN NHÂN DÂN
TỈNH LAM GIANG

Số: 12/KH-UBND
Lam Giang, ngày 02 tháng 6 năm 2022

KẾ HOẠCH
Tổng kết công tác lưu trữ

I. PHÂN CÔNG THỰC HIỆN
1. Sở Y tế xây dựng báo cáo tổng kết, gửi Sở Nội vụ trước ngày 23/6/2022.
2. Các sở, ban, ngành báo cáo kết quả định kỳ trước ngày 01/11 hàng năm về Sở Nội vụ.
`;

describe('src/cli.ts', () => {
  let dir: string;
  const run = (args: string[], input?: string | Uint8Array): Promise<Finished> =>
    runCommand(args, { DATA_DIR: join(dir, 'data') }, input);
  const file = (name: string): string => join(dir, name);

  beforeEach(async () => {
    dir = await mkdtemp(join(tmpdir(), 'dondoc-cli-'));
    await writeFile(file('plan.txt'), plan);
    await writeFile(
      file('units.json'),
      JSON.stringify([
        { name: 'Sở Y tế', abbreviation: 'SYT' },
        { name: 'Sở Nội vụ' },
        { name: 'Sở Tư pháp' },
        { name: 'Công an tỉnh' },
      ]),
    );
  });

  afterEach(() => rm(dir, { recursive: true, force: true }));

  it('reads a document as JSON without touching a store', async () => {
    const { code, stdout } = await run(['read', file('plan.txt'), '--json']);

    const result = JSON.parse(stdout) as {
      document: Record<string, unknown>;
      tasks: { lead: string[]; deadlines: { dueOn: string; text: string }[]; quotes: { text: string }[] }[];
    };
    expect(code).toBe(0);
    expect(result.document).toMatchObject({ type: 'KH', number: '12/KH-UBND', issuedOn: '2022-06-02' });
    expect(result.tasks[0]).toMatchObject({ lead: ['Sở Y tế'], recipients: ['Sở Nội vụ'] });
    expect(result.tasks[0]?.deadlines[0]).toMatchObject({
      dueOn: '2022-06-22',
      statedOn: '2022-06-23',
      inclusive: false,
    });
    expect(result.tasks[1]?.deadlines[0]).toMatchObject({
      kind: 'recurring',
      rrule: 'FREQ=YEARLY;BYMONTH=11;BYMONTHDAY=1',
    });
    for (const task of result.tasks)
      for (const quote of task.quotes) expect(plan.replace(/\s+/g, ' ')).toContain(quote.text);
    await expect(readFile(file('data/store.json'))).rejects.toThrow();
  });

  it('checks a plan before it is issued, in words and as JSON', async () => {
    const { stdout } = await run(['read', file('plan.txt'), '--check']);
    expect(stdout).toMatch(/Kiểm tra kế hoạch: \d+ điểm cần xem\.\n1\. /u);

    const json = await run(['read', file('plan.txt'), '--check', '--json']);
    const { findings } = JSON.parse(json.stdout) as { findings: { kind: string; sentence: string }[] };
    expect(findings.map(({ kind }) => kind)).toContain('recurrence-open');
    for (const { sentence } of findings) expect(stdout).toContain(sentence);
    expect(JSON.parse((await run(['read', file('plan.txt'), '--json'])).stdout)).not.toHaveProperty(
      'findings',
    );
  });

  it('gives a long answer whole into a pipe that is slow to take it', async () => {
    const items = Array.from(
      { length: 250 },
      (_, i) => `${i + 3}. Sở Tài chính gửi báo cáo số ${i} trước ngày 20/8/2022.\n`,
    );
    await writeFile(file('long.txt'), plan + items.join(''));
    const cli = fileURLToPath(new URL('../../dist/src/cli.js', import.meta.url));
    const { stdout } = await promisify(execFile)(
      'sh',
      ['-c', '"$0" "$1" read "$2" --json | { sleep 1; cat; }', process.execPath, cli, file('long.txt')],
      { maxBuffer: 1e8 },
    );

    expect(stdout.length).toBeGreaterThan(100_000);
    expect((JSON.parse(stdout) as { tasks: unknown[] }).tasks.length).toBeGreaterThan(200);
  });

  it('reads a .docx in words', async () => {
    const { code, stdout } = await run(['read', sample]);

    expect(code).toBe(0);
    expect(stdout).toContain('Chủ trì:');
    expect(stdout).toContain('hạn cuối:');
  });

  it('reads one expression, and one JSON object a line from standard input', async () => {
    const one = await run(['deadline', 'trước ngày 23/6/2022', '--issued-on', '2022-06-02', '--json']);
    const many = await run(['deadline', '-'], 'quý I năm 2024\t2023-12-28\nkhông phải hạn\t2023-12-28\n');

    expect(JSON.parse(one.stdout)).toMatchObject({ kind: 'date', dueOn: '2022-06-22' });
    const lines = many.stdout.trim().split('\n');
    expect(lines).toHaveLength(2);
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({
      kind: 'window',
      from: '2024-01-01',
      dueOn: '2024-03-31',
    });
  });

  it('tells which unit a mention means', async () => {
    const { stdout } = await run(['unit', '-'], 'SKHĐT\nCác sở, ban, ngành\n');

    const lines = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { text: string; name: string | null; kind: string });
    expect(lines[0]).toMatchObject({ text: 'SKHĐT', name: 'Sở Kế hoạch và Đầu tư', kind: 'sở' });
    expect(lines[1]?.kind).toBe('group');
  });

  it('imports and exports the directory, and imports and publishes a plan', async () => {
    expect((await run(['units', 'import', file('units.json')])).stdout).toContain('thêm 4');
    expect((await run(['units', 'import', file('units.json')])).stdout).toContain('thêm 0');
    expect((await run(['units', 'export', file('out.json')])).code).toBe(0);
    expect(JSON.parse(await readFile(file('out.json'), 'utf8'))).toHaveLength(4);
    expect((await run(['units', 'export', file('out.xlsx')])).code).toBe(0);
    expect((await run(['units', 'import', file('out.xlsx')])).stdout).toContain('thêm 0');

    const imported = await run(['import', file('plan.txt'), '--publish']);
    expect(imported.stdout.trim()).toBe('D1');
    expect(imported.stderr).toContain('Đã ban hành kế hoạch K1');
    const again = await run(['import', file('plan.txt'), '--publish']);
    expect(again.code).toBe(1);
    expect(again.stderr).toContain('đã được nhập trước đây');
  });

  it('says day by day who is reminded of what, for a draft as well, and draws it', async () => {
    await run(['units', 'import', file('units.json')]);
    await run(['import', file('plan.txt')]);
    const span = ['simulate', '--from', '2022-06-02', '--to', '2022-06-30'];

    const nothing = await run(span);
    const drawn = await run([...span, '--draft', 'D1', '--picture', file('lich.png')]);
    const json = await run([...span, '--draft', '1', '--json']);

    expect(nothing.stdout).toContain('không có lần nhắc nào');
    expect(drawn.stdout).toContain('Thứ Tư, 22/06/2022, 08 giờ 00: ');
    expect(drawn.stdout).toContain('  Ngày cuối; hạn 22/06/2022; ');
    expect(drawn.stderr).toContain('Đã ghi hình lịch nhắc');
    expect((await readFile(file('lich.png'))).subarray(1, 4).toString()).toBe('PNG');
    expect(json.stdout.split('\n')[0]).toMatch(
      /^\{"at":"2022-06-08T08:00:00\+07:00","assignment":"D1\/V1","plan":"[^"]+","task":"[^"]+","unit":"[^"]+","step":"D-10","dueOn":"2022-06-22"\}$/,
    );
    const refusals = [
      await run([...span, '--draft', 'D9']),
      await run(['simulate', '--from', '2022-06-30', '--to', '2022-06-02']),
      await run([...span, '--picture', file('khong-co/lich.png')]),
    ];
    expect(refusals.map(({ code }) => code)).toEqual([1, 1, 1]);
    expect(refusals[0]?.stderr).toContain('Không có dự thảo “D9”');
  });

  it('forecasts the reminders of a plan line by line', async () => {
    await run(['units', 'import', file('units.json')]);
    await run(['import', file('plan.txt'), '--publish']);

    const { code, stdout } = await run(['simulate', '--from', '2022-06-02', '--to', '2022-06-30', '--json']);

    const steps = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { at: string; unit: string; step: string; dueOn: string });
    expect(code).toBe(0);
    // Due Wednesday 22/6/2022; ten working days before is Wednesday 08/6.
    expect(steps.map(({ at, step }) => `${at.slice(0, 16)} ${step}`)).toEqual([
      '2022-06-08T08:00 D-10',
      '2022-06-15T08:00 D-5',
      '2022-06-17T08:00 D-3',
      '2022-06-21T08:00 D-1',
      '2022-06-22T08:00 D',
      '2022-06-23T08:00 D+1',
      '2022-06-27T08:00 D+3',
    ]);
    expect(new Set(steps.map(({ unit }) => unit))).toEqual(new Set(['Sở Y tế']));
    expect(steps[0]?.at).toMatch(/\+07:00$/);
  });

  it('prints link codes alone, one a line', async () => {
    await run(['units', 'import', file('units.json')]);

    const { code, stdout } = await run(['invite', '--unit', 'SYT', '--count', '3']);

    expect(code).toBe(0);
    expect(stdout.trim().split('\n')).toHaveLength(3);
    for (const line of stdout.trim().split('\n')) expect(line).toMatch(/^[A-Z0-9-]{8,}$/);
    const unknown = await run(['invite', '--unit', 'Sở Không Có']);
    expect(unknown.code).toBe(1);
    expect(unknown.stderr).toContain('Không có đơn vị');
    expect((await run(['invite', '--unit', 'SYT', '--group'])).stdout.trim()).toMatch(/^[A-Z0-9-]{8,}$/);
    expect((await run(['invite', '--unit', 'SYT', '--head'])).stdout.trim()).toMatch(/^[A-Z0-9-]{8,}$/);
    for (const more of [['--group'], ['--role', 'leader']]) {
      const refused = await run(['invite', '--unit', 'SYT', '--head', ...more]);
      expect(refused.code).toBe(1);
      expect(refused.stderr).toContain('thủ trưởng');
    }
  });

  it('backs up, restores into an empty folder, and checks', async () => {
    await run(['units', 'import', file('units.json')]);
    await run(['import', file('plan.txt'), '--publish']);
    const calendar = JSON.stringify({
      years: { 2027: { source: 'Thông báo', off: ['2027-01-01'], worked: [] } },
    });
    await writeFile(file('data/holidays.json'), calendar);
    expect((await run(['backup', file('luu.zip')])).code).toBe(0);

    const other = { DATA_DIR: join(dir, 'other') };
    expect((await runCommand(['restore', file('luu.zip')], other)).code).toBe(0);
    expect((await runCommand(['check'], other)).stdout).toContain('nguyên vẹn');
    expect(await readFile(file('other/holidays.json'), 'utf8')).toBe(calendar);
    expect((await runCommand(['units', 'export', file('restored.json')], other)).code).toBe(0);
    expect(JSON.parse(await readFile(file('restored.json'), 'utf8'))).toHaveLength(4);
    const unasked = await runCommand(['restore', file('luu.zip')], other);
    expect(unasked.code).toBe(1);
    expect(unasked.stderr).not.toBe('');
  });

  it('archives a plan and verifies the archive', async () => {
    await run(['units', 'import', file('units.json')]);
    await run(['import', file('plan.txt'), '--publish']);

    const made = await run(['archive', 'K1', file('ho-so.zip')]);
    expect([made.code, made.stderr]).toEqual([0, '']);
    expect(made.stdout).toContain('Đã lập hồ sơ lưu trữ kế hoạch 12/KH-UBND');
    const sum = /SHA-256: ([0-9a-f]{64})/.exec(made.stdout)?.[1];
    const verified = await run(['verify', file('ho-so.zip')]);
    expect(verified.code).toBe(0);
    expect(verified.stdout).toContain('Hồ sơ nguyên vẹn: kế hoạch 12/KH-UBND');
    expect(verified.stdout).toContain(sum);
    expect((await run(['archive', '12/KH-UBND', file('ho-so-2.zip')])).code).toBe(0);

    const again = await run(['archive', 'K1', file('ho-so.zip')]);
    expect([again.code, again.stdout]).toEqual([1, '']);
    expect(again.stderr).toContain('đã có sẵn');
    const unknown = await run(['archive', 'K9', file('khac.zip')]);
    expect(unknown.stderr).toContain('Không có kế hoạch “K9”');
    expect((await run(['archive', 'K1', file('khong-co/ho-so.zip')])).stderr).toContain('không ghi được');
    expect((await readdir(dir)).filter((name) => name.endsWith('.tmp'))).toEqual([]);

    const bytes = await readFile(file('ho-so.zip'));
    const at = bytes.indexOf('12/KH-UBND');
    bytes[at] = 0x39;
    await writeFile(file('sua.zip'), bytes);
    const changed = await run(['verify', file('sua.zip')]);
    expect([changed.code, changed.stdout]).toEqual([1, '']);
    expect(changed.stderr).toContain('Phát hiện');
    expect((await run(['verify', file('missing.zip')])).stderr).toContain('Không tìm thấy tệp');
    expect((await run(['verify', file('plan.txt')])).stderr).toContain('không đọc được tệp nén');
    expect((await run(['archive', 'K1'])).code).toBe(2);
  });

  it('ends with 1 and a Vietnamese reason on refused input, with 2 on wrong usage', async () => {
    await writeFile(file('empty.txt'), '');
    await writeFile(file('fake.docx'), 'MZ\u0090\u0000 not a document');
    await writeFile(file('secret.txt'), `ỦY BAN NHÂN DÂN\nTỐI MẬT\n${plan}`);
    const refusals: [string[], string][] = [
      [['read', file('missing.txt')], 'Không tìm thấy tệp'],
      [['read', file('empty.txt')], 'rỗng'],
      [['read', file('fake.docx')], 'không phải loại hệ thống đọc được'],
      [['read', file('secret.txt')], 'dấu chỉ độ mật'],
      [['read', file('plan.txt'), '--issued-on', '2022-02-30'], 'YYYY-MM-DD'],
      [['deadline', 'chào buổi sáng'], 'Không đọc được thời hạn'],
      [['restore', file('plan.txt')], 'hỏng'],
    ];
    for (const [args, sentence] of refusals) {
      const { code, stderr, stdout } = await run(args);
      expect([code, stdout]).toEqual([1, '']);
      expect(stderr).toContain(sentence);
    }
    for (const args of [['no-such-command'], ['read'], ['simulate', '--from', '2022-01-01'], ['invite']]) {
      expect((await run(args)).code).toBe(2);
    }
    expect((await run(['--help'])).code).toBe(0);
  });
});
