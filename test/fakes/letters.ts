/** Urging letters in tests: units to write to, and the letter a message carries, read back with our own reader. */
import { randomUUID } from 'node:crypto';
import type { OutboundMessage, StoredFile } from '../../src/domain/message.js';
import { mergeDirectory } from '../../src/domain/unit-directory.js';
import { readDocx } from '../../src/intake/readers/docx.js';
import type { World } from './world.js';

/** A number of communes in the directory. @returns their names. */
export async function communes(world: World, count: number): Promise<string[]> {
  const names = Array.from({ length: count }, (_, i) => `Ủy ban nhân dân xã Bình ${i + 1}`);
  await world.app.store.transaction((tx) => {
    const rows = names.map((name) => ({ name }));
    for (const unit of mergeDirectory([...tx.all('units')], rows, randomUUID).changed) tx.put('units', unit);
  });
  return names;
}

/** The one file among some messages. */
export function letterIn(messages: readonly OutboundMessage[]): StoredFile {
  const files = messages.flatMap((message) => message.files ?? []);
  const [file] = files;
  if (!file || files.length > 1)
    throw new Error(`${files.length} files in: ${messages.map(({ text }) => text).join('\n')}`);
  return file;
}

export interface ReadLetter {
  /** Paragraphs and rows in order, a line each; cells parted by " | ". */
  text: string;
  /** Cells of every row. */
  rows: string[][];
}

/** A letter as people read it. */
export async function readLetter(bytes: Uint8Array): Promise<ReadLetter> {
  const blocks = await readDocx(bytes);
  return {
    text: blocks
      .map(({ text, cells }) => (cells.length > 0 ? cells.map((cell) => cell.text).join(' | ') : text))
      .join('\n'),
    rows: blocks.flatMap(({ cells }) => (cells.length > 0 ? [cells.map((cell) => cell.text)] : [])),
  };
}

/** The letter in some messages. */
export async function letterOf(world: World, messages: readonly OutboundMessage[]): Promise<ReadLetter> {
  return readLetter(await world.app.vault.read(letterIn(messages).sha256));
}
