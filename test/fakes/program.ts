/**
 * The built program as an operator runs it: the assistant as a process of its own, and the command line.
 * Needs `npm run build` before it, which `npm test` does.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { fileURLToPath } from 'node:url';

/** The repository's root, from the sources as from the compiled copy under `dist`. */
const root = ['../../', '../../../']
  .map((up) => new URL(up, import.meta.url))
  .find((url) => existsSync(new URL('package.json', url)));
const script = (name: string): string => fileURLToPath(new URL(`dist/src/${name}.js`, root));

/** What a finished process left behind. */
export interface Finished {
  code: number | null;
  stdout: string;
  stderr: string;
}

/** Runs a `dondoc` command to its end. `env` is the whole environment besides the path. */
export async function runCommand(
  args: readonly string[],
  env: Record<string, string> = {},
  input: string | Uint8Array = '',
): Promise<Finished> {
  const child = spawn(process.execPath, [script('cli'), ...args], {
    // Not in the repository, where somebody's own .env may lie.
    cwd: tmpdir(),
    env: { PATH: process.env['PATH'], ...env },
    stdio: 'pipe',
  });
  child.stdin.end(input);
  return finished(child);
}

/** A running assistant. */
export interface Assistant {
  /** Address its HTTP server answers at. */
  address: string;
  child: ChildProcess;
  /** Everything it has printed so far. */
  printed(): string;
  /** Sends a signal and waits for the end. */
  end(signal: 'SIGTERM' | 'SIGKILL' | 'SIGINT'): Promise<Finished>;
}

/**
 * Starts the assistant on a free port and waits until it says it is ready.
 * @throws Error with everything it printed when it ends before that.
 */
export async function startAssistant(env: Record<string, string>): Promise<Assistant> {
  const { child, done, printed } = launch(env);
  const address = await new Promise<string>((resolve, reject) => {
    child.stdout?.on('data', () => {
      const ready = /Đôn Đốc đang chạy.*?(http:\/\/\S+)/.exec(printed());
      if (ready?.[1]) resolve(ready[1]);
    });
    void done.then((end) =>
      reject(new Error(`the assistant ended with ${end.code}: ${end.stdout}${end.stderr}`)),
    );
  });
  return {
    address,
    child,
    printed,
    async end(signal) {
      child.kill(signal);
      return done;
    },
  };
}

/** Starts the assistant and waits for its end: for starts that must be refused. */
export async function refusedStart(env: Record<string, string>): Promise<Finished> {
  return launch(env).done;
}

function launch(env: Record<string, string>): {
  child: ChildProcess;
  done: Promise<Finished>;
  printed: () => string;
} {
  const child = spawn(process.execPath, [script('main')], {
    cwd: tmpdir(),
    env: { PATH: process.env['PATH'], HTTP_PORT: '0', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let text = '';
  child.stdout.on('data', (part: Buffer) => {
    text += part.toString();
  });
  return { child, done: finished(child), printed: () => text };
}

async function finished(child: ChildProcess): Promise<Finished> {
  const out: Buffer[] = [];
  const err: Buffer[] = [];
  child.stdout?.on('data', (part: Buffer) => out.push(part));
  child.stderr?.on('data', (part: Buffer) => err.push(part));
  const code = await new Promise<number | null>((resolve) => {
    child.on('close', (ended) => resolve(ended));
  });
  return { code, stdout: Buffer.concat(out).toString(), stderr: Buffer.concat(err).toString() };
}
