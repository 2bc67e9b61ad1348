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
    'backtest',
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
    'backtest',
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

describe('Who-may-act policy', () => {
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

describe('whoever is the subject of an open alert', () => {
  const everything: Actor = { ...person(['responder', 'approver', 'admin']), underAlert: 'medium' };
  const closed: readonly Verb[] = [
    'mute',
    'subscribe',
    'throw-kill-switch',
    'release-kill-switch',
    'approve',
    'reject',
    'export',
  ];

  it.each(Object.keys(verbs) as Verb[])('%s under a medium alert', (verb) => {
    const decision = may(everything, verb);
    expect(decision.ok).toBe(!closed.includes(verb));
    if (!decision.ok) expect(decision.reason).toBe('under-alert');
  });

  it.each(Object.keys(verbs) as Verb[])('%s from high up: nothing, reading included', (verb) => {
    expect(may({ ...everything, underAlert: 'high' }, verb)).toMatchObject({ ok: false, reason: 'under-alert' });
    expect(may({ ...everything, underAlert: 'critical' }, verb).ok).toBe(false);
  });

  it('answers what was put to them all the same', () => {
    expect(may({ ...everything, underAlert: 'critical' }, 'answer', { askedId: 'me' }).ok).toBe(true);
  });
});

describe('a role that is not a day old', () => {
  const from = Date.parse('2026-03-04T02:40:00Z');
  const isNew = (role: Role, held: readonly Role[]): Actor => ({ ...person(held), newRoles: { [role]: from } });

  it.each(Object.keys(verbs) as Verb[])('%s: everything but a vote', (verb) => {
    const vote = ['approve', 'reject', 'release-kill-switch'].includes(verb);
    const actor: Actor = { ...person(['responder', 'approver', 'admin']), newRoles: { approver: from, admin: from } };
    expect(may(actor, verb).ok).toBe(!vote);
  });

  it('says from when', () => {
    expect(may(isNew('approver', ['approver']), 'approve')).toMatchObject({
      reason: 'too-new',
      message: expect.stringContaining('2026-03-04 02:40 UTC'),
    });
  });

  it('another role that is old enough does not stand in for it', () => {
    expect(may(isNew('approver', ['approver', 'admin']), 'approve').ok).toBe(false);
    expect(may(isNew('approver', ['approver', 'admin']), 'release-kill-switch').ok).toBe(true);
  });
});
