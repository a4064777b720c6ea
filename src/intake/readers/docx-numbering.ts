/**
 * The numbers Word shows before paragraphs and keeps out of their text: "I.", "1.2.", "a)", "Điều 3.", bullets.
 * Source: ECMA-376 part 1, 17.9 (numbering), 17.9.24 (restart), 17.18.59 (formats).
 */
import type { NumberingReference } from './docx-styles.js';
import { attribute, child, elements, isOn, numberAt, type XmlElement } from './docx-xml.js';
import { bulletOf, roman } from './list-signs.js';

interface Level {
  start: number;
  format: string;
  /** "%1.%2." with the numbers of the levels above. */
  text: string;
  /** Level whose step restarts this one: 1-based; null for the one above; 0 for none. */
  restart: number | null;
  isLegal: boolean;
  style: string | null;
}

interface List {
  abstractId: string;
  levels: Map<number, Level>;
  /** Levels that begin anew with this list although others share its definition. */
  starts: Map<number, number>;
}

/** Gives each numbered paragraph its marker, in document order. */
export interface Numbering {
  /** The marker with its closing sign ("2.1."), a dash for a bullet, or null when the paragraph has none. */
  markerOf(reference: NumberingReference, styleId: string | null): string | null;
}

const deepest = 8;

/** Longest words around a number that are shown ("Nhiệm vụ thứ %1:"). */
const longestLevelText = 60;

/** Reads `word/numbering.xml`; null when the document has none. */
export function numberingFrom(root: XmlElement | null): Numbering {
  const lists = listsOf(root);
  const counts = new Map<string, (number | undefined)[]>();
  const begun = new Set<string>();

  return {
    markerOf({ numId, level }, styleId) {
      // List 0 takes a paragraph out of the list its style puts it in (17.9.18).
      const list = numId === null || numId === '0' ? undefined : lists.get(numId);
      if (list === undefined || numId === null) return null;
      const at = Math.min(level ?? levelOfStyle(list, styleId) ?? 0, deepest);
      const here = list.levels.get(at);
      if (here === undefined) return null;
      const numbers = counts.get(list.abstractId) ?? [];
      counts.set(list.abstractId, numbers);
      const first = list.starts.get(at);
      const key = `${numId}/${String(at)}`;
      if (first !== undefined && !begun.has(key)) {
        begun.add(key);
        numbers[at] = first;
      } else numbers[at] = (numbers[at] ?? here.start - 1) + 1;
      // A paragraph below a level that never counted stands under its first number.
      for (let above = 0; above < at; above += 1) numbers[above] ??= list.levels.get(above)?.start ?? 1;
      for (let deeper = at + 1; deeper <= deepest; deeper += 1) {
        const restart = list.levels.get(deeper)?.restart ?? null;
        if (restart === null || (restart > 0 && restart > at)) numbers[deeper] = undefined;
      }
      if (here.format === 'bullet') {
        const isInner = [...list.levels].some(([above, one]) => above < at && one.format === 'bullet');
        return bulletOf(here.text, isInner);
      }
      const shown = here.text.replace(/%([1-9])/g, (_, digit: string) => {
        const above = Number(digit) - 1;
        const format = list.levels.get(above)?.format ?? 'decimal';
        const isDecimal = here.isLegal && format !== 'decimalZero';
        return formatted(numbers[above] ?? 1, isDecimal ? 'decimal' : format);
      });
      const marker = shown.replace(/[\uE000-\uF8FF\s]+/gu, ' ').trim();
      // "%1" with nothing behind it: the page sets it apart by a tab, in a text only a sign does.
      return marker === '' ? null : /[\p{L}\p{N}]$/u.test(marker) ? `${marker}.` : marker;
    },
  };
}

function listsOf(root: XmlElement | null): Map<string, List> {
  const abstracts = new Map<string, Map<number, Level>>();
  const linked = new Map<string, string>();
  const styleLinks = new Map<string, string>();
  const lists = new Map<string, List>();
  const nodes = root === null ? [] : elements(root);
  for (const node of nodes) {
    if (node.name !== 'w:abstractNum') continue;
    const id = attribute(node, 'abstractNumId') ?? '';
    abstracts.set(id, levelsOf(node));
    const link = attribute(child(node, 'w:numStyleLink'), 'val');
    if (link !== null) linked.set(id, link);
    const style = attribute(child(node, 'w:styleLink'), 'val');
    if (style !== null) styleLinks.set(style, id);
  }
  for (const node of nodes) {
    if (node.name !== 'w:num') continue;
    let abstractId = attribute(child(node, 'w:abstractNumId'), 'val') ?? '';
    abstractId = styleLinks.get(linked.get(abstractId) ?? '') ?? abstractId;
    const levels = new Map(abstracts.get(abstractId));
    const starts = new Map<number, number>();
    for (const override of elements(node).filter((one) => one.name === 'w:lvlOverride')) {
      const at = Number(attribute(override, 'ilvl') ?? 0);
      const start = numberAt(override, 'w:startOverride');
      if (start !== null) starts.set(at, start);
      const own = child(override, 'w:lvl');
      if (own !== null) levels.set(at, levelOf(own));
    }
    lists.set(attribute(node, 'numId') ?? '', { abstractId, levels, starts });
  }
  return lists;
}

function levelOfStyle(list: List, styleId: string | null): number | null {
  if (styleId === null) return null;
  for (const [at, level] of list.levels) if (level.style === styleId) return at;
  return null;
}

function levelsOf(node: XmlElement): Map<number, Level> {
  const levels = new Map<number, Level>();
  for (const one of elements(node))
    if (one.name === 'w:lvl') levels.set(Number(attribute(one, 'ilvl') ?? 0), levelOf(one));
  return levels;
}

function levelOf(node: XmlElement): Level {
  // Formats of newer versions stand in an alternative; the fallback is what older ones show.
  const alternative = child(child(node, 'mc:AlternateContent'), 'mc:Fallback');
  const format = child(node, 'w:numFmt') ?? child(alternative, 'w:numFmt');
  return {
    start: numberAt(node, 'w:start') ?? 0,
    format: attribute(format, 'val') ?? 'decimal',
    text: (attribute(child(node, 'w:lvlText'), 'val') ?? '').slice(0, longestLevelText),
    restart: numberAt(node, 'w:lvlRestart'),
    isLegal: isOn(node, 'w:isLgl') === true,
    style: attribute(child(node, 'w:pStyle'), 'val'),
  };
}

/** "a" to "z", then "aa", "bb" as Word counts on. */
function letter(value: number): string {
  return String.fromCodePoint(97 + ((value - 1) % 26)).repeat(Math.floor((value - 1) / 26) + 1);
}

/** A number as its format writes it. Values Word cannot show in letters or Roman come out in digits. */
function formatted(value: number, format: string): string {
  const isShown = Number.isInteger(value) && value >= 1 && value <= 3000;
  if (!isShown) return String(value);
  switch (format) {
    case 'upperRoman':
      return roman(value);
    case 'lowerRoman':
      return roman(value).toLowerCase();
    case 'upperLetter':
      return value > 260 ? String(value) : letter(value).toUpperCase();
    case 'lowerLetter':
      return value > 260 ? String(value) : letter(value);
    case 'decimalZero':
      return value < 10 ? `0${value}` : String(value);
    case 'none':
      return '';
    default:
      return String(value);
  }
}
