/** The units behind names in a document; what the directory lacks becomes a unit under the name the document uses. */
import type { StoreWriter } from '../ports.js';
import { fold } from '../text.js';
import { kindOfName } from '../unit-kind.js';
import type { Unit } from '../unit.js';
import type { AddresseeResolver } from './addressees.js';

/** Ids of the units behind mentions; with `mayCreate`, a name the directory lacks becomes a unit. */
export interface UnitFinder {
  (mentions: readonly string[], mayCreate: boolean): string[];
}

/** @param newUnits collects the names of units that had to be made. */
export function createUnitFinder(
  tx: StoreWriter,
  resolve: AddresseeResolver,
  newId: () => string,
  newUnits: string[],
): UnitFinder {
  const created = new Map<string, string>();
  return (mentions, mayCreate) => {
    const ids = new Set<string>();
    for (const mention of mentions) {
      const addressee = resolve(mention);
      for (const id of addressee.unitIds) ids.add(id);
      if (addressee.unitIds.length > 0 || !mayCreate) continue;
      const name = addressee.kind === 'unknown' ? (addressee.match?.name ?? mention) : mention;
      const key = fold(name);
      let id = created.get(key);
      if (id === undefined) {
        id = newId();
        created.set(key, id);
        newUnits.push(name);
        tx.put('units', newUnit(id, name, mention));
      }
      ids.add(id);
    }
    return [...ids];
  };
}

function newUnit(id: string, name: string, mention: string): Unit {
  return {
    id,
    name,
    abbreviation: null,
    aliases: fold(mention) === fold(name) ? [] : [mention],
    kind: kindOfName(name),
    parentId: null,
    validFrom: null,
    validTo: null,
    successorIds: [],
  };
}
