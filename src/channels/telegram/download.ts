/**
 * Fetches a file a person sent, with a cap on its size and on the time it may take.
 * It writes nothing to disk, and neither logs nor passes on the address, which holds the bot token.
 */
import type { Readable } from 'node:stream';
import axios from 'axios';
import { SendError, UserError } from '../../domain/errors.js';
import type { InboundFile } from '../../domain/message.js';
import { CALL_MS, type Client } from './client.js';
import { isRefusal, toSendError, type Redact } from './errors.js';

/** Largest file a bot may fetch, in bytes. Source: https://core.telegram.org/bots/api#getfile */
export const LARGEST_DOWNLOAD = 20 * 1024 * 1024;
/** Longest silence between two pieces of a file, and longest time for all of it. */
const SILENCE_MS = 30_000;
const WHOLE_MS = 10 * 60_000;

/**
 * @returns a function as `Channel.download` wants it. The stream may also throw: `file-too-big` when it runs past
 * the cap, `connection` when it stops before its end.
 */
export function createDownload(deps: { client: Client; redact: Redact; token: string; apiRoot: string }) {
  const { client, redact, token, apiRoot } = deps;

  async function locate(file: InboundFile): Promise<{ path: string; size: number | null }> {
    if ((file.size ?? 0) > LARGEST_DOWNLOAD) throw tooBig();
    try {
      const found = await client.call(CALL_MS, (api, signal) => api.getFile(file.ref, signal));
      if ((found.file_size ?? 0) > LARGEST_DOWNLOAD) throw tooBig();
      if (found.file_path === undefined) throw new UserError('file-not-found');
      return { path: found.file_path, size: found.file_size ?? null };
    } catch (error) {
      if (error instanceof UserError) throw error;
      if (isRefusal(error, 400, /too big/i)) throw tooBig();
      // The server says "wrong file_id or the file is temporarily unavailable" for both; the first never mends.
      if (isRefusal(error, 400, /./)) throw new UserError('file-not-found');
      throw mayWorkLater(toSendError(error, redact));
    }
  }

  return async function download(file: InboundFile): Promise<AsyncIterable<Uint8Array>> {
    const { path, size } = await locate(file);
    const watch = createWatch();
    let body: Readable;
    try {
      const place = path.split('/').map(encodeURIComponent).join('/');
      const response = await axios.get<Readable>(`${apiRoot}/file/bot${token}/${place}`, {
        responseType: 'stream',
        signal: watch.signal,
        maxRedirects: 0,
        // Every answer is looked at here; the cap is counted on the stream, whatever its header says.
        validateStatus: () => true,
      });
      body = response.data;
      // Dropping a body nobody reads is told to it as an error, which must not go unheard.
      body.on('error', () => undefined);
      if (response.status === 404) throw new UserError('file-not-found');
      if (response.status !== 200)
        throw new SendError('connection', `file server answered ${response.status}`);
      if (Number(response.headers['content-length'] ?? 0) > LARGEST_DOWNLOAD) throw tooBig();
    } catch (error) {
      watch.end();
      throw plain(error);
    }
    return read(body, size, watch);
  };
}

async function* read(
  body: Readable,
  size: number | null,
  watch: ReturnType<typeof createWatch>,
): AsyncGenerator<Uint8Array> {
  let total = 0;
  try {
    for await (const chunk of body as AsyncIterable<Uint8Array>) {
      watch.sawLife();
      total += chunk.byteLength;
      if (total > LARGEST_DOWNLOAD) throw tooBig();
      yield chunk;
    }
    // A line that breaks can look like an end.
    if (size !== null && total < size) throw new SendError('connection', 'file ended before its stated size');
  } catch (error) {
    throw plain(error);
  } finally {
    watch.end();
  }
}

/** Aborts on silence and after the whole time; `end` also drops what is still coming in. */
function createWatch(): { signal: AbortSignal; sawLife(): void; end(): void } {
  const controller = new AbortController();
  const abort = (): void => controller.abort();
  const whole = setTimeout(abort, WHOLE_MS).unref();
  const silence = setTimeout(abort, SILENCE_MS).unref();
  return {
    signal: controller.signal,
    sawLife: () => void silence.refresh(),
    end() {
      clearTimeout(whole);
      clearTimeout(silence);
      abort();
    },
  };
}

function tooBig(): UserError {
  return new UserError('file-too-big', '20 MB');
}

/** The two kinds of error the port allows; anything else (it may hold the address) becomes a bare sentence. */
function plain(error: unknown): UserError | SendError {
  if (error instanceof UserError || error instanceof SendError) return error;
  return new SendError('connection', 'file could not be fetched from the Bot API');
}

/** The port knows one kind for "try again"; how long to wait is kept. */
function mayWorkLater(error: SendError): SendError {
  if (error.kind === 'connection') return error;
  const extra = error.retryAfterMs === null ? {} : { retryAfterMs: error.retryAfterMs };
  return new SendError('connection', error.message, extra);
}
