/** Which bytes of a file a request asks for, so that a phone goes on where its connection broke (RFC 9110, section 14). */

/** One stretch of a file, both ends included. */
export interface ByteRange {
  start: number;
  end: number;
}

/**
 * Reads a Range header against the file as it is.
 * @param etag the file's strong validator, quotes included. @param ifRange the If-Range header.
 * @returns `whole` when everything is to be sent: no header, one that is not understood, several stretches, or a file
 *   other than the one the request began with; `unsatisfiable` when there is no such byte.
 */
export function rangeOf(
  header: string | undefined,
  ifRange: string | undefined,
  size: number,
  etag: string,
): ByteRange | 'whole' | 'unsatisfiable' {
  if (header === undefined || (ifRange !== undefined && ifRange !== etag)) return 'whole';
  const asked = /^bytes=(\d{0,15})-(\d{0,15})$/i.exec(header.replace(/\s/g, ''));
  const [, first = '', last = ''] = asked ?? [];
  if (!asked || (first === '' && last === '')) return 'whole';
  if (first === '') {
    const length = Math.min(Number(last), size);
    return length === 0 ? 'unsatisfiable' : { start: size - length, end: size - 1 };
  }
  const start = Number(first);
  const end = last === '' ? size - 1 : Math.min(Number(last), size - 1);
  if (last !== '' && Number(last) < start) return 'whole';
  return start < size ? { start, end } : 'unsatisfiable';
}
