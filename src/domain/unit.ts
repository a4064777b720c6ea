/** Organisations and named collectives of them. Matching mentions to units is in `unit-match.ts`. */

/**
 * Broad class of a unit, decided by its name when the directory does not say.
 * Collectives such as "các sở, ban, ngành" expand by class.
 */
export type UnitKind =
  | 'sở' // departments of the provincial People's Committee
  | 'ban' // boards, offices, working groups of the province
  | 'ngành' // vertical agencies: police, tax, statistics, courts
  | 'huyện' // district-level People's Committees (until 30/6/2025)
  | 'xã' // commune-level People's Committees
  | 'đoàn thể' // Front, unions, associations
  | 'đảng' // party bodies
  | 'trung ương' // central bodies
  | 'tỉnh' // the province itself: People's Committee, Council
  | 'đơn vị'; // firms, schools, papers, anything else

/** An organisation. `validTo` is the last day it existed; `successorIds` took over its open work. */
export interface Unit {
  id: string;
  name: string;
  abbreviation: string | null;
  aliases: string[];
  kind: UnitKind;
  parentId: string | null;
  validFrom: string | null;
  validTo: string | null;
  successorIds: string[];
}

/** A named collective whose members were approved by a person, with the dates they belong to it. */
export interface UnitSet {
  id: string;
  name: string;
  aliases: string[];
  members: { unitId: string; from: string | null; to: string | null }[];
}
