/**
 * The webhook route. It lets in only calls that carry the secret, and answers 200 only for what is safe.
 * It does not register itself with the platform.
 */
import { createHash, timingSafeEqual } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import type { Update } from 'grammy/types';

export const WEBHOOK_PATH = '/webhooks/telegram';

/** Header the platform repeats the secret in. Source: https://core.telegram.org/bots/api#setwebhook */
const SECRET_HEADER = 'x-telegram-bot-api-secret-token';

/**
 * Adds `POST /webhooks/telegram`: 401 before the body is parsed for a missing or wrong secret, 400 for a body that is
 * no update, 503 with `Retry-After` when the update must come again, 200 otherwise.
 *
 * @param take resolves when the update is safe (or means nothing), rejects when it must come again.
 */
export async function mountWebhook(
  server: FastifyInstance,
  secret: string,
  take: (update: Update) => Promise<void>,
): Promise<void> {
  const expected = digest(secret);
  await server.register((scope, _options, done) => {
    scope.addHook('onRequest', async (request, reply) => {
      const given = request.headers[SECRET_HEADER];
      // Digests have one length, so the comparison tells nothing about the secret's.
      const isKnown = typeof given === 'string' && timingSafeEqual(digest(given), expected);
      if (!isKnown) await reply.code(401).send({ error: 'unauthorized' });
    });
    scope.post(WEBHOOK_PATH, async (request, reply) => {
      const update = request.body;
      if (!isUpdate(update)) return reply.code(400).send({ error: 'not an update' });
      try {
        await take(update);
      } catch {
        return reply.code(503).header('retry-after', '5').send({ error: 'try again' });
      }
      return reply.code(200).send({});
    });
    done();
  });
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}

function isUpdate(body: unknown): body is Update {
  return (
    typeof body === 'object' && body !== null && 'update_id' in body && Number.isSafeInteger(body.update_id)
  );
}
