/** One page job from bytes to words, whichever thread it runs in. */
import type { Engine } from './readers/ocr-engine.js';
import type { SeenPage } from './readers/ocr-page.js';
import { pageLength, seeMarks, seePage } from './readers/ocr-page.js';
import { longestSide } from './readers/scan-bitmap.js';
import { readPicture } from './readers/scan-picture.js';
import { renderPdf } from './readers/scan-render.js';
import { UserError } from '../domain/errors.js';
import type { PageJob } from './page-job.js';

/**
 * Looks at a page.
 * @throws UserError `file-encrypted`, `file-damaged`, `file-too-big`, `file-kind-refused`, `document-unreadable`.
 */
export async function runPageJob(job: PageJob, engine: Engine): Promise<SeenPage | string[]> {
  if (job.page === null) {
    const picture = await readPicture(job.bytes, longestSide);
    return job.want === 'marks' ? seeMarks(picture, engine) : seePage(picture, pageLength, engine);
  }
  const [page] = await renderPdf(job.bytes, [job.page], (longer) => longestSide / longer);
  if (page === undefined) throw new UserError('document-unreadable', null);
  if (job.want === 'marks') return seeMarks(page, engine);
  return seePage(page, Math.max(page.width, page.height) * page.unit, engine);
}
