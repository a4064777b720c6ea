/**
 * What every channel must do, whatever its platform. Call `channelContract` in the channel's own test.
 * It knows no platform: a `ChannelWorld` plays the person at the other end and the platform between.
 */
import { inspect } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { SendError, UserError, type SendErrorKind } from '../../src/domain/errors.js';
import type { Destination, InboundContent, StoredFile } from '../../src/domain/message.js';
import type { Channel } from '../../src/domain/ports.js';
import { createInbox, type Inbox } from './channel-inbox.js';

/** Ways the platform can fail a `send`; the value is the error the port promises. */
export const promisedErrors = {
  'no connection': 'connection',
  'answer lost': 'connection',
  'platform broken': 'connection',
  'too fast': 'throttled',
  'message refused': 'rejected',
  'person gone': 'recipient-gone',
  'credentials wrong': 'config',
  'conversation moved': 'moved',
  'window closed': 'outside-window',
} as const satisfies Record<string, SendErrorKind>;

export type Failure = keyof typeof promisedErrors;

/** One message as the person sees it. */
export interface Delivered {
  text: string;
  /** Labels of the buttons under it. */
  buttons: string[];
  files: { name: string; bytes: Buffer }[];
}

/** The person and the platform. One person, one private conversation. */
export interface ChannelWorld {
  /** Where that person is written to. */
  person: Destination;
  personSends(text: string): Promise<void>;
  personSendsFile(file: { name: string; bytes: Buffer }): Promise<void>;
  /** The platform delivers the last event once more. */
  redeliver(): Promise<void>;
  /** The platform reports things the channel has no word for; resolves when the channel has dealt with them. */
  sendUnknownEvents(): Promise<void>;
  /** What the person has received so far, oldest first. */
  delivered(): Promise<Delivered[]>;
  /** The next call of the channel to the platform fails so. */
  fail(failure: Failure): void;
  /** Puts bytes where the channel's `openFile` finds them. */
  store(name: string, bytes: Buffer): Promise<StoredFile>;
  /** Strings that must never appear in errors or logs. */
  secrets: string[];
  /** Everything logged so far, as one text. */
  logged(): string;
  close(): Promise<void>;
}

/** Longest message the platform takes: `max` in what `measure` counts. */
export interface TextLimit {
  max: number;
  measure(text: string): number;
}

/** Cases a platform may be unable to play; each needs a reason, which is printed. */
export type ContractCase =
  | Failure
  | 'long text'
  | 'redelivery'
  | 'refused sink'
  | 'unknown events'
  | 'file too big';

export interface ContractOptions {
  /** Path of the channel's source, for the report. */
  name: string;
  create(): Promise<{ channel: Channel; world: ChannelWorld }>;
  /** Null for a platform without a limit. */
  textLimit: TextLimit | null;
  skips?: Partial<Record<ContractCase, string>>;
}

const KE_HOACH = 'Kế hoạch quý IV';

/** Registers the suite. */
export function channelContract(options: ContractOptions): void {
  const { name, textLimit, skips = {} } = options;

  /** A case, or a skip that says why. */
  function fact(label: string, needs: ContractCase | null, run: () => Promise<void>): void {
    const reason = needs === null ? undefined : skips[needs];
    // oxlint-disable-next-line vitest/expect-expect, vitest/valid-title -- both come with the case
    it(label, async ({ skip }) => {
      skip(reason !== undefined, reason);
      await run();
    });
  }

  describe(`${name} (channel contract)`, () => {
    let channel: Channel;
    let world: ChannelWorld;
    let inbox: Inbox;

    beforeEach(async () => {
      ({ channel, world } = await options.create());
      inbox = createInbox();
    });

    afterEach(async () => {
      inbox.release();
      await channel.stop();
      await world.close();
    });

    async function start(): Promise<void> {
      await channel.start(inbox.sink);
    }

    it('brings text in as NFC, with Vietnamese unharmed', async () => {
      await start();

      await world.personSends(KE_HOACH.normalize('NFD'));
      const [event] = await inbox.first(1);

      expect(event.content).toEqual({ kind: 'text', text: KE_HOACH });
      expect(event.channel).toBe(channel.name);
      expect(event.conversation).toMatchObject({ externalId: world.person.externalId, kind: 'private' });
      expect(event.sender?.externalId).toBeTruthy();
      expect(event.isAddressed).toBe(true);
      expect(new Date(event.sentAt).toISOString()).toBe(event.sentAt);
    });

    it('keeps the order in which a person writes', async () => {
      await start();

      for (const text of ['một', 'hai', 'ba', 'bốn', 'năm']) await world.personSends(text);
      const events = await inbox.first(5);

      expect(events.map((event) => textOf(event.content))).toEqual(['một', 'hai', 'ba', 'bốn', 'năm']);
      expect(new Set(events.map((event) => event.externalId)).size).toBe(5);
    });

    fact('gives the same event the same id when it comes twice', 'redelivery', async () => {
      await start();

      await world.personSends('một lần');
      await inbox.first(1);
      await world.redeliver();
      const [one, two] = await inbox.first(2);

      expect(two).toEqual(one);
    });

    fact('lets an event come again that could not be stored', 'refused sink', async () => {
      inbox.refuseNext();
      await start();

      await world.personSends('đĩa đầy');
      const [event] = await inbox.first(1);

      expect(textOf(event.content)).toBe('đĩa đầy');
      expect(inbox.refused()).toEqual([event.externalId]);
    });

    fact('makes nothing of events it has no word for', 'unknown events', async () => {
      await start();

      await world.sendUnknownEvents();
      await world.personSends('sau cùng');
      const events = await inbox.first(1);

      expect(events.map((event) => textOf(event.content))).toEqual(['sau cùng']);
    });

    it('sends Vietnamese unharmed, heading and text', async () => {
      const ids = await channel.send(world.person, {
        heading: KE_HOACH,
        text: `Hạn nộp <15/12/2026> & "ký số" ${KE_HOACH}`,
      });

      const shown = (await world.delivered()).map((message) => message.text).join('\n');
      expect(shown).toContain(`Hạn nộp <15/12/2026> & "ký số" ${KE_HOACH}`);
      expect(shown.startsWith(KE_HOACH)).toBe(true);
      expect(ids.length).toBeGreaterThan(0);
      expect(new Set(ids).size).toBe(ids.length);
    });

    fact('cuts long text by the unit of the platform and loses nothing', 'long text', async () => {
      const limit = textLimit ?? { max: Infinity, measure: (text: string) => text.length };
      const word = 'ế'.repeat(50);
      const text = Array.from({ length: 400 }, (_, index) => `${word}${index}`).join(' ');

      await channel.send(world.person, { text, choices: [{ label: 'Xem', command: '/viec 1' }] });

      const delivered = await world.delivered();
      expect(
        delivered
          .map((message) => message.text)
          .join(' ')
          .replace(/\s*\b1\. Xem$/, ''),
      ).toBe(text);
      for (const message of delivered) expect(limit.measure(message.text)).toBeLessThanOrEqual(limit.max);
      expect(shows(delivered.at(-1), 'Xem', 1)).toBe(true);
    });

    it('brings every choice to the person, as a button or a numbered line', async () => {
      const choices = [
        { label: 'Báo cáo quý III', command: '/nop 12' },
        { label: 'Báo cáo năm', command: '/nop 13' },
      ];

      await channel.send(world.person, { text: 'Tệp này nộp cho việc nào?', choices });

      const last = (await world.delivered()).at(-1);
      expect(choices.map(({ label }, index) => shows(last, label, index + 1))).toEqual([true, true]);
    });

    it('sends files byte for byte, under their Vietnamese names', async () => {
      const bytes = Buffer.from(
        Array.from({ length: 70_000 }, (_, index) => (index * 31 + (index >> 8)) & 0xff),
      );
      const file = await world.store('Báo cáo quý IV (bản ký).pdf', bytes);

      await channel.send(world.person, { text: 'Tệp đã nhận', files: [file] });

      const [received] = (await world.delivered()).flatMap((message) => message.files);
      expect(received?.name).toBe('Báo cáo quý IV (bản ký).pdf');
      expect(received?.bytes.equals(bytes)).toBe(true);
    });

    it('brings files in byte for byte, under their names', async () => {
      const bytes = Buffer.from(
        Array.from({ length: 90_000 }, (_, index) => (index * 17 + (index >> 7)) & 0xff),
      );
      await start();

      await world.personSendsFile({ name: 'Báo cáo quý IV.docx'.normalize('NFD'), bytes });
      const [event] = await inbox.first(1);

      const [file] = filesOf(event.content);
      expect(file?.name).toBe('Báo cáo quý IV.docx');
      if (file === undefined) throw new Error('no file came in');
      expect(Buffer.concat(await collect(await channel.download(file))).equals(bytes)).toBe(true);
    });

    fact('refuses a file over its limit with the limit in the error', 'file too big', async () => {
      const size = channel.capabilities.maxInboundFileBytes + 1;

      const error = await channel
        .download({ ref: 'any', name: 'a.pdf', size, mime: null, isPhoto: false })
        .then(() => null, identity);

      expect(error).toBeInstanceOf(UserError);
      expect(error).toMatchObject({ code: 'file-too-big' });
      expect((error as UserError).detail).toMatch(/^\d+ MB$/);
    });

    for (const [failure, kind] of Object.entries(promisedErrors) as [Failure, SendErrorKind][]) {
      fact(`turns "${failure}" into ${kind}, without secrets`, failure, async () => {
        await start();
        world.fail(failure);

        const error = await channel.send(world.person, { text: KE_HOACH }).then(() => null, identity);

        expect(error).toBeInstanceOf(SendError);
        const problem = error as SendError;
        expect(problem.kind).toBe(kind);
        if (kind === 'throttled') expect(problem.retryAfterMs).toBeGreaterThan(0);
        if (kind === 'moved') expect(problem.movedTo).toBeTruthy();
        const told = `${inspect(problem, { depth: 20 })} ${problem.stack} ${channel.health().detail} ${world.logged()}`;
        expect(secretsIn(told, world.secrets)).toEqual([]);
      });
    }

    it('works again after a failure', async () => {
      const failure = (Object.keys(promisedErrors) as Failure[]).find((one) => skips[one] === undefined);
      if (failure !== undefined) {
        world.fail(failure);
        await channel.send(world.person, { text: 'lần một' }).then(() => null, identity);
      }

      await channel.send(world.person, { text: 'lần hai' });

      expect((await world.delivered()).at(-1)?.text).toContain('lần hai');
    });

    it('stops only when what is in hand is done, and takes nothing afterwards', async () => {
      await start();
      inbox.hold();

      const sending = world.personSends('đang xử lý');
      await inbox.entered();
      let isStopped = false;
      const stopping = channel.stop().finally(() => {
        isStopped = true;
      });
      await new Promise((resolve) => setImmediate(resolve));
      expect(isStopped).toBe(false);
      inbox.release();
      await Promise.all([stopping, sending]);

      expect(inbox.all().map((event) => textOf(event.content))).toEqual(['đang xử lý']);
    });
  });
}

function identity(error: unknown): unknown {
  return error;
}

function textOf(content: InboundContent): string | null {
  return content.kind === 'text' ? content.text : null;
}

function filesOf(content: InboundContent): Extract<InboundContent, { kind: 'files' }>['files'] {
  return content.kind === 'files' ? content.files : [];
}

function shows(message: Delivered | undefined, label: string, number: number): boolean {
  if (message === undefined) return false;
  return message.buttons.includes(label) || message.text.split('\n').includes(`${number}. ${label}`);
}

async function collect(source: AsyncIterable<Uint8Array>): Promise<Uint8Array[]> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of source) chunks.push(chunk);
  return chunks;
}

/** The secrets found in a text, plain, percent-coded or base64. */
export function secretsIn(text: string, secrets: readonly string[]): string[] {
  return secrets.filter((secret) =>
    [secret, encodeURIComponent(secret), Buffer.from(secret).toString('base64')].some((form) =>
      text.includes(form),
    ),
  );
}
