import { randomUUID } from 'node:crypto';
import { request as httpRequest } from 'node:http';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { codeOf, createWorld, shownTo, visit, type Visit, type World } from './world.js';

const docx = { name: 'Báo cáo quý IV.docx', bytes: Buffer.from('nội dung báo cáo') };

describe('src/channels/web/uploads.ts', () => {
  let world: World;
  let page: Visit;

  beforeEach(async () => {
    world = await createWorld();
    page = await visit(world, 'p-an');
  });
  afterEach(() => world.close());

  function namesCameIn(): (string | null)[] {
    return world.events.flatMap((event) =>
      event.content.kind === 'files' ? event.content.files.map((file) => file.name) : [],
    );
  }

  it('brings several files in as one message, with caption and order', async () => {
    const answer = await page.upload({ caption: '/nop V12' }, [
      docx,
      { name: 'Phụ lục.xlsx', bytes: Buffer.from('b') },
    ]);

    expect(answer.status).toBe(200);
    expect(world.events[0]?.content).toMatchObject({
      kind: 'files',
      caption: '/nop V12',
      files: [
        { name: 'Báo cáo quý IV.docx', size: docx.bytes.length, isPhoto: false },
        { name: 'Phụ lục.xlsx', size: 1 },
      ],
    });
  });

  it('makes one event of however many tries with one id, at the same instant', async () => {
    const clientId = randomUUID();

    await page.upload({ clientId }, [docx]);
    world.clock.ms += 60_000;
    const answers = await Promise.all([1, 2, 3].map(() => page.upload({ clientId }, [docx])));

    expect(answers.map((answer) => answer.status)).toEqual([200, 200, 200]);
    expect(world.events.length).toBe(1);
    expect(world.events[0]?.sentAt).toBe('2022-06-20T01:00:00.000Z');
    expect((await shownTo(page)).length).toBe(1);
  });

  it('refuses an empty file by name, and takes none of the message', async () => {
    const answer = await page.upload({}, [docx, { name: 'Trống.pdf', bytes: Buffer.alloc(0) }]);
    const body = (await answer.json()) as { error: string; message: string };

    expect([answer.status, body.error]).toEqual([422, 'file-empty']);
    expect(body.message).toContain('“Trống.pdf”');
    expect(world.events).toEqual([]);
  });

  it('takes a file of exactly the limit and refuses one byte more, with the limit', async () => {
    const limit = world.config.maxUploadBytes;

    const exact = await page.upload({}, [{ name: 'vừa.zip', bytes: Buffer.alloc(limit, 1) }]);
    const over = await page.upload({}, [{ name: 'quá.zip', bytes: Buffer.alloc(limit + 1, 2) }]);
    const body = (await over.json()) as { error: string; message: string };

    expect([exact.status, over.status]).toEqual([200, 413]);
    expect(body.message).toContain('2 MB');
    expect(body.message).toContain('“quá.zip”');
    expect(namesCameIn()).toEqual(['vừa.zip']);
  });

  it('answers although much more than the limit is still on its way', async () => {
    const answer = await page.upload({}, [{ name: 'quá lớn.zip', bytes: Buffer.alloc(12 * 1024 * 1024, 3) }]);

    expect([answer.status, await codeOf(answer)]).toEqual([413, 'file-too-big']);
    expect(world.stored.size).toBe(0);
  });

  it('refuses an eleventh file', async () => {
    const files = Array.from({ length: 11 }, (_, index) => ({
      name: `${index}.txt`,
      bytes: Buffer.from(`${index}`),
    }));

    const answer = await page.upload({}, files);

    expect([answer.status, await codeOf(answer)]).toEqual([413, 'too-many-files']);
    expect(world.events).toEqual([]);
  });

  it('stores nothing for a conversation that is not the sender’s', async () => {
    const answer = await page.upload({ conversation: 'p-binh' }, [docx]);

    expect(answer.status).toBe(404);
    expect([world.stored.size, world.events.length]).toEqual([0, 0]);
  });

  it('stores nothing when fields are missing, wrong or come after the file', async () => {
    const form = new FormData();
    form.append('file', new Blob(['tệp']), 'a.txt');
    form.append('conversation', 'p-an');
    form.append('clientId', randomUUID());
    const late = await fetch(`${world.base}/web/files?as=p-an`, {
      method: 'POST',
      headers: { cookie: page.cookie, 'sec-fetch-site': 'same-origin' },
      body: form,
    });
    const answers = [
      late,
      await page.upload({ clientId: 'không phải uuid' }, [docx]),
      await page.upload({ caption: 'ế'.repeat(8001) }, [docx]),
      await page.upload({ conversation: '../p-an' }, [docx]),
    ];

    expect(answers.map((answer) => answer.status)).toEqual([400, 400, 400, 400]);
    expect([world.stored.size, world.events.length]).toEqual([0, 0]);
  });

  it('refuses a request without a file, and one that is no form', async () => {
    expect((await page.upload({ caption: 'chỉ có chữ' }, [])).status).toBe(400);
    expect((await page.post('/web/files', { conversation: 'p-an' })).status).toBe(400);
  });

  it('makes hostile names readable and harmless, and keeps their ending', async () => {
    const names = [
      '../../etc/passwd',
      'C:\\mật\\kế hoạch.docx',
      'hoa-don\u202Efdp.exe',
      '<img src=x onerror=alert(1)>.pdf',
      `${'ế'.repeat(300)}.docx`,
      'Báo cáo.docx'.normalize('NFD'),
    ];

    await page.upload(
      {},
      names.map((name, index) => ({ name, bytes: Buffer.from(`${index}`) })),
    );

    expect(namesCameIn()).toEqual([
      'passwd',
      'kế hoạch.docx',
      'hoa-donfdp.exe',
      '<img src=x onerror=alert(1)>.pdf',
      `${'ế'.repeat(195)}.docx`,
      'Báo cáo.docx',
    ]);
  });

  it('is not disturbed by fields named like parts of every object', async () => {
    const answer = await page.upload({ constructor: 'x', toString: 'y' }, [docx]);

    expect([200, 400]).toContain(answer.status);
    expect(Object.prototype.toString.call({})).toBe('[object Object]');
  });

  it('takes nothing from a line that broke, and goes on', async () => {
    const url = new URL(`${world.base}/web/files?as=p-an`);
    const boundary = 'ranh-gioi';
    const field = (name: string, value: string): string =>
      `--${boundary}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`;
    const head = `${field('conversation', 'p-an')}${field('clientId', randomUUID())}--${boundary}\r\nContent-Disposition: form-data; name="file"; filename="a.txt"\r\n\r\nmột nửa`;
    await new Promise<void>((resolve) => {
      const request = httpRequest(url, {
        method: 'POST',
        headers: {
          cookie: page.cookie,
          'sec-fetch-site': 'same-origin',
          'content-type': `multipart/form-data; boundary=${boundary}`,
          'content-length': String(head.length + 10_000),
        },
      });
      request.on('error', () => resolve());
      request.on('close', () => resolve());
      request.write(head, () => setTimeout(() => request.destroy(), 20));
    });

    const answer = await page.upload({}, [docx]);

    expect(answer.status).toBe(200);
    expect(namesCameIn()).toEqual(['Báo cáo quý IV.docx']);
  });
});
