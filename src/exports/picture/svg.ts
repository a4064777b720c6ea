/** SVG by hand: shapes and lines of text put on a sheet from top to bottom. */
import { fontFamily, fontWeights } from './fonts.js';
import { type TextStyle, escapeXml, fit } from './text.js';

/** How a shape is painted. */
export interface Paint {
  fill: string;
  stroke?: string | undefined;
  strokeWidth?: number | undefined;
  dash?: string | undefined;
  radius?: number | undefined;
}

export interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}

export interface LabelStyle extends TextStyle {
  fill: string;
  anchor?: 'start' | 'middle' | undefined;
}

export const rect = (box: Box, paint: Paint): string =>
  `<rect x="${n(box.x)}" y="${n(box.y)}" width="${n(box.width)}" height="${n(box.height)}"${
    paint.radius === undefined ? '' : ` rx="${n(paint.radius)}"`
  }${painted(paint)}/>`;

export const circle = (x: number, y: number, radius: number, paint: Paint): string =>
  `<circle cx="${n(x)}" cy="${n(y)}" r="${n(radius)}"${painted(paint)}/>`;

/**
 * One line of text with its baseline at `y`, cut to `width`. Nothing at all for a text without a sign to draw.
 * @param x left end of the line, or its middle where the style says so.
 */
export function label(text: string, x: number, y: number, width: number, style: LabelStyle): string {
  const line = fit(text, width, style);
  if (line === '') return '';
  const anchor = style.anchor === 'middle' ? ' text-anchor="middle"' : '';
  return `<text x="${n(x)}" y="${n(y)}" font-size="${n(style.size)}" font-weight="${fontWeights[style.weight]}" fill="${style.fill}"${anchor}>${escapeXml(line)}</text>`;
}

/** The finished drawing on white. */
export function sheet(width: number, height: number, parts: readonly string[]): string {
  const size = `width="${n(width)}" height="${n(height)}"`;
  return `<svg xmlns="http://www.w3.org/2000/svg" ${size} viewBox="0 0 ${n(width)} ${n(height)}" font-family="${fontFamily}"><rect ${size} fill="#FFFFFF"/>${parts.join('')}</svg>`;
}

function painted({ fill, stroke, strokeWidth, dash }: Paint): string {
  const line =
    stroke === undefined
      ? ''
      : ` stroke="${stroke}" stroke-width="${n(strokeWidth ?? 1)}"${dash === undefined ? '' : ` stroke-dasharray="${dash}"`}`;
  return ` fill="${fill}"${line}`;
}

/** A tenth of a point is finer than any screen, and the same on every machine. */
function n(value: number): string {
  return String(Math.round(value * 10) / 10);
}
