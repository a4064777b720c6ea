/** Files of the vault wherever records name them: in fields of their own, and inside what is kept free-form. */
import type { StoredFile } from './message.js';

const hash = /^[0-9a-f]{64}$/;

/** Every stored file anywhere inside a value, those that stand inside another file's description included. */
export function storedFilesIn(value: unknown): StoredFile[] {
  if (typeof value !== 'object' || value === null) return [];
  const inner = Object.values(value).flatMap(storedFilesIn);
  const file = value as Partial<StoredFile>;
  const isFile = typeof file.sha256 === 'string' && hash.test(file.sha256) && typeof file.size === 'number';
  return isFile ? [value as StoredFile, ...inner] : inner;
}
