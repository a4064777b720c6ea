/**
 * Bands of words over three and more columns → rows of a table that has no upright borders.
 * Rows begin at ordinals, at ruling lines across the table, or at wider gaps.
 */
import type { GridRow } from './pdf-cells.js';
import { isOrdinal, joinTexts } from './pdf-cells.js';
import type { Band, Gutter } from './pdf-band.js';
import type { Word } from './pdf-lines.js';
import { surenessOf, textOf } from './pdf-lines.js';
import type { Rule } from './pdf-rules.js';

/** A line parts rows when it runs along this share of the table. */
const across = 0.6;

/** Rows of a table and the edges of its columns. */
export function openRows(
  bands: readonly Band[],
  gutters: readonly Gutter[],
  rules: readonly Rule[],
): { rows: GridRow[]; edges: number[] } {
  const middles = gutters.map((gutter) => (gutter.from + gutter.to) / 2);
  const words = bands.flatMap((band) => band.words);
  const left = Math.min(...words.map((word) => word.x));
  const right = Math.max(...words.map((word) => word.right));
  const textsOf = (band: Band): string[] => cellTexts(band.words, middles);
  const lines = rules
    .filter(
      (rule) =>
        rule.horizontal && Math.min(rule.to, right) - Math.max(rule.from, left) > (right - left) * across,
    )
    .map((rule) => rule.at);
  const isRuled = bands.slice(1).filter((band, index) => ruledBetween(lines, bands[index], band)).length >= 2;
  const numbered = bands.filter((band) => isOrdinal(textsOf(band)[0] ?? '')).length >= 2;
  const steps = bands.slice(1).map((band, index) => band.top - (bands[index]?.top ?? 0));
  const usual = steps.toSorted((a, b) => a - b)[Math.floor(steps.length / 4)] ?? 0;
  const rows: { texts: string[][]; top: number; isHead: boolean; words: Word[] }[] = [];
  bands.forEach((band, index) => {
    const texts = textsOf(band);
    const open = rows.at(-1);
    const step = steps[index - 1] ?? 0;
    const isHead = /^(?:S?TT|Số TT)$/iu.test(texts[0] ?? '');
    const begins = isRuled
      ? ruledBetween(lines, bands[index - 1], band)
      : numbered
        ? isHead || isOrdinal(texts[0] ?? '') || (open?.isHead === true && step > usual * 1.2)
        : step > usual * 1.3 || texts.every((text) => text !== '');
    if (begins || open === undefined)
      rows.push({
        texts: texts.map((text) => (text === '' ? [] : [text])),
        top: band.top,
        isHead,
        words: [],
      });
    else texts.forEach((text, column) => text !== '' && open.texts[column]?.push(text));
    rows.at(-1)?.words.push(...band.words);
  });
  return {
    rows: rows.map(({ texts, top, words: own }) => ({
      cells: texts.map((one) => ({ text: joinTexts(one), own: true })),
      top,
      confidence: surenessOf(own),
    })),
    edges: [left, ...middles, right],
  };
}

function cellTexts(words: readonly Word[], middles: readonly number[]): string[] {
  const cells: Word[][] = Array.from({ length: middles.length + 1 }, () => []);
  for (const word of words) cells[middles.filter((middle) => word.x >= middle).length]?.push(word);
  return cells.map((cell) => textOf(cell));
}

function ruledBetween(lines: readonly number[], above: Band | undefined, below: Band): boolean {
  if (above === undefined) return false;
  return lines.some((at) => at > above.bottom - above.size * 0.2 && at < below.top);
}
