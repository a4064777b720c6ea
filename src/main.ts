#!/usr/bin/env node
/**
 * Environment → app → start; stops in reverse order on a signal. The only user of `process` besides the command line.
 */
import { existsSync } from 'node:fs';
import { buildApp } from './app/build.js';
import { createDemoClock, realClock } from './app/clock.js';
import { prepareDemo, sampleMoment } from './app/demo.js';
import { createLog } from './app/log.js';
import { rememberedClock } from './app/web.js';
import { type Config, ConfigError, readConfig } from './config.js';
import { UserError } from './domain/errors.js';
import type { Clock, Store } from './domain/ports.js';
import { errorSentence } from './texts/errors.js';
import * as texts from './texts/console.js';

/** Longest an orderly stop may take before the process goes anyway. */
const stopLimitMs = 10_000;

async function main(): Promise<void> {
  // What is set in the environment itself wins over the file.
  if (existsSync('.env')) process.loadEnvFile('.env');
  const config = configOrExit();
  const log = createLog(config.logLevel);
  const [major = 0] = process.versions.node.split('.').map(Number);
  if (major < 22)
    log.warn(
      { node: process.versions.node },
      'This Node version no longer gets security fixes; plan the move to 24',
    );
  const app = await buildApp({
    config,
    log,
    clock: (store) => clockFor(config, store),
    ...(config.demo?.samples ? { prepare: prepareDemo } : {}),
  });
  let isStopping = false;
  const stop = (signal: string): void => {
    if (isStopping) process.exit(1);
    isStopping = true;
    log.info({ signal }, 'Stopping');
    setTimeout(() => process.exit(1), stopLimitMs).unref();
    app.stop().then(
      () => process.exit(0),
      (error: unknown) => {
        log.error({ error }, 'Stop failed');
        process.exit(1);
      },
    );
  };
  process.on('SIGTERM', () => stop('SIGTERM'));
  process.on('SIGINT', () => stop('SIGINT'));
  await app.start();
  // People read this on the console; the log lines around it are for machines.
  if (app.newAdminCode && !config.demo?.samples) console.log(texts.adminCode(app.newAdminCode));
  console.log(texts.ready(config.http.publicUrl ?? app.address ?? '', config.demo !== null));
}

/** The demo's clock: where it was told to start, else where it stood, else the samples' moment, else now. */
function clockFor(config: Config, store: Store): Clock {
  if (!config.demo) return realClock;
  const { clockStart, clockRate, samples } = config.demo;
  const fallback = samples ? sampleMoment : Date.now();
  return createDemoClock(clockStart ?? rememberedClock(store) ?? fallback, clockRate);
}

function configOrExit(): Config {
  try {
    return readConfig(process.env);
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    for (const line of error.faults) console.error(line);
    process.exit(1);
  }
}

main().catch((error: unknown) => {
  if (error instanceof UserError) console.error(errorSentence(error));
  else if ((error as { code?: string }).code === 'EADDRINUSE') console.error(texts.portInUse);
  else console.error(error);
  process.exit(1);
});
