import { createHash } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { renderPdf } from '../../../src/intake/readers/scan-render.js';
import { photo, screenshot } from '../../fakes/photos.js';
import { paper, sendingWorld, type SendingWorld } from '../../fakes/sending.js';
import { task } from '../../fakes/world.js';

const hash = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

describe('commands/nop: photographs of a signed paper', () => {
  let world: SendingWorld;

  beforeEach(async () => {
    world = await sendingWorld([task('xây dựng báo cáo tổng kết', ['Sở Y tế'], '2026-06-22')]);
  });

  afterEach(() => world.close());

  const pages = async (sha256: string): Promise<number> => {
    const pdf = await world.app.vault.read(sha256);
    for (let count = 1; ; count += 1) {
      const isThere = await renderPdf(pdf, [count], () => 0.1).then(
        () => true,
        () => false,
      );
      if (!isThere) return count - 1;
    }
  };

  it('joins an album into one PDF in the order sent, and keeps the photographs', async () => {
    const photos = ['1', '2', '3'].map(photo);

    const answer = await world.send(
      world.ha,
      photos.map((bytes, i) => [bytes, `IMG_${i}.jpg`]),
      { isAlbum: true },
    );

    expect(answer).toContain('Đã nhận 01 tệp');
    expect(answer).toContain('03 ảnh được ghép theo thứ tự gửi thành một tệp PDF');
    const [file] = world.submissions()[0]?.files ?? [];
    expect(file).toMatchObject({ name: 'ban-chup-03-trang.pdf', mime: 'application/pdf' });
    expect(file?.joinedFrom?.map((one) => one.sha256)).toEqual(photos.map(hash));
    expect(await pages(file?.sha256 ?? '')).toBe(3);
    const kept = await world.app.vault.list();
    for (const bytes of photos) expect(kept).toContain(hash(bytes));
    expect(
      world
        .inboxOf('minh')
        .at(-1)
        ?.files?.map((one) => one.name),
    ).toEqual(['ban-chup-03-trang.pdf']);
  });

  it('adds photographs that follow one by one to the same paper', async () => {
    await world.send(world.ha, [[photo('1'), 'IMG_1.jpg']]);
    await world.send(world.ha, [[photo('2'), 'IMG_2.jpg']]);
    const answer = await world.send(world.ha, [[photo('3'), 'IMG_3.jpg']]);

    expect(answer).toContain('phiên bản 3');
    expect(answer).toContain('Đã nhận 01 tệp');
    const last = world.submissions().at(-1);
    expect(await pages(last?.files[0]?.sha256 ?? '')).toBe(3);
    expect(await world.tap(world.ha, /Chỉ lấy|Không đúng việc/).catch(() => 'no choice')).toBe('no choice');
  });

  it('takes a later photograph for a new paper', async () => {
    await world.send(world.ha, [[photo('1'), 'IMG_1.jpg']]);
    await world.passMinutes(30);
    await world.send(world.ha, [[photo('2'), 'IMG_2.jpg']], { caption: 'V1' });

    expect(
      world
        .submissions()
        .at(-1)
        ?.files.map((one) => one.name),
    ).toEqual(['IMG_2.jpg']);
  });

  it('joins photographs held from several messages once their assignment is chosen', async () => {
    await world.publish([task('chuẩn bị bài tham luận', ['Sở Y tế'], '2026-06-25')], {
      number: '77/KH-UBND',
    });
    await world.send(world.ha, [[photo('1'), 'a.jpg']]);
    await world.send(world.ha, [[screenshot(60, 80), 'b.png']]);

    const answer = await world.ask(world.ha, '/nop V2');

    expect(answer).toContain('02 ảnh được ghép');
    expect(await pages(world.submissions()[0]?.files[0]?.sha256 ?? '')).toBe(2);
  });

  it('keeps a document beside the joined photographs', async () => {
    await world.send(world.ha, [
      [photo('1'), 'a.jpg'],
      [paper('x'), 'bao cao.pdf'],
      [photo('2'), 'b.jpg'],
    ]);

    expect(world.submissions()[0]?.files.map((one) => one.name)).toEqual([
      'ban-chup-02-trang.pdf',
      'bao cao.pdf',
    ]);
  });

  it('hands photographs in as they are when one cannot be joined, and says so', async () => {
    const broken = Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xe0]), Buffer.from('hỏng')]);

    const answer = await world.send(world.ha, [
      [photo('1'), 'a.jpg'],
      [broken, 'b.jpg'],
    ]);

    expect(answer).toContain('Đã nhận 02 tệp');
    expect(answer).toContain('không ghép được');
    expect(world.submissions()[0]?.files.map((one) => one.sha256)).toEqual([hash(photo('1')), hash(broken)]);
  });

  it('knows photographs that were handed in already', async () => {
    await world.send(world.ha, [
      [photo('1'), 'a.jpg'],
      [photo('2'), 'b.jpg'],
    ]);
    expect(await world.send(world.ha, [[photo('2'), 'b.jpg']])).toContain('không lập bản mới');
    expect(await world.send(world.ha, [[photo('2'), 'b.jpg']], { caption: 'V1' })).toContain(
      'không lập bản mới',
    );
    expect(world.submissions()).toHaveLength(1);
  });

  it('comes through a stop with photographs and receipts as they were', async () => {
    await world.send(world.ha, [
      [photo('1'), 'a.jpg'],
      [photo('2'), 'b.jpg'],
    ]);
    const before = structuredClone(world.submissions());

    await world.restart();

    expect(world.submissions()).toEqual(before);
  });
});
