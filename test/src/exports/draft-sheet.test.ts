import * as XLSX from '@e965/xlsx';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Addressee } from '../../../src/domain/acts/addressees.js';
import { compareSheet } from '../../../src/domain/acts/draft-compare.js';
import { markOf, markText, readMark } from '../../../src/domain/draft-sheet.js';
import type { Deadline, PlanDraft, TaskCandidate } from '../../../src/domain/plan.js';
import { draftToXlsx } from '../../../src/exports/draft-sheet.js';
import { readDraftSheet } from '../../../src/intake/draft-sheet.js';
import { deadline, facts } from '../../fakes/drafts.js';

/** A directory that knows every name as a unit. */
const resolve = (mention: string): Addressee => ({
  mention,
  kind: 'unit',
  unitIds: ['u1'],
  candidates: [],
  isOpenSet: false,
  match: null,
});

/** Words people and damaged documents really bring: formulas, names of object fields, marks, breaks, empty. */
const words = fc.oneof(
  fc.string({ maxLength: 60, unit: 'grapheme' }),
  fc.constantFrom(
    '=1+1',
    '+84',
    '-',
    '@x',
    '__proto__',
    'constructor',
    ' a  b ',
    'a\nb',
    'a\r\nb',
    'a\u0000b',
    '\ufffd',
    'Sở Y tế; Sở',
    'ệ'.normalize('NFD'),
    '_x000D_',
    '12',
    'TRUE',
    '15/7/2026',
    '<b>&"\'',
    '🙂',
  ),
);
const some = fc.array(words, { maxLength: 3 });
const orNull = fc.option(words, { nil: null });
const day = fc.constantFrom('2026-07-15', '2024-02-29', '1999-12-31', '2099-01-01');
const deadlines: fc.Arbitrary<Deadline[]> = fc.array(
  fc.oneof(
    fc
      .tuple(words, day, orNull)
      .map(([text, dueOn, stage]) => deadline(text, { dueOn, statedOn: dueOn, stage })),
    words.map((text) =>
      deadline(text, { kind: 'recurring', rrule: 'FREQ=YEARLY;BYMONTH=5,11;BYMONTHDAY=-1' }),
    ),
    words.map((text) => deadline(text, { kind: 'event' })),
  ),
  { maxLength: 3 },
);
const task: fc.Arbitrary<Omit<TaskCandidate, 'key'>> = fc.record({
  action: words,
  lead: some,
  coordinating: some,
  recipients: some,
  via: orNull,
  deliverable: orNull,
  volume: orNull,
  quota: orNull,
  deadlines,
  quotes: fc.array(fc.record({ text: words, place: words }), { maxLength: 2 }),
  doubts: fc.constant([]),
  after: fc.constant([]),
});
const draft: fc.Arbitrary<PlanDraft> = fc
  .record({
    tasks: fc.array(task, { minLength: 1, maxLength: 5 }),
    dropFirst: fc.boolean(),
    id: fc.uuid(),
    number: fc.integer({ min: 1, max: 999 }),
    revision: fc.integer({ min: 1, max: 999 }),
  })
  .map(({ tasks, dropFirst, id, number, revision }) => ({
    id,
    number,
    revision,
    result: {
      document: facts(),
      source: { kind: 'docx', pages: null, confidence: null },
      tasks: tasks.map((one, i) => ({ ...one, key: `t${i + 1}` })),
      skipped: [],
    },
    fileName: 'x.docx',
    fileSha256: null,
    createdAt: '',
    createdBy: null,
    status: 'open',
    accepted: [],
    dropped: dropFirst ? ['t1'] : [],
    settled: [],
    targets: [],
    planId: null,
  }));

describe('exports/draft-sheet.ts and intake/draft-sheet.ts', () => {
  const tools = { resolve, calendar: { years: {} }, issuedOn: '2026-06-01', beforeMeans: 'strict' as const };
  const editor = { by: null, nowMs: 0 };

  it('bring every draft back as it went out', async () => {
    await fc.assert(
      fc.asyncProperty(draft, async (made) => {
        const sheet = await readDraftSheet(await draftToXlsx(made, ['Sở Y tế', '=x', '<&"'], resolve));
        if (!sheet) throw new Error('the table is not known again');
        const found = compareSheet(made, sheet, tools, editor);

        expect(sheet.mark).toEqual(markOf(made));
        expect([found.changes, found.problems, found.added]).toEqual([[], [], []]);
        expect([found.dropped, found.restored]).toEqual([[], []]);
        expect(found.draft).toEqual(made);
      }),
      { numRuns: 60 },
    );
  });

  it('keep their days when another program saved the table without the look of its cells', async () => {
    const [made] = fc.sample(draft, { numRuns: 1, seed: 7 });
    const one = made?.result.tasks[0];
    if (made === undefined || one === undefined) throw new Error('no draft');
    made.dropped = [];
    one.deadlines = [
      deadline('trước ngày 15/7/2026', { dueOn: '2026-07-14', statedOn: '2026-07-15', inclusive: false }),
    ];
    const book = XLSX.read(await draftToXlsx(made, [], resolve), { type: 'buffer' });
    const bare = XLSX.write(book, { type: 'buffer', bookType: 'xlsx' }) as Buffer;
    const sheet = await readDraftSheet(bare);
    expect(sheet?.rows[0]?.cells.dueOn).toBe('14/07/2026');
  });

  it('know their own mark among other words, and nothing else', () => {
    fc.assert(
      fc.property(draft, words, (made, noise) => {
        expect(readMark(`${noise} Mã bảng: ${markText(markOf(made))}. ${noise}`)).toEqual(markOf(made));
        expect(readMark(noise)).toBeNull();
      }),
    );
  });

  it('take no file for a table that is none', async () => {
    expect(await readDraftSheet(Buffer.from('văn bản thường'))).toBeNull();
    expect(await readDraftSheet(new Uint8Array())).toBeNull();
    await expect(readDraftSheet(Buffer.from('PK\u0003\u0004 hỏng'))).rejects.toMatchObject({
      code: expect.stringMatching(/file-damaged|document-unreadable/) as string,
    });
  });
});
