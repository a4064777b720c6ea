/** What the process of a reading is asked and what it answers. */
import type { DraftSheet } from '../domain/draft-sheet.js';
import type { UserErrorCode } from '../domain/errors.js';
import type { ReadResult } from '../domain/plan.js';
import type { FilePreview } from '../domain/ports.js';
import type { FileFacts } from './inspect/index.js';
import type { ReadOptions } from './read-plan.js';
import type { SeenPage } from './readers/ocr-page.js';

/**
 * What a worker is asked: the draft of a plan (again with its recognised pages, or from pages alone), whether the file
 * carries a mark of secrecy, facts about a file, a draft's table come back, or a glance at the file.
 */
export type WorkerJob =
  | { want: 'draft'; bytes: Uint8Array; options: ReadOptions; seen?: [number, SeenPage][] }
  | { want: 'photos'; seen: SeenPage[]; options: ReadOptions }
  | { want: 'mark'; bytes: Uint8Array }
  | { want: 'inspect'; bytes: Uint8Array }
  | { want: 'sheet'; bytes: Uint8Array }
  | { want: 'preview'; bytes: Uint8Array };

/** What it answers when pages have to be recognised first. */
export interface Unseen {
  pages: number[];
}

/** What the worker says back. */
export type WorkerAnswer =
  | { ok: true; value: WorkerValue }
  | { ok: false; code: UserErrorCode; detail: string | null };
export type WorkerValue =
  | ReadResult
  | DraftSheet
  | FileFacts
  | Unseen
  | FilePreview
  | boolean
  | 'pictures'
  | null;
