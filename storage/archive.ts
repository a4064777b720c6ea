/** What a backup archive looks like: `manifest.json`, `store.json`, perhaps `holidays.json`, and the files of the vault. */
import { z } from 'zod';
import { isSha256 } from './vault.js';

export const manifestName = 'manifest.json';
export const snapshotName = 'store.json';
/** The office's own calendar of days off, kept beside the records; absent in most folders. */
export const calendarName = 'holidays.json';

const archived = z.object({
  path: z.string(),
  /** In bytes. */
  size: z.number().int().min(0),
  sha256: z.string().refine(isSha256),
});

/** One file of an archive. */
export type Archived = z.infer<typeof archived>;

export const manifest = z.object({
  format: z.literal('dondoc-backup'),
  /** Of the archive's layout. */
  version: z.number().int().min(1),
  /** Of the records in `store.json`. */
  records: z.number().int().min(1),
  files: z.array(archived),
  /** Hashes of files that were already missing or damaged when the backup was made. */
  missing: z.array(z.string()),
});

/** The list of an archive's content with its checksums. */
export type Manifest = z.infer<typeof manifest>;
