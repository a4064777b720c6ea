/** Starting the stand-in's process and talking to it. */
import { fork } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

export interface Setting {
  chats: number[];
  /** Whoever asks a question every so often. */
  askerId: number;
  askEveryMs: number;
  /** One answer in so many is lost; 0: none. */
  loseEvery: number;
  /** Everything is refused for a while. */
  flood: { afterMs: number; forMs: number } | null;
}

/** What arrived. Times are milliseconds since the epoch. */
export interface PlatformReport {
  /** Different reminders that arrived. */
  reminders: number;
  doubles: number;
  /** Everything taken, answers included. */
  messages: number;
  lostAnswers: number;
  /** Chats that got their reminders out of order. */
  disordered: number;
  lastTakenMs: number;
  refusedAtMs: number[];
  asked: number;
  answeredAfterMs: number[];
}

export interface Platform {
  apiRoot: string;
  token: string;
  begin(setting: Setting): void;
  /** Ends the trouble and the questions. @returns what arrived. */
  report(): Promise<PlatformReport>;
  end(): void;
}

/** Needs `npm run build`: the process runs what was compiled. */
export async function startPlatform(): Promise<Platform> {
  const root = ['../../', '../../../']
    .map((up) => new URL(up, import.meta.url))
    .find((url) => existsSync(new URL('package.json', url)));
  const child = fork(fileURLToPath(new URL('dist/bench/broadcast/stand-in.js', root)), { execArgv: [] });
  const next = <T>(): Promise<T> =>
    new Promise((resolve, reject) => {
      child.once('message', (message) => resolve(message as T));
      child.once('exit', () => reject(new Error('the stand-in ended')));
    });
  const { apiRoot, token } = await next<{ apiRoot: string; token: string }>();
  return {
    apiRoot,
    token,
    begin: (setting) => void child.send({ do: 'begin', setting }),
    async report() {
      const report = next<PlatformReport>();
      child.send({ do: 'report' });
      return report;
    },
    end: () => void child.send({ do: 'end' }),
  };
}
