/**
 * The page for handing in a large file: the file goes up in pieces, goes on after a broken line, a locked phone or a
 * reload, and says how far it is. Without this script the page is a plain form. All words come from the page itself.
 */
import type { Upload, UploadOptions } from 'tus-js-client';

declare const tus: typeof import('tus-js-client');

/** What is said, as the server wrote it into the form. */
interface Words {
  reading: string;
  sending: string;
  offline: string;
  waiting: string;
  paused: string;
  pause: string;
  resume: string;
  done: string;
  another: string;
  tooBig: string;
  empty: string;
  failed: string;
}

/** Larger files are not hashed before they go: a phone would have to hold them in memory. */
const hashedBytes = 64 * 1024 * 1024;
/** A broken line loses one piece at most; a weak one gets through a piece in a minute. */
const pieceBytes = 1024 * 1024;
/** Milliseconds between tries; the last goes on for hours. */
const tries = [1_000, 3_000, 5_000, 10_000, ...Array.from({ length: 1_000 }, () => 20_000)];

const form = document.querySelector<HTMLFormElement>('form#upload');
if (form && tus.isSupported) begin(form);

function begin(form: HTMLFormElement): void {
  const words = JSON.parse(form.dataset['words'] ?? '{}') as Words;
  const maxBytes = Number(form.dataset['max']);
  const code = form.dataset['code'] ?? '';
  const input = part(form, 'input[type=file]') as HTMLInputElement;
  const button = part(form, 'button[type=submit]') as HTMLButtonElement;
  const progress = part(form, 'progress') as HTMLProgressElement;
  const status = part(form, '[role=status]');
  const pause = part(form, 'button[type=button]') as HTMLButtonElement;
  // From here on an absolute address, so that the pieces go to this link whatever the page is called.
  const endpoint = `${location.origin}${location.pathname.replace(/\/+$/, '')}/parts`;
  let upload: Upload | null = null;
  let isPaused = false;

  const say = (text: string): void => {
    if (status.textContent !== text) status.textContent = text;
  };
  const show = (isSending: boolean): void => {
    progress.hidden = !isSending;
    pause.hidden = !isSending;
    button.disabled = isSending;
    input.disabled = isSending;
  };
  const end = (text: string): void => {
    upload = null;
    show(false);
    say(text);
  };

  async function send(file: File): Promise<void> {
    if (file.size === 0) return say(words.empty);
    if (file.size > maxBytes) return say(words.tooBig);
    show(true);
    isPaused = false;
    pause.textContent = words.pause;
    progress.value = 0;
    say(words.reading);
    const sha256 = await hashOf(file);
    const options: UploadOptions = {
      endpoint,
      chunkSize: pieceBytes,
      retryDelays: tries,
      removeFingerprintOnSuccess: true,
      metadata: { filename: file.name, ...(sha256 === null ? {} : { sha256 }) },
      // The same file for the same assignment goes on where it stopped, also under a newer link.
      fingerprint: () => Promise.resolve(`dondoc/${code}/${file.name}/${file.size}/${file.lastModified}`),
      onShouldRetry: (error) => {
        const answer = error.originalResponse?.getStatus() ?? 0;
        const isWorthIt = answer === 0 || answer === 409 || answer === 423 || answer === 429 || answer >= 500;
        if (isWorthIt) say(navigator.onLine ? words.waiting : words.offline);
        return isWorthIt;
      },
      onProgress: (sent, total) => {
        if (isPaused) return;
        const percent = Math.floor((sent / total) * 100);
        progress.value = percent;
        say(
          words.sending
            .replace('{percent}', String(percent))
            .replace('{sent}', megabytes(sent))
            .replace('{total}', megabytes(total)),
        );
      },
      onError: (error) => {
        const body = 'originalResponse' in error ? error.originalResponse?.getBody() : '';
        end(body !== undefined && /^[\p{Lu}]/u.test(body) ? body : words.failed);
      },
      onSuccess: () => {
        progress.value = 100;
        end(words.done.replace('{name}', file.name));
        form.reset();
        button.textContent = words.another;
      },
    };
    upload = new tus.Upload(file, options);
    const [earlier] = await upload.findPreviousUploads();
    const id = /parts\/([0-9a-f]{32})$/.exec(earlier?.uploadUrl ?? '')?.[1];
    if (earlier && id !== undefined)
      upload.resumeFromPreviousUpload({ ...earlier, uploadUrl: `${endpoint}/${id}` });
    upload.start();
  }

  form.addEventListener('submit', (event) => {
    event.preventDefault();
    const file = input.files?.[0];
    if (file) void send(file).catch(() => end(words.failed));
  });
  pause.addEventListener('click', () => {
    if (!upload) return;
    isPaused = !isPaused;
    pause.textContent = isPaused ? words.resume : words.pause;
    if (isPaused) {
      say(words.paused);
      void upload.abort();
    } else upload.start();
  });
  addEventListener('offline', () => {
    if (upload && !isPaused) say(words.offline);
  });
  addEventListener('online', () => {
    if (!upload || isPaused) return;
    // Not after the next pause between tries, but now.
    const current = upload;
    void current.abort().then(() => current.start());
  });
  addEventListener('beforeunload', (event) => {
    if (upload && !isPaused) event.preventDefault();
  });
}

function part(form: HTMLFormElement, selector: string): HTMLElement {
  const found = form.querySelector<HTMLElement>(selector);
  if (!found) throw new Error(`the page lacks ${selector}`);
  return found;
}

/** SHA-256 as lower case hex; null where the browser cannot, or the file is too large for it. */
async function hashOf(file: File): Promise<string | null> {
  // Only on a secure page does the browser lend its own.
  const lent = globalThis.isSecureContext ? globalThis.crypto.subtle : null;
  if (lent === null || file.size > hashedBytes) return null;
  try {
    const digest = await lent.digest('SHA-256', await file.arrayBuffer());
    return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('');
  } catch {
    return null;
  }
}

function megabytes(bytes: number): string {
  return (bytes / 1024 / 1024).toLocaleString('vi-VN', { maximumFractionDigits: 1 });
}
