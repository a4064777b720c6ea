/** What the process that recognises pages is asked and what it answers. */
import type { UserErrorCode } from '../domain/errors.js';
import type { SeenPage } from './readers/ocr-page.js';

/** One page to be looked at. */
export interface PageJob {
  bytes: Uint8Array;
  /** Page of a PDF, from 1; null for a picture. */
  page: number | null;
  want: 'page' | 'marks';
}

/** What the process is told and says. */
export interface PageOrder {
  id: number;
  job: PageJob;
}
export type PageAnswer =
  | { id: number; ok: true; value: SeenPage | string[] }
  | { id: number; ok: false; code: UserErrorCode; detail: string | null };
