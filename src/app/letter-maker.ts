/** The formal urging letter as a file: made before the transaction, from the state as it is then. */
import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import type { Prepared, Rules } from '../domain/command.js';
import { documentStem } from '../domain/export-name.js';
import { basisOf, letterDraft, type WantedLetter } from '../domain/letter-content.js';
import type { Clock, StoreReader, Vault } from '../domain/ports.js';
import { urgingLetterToDocx } from '../exports/urging-letter.js';
import { letterWords } from '../texts/urging-letter.js';

/** Largest letter, in bytes; one with an annex of ten thousand rows has less than a megabyte. */
const largestBytes = 20_000_000;

/** @returns what makes a letter; null when there is none to write, or the same one has been made already. */
export function createLetterMaker(deps: {
  vault: Pick<Vault, 'put'>;
  clock: Clock;
  rules: Rules;
}): (wanted: WantedLetter, reader: StoreReader) => Promise<Prepared['letter']> {
  return async (wanted, reader) => {
    const draft = letterDraft(reader, wanted, deps.clock.now(), deps.rules.calendar);
    if (typeof draft === 'string') return null;
    const { content, replaces } = draft;
    const basis = createHash('sha256').update(basisOf(content), 'utf8').digest('hex');
    if (replaces?.basis === basis) return null;
    const bytes = await urgingLetterToDocx(letterWords(content));
    const day = content.today.replaceAll('-', '');
    const name = `${documentStem(content.document)}_cong-van-don-doc-lan-${wanted.time}_${day}.docx`;
    const file = await deps.vault.put(Readable.from([bytes]), { name, maxBytes: largestBytes });
    return { file, basis };
  };
}
