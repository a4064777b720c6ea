/** Going through the doubtful tasks of a draft, one question at a time; every answer is kept with who gave it. */
import { type OpenDoubt, gravelyOpen, mentionCode, openDoubts } from '../../src/domain/acts/draft-doubts.js';
import { dropTask, keepTask, restoreTask } from '../../src/domain/acts/draft-edit.js';
import { applyAnswer, questionOf } from '../../src/domain/acts/draft-questions.js';
import type { TaskCandidate } from '../../src/domain/plan.js';
import {
  type Progress,
  allSettled,
  doubtQuestion,
  doubtSettledBefore,
  someLeft,
} from '../../src/texts/plan-doubts.js';
import { type Desk, card, overview, store } from './desk.js';

/** The next doubtful task from a number on (1 is the first); says so when none is left. */
export function walk(desk: Desk, from: number): void {
  const { draft, context, tools } = desk;
  const doubtful = draft.result.tasks.flatMap((task, index) => {
    const open = gravelyOpen(draft, task, tools.resolve);
    return open[0] ? [{ task, index, open: open[0] }] : [];
  });
  const next = doubtful.find(({ index }) => index + 1 >= from);
  if (next) {
    const progress = { at: doubtful.indexOf(next) + 1, of: doubtful.length };
    return present(desk, next.task, next.index, next.open, progress);
  }
  context.settle();
  if (doubtful.length > 0) return context.reply(someLeft(draft, doubtful.length));
  const tasks = draft.result.tasks.length - draft.dropped.length;
  context.reply(allSettled(draft, tasks));
}

/** `3 hoi year-missing [m1abc]`: one question by itself. */
export function ask(desk: Desk, index: number, words: readonly string[]): void {
  const task = desk.draft.result.tasks[index];
  const open = task && findOpen(desk, task, words[0] ?? '', words[1]);
  if (!task || !open) return card(desk, index);
  present(desk, task, index, open, { at: null, of: 0 });
}

/** Minutes a question is open to typed answers: a working day. */
const questionMinutes = 8 * 60;

/** Puts the question and takes what is typed next for its answer. */
function present(
  desk: Desk,
  task: Readonly<TaskCandidate>,
  index: number,
  open: OpenDoubt,
  progress: Progress,
): void {
  const { draft, context, tools } = desk;
  const question = questionOf(draft, task, open, tools);
  const typing = question.answers.find((one) => one.kind === 'enter');
  context.expect(
    'question',
    {
      draft: draft.number,
      index,
      doubt: open.doubt,
      code: open.subject === null ? '' : mentionCode(open.subject),
      answers: question.answers.map((one) => one.code),
      asksYear: question.answers.some((one) => one.kind === 'year'),
      ...(typing ? { field: typing.field } : {}),
    },
    questionMinutes,
  );
  context.reply(doubtQuestion(draft, task, index, question, progress));
}

/** `3 chot year-missing 2026 [m1abc]`: an answer, then the next question. */
export function answer(desk: Desk, index: number, words: readonly string[]): void {
  const { draft, context, tools, editor } = desk;
  const [doubt = '', code = '', subject] = words;
  const task = draft.result.tasks[index];
  if (!task) return card(desk, index);
  const open = findOpen(desk, task, doubt, subject);
  const changed = open && applyAnswer(draft, task, questionOf(draft, task, open, tools), code, editor);
  if (!open || !changed) {
    const before = draft.settled.find(
      (known) => known.doubt === doubt && (known.task === null || known.task === task.key),
    );
    const name = before?.by ? (context.tx.get('persons', before.by)?.name ?? null) : null;
    context.reply({ text: doubtSettledBefore(name) });
    return walk(desk, 1);
  }
  walk(store(desk, changed, 'settle', task.key, `${doubt}: ${code}`), index + 1);
}

function findOpen(
  desk: Desk,
  task: Readonly<TaskCandidate>,
  doubt: string,
  code: string | undefined,
): OpenDoubt | undefined {
  return openDoubts(desk.draft, task, desk.tools.resolve).find(
    (open) =>
      open.doubt === doubt &&
      (open.subject === null ? code === undefined : code === mentionCode(open.subject)),
  );
}

/** `3 nhan`, `3 bo`, `3 lay`: the task as it stands, left out, taken in again; then the next task. */
export function decide(desk: Desk, index: number, verb: 'nhan' | 'bo' | 'lay'): void {
  const task = desk.draft.result.tasks[index];
  if (!task) return card(desk, index);
  const { key } = task;
  const change = { nhan: keepTask, bo: dropTask, lay: restoreTask }[verb];
  const act = { nhan: 'keep', bo: 'drop', lay: 'restore' }[verb];
  const after = store(desk, change(desk.draft, key), act, key);
  if (verb === 'lay') return card(after, index);
  if (index + 1 < after.draft.result.tasks.length) return card(after, index + 1);
  overview(after);
}
