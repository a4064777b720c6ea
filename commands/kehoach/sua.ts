/** Changing a draft by answering or typing: any field of a task, a new task, the facts of the document. */
import { addTask, setFacts, setField } from '../../src/domain/acts/draft-edit.js';
import { gravelyOpen } from '../../src/domain/acts/draft-doubts.js';
import {
  type DraftField,
  type FieldReading,
  type FieldValue,
  readField,
} from '../../src/domain/acts/draft-fields.js';
import { isWorkingDay } from '../../src/domain/calendar.js';
import { readDeadline } from '../../src/domain/deadline/index.js';
import { heldText } from '../../src/domain/person.js';
import type { DocumentFacts } from '../../src/domain/plan.js';
import { fold, foldSpace, shorten } from '../../src/domain/text.js';
import { addDays } from '../../src/domain/time.js';
import * as texts from '../../src/texts/plan-edit.js';
import { type Desk, card, headWord, overview, store, unitNumberOf, unitOfCode } from './desk.js';
import { walk } from './hoi.js';

/** Words people use for a field, folded. */
export const fieldNames: ReadonlyMap<string, DraftField> = new Map<string, DraftField>([
  ['han', 'deadline'],
  ['thoi han', 'deadline'],
  ['han cuoi', 'deadline'],
  ['chutri', 'lead'],
  ['chu tri', 'lead'],
  ['don vi', 'lead'],
  ['don vi chu tri', 'lead'],
  ['giao', 'lead'],
  ['phoihop', 'coordinating'],
  ['phoi hop', 'coordinating'],
  ['noinhan', 'recipients'],
  ['noi nhan', 'recipients'],
  ['gui ve', 'recipients'],
  ['qua', 'via'],
  ['sanpham', 'deliverable'],
  ['san pham', 'deliverable'],
  ['dungluong', 'volume'],
  ['dung luong', 'volume'],
  ['chitieu', 'quota'],
  ['chi tieu', 'quota'],
  ['noidung', 'action'],
  ['noi dung', 'action'],
  ['ketthuc', 'until'],
  ['ket thuc', 'until'],
  ['den het', 'until'],
]);

const factNames: ReadonlyMap<string, texts.Fact> = new Map<string, texts.Fact>([
  ['so', 'number'],
  ['so ky hieu', 'number'],
  ['ngay', 'issuedOn'],
  ['ngay ban hanh', 'issuedOn'],
  ['coquan', 'issuer'],
  ['co quan', 'issuer'],
  ['co quan ban hanh', 'issuer'],
  ['tieude', 'title'],
  ['tieu de', 'title'],
]);

/** `3 sua`: which field; `3 sua han`: asks for it. */
export function edit(desk: Desk, index: number, typed: string): void {
  const task = desk.draft.result.tasks[index];
  if (!task) return card(desk, index);
  const named = headWord(typed, fieldNames);
  if (!named) return desk.context.reply(texts.chooseField(desk.draft, task, index));
  if (named.rest !== '') return setTyped(desk, index, named.value, named.rest);
  desk.context.expect('edit', { draft: desk.draft.number, index, field: named.value });
  desk.context.reply({ text: texts.askValue(index, named.value, texts.valueNow(task, named.value)) });
}

/** `3 hạn trước ngày 15/7/2026`: written at once when its meaning is sure, otherwise asked first. */
export function setTyped(desk: Desk, index: number, field: DraftField, typed: string): void {
  understand(desk, index, field, typed, true);
}

/** What was answered to "the new value?": always shown as understood before it is written. */
export function onValue(desk: Desk, index: number, field: DraftField, typed: string): void {
  understand(desk, index, field, typed, false);
}

function understand(desk: Desk, index: number, field: DraftField, typed: string, mayWrite: boolean): void {
  const { draft, context, tools } = desk;
  const task = draft.result.tasks[index];
  if (!task) return card(desk, index);
  const pending = { draft: draft.number, index, field };
  if (field === 'until' && task.deadlines.every(({ rrule }) => rrule === null)) {
    context.settle();
    return context.reply({ text: texts.fieldProblem({ kind: 'not-recurring' }, typed) });
  }
  const read = readField(field, typed, tools);
  if ('problem' in read) {
    const { problem } = read;
    context.expect('edit', {
      ...pending,
      typed,
      ...(problem.kind === 'ambiguous-unit' ? { mention: problem.mention } : {}),
    });
    if (problem.kind !== 'ambiguous-unit') return context.reply({ text: texts.fieldProblem(problem, typed) });
    const candidates = problem.candidates.map((name) => ({ name, number: unitNumberOf(desk, name) }));
    return context.reply(texts.chooseUnitFor(draft, index, problem.mention, candidates));
  }
  if (mayWrite && read.isSure) return write(desk, index, read);
  context.expect('confirm', { ...pending, typed });
  context.reply(texts.confirmValue(draft, index, field, meaning(desk, read), read.isSure));
}

function meaning(desk: Desk, read: FieldReading): string {
  const { calendar } = desk.tools;
  return texts.readingWords(read, { isDayOff: (day) => !isWorkingDay(day, calendar) });
}

/** `3 luu`: the value that was shown. */
export function save(desk: Desk, index: number): void {
  const pending = pendingEdit(desk);
  if (!pending || pending.index !== index || desk.context.dialogue?.step !== 'confirm')
    return desk.context.reply({ text: texts.nothingToSave });
  const read = readField(pending.field, pending.typed, desk.tools);
  if ('problem' in read) return onValue(desk, index, pending.field, pending.typed);
  write(desk, index, read);
}

/** `3 chon u5`: the unit meant by the ambiguous words; the rest of what was typed stays. */
export function chooseTypedUnit(desk: Desk, index: number, code: string): void {
  const pending = pendingEdit(desk);
  const unit = unitOfCode(desk, code);
  const mention = heldText(desk.context.dialogue, 'mention');
  if (!pending || pending.index !== index || !unit || mention === '')
    return desk.context.reply({ text: texts.nothingToSave });
  onValue(
    desk,
    index,
    pending.field,
    pending.typed.replace(mention, () => unit.name),
  );
}

/** What the person is being asked in this draft; null when the step is gone or belongs to another draft. */
export function pendingEdit(desk: Desk): { index: number; field: DraftField; typed: string } | null {
  const data = desk.context.dialogue?.command === 'kehoach' ? desk.context.dialogue.data : {};
  const field = [...fieldNames.values()].find((known) => known === data['field']);
  const index = data['index'];
  if (data['draft'] !== desk.draft.number || typeof index !== 'number' || !field) return null;
  return { index, field, typed: heldText(desk.context.dialogue, 'typed') };
}

function write(desk: Desk, index: number, read: FieldReading): void {
  const { draft, context, editor } = desk;
  const task = draft.result.tasks[index];
  if (!task) return card(desk, index);
  const wasDoubtful = gravelyOpen(draft, task, desk.tools.resolve).length > 0;
  context.settle();
  const means = meaning(desk, read);
  const { field } = read.value;
  const after = store(
    desk,
    setField(draft, task.key, read.value, editor),
    'edit',
    task.key,
    `${field}: ${shorten(means, 200)}`,
  );
  context.reply({ text: texts.fieldSaved(index, field, means) });
  // Whoever came from a question goes on with the next one.
  if (wasDoubtful) walk(after, index + 1);
  else card(after, index);
}

/** `them …`: a task the document reading missed. */
export function addTyped(desk: Desk, typed: string): void {
  const { context, draft, editor } = desk;
  const [action = '', ...parts] = typed.split(/[;\n]/).map(foldSpace);
  if (action === '') {
    context.expect('add', { draft: draft.number });
    return context.reply({ text: texts.askNewTask });
  }
  const values: FieldValue[] = [];
  const problems: string[] = [];
  for (const part of parts.filter((one) => one !== '')) {
    const named = headWord(part.replace(/^([^:]{2,30}):\s*/, '$1 '), fieldNames);
    // Without a field's name the part belongs to the unit list or the date before it: too little to guess at.
    const read = named
      ? readField(named.value, named.rest, desk.tools)
      : readField('deadline', part, desk.tools);
    if ('problem' in read) problems.push(texts.partProblem(part, read.problem));
    else values.push(read.value);
  }
  if (problems.length > 0) {
    context.expect('add', { draft: draft.number });
    return context.reply({ text: `${problems.join('\n')}\n${texts.askNewTask}` });
  }
  context.settle();
  const added = addTask(draft, action, values, editor);
  const after = store(desk, added.draft, 'add', added.key, shorten(action, 200));
  const index = after.draft.result.tasks.length - 1;
  context.reply({ text: texts.taskAdded(index) });
  card(after, index);
}

/** `ngày 02/06/2026`, `số 62/KH-UBND`, `cơ quan …`: what the document says about itself. False: no such word. */
export function editFact(desk: Desk, typed: string): boolean {
  const named = headWord(typed, factNames);
  if (!named) return false;
  if (named.rest === '') {
    desk.context.expect('fact', { draft: desk.draft.number, fact: named.value });
    desk.context.reply({ text: texts.askFact(named.value) });
    return true;
  }
  setFact(desk, named.value, named.rest);
  return true;
}

/** The pending question about a fact of the document; null when there is none. */
export function pendingFact(desk: Desk): texts.Fact | null {
  const fact = desk.context.dialogue?.data['fact'];
  return [...factNames.values()].find((known) => known === fact) ?? null;
}

export function setFact(desk: Desk, fact: texts.Fact, typed: string): void {
  const { draft, context, tools } = desk;
  const value = foldSpace(typed);
  const facts: Partial<DocumentFacts> = {};
  if (fact === 'issuedOn') {
    const day = readDay(value, context.nowMs);
    if (day === null) {
      context.expect('fact', { draft: draft.number, fact });
      return context.reply({ text: texts.notADay(value) });
    }
    facts.issuedOn = day;
  } else {
    facts[fact] = value.slice(0, 500);
    if (fact === 'number') facts.type = typeOfNumber(value) ?? draft.result.document.type;
  }
  context.settle();
  const { draft: changed, redated } = setFacts(draft, facts, tools);
  const after = store(desk, changed, 'edit', '', `${fact}: ${shorten(value, 200)}`);
  context.reply({ text: texts.factSaved(changed.result.document, redated) });
  overview(after);
}

/** A whole date as people write it; one without a year is not taken for a document's date. */
function readDay(typed: string, nowMs: number): string | null {
  if (!/(?<!\d)(?:19|20)\d\d(?!\d)/.test(typed)) return null;
  const today = new Date(nowMs).toISOString().slice(0, 10);
  const read = readDeadline(`ngày ${typed.replace(/^ngày\s+/iu, '')}`, {
    issuedOn: addDays(today, 0),
    beforeMeans: 'lenient',
  });
  return read?.statedOn ?? null;
}

/** `62/KH-UBND` is of type KH (Decree 30/2020, Appendix III). */
function typeOfNumber(number: string): string | null {
  const letters = /\/\s?(?:\d{4}\/)?([\p{Lu}]{2,6})-/u.exec(number)?.[1] ?? null;
  return letters === null || fold(letters) === 'ubnd' ? null : letters;
}
