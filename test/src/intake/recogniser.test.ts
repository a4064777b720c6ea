/** The queue of recognition: one page at a time, marks before pages, hung pages given up; other documents pass. */
import { describe, expect, it } from 'vitest';
import { toPng } from '../../../bench/formats/scan.js';
import { createDocumentReader } from '../../../src/intake/index.js';
import type { Engine, SeenWord } from '../../../src/intake/readers/ocr-engine.js';
import type { SeenPage } from '../../../src/intake/readers/ocr-page.js';
import type { Recogniser } from '../../../src/intake/recogniser.js';
import { createRecogniser } from '../../../src/intake/recogniser.js';
import { drawPdf } from '../../fakes/pdf.js';

const how = { issuedOn: null, beforeMeans: 'strict' } as const;

/** A picture with ink enough to be looked at. */
const picture = ((): Buffer => {
  const data = new Uint8Array(300 * 300).fill(255);
  for (let y = 20; y < 280; y += 8) data.fill(0, y * 300 + 20, y * 300 + 200);
  return toPng({ width: 300, height: 300, data });
})();

const word = (text: string): SeenWord => ({
  text, x: 20, right: 200, top: 20, bottom: 50, y: 45, height: 36, confidence: 0.95, starts: true, letters: [],
}); // prettier-ignore

/** A door that stays shut until it is opened. */
function door(): { opened: Promise<void>; open: () => void } {
  let open: () => void = () => undefined;
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { opened, open };
}

const seen = (line: string): SeenPage => ({
  width: 595, height: 842, rules: [], confidence: 0.95, isBlank: false,
  runs: [{ text: line, x: 80, y: 100, width: 400, size: 13, sureness: 0.95 }],
}); // prettier-ignore

describe('src/intake/recogniser.ts', () => {
  it('gives a hung page up after its time and goes on with the next in a fresh engine', async () => {
    let engines = 0;
    const engine = async (): Promise<Engine> => {
      engines += 1;
      const hangs = engines === 1;
      return {
        recognise: () => (hangs ? new Promise<never>(() => undefined) : Promise.resolve([word('Đọc')])),
        close: async () => undefined,
      };
    };
    const recogniser = createRecogniser({ engine, pageMs: 400 });
    const [first, second] = await Promise.allSettled([
      recogniser.page(picture, null),
      recogniser.page(picture, null),
    ]);

    expect(first).toMatchObject({ status: 'rejected', reason: { code: 'document-unreadable' } });
    expect(second).toMatchObject({ status: 'fulfilled' });
    expect(engines).toBe(2);
    await recogniser.close();
  });

  it('looks at one page at a time, and for marks before the pages that wait', async () => {
    const order: string[] = [];
    let inHand = 0;
    const engine: Engine = {
      async recognise(_, look) {
        inHand += 1;
        expect(inHand).toBe(1);
        order.push(look);
        await new Promise((resolve) => setImmediate(resolve));
        inHand -= 1;
        return [word('Đọc')];
      },
      close: async () => undefined,
    };
    const recogniser = createRecogniser({ engine: async () => engine });
    await Promise.all([
      recogniser.page(picture, null),
      recogniser.page(picture, null),
      recogniser.page(picture, null),
      recogniser.marks(picture, null),
    ]);

    expect(order).toEqual(['page', 'scattered', 'page', 'page']);
    await recogniser.close();
  });

  it('breaks off when it is closed, and says so to all who wait', async () => {
    const engine: Engine = {
      recognise: () => new Promise<never>(() => undefined),
      close: async () => undefined,
    };
    const recogniser = createRecogniser({ engine: async () => engine });
    const waiting = [recogniser.page(picture, null), recogniser.marks(picture, null)];
    const outcomes = Promise.allSettled(waiting);
    await new Promise((resolve) => setImmediate(resolve));
    await recogniser.close();

    for (const outcome of await outcomes)
      expect(outcome).toMatchObject({ status: 'rejected', reason: { name: 'Interrupted' } });
  });
});

describe('src/intake/index.ts: scans', () => {
  const drawn = drawPdf((draw) => {
    draw.doc.image(picture, 0, 0, { width: 300 });
    draw.page();
    draw.doc.image(picture, 0, 0, { width: 300 });
  });
  const fake = (page: Recogniser['page']): Recogniser => ({
    page,
    marks: async () => [],
    close: async () => undefined,
  });

  it('lets other documents pass while a scan is recognised', async () => {
    const { opened, open } = door();
    const reader = createDocumentReader({
      recogniser: fake(async () => {
        await opened;
        return seen('1. Sở Y tế kiểm kê kho, hoàn thành trước ngày 15/7/2026.');
      }),
    });
    const scan = reader.read({ bytes: await drawn, name: 'a.pdf' }, how);
    const text = Buffer.from('KẾ HOẠCH\nI. NHIỆM VỤ\n1. Sở Xây dựng hoàn thành trước ngày 20/8/2026.');
    const other = await reader.read({ bytes: text, name: 'b.txt' }, how);
    expect(other.tasks[0]?.lead).toEqual(['Sở Xây dựng']);

    open();
    expect((await scan).tasks[0]?.lead).toEqual(['Sở Y tế']);
  });

  it('says which page could not be read, refuses a document of which most could not, and one of too many pages', async () => {
    let calls = 0;
    const failing = (bad: number): Recogniser =>
      fake(async () => {
        calls += 1;
        if (calls <= bad)
          throw Object.assign(
            new (await import('../../../src/domain/errors.js')).UserError('document-unreadable'),
          );
        return seen('1. Sở Y tế kiểm kê kho, hoàn thành trước ngày 15/7/2026.');
      });
    const half = await createDocumentReader({ recogniser: failing(1) }).read(
      { bytes: await drawn, name: 'a.pdf' },
      how,
    );
    expect(half.source).toMatchObject({ kind: 'scan', pages: 2, unread: [1] });
    expect(half.tasks).toHaveLength(1);

    calls = 0;
    await expect(
      createDocumentReader({ recogniser: failing(9) }).read({ bytes: await drawn, name: 'a.pdf' }, how),
    ).rejects.toThrow('document-unreadable');

    const long = await drawPdf((draw) => {
      for (let page = 1; page < 61; page += 1) draw.page();
    });
    await expect(
      createDocumentReader({ recogniser: failing(0) }).read({ bytes: long, name: 'a.pdf' }, how),
    ).rejects.toThrow('scan-too-long: 60');
  });

  it('doubts a task whose date was not surely read, and no other', async () => {
    const line = (text: string, y: number, sureness: number): SeenPage['runs'] => [
      { text: text.slice(0, text.indexOf('15/7')), x: 80, y, width: 300, size: 13, sureness: 0.96 },
      { text: ' ', x: 381, y, width: 0, size: 13 },
      { text: '15/7/2026.', x: 384, y, width: 60, size: 13, sureness },
    ];
    const reader = createDocumentReader({
      recogniser: fake(async () => ({
        ...seen(''),
        runs: [
          ...line('1. Sở Y tế kiểm kê kho, hoàn thành trước ngày 15/7/2026.', 100, 0.96),
          ...line('2. Sở Xây dựng sửa kho, hoàn thành trước ngày 15/7/2026.', 130, 0.5),
        ],
      })),
    });
    const { tasks } = await reader.read({ bytes: picture, name: 'a.png' }, how);

    expect(tasks.map((task) => [task.lead[0], task.doubts.includes('scan-uncertain')])).toEqual([
      ['Sở Y tế', false],
      ['Sở Xây dựng', true],
    ]);
  });
});
