/** Taking out in tests: pressing the buttons of `/tonghop` and `/viec`, following the links, checking what comes. */
import { createHash } from 'node:crypto';
import * as XLSX from '@e965/xlsx';
import { button, textOf } from './drafts.js';
import type { Talker, World } from './world.js';
import { unzip } from './zip.js';

/** The links in what somebody was told, in order. */
export function linksIn(text: string): string[] {
  return text.match(/http:\/\/\S+\/files\/\S+/g) ?? [];
}

/** Asks for the archive of a plan (`K1`, `K1 2`, with `zip` or `zip tatca`) and gives its link. */
export async function bundleLink(world: World, who: Talker, what: string): Promise<string> {
  const said = textOf(await world.say(who, `/tonghop ${what}`));
  const [link] = linksIn(said);
  if (link === undefined) throw new Error(`no link in: ${said}`);
  return link;
}

/** Everything in an archive behind a link, its own list of hashes checked. */
export async function fetchBundle(link: string): Promise<Map<string, Buffer>> {
  const answer = await fetch(link);
  if (answer.status !== 200) throw new Error(`${answer.status}: ${await answer.text()}`);
  const content = await unzip(new Uint8Array(await answer.arrayBuffer()));
  checkSums(content);
  return content;
}

/** Throws unless SHA256SUMS.txt lists exactly the other entries, each with its hash. */
export function checkSums(content: ReadonlyMap<string, Buffer>): void {
  const listed = (content.get('SHA256SUMS.txt') ?? Buffer.alloc(0)).toString().split('\n').filter(Boolean);
  const expected = [...content]
    .filter(([name]) => name !== 'SHA256SUMS.txt')
    .map(([name, bytes]) => `${createHash('sha256').update(bytes).digest('hex')}  ${name}`);
  if (JSON.stringify([...listed].sort()) !== JSON.stringify(expected.sort()))
    throw new Error(`hashes differ:\n${listed.join('\n')}\n---\n${expected.join('\n')}`);
}

/** Rows of one sheet of a workbook, as people see the cells. */
export function rowsOf(workbook: Uint8Array, sheet: string): Record<string, string>[] {
  const book = XLSX.read(workbook, { cellFormula: true });
  const cells = book.Sheets[sheet];
  if (!cells) throw new Error(`no sheet ${sheet} in ${book.SheetNames.join()}`);
  const lines = XLSX.utils.sheet_to_json<string[]>(cells, { header: 1, raw: false, defval: '' });
  const at = lines.findIndex((line) => line.includes('TT'));
  const headings = lines[at] ?? [];
  return lines
    .slice(at + 1)
    .map((line) => Object.fromEntries(headings.map((heading, i) => [heading, line[i] ?? ''])));
}

export { button, textOf };
