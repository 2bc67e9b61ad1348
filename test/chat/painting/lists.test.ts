import { recentList } from '../../../src/chat/painting/alert-lists';
import { askDialog, assignDialog, escalateDialog, resolveDialog } from '../../../src/chat/painting/dialogs';
import { listSummary, paintList } from '../../../src/chat/painting/list';
import { auditList, healthList, helpList, muteList } from '../../../src/chat/painting/other-lists';
import { whoList } from '../../../src/chat/painting/review-lists';
import { blindMarks } from '../../../src/chat/words/blind';
import { nodes, textOf } from '../../cards/card-lint';
import { ana, exposure, lee } from './a-review';
import { at, mia, openAlert } from './an-alert';

test('recent: each alert opens by a press on its row', () => {
  const card = paintList(recentList({ alerts: [openAlert()], now: at('03:31'), window: '24h' }));
  expect(textOf(card)).toContain('CRITICAL A-12 · open · rob@contoso.com');
  expect(textOf(card)).toContain('4 sessions: dc01, web1, web2 and 1 more · 198.51.100.7 BR · 02:31 UTC, 60 min ago');
  expect(nodes(card).filter(({ verb }) => verb === 'open')).toMatchObject([{ data: { subject: 'A-12' } }]);
});

test('an empty list while the log is blind does not pass for silence', () => {
  const watched = {
    blindSince: at('02:00'),
    subscriptions: [
      { id: 'prod', silent: true, lastAt: at('01:00') },
      { id: 'dev', silent: false, lastAt: at('02:00') },
    ],
  };
  const text = textOf(
    paintList(
      recentList({ alerts: [], now: at('03:31'), blind: blindMarks(watched, at('03:31'), { prod: 'prod-01' }) }),
    ),
  );
  expect(text).toContain('Nothing in this time.');
  expect(text).toContain('Blind since 02:00 UTC: what is missing here may have happened.');
  expect(text).toContain('Blind in prod-01 since 01:00 UTC: no row of its log.');
});

test('a long list says how much it leaves out', () => {
  expect(textOf(paintList(recentList({ alerts: Array(40).fill(openAlert()), now: at('03:31') })))).toContain(
    '25 more are not shown',
  );
});

test('who: a group is named once in its row, then how many people it is', () => {
  const holders = exposure.paths
    .filter(({ via }) => via === 'group')
    .map((path) => ({ ...path, memberNames: ['Rob'] }));
  const text = textOf(paintList(whoList({ machine: 'dc01', readAt: at('02:44'), holders, notRead: [] })));
  expect(text).toMatch(/Ops-Admins · can connect\nOwner, group \(6 people\), sub 11111111 · members: Rob/);
  expect(text.split('Ops-Admins')).toHaveLength(holders.length + 1);
});

test('health puts faults first and never by colour alone', () => {
  const state = healthList([
    { name: 'poll', state: 'good', says: 'last 02:40' },
    { name: 'channel', state: 'bad', says: 'app not installed' },
  ]);
  expect(textOf(paintList(state))).toBe('Health: 1 fault\nfault: channel\napp not installed\nok: poll\nlast 02:40');
  expect(listSummary(state)).toBe('Health: 1 fault');
});

test('help shows every command with an example', () => {
  const entries = Array.from({ length: 30 }, (_, index) => ({
    id: `c${index}`,
    args: 'A-12',
    summary: 's',
    examples: [`c${index} A-12 because x`],
    effect: 'changes' as const,
  }));
  const text = textOf(paintList(helpList(entries)));
  for (const { id } of entries) expect(text).toContain(`for example: ${id} A-12 because x`);
});

test('an example that only repeats the command is left out of a long help', () => {
  const open = { id: 'open', args: '', summary: 's', examples: ['open'], effect: 'reads' as const };
  const recent = { ...open, id: 'recent', args: '[24h|7d]', examples: ['recent', 'recent 7d dc01'] };
  const text = textOf(paintList(helpList([open, recent, open, open])));
  expect(text).toContain('for example: recent 7d dc01');
  expect(text.match(/for example/g)).toHaveLength(1);
});

test('help on one command shows all its examples', () => {
  const entry = {
    id: 'recent',
    args: '',
    summary: 's',
    examples: ['recent', 'recent 7d dc01'],
    effect: 'reads' as const,
  };
  expect(textOf(paintList(helpList([entry])))).toContain('for example: recent or recent 7d dc01');
});

test('mutes say what is left, who, why and what they hid', () => {
  const text = textOf(
    paintList(
      muteList(
        [{ id: 'M-3', scope: 'rob on web1', by: 'Mia', reason: 'fstab', until: at('04:00'), hid: 2 }],
        at('01:00'),
      ),
    ),
  );
  expect(text).toContain('M-3 · rob on web1\n3 h left · Mia: “fstab” · hid 2 sessions so far');
});

test('the audit names people and says when its chain is broken', () => {
  const entry = {
    at: at('02:38'),
    actor: mia.objectId,
    verb: 'acknowledge',
    subject: 'A-12',
    result: 'own-case',
    sequence: 7,
    previousHash: '0',
    hash: 'abc',
  };
  const text = textOf(
    paintList(auditList({ subject: 'A-12', entries: [entry], names: { [mia.objectId]: 'Mia M.' }, verified: false })),
  );
  expect(text).toContain('chain BROKEN');
  expect(text).toContain('acknowledge · A-12 · own-case\n2026-03-01 02:38:00 UTC Mia M. · #7');
});

describe('dialogs', () => {
  const inputs = (card: unknown) => nodes(card).filter(({ type }) => String(type).startsWith('Input.'));
  const submit = (card: unknown) => nodes(card).find(({ type }) => type === 'Action.Submit')?.data;

  test('resolve explains each verdict and demands a sentence', () => {
    const { title, card } = resolveDialog(openAlert());
    expect(title).toBe('Resolve A-12');
    expect(inputs(card)).toMatchObject([
      { id: 'disposition', isRequired: true },
      { id: 'sentence', isRequired: true },
    ]);
    expect(JSON.stringify(card)).toContain('false positive: our data or rule erred');
    expect(submit(card)).toEqual({ verb: 'resolve', subject: 'A-12', item: '4 critical' });
  });

  test('escalate names the next level, or says that nobody will be mentioned', () => {
    expect(textOf(escalateDialog(openAlert(), { levelName: 'Lead', people: ['Lee'] }).card)).toContain(
      'Goes to Lead: Lee.',
    );
    expect(textOf(escalateDialog(openAlert(), { people: [] }).card)).toContain('nobody will be mentioned');
  });

  test('names of people stand in the compact form only, which no client reads as markdown', () => {
    expect(inputs(assignDialog(openAlert(), [ana, lee]).card)).toMatchObject([
      { id: 'to', style: 'compact', choices: [{ value: ana.objectId }, { value: lee.objectId }] },
    ]);
  });

  test('ask warns that it tips somebody off, and from high up advises to phone', () => {
    expect(textOf(askDialog(openAlert(), { minutesToAnswer: 15 }).card)).toContain('Better: phone them');
    const service = openAlert({ principal: { objectId: 'o', displayName: 'deploy', type: 'servicePrincipal' } });
    const owners = textOf(askDialog(service, { minutesToAnswer: 15, owners: ['Ana', 'Lee'] }).card);
    expect(owners).toContain('deploy cannot answer: Ana, Lee, named in Entra as its owners, are asked');
    expect(owners).toContain('an insider among them');
  });
});
