/**
 * What a letter needs to know of the office that sends it, filled in once by the office (`/dondoc coquan`). The clerks'
 * office has one; each unit that collects plans has its own.
 */
import { type Person, hasRole, unitsOf } from './person.js';
import type { Plan } from './plan.js';
import type { StoreReader, StoreWriter } from './ports.js';
import { answeringUnits } from './queries.js';

/** Null: nobody has said yet. Empty: there is none. */
export interface Letterhead {
  /** The body above the office ("UBND tỉnh Lam Giang"); empty for one that writes none. */
  superior: string | null;
  /** The office that sends ("Sở Tài chính"). */
  office: string | null;
  /** Of its official letters, after the number: "STC-TH" (sender and drafting section). */
  symbol: string | null;
  /** In the line of place and date ("Lam Giang"). */
  place: string | null;
  /** "GIÁM ĐỐC"; lines are parted by " / " ("KT. GIÁM ĐỐC / PHÓ GIÁM ĐỐC"). */
  signerTitle: string | null;
  signerName: string | null;
}

export type LetterheadField = keyof Letterhead;

/** In the order they are asked for. */
export const letterheadFields: readonly LetterheadField[] = [
  'superior',
  'office',
  'symbol',
  'place',
  'signerTitle',
  'signerName',
];

/** Longest value, in characters. */
export const longestLetterheadValue = 150;

const settingId = (unitId: string | null): string =>
  unitId === null ? 'letterhead' : `letterhead/${unitId}`;

/** @param unitId the collecting unit; null for the clerks' office. */
export function letterheadOf(reader: StoreReader, unitId: string | null): Letterhead {
  const stored = reader.get('settings', settingId(unitId))?.value;
  const known: object = typeof stored === 'object' && stored !== null ? stored : {};
  const value = (field: LetterheadField): string | null => {
    const found: unknown = Reflect.get(known, field);
    return typeof found === 'string' ? found : null;
  };
  const unit = unitId === null ? undefined : reader.get('units', unitId);
  return {
    superior: value('superior'),
    office: value('office') ?? unit?.name ?? null,
    symbol: value('symbol'),
    place: value('place'),
    signerTitle: value('signerTitle'),
    signerName: value('signerName'),
  };
}

/** Keeps one value. */
export function setLetterhead(
  tx: StoreWriter,
  unitId: string | null,
  field: LetterheadField,
  value: string,
): void {
  tx.put('settings', { id: settingId(unitId), value: { ...letterheadOf(tx, unitId), [field]: value } });
}

/**
 * For which office a person writes letters about a plan: null for the clerks' own, else the collecting unit they serve.
 * Without a plan: the first unit they collect for.
 */
export function officeOf(
  reader: StoreReader,
  person: Readonly<Person> | null,
  plan: Pick<Plan, 'collectorUnitIds'> | null,
  on: string,
): string | null {
  const holder = person ?? undefined;
  if (hasRole(holder, 'clerk')) return null;
  const serving = unitsOf(holder, 'consolidator');
  if (plan === null) return serving[0] ?? null;
  const collecting = plan.collectorUnitIds.flatMap((id) => [id, ...answeringUnits(reader, id, on)]);
  return serving.find((id) => collecting.includes(id)) ?? null;
}
