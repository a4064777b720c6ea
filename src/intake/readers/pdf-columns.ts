/**
 * Lines of a page → what is read one after another: text across the page, columns side by side (the head of a document,
 * recipients beside the signature, pages in two columns), and tables that have columns but no borders.
 */
import type { GridRow } from './pdf-cells.js';
import { isOrdinal, joinTexts } from './pdf-cells.js';
import { isBareMarker } from '../marker.js';
import type { Line, Word } from './pdf-lines.js';
import { lineOfWords, textOf } from './pdf-lines.js';

/** Lines read as one column, or rows of a table without borders. */
export type Flow =
  | { kind: 'lines'; lines: Line[]; column: boolean }
  | { kind: 'rows'; rows: GridRow[]; edges: number[] };

/** Lines that stand at one height, in whatever columns. */
interface Band {
  lines: Line[];
  words: { word: Word; line: Line }[];
  top: number;
  bottom: number;
  size: number;
}

/** An empty strip between columns. */
interface Gutter {
  from: number;
  to: number;
  /** Narrowest it may become. */
  least: number;
  /** Bands with words on both sides. */
  both: number;
}

/** The country's name or the Party's stands right of the issuer, however narrow the gap (Decree 30/2020, Appendix I). */
const motto = /^(?:CỘNG HÒA XÃ HỘI|CỘNG HOÀ XÃ HỘI|ĐẢNG CỘNG SẢN)/u;

/** Narrowest strip, as a share of the font size and in points: spaces of justified lines rarely grow so wide. */
const narrowest = (size: number): number => Math.max(9, size * 0.8);

/** A single line counts as two columns only when its gap is this many font sizes wide. */
const wideGap = 3;

/** Height without words that ends side-by-side text, in points: a signature needs about 100. */
const endGap = 130;

/** Cuts the lines of a page, or of its part between two tables, into flows. */
export function flowsOf(lines: Line[]): Flow[] {
  const bands = bandsOf(lines);
  const flows: Flow[] = [];
  let plain: Line[] = [];
  const closePlain = (): void => {
    if (plain.length > 0) flows.push({ kind: 'lines', lines: plain, column: false });
    plain = [];
  };
  for (let index = 0; index < bands.length;) {
    const zone = zoneAt(bands, index);
    if (zone === null) {
      plain.push(...(bands[index] === undefined ? [] : wholeLines(bands[index] as Band)));
      index += 1;
      continue;
    }
    closePlain();
    flows.push(...(zone.gutters.length > 1 ? [tableFlow(zone)] : columnFlows(zone)));
    index = zone.end;
  }
  closePlain();
  return flows;
}

function bandsOf(lines: Line[]): Band[] {
  const bands: Band[] = [];
  for (const line of [...lines].sort((a, b) => a.y - b.y)) {
    const band = bands.at(-1);
    const words = line.words.map((word) => ({ word, line }));
    if (band !== undefined && line.y - band.top < 0.62 * Math.min(line.size, band.size)) {
      band.lines.push(line);
      band.words.push(...words);
      band.bottom = Math.max(band.bottom, line.y);
    } else bands.push({ lines: [line], words, top: line.y, bottom: line.y, size: line.size });
  }
  for (const band of bands) band.words.sort((a, b) => a.word.x - b.word.x);
  return bands;
}

/** Lines of a band that is read across; two lines of it that do not overlap stay two. */
function wholeLines(band: Band): Line[] {
  return [...band.lines].sort((a, b) => a.x - b.x);
}

function gapsOf(band: Band): Gutter[] {
  const gaps: Gutter[] = [];
  const least = narrowest(band.size);
  const spaces: number[] = [];
  let reach = Number.NEGATIVE_INFINITY;
  band.words.forEach(({ word }, index) => {
    if (index > 0) {
      const wide = word.x - reach;
      spaces.push(wide);
      const rest = textOf(band.words.slice(index, index + 4).map((one) => one.word));
      const named = motto.test(rest);
      if (wide >= least || (named && wide >= 3))
        gaps.push({ from: reach, to: word.x, least: named ? 3 : least, both: 1 });
    }
    reach = Math.max(reach, word.right);
  });
  // In a line of few, far-spread words every gap is wide: no column begins there.
  const usual = spaces.filter((wide) => wide < least).length;
  return gaps.filter((gap) => gap.least < least || gaps.length <= usual + 3);
}

interface Zone {
  bands: Band[];
  gutters: Gutter[];
  end: number;
}

/** The columns that begin at a band, followed as far down as their gutters stay free; null when there are none. */
function zoneAt(bands: Band[], start: number): Zone | null {
  const first = bands[start];
  if (first === undefined) return null;
  let gutters = gapsOf(first);
  if (gutters.length === 0) return null;
  let end = start + 1;
  let last = start;
  for (; end < bands.length; end += 1) {
    const band = bands[end];
    const above = bands[end - 1];
    if (band === undefined || above === undefined || band.top - above.bottom > endGap) break;
    const next = gutters.flatMap((gutter) => narrowed(gutter, band));
    if (next.length === 0) break;
    const lost = gutters.length - new Set(next.map((gutter) => gutter.from)).size;
    // A table is not followed into the text or the signatures below it.
    if (gutters.length > 1 && next.length < gutters.length && lost > 0 && end - start >= 2 && isLeft(gutters, next, band)) break; // prettier-ignore
    gutters = next;
    if (next.some((gutter) => sides(gutter, band) === 'both')) last = end;
  }
  // Words that go on in the left column alone still belong to it: the last lines of a list of recipients.
  let zoneEnd = last + 1;
  const leftEdge = gutters[0]?.from ?? 0;
  const leftStart = Math.min(...bands.slice(start, last + 1).flatMap((band) => sideX(band, leftEdge)));
  while (zoneEnd < end) {
    const band = bands[zoneEnd];
    const above = bands[zoneEnd - 1];
    if (band === undefined || above === undefined) break;
    const inside = band.words.every(({ word }) => word.right <= leftEdge + 1);
    const near = band.top - above.bottom < band.size * 2;
    if (!inside || !near || Math.abs((band.words[0]?.word.x ?? 0) - leftStart) > band.size * 2) break;
    zoneEnd += 1;
  }
  const inZone = bands.slice(start, zoneEnd);
  const kept = validGutters(gutters, inZone);
  return kept.length === 0 ? null : { bands: inZone, gutters: kept, end: zoneEnd };
}

function sideX(band: Band, edge: number): number[] {
  return band.words.filter(({ word }) => word.right <= edge + 1).map(({ word }) => word.x);
}

/** Whether a band no longer uses columns the zone had: it stands on few of them and crosses others. */
function isLeft(before: Gutter[], after: Gutter[], band: Band): boolean {
  const crossed = before.filter(
    (gutter) => !after.some((one) => one.from >= gutter.from - 1 && one.to <= gutter.to + 1),
  );
  return crossed.length > 0 && band.words.length > 0;
}

/** What is left of a gutter beside the words of a band; none when they cross it. */
function narrowed(gutter: Gutter, band: Band): Gutter[] {
  let free: { from: number; to: number }[] = [{ from: gutter.from, to: gutter.to }];
  for (const { word } of band.words) {
    if (word.right <= gutter.from || word.x >= gutter.to) continue;
    free = free.flatMap((part) => [
      { from: part.from, to: Math.min(part.to, word.x) },
      { from: Math.max(part.from, word.right), to: part.to },
    ]);
    free = free.filter((part) => part.to - part.from >= gutter.least);
    if (free.length === 0) return [];
  }
  const widest = free.reduce((a, b) => (b.to - b.from > a.to - a.from ? b : a));
  const result = { ...gutter, ...widest };
  // A space between words of one line is no gutter, however narrow that may be.
  const across = sides(result, band) === 'both';
  if (across && widest.to - widest.from < usualSpace(band) * 1.7) return [];
  if (across) result.both += 1;
  return [result];
}

/** The usual space between the words of a band. */
function usualSpace(band: Band): number {
  const spaces = band.words
    .slice(1)
    .map(({ word }, index) => word.x - (band.words[index]?.word.right ?? word.x))
    .sort((a, b) => a - b);
  return spaces.length < 2 ? band.size * 0.25 : (spaces[Math.floor((spaces.length - 1) / 2)] ?? 0);
}

function sides(gutter: Gutter, band: Band): 'left' | 'right' | 'both' {
  const left = band.words.some(({ word }) => word.right <= gutter.from + 0.5);
  const right = band.words.some(({ word }) => word.x >= gutter.to - 0.5);
  return left && right ? 'both' : left ? 'left' : 'right';
}

/** Gutters with words enough on both sides; one right of bare markers alone is the hanging indent of a list. */
function validGutters(gutters: Gutter[], bands: Band[]): Gutter[] {
  const size = bands[0]?.size ?? 12;
  const sound = gutters.filter(
    (gutter) =>
      gutter.both >= 2 || gutter.to - gutter.from >= wideGap * size || gutter.least < narrowest(size),
  );
  const marking = sound.filter((gutter, index) => {
    const from = index === 0 ? Number.NEGATIVE_INFINITY : (sound[index - 1]?.to ?? 0);
    const texts = bands
      .map((band) =>
        textOf(
          band.words
            .map(({ word }) => word)
            .filter((word) => word.x >= from - 0.5 && word.right <= gutter.from + 0.5),
        ),
      )
      .filter((text) => text !== '');
    return texts.every(
      (text) => isBareMarker(text) || isOrdinal(text) || /^[-+•▪*–]$/u.test(text) || /^S?TT$/u.test(text),
    );
  });
  const parting = sound.filter((gutter) => !marking.includes(gutter));
  if (parting.length === 0) return [];
  // Three columns and more make a table, and then the ordinals are its first.
  const rows = sound.filter((gutter) => gutter.both >= 2);
  if (parting.filter((gutter) => gutter.both >= 2).length >= 2 && bands.length >= 2) return rows;
  const best = parting.reduce((a, b) => (b.both > a.both ? b : a));
  return [best];
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

function tableFlow({ bands, gutters }: Zone): Flow {
  const middles = gutters.map((gutter) => (gutter.from + gutter.to) / 2).sort((a, b) => a - b);
  const columnOf = (word: Word): number => middles.filter((middle) => word.x >= middle).length;
  const textsOf = (band: Band): string[] =>
    Array.from({ length: middles.length + 1 }, (_, column) =>
      textOf(band.words.map(({ word }) => word).filter((word) => columnOf(word) === column)),
    );
  const numbered = bands.filter((band) => isOrdinal(textsOf(band)[0] ?? '')).length >= 2;
  const rows: { texts: string[][]; top: number }[] = [];
  const steps = bands.slice(1).map((band, index) => band.top - (bands[index]?.top ?? 0));
  const usual = [...steps].sort((a, b) => a - b)[Math.floor(steps.length / 4)] ?? 0;
  bands.forEach((band, index) => {
    const texts = textsOf(band);
    const gap = index === 0 ? 0 : (steps[index - 1] ?? 0);
    const ordinal = isOrdinal(texts[0] ?? '');
    const filled = texts.filter((text) => text !== '').length;
    const begins =
      index === 0 ||
      (numbered ? ordinal : gap > usual * 1.3 || (usual > 0 && gap >= usual && filled === texts.length));
    const open = rows.at(-1);
    if (begins || open === undefined)
      rows.push({ texts: texts.map((text) => (text === '' ? [] : [text])), top: band.top });
    else texts.forEach((text, column) => text !== '' && open.texts[column]?.push(text));
  });
  const xs = bands.flatMap((band) => band.words.map(({ word }) => word.x));
  const ends = bands.flatMap((band) => band.words.map(({ word }) => word.right));
  return {
    kind: 'rows',
    rows: rows.map(({ texts, top }) => ({
      cells: texts.map((lines) => ({ text: joinTexts(lines), own: true })),
      top,
    })),
    edges: [Math.min(...xs), ...middles, Math.max(...ends)],
  };
}
