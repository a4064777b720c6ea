/**
 * Whether a line of a document goes on with the paragraph before it: what the words alone say (domain.md 1.2, 1.5).
 * How lines stand on the page is each reader's own; it comes in as two hints.
 */
import { isBareMarker, markerOf } from '../marker.js';

/** What a reader knows of how two lines stand to each other. */
export interface LineHints {
  /** Something stands between them: a blank line, a wide gap, a line left out. */
  apart: boolean;
  /** The first line reaches so far right that it may have been wrapped; null when the reader cannot tell. */
  full: boolean | null;
  /** The first line reaches at least two thirds of the way. */
  long: boolean;
}

const unended = /[\p{L}\p{N},\-–(/&“"]$/u;
const ended = /[.;:!?…/”"]["”)*\s]*$/u;

/** A last word that cannot end a sentence: what it leads to stands on the next line ("trước ngày / 15/3/2022"). */
const leansForward =
  /(?:^|\s)(?:ngày|tháng|năm|quý|trước|sau|đến|từ|của|và|các|những|với|cho|về|tại|trong|là|do|để|theo|bằng)$/u;

/** "Kế hoạch số / 12/KH-UBND"; "2. Hạ tầng số" is a whole name. */
const numbered = /(?:^|\s)số$/u;

/** Whether the letters of a text are capitals; three at least. */
export function isCaps(text: string): boolean {
  const letters = text.replace(/[^\p{L}]/gu, '');
  return letters.length >= 3 && letters === letters.toUpperCase();
}

/** How much of a line's end is looked at. */
const endLength = 200;

/** Whether a line breaks off inside a sentence. */
export function isOpen(line: string): boolean {
  // The end tells; a long row of quotes or stars must not be tried from each of them.
  const text = line.trim().slice(-endLength);
  return !ended.test(text) && unended.test(text.replace(/[*\s]+$/, ''));
}

/** Whether a line begins as the inside of a sentence does. */
export function isSmall(line: string): boolean {
  return /^[*“"(]*[\p{Ll}]/u.test(line) || /^[,;.)%]/.test(line);
}

/** Whether `next` goes on with the paragraph that `previous` leaves unfinished. */
export function goesOn(previous: string, next: string, { apart, full, long }: LineHints): boolean {
  const before = previous.trim();
  const here = next.trim();
  if (isBareMarker(before)) return true;
  const small = isSmall(here);
  const open = isOpen(before);
  const marker = markerOf(here);
  // "Nhà nước / - doanh nghiệp", "2016 / - 2020": a dash inside a wrapped phrase, not a bullet.
  if (marker !== null) {
    if (!marker.bullet || !open || apart) return false;
    return (
      (/^[-–]\s\p{Ll}/u.test(here) && long) || (/^[-–]\s\d{4}(?!\d)/.test(here) && /\d{4}$/.test(before))
    );
  }
  if (/^(?:Điều|Phụ lục|PHỤ LỤC|Nơi nhận|Số\s?:|TM\.|KT\.|T\/M)/u.test(here)) return false;
  if (apart) return open && small && before.length > 30 && !isCaps(before);
  if (isCaps(before) && isCaps(here)) return true;
  // "… số 26- / NQ/TW", "… trình / UBND.": a sign or a short name in capitals is no heading.
  if (full === true && open && (/[\p{L}\d][-/]$/u.test(before) || !/\s/.test(here))) return true;
  if (isCaps(before) !== isCaps(here) && (isCaps(before) || isCaps(here)) && !(open && small)) return false;
  const leans = leansForward.test(before) || (numbered.test(before) && /^[\d….]/u.test(here));
  if (open && (small || leans)) return true;
  if (full !== true) return false;
  return !/[:;]$/.test(before) || small;
}
