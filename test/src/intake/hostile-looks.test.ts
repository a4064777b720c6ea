/**
 * Every hostile document through the looks a hand-in takes, as they are built: danger in this process, facts in a process of
 * its own with a memory limit and a kill clock. None of them may throw, and none may be called sound by a crash.
 */
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hostileDocuments } from '../../../bench/hostile/index.js';
import type * as Intake from '../../../src/intake/index.js';
import type { DocumentReader } from '../../../src/domain/ports.js';

const documents = await hostileDocuments();

describe('src/intake: looks at hostile documents', () => {
  let intake: typeof Intake;
  let reader: DocumentReader;
  beforeAll(async () => {
    const built = pathToFileURL(join(import.meta.dirname, '../../../dist/src/intake/index.js'));
    intake = (await import(built.href)) as typeof Intake;
    reader = intake.createDocumentReader();
  });
  afterAll(() => reader.close());

  it.each(documents)('$name: $what', { timeout: 60_000 }, async ({ name, bytes }) => {
    const danger = await intake.dangerIn(bytes, name);
    expect(['none', 'file-executable', 'file-macro', 'file-encrypted', 'archive-unseen']).toContain(
      danger?.code ?? 'none',
    );
    const facts = await reader.inspect({ bytes, name });
    expect(facts.sha256).toMatch(/^[0-9a-f]{64}$/);
    expect(facts.firstPage.length).toBeLessThanOrEqual(4_000);
    expect(facts.headings.length).toBeLessThanOrEqual(100);
  });
});
