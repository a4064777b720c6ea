/**
 * The pair of tokens of one Official Account. A refresh token works once, so refreshing is one call at a time, and the new
 * pair is durable before anybody uses it.
 */
import axios from 'axios';
import { z } from 'zod';
import { SendError } from '../../domain/errors.js';
import type { ChannelHealth, Log } from '../../domain/ports.js';
import type { ZaloMemory } from './config.js';
import { createHash } from 'node:crypto';

const pairSchema = z.object({
  accessToken: z.string(),
  refreshToken: z.string(),
  /** Real time, milliseconds since the epoch. */
  expiresAt: z.number(),
  /** The pair before it, for finding out what went wrong. */
  previous: z.object({ refreshToken: z.string(), usedAt: z.number() }).nullable(),
});
type Pair = z.infer<typeof pairSchema>;

const pairName = 'tokens';
const seedsName = 'seeds';
/** Refreshed when less than this is left of its 25 hours. */
const earlyMs = 5 * 3_600_000;
/** Longest wait for the token endpoint. Longer than any call in hand, so that nobody refreshes beside us. */
const callMs = 30_000;
/** After a refusal that may pass (wrong secret being corrected, application inactive), it is asked again this much later. */
const refusedWaitMs = 15 * 60_000;

const answerSchema = z.object({
  access_token: z.string().min(1),
  refresh_token: z.string().min(1),
  // A string of seconds in every sample seen; numbers are taken as well.
  expires_in: z.coerce.number().positive(),
});

export interface TokenKeeper {
  /** A token to call with; refreshed first when it is about to expire. @throws SendError `config`, `connection`. */
  access(): Promise<string>;
  /** A token in place of one the platform refused; refreshes unless somebody did meanwhile. @throws as `access`. */
  renew(refused: string): Promise<string>;
  /** Takes the pair of a new consent. @throws SendError when the code is not taken. */
  exchange(code: string, verifier: string): Promise<void>;
  /** Refreshes ahead of time; failures show in `health`. */
  keepFresh(): Promise<void>;
  health(): ChannelHealth;
  /** Everything secret it holds, for redaction. */
  secrets(): string[];
}

/** @param nowMs real time: tokens do not age by a demo's clock. */
export function createTokenKeeper(deps: {
  appId: string;
  appSecret: string;
  oauthRoot: string;
  seed: string | null;
  memory: ZaloMemory;
  log: Log;
  nowMs?: () => number;
}): TokenKeeper {
  const { appId, appSecret, oauthRoot, seed, memory, log } = deps;
  const nowMs = deps.nowMs ?? Date.now;
  let inFlight: Promise<string> | null = null;
  let problem: { detail: string; refreshToken: string; until: number } | null = null;

  const stored = (): Pair | null => pairSchema.safeParse(memory.get(pairName)).data ?? null;
  const seeds = (): string[] => z.array(z.string()).safeParse(memory.get(seedsName)).data ?? [];
  const mark = (token: string): string => createHash('sha256').update(token).digest('hex').slice(0, 24);

  /** The refresh token to use: a configured one not seen before wins over the stored pair. */
  function refreshToken(): string | null {
    if (seed !== null && !seeds().includes(mark(seed))) return seed;
    return stored()?.refreshToken ?? null;
  }

  async function ask(form: Record<string, string>): Promise<Omit<Pair, 'previous'>> {
    let data: unknown;
    let status = 0;
    try {
      const answer = await axios.post<unknown>(
        `${oauthRoot}/v4/oa/access_token`,
        new URLSearchParams({ ...form, app_id: appId }),
        { headers: { secret_key: appSecret }, timeout: callMs, maxRedirects: 0, validateStatus: () => true },
      );
      ({ data, status } = answer);
    } catch {
      // The library's error holds the headers, and with them the secret.
      throw new SendError('connection', 'the token endpoint of Zalo did not answer');
    }
    const read = answerSchema.safeParse(data);
    if (read.success) {
      return {
        accessToken: read.data.access_token,
        refreshToken: read.data.refresh_token,
        expiresAt: nowMs() + read.data.expires_in * 1_000,
      };
    }
    if (status >= 500) throw new SendError('connection', `the token endpoint of Zalo answered ${status}`);
    const code = z.object({ error: z.coerce.number() }).safeParse(data).data?.error ?? status;
    throw new SendError('config', `Zalo does not renew the grant (${code}); consent has to be given again`);
  }

  async function keep(pair: Omit<Pair, 'previous'>, used: string | null): Promise<string> {
    const previous = used === null ? null : { refreshToken: used, usedAt: nowMs() };
    await memory.put(pairName, { ...pair, previous });
    if (seed !== null && !seeds().includes(mark(seed)))
      await memory.put(seedsName, [...seeds(), mark(seed)].slice(-20));
    problem = null;
    return pair.accessToken;
  }

  async function refresh(): Promise<string> {
    const used = refreshToken();
    if (used === null) throw new SendError('config', 'no Zalo grant yet; open /zalo/connect');
    if (problem !== null && problem.refreshToken === used && nowMs() < problem.until)
      throw new SendError('config', problem.detail);
    try {
      const pair = await ask({ grant_type: 'refresh_token', refresh_token: used });
      log.info({ expiresAt: new Date(pair.expiresAt).toISOString() }, 'Zalo tokens renewed');
      return await keep(pair, used);
    } catch (error) {
      if (error instanceof SendError && error.kind === 'config') {
        problem = { detail: error.message, refreshToken: used, until: nowMs() + refusedWaitMs };
        log.error({ reason: error.message }, 'Zalo refused to renew the tokens');
      }
      throw error;
    }
  }

  function refreshOnce(): Promise<string> {
    inFlight ??= refresh().finally(() => {
      inFlight = null;
    });
    return inFlight;
  }

  const isNewSeed = (): boolean => seed !== null && !seeds().includes(mark(seed));

  return {
    async access() {
      if (inFlight !== null) return inFlight;
      const pair = stored();
      // One that expires within a minute could expire on the way.
      if (pair !== null && !isNewSeed() && pair.expiresAt - nowMs() > 60_000) return pair.accessToken;
      return refreshOnce();
    },
    async renew(refused) {
      const pair = stored();
      if (inFlight === null && pair !== null && !isNewSeed() && pair.accessToken !== refused)
        return pair.accessToken;
      return refreshOnce();
    },
    async exchange(code, verifier) {
      const pair = await ask({ grant_type: 'authorization_code', code, code_verifier: verifier });
      // A configured token older than this consent must not win over it.
      await keep(pair, stored()?.refreshToken ?? null);
    },
    async keepFresh() {
      const pair = stored();
      if (!isNewSeed() && pair !== null && pair.expiresAt - nowMs() > earlyMs) return;
      await refreshOnce().then(
        () => undefined,
        () => undefined,
      );
    },
    health() {
      if (problem !== null && problem.refreshToken === refreshToken())
        return { ok: false, detail: problem.detail };
      if (refreshToken() === null) return { ok: false, detail: 'no grant yet; open /zalo/connect' };
      return { ok: true, detail: 'tokens in order' };
    },
    secrets() {
      const pair = stored();
      return [
        appSecret,
        ...(seed === null ? [] : [seed]),
        ...(pair === null ? [] : [pair.accessToken, pair.refreshToken]),
        ...(pair?.previous ? [pair.previous.refreshToken] : []),
      ];
    },
  };
}
