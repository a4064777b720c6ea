/**
 * What a person typed (in a chat or in a cell) as the value of one field of a draft's task.
 * Reads only: putting the value into the draft is `draft-edit.ts`. It never picks between two units.
 */
import type { DraftField, TextField, UnitField } from '../draft-field.js';
import type { WorkCalendar } from '../calendar.js';
import { readDeadline } from '../deadline/index.js';
import type { Deadline } from '../plan.js';
import { fold, foldSpace } from '../text.js';
import { splitMentions } from '../unit-expand.js';
import type { AddresseeResolver } from './addressees.js';

export type { DraftField, TextField, UnitField };

export type FieldValue =
  | { field: TextField; text: string | null }
  | { field: UnitField; names: string[] }
  | { field: 'deadline'; deadlines: Deadline[] }
  | { field: 'until'; day: string | null };

/** Why a typed value cannot be used; the sentences are in `texts`. */
export type FieldProblem =
  | { kind: 'empty' }
  | { kind: 'too-long'; limit: number }
  | { kind: 'no-deadline'; text: string }
  | { kind: 'no-such-day'; text: string }
  | { kind: 'not-recurring' }
  | { kind: 'ambiguous-unit'; mention: string; candidates: string[] };

/** A value read; `unknown` are names the directory lacks, `isSure` false when a person should look at the meaning. */
export interface FieldReading {
  value: FieldValue;
  unknown: string[];
  isSure: boolean;
}

/** What reading a value needs to know. */
export interface DraftTools {
  resolve: AddresseeResolver;
  calendar: WorkCalendar;
  issuedOn: string | null;
  beforeMeans: 'strict' | 'lenient';
}

/** Longest text of a field; an action of a real plan has a few hundred letters. */
export const longestField = 2_000;
/** Most units or stages one field may name; the largest province has about 170 communes. */
const mostParts = 300;

/** Whether a typed value means that the field is to be empty. */
export function meansNothing(typed: string): boolean {
  return /^(?:|-|khong|khong co|khong neu|bo trong|de trong|bo han|khong han|khong thoi han)$/.test(
    fold(typed).replace(/[.]$/, ''),
  );
}

/** Reads what was typed for a field. */
export function readField(
  field: DraftField,
  typed: string,
  tools: DraftTools,
): FieldReading | { problem: FieldProblem } {
  if (typed.length > longestField * (field === 'lead' ? 10 : 1))
    return { problem: { kind: 'too-long', limit: longestField } };
  if (field === 'deadline') return readDeadlines(typed, tools);
  if (field === 'until') return readUntil(typed, tools);
  if (field === 'lead' || field === 'coordinating' || field === 'recipients')
    return readUnits(field, typed, tools);
  const text = meansNothing(typed) ? null : foldSpace(typed);
  if (field === 'action' && text === null) return { problem: { kind: 'empty' } };
  return { value: { field, text }, unknown: [], isSure: true };
}

function readUnits(
  field: UnitField,
  typed: string,
  tools: DraftTools,
): FieldReading | { problem: FieldProblem } {
  if (meansNothing(typed)) return { value: { field, names: [] }, unknown: [], isSure: true };
  const names: string[] = [];
  const unknown: string[] = [];
  for (const mention of partsOf(typed, tools.resolve)) {
    const addressee = tools.resolve(mention);
    if (addressee.kind === 'ambiguous')
      return { problem: { kind: 'ambiguous-unit', mention, candidates: addressee.candidates } };
    const name = addressee.kind === 'unit' ? (addressee.match?.name ?? mention) : mention;
    if (addressee.kind === 'unknown') unknown.push(name);
    if (!names.includes(name)) names.push(name);
  }
  if (names.length === 0) return { problem: { kind: 'empty' } };
  return { value: { field, names: names.slice(0, mostParts) }, unknown, isSure: unknown.length === 0 };
}

/** The units a list names: semicolons always part, commas only where the pieces are units of their own. */
function partsOf(typed: string, resolve: AddresseeResolver): string[] {
  const isKnown = (part: string): boolean => resolve(part).unitIds.length > 0;
  const trimmed = (list: readonly string[]): string[] => list.map(foldSpace).filter((part) => part !== '');
  return trimmed(typed.split(/[;\n]/)).flatMap((part) => {
    if (isKnown(part) && !/[,;]/.test(part)) return [part];
    const byWords = splitMentions(part);
    if (byWords.length > 0 && byWords.every(isKnown)) return byWords;
    const byCommas = trimmed(part.split(','));
    if (byCommas.length > 1 && byCommas.every(isKnown)) return byCommas;
    return byWords.length > 0 ? byWords : [part];
  });
}

function readDeadlines(typed: string, tools: DraftTools): FieldReading | { problem: FieldProblem } {
  if (meansNothing(typed)) return { value: { field: 'deadline', deadlines: [] }, unknown: [], isSure: true };
  const deadlines: Deadline[] = [];
  for (const part of typed.split(/[;\n]/).map(foldSpace)) {
    if (part === '') continue;
    const read = readStage(part, tools);
    if ('problem' in read) return read;
    deadlines.push(read);
  }
  if (deadlines.length === 0) return { problem: { kind: 'empty' } };
  const isSure = deadlines.every((deadline) => deadline.confidence >= 0.7);
  return {
    value: { field: 'deadline', deadlines: deadlines.slice(0, mostParts) },
    unknown: [],
    isSure,
  };
}

/** One date, with what is due then before a colon ("Dự thảo: trước ngày 15/7/2026"). */
function readStage(part: string, tools: DraftTools): Deadline | { problem: FieldProblem } {
  const labelled = /^([^:;]{2,120}):\s+(\S.*)$/.exec(part);
  const label = labelled?.[1] ?? '';
  const isLabel = label !== '' && readDeadline(label, tools) === null;
  const phrase = isLabel ? (labelled?.[2] ?? part) : part;
  const deadline = readDeadline(phrase, tools);
  if (deadline === null) return { problem: { kind: 'no-deadline', text: phrase } };
  const needsDay = deadline.kind === 'date' || deadline.kind === 'window';
  if (needsDay && deadline.dueOn === null) return { problem: { kind: 'no-such-day', text: phrase } };
  return { ...deadline, text: phrase, stage: isLabel ? label : deadline.stage };
}

function readUntil(typed: string, tools: DraftTools): FieldReading | { problem: FieldProblem } {
  if (meansNothing(typed) || /^khong (?:ket thuc|xac dinh|thoi diem)/.test(fold(typed)))
    return { value: { field: 'until', day: null }, unknown: [], isSure: true };
  const year = /^(?:het |den |den het )?(?:nam )?((?:19|20)\d\d)$/.exec(fold(typed))?.[1];
  if (year) return { value: { field: 'until', day: `${year}-12-31` }, unknown: [], isSure: true };
  const read = readDeadline(typed, tools);
  if (!read) return { problem: { kind: 'no-deadline', text: foldSpace(typed) } };
  if (!read.dueOn) return { problem: { kind: 'no-such-day', text: foldSpace(typed) } };
  return { value: { field: 'until', day: read.dueOn }, unknown: [], isSure: read.confidence >= 0.7 };
}
