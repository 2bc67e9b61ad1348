import { type Actor, may, type Role, roles, type Verb, verbs } from '../../src/core/access';

const person = (held: readonly Role[], rolesIncomplete = false): Actor => ({
  objectId: 'me',
  name: 'Mia',
  roles: held,
  ...(rolesIncomplete ? { rolesIncomplete } : {}),
});

/** Every verb × every role, stated once more by hand: a change of the table must be a change of this test. */
const allowed: Record<Role, readonly Verb[]> = {
  responder: [
    'read',
    'acknowledge',
    'release',
    'assign',
    'escalate',
    'ask',
    'consult',
    'note',
    'resolve',
    'reopen',
    'mute',
    'investigate',
    'request-review',
    'request-containment',
    'restrict',
  ],
  approver: ['read', 'approve', 'reject', 'throw-kill-switch'],
  admin: [
    'read',
    'acknowledge',
    'release',
    'assign',
    'escalate',
    'ask',
    'consult',
    'note',
    'resolve',
    'reopen',
    'mute',
    'investigate',
    'request-review',
    'request-containment',
    'restrict',
    'release-kill-switch',
    'subscribe',
    'export',
    'drill',
    'declare-incident',
    'verify-audit',
  ],
};

describe('may', () => {
  const table = (Object.keys(verbs) as Verb[]).flatMap((verb) => roles.map((role) => [role, verb] as const));

  it.each(table)('%s × %s', (role, verb) => {
    expect(may(person([role]), verb).ok).toBe(allowed[role].includes(verb));
  });

  it.each(Object.keys(verbs) as Verb[])('gives a stranger nothing: %s', (verb) => {
    expect(may(person([]), verb)).toMatchObject({ ok: false, reason: 'no-role' });
  });

  it.each(Object.keys(verbs) as Verb[])('keeps everybody, whatever their roles, from their own case: %s', (verb) => {
    expect(may(person(roles), verb, { subjectId: 'me' })).toMatchObject({ ok: false, reason: 'own-case' });
    expect(may(person(roles), verb, { subjectId: 'somebody else' }).ok).toBe(true);
  });

  it('lets whoever was asked answer, about themselves too, and nobody else whatever their roles', () => {
    expect(may(person([]), 'answer', { askedId: 'me', subjectId: 'me' }).ok).toBe(true);
    for (const about of [{}, { askedId: 'somebody else' }, { subjectId: 'me' }]) {
      expect(may(person(roles), 'answer', about)).toMatchObject({ ok: false, reason: 'not-asked' });
    }
  });

  it('says that roles could not be read instead of claiming there are none', () => {
    expect(may(person([], true), 'acknowledge')).toMatchObject({ ok: false, reason: 'roles-unreadable' });
    expect(may(person(['responder'], true), 'acknowledge').ok).toBe(true);
  });
});
