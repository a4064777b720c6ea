/**
 * First consent in a browser: `/zalo/connect` sends an administrator of the account to the platform, which comes back to
 * `/zalo/callback` with a code (OAuth v4 with PKCE S256). Whoever is no administrator of this account gets nothing there.
 */
import { createHash, randomBytes } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import type { Log } from '../../domain/ports.js';
import type { TokenKeeper } from './tokens.js';

export const zaloConnectPath = '/zalo/connect';
const callbackPath = '/zalo/callback';
/** A code lives ten minutes; so does an attempt. */
const attemptMs = 10 * 60_000;
const mostAttempts = 50;

export async function mountZaloConnect(
  server: FastifyInstance,
  deps: {
    appId: string;
    oaId: string;
    oauthRoot: string;
    publicUrl: string;
    tokens: TokenKeeper;
    log: Log;
    onConnected: () => void;
    page: (kind: 'done' | 'failed' | 'other-account') => string;
  },
): Promise<void> {
  const { appId, oaId, oauthRoot, publicUrl, tokens, log } = deps;
  const attempts = new Map<string, { verifier: string; at: number }>();
  const forget = (): void => {
    for (const [state, { at }] of attempts)
      if (Date.now() - at > attemptMs || attempts.size > mostAttempts) attempts.delete(state);
  };
  await server.register((scope, _options, done) => {
    scope.addHook('onSend', async (_request, reply) => {
      reply.header('cache-control', 'no-store').header('referrer-policy', 'no-referrer');
    });
    scope.get(zaloConnectPath, async (_request, reply) => {
      forget();
      // 32 random bytes make a verifier of 43 characters.
      const verifier = randomBytes(32).toString('base64url');
      const state = randomBytes(16).toString('base64url');
      attempts.set(state, { verifier, at: Date.now() });
      const consent = new URL(`${oauthRoot}/v4/oa/permission`);
      consent.searchParams.set('app_id', appId);
      consent.searchParams.set('redirect_uri', publicUrl + callbackPath);
      consent.searchParams.set('code_challenge', createHash('sha256').update(verifier).digest('base64url'));
      consent.searchParams.set('state', state);
      return reply.redirect(consent.href, 302);
    });
    scope.get<{ Querystring: Record<string, unknown> }>(callbackPath, async (request, reply) => {
      forget();
      const { code, state, oa_id: given } = request.query;
      reply.type('text/html; charset=utf-8');
      const attempt = typeof state === 'string' ? attempts.get(state) : undefined;
      if (typeof code !== 'string' || code.length > 4_000 || attempt === undefined)
        return reply.code(400).send(deps.page('failed'));
      attempts.delete(String(state));
      if (typeof given !== 'string' || given !== oaId)
        return reply.code(403).send(deps.page('other-account'));
      try {
        await tokens.exchange(code, attempt.verifier);
      } catch (error) {
        log.error(
          { reason: error instanceof Error ? error.message : '' },
          'Zalo consent could not be taken over',
        );
        return reply.code(502).send(deps.page('failed'));
      }
      deps.onConnected();
      log.info({}, 'Zalo consent was given');
      return reply.send(deps.page('done'));
    });
    done();
  });
}
