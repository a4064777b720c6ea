/**
 * `/upload/<signed>`: handing in a file over a chat's limit, from a phone's browser.
 * A stored upload enters through the inbox like any message, so the receipt comes in the chat.
 */
import { randomUUID } from 'node:crypto';
import multipart from '@fastify/multipart';
import rateLimit from '@fastify/rate-limit';
import type { FastifyInstance, FastifyReply } from 'fastify';
import { UserError } from '../domain/errors.js';
import type { InboundSink, Store, StoreReader, Vault, Clock, Log } from '../domain/ports.js';
import { assignmentCode, viewOf } from '../domain/queries.js';
import type { Rules } from '../domain/command.js';
import { toIso } from '../domain/time.js';
import { errorSentence } from '../texts/errors.js';
import * as pages from '../texts/upload-page.js';
import type { Gate } from './gate.js';
import { vaultRef } from './prepare.js';
import type { UploadGrant } from './services.js';
import type { Signer } from './sign.js';

export interface UploadDeps {
  store: Store;
  vault: Vault;
  clock: Clock;
  log: Log;
  signer: Signer;
  rules: Rules;
  sink: InboundSink;
  gate: Gate;
  /** Largest upload, in bytes. */
  maxBytes: number;
}

/** Requests one address may make here in a minute: a whole office behind one line, but no guessing of links. */
const requestsPerMinute = 120;

const safeHeaders: Record<string, string> = {
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cache-control': 'no-store',
  'x-robots-tag': 'noindex',
};

/** Adds the routes. Forged, expired and foreign links all get the same page. */
export async function uploadRoutes(server: FastifyInstance, deps: UploadDeps): Promise<void> {
  await server.register(async (scope) => {
    await scope.register(multipart, { limits: { fileSize: deps.maxBytes, files: 1, fields: 4 } });
    await scope.register(rateLimit, {
      global: true,
      max: requestsPerMinute,
      timeWindow: 60_000,
      errorResponseBuilder: () => Object.assign(new Error('too many requests'), { statusCode: 429 }),
    });
    scope.get<{ Params: { token: string } }>('/upload/:token', async (request, reply) => {
      const target = readGrant(deps, request.params.token);
      if (!target) return page(reply, 404, pages.deadLink);
      return page(reply, 200, pages.form(target.title, deps.maxBytes));
    });
    scope.post<{ Params: { token: string } }>('/upload/:token', async (request, reply) => {
      const target = readGrant(deps, request.params.token);
      if (!target) return page(reply, 404, pages.deadLink);
      const part = await request.file();
      if (!part) return page(reply, 400, pages.noFile);
      try {
        const file = await deps.gate.take({
          source: part.file,
          name: part.filename,
          caption: null,
          sender: `${target.channel}:${target.addressExternalId}`,
        });
        const now = toIso(deps.clock.now());
        await deps.sink({
          channel: target.channel,
          externalId: `upload-${randomUUID()}`,
          sentAt: now,
          conversation: {
            externalId: target.conversationExternalId,
            topicId: null,
            kind: 'private',
            title: '',
          },
          sender: { externalId: target.addressExternalId, displayName: target.displayName },
          isAddressed: true,
          replyToId: null,
          content: {
            kind: 'files',
            files: [
              {
                ref: `${vaultRef}${file.sha256}`,
                name: file.name,
                size: file.size,
                mime: file.mime,
                isPhoto: false,
              },
            ],
            caption: `/nop ${target.code}`,
            albumId: null,
          },
        });
        return page(reply, 200, pages.received(file.name, file.size));
      } catch (error) {
        if (!(error instanceof UserError)) throw error;
        return page(
          reply,
          error.code === 'file-too-big' ? 413 : 400,
          pages.refused(errorSentence(error, part.filename)),
        );
      }
    });
  });
}

function page(reply: FastifyReply, status: number, body: pages.Page): FastifyReply {
  const policy = `default-src 'none'; style-src '${body.styleHash}'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'`;
  return reply
    .status(status)
    .headers({ ...safeHeaders, 'content-security-policy': policy })
    .type('text/html; charset=utf-8')
    .send(body.html);
}

/** Whose link this is and for what, if the person may still hand in; null otherwise. */
function readGrant(
  deps: UploadDeps,
  token: string,
): {
  title: string;
  code: string;
  channel: string;
  conversationExternalId: string;
  addressExternalId: string;
  displayName: string;
} | null {
  const grant = deps.signer.verify('upload', token) as UploadGrant | null;
  if (!grant) return null;
  const reader: StoreReader = deps.store;
  const assignment = reader.get('assignments', grant.assignmentId);
  const view = assignment && viewOf(reader, assignment, deps.clock.now(), deps.rules.calendar);
  const person = reader.get('persons', grant.personId);
  if (!view || !person || person.removedAt) return null;
  const address = reader
    .find('addresses', 'byPerson', person.id)
    .find((known) => known.privateConversationId !== null);
  const conversation = address?.privateConversationId
    ? reader.get('conversations', address.privateConversationId)
    : undefined;
  if (!address || !conversation) return null;
  return {
    title: view.task.action,
    code: assignmentCode(view.facts.assignment),
    channel: address.channel,
    conversationExternalId: conversation.externalId,
    addressExternalId: address.externalId,
    displayName: address.displayName,
  };
}
