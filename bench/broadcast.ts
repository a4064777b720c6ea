/**
 * `node --expose-gc dist/bench/broadcast.js [reminders] [ours]`: 3,000 reminders, unless told otherwise, to two thirds as
 * many private chats and to groups, against a Telegram stand-in that enforces the published limits: by the app, and by
 * two ways bots usually send (left out with `ours`). Then the app again with 1 % of the answers lost, and with everything
 * refused for 20 seconds in the middle. Prints a table; ends with 1 when the app lost, doubled without a lost answer,
 * disordered, or was refused anything after its warm-up. Each run takes about the number of reminders divided by 30.
 */
import { ours } from './broadcast/ours.js';
import { autoRetry, throttler } from './broadcast/rivals.js';
import { broadcast, type BroadcastReport, type Contender, type Trouble } from './broadcast/run.js';

const [given = '3000', only] = process.argv.slice(2);
const count = Number(given);
const calm: Trouble = { name: 'calm', loseEvery: 0, floodForMs: 0 };
const lossy: Trouble = { name: '1 % of answers lost', loseEvery: 100, floodForMs: 0 };
const flooded: Trouble = { name: '20 s of flood wait', loseEvery: 0, floodForMs: 20_000 };
const runs: [Contender, Trouble][] = [
  [ours, calm],
  ...(only === 'ours'
    ? []
    : ([
        [autoRetry, calm],
        [throttler, calm],
      ] satisfies [Contender, Trouble][])),
  [ours, lossy],
  [ours, flooded],
];

const rows: Record<string, string | number>[] = [];
let isBad = false;
for (const [contender, trouble] of runs) {
  console.error(`${contender.name}, ${trouble.name} …`);
  const report = await broadcast(contender, count, trouble);
  rows.push({ sender: contender.name, trouble: trouble.name, ...shown(report) });
  if (contender === ours) isBad ||= isWrong(report, trouble);
}
console.table(rows);
process.exitCode = isBad ? 1 : 0;

function shown(report: BroadcastReport): Record<string, string | number> {
  return {
    seconds: report.seconds.toFixed(1),
    'x limit': report.ratio.toFixed(3),
    '429': report.refused,
    '429 later': report.refusedAfterWarmUp,
    lost: report.wanted - report.reminders,
    doubles: `${report.doubles} of ${report.lostAnswers}`,
    'out of order': report.disordered,
    answered: `${report.answered} of ${report.asked}`,
    'median ms': Math.round(report.medianAnswerMs),
    'longest ms': Math.round(report.longestAnswerMs),
    'grown MB': Math.round(report.grownMb),
    'kept MB': report.keptMb === null ? '-' : report.keptMb.toFixed(1),
  };
}

function isWrong(report: BroadcastReport, trouble: Trouble): boolean {
  const isRefused = trouble.floodForMs === 0 && report.refusedAfterWarmUp > 0;
  return (
    report.reminders < report.wanted ||
    report.doubles > report.lostAnswers ||
    report.disordered > 0 ||
    isRefused
  );
}
