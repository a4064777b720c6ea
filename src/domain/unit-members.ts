/**
 * Which units of a directory belong to a class on a day: departments of the province, districts, communes, Party bodies.
 * Reading the class words is `unit-class.ts`; named units and approved collectives are `unit-expand.ts`.
 */
import { type ClassList, type UnitClass, isLocality } from './unit-class.js';
import { existsOn } from './unit-match.js';
import type { Unit, UnitKind } from './unit.js';

const districtNouns = ['huyen', 'quan', 'thi xa', 'thanh pho'];
const communeNouns = ['xa', 'phuong', 'thi tran', 'dac khu'];

/** First day without districts (Law 72/2025/QH15 on local government). */
const districtsEnded = '2025-07-01';

const nounOf: Partial<Record<UnitClass, string>> = {
  huyện: 'huyen',
  quận: 'quan',
  'thị xã': 'thi xa',
  'thành phố': 'thanh pho',
  xã: 'xa',
  phường: 'phuong',
  'thị trấn': 'thi tran',
  'đặc khu': 'dac khu',
};

const partyHead: Partial<Record<UnitClass, string>> = {
  'huyện ủy': 'huyen uy',
  'thị ủy': 'thi uy',
  'thành ủy': 'thanh uy',
  'đảng ủy': 'dang uy',
};

/** Bodies set up for one piece of work; a class never means them. */
const temporary =
  /^(?:to |ban chi dao|ban chi huy (?!quan su)|hoi dong |thuong truc |tieu ban|doan (?:kiem tra|cong tac|thanh tra))/;

/** Whether a unit counts on a day, first and last day included; without a day: whether it is not closed. */
export function isMember(unit: Unit, on: string | null): boolean {
  return on === null ? unit.validTo === null : existsOn(unit, on);
}

/** Units to choose from, with what is needed to judge them. */
export interface Members {
  all: readonly Unit[];
  byId: ReadonlyMap<string, Unit>;
  /** Folded name of each unit, by id. */
  keys: ReadonlyMap<string, string>;
}

/** Ids of the units that classes name on a day; null: of those not closed. */
export function ofClasses(list: ClassList, units: Members, on: string | null): string[] {
  const members = units.all.filter((unit) => isMember(unit, on));
  const chosen = new Set<string>();
  const take = (fits: (unit: Unit, key: string) => boolean): number => {
    const before = chosen.size;
    for (const unit of members) if (fits(unit, units.keys.get(unit.id) ?? '')) chosen.add(unit.id);
    return chosen.size - before;
  };
  if (list.isCentral) {
    take((unit) => unit.kind === 'trung ương');
    return [...chosen];
  }
  const provincial = (kinds: readonly UnitKind[]): number =>
    take((unit, key) => kinds.includes(unit.kind) && !temporary.test(key) && !isInside(unit, units.byId));
  const head = list.head ?? 'uy ban nhan dan';
  const places = (nouns: readonly string[]): number =>
    take((unit, key) =>
      nouns.some(
        (noun) =>
          key.startsWith(`${head} ${noun} `) ||
          // A directory may list places by their bare names.
          (head === 'uy ban nhan dan' &&
            (unit.kind === 'huyện' || unit.kind === 'xã') &&
            key.startsWith(`${noun} `)),
      ),
    );

  for (const unitClass of list.classes) {
    if (unitClass === 'sở' || unitClass === 'ban' || unitClass === 'ngành' || unitClass === 'đoàn thể')
      provincial([unitClass]);
    if (unitClass === 'bộ') take((unit) => unit.kind === 'trung ương');
    if (unitClass === 'cơ quan') provincial(['sở', 'ban', 'ngành']);
    if (unitClass === 'cơ quan Đảng') {
      take(
        (unit, key) =>
          unit.kind === 'đảng' &&
          /^(?:ban (?!thuong vu|chap hanh|can su)|van phong|uy ban kiem tra)/.test(key),
      );
    }
    if (unitClass === 'thành viên Mặt trận') {
      take(
        (unit, key) =>
          unit.kind === 'đoàn thể' && !key.startsWith('uy ban mat tran') && !isInside(unit, units.byId),
      );
    }
    const party = partyHead[unitClass];
    if (party !== undefined) take((unit, key) => unit.kind === 'đảng' && key.startsWith(`${party} `));
    if (unitClass === 'địa phương' || unitClass === 'cơ quan') {
      if (places(districtNouns) === 0) places(communeNouns);
    }
  }
  placesNamed(
    list.classes.filter((one) => isLocality(one)),
    places,
    on,
  );
  // After the districts went, the Party committees of communes answer for theirs.
  const isPartyOfDistricts = list.classes.some(
    (one) => one === 'huyện ủy' || one === 'thị ủy' || one === 'thành ủy',
  );
  if (isPartyOfDistricts && chosen.size === 0 && (on === null || on >= districtsEnded)) {
    take(
      (unit, key) => unit.kind === 'đảng' && communeNouns.some((noun) => key.startsWith(`dang uy ${noun} `)),
    );
  }
  return [...chosen];
}

/**
 * Localities by the nouns used. One noun means those of that name; several are the usual words for the whole level,
 * in which a city or a special zone may be forgotten. Districts that no longer exist stand for the communes.
 */
function placesNamed(
  classes: readonly UnitClass[],
  places: (nouns: readonly string[]) => number,
  on: string | null,
): void {
  const nouns = classes.map((one) => nounOf[one] ?? '');
  const districts = nouns.filter((noun) => districtNouns.includes(noun));
  const communes = nouns.filter((noun) => communeNouns.includes(noun));
  if (districts.length > 0 && places(districts.length > 1 ? districtNouns : districts) === 0) {
    const areGone = on === null || on >= districtsEnded;
    if (areGone && places(districtNouns) === 0) places(communeNouns);
  }
  if (communes.length > 0) places(communes.length > 1 ? communeNouns : communes);
}

/** Whether a unit is a part of another office ("Ban Thi đua - Khen thưởng" inside Sở Nội vụ), not of the province. */
function isInside(unit: Unit, units: ReadonlyMap<string, Unit>): boolean {
  const parent = unit.parentId === null ? undefined : units.get(unit.parentId);
  return parent !== undefined && ['sở', 'ban', 'ngành', 'huyện', 'xã', 'đơn vị'].includes(parent.kind);
}
