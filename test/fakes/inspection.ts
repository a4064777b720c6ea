/** Facts about a file as a test needs them: a plain, sound text unless said otherwise. */
import { createHash } from 'node:crypto';
import type { FileInspection } from '../../src/domain/inspection.js';

export function inspectionOf(bytes: Uint8Array, more: Partial<FileInspection> = {}): FileInspection {
  return {
    sha256: createHash('sha256').update(bytes).digest('hex'),
    kind: 'text',
    opens: true,
    pages: null,
    firstPage: '',
    headings: [],
    isScan: false,
    isBlank: false,
    isSigned: null,
    isDraft: false,
    ...more,
  };
}
