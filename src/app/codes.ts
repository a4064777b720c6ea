/** One-time codes as people type them: 16 characters in four groups, 80 bits, stored as a hash. */
import { createHash, randomInt } from 'node:crypto';

/** No 0/O, 1/I/L: codes are read aloud and copied by hand. */
const alphabet = 'ABCDEFGHJKMNPQRSTUVWXYZ23456789';

/** A fresh code as shown, e.g. `7KQ2-M4XT-9BRD-C3HW`. */
export function newCode(): string {
  const characters = Array.from({ length: 16 }, () => alphabet[randomInt(alphabet.length)]);
  return [0, 4, 8, 12].map((start) => characters.slice(start, start + 4).join('')).join('-');
}

/** Id under which a typed code is stored: spaces, hyphens and letter case do not matter; null when too short. */
export function codeId(typed: string): string | null {
  const folded = typed.toUpperCase().replace(/[^A-Z0-9]/g, '');
  if (folded.length < 4 || folded.length > 64) return null;
  return createHash('sha256').update(`link-code:${folded}`).digest('hex');
}
