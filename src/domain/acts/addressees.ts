/**
 * From the names a plan uses to units of the directory, on the plan's own date.
 * Shown to the clerk before publishing; the same resolution is then stored. It never picks between candidates.
 */
import type { StoreReader } from '../ports.js';
import { expandCollective } from '../unit-expand.js';
import { isCollective } from '../unit-kind.js';
import { createUnitMatcher, type UnitMatch } from '../unit-match.js';
import type { Unit } from '../unit.js';

/** What one mention stands for. `unitIds` is empty when the directory has nobody for it. */
export interface Addressee {
  mention: string;
  kind: 'unit' | 'collective' | 'unknown' | 'ambiguous';
  unitIds: string[];
  /** Names that would fit an ambiguous mention. */
  candidates: string[];
  /** "có liên quan": the lead decides who belongs. */
  isOpenSet: boolean;
  match: UnitMatch | null;
}

/** Resolves mentions against one directory; build once per plan, the index behind it is shared. */
export interface AddresseeResolver {
  (mention: string): Addressee;
}

/**
 * @param on the plan's issue date (`YYYY-MM-DD`), or null to use units without regard to validity.
 */
export function createAddresseeResolver(reader: StoreReader, on: string | null): AddresseeResolver {
  const directory = { units: [...reader.all('units')] as Unit[], sets: [...reader.all('unitSets')] };
  const match = createUnitMatcher(directory);
  const known = new Map<string, Addressee>();
  return (mention) => {
    const seen = known.get(mention);
    if (seen) return seen;
    const addressee = resolve(mention);
    known.set(mention, addressee);
    return addressee;
  };

  function resolve(mention: string): Addressee {
    const base = { mention, candidates: [], isOpenSet: false, match: null };
    if (isCollective(mention)) {
      const expansion = expandCollective(mention, directory, on);
      return { ...base, kind: 'collective', unitIds: expansion.unitIds, isOpenSet: expansion.isOpenSet };
    }
    const found = match(mention, on);
    if (found.unitId) return { ...base, kind: 'unit', unitIds: [found.unitId], match: found };
    const names = found.candidates.filter((c) => c.unitId !== null).map((c) => c.name);
    if (names.length > 1) {
      return { ...base, kind: 'ambiguous', unitIds: [], candidates: names, match: found };
    }
    return { ...base, kind: 'unknown', unitIds: [], match: found };
  }
}
