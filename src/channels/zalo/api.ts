/**
 * Calls to the OA OpenAPI: token in its header, time limits, one renewal when the token is refused.
 * Success is `error: 0` in the body; the HTTP status says little. It repeats nothing else: the outbox does.
 */
import axios, { type AxiosResponse } from 'axios';
import { z } from 'zod';
import { tokenRefused, ZaloError } from './errors.js';
import type { TokenKeeper } from './tokens.js';

/** Limit of an ordinary call, and of an upload of at most 5 MB over a poor line. */
const callMs = 30_000;
const uploadMs = 180_000;

export interface ApiRequest {
  method: 'GET' | 'POST';
  /** Below the root of the host: `/v3.0/oa/message/cs`. */
  path: string;
  query?: Record<string, string>;
  json?: unknown;
  /** A file to upload under the field `file`. */
  upload?: { name: string; mime: string; bytes: Uint8Array };
}

export interface ZaloApi {
  /**
   * @returns `data` of the answer.
   * @throws ZaloError; SendError from the token keeper.
   */
  call(request: ApiRequest): Promise<unknown>;
}

const answerSchema = z.looseObject({
  error: z.coerce.number(),
  message: z.string().optional(),
  data: z.unknown().optional(),
});

/** The platform counts requests by the minute. Source: OA OpenAPI, rate limits. */
const rateWindowMs = 60_000;

/** Codes of a connection that was never made: nothing arrived. */
const unsent = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENETDOWN',
  'CERT_HAS_EXPIRED',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'ERR_TLS_CERT_ALTNAME_INVALID',
]);

/**
 * @param root base of the host, without a trailing slash.
 * @param redact applied to the platform's words before they go anywhere.
 * @param nowMs real time: the platform counts by its own clock, not by a demo's.
 */
export function createZaloApi(deps: {
  root: string;
  tokens: TokenKeeper;
  redact: (text: string) => string;
  nowMs?: () => number;
}): ZaloApi {
  const { root, tokens, redact } = deps;
  const nowMs = deps.nowMs ?? Date.now;
  /** Until when nothing more is asked, because the last answer said that nothing is left of this minute. */
  let usedUpUntil = 0;

  async function once(request: ApiRequest, token: string): Promise<AxiosResponse<unknown>> {
    const { method, path, query, json, upload } = request;
    const form = new FormData();
    if (upload) form.set('file', new File([Buffer.from(upload.bytes)], upload.name, { type: upload.mime }));
    try {
      return await axios.request<unknown>({
        method,
        url: root + path,
        params: query,
        data: upload ? form : json,
        headers: { access_token: token },
        timeout: upload ? uploadMs : callMs,
        // `timeout` alone does not end a connection that is never answered at all.
        signal: AbortSignal.timeout(upload ? uploadMs : callMs),
        maxRedirects: 0,
        validateStatus: () => true,
      });
    } catch (error) {
      const code = axios.isAxiosError(error) ? (error.code ?? 'unknown') : 'unknown';
      // The library's error is dropped: it holds the headers, and with them the token.
      throw new ZaloError(null, `no answer from Zalo (${code})`, { isUnsent: unsent.has(code) });
    }
  }

  function read(answer: AxiosResponse<unknown>): unknown {
    // A missing header is no number: Number(undefined) is NaN.
    if (Number(answer.headers['x-ratelimit-remain']) <= 0) usedUpUntil = nowMs() + rateWindowMs;
    const body = answerSchema.safeParse(answer.data).data;
    if (body?.error === 0) return body.data;
    if (body !== undefined) {
      throw new ZaloError(body.error, redact(body.message ?? ''), { retryAfterMs: retryAfter(answer) });
    }
    if (answer.status === 401) throw new ZaloError(401, 'unauthorized');
    if (answer.status === 429)
      throw new ZaloError(-32, 'too many requests', { retryAfterMs: retryAfter(answer) });
    throw new ZaloError(null, `Zalo answered ${answer.status} with a body that is none`);
  }

  return {
    async call(request) {
      const waitMs = usedUpUntil - nowMs();
      if (waitMs > 0)
        throw new ZaloError(-32, 'nothing is left of this minute', { isUnsent: true, retryAfterMs: waitMs });
      const token = await tokens.access();
      try {
        return read(await once(request, token));
      } catch (error) {
        const isRefused = error instanceof ZaloError && error.code !== null && tokenRefused.has(error.code);
        if (!isRefused) throw error;
      }
      return read(await once(request, await tokens.renew(token)));
    },
  };
}

/** Seconds of `Retry-After`, in milliseconds; null when the answer does not say. */
function retryAfter(answer: AxiosResponse<unknown>): number | null {
  const seconds = Number(answer.headers['retry-after']);
  return Number.isFinite(seconds) && seconds > 0 ? seconds * 1_000 : null;
}
