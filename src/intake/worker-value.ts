/** What a job of reading gives, in whichever thread it runs. */
import { readDraftSheet } from './draft-sheet.js';
import { previewOf } from './preview.js';
import { inspectBytes } from './inspect/index.js';
import type { WorkerJob, WorkerValue } from './worker-job.js';
import { PicturesInside, isMarkedFile, readFile } from './read-file.js';
import { readBlocks } from './read-plan.js';
import { readPhotos } from './readers/scan.js';

/** @throws UserError as the readers do. */
export async function workerValue(job: WorkerJob): Promise<WorkerValue> {
  switch (job.want) {
    case 'draft':
      try {
        return await readFile(job.bytes, job.options, job.seen === undefined ? null : new Map(job.seen));
      } catch (error) {
        if (error instanceof PicturesInside) return { pages: error.pages };
        throw error;
      }
    case 'photos': {
      const { blocks, source } = await readPhotos(job.seen);
      return readBlocks(blocks, job.options, source);
    }
    case 'mark':
      return isMarkedFile(job.bytes);
    case 'inspect':
      return inspectBytes(job.bytes);
    case 'sheet':
      return readDraftSheet(job.bytes);
    case 'preview':
      return previewOf(job.bytes);
  }
}
