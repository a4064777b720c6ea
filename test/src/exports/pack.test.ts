import { createHash } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { pack, type PackedFile } from '../../../src/exports/pack.js';
import { unzip } from '../../fakes/zip.js';

describe('src/exports/pack.ts', () => {
  let dir: string;
  beforeAll(async () => {
    dir = await mkdtemp(join(tmpdir(), 'dondoc-pack-'));
    await writeFile(join(dir, 'x'), 'x');
  });
  afterAll(() => rm(dir, { recursive: true, force: true }));

  const file = (path: string, more: Partial<PackedFile> = {}): PackedFile => ({
    path,
    place: join(dir, 'x'),
    sha256: createHash('sha256').update('x').digest('hex'),
    size: 1,
    mime: 'application/pdf',
    modifiedAt: new Date('2026-06-15T02:00:00Z'),
    ...more,
  });
  const never = (): void => expect.unreachable();

  async function read(stream: AsyncIterable<Uint8Array>): Promise<Buffer> {
    const parts: Uint8Array[] = [];
    for await (const part of stream) parts.push(part);
    return Buffer.concat(parts);
  }

  // The list at the end of an archive has more than 64 kB from about 700 entries on.
  it.each([0, 1, 3, 600, 700, 720, 740, 2_000])(
    'tells its length beforehand with %i files',
    async (count) => {
      const files = Array.from({ length: count }, (_, i) => file(`So-Y-te/62-KH-UBND_V${i}_So-Y-te.pdf`));

      const { stream, length } = pack([{ path: 'a.txt', bytes: Buffer.from('á') }], files, never);
      const bytes = await read(stream);

      expect(length).toBe(bytes.length);
      expect((await unzip(bytes)).size).toBe(count + 1);
    },
  );

  it('breaks off where a file ends too early or cannot be read, and lets the caller decide on a changed one', async () => {
    await expect(read(pack([], [file('a.pdf', { size: 2 })], never).stream)).rejects.toThrow();
    await expect(read(pack([], [file('a.pdf', { place: join(dir, 'none') })], never).stream)).rejects.toThrow(
      'ENOENT',
    );
    const wrong = file('a.pdf', { sha256: 'a'.repeat(64) });
    const told: string[] = [];
    const bytes = await read(pack([], [wrong], ({ path }) => void told.push(path)).stream);
    expect([told, (await unzip(bytes)).get('a.pdf')?.toString()]).toEqual([['a.pdf'], 'x']);
    const refuse = (): never => {
      throw new Error('changed');
    };
    await expect(read(pack([], [wrong], refuse).stream)).rejects.toThrow('changed');
  });
});
