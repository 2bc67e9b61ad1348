import { commands } from '../../../src/chat/commands';
import { presses } from '../../../src/chat/presses';
import { may, roles, type Verb } from '../../../src/core/access';
import { asked, type Door, openDoor, rob, type SubjectKind, subjects, type Visitor } from './door';

/**
 * Every button and every command × every kind of person × everything it can be about, generated from the tables. Who may is held to `may`, whose own
 * table is stated by hand in test/core/access.test.ts.
 */
const noRoles: readonly Visitor[] = [
  { who: 'a stranger', objectId: 'stranger', roles: [] },
  { who: 'a guest of the team', objectId: 'guest', roles: [] },
  { who: 'somebody whose groups cannot be read', objectId: 'dark', roles, unreadable: true },
];
const oneRole: readonly Visitor[] = roles.map((role) => ({
  who: `one ${role}`,
  objectId: `one-${role}`,
  roles: [role],
}));
const requester: Visitor = {
  who: 'the requester',
  objectId: 'aaaaaaaa-0000-4000-8000-000000000002',
  roles: ['responder'],
};
const subject: Visitor = { who: 'the subject, with every role', objectId: rob.objectId, roles };
const askedPerson: Visitor = { who: 'whom the question was put to', objectId: asked, roles: [] };
const visitors = [...noRoles, ...oneRole, requester, subject, askedPerson];

const kinds = Object.keys(subjects) as SubjectKind[];
const about: readonly SubjectKind[] = ['alert', 'review', 'mute', 'account'];

let door: Door;
beforeEach(async () => {
  door = await openDoor();
});

/** What the door must say, from the rules in words. */
function expected(visitor: Visitor, verb: string, needs: Verb | 'answer', kind: SubjectKind): string {
  if (kind === 'question') return visitor.objectId === asked ? 'passed' : 'not-asked';
  const isSubject = visitor.objectId === rob.objectId && about.includes(kind);
  // Their own view of a card about them hides what it must; reading it is no act.
  if (isSubject && verb === 'refresh') return 'passed';
  if (needs === 'answer') return 'not-asked';
  if (visitor.unreadable) return 'roles-unreadable';
  if (!may({ ...visitor, name: '' }, needs).ok) return 'no-role';
  return isSubject ? 'own-case' : 'passed';
}

describe.each(presses.map(({ verb, needs }) => [verb, needs] as const))('the button %s', (verb, needs) => {
  test.each(['press', 'dialog-open', 'dialog-submit', 'message'] as const)('by %s', async (how) => {
    for (const visitor of visitors) {
      for (const kind of kinds) {
        // Whoever was asked gets past the question's own door; the verb's stands behind it.
        if (kind === 'question' && visitor.objectId === asked) continue;
        const verdict = await door.press(visitor, verb, subjects[kind], how);
        expect([visitor.who, kind, verdict]).toEqual([visitor.who, kind, expected(visitor, verb, needs, kind)]);
      }
    }
  });

  test('a question put to somebody gives them this question and nothing else', async () => {
    const answer = await door.raw(askedPerson, {
      kind: 'press',
      verb,
      data: { subject: subjects.question, item: 'yes', sentence: 'x' },
      trigger: 'manual',
    });
    if (['refresh', 'answer'].includes(verb)) return;
    expect(answer.kind).toBe('refused');
  });
});

describe.each(commands.map((command) => [command.id, command] as const))('the command %s', (_id, {
  needs,
  examples,
}) => {
  test('is closed to whoever lacks the role', async () => {
    for (const visitor of [...noRoles, ...oneRole]) {
      for (const example of examples) {
        const { verdict } = await door.say(visitor, example);
        const wanted = needs === 'nothing' ? 'passed' : expected(visitor, '', needs, 'nothing');
        // Beyond the door a command may ask for more (the kill switch): never for less.
        const open = wanted === 'passed' ? ['passed', 'no-role'] : [wanted];
        expect([visitor.who, example, open.includes(verdict)]).toEqual([visitor.who, example, true]);
      }
    }
  });

  test('about themselves, the subject learns and changes nothing', async () => {
    for (const example of examples.filter((line) => /\bA-12\b/.test(line))) {
      const before = door.audit().length;
      const { answer } = await door.say(subject, example);
      expect(JSON.stringify(answer)).toMatch(/This is about you/);
      expect(
        door
          .audit()
          .slice(before)
          .map(({ result }) => result),
      ).not.toContain('done');
    }
  });
});

describe('a refusal', () => {
  test('is audited with who, what and about what, each time', async () => {
    await door.press(subject, 'acknowledge', subjects.alert);
    await door.press(noRoles[0] as Visitor, 'approve', subjects.review);
    await door.say(noRoles[0] as Visitor, 'export 30d');
    expect(door.audit()).toMatchObject([
      { actor: rob.objectId, verb: 'acknowledge', subject: subjects.alert, result: 'own-case' },
      { actor: 'stranger', verb: 'approve', subject: subjects.review, result: 'no-role' },
      { actor: 'stranger', verb: 'export', result: 'no-role' },
    ]);
  });

  test('does not tell a stranger whether the alert exists', async () => {
    const [stranger] = noRoles as [Visitor];
    const press = (id: string) =>
      door.raw(stranger, { kind: 'press', verb: 'acknowledge', data: { subject: id }, trigger: 'manual' });
    const [there, missing] = [await press(subjects.alert), await press(subjects.nothing)];
    expect(there.kind).toBe('refused');
    expect(there).toEqual(missing);
  });
});

describe('roles', () => {
  const mia: Visitor = { who: 'Mia', objectId: 'mia', roles: ['responder'] };

  test('a removed member is out within a minute; a card in hand does not help', async () => {
    expect(await door.press(mia, 'acknowledge', subjects.alert)).toBe('passed');
    door.clock.advance(60_000);
    expect(await door.press({ ...mia, roles: [] }, 'acknowledge', subjects.alert)).toBe('no-role');
  });

  test('a group that cannot be read any more closes; it is asked again at once', async () => {
    expect(await door.press(mia, 'acknowledge', subjects.alert)).toBe('passed');
    door.clock.advance(60_000);
    expect(await door.press({ ...mia, unreadable: true }, 'acknowledge', subjects.alert)).toBe('roles-unreadable');
    expect(await door.press(mia, 'acknowledge', subjects.alert)).toBe('passed');
  });

  test('nothing in the data gives a role, names another actor or another case', async () => {
    const [stranger] = noRoles as [Visitor];
    const claims: Record<string, unknown> = {
      roles,
      actor: 'mia',
      objectId: 'mia',
      by: { objectId: 'mia' },
      needs: 'nothing',
      subjectId: 'x',
      askedId: 'stranger',
      admin: true,
    };
    for (const { verb } of presses) {
      const data = { ...claims, subject: subjects.alert, verb: 'help' };
      const answer = await door.raw(stranger, { kind: 'press', verb, data, trigger: 'manual' });
      expect([verb, answer.kind, answer.kind === 'refused' && answer.code]).toEqual([
        verb,
        'refused',
        verb === 'answer' ? 'not-asked' : 'no-role',
      ]);
      const own = await door.raw(subject, {
        kind: 'press',
        verb,
        data: { ...data, subjectId: 'x' },
        trigger: 'manual',
      });
      if (verb !== 'refresh') expect([verb, own.kind]).toEqual([verb, 'refused']);
    }
  });

  test('an activity id that somebody else used does not fetch their answer', async () => {
    const id = 'copied';
    const help = { id, kind: 'message', text: 'help', mentions: [], targeted: false } as const;
    const administrators = await door.raw({ who: 'Lee', objectId: 'lee', roles }, help);
    const strangers = await door.raw(noRoles[0] as Visitor, help);
    expect(JSON.stringify(administrators)).toMatch(/subscribe/);
    expect(JSON.stringify(strangers)).not.toMatch(/subscribe/);
  });
});
