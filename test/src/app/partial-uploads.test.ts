import { createHash, randomBytes } from 'node:crypto';
import { appendFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { worldOfHoa } from '../../fakes/clerk.js';
import { task, type Talker, type World } from '../../fakes/world.js';

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

describe('src/app: uploads in pieces', () => {
  let world: World;
  let ha: Talker;
  let binh: Talker;
  const report = Buffer.concat([Buffer.from('%PDF-1.4 báo cáo lớn '), randomBytes(300_000)]);

  beforeEach(async () => {
    world = await worldOfHoa('2026-06-22T23:50:00+07:00');
    ha = await world.link('ha', 'Lê Thu Hà', 'officer', 'Sở Y tế');
    binh = await world.link('binh', 'Phan Trí Bình', 'officer', 'Sở Giáo dục và Đào tạo');
    await world.publish([task('báo cáo tổng kết', ['Sở Y tế', 'Sở Giáo dục và Đào tạo'], '2026-06-22')]);
  });
  afterEach(() => world.close());

  /** Path of the person's link, as the chat gave it. */
  async function linkOf(who: Talker, code: string): Promise<string> {
    const said = (await world.say(who, `/nop ${code}`)).map((message) => message.text).join('\n');
    const path = /\/upload\/[\w.-]+/.exec(said)?.[0];
    if (path === undefined) throw new Error(`no link in ${said}`);
    return path;
  }

  const encoded = (text: string): string => Buffer.from(text).toString('base64');
  const url = (path: string): string => `${world.app.address}${path}`;
  const call = (path: string, method: string, headers: Record<string, string> = {}, body?: Uint8Array) =>
    fetch(url(path), {
      method,
      headers: { 'tus-resumable': '1.0.0', ...headers },
      ...(body ? { body: new Uint8Array(body) } : {}),
    });

  async function begin(link: string, bytes: Uint8Array, more: { hash?: string; name?: string } = {}) {
    const metadata = [
      `filename ${encoded(more.name ?? 'báo cáo.pdf')}`,
      ...(more.hash ? [`sha256 ${encoded(more.hash)}`] : []),
    ];
    const answer = await call(`${link}/parts`, 'POST', {
      'upload-length': String(bytes.length),
      'upload-metadata': metadata.join(','),
    });
    const id = /parts\/([0-9a-f]{32})$/.exec(answer.headers.get('location') ?? '')?.[1] ?? '';
    return { status: answer.status, part: `${link}/parts/${id}`, id, text: await answer.text() };
  }

  const patch = (part: string, offset: number, bytes: Uint8Array) =>
    call(
      part,
      'PATCH',
      { 'upload-offset': String(offset), 'content-type': 'application/offset+octet-stream' },
      bytes,
    );
  const submissions = () => [...world.app.store.all('submissions')];
  const receiptsOf = (who: Talker): string[] =>
    world
      .inboxOf(who.id)
      .map((message) => message.text)
      .filter((text) => text.includes('Đã nhận'));
  const inUploads = (): Promise<string[]> => readdir(join(world.dir, 'uploads'));

  it('takes a file in pieces over a broken line and a restart, and gives one receipt in the chat', async () => {
    const link = await linkOf(ha, 'V1');
    const { part, status } = await begin(link, report);
    expect(status).toBe(201);
    expect((await patch(part, 0, report.subarray(0, 100_000))).status).toBe(204);
    expect((await call(part, 'HEAD')).headers.get('upload-offset')).toBe('100000');
    expect((await patch(part, 50_000, report.subarray(50_000, 60_000))).status).toBe(409);
    await world.restart();
    expect((await call(part, 'HEAD')).headers.get('upload-offset')).toBe('100000');
    expect((await patch(part, 100_000, report.subarray(100_000))).status).toBe(204);
    await world.app.settled();

    expect(submissions().map((one) => one.files[0]?.sha256)).toEqual([sha256(report)]);
    expect(receiptsOf(ha)).toHaveLength(1);
    expect(receiptsOf(ha)[0]).toContain('báo cáo.pdf');
    const stored = await world.app.vault.read(sha256(report));
    expect(stored.equals(report)).toBe(true);
  });

  it('hands in once, however often the last piece and its answer are repeated', async () => {
    const link = await linkOf(ha, 'V1');
    const { part } = await begin(link, report);
    await patch(part, 0, report.subarray(0, -1));
    await Promise.all([1, 2, 3].map(() => patch(part, report.length - 1, report.subarray(-1))));
    await patch(part, report.length, new Uint8Array());
    const head = await call(part, 'HEAD');
    await world.restart();
    await call(part, 'HEAD');
    await world.app.settled();

    expect(head.headers.get('upload-offset')).toBe(String(report.length));
    expect(submissions()).toHaveLength(1);
    expect(receiptsOf(ha)).toHaveLength(1);
  });

  it('hands in at the next start what was complete when the process ended', async () => {
    const link = await linkOf(ha, 'V1');
    const { part, id } = await begin(link, report);
    await patch(part, 0, report.subarray(0, -1));
    await world.app.stop();
    // The last byte reached the disk, its answer and everything after it did not happen.
    await appendFile(join(world.dir, 'uploads', id), report.subarray(-1));
    await world.restart();
    await world.app.settled();

    expect(submissions().map((one) => one.files[0]?.sha256)).toEqual([sha256(report)]);
  });

  it('counts a file fixed before the first byte from when it was begun, any other from its last byte', async () => {
    const fixed = await begin(await linkOf(ha, 'V1'), report, { hash: sha256(report) });
    const other = await begin(await linkOf(binh, 'V2'), report, { hash: sha256(Buffer.from('khác')) });
    for (const { part } of [fixed, other]) await patch(part, 0, report.subarray(0, 1000));
    world.clock.advanceTo(Date.parse('2026-06-23T00:20:00+07:00'));
    for (const { part } of [fixed, other]) await patch(part, 1000, report.subarray(1000));
    await world.app.settled();

    expect(receiptsOf(ha)[0]).toMatch(/23 giờ 50 phút 00 giây, ngày 22\/06\/2026[\s\S]*đúng hạn/);
    expect(receiptsOf(binh)[0]).toMatch(/00 giờ 20 phút 00 giây, ngày 23\/06\/2026[\s\S]*quá hạn 1 ngày/);
  });

  it('keeps one person out of another’s upload, whatever link is held', async () => {
    const [mine, theirs] = [await linkOf(ha, 'V1'), await linkOf(binh, 'V2')];
    const { part, id } = await begin(mine, report);
    await patch(part, 0, report.subarray(0, 1000));

    for (const method of ['HEAD', 'DELETE']) {
      expect((await call(`${theirs}/parts/${id}`, method)).status).toBe(404);
    }
    expect((await patch(`${theirs}/parts/${id}`, 1000, report.subarray(1000))).status).toBe(404);
    expect((await patch(`/upload/gia-mao.xyz/parts/${id}`, 1000, report.subarray(1000))).status).toBe(404);
    for (const odd of ['..%2f..%2fstore.json', 'x'.repeat(32), `${id}.json`]) {
      expect((await call(`${mine}/parts/${odd}`, 'HEAD')).status).toBe(404);
    }
    expect((await call(part, 'HEAD')).headers.get('upload-offset')).toBe('1000');
    expect(submissions()).toHaveLength(0);
  });

  it('ends with the right to hand in: an expired link, a removed person, a closed plan', async () => {
    const link = await linkOf(ha, 'V1');
    const { part } = await begin(link, report);
    await patch(part, 0, report.subarray(0, 1000));
    const planId = [...world.app.store.all('plans')][0]?.id ?? '';
    const set = (status: 'active' | 'closed') =>
      world.app.store.transaction((tx) => {
        const plan = tx.get('plans', planId);
        if (plan) tx.put('plans', { ...structuredClone(plan), status });
      });
    await set('closed');
    expect((await patch(part, 1000, report.subarray(1000))).status).toBe(404);
    expect((await fetch(url(link))).status).toBe(404);
    await set('active');
    expect((await fetch(url(link))).status).toBe(200);
    world.clock.advanceTo(world.clock.now() + 8 * 86_400_000);
    const late = await patch(part, 1000, report.subarray(1000));

    expect(late.status).toBe(404);
    expect(await late.text()).toContain('Đường dẫn không còn hiệu lực');
    expect(submissions()).toHaveLength(0);
  });

  it('refuses before a byte is sent what is empty or too large, and keeps nothing of a marked paper', async () => {
    const link = await linkOf(ha, 'V1');
    const empty = await begin(link, new Uint8Array());
    expect([empty.status, empty.text]).toEqual([400, expect.stringContaining('Tệp rỗng')]);
    const huge = await call(`${link}/parts`, 'POST', { 'upload-length': String(300 * 1024 * 1024) });
    expect(huge.status).toBe(413);
    const endless = await call(`${link}/parts`, 'POST', { 'upload-defer-length': '1' });
    expect(endless.status).toBe(501);
    const marked = Buffer.from('TUYỆT MẬT\nBáo cáo tổng kết');
    const { part } = await begin(link, marked, { name: 'bao-cao.txt' });
    const answer = await patch(part, 0, marked);
    await world.app.settled();

    expect(answer.status).toBe(400);
    expect(await answer.text()).toContain('dấu chỉ độ mật');
    expect(submissions()).toHaveLength(0);
    expect(await inUploads()).toEqual([]);
  });

  it('never takes more than was declared', async () => {
    const { part } = await begin(await linkOf(ha, 'V1'), report.subarray(0, 1000));

    expect((await patch(part, 0, report)).status).toBe(413);
    expect(submissions()).toHaveLength(0);
  });

  it('removes after a day what nobody went on with, and the oldest of too many', async () => {
    const link = await linkOf(ha, 'V1');
    for (let i = 0; i < 5; i += 1) await begin(link, report);
    expect((await inUploads()).filter((name) => name.endsWith('.json'))).toHaveLength(3);
    await world.moveTo('2026-06-24T09:00:00+07:00');

    expect(await inUploads()).toEqual([]);
  });

  it('lets no other site send, and gives its scripts to the page alone', async () => {
    const link = await linkOf(ha, 'V1');
    const asked = await call(`${link}/parts`, 'OPTIONS', { origin: 'https://example.com' });
    expect(asked.headers.get('access-control-allow-origin')).toBeNull();
    const page = await fetch(url(link));
    expect(page.headers.get('content-security-policy')).toContain("script-src 'self'");
    expect(page.headers.get('cache-control')).toBe('no-store');
    expect((await fetch(url('/upload/assets/tus.js'))).headers.get('content-type')).toContain('javascript');
    for (const odd of ['constructor', '..%2f..%2fpackage.json', 'page.js.map']) {
      expect((await fetch(url(`/upload/assets/${odd}`))).status).toBe(404);
    }
  });
});
