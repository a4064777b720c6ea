import { randomUUID } from 'node:crypto';
import { channelContract, type ChannelWorld, type Delivered } from '../../../contracts/channel.js';
import { createWorld, shownTo, visit, type ShownEntry, type Visit } from './world.js';

const person = { externalId: 'p-an', topicId: null, kind: 'private' } as const;
const ourselves = 'the platform is this very process: nothing stands between';

/** As the page does: the same request again until the server has an answer other than "later". */
async function untilTaken(send: () => Promise<Response>): Promise<void> {
  for (let tries = 0; tries < 5; tries += 1) {
    const answer = await send();
    if (answer.status < 500) return;
  }
  throw new Error('the message was never taken');
}

async function deliveredTo(page: Visit, base: string, entry: ShownEntry): Promise<Delivered> {
  const { heading, text, choices = [], files = [] } = entry.message;
  return {
    text: [heading, text].filter((part) => part !== undefined).join('\n'),
    buttons: choices.map((choice) => choice.label),
    files: await Promise.all(
      files.map(async ({ name, url }) => {
        const answer = await fetch(base + url, { headers: { cookie: page.cookie } });
        return { name, bytes: Buffer.from(await answer.arrayBuffer()) };
      }),
    ),
  };
}

channelContract({
  name: 'src/channels/web/index.ts',
  textLimit: null,
  skips: {
    'answer lost': ourselves,
    'platform broken': ourselves,
    'too fast': 'the page takes messages as fast as the store keeps them',
    'message refused':
      'everything a message can hold is shown; an address of another channel is a test of its own',
    'person gone': 'nobody can block the assistant here; the transcript waits for the person',
    'credentials wrong': 'there are no credentials',
    'conversation moved': 'conversations keep their id',
    'window closed': 'there is no interaction window',
  },
  async create() {
    const web = await createWorld({}, { start: false });
    const page = await visit(web, person.externalId);
    let again = (): Promise<Response> => Promise.reject(new Error('nothing sent yet'));
    async function send(request: () => Promise<Response>): Promise<void> {
      again = request;
      await untilTaken(request);
    }
    const world: ChannelWorld = {
      person,
      personSends(text) {
        const clientId = randomUUID();
        return send(() => page.say(text, { clientId }));
      },
      personSendsFile(file) {
        const clientId = randomUUID();
        return send(() => page.upload({ clientId }, [file]));
      },
      redeliver: () => untilTaken(again),
      async sendUnknownEvents() {
        const common = { conversation: page.id, clientId: randomUUID() };
        for (const body of [
          '{',
          'null',
          {},
          common,
          { ...common, text: '  ' },
          { ...common, text: 7 },
          { ...common, text: 'hai thứ', press: '/viec' },
          { ...common, press: 'không phải lệnh' },
          { ...common, clientId: 'x', text: 'sai mã' },
          { ...common, poll: true },
        ]) {
          await page.post('/web/messages', body);
        }
        await page.upload({}, []);
      },
      async delivered() {
        const entries = (await shownTo(page)).filter((entry) => !entry.fromPerson);
        return Promise.all(entries.map((entry) => deliveredTo(page, web.base, entry)));
      },
      fail() {
        web.transcriptFails.next = true;
      },
      store: (name, bytes) => web.store(name, bytes),
      secrets: [web.secret],
      logged: () => web.logged(),
      close: () => web.close(),
    };
    return { channel: web.channel, world };
  },
});
