import { request as httpRequest } from 'node:http';
import * as fc from 'fast-check';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { rangeOf } from '../../../src/app/range.js';
import { openSigner } from '../../../src/app/services.js';
import type { Submission } from '../../../src/domain/assignment.js';
import { linksIn, textOf } from '../../fakes/taken-out.js';
import { createWorld, task, type Talker, type World } from '../../fakes/world.js';

const report = Buffer.from('%PDF-1.4 báo cáo của Sở Y tế\n'.repeat(50));
const clerk = { id: 'clerk', name: 'Trần Thị Hoa' };

interface Office {
  world: World;
  ha: Talker;
  minh: Talker;
  nam: Talker;
}

/** Sở Y tế owes V1 and has handed in one file; Sở Giáo dục owes V2; Sở Tài chính collects. */
async function office(): Promise<Office> {
  const world = await createWorld();
  await world.say(clerk, '/start QUAN-TRI-2026');
  await world.app.store.transaction((tx) => {
    const [person] = tx.all('persons');
    if (person) tx.put('persons', { ...person, grants: [...person.grants, { role: 'clerk', unitId: null }] });
  });
  const ha = await world.link('ha', 'Lê Thu Hà', 'officer', 'Sở Y tế');
  const nam = await world.link('nam', 'Đỗ Văn Nam', 'officer', 'Sở Giáo dục và Đào tạo');
  const minh = await world.link('minh', 'Nguyễn Văn Minh', 'consolidator', 'Sở Tài chính');
  await world.publish([task('báo cáo tổng kết', ['Sở Y tế', 'Sở Giáo dục và Đào tạo'], '2026-06-22')], {
    number: '62/KH-UBND',
  });
  await world.sendFile(ha, report, 'Báo cáo "ký".pdf', '/nop V1');
  return { world, ha, minh, nam };
}

function submissionIn(world: World): Readonly<Submission> {
  const [submission] = world.app.store.all('submissions');
  if (!submission) throw new Error('nothing was handed in');
  return submission;
}

async function ownLink({ world }: Office, who: Talker): Promise<string> {
  const [link] = linksIn(textOf(await world.say(who, '/viec V1 tep')));
  if (link === undefined) throw new Error('no link');
  return link;
}

describe('/files: one file', () => {
  let it0: Office;
  let world: World;

  beforeEach(async () => {
    it0 = await office();
    world = it0.world;
  });
  afterEach(() => world.close());

  it('gives the unit its own file again, in the chat and by a link, byte for byte', async () => {
    const said = await world.say(it0.ha, '/viec V1 tep');
    const answer = await fetch(linksIn(textOf(said))[0] ?? '');

    expect(said[0]?.files?.map(({ name }) => name)).toEqual(
      submissionIn(world).files.map(({ name }) => name),
    );
    expect(textOf(said)).toContain(submissionIn(world).receiptCode);
    expect(answer.status).toBe(200);
    expect(Buffer.from(await answer.arrayBuffer()).equals(report)).toBe(true);
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      'content-length': String(report.length),
      'content-type': 'application/octet-stream',
      'accept-ranges': 'bytes',
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'content-security-policy': "sandbox; default-src 'none'; frame-ancestors 'none'",
      etag: `"${submissionIn(world).files[0]?.sha256 ?? ''}"`,
    });
    expect(answer.headers.get('content-disposition')).toBe(
      `attachment; filename="Bao cao _ky_.pdf"; filename*=UTF-8''B%C3%A1o%20c%C3%A1o%20_k%C3%BD_.pdf`,
    );
    expect([...world.app.store.all('audit')].map(({ act }) => act)).toContain('download-file');
  });

  it('goes on where a phone stopped, and says when there is nothing more', async () => {
    const link = await ownLink(it0, it0.ha);
    const part = (range: string, more: Record<string, string> = {}) =>
      fetch(link, { headers: { range, ...more } });

    const first = await part('bytes=0-99');
    const rest = await part('bytes=100-');
    expect([first.status, first.headers.get('content-range')]).toEqual([206, `bytes 0-99/${report.length}`]);
    const joined = Buffer.concat([
      Buffer.from(await first.arrayBuffer()),
      Buffer.from(await rest.arrayBuffer()),
    ]);
    expect(joined.equals(report)).toBe(true);
    const end = await part('bytes=-10');
    expect(Buffer.from(await end.arrayBuffer()).equals(report.subarray(-10))).toBe(true);
    const beyond = await part(`bytes=${report.length}-`);
    expect([beyond.status, beyond.headers.get('content-range')]).toEqual([416, `bytes */${report.length}`]);
    // The file it began with is another one now: it begins anew.
    expect((await part('bytes=100-', { 'if-range': '"else"' })).status).toBe(200);
    expect((await part('bytes=100-', { 'if-range': rest.headers.get('etag') ?? '' })).status).toBe(206);
    const head = await fetch(link, { method: 'HEAD' });
    expect([head.status, head.headers.get('content-length')]).toEqual([200, String(report.length)]);
  });

  it('is dead for whoever lost the right since, and alive for nobody else of their own link', async () => {
    const links = {
      ha: await ownLink(it0, it0.ha),
      minh: await ownLink(it0, it0.minh),
      clerk: await ownLink(it0, clerk),
    };
    const statuses = async (): Promise<number[]> =>
      Promise.all(Object.values(links).map(async (link) => (await fetch(link)).status));
    expect(await statuses()).toEqual([200, 200, 200]);

    const idOf = (name: string): string =>
      [...world.app.store.all('persons')].find((person) => person.name === name)?.id ?? '';
    await world.app.store.transaction((tx) => {
      const ha = tx.get('persons', idOf('Lê Thu Hà'));
      const minh = tx.get('persons', idOf('Nguyễn Văn Minh'));
      const education = [...tx.all('units')].find((unit) => unit.name === 'Sở Giáo dục và Đào tạo');
      if (!ha || !minh || !education) throw new Error('people');
      // One was moved to another unit, one was removed.
      tx.put('persons', { ...ha, grants: [{ role: 'officer', unitId: education.id }] });
      tx.put('persons', { ...minh, grants: [], removedAt: '2026-06-15T02:00:00.000Z' });
    });

    expect(await statuses()).toEqual([404, 404, 200]);
  });

  it('gives an officer of another unit neither the list nor a link, and no way through a link of their own', async () => {
    const refused = textOf(await world.say(it0.nam, '/viec V1 tep'));
    expect(refused.replace('V1', 'V99')).toBe(textOf(await world.say(it0.nam, '/viec V99 tep')));
    expect(linksIn(textOf(await world.say(it0.nam, '/viec V1 tep')))).toEqual([]);
    const stranger = { id: 'la', name: 'Người lạ' };
    expect(linksIn(textOf(await world.say(stranger, '/viec V1 tep')))).toEqual([]);
    const signer = await openSigner(world.app.store, world.clock.now);
    const nam = [...world.app.store.all('persons')].find((person) => person.name === it0.nam.name);
    const forged = signer.sign(
      'file',
      { of: 'submissions', id: submissionIn(world).id, index: 0, personId: nam?.id },
      60_000,
    );

    // Even a link that was signed for them gives nothing that is not theirs.
    expect((await fetch(`${world.app.address}/files/${forged}`)).status).toBe(404);
  });

  it('gives a recipient what was passed on to it, and not what was not', async () => {
    const xa = await world.link('xa', 'Phạm Văn Xã', 'officer', 'Ủy ban nhân dân xã Đồng Tâm');
    const unit = [...world.app.store.all('units')].find(({ name }) => name.includes('Đồng Tâm'));
    const person = [...world.app.store.all('persons')].find(({ name }) => name === xa.name);
    const { id, assignmentId, planId } = submissionIn(world);
    const signer = await openSigner(world.app.store, world.clock.now);
    const link = `${world.app.address}/files/${signer.sign('file', { of: 'submissions', id, index: 0, personId: person?.id }, 60_000)}`;
    expect((await fetch(link)).status).toBe(404);

    await world.app.store.transaction((tx) =>
      tx.put('forwards', {
        id: `${id}/${unit?.id}`,
        submissionId: id,
        assignmentId,
        planId,
        version: 1,
        unitId: unit?.id ?? null,
        via: null,
        conversationIds: [],
        at: '2026-06-15T02:00:00.000Z',
        deliveredAt: null,
      }),
    );

    expect((await fetch(link)).status).toBe(200);
  });

  it('stands in for a file the chat cannot carry, and asks for the right again as well', async () => {
    world.channel.capabilities.maxOutboundFileBytes = 10;
    await world.sendFile(it0.ha, report, 'lon.pdf', '/nop V1');
    await world.receive(it0.ha, {
      kind: 'files',
      files: [world.channel.addFile(report, 'lý do.pdf')],
      caption: '/giahan V1 30/6/2026 chờ số liệu',
      albumId: null,
    });
    const said = world.inboxOf(it0.minh.id).filter(({ text }) => text.includes('/files/'));
    const links = said.map(({ text }) => linksIn(text)[0] ?? '');

    expect(said.flatMap(({ files }) => files ?? [])).toEqual([]);
    expect(said.map(({ text }) => /có hiệu lực (\d+) ngày/.exec(text)?.[1])).toEqual(links.map(() => '03'));
    const statuses = (): Promise<number[]> =>
      Promise.all(links.map(async (link) => (await fetch(link)).status));
    expect(await statuses()).toEqual(links.map(() => 200));
    await world.app.store.transaction((tx) => {
      const person = [...tx.all('persons')].find(({ name }) => name === it0.minh.name);
      if (person) tx.put('persons', { ...person, grants: [] });
    });
    expect(await statuses()).toEqual(links.map(() => 404));
  });

  it('answers forged, expired, foreign and misused links with one and the same page', async () => {
    const link = await ownLink(it0, it0.ha);
    const signer = await openSigner(world.app.store, world.clock.now);
    const pages = new Set<string>();
    const look = async (token: string): Promise<void> => {
      const answer = await fetch(`${world.app.address}/files/${token}`);
      expect(answer.status).toBe(404);
      expect(answer.headers.get('content-security-policy')).toContain("default-src 'none'");
      pages.add(await answer.text());
    };
    const token = link.slice(link.lastIndexOf('/') + 1);
    const grant = signer.verify('file', token) as Record<string, unknown>;
    await look('x');
    await look(`${token.slice(0, -2)}AA`);
    for (const purpose of ['upload', 'web', 'session']) await look(signer.sign(purpose, grant, 60_000));
    await look(signer.sign('bundle', grant, 60_000));
    await look(signer.sign('plan-archive', grant, 60_000));
    await look(signer.sign('file', { ...grant, index: 7 }, 60_000));
    await look(signer.sign('file', { ...grant, index: '__proto__' }, 60_000));
    for (const of of ['extensions', 'persons', '__proto__'])
      await look(signer.sign('file', { ...grant, of }, 60_000));
    await look(signer.sign('file', { ...grant, personId: 'nobody' }, 60_000));
    await look(signer.sign('file', { ...grant, personId: undefined }, 60_000));
    await look(signer.sign('file', { sha256: submissionIn(world).files[0]?.sha256, name: 'x' }, 60_000));
    await look(signer.sign('file', null, 60_000));
    expect((await fetch(`${world.app.address}/upload/${token}`)).status).toBe(404);
    // Three days, to the millisecond.
    await world.moveTo('2026-06-18T08:59:59.999+07:00');
    expect((await fetch(link)).status).toBe(200);
    await world.moveTo('2026-06-18T09:00:00+07:00');
    await look(token);

    expect(pages.size).toBe(1);
    expect([...pages][0]).not.toContain('Sở Y tế');
  });

  it('outlives a restart, and is dead when the file is gone from the disk', async () => {
    const before = new URL(await ownLink(it0, it0.ha));
    await world.restart();
    const link = `${world.app.address}${before.pathname}`;
    expect((await fetch(link)).status).toBe(200);

    await world.app.vault.remove(submissionIn(world).files[0]?.sha256 ?? '');
    expect((await fetch(link)).status).toBe(404);
  });
});

describe('/files: the limits of asking', () => {
  let it0: Office;
  beforeAll(async () => {
    it0 = await office();
  });
  afterAll(() => it0.world.close());

  it('slows down whoever tries links one after the other', async () => {
    const codes = new Set<number>();
    for (let i = 0; i < 130; i += 1) {
      codes.add(await statusFrom(`${it0.world.app.address}/files/guess-${i}`, '203.0.113.5'));
    }

    expect([...codes]).toEqual([404, 429]);
    expect(await statusFrom(`${it0.world.app.address}/files/other`, '203.0.113.6')).toBe(404);
  });

  it('reads ranges as they are meant, whatever is written there', () => {
    expect(rangeOf('bytes=0-', undefined, 10, '"x"')).toEqual({ start: 0, end: 9 });
    expect(rangeOf('bytes=5-99', undefined, 10, '"x"')).toEqual({ start: 5, end: 9 });
    expect(rangeOf('bytes=-99', undefined, 10, '"x"')).toEqual({ start: 0, end: 9 });
    expect(rangeOf('bytes=-0', undefined, 10, '"x"')).toBe('unsatisfiable');
    expect(rangeOf('bytes=7-3', undefined, 10, '"x"')).toBe('whole');
    expect(rangeOf('bytes=0-1,4-5', undefined, 10, '"x"')).toBe('whole');
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.tuple(fc.nat(), fc.nat()).map(([a, b]) => `bytes=${a}-${b}`),
        ),
        fc.integer({ min: 1, max: 1_000 }),
        (header, size) => {
          const range = rangeOf(header, undefined, size, '"x"');
          if (typeof range === 'string') return;
          expect(range.start).toBeGreaterThanOrEqual(0);
          expect(range.end).toBeGreaterThanOrEqual(range.start);
          expect(range.end).toBeLessThan(size);
        },
      ),
    );
  });
});

/** Asks as if a proxy on this machine spoke for an address. */
function statusFrom(url: string, address: string): Promise<number> {
  return new Promise((resolve, reject) => {
    httpRequest(url, { headers: { 'x-forwarded-for': address } }, (answer) => {
      answer.resume();
      answer.on('end', () => resolve(answer.statusCode ?? 0));
    })
      .on('error', reject)
      .end();
  });
}
