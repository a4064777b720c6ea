/** What people received over a plan's whole life, beside what had been foretold. Pure. */
import type { Forecast } from '../src/app/simulate.js';
import type { StoreReader } from '../src/domain/ports.js';
import { timeOf } from '../src/domain/time.js';
import type { SentMessage } from '../test/fakes/telegram-methods.js';

/** Some time of a life and the digests received in it. */
export interface Window {
  fromMs: number;
  untilMs: number;
  /** The program died, or was away, meanwhile. */
  isBroken: boolean;
  messages: SentMessage[];
}

export interface LifeComparison {
  /** Steps foretold, and those cancelled because the unit handed in. */
  foretold: number;
  cancelled: number;
  /** Steps on record in the end, and digests received. */
  recorded: number;
  digests: number;
  /** Clock times in Viet Nam at which steps fell due, as on record. */
  clockTimes: string[];
  /** Steps or digests that should have come and did not. */
  missing: string[];
  /** Steps nobody had foretold, and digests that came twice though no answer was lost. */
  surplus: string[];
  double: string[];
  doubleAfterLostAnswer: number;
  /** Digests whose number of tasks or whose dates are not those foretold. */
  different: string[];
}

export function compareLife(parts: {
  store: StoreReader;
  forecast: readonly Forecast[];
  windows: readonly Window[];
  handIns: readonly { number: number; atMs: number }[];
  /** Chat of each unit's officer. */
  chats: ReadonlyMap<string, number>;
}): LifeComparison {
  const { store, windows, chats } = parts;
  const nameOf = names(store);
  const handedIn = new Map(parts.handIns.map(({ number, atMs }) => [nameOf(`V${number}`), atMs]));
  const last = windows.at(-1)?.untilMs ?? 0;
  const lived = parts.forecast
    .map((one) => ({ ...one, assignment: nameOf(one.assignment), atMs: Date.parse(one.at) }))
    .filter(({ atMs }) => atMs <= last);
  const steps = lived.filter(({ assignment, atMs }) => atMs <= (handedIn.get(assignment) ?? Infinity));

  const keyOf = (assignment: string, dueOn: string, step: string): string => `${assignment} ${dueOn} ${step}`;
  const wanted = new Set(steps.map(({ assignment, dueOn, step }) => keyOf(assignment, dueOn, step)));
  const recorded = new Set(
    [...store.all('reminders')].map(({ assignmentId, dueOn, step }) =>
      keyOf(nameOf(assignmentId), dueOn, step),
    ),
  );
  const result: LifeComparison = {
    foretold: lived.length,
    cancelled: lived.length - steps.length,
    recorded: recorded.size,
    digests: 0,
    clockTimes: [...new Set([...store.all('reminders')].map(({ at }) => timeOf(Date.parse(at))))].sort(),
    missing: [...wanted].filter((key) => !recorded.has(key)).map((key) => `step ${key}`),
    surplus: [...recorded].filter((key) => !wanted.has(key)).map((key) => `step ${key}`),
    double: [],
    doubleAfterLostAnswer: 0,
    different: [],
  };
  /** What fell due while the program was away, and waits for the next working morning. */
  const waiting = new Map<string, Step[]>();
  for (const window of windows) {
    const due = steps.filter(({ atMs }) => atMs > window.fromMs && atMs <= window.untilMs);
    for (const [unit, chatId] of chats) {
      const own = [...(waiting.get(unit) ?? []), ...due.filter((step) => step.unit === unit)];
      waiting.delete(unit);
      const isEmpty = window.messages.every((message) => message.chatId !== chatId);
      if (window.isBroken && isEmpty) waiting.set(unit, own);
      else compareChat(window, own, chatId, unit, result);
    }
  }
  for (const [unit, own] of waiting)
    if (own.length > 0)
      result.missing.push(`digest to ${unit}, in the end: ${own.map(({ step }) => step).join(', ')}`);
  return result;
}

type Step = Forecast & { atMs: number };

function compareChat(
  window: Window,
  due: readonly Step[],
  chatId: number,
  unit: string,
  result: LifeComparison,
): void {
  const place = `${unit}, ${new Date(window.untilMs + 25_200_000).toISOString().slice(0, 16)}`;
  const got = window.messages.filter((message) => message.chatId === chatId);
  result.digests += got.length;
  if (due.length === 0) {
    for (const { text } of got) result.surplus.push(`digest to ${place}: ${text.slice(0, 80)}`);
    return;
  }
  const [first, ...more] = got;
  if (!first) {
    result.missing.push(`digest to ${place}: ${due.map(({ step, dueOn }) => `${step} ${dueOn}`).join(', ')}`);
    return;
  }
  for (const { text } of more) {
    if (window.isBroken && text === first.text) result.doubleAfterLostAnswer += 1;
    else result.double.push(`digest to ${place}: ${text.slice(0, 80)}`);
  }
  const number = Number(/^Nhắc việc: (\d+) việc/.exec(first.text)?.[1]);
  const tasks = new Set(due.map(({ assignment }) => assignment)).size;
  const dates = [...new Set(due.map(({ dueOn }) => dueOn.split('-').reverse().join('/')))];
  const isEveryDate = tasks > 12 || dates.every((date) => first.text.includes(date));
  if (number !== tasks || !isEveryDate)
    result.different.push(
      `${place}: ${tasks} tasks due ${dates.join(', ')} against ${first.text.slice(0, 200)}`,
    );
}

/** One name for an assignment, whether it is known by its number, its id, or was foretold before there was one. */
function names(store: StoreReader): (given: string) => string {
  const known = new Map<string, string>();
  for (const { id, number, taskId, roundId, unitId } of store.all('assignments')) {
    const name = `${taskId}/${store.get('rounds', roundId)?.key ?? ''}/${unitId}`;
    known.set(id, name);
    known.set(`V${number}`, name);
  }
  return (given) => known.get(given) ?? given;
}
