/**
 * `node dist/bench/deadline-day.js [units] [rate] [seed]`: the last ten minutes of a deadline, eighty units with three
 * files each unless told otherwise, at ten times the speed. Prints what came of it; ends with 1 when anything was lost,
 * doubled, judged wrongly or shown to the wrong people.
 */
import { deadlineDay } from './deadline-day-run.js';

const [units = '80', rate = '10', seed = String(Date.now() % 1_000_000)] = process.argv.slice(2);
const startedAt = Date.now();
const report = await deadlineDay({
  units: Number(units),
  filesEach: 3,
  rate: Number(rate),
  seed: Number(seed),
  onEvent: (words) => console.error(words),
});
const seconds = Math.round((Date.now() - startedAt) / 1000);
console.log(JSON.stringify({ seed: Number(seed), seconds, ...report }, null, 2));
const { missing, notOnce, wrongFile, wrongVerdict, leaked, findings } = report;
const isBad = [missing, notOnce, wrongFile, wrongVerdict, leaked, findings].some((list) => list.length > 0);
process.exitCode = isBad ? 1 : 0;
