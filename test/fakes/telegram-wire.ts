/**
 * Reading what a Bot API client puts on the wire, as the real server reads it.
 * It answers nothing and keeps nothing.
 */

/** A file in a multipart request. */
export interface UploadedFile {
  /** Name of the multipart field, which `attach://` refers to. */
  field: string;
  /** File name after the server's own clean-up. */
  name: string;
  bytes: Buffer;
}

export interface WireRequest {
  payload: Record<string, unknown>;
  files: UploadedFile[];
}

/** Reads a JSON, urlencoded or multipart request; values that hold JSON are parsed. */
export function readRequest(contentType: string, body: Buffer): WireRequest {
  if (contentType.startsWith('multipart/form-data')) return readMultipart(contentType, body);
  if (contentType.startsWith('application/json')) {
    return {
      payload: body.length === 0 ? {} : (JSON.parse(body.toString()) as Record<string, unknown>),
      files: [],
    };
  }
  const payload: Record<string, unknown> = {};
  for (const [key, value] of new URLSearchParams(body.toString())) payload[key] = valueOf(key, value);
  return { payload, files: [] };
}

function readMultipart(contentType: string, body: Buffer): WireRequest {
  const boundary = /boundary="?([^";]+)"?/.exec(contentType)?.[1] ?? '';
  const mark = Buffer.from(`\r\n--${boundary}`);
  // The first boundary has no line break before it; putting one there makes all of them alike.
  const whole = Buffer.concat([Buffer.from('\r\n'), body]);
  const payload: Record<string, unknown> = {};
  const files: UploadedFile[] = [];
  let at = whole.indexOf(mark);
  while (at >= 0) {
    const start = at + mark.length + 2;
    const next = whole.indexOf(mark, start);
    if (next < 0) break;
    const headEnd = whole.indexOf('\r\n\r\n', start);
    const head = whole.subarray(start, headEnd).toString();
    const bytes = whole.subarray(headEnd + 4, next);
    const field = /;\s*name="([^"]*)"/.exec(head)?.[1] ?? '';
    const name = /;\s*filename=([^\r\n]*)/.exec(head)?.[1];
    if (name === undefined) payload[field] = valueOf(field, bytes.toString());
    else files.push({ field, name: serverName(name), bytes: Buffer.from(bytes) });
    at = next;
  }
  return { payload, files };
}

/** The real server's reading of an unquoted name: quoted by a leading `"`, else cut at `;`, then percent-decoded. */
function serverName(raw: string): string {
  const bare = raw.startsWith('"') ? (raw.slice(1).split('"')[0] ?? '') : (raw.split(';')[0] ?? '');
  const bytes: number[] = [];
  const source = Buffer.from(bare.trim());
  for (let index = 0; index < source.length; index += 1) {
    const hex = source.subarray(index + 1, index + 3).toString();
    if (source[index] === 0x25 && /^[0-9a-f]{2}$/i.test(hex)) {
      bytes.push(Number.parseInt(hex, 16));
      index += 2;
    } else bytes.push(source[index] ?? 0);
  }
  return Buffer.from(bytes).toString();
}

/** Fields that hold JSON when the request itself is not JSON; a text that looks like JSON stays text. */
const JSON_FIELDS = new Set(
  'reply_markup media link_preview_options allowed_updates commands scope chat_id message_thread_id message_id offset limit timeout'.split(
    ' ',
  ),
);

function valueOf(field: string, text: string): unknown {
  if (!JSON_FIELDS.has(field)) return text;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}

/** Marked-up text after parsing. */
export interface ParsedText {
  text: string;
  /** The pieces in bold. */
  bold: string[];
}

const TAGS = new Set('b strong i em u ins s strike del a code pre tg-spoiler span blockquote'.split(' '));
const NAMED: Record<string, string> = { lt: '<', gt: '>', amp: '&', quot: '"' };

/**
 * Parses Telegram's HTML as strictly as the server.
 * @throws Error with the server's description for unknown, unclosed or crossed tags.
 */
export function parseHtml(html: string): ParsedText {
  const open: { tag: string; at: number }[] = [];
  const bold: string[] = [];
  let text = '';
  const token = /<(\/?)([a-z-]+)(?:\s[^<>]*)?>|<|&(?:#(\d{1,7})|(lt|gt|amp|quot));/gi;
  let last = 0;
  for (const match of html.matchAll(token)) {
    text += html.slice(last, match.index);
    last = match.index + match[0].length;
    const [whole, slash, name, number, entity] = match;
    if (number !== undefined) text += String.fromCodePoint(Number(number));
    else if (entity !== undefined) text += NAMED[entity.toLowerCase()] ?? whole;
    else if (name === undefined || !TAGS.has(name.toLowerCase())) {
      throw new Error(
        `Bad Request: can't parse entities: Unsupported start tag at byte offset ${match.index}`,
      );
    } else if (slash === '') open.push({ tag: name.toLowerCase(), at: text.length });
    else {
      const started = open.pop();
      if (started?.tag !== name.toLowerCase()) {
        throw new Error(
          `Bad Request: can't parse entities: Unexpected end tag at byte offset ${match.index}`,
        );
      }
      if (started.tag === 'b' || started.tag === 'strong') bold.push(text.slice(started.at));
    }
  }
  if (open.length > 0) {
    throw new Error(
      `Bad Request: can't parse entities: Can't find end tag corresponding to start tag "${open[0]?.tag}"`,
    );
  }
  return { text: text + html.slice(last), bold };
}
