/**
 * `node dist/bench/kill.js [rounds] [seed]`: kills the whole assistant in the middle of hand-ins (default 100 times)
 * and prints what was lost or repeated. Ends with 1 when anything was lost, or repeated without a lost answer.
 */
import { killRounds } from './kill-rounds.js';

const [rounds = '100', seed = String(Date.now() % 1_000_000)] = process.argv.slice(2);
const startedAt = Date.now();
const report = await killRounds({
  rounds: Number(rounds),
  seed: Number(seed),
  onRound: (round) => {
    if (round % 10 === 0) console.error(`${round}/${rounds}`);
  },
});
console.log(
  JSON.stringify(
    { seed: Number(seed), seconds: Math.round((Date.now() - startedAt) / 1000), ...report },
    null,
    2,
  ),
);
const isBad = [report.lost, report.notOnce, report.repeated, report.findings].some((list) => list.length > 0);
process.exitCode = isBad ? 1 : 0;
