/**
 * Outline markers at the head of a paragraph: "III.", "1.", "2.1.", "a)", "-", "+" (domain.md 1.5).
 * Only recognises them; the tree they make is `outline.ts`.
 */

/** A marker: how deep it stands (smaller is higher), how it is cited, and where the text after it begins. */
export interface Marker {
  level: number;
  label: string;
  /** Bullets are cited by counting. */
  bullet: boolean;
  length: number;
}

/** Levels of paragraphs without a marker and of bullets; numbers above and below them are the numbered levels. */
export const levels = {
  part: 0,
  letter: 1,
  roman: 2,
  arabic: 3,
  dotted: 4,
  point: 5,
  plain: 6,
  dash: 7,
  plus: 8,
  dot: 9,
} as const;

const patterns: { level: number; pattern: RegExp; bullet?: boolean }[] = [
  {
    level: levels.part,
    pattern: /^(?:Phần|PHẦN|Chương|CHƯƠNG|Mục|MỤC)\s+([IVXivx]{1,6}|\d{1,2}|thứ \p{L}{2,6})\s?[.:]?(?=\s|$)/u,
  },
  { level: levels.roman, pattern: /^(?:Điều|ĐIỀU)\s+(\d{1,3})\s?[.:](?=\s|$)/u },
  { level: levels.roman, pattern: /^([IVX][IVXivx]{0,5})\s?[.)/-](?=\s|$)/u },
  // Small Roman numbers count points, as does the letter i after h.
  { level: levels.point, pattern: /^(i{1,3}|iv|vi{0,3}|ix|x)\s?[.)](?=\s|$)/u },
  { level: levels.letter, pattern: /^([A-EĐG-H])\s?[.)-](?=\s|$)/u },
  { level: levels.dotted, pattern: /^(\d{1,2}(?:\.\d{1,2}){1,3})\s?[.)–-]?(?=\s)/u },
  { level: levels.arabic, pattern: /^(\d{1,2})\s?[.)](?=\s|\p{L}|$)/u },
  // A list of more than ninety-nine: strict, since a wrapped line may begin with an amount.
  { level: levels.arabic, pattern: /^([1-9]\d{2})\.(?=\s\p{Lu})/u },
  { level: levels.arabic, pattern: /^(\d{1,2})(?:,|\s?[-–])(?=\s\p{Lu})/u },
  { level: levels.arabic, pattern: /^\((\d{1,2})\)(?=\s|$)/u },
  { level: levels.point, pattern: /^([a-eđg-i k-y])\s?[).](?=\s|$)/u },
  { level: levels.plus, pattern: /^(?:[-–]\s)?\+(?=\s|\p{L})/u, bullet: true },
  { level: levels.dash, pattern: /^[-–—¬~](?=\s|\p{L})/u, bullet: true },
  // Letters of symbol fonts that came out as plain letters ("Ø Sở …"), then signs of every kind, those of symbol fonts too.
  { level: levels.dot, pattern: /^(?:[*o](?=\s)|[üØ§vq](?=\s{1,3}\p{Lu}))/u, bullet: true },
  {
    level: levels.dot,
    pattern:
      /^[•·∙‣⁃\u2190-\u21ff\u25a0-\u25ff\u2700-\u27bf\u2b00-\u2bff\uf000-\uf0ff\p{Extended_Pictographic}]\ufe0f?(?=\s|[\p{L}\d])/u,
    bullet: true,
  },
];

/** The marker at the head of a paragraph (leading emphasis marks allowed), or null. */
export function markerOf(text: string): Marker | null {
  const lead = /^[\s*]{0,4}/.exec(text)?.[0].length ?? 0;
  // A bullet may itself be an asterisk: then the emphasis marks are not skipped.
  const starts = text.startsWith('* ') ? [0] : [lead];
  for (const start of starts) {
    const rest = text.slice(start, start + 40);
    for (const { level, pattern, bullet } of patterns) {
      const match = pattern.exec(rest);
      if (match === null) continue;
      const label = match[1] ?? '';
      // "1.5 triệu" is an amount, "I-" a party habit, "V/v" is neither.
      if (level === levels.roman && /^[Vv]\//.test(rest)) continue;
      const depth = level === levels.dotted ? level + (label.split('.').length - 2) * 0.1 : level;
      let length = start + match[0].length;
      while (/[\s*]/.test(text.charAt(length))) length += 1;
      return {
        level: depth,
        label: /^[ivx]+$/i.test(label) && level <= levels.roman ? label.toUpperCase() : label,
        bullet: bullet === true,
        length,
      };
    }
  }
  return null;
}

/** Whether a line is only a marker ("1.", "A."), its text standing on the next line. */
export function isBareMarker(line: string): boolean {
  const marker = markerOf(`${line.trim()} `);
  return marker !== null && !marker.bullet && line.trim().length <= 6 && marker.length >= line.trim().length;
}
