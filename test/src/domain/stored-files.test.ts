import { describe, expect, it } from 'vitest';
import { storedFilesIn } from '../../../src/domain/stored-files.js';

const file = (letter: string): { sha256: string; name: string; size: number; mime: string } => ({
  sha256: letter.repeat(64),
  name: `${letter}.pdf`,
  size: 1,
  mime: 'application/pdf',
});

describe('src/domain/stored-files.ts', () => {
  it('finds files wherever they stand, also the photographs a file was joined from', () => {
    const joined = { ...file('a'), joinedFrom: [file('b'), file('c')] };
    const record = { files: [joined], data: { held: [{ deeper: file('d') }] }, message: null };

    expect(storedFilesIn(record).map(({ name }) => name)).toEqual(['a.pdf', 'b.pdf', 'c.pdf', 'd.pdf']);
  });

  it('takes nothing for a file that only looks like one', () => {
    expect(storedFilesIn({ sha256: 'A'.repeat(64), size: 1 })).toEqual([]);
    expect(storedFilesIn({ sha256: 'a'.repeat(64), size: '1' })).toEqual([]);
    expect(storedFilesIn(null)).toEqual([]);
    expect(storedFilesIn('a'.repeat(64))).toEqual([]);
  });
});
