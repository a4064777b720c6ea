/** All documents of our own making that mean harm or are clumsy; see `bench/hostile.ts` and the test of the reader. */
import { hostileArchives } from './archives.js';
import type { HostileDocument } from './document.js';
import { hostileOthers } from './others.js';
import { hostileTexts } from './texts.js';

export type { HostileDocument } from './document.js';

/** Makes them all; nothing is read from anywhere. */
export async function hostileDocuments(): Promise<HostileDocument[]> {
  return [...(await hostileArchives()), ...hostileTexts(), ...hostileOthers()];
}
