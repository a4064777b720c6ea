/**
 * Lines of a page → what is read one after another: text across the page, columns side by side (the head of a document,
 * recipients beside the signature, pages in two columns), and tables that have columns but no upright borders.
 */
import type { GridRow } from './pdf-cells.js';
import { isOrdinal } from './pdf-cells.js';
import { isBareMarker } from '../marker.js';
import type { Line, Word } from './pdf-lines.js';
import { lineOfWords, textOf } from './pdf-lines.js';
import type { Rule } from './pdf-rules.js';
import type { Band, Gutter } from './pdf-band.js';
import { openRows } from './pdf-open-table.js';

/** Lines read as one column, or rows of a table without borders. */
export type Flow =
  | { kind: 'lines'; lines: Line[]; column: boolean }
  | { kind: 'rows'; rows: GridRow[]; edges: number[] };

interface Zone {
  bands: Band[];
  gutters: Gutter[];
  end: number;
}

/** The country's name or the Party's stands right of the issuer, however narrow the gap (Decree 30/2020, Appendix I). */
const motto = /^(?:CỘNG HÒA XÃ HỘI|CỘNG HOÀ XÃ HỘI|ĐẢNG CỘNG SẢN)/u;

/** Narrowest gutter in points: spaces of justified lines rarely grow so wide one under another. */
const narrowest = (size: number): number => Math.max(8.5, size * 0.72);

/** Narrowest gutter that many lines leave free: the padding of two cells. */
const narrowestProven = (size: number): number => Math.max(5, size * 0.4);

/** So many lines with words on both sides prove a gutter. */
const provingBands = 4;

/** Narrowest gutter beside the motto. */
const narrowestMotto = 3;

/** A single line counts as two columns only when its gap is this many font sizes wide. */
const wideGap = 3;

/** Height without words that ends side-by-side text, in points: a signature needs about 100. */
const endGap = 130;

/** Most bands of a page that are followed; more are no text. */
const mostBands = 2000;

/** Cuts the lines of a page, or of its part between two tables, into flows. */
export function flowsOf(lines: Line[], rules: readonly Rule[] = []): Flow[] {
  const bands = bandsOf(lines);
  const flows: Flow[] = [];
  let plain: Line[] = [];
  const closePlain = (): void => {
    if (plain.length > 0) flows.push({ kind: 'lines', lines: plain, column: false });
    plain = [];
  };
  for (let index = 0; index < bands.length;) {
    const band = bands[index];
    if (band === undefined) break;
    const zone = bands.length > mostBands ? null : zoneAt(bands, index);
    if (zone === null) {
      // Read across; two lines of a band that stand side by side stay two.
      plain.push(...band.lines.toSorted((a, b) => a.x - b.x));
      index += 1;
      continue;
    }
    closePlain();
    if (zone.gutters.length > 1) flows.push({ kind: 'rows', ...openRows(zone.bands, zone.gutters, rules) });
    else flows.push(...columnFlows(zone));
    index = zone.end;
  }
  closePlain();
  return flows;
}

function bandsOf(lines: Line[]): Band[] {
  const bands: Band[] = [];
  for (const line of lines.toSorted((a, b) => a.y - b.y)) {
    const band = bands.at(-1);
    if (band !== undefined && line.y - band.top < 0.62 * Math.min(line.size, band.size)) {
      band.lines.push(line);
      band.words.push(...line.words);
      band.bottom = Math.max(band.bottom, line.y);
    } else
      bands.push({ lines: [line], words: [...line.words], top: line.y, bottom: line.y, size: line.size });
  }
  for (const band of bands) band.words.sort((a, b) => a.x - b.x);
  return bands;
}

/** Stretches covered by words; gaps of a band between its stretches may be gutters. */
function stretchesOf(words: readonly Word[]): Gutter[] {
  const stretches: Gutter[] = [];
  for (const word of words) {
    const last = stretches.at(-1);
    if (last !== undefined && word.x - last.to < narrowestMotto) last.to = Math.max(last.to, word.right);
    else stretches.push({ from: word.x, to: word.right });
  }
  return stretches;
}

function united(a: readonly Gutter[], b: readonly Gutter[]): Gutter[] {
  const stretches: Gutter[] = [];
  for (const one of [...a, ...b].sort((left, right) => left.from - right.from)) {
    const last = stretches.at(-1);
    if (last !== undefined && one.from - last.to < narrowestMotto) last.to = Math.max(last.to, one.to);
    else stretches.push({ ...one });
  }
  return stretches;
}

function isWithin({ words }: Band, gutter: Gutter): boolean {
  return words.every((word) => word.x > gutter.from && word.right < gutter.to);
}

/** Whether something of a gutter, wide enough to be one, is still free. */
function isFree(stretches: readonly Gutter[], gutter: Gutter, least: number): boolean {
  return stretches.some((one, index) => {
    const from = Math.max(gutter.from, stretches[index - 1]?.to ?? Number.POSITIVE_INFINITY);
    return Math.min(gutter.to, one.from) - from >= least;
  });
}

function isOn(band: Band, gutter: Gutter): 'left' | 'right' | 'both' {
  const left = band.words.some((word) => word.right <= gutter.from + 0.5);
  const right = band.words.some((word) => word.x >= gutter.to - 0.5);
  return left && right ? 'both' : left ? 'left' : 'right';
}

/** The space between words of one text in a band: its narrowest, or the common one where every word stands alone. */
function usualSpace(band: Band): number {
  const spaces = band.words.slice(1).map((word, index) => word.x - (band.words[index]?.right ?? word.x));
  const least = Math.min(...spaces.filter((space) => space > 1));
  return least > band.size * 0.6 ? band.size * 0.25 : least;
}

/** Where the motto begins in a band, when something stands left of it. */
function mottoAt(band: Band): number | null {
  const index = band.words.findIndex((_, at) => motto.test(textOf(band.words.slice(at, at + 4))));
  return index > 0 ? (band.words[index]?.x ?? null) : null;
}

/** The gutters that bands leave free, with words on both sides in bands enough. */
function guttersOf(stretches: readonly Gutter[], bands: readonly Band[]): Gutter[] {
  const gutters: Gutter[] = [];
  const size = bands[0]?.size ?? 12;
  const mottos = bands.map((band) => mottoAt(band)).filter((x) => x !== null);
  for (let index = 1; index < stretches.length; index += 1) {
    const gutter = { from: stretches[index - 1]?.to ?? 0, to: stretches[index]?.from ?? 0 };
    const wide = gutter.to - gutter.from;
    const named = mottos.some((x) => Math.abs(x - gutter.to) < size * 8 && x >= gutter.to - 1);
    if (wide < (named ? narrowestMotto : narrowestProven(size))) continue;
    const both = bands.filter((band) => isOn(band, gutter) === 'both');
    if (!named && both.length < provingBands && wide < narrowest(size)) continue;
    // A space between words of one line is no gutter, however narrow that may be.
    if (both.some((band) => wide < usualSpace(band) * 1.7)) continue;
    if (both.length >= 2 || (both.length === 1 && (wide >= wideGap * size || named))) gutters.push(gutter);
  }
  return gutters;
}

/** Texts of the bands between two gutters. */
function textsBetween(bands: readonly Band[], from: number, to: number): string[] {
  return bands
    .map((band) => textOf(band.words.filter((word) => word.x >= from - 0.5 && word.right <= to + 0.5)))
    .filter((text) => text !== '');
}

/** Gutters that part texts; one right of bare markers alone is the hanging indent of a list, or a column of ordinals. */
function partingOf(gutters: readonly Gutter[], bands: readonly Band[]): Gutter[] {
  return gutters.filter((gutter, index) => {
    const from = index === 0 ? Number.NEGATIVE_INFINITY : (gutters[index - 1]?.to ?? 0);
    return textsBetween(bands, from, gutter.from).some(
      (text) => !isBareMarker(text) && !isOrdinal(text) && !/^(?:[-+•▪*–]|S?TT|Số TT)$/u.test(text),
    );
  });
}

/** Whether a band has a gap that may be a gutter. */
function hasGap(band: Band): boolean {
  const least = Math.max(narrowest(band.size), usualSpace(band) * 1.7);
  const stretches = stretchesOf(band.words);
  return (
    mottoAt(band) !== null ||
    stretches.some((one, index) => index > 0 && one.from - (stretches[index - 1]?.to ?? 0) >= least)
  );
}

/** The columns that begin at a band, followed as far down as their gutters stay free; null when there are none. */
function zoneAt(bands: Band[], start: number): Zone | null {
  const first = bands[start];
  if (first === undefined || !hasGap(first)) return null;
  let stretches = stretchesOf(first.words);
  let end = start + 1;
  let last = start;
  let gutters = guttersOf(stretches, [first]);
  for (; end < bands.length; end += 1) {
    const band = bands[end];
    const above = bands[end - 1];
    if (band === undefined || above === undefined || band.top - above.bottom > endGap) break;
    const own = stretchesOf(band.words);
    // Words alone in the strip between two columns: a title under the head, not a column of its own.
    if (gutters.some((gutter) => isWithin(band, gutter))) break;
    const more = united(stretches, own);
    const within = bands.slice(start, end + 1);
    const found = guttersOf(more, within);
    if (found.length === 0 && (gutters.length > 0 || end - start >= 3)) break;
    // A table is not followed into the text or the signatures below it, which use fewer columns.
    const crossed = gutters.some((gutter) => !isFree(more, gutter, narrowestProven(first.size)));
    if (gutters.length > 1 && crossed && end - start >= 2) break;
    stretches = more;
    gutters = found;
    if (found.some((gutter) => isOn(band, gutter) === 'both')) last = end;
  }
  if (gutters.length === 0) return null;
  const table = partingOf(gutters, bands.slice(start, end)).length > 1;
  const zoneEnd = tailOf(bands, start, last, end, gutters, table);
  const inZone = bands.slice(start, zoneEnd);
  const kept = guttersOf(inZone.reduce<Gutter[]>((all, band) => united(all, stretchesOf(band.words)), []), inZone); // prettier-ignore
  const parting = partingOf(kept, inZone);
  if (parting.length === 0) return null;
  // Three columns and more make a table, and then the ordinals are its first.
  if (parting.length > 1 && inZone.length > 1) return { bands: inZone, gutters: kept, end: zoneEnd };
  const widest = parting.reduce((a, b) => (b.to - b.from > a.to - a.from ? b : a));
  return { bands: inZone, gutters: [widest], end: zoneEnd };
}

/**
 * Where the zone ends: after its last band with words on both sides, and what goes on close under it in columns:
 * the last lines of a list of recipients, of a cell.
 */
function tailOf(
  bands: Band[],
  start: number,
  last: number,
  end: number,
  gutters: Gutter[],
  table: boolean,
): number {
  const edge = gutters[0]?.from ?? 0;
  const inZone = bands.slice(start, last + 1);
  const starts = inZone.flatMap((band) =>
    band.words.filter((word) => word.right <= edge + 1).map((word) => word.x),
  );
  const left = Math.min(...starts);
  let zoneEnd = last + 1;
  for (; zoneEnd < end; zoneEnd += 1) {
    const band = bands[zoneEnd];
    const above = bands[zoneEnd - 1];
    if (band === undefined || above === undefined || band.top - above.bottom > band.size * 2) break;
    const x = band.words[0]?.x ?? 0;
    const begins = gutters.some((gutter) => Math.abs(x - gutter.to) < band.size * 1.5);
    const inLeft = band.words.every((word) => word.right <= edge + 1) && Math.abs(x - left) < band.size * 2;
    if (!inLeft && !(table && begins)) break;
  }
  return zoneEnd;
}

function columnFlows({ bands, gutters }: Zone): Flow[] {
  const gutter = gutters[0];
  if (gutter === undefined) return [];
  const middle = (gutter.from + gutter.to) / 2;
  return [true, false].map((left) => ({
    kind: 'lines' as const,
    column: true,
    lines: bands.flatMap((band) =>
      band.lines.flatMap((line) => {
        const words = line.words.filter((word) => word.x < middle === left);
        return words.length === 0 ? [] : [lineOfWords(words, line)];
      }),
    ),
  }));
}
