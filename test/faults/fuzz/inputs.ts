import fc from 'fast-check';
import { commands } from '../../../src/chat/commands';
import { presses } from '../../../src/chat/presses';
import { hostileText } from '../../cards/hostile';

/** One request to `/api/messages`. `authorization` `good` stands for a token that Teams signed for this very bot. */
export interface FuzzInput {
  /** What the activity was before it was bent; for the report. */
  readonly family: string;
  readonly authorization: 'good' | string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** Header lines as they are, over a bare socket: Node's own client would refuse to send them. */
  readonly raw?: boolean;
}

/** What a sender who knows the bot would know. */
export interface Surroundings {
  readonly appId: string;
  readonly tenantId: string;
  readonly serviceUrl: string;
  readonly conversations: readonly string[];
  /** Entra object ids, with roles and without. */
  readonly callers: readonly string[];
}

const oddNames = ['__proto__', 'constructor', 'toString', 'msteams', '', '\u0000', '$where', 'length'];
const oddIds = [
  'A-1',
  'A-2',
  'a-1',
  'A-01',
  'A-1 ',
  'R-1',
  'M-1',
  'I-1',
  'Q-1-1',
  'Q-1-',
  'A-',
  'A-1e9',
  'audit:1',
  'alerts',
];

const oddNumbers = fc.constantFrom(-1, 0, 1, 2 ** 31, 2 ** 53, 1e308, -0.5);
const oddText = fc.oneof(
  hostileText,
  fc.constantFrom(...oddNames, ...oddIds),
  fc.string({ unit: 'binary', maxLength: 40 }),
);
const nested = (text: string) => `${'['.repeat(20_000)}${JSON.stringify(text)}${']'.repeat(20_000)}`;

/** Anything JSON can hold where something else is expected. */
const oddValue: fc.Arbitrary<unknown> = fc.oneof(
  oddText,
  oddNumbers,
  fc.constantFrom(null, true, [], {}, [[]], 'x'.repeat(5_000)),
  fc.jsonValue({ maxDepth: 3 }),
);

/** What people type and cards carry, and what nobody should. */
function dataOf(verbs: fc.Arbitrary<string>): fc.Arbitrary<Record<string, unknown>> {
  const field = fc.oneof(
    { weight: 3, arbitrary: oddText as fc.Arbitrary<unknown> },
    { weight: 1, arbitrary: oddValue },
  );
  return fc.record(
    {
      verb: verbs,
      subject: fc.oneof(fc.constantFrom<unknown>(...oddIds), oddValue),
      version: oddValue,
      item: fc.oneof(fc.constantFrom<unknown>('on', 'account', 'yes', 'no', '1', '2|x'), oddValue),
      reason: field,
      sentence: field,
      text: field,
      to: field,
      question: field,
      scope: field,
      hours: field,
      disposition: fc.oneof(fc.constantFrom<unknown>('malicious', 'benign-expected'), oddValue),
      msteams: oddValue,
    },
    { requiredKeys: ['subject'] },
  );
}

const verb = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(...presses.map((press) => press.verb)) },
  { weight: 1, arbitrary: oddText },
);
const sentence = fc
  .tuple(
    fc.constantFrom(...commands.flatMap(({ id, examples }) => [id, ...examples])),
    fc.constantFrom('', '/serialconsole ', '/'),
    oddText,
  )
  .map(([words, before, rest]) => `${before}${words} ${rest}`);

function activity({
  appId,
  tenantId,
  serviceUrl,
  conversations,
  callers,
}: Surroundings): fc.Arbitrary<[string, Record<string, unknown>]> {
  const conversation = fc.oneof(
    fc.constantFrom(...conversations).map((id) => ({ id, conversationType: 'channel', isGroup: true, tenantId })),
    fc.string({ minLength: 1, maxLength: 30 }).map((id) => ({ id: `a:${id}`, conversationType: 'personal', tenantId })),
    oddText.map((id) => ({ id: id || 'x', conversationType: 'groupChat', tenantId })),
  );
  const base = fc.record({
    id: fc.oneof(
      fc.uuid(),
      oddText.map((text) => text || '0'),
    ),
    channelId: fc.constant('msteams'),
    serviceUrl: fc.constant(serviceUrl),
    from: fc.record({
      id: oddText.map((text) => `29:${text}`),
      name: oddText,
      aadObjectId: fc.constantFrom(...callers),
    }),
    recipient: fc.record({ id: fc.constant(`28:${appId}`), name: fc.constant('Bot') }),
    conversation,
    channelData: fc.record({
      tenant: fc.constant({ id: tenantId }),
      eventType: fc.constantFrom('channelRenamed', 'teamRenamed', 'constructor', 'x'),
    }),
  });
  const mentions = fc.array(
    fc.oneof(
      oddValue,
      fc.record({ type: fc.constant('mention'), mentioned: fc.record({ id: oddText, name: oddText }), text: oddText }),
    ),
    { maxLength: 3 },
  );
  const families: readonly [string, fc.Arbitrary<Record<string, unknown>>][] = [
    [
      'press',
      fc.record({
        type: fc.constant('invoke'),
        name: fc.constant('adaptiveCard/action'),
        value: press(),
        replyToId: oddText,
      }),
    ],
    [
      'dialog',
      fc.record({
        type: fc.constant('invoke'),
        name: fc.constantFrom('task/fetch', 'task/submit'),
        value: fc.record({ data: dataOf(verb) }),
      }),
    ],
    ['submit', fc.record({ type: fc.constant('message'), value: dataOf(verb) })],
    ['message', fc.record({ type: fc.constant('message'), text: sentence, entities: mentions })],
    [
      'file',
      fc.record({ type: fc.constant('invoke'), name: fc.constant('fileConsent/invoke'), value: consent(serviceUrl) }),
    ],
    [
      'member',
      fc.record({
        type: fc.constant('conversationUpdate'),
        membersAdded: fc.array(fc.record({ id: oddText }), { maxLength: 3 }),
      }),
    ],
    ['other', fc.record({ type: fc.oneof(fc.constant('invoke'), oddText), name: oddText, value: oddValue })],
  ];
  return fc.oneof(
    ...families.map(([family, own]) =>
      fc.tuple(base, own).map(([common, more]): [string, Record<string, unknown>] => [family, { ...common, ...more }]),
    ),
  );
}

function press() {
  return fc.record({
    action: fc.record({ type: fc.constant('Action.Execute'), verb, data: dataOf(verb) }),
    trigger: fc.constantFrom('manual', 'automatic', 'x'),
  });
}

function consent(serviceUrl: string) {
  const upload = fc.record({
    uploadUrl: fc.constantFrom(`${serviceUrl}upload`, 'https://evil.example/x', 'file:///etc/passwd', 'x'),
    contentUrl: oddText,
    name: oddText,
    uniqueId: oddText,
    fileType: oddText,
  });
  return fc.record({
    type: fc.constant('fileUpload'),
    action: fc.constantFrom('accept', 'decline', 'x'),
    context: oddValue,
    uploadInfo: fc.oneof(upload, oddValue),
  });
}

/** Takes a field away, or puts something else where it was, somewhere in the activity. */
function bend(
  target: Record<string, unknown>,
  steps: readonly (readonly [number, unknown, boolean])[],
): Record<string, unknown> {
  const bent = structuredClone(target);
  for (const [pick, value, remove] of steps) {
    let at: Record<string, unknown> = bent;
    let choice = pick;
    for (;;) {
      const keys = Object.keys(at);
      const key = keys[choice % Math.max(1, keys.length)];
      if (key === undefined) break;
      const inner = at[key];
      choice = Math.floor(choice / keys.length);
      if (typeof inner === 'object' && inner !== null && choice > 0) {
        at = inner as Record<string, unknown>;
        continue;
      }
      if (remove) delete at[key];
      else at[key] = value;
      break;
    }
  }
  return bent;
}

/** Bodies that are no activity at all, or JSON only a parser could love. */
const noActivity = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 200 }),
  fc.jsonValue({ maxDepth: 4 }).map((value) => JSON.stringify(value)),
  oddText.map(nested),
  fc.constantFrom(
    '',
    '{',
    '\ufeff{}',
    '{"type":"message","type":7}',
    '{"__proto__":{"type":"message"}}',
    `"${'x'.repeat(300_000)}"`,
  ),
);

const badToken = fc.oneof(
  fc.constantFrom('', 'Bearer', 'Bearer ', 'Bearer a.b.c', 'bearer x', 'Basic eDp5', 'Bearer ..'),
  fc.tuple(fc.jsonValue({ maxDepth: 1 }), fc.jsonValue({ maxDepth: 1 })).map((parts) => {
    const [header, claims] = parts.map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'));
    return `Bearer ${header}.${claims}.c2lnbmF0dXJl`;
  }),
  fc.base64String({ maxLength: 200 }).map((text) => `Bearer ${text}`),
);

const headerName = fc.constantFrom(
  'content-encoding',
  'transfer-encoding',
  'expect',
  'content-type',
  'x-forwarded-for',
  'host',
  'cookie',
  'upgrade',
);
const rawLine = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.tuple(headerName, fc.string({ unit: 'binary', maxLength: 60 })).map(([name, value]) => `${name}: ${value}`),
  fc.constantFrom(
    'content-length: -1',
    'content-length: 1e9',
    'content-length: 5\r\ncontent-length: 6',
    'transfer-encoding: chunked',
    `x: ${'y'.repeat(20_000)}`,
  ),
);

export function fuzzInputs(surroundings: Surroundings): fc.Arbitrary<FuzzInput> {
  const known = activity(surroundings);
  const bends = fc.array(fc.tuple(fc.nat(10_000), oddValue, fc.boolean()), { minLength: 1, maxLength: 3 });
  const headers = fc.dictionary(
    fc.constantFrom('content-type', 'content-encoding', 'accept', 'x-ms-tenant'),
    fc.string({ unit: 'grapheme-ascii', maxLength: 30 }),
    { maxKeys: 2 },
  );
  const whole = known.map(
    ([family, body]): FuzzInput => ({ family, authorization: 'good', headers: {}, body: JSON.stringify(body) }),
  );
  const bent = fc.tuple(known, bends).map(([[family, body], steps]): FuzzInput => {
    return { family: `${family}, bent`, authorization: 'good', headers: {}, body: JSON.stringify(bend(body, steps)) };
  });
  const untrusted = fc.tuple(known, badToken, headers).map(([[, body], authorization, more]): FuzzInput => {
    return { family: 'bad token', authorization, headers: more, body: JSON.stringify(body) };
  });
  const garbage = fc.tuple(noActivity, fc.boolean(), headers).map(([body, good, more]): FuzzInput => {
    return { family: 'no activity', authorization: good ? 'good' : '', headers: more, body };
  });
  const socket = fc.tuple(known, fc.array(rawLine, { maxLength: 2 })).map(([[, body], lines]): FuzzInput => {
    const more = Object.fromEntries(lines.map((line, index) => [String(index), line]));
    return { family: 'header bytes', authorization: 'good', headers: more, body: JSON.stringify(body), raw: true };
  });
  return fc.oneof(
    { weight: 6, arbitrary: whole },
    { weight: 6, arbitrary: bent },
    { weight: 3, arbitrary: untrusted },
    { weight: 3, arbitrary: garbage },
    { weight: 2, arbitrary: socket },
  );
}
