import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { ConfigError, readConfig, variables } from '../../src/config.js';

function faultsOf(environment: Record<string, string>): readonly string[] {
  try {
    readConfig(environment);
    return [];
  } catch (error) {
    if (error instanceof ConfigError) return error.faults;
    throw error;
  }
}

describe('src/config.ts', () => {
  it('runs the demo with samples when nothing is set', () => {
    const config = readConfig({});

    expect(config.demo).toEqual({ samples: true, clockStart: null, clockRate: 1 });
    expect(config.telegram).toBeNull();
    expect(config.http).toEqual({ host: '127.0.0.1', port: 3000, publicUrl: null });
    expect(config.dataDir).toBe('./data');
    expect(config.workdayEnd).toBe('17:00');
    expect(config.beforeMeans).toBe('strict');
  });

  it('leaves the demo off when a channel is configured, unless asked for', () => {
    const token = '123456:abcdefghijk';

    expect(readConfig({ TELEGRAM_BOT_TOKEN: token }).demo).toBeNull();
    expect(readConfig({ TELEGRAM_BOT_TOKEN: token, DEMO: '1' }).demo).not.toBeNull();
    expect(readConfig({ DEMO: '0' }).demo).toBeNull();
  });

  it('says one line per fault with name, value and what is expected', () => {
    const faults = faultsOf({ HTTP_PORT: 'abc', WORKDAY_END: '25:00', BEFORE_MEANS: 'maybe' });

    expect(faults).toHaveLength(3);
    expect(faults[0]).toContain('HTTP_PORT');
    expect(faults[0]).toContain('abc');
    expect(faults[2]).toContain('strict hoặc lenient');
  });

  it('never prints a secret that is wrong', () => {
    const faults = faultsOf({ TELEGRAM_BOT_TOKEN: 'not a token but secret' });

    expect(faults).toHaveLength(1);
    expect(faults[0]).not.toContain('not a token');
  });

  it('refuses a webhook without an address and a clock without the demo', () => {
    expect(faultsOf({ TELEGRAM_BOT_TOKEN: '1:abcdefghijk', TELEGRAM_WEBHOOK_SECRET: 's' })[0]).toContain(
      'PUBLIC_URL',
    );
    expect(faultsOf({ DEMO: '0', CLOCK_RATE: '60' })[0]).toContain('CLOCK_RATE');
  });

  it('finds clamd by host and port or by socket, not by both or by half', () => {
    expect(readConfig({}).clamd).toBeNull();
    expect(readConfig({ CLAMD_HOST: 'clam' }).clamd).toEqual({ host: 'clam', port: 3310 });
    expect(readConfig({ CLAMD_HOST: 'clam', CLAMD_PORT: '3311' }).clamd).toEqual({
      host: 'clam',
      port: 3311,
    });
    expect(readConfig({ CLAMD_SOCKET: '/run/clamd.ctl' }).clamd).toEqual({ socket: '/run/clamd.ctl' });
    expect(faultsOf({ CLAMD_PORT: '3310' })[0]).toContain('CLAMD_HOST');
    expect(faultsOf({ CLAMD_SOCKET: '/run/clamd.ctl', CLAMD_HOST: 'clam' })[0]).toContain('CLAMD_SOCKET');
    expect(faultsOf({ CLAMD_HOST: 'clam', CLAMD_PORT: 'x' })[0]).toContain('3310');
  });

  it('reads the start of the clock with its offset', () => {
    const config = readConfig({ CLOCK_START: '2022-06-20T07:55:00+07:00' });

    expect(config.demo?.clockStart).toBe(Date.UTC(2022, 5, 20, 0, 55));
  });

  it('has every variable in .env.example, and no other there', () => {
    const listed = [...readFileSync('.env.example', 'utf8').matchAll(/^#?([A-Z_]+)=/gm)].map(
      (match) => match[1],
    );

    expect(listed).toHaveLength(Object.keys(variables).length);
    expect(new Set(listed)).toEqual(new Set(Object.keys(variables)));
  });
});
