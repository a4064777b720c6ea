import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ReceiptSeal, Submission } from '../../../src/domain/assignment.js';
import type { StoreWriter } from '../../../src/domain/ports.js';
import type { Setting } from '../../../src/domain/tables.js';
import {
  archivedSealsPrefix,
  chainFaults,
  chainSetting,
  isIntact,
  sealNext,
} from '../../../src/domain/receipt-chain.js';

const hash = (text: string): string => createHash('sha256').update(text).digest('hex');

/** A chain of receipts as hand-ins make it, with the settings that go with it. */
function chainOf(count: number): { submissions: Submission[]; settings: Map<string, Setting> } {
  const settings = new Map<string, Setting>();
  const tx = {
    get: (_table: string, id: string) => settings.get(id),
    put: (_table: string, row: Setting) => settings.set(row.id, row),
  } as unknown as StoreWriter;
  const submissions = Array.from({ length: count }, (_, i): Submission => {
    const submission: Submission = {
      id: `s${i}`,
      assignmentId: `a${i}`,
      planId: 'p1',
      unitId: `u${i % 3}`,
      version: 1,
      kind: 'file',
      files: [{ sha256: hash(`${i}`), name: `báo cáo ${i}.pdf`, size: 100 + i, mime: 'application/pdf' }],
      note: null,
      sentAt: new Date(Date.UTC(2026, 5, 15, 2, i)).toISOString(),
      receivedAt: new Date(Date.UTC(2026, 5, 15, 2, i)).toISOString(),
      byPersonId: 'pe1',
      channel: 'web',
      receiptCode: `TN-${String(i + 1).padStart(5, '0')}-7KQ2MX`,
      verdict: { dueOn: '2026-06-14', isLate: true, daysLate: 1 },
    };
    return { ...submission, seal: sealNext(tx, submission, hash) };
  });
  return { submissions, settings };
}

const faultsOf = (submissions: Submission[], settings: Map<string, Setting>) =>
  chainFaults(submissions, settings.values(), hash);

/** Every way one field of a receipt may be changed. */
const changes: Record<string, (submission: Submission) => Partial<Submission>> = {
  unit: () => ({ unitId: 'u9' }),
  assignment: () => ({ assignmentId: 'a99' }),
  sent: () => ({ sentAt: '2026-06-01T00:00:00.000Z' }),
  received: () => ({ receivedAt: '2026-06-01T00:00:00.000Z' }),
  verdict: (one) => ({ verdict: { ...one.verdict, isLate: false, daysLate: 0 } }),
  'due date': (one) => ({ verdict: { ...one.verdict, dueOn: '2026-12-31' } }),
  version: () => ({ version: 2 }),
  file: (one) => ({ files: one.files.map((file) => ({ ...file, sha256: hash('other') })) }),
  'file name': (one) => ({ files: one.files.map((file) => ({ ...file, name: 'khác.pdf' })) }),
  'no file': () => ({ files: [] }),
  note: () => ({ note: 'thêm sau' }),
  kind: () => ({ kind: 'nil' }),
  missing: () => ({ missing: ['phụ lục số liệu'] }),
  person: () => ({ byPersonId: 'pe2' }),
  code: () => ({ receiptCode: 'TN-00077-AAAAAA' }),
};

describe('src/domain/receipt-chain.ts', () => {
  it('finds nothing in a chain as it was made, in whatever order the records are read', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 20 }), fc.infiniteStream(fc.nat()), (count, ranks) => {
        const { submissions, settings } = chainOf(count);
        const shuffled = submissions
          .map((one) => ({ one, rank: ranks.next().value as number }))
          .sort((a, b) => a.rank - b.rank)
          .map(({ one }) => one);
        expect(faultsOf(shuffled, settings)).toEqual([]);
        // What disk and program do to the order of keys changes no receipt.
        const reread = shuffled.map((one) =>
          Object.fromEntries(Object.entries(one).reverse()),
        ) as unknown as Submission[];
        expect(faultsOf(reread, settings)).toEqual([]);
      }),
    );
  });

  it.each(Object.entries(changes))('finds a changed %s, and which receipt it is', (_name, change) => {
    const { submissions, settings } = chainOf(4);
    const changed = { ...(submissions[1] as Submission), ...change(submissions[1] as Submission) };

    expect(isIntact(changed, hash)).toBe(false);
    expect(faultsOf(submissions.with(1, changed), settings)).toEqual([
      { kind: 'changed', subject: changed.receiptCode },
    ]);
  });

  it('finds a change that was sealed anew: the receipt after it no longer follows', () => {
    const { submissions, settings } = chainOf(4);
    const second = submissions[1] as Submission;
    const forged = { ...second, unitId: 'u9' };
    // As whoever changed it would: the same place in the chain, a hash that fits the new words.
    const fake = new Map<string, Setting>();
    const tx = {
      get: () => ({ id: chainSetting, value: { sequence: 1, hash: second.seal?.previous } }),
      put: (_table: string, row: Setting) => fake.set(row.id, row),
    } as unknown as StoreWriter;
    const resealed = { ...forged, seal: sealNext(tx, forged, hash) };

    expect(isIntact(resealed, hash)).toBe(true);
    expect(faultsOf(submissions.with(1, resealed), settings)).toEqual([
      { kind: 'changed', subject: 'TN-00003-7KQ2MX' },
    ]);
  });

  it('finds a removed receipt wherever it stood, the last one included', () => {
    const { submissions, settings } = chainOf(4);

    expect(faultsOf(submissions.toSpliced(1, 1), settings)[0]).toEqual({ kind: 'missing', subject: '2' });
    expect(faultsOf(submissions.slice(0, 3), settings)).toEqual([{ kind: 'missing', subject: '4–4' }]);
    expect(faultsOf([], settings)).toEqual([{ kind: 'missing', subject: '1–4' }]);
  });

  it('finds a receipt that was put in twice, added at the end, or stripped of its seal', () => {
    const { submissions, settings } = chainOf(3);
    const last = submissions[2] as Submission;
    const added = { ...last, id: 'x', seal: { ...(last.seal as ReceiptSeal), sequence: 4 } };
    const { seal: _seal, ...stripped } = submissions[1] as Submission;

    expect(faultsOf([...submissions, { ...last, id: 'x' }], settings)).not.toEqual([]);
    expect(faultsOf([...submissions, added], settings)).not.toEqual([]);
    expect(faultsOf(submissions.with(1, stripped), settings)).toContainEqual({
      kind: 'unsealed',
      subject: 'TN-00002-7KQ2MX',
    });
  });

  it('leaves receipts older than the chain alone', () => {
    const { submissions, settings } = chainOf(3);
    const { seal: _seal, ...old } = submissions[0] as Submission;
    const before = {
      ...old,
      id: 'old',
      receiptCode: 'TN-00000-7KQ2',
      receivedAt: '2025-01-01T00:00:00.000Z',
    };

    expect(faultsOf([before, ...submissions], settings)).toEqual([]);
    expect(faultsOf([before], new Map())).toEqual([]);
    expect(isIntact(before, hash)).toBeNull();
  });

  it('goes on over receipts that were moved to an archive, as long as their seals were kept', () => {
    const { submissions, settings } = chainOf(5);
    const moved = submissions.slice(1, 3);
    const seals = moved.map((one) => one.seal);
    const kept = submissions.filter((one) => !moved.includes(one));
    settings.set('x', { id: `${archivedSealsPrefix}p1`, value: seals });

    expect(faultsOf(kept, settings)).toEqual([]);
    settings.set('x', { id: `${archivedSealsPrefix}p1`, value: seals.slice(1) });
    expect(faultsOf(kept, settings)[0]).toEqual({ kind: 'missing', subject: '2' });
  });
});
