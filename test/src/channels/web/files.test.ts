import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { contentDisposition } from '../../../../src/domain/file-name.js';
import { createWorld, rawRequest, shownTo, visit, type Visit, type World } from './world.js';

const png = Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex');
const an = { externalId: 'p-an', topicId: null, kind: 'private' } as const;

async function urlSentTo(page: Visit): Promise<string> {
  const message = (await shownTo(page)).at(-1)?.message;
  return message?.picture?.url ?? message?.files?.[0]?.url ?? '';
}

describe('src/channels/web/files.ts', () => {
  let world: World;
  let page: Visit;

  beforeEach(async () => {
    world = await createWorld();
    page = await visit(world, 'p-an');
  });
  afterEach(() => world.close());

  it('shows a picture of the assistant in place, in a sandbox', async () => {
    await world.channel.send(an, {
      text: 'Tiến độ',
      picture: await world.store('tien-do.png', png, 'image/png'),
    });

    const answer = await page.get(await urlSentTo(page));

    expect(Object.fromEntries(answer.headers)).toMatchObject({
      'content-type': 'image/png',
      'x-content-type-options': 'nosniff',
      'content-security-policy': "sandbox; default-src 'none'; frame-ancestors 'none'",
      'cache-control': 'no-store',
    });
    expect(answer.headers.get('content-disposition')).toMatch(/^inline;/);
    expect(Buffer.from(await answer.arrayBuffer()).equals(png)).toBe(true);
  });

  it('never shows in place what a person sent, whatever it calls itself', async () => {
    const hostile = [
      { name: 'trang.html', bytes: Buffer.from('<script>alert(1)</script>') },
      { name: 'anh.svg', bytes: Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>') },
      { name: 'anh.png', bytes: png },
    ];
    await page.upload({}, hostile);
    const [entry] = await shownTo(page);

    for (const { url } of entry?.message.files ?? []) {
      const answer = await page.get(url);
      expect(answer.status).toBe(200);
      expect(answer.headers.get('content-type')).toBe('application/octet-stream');
      expect(answer.headers.get('content-disposition')).toMatch(/^attachment;/);
      expect(answer.headers.get('content-security-policy')).toBe(
        "sandbox; default-src 'none'; frame-ancestors 'none'",
      );
      expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
    }
    expect(entry?.message.files?.length).toBe(3);
  });

  it('saves a picture that is not one', async () => {
    const disguised = await world.store('gia.png', Buffer.from('<html>'), 'text/html');
    await world.channel.send(an, { text: 'Hình', picture: disguised });

    const answer = await page.get(await urlSentTo(page));

    expect(answer.headers.get('content-type')).toBe('application/octet-stream');
    expect(answer.headers.get('content-disposition')).toMatch(/^attachment;/);
  });

  it('gives a file to a member of its conversation alone, and everyone else the same nothing', async () => {
    await world.channel.send(an, {
      text: 'Tệp',
      files: [await world.store('a.docx', Buffer.from('nội dung'))],
    });
    const url = await urlSentTo(page);
    const binh = await visit(world, 'p-binh');
    const none = await binh.get('/web/files/khong-co');

    const answers = [await binh.get(url), await fetch(world.base + url), await binh.get(`${url}x`)];

    for (const answer of answers) expect(answer.status).toBe(404);
    expect(await answers[0]?.text()).toBe(await none.text());
    expect((await page.get(url)).status).toBe(200);
  });

  it('serves a tab although another tab chose its person last', async () => {
    await world.channel.send(an, {
      text: 'Tệp',
      files: [await world.store('a.docx', Buffer.from('nội dung'))],
    });
    const url = await urlSentTo(page);
    const both = await visit(world, 'p-binh', page.cookie);

    const answer = await fetch(world.base + url, { headers: { cookie: both.cookie } });

    expect(answer.status).toBe(200);
  });

  it('accepts no link with a single bit changed, and none signed for a session', async () => {
    await world.channel.send(an, {
      text: 'Tệp',
      files: [await world.store('a.docx', Buffer.from('nội dung'))],
    });
    const url = await urlSentTo(page);
    const prefix = '/web/files/';
    const bytes = Buffer.from(decodeURIComponent(url.slice(prefix.length)));
    const forged = [world.config.sign('web-session:demo:p-an'), '', '..%2f..%2fetc%2fpasswd'];
    for (let bit = 0; bit < bytes.length * 8; bit += 5) {
      const changed = Buffer.from(bytes);
      changed[bit >> 3] = (changed[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      forged.push(encodeURIComponent(changed.toString('latin1')));
    }

    const headers = { cookie: page.cookie };
    const statuses = await Promise.all(
      forged.map(async (token) => (await rawRequest(world, prefix + token, { headers })).status),
    );

    expect(statuses.filter((status) => status === 200)).toEqual([]);
    expect((await page.get(url)).status).toBe(200);
  });

  it('lets a link die with its signature, and the transcript gives a fresh one', async () => {
    await world.channel.send(an, {
      text: 'Tệp',
      files: [await world.store('a.docx', Buffer.from('nội dung'))],
    });
    const old = await urlSentTo(page);

    world.clock.ms += 41 * 24 * 60 * 60 * 1000;
    const again = await visit(world, 'p-an');

    expect((await again.get(old)).status).toBe(404);
    expect((await again.get(await urlSentTo(again))).status).toBe(200);
  });

  it('answers 404 for a file the vault no longer has', async () => {
    await world.channel.send(an, {
      text: 'Tệp',
      files: [await world.store('a.docx', Buffer.from('nội dung'))],
    });
    const url = await urlSentTo(page);

    world.stored.clear();

    expect((await page.get(url)).status).toBe(404);
  });
});

describe('src/channels/web/file-name.ts', () => {
  it('keeps a Vietnamese name in the header, with a plain one beside it', () => {
    const header = contentDisposition('attachment', 'Báo cáo quý IV (đã ký).docx');

    expect(header).toBe(
      'attachment; filename="Bao cao quy IV (da ky).docx"; filename*=UTF-8\'\'B%C3%A1o%20c%C3%A1o%20qu%C3%BD%20IV%20%28%C4%91%C3%A3%20k%C3%BD%29.docx',
    );
  });

  it('cannot be split, disguised or made to name a path', () => {
    const hostile = [
      'a"; filename="b.exe',
      'a\r\nSet-Cookie: x=1',
      'hoa-don\u202Efdp.exe',
      '..\\..\\windows\\system.ini',
      '/etc/passwd',
      '\u0000',
      '\uD800.pdf',
      '',
      'a%0d%0ab.txt',
      'ế'.repeat(500),
    ];

    for (const name of hostile) {
      const header = contentDisposition('attachment', name);
      const [, plain = '', coded = ''] =
        /^attachment; filename="([\x20-\x7e]*)"; filename\*=UTF-8''([A-Za-z0-9!#$&+.^_`|~%-]*)$/.exec(
          header,
        ) ?? [];
      const decoded = decodeURIComponent(coded);
      expect(plain).not.toMatch(/["\\/]/);
      expect(decoded).not.toMatch(/[\p{Cc}\p{Cf}\\/:*?"<>|]/u);
      expect(decoded.length).toBeGreaterThan(0);
      expect(decoded.length).toBeLessThanOrEqual(200);
    }
  });
});
