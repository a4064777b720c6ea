/**
 * Every hostile document through the reader as it is built: a worker with a memory limit and a kill clock.
 * How long each takes and what it weighs is measured by `bench/hostile.ts`.
 */
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import { hostileDocuments } from '../../../bench/hostile/index.js';
import type * as Intake from '../../../src/intake/index.js';
import { errorSentence } from '../../../src/texts/errors.js';
import type { UserError } from '../../../src/domain/errors.js';
import type { DocumentReader } from '../../../src/domain/ports.js';

const documents = await hostileDocuments();

describe('src/intake: hostile documents', () => {
  let reader: DocumentReader;
  beforeAll(async () => {
    const built = pathToFileURL(join(import.meta.dirname, '../../../dist/src/intake/index.js'));
    const { createDocumentReader } = (await import(built.href)) as typeof Intake;
    reader = createDocumentReader({ timeoutMs: 60_000 });
  });

  it('are at least sixty, each of its own kind', () => {
    expect(new Set(documents.map((document) => document.name)).size).toBe(documents.length);
    expect(documents.length).toBeGreaterThanOrEqual(60);
  });

  it.each(documents)('$name: $what', { timeout: 90_000 }, async ({ name, bytes, expected }) => {
    const outcome = await reader.read({ bytes, name }, { issuedOn: null, beforeMeans: 'strict' }).then(
      () => 'read',
      (error: UserError) => {
        // A closed list of reasons, each with a sentence that names the file and says what to do.
        expect(error.name).toBe('UserError');
        expect(errorSentence(error, name)).toMatch(/Đề nghị|đề nghị/);
        return error.code;
      },
    );

    expect(expected).toContain(outcome);
  });
});
