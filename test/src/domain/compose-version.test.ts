import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Submission, SubmittedFile } from '../../../src/domain/assignment.js';
import {
  bothVersions,
  composeVersion,
  followUpMs,
  hashesIn,
  holdsAll,
  type VersionInput,
} from '../../../src/domain/compose-version.js';
import type { StoredFile } from '../../../src/domain/message.js';
import { requiredItems } from '../../../src/domain/required-items.js';
import { facts, iso, vn } from './facts.js';

const file = (name: string, sha256 = name): StoredFile => ({
  sha256,
  name,
  size: 10,
  mime: name.endsWith('.jpg') ? 'image/jpeg' : 'application/pdf',
});
const sentAt = '2022-06-20 10:00';

function version(files: SubmittedFile[], more: Partial<Submission> = {}): Submission {
  const made = facts({ submissions: [{ files, sentAt: iso(sentAt), ...more }] }).submissions[0];
  if (!made) throw new Error('no submission');
  return made;
}

function input(files: StoredFile[], more: Partial<VersionInput> = {}): VersionInput {
  return {
    items: [],
    previous: null,
    isReturned: false,
    files,
    sentAtMs: vn(sentAt) + 60_000,
    caption: '',
    clues: () => ({ firstPage: '', headings: [] }),
    isAdded: false,
    isAlone: false,
    isComplete: false,
    ...more,
  };
}

const join = (photos: StoredFile[]): StoredFile =>
  file('ban-chup.pdf', `pdf(${photos.map((p) => p.sha256).join()})`);
const names = (files: readonly SubmittedFile[]): string[] =>
  files.map(
    (one) => `${one.name}${one.since === undefined ? '' : `@${one.since}`}${one.item ? `=${one.item}` : ''}`,
  );
const compose = (given: VersionInput): string[] => names(composeVersion(given, join).files);

describe('src/domain/compose-version.ts', () => {
  it('puts files in the place of those before, or beside them when that is meant', () => {
    const previous = version([file('bao cao.pdf')]);
    const next = [file('so lieu.pdf')];

    expect(compose(input(next, { previous }))).toEqual(['so lieu.pdf']);
    expect(compose(input(next, { previous, isAdded: true }))).toEqual(['bao cao.pdf@1', 'so lieu.pdf']);
    expect(compose(input(next, { previous, isAdded: true, isAlone: true }))).toEqual(['so lieu.pdf']);
    expect(compose(input(next, { previous: version([], { kind: 'nil' }), isAdded: true }))).toEqual([
      'so lieu.pdf',
    ]);
  });

  it('brings the files of two versions together', () => {
    const earlier = version([file('bao cao.pdf'), file('so lieu.pdf')]);
    const later = version([file('bao cao (1).pdf', 'new')], { version: 2 });

    expect(names(bothVersions(earlier, later))).toEqual(['so lieu.pdf@1', 'bao cao (1).pdf@2']);
  });

  it.each([
    ['bao cao.pdf', 'bao cao (1).pdf'],
    ['BC_SYT ban 1.pdf', 'BC_SYT bản 2.pdf'],
    ['bao cao.pdf', 'Báo cáo đã sửa.pdf'],
    ['bao-cao-v1.pdf', 'bao-cao-v2.pdf'],
  ])('takes %s for replaced by %s', (before, after) => {
    expect(compose(input([file(after)], { previous: version([file(before)]), isAdded: true }))).toEqual([
      after,
    ]);
  });

  it.each([
    ['phu luc 1.pdf', 'phu luc 2.pdf'],
    ['Scan0001.pdf', 'Scan0002.pdf'],
    ['bao cao.docx', 'bao cao.pdf'],
  ])('keeps %s beside %s', (before, after) => {
    expect(compose(input([file(after)], { previous: version([file(before)]), isAdded: true }))).toEqual([
      `${before}@1`,
      after,
    ]);
  });

  it('joins photographs in order, those of moments ago first, each once', () => {
    const first = composeVersion(input([file('1.jpg'), file('2.jpg')]), join);
    const previous = version(first.files);
    const second = composeVersion(input([file('2.jpg'), file('3.jpg')], { previous }), join);

    expect(names(first.files)).toEqual(['ban-chup.pdf']);
    expect(second.files).toHaveLength(1);
    expect(second.files[0]?.joinedFrom?.map((one) => one.name)).toEqual(['1.jpg', '2.jpg', '3.jpg']);
    expect(compose(input([file('1.jpg')]))).toEqual(['1.jpg']);
  });

  it('hands photographs in as they are when they cannot be joined', () => {
    const made = composeVersion(input([file('1.jpg'), file('a.pdf'), file('2.jpg')]), () => null);

    expect(names(made.files).toSorted()).toEqual(['1.jpg', '2.jpg', 'a.pdf']);
    expect(made.unjoined).toBe(2);
  });

  const items = requiredItems({ deliverable: 'báo cáo kèm phụ lục số liệu', action: '' });

  it('names what is missing, carries on what is not sent anew, and is complete when all is there', () => {
    const first = composeVersion(input([file('bao cao.pdf')], { items }), join);
    const previous = version(first.files, { missing: ['phụ lục số liệu'] });
    const later = vn('2022-06-25 10:00');
    const second = composeVersion(input([file('x.pdf')], { items, previous, sentAtMs: later }), join);
    const third = composeVersion(
      input([file('bao cao moi.pdf')], {
        items,
        previous: version(second.files, { version: 2 }),
        sentAtMs: later + followUpMs * 2,
      }),
      join,
    );

    expect(first.missing).toEqual(['phụ lục số liệu']);
    expect([names(second.files), second.missing]).toEqual([
      ['bao cao.pdf@1=báo cáo', 'x.pdf=phụ lục số liệu'],
      undefined,
    ]);
    expect(names(third.files)).toEqual(['x.pdf@2=phụ lục số liệu', 'bao cao moi.pdf=báo cáo']);
  });

  it('does not ask again for what the unit said does not exist', () => {
    const complete = composeVersion(input([file('bao cao.pdf')], { items, isComplete: true }), join);
    const again = composeVersion(
      input([file('bao cao.pdf', 'other')], {
        items,
        previous: version(complete.files),
        sentAtMs: vn('2022-06-25 10:00'),
      }),
      join,
    );

    expect([complete.missing, again.missing]).toEqual([undefined, undefined]);
  });

  it('loses no file that was just sent, and makes none up', () => {
    const anyFile = fc
      .record({
        name: fc.constantFrom('a.pdf', 'b.docx', '1.jpg', '2.jpg', 'phu luc.xlsx'),
        sha256: fc.constantFrom('x1', 'x2', 'x3', 'x4', 'x5', 'x6', 'x7'),
      })
      .map(({ name, sha256 }) => file(name, sha256));
    fc.assert(
      fc.property(
        fc.array(anyFile, { minLength: 1, maxLength: 5 }),
        fc.array(anyFile, { maxLength: 4 }),
        fc.boolean(),
        fc.boolean(),
        fc.boolean(),
        fc.boolean(),
        fc.constantFrom(join, () => null),
        (files, before, hasItems, isAdded, isAlone, isReturned, joiner) => {
          const previous = before.length > 0 ? version(before) : null;
          const made = composeVersion(
            input(files, { previous, isAdded, isAlone, isReturned, items: hasItems ? items : [] }),
            joiner,
          );
          const there = made.files.flatMap((one) => [one.sha256, ...hashesIn(one)]);
          const known = [...files, ...before].map((one) => one.sha256);
          for (const one of files) expect(there).toContain(one.sha256);
          for (const one of made.files) for (const hash of hashesIn(one)) expect(known).toContain(hash);
          expect(holdsAll(version(made.files), files)).toBe(true);
          if (isAlone) expect(made.files.every((one) => one.since === undefined)).toBe(true);
        },
      ),
      { numRuns: 300 },
    );
  });
});
