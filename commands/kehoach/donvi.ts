/** Names of a draft's document and the directory: collectives with their members, unknown and ambiguous names. */
import type { Addressee } from '../../src/domain/acts/addressees.js';
import { addresseesToShow, isAddresseeSettled, mentionCode } from '../../src/domain/acts/draft-doubts.js';
import {
  approveCollective,
  changeCollective,
  chooseUnit,
  settleNewUnits,
} from '../../src/domain/acts/draft-addressees.js';
import { readField } from '../../src/domain/acts/draft-fields.js';
import { heldText } from '../../src/domain/person.js';
import { addresseeWords } from '../../src/texts/plan-draft.js';
import * as texts from '../../src/texts/plan-edit.js';
import { type Desk, store, unitNumberOf, unitOfCode } from './desk.js';

/** `donvi`, `donvi m1abc`, `donvi m1abc bot|them|dung|moi|nhap|u5|trang 2`, `donvi moi`. */
export function addressees(desk: Desk, words: readonly string[]): void {
  const { draft, context, tools, editor } = desk;
  const [code = '', verb = '', page = ''] = words;
  const all = addresseesToShow(draft, tools.resolve);
  if (code === '') return list(desk, all);
  if (code === 'moi') {
    const unknown = all.filter((one) => one.kind === 'unknown');
    return list(
      store(desk, settleNewUnits(draft, unknown, editor), 'settle', '', `new units: ${unknown.length}`),
    );
  }
  const addressee = all.find((one) => mentionCode(one.mention) === code);
  if (!addressee) return context.reply({ text: texts.addresseeGone });
  const purpose = purposes[verb];
  if (purpose !== undefined) {
    context.expect('unit', { draft: draft.number, code, purpose });
    return context.reply({ text: texts.askUnitName(addressee.mention, purpose) });
  }
  const unit = unitOfCode(desk, verb);
  if (unit && addressee.kind !== 'collective') return choose(desk, addressee, unit.name);
  if (verb === 'moi')
    return list(
      store(desk, settleNewUnits(draft, [addressee], editor), 'settle', '', `new unit: ${addressee.mention}`),
    );
  if (verb === 'dung' && addressee.kind === 'collective')
    return list(
      store(
        desk,
        approveCollective(draft, addressee, editor),
        'settle',
        '',
        `collective: ${addressee.mention}`,
      ),
    );
  show(desk, addressee, Number(page) || 1);
}

const purposes: Readonly<Record<string, 'choose' | 'add' | 'remove'>> = {
  nhap: 'choose',
  them: 'add',
  bot: 'remove',
};

function list(desk: Desk, all = addresseesToShow(desk.draft, desk.tools.resolve)): void {
  const isOpen = (addressee: Addressee): boolean => !isAddresseeSettled(desk.draft, addressee);
  desk.context.reply(texts.addresseeList(desk.draft, all, all.map(addresseeWords), isOpen));
}

function show(desk: Desk, addressee: Addressee, page: number): void {
  const { draft, context } = desk;
  if (addressee.kind === 'collective')
    return context.reply(texts.collectiveMembers(draft, addressee, membersOf(desk, addressee), page));
  const names = addressee.match?.candidates.flatMap((one) => (one.unitId ? [one.name] : [])) ?? [];
  const candidates = [...new Set([...addressee.candidates, ...names])]
    .slice(0, 5)
    .map((name) => ({ name, number: unitNumberOf(desk, name) }));
  context.reply(texts.addresseeQuestion(draft, addressee, candidates));
}

function membersOf(desk: Desk, addressee: Addressee): { id: string; name: string; number: number }[] {
  return desk.tools.units.flatMap((unit, i) =>
    addressee.unitIds.includes(unit.id) ? [{ id: unit.id, name: unit.name, number: i + 1 }] : [],
  );
}

function choose(desk: Desk, addressee: Addressee, name: string): void {
  const { draft, editor } = desk;
  desk.context.settle();
  list(
    store(desk, chooseUnit(draft, addressee, name, editor), 'settle', '', `${addressee.mention} = ${name}`),
  );
}

/** The unit a person typed for an addressee, after `nhap`, `them` or `bot`. */
export function onUnitName(desk: Desk, typed: string): void {
  const { draft, context, tools, editor } = desk;
  const code = heldText(context.dialogue, 'code');
  const purpose = purposeOf(heldText(context.dialogue, 'purpose'));
  const addressee = addresseesToShow(draft, tools.resolve).find((one) => mentionCode(one.mention) === code);
  if (!addressee || !purpose) {
    context.settle();
    return context.reply({ text: texts.addresseeGone });
  }
  const members = membersOf(desk, addressee);
  const ordinal =
    purpose === 'remove' && /^\d{1,4}$/.test(typed.trim()) ? members[Number(typed) - 1] : undefined;
  const read = ordinal ? null : readField('lead', typed, tools);
  if (read && 'problem' in read) {
    const candidates = read.problem.kind === 'ambiguous-unit' ? read.problem.candidates : [];
    return context.reply({ text: texts.unitNotFound(typed, candidates) });
  }
  const names = ordinal ? [ordinal.name] : read && 'names' in read.value ? read.value.names : [];
  const unknown = read?.unknown ?? [];
  const [name] = names;
  if (name === undefined || unknown.length > 0) return context.reply({ text: texts.unitNotFound(typed, []) });
  if (purpose === 'choose') return choose(desk, addressee, name);
  if (purpose === 'remove' && !members.some((member) => member.name === name))
    return context.reply({ text: texts.notAMember(name) });
  context.settle();
  const change = purpose === 'add' ? { add: name } : { remove: name };
  const after = changeCollective(draft, addressee, change, tools, editor);
  list(store(desk, after, 'settle', '', `${addressee.mention} ${purpose === 'add' ? '+' : '-'} ${name}`));
}

function purposeOf(text: string): 'choose' | 'add' | 'remove' | undefined {
  return Object.values(purposes).find((known) => known === text);
}
