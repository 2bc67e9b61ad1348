import type { Alert } from '../../../src/alerts/alert';
import { alertSummary, movedCard, paintAlert } from '../../../src/chat/painting/alert';
import type { Viewer } from '../../../src/chat/painting/state';
import type { Card } from '../../../src/chat/ports';
import { evidenceWords } from '../../../src/chat/words/evidence';
import { ticketLines } from '../../../src/chat/words/timeline';
import { weights } from '../../../src/detection/weights';
import { actionsOf, nodes, textOf } from '../../cards/card-lint';
import {
  acknowledgedState,
  at,
  finding,
  loneState,
  mia,
  openAlert,
  openState,
  resolvedState,
  session,
} from './an-alert';

const responder: Viewer = { kind: 'responder', objectId: mia.objectId };

/** Titles of what can be pressed, in order; those of the overflow in brackets. */
function buttons(card: Card): string[] {
  return nodes(card)
    .filter(({ type, title }) =>
      type === 'ActionSet' ? false : String(type).startsWith('Action.') && title !== undefined,
    )
    .filter(({ type, title }) => type !== 'Action.ToggleVisibility' && title !== 'Refresh')
    .filter(({ verb, data }) => verb !== undefined || (data as { msteams?: object } | undefined)?.msteams !== undefined)
    .map(({ title, mode }) => (mode === 'secondary' ? `(${title})` : String(title)));
}

function labels(card: Card): string[] {
  return textOf(card)
    .split('\n')
    .filter((line) => /^[A-Z&]{3,}$/.test(line));
}

describe('an open alert', () => {
  const card = paintAlert(openState(), responder);
  const text = textOf(card);

  test('starts with state, severity, id and what happens next', () => {
    expect(text.split('\n')[0]).toBe(
      'OPEN · CRITICAL (was medium) · A-12 · goes to Lead at 02:41 UTC unless acknowledged',
    );
  });

  test('an escalation somebody pressed stays in sight once somebody has it; one from before a re-opening does not', () => {
    const lead = { at: at('02:50'), level: 1, levelName: 'Lead', by: mia, reason: 'domain controller' };
    const head = (more: Partial<Alert>) =>
      textOf(paintAlert({ ...openState(), alert: openAlert({ ...more, escalations: [lead] }) }, responder)).split(
        '\n',
      )[0];
    const held = { status: 'acknowledged', holder: mia } as const;
    expect(head(held)).toContain('escalated 02:50 UTC by Mia M. to Lead');
    expect(head({ level: 1 })).toContain('escalated 02:50 UTC by Mia M. to Lead');
    expect(head({ ...held, reopenedAt: at('02:55') })).not.toContain('escalated');
  });

  test('says “refused” once', () => {
    const reasons = [{ code: 'access-probing', points: 44, text: 'refused on 6 machines within an hour: web1, web2' }];
    const refused = openAlert({
      findings: [
        {
          ...finding('web1', '02:10'),
          session: { ...session('web1', '02:10'), outcome: 'failure' },
          reasons: reasons as never,
        },
      ],
    });
    expect(textOf(paintAlert({ ...openState(), alert: refused }, responder)).split('\n')[1]).toBe(
      'rob@contoso.com (user, Owner) was refused a serial console from Brazil: on 6 machines within an hour: web1, web2.',
    );
  });

  test('names the evidence for a cause in words, not by its code', () => {
    expect(text).toContain('Unauthorised access 71 % · country new to the principal; token ip differs');
    const codes = ['wide-scope', 'wide-role', 'own-network', ...Object.keys(weights)];
    const told = new Set(codes.map(evidenceWords));
    expect(told.size).toBe(codes.length);
    expect([...told].filter((words) => /[a-z]-[a-z]/.test(words))).toEqual([]);
  });

  test('says in one sentence who did what, how often, from where, and why it matters', () => {
    expect(text.split('\n')[1]).toBe(
      'rob@contoso.com (user, Owner) opened 4 serial consoles in 21 min from Brazil: first use from BR; 41 earlier sessions all from DE.',
    );
  });

  test('keeps the lines in their order', () => {
    expect(labels(card).slice(0, 8)).toEqual(['WHO', 'FROM', 'OFTEN', 'WHERE', 'AROUND', 'IMPACT', 'HONEST', 'TIME']);
  });

  describe.each([
    [
      'Principal context',
      'manager Nia O. · let in by: Owner, sub prod-01, via Ops-Admins, 214 d · also Owner on 2 subs · earlier: A-3 benign, expected “fstab” (Mia)',
    ],
    [
      'IP context',
      '198.51.100.7 · BR · AS64500 Example ISP · 0 of 60 others used it in 90 d · MFA yes · token issued at 203.0.113.9',
    ],
    ['Frequency baseline', '4 sessions, 4 machines in 24 h · usually 2 a month, DE, 09-17 · '],
    [
      'VM context',
      'dc01 (critical: domain controllers) in RG identity · web1, web2, sql03 in RG web · all in sub prod-01 · port 0 · Azure portal · success · may still be connected · Windows, running, boot diagnostics on: dc01; Linux, running, boot diagnostics off: web1, web2, sql03',
    ],
  ])('%s', (_row, fact) => {
    test('stands on the card', () => expect(text).toContain(fact));
  });

  test('says what came before and after, what it amounts to, what speaks for honest work, and when', () => {
    for (const fact of [
      'before: 02:04 extension written on dc01 · after: 02:29 disk export sql03',
      "console of dc01: domain controllers · the role reaches sub prod-01 (84 machines) · dc01's identity reads kv-prod · cause: likely unauthorised access",
      'nothing found (checked: not expected, no incident, heartbeats fine)',
      'happened 1 Mar 02:10–02:31 UTC (21:10–00:10 BR; 03:10 DE, where usually) · first visible 02:17, last 02:38 · rows lag up to 20 min · typing is in no log',
    ]) {
      expect(text).toContain(fact);
    }
  });

  test('puts Acknowledge under the sentence, and no more than four buttons below', () => {
    expect(buttons(card).slice(0, 4)).toEqual(['Acknowledge', 'Contain', 'Review permissions', 'Escalate']);
    expect(buttons(card).slice(4)).toEqual([
      '(Ask)',
      '(Consult)',
      '(Assign)',
      '(Note)',
      '(Resolve)',
      '(Investigate)',
      '(Query)',
      '(Copy for ticket)',
      '(Mute)',
    ]);
  });

  describe('Severity with reasons', () => {
    test('folds the reasons with their points, softening ones named, and what would have changed it', () => {
      expect(text).toContain('+25\nfirst use from BR');
      expect(text).toContain('−6\nsoftens: he used web1 before');
      expect(text).toContain('IF NOT\nwould be high if the token had been issued at the same address');
      expect(text).toContain('Unauthorised access 71 % · country new to the principal; token ip differs');
      expect(text).toContain('T1021.008, T1078.004');
    });
  });

  test('opens the query that found it from the overflow', () => {
    const query = actionsOf(card).find(({ title }) => title === 'Query');
    expect(query).toMatchObject({ mode: 'secondary', data: { verb: 'show-query', subject: 'A-12', item: 'found-by' } });
  });

  test('names other alerts with its address and what was decided about others on its machines', () => {
    const state = openState({
      alert: openAlert({ kin: { sameAddress: ['A-9', 'A-7'], sameMachine: ['A-5'] } }),
      machineVerdicts: [{ alertId: 'A-5', disposition: 'malicious', sentence: 'stolen key', by: 'Lee' }],
    });
    const shown = textOf(paintAlert(state));
    expect(shown).toContain('same address in A-9, A-7');
    expect(shown).toContain('others here: A-5 malicious “stolen key” (Lee)');
  });
});

describe('what is not known', () => {
  test('is said as unknown', () => {
    const bare = session('dc01', '02:10');
    const {
      country: _country,
      network: _network,
      evidence: _evidence,
      client: _client,
      tokenIp: _tokenIp,
      ...rest
    } = bare;
    const one = {
      ...finding('dc01', '02:10', { rootCauses: [] }),
      session: { ...rest, mfa: 'unknown' as const, outcome: 'unknown' as const },
    };
    const { letIn: _letIn, ...alert } = openAlert({ findings: [one], earlier: [] });
    const text = textOf(paintAlert({ alert, now: at('02:39') }));
    for (const said of [
      'let in by: unknown, not read yet',
      'country unknown',
      'MFA unknown',
      'client unknown',
      '1 outcome unknown',
      'machine identities not read',
      'cause: unknown',
      'no further level is configured',
    ]) {
      expect(text).toContain(said);
    }
  });

  test('marks learning, blindness, drills, incidents and a subject who holds a role of the bot', () => {
    const alert = openAlert({
      drill: true,
      incident: 'bad patch',
      findings: [finding('dc01', '02:10', { learning: true })],
    });
    const text = textOf(
      paintAlert(
        openState({ alert, sight: { blindSince: at('02:20') }, person: { botRoles: ['approver'], canReadThis: true } }),
      ),
    );
    for (const said of [
      'DRILL · OPEN',
      'Drill: nothing of this happened',
      'Learning: only 90 days',
      'The log is not complete',
      'log blind since 02:20',
      '“bad patch”',
      'This principal is approver of this bot',
      'The subject can read this.',
    ]) {
      expect(text).toContain(said);
    }
  });
});

describe('an alert that was opened again', () => {
  test('says what it had been closed as, by whom, when and with which words', () => {
    const before = { ...mia, at: at('03:10'), disposition: 'malicious' as const, sentence: 'stolen account' };
    const text = textOf(
      paintAlert(openState({ alert: openAlert({ reopenedAt: at('03:20'), reopenedAfter: before }) })),
    );
    expect(text).toContain('Open again. Mia M. had closed it 03:10 UTC as malicious: “stolen account”');
  });
});

describe('an acknowledged alert', () => {
  const card = paintAlert(acknowledgedState(), responder);
  const text = textOf(card);

  test('says who has it, since when, and that nothing is contained', () => {
    expect(text.split('\n')[0]).toBe(
      'ACKNOWLEDGED · CRITICAL (was medium) · A-12 · Mia M. has it since 02:38 UTC · nothing contained yet · reminder 02:48',
    );
  });

  describe('Live count on the grouped card', () => {
    test('shows what is new since, keeps WHO and WHERE, folds the rest', () => {
      expect(labels(card).slice(0, 4)).toEqual(['NEW', 'WHO', 'WHERE', 'NEXT']);
      expect(text).toContain('since then · sql04 02:33, visible 02:41');
      const facts = nodes(card).find(({ id }) => id === 'facts');
      expect(facts?.isVisible).toBe(false);
      expect(textOf(facts)).toContain('198.51.100.7');
    });
  });

  test('numbers the next steps', () => {
    expect(text).toContain(
      '1 save serial log · 2 revoke sessions, disable account · 3 console off in prod-01 (84 machines) · 4 permissions',
    );
  });

  test('has no NEW line when nothing came', () => {
    const quiet = acknowledgedState();
    expect(labels(paintAlert({ ...quiet, alert: { ...quiet.alert, sessionsAtAcknowledge: 5 } }))[0]).toBe('WHO');
  });

  test('offers Resolve in sight and Release to the holder', () => {
    expect(buttons(card).slice(0, 5)).toEqual([
      'Contain',
      'Review permissions',
      'Escalate',
      'Resolve',
      '(Release (you hold it))',
    ]);
  });
});

describe('a resolved alert', () => {
  const text = textOf(paintAlert(resolvedState(), responder));

  test('says verdict, author, sentence and how long it took', () => {
    expect(text.split('\n')[0]).toBe(
      'RESOLVED · A-12 · malicious · Mia M. 04:10 UTC · “stolen account, reset by Lee” · from first card: acknowledged 21 min, closed 112 min',
    );
  });

  test('keeps what was proved apart from what was only stated', () => {
    expect(text).toContain('ok console off in prod-01 (84 machines) Mia M. 03:01 (still off; reminder 14:00)');
    expect(text).toContain('? revoke sessions, disable account: stated by Lee 03:05, not checked');
    expect(text).toContain('0 of 3 paths in left (03:13) · no connect since 02:33, log complete to 04:02');
    expect(text).toContain('nothing of this was learned');
  });

  test('carries its story for a ticket and the ways back', () => {
    expect(ticketLines(resolvedState()).at(-1)).toContain('2026-03-01 04:10:00 UTC resolved by Mia M. as malicious');
    expect(buttons(paintAlert(resolvedState(), responder))).toEqual([
      'Re-open',
      'Copy for ticket',
      '(Note)',
      '(Investigate)',
      '(Query)',
      '(Turn console on)',
      '(Undo R-7 (own approval))',
    ]);
  });
});

describe('Buttons that fit the viewer', () => {
  test.each([
    ['approver', 'you approve, responders act'],
    ['other', 'only responders act here'],
  ] as const)('%s sees no buttons, and why', (kind, why) => {
    const card = paintAlert(openState(), { kind, objectId: 'x' });
    expect(buttons(card)).toEqual([]);
    expect(textOf(card)).toContain(why);
  });

  test('the subject does not read an alert from high up, and reads a medium one without buttons', () => {
    const subject: Viewer = { kind: 'subject', objectId: openAlert().principal.objectId };
    const hidden = paintAlert(openState(), subject);
    expect(textOf(hidden)).not.toContain('198.51.100.7');
    expect(buttons(hidden)).toEqual([]);
    const medium = paintAlert(openState({ alert: openAlert({ severity: 'medium', rises: [] }) }), subject);
    expect(textOf(medium)).toContain('198.51.100.7');
    expect(textOf(medium)).toContain('nobody acts on their own case');
    expect(buttons(medium)).toEqual([]);
  });

  test('a moved card names nobody', () => {
    const { card, summary } = movedCard('A-12');
    expect(textOf(card)).toMatch(/^MOVED · A-12\s+This alert is handled in another place/);
    expect(buttons(card)).toEqual([]);
    expect(summary).toBe('MOVED A-12');
  });

  test('a restricted one says at its top why it is here; one that its subject can read says that', () => {
    const restricted = { at: at('02:40'), why: 'role', channel: '19:r' } as const;
    expect(textOf(paintAlert(openState({ alert: openAlert({ restricted }) })))).toContain(
      'Restricted: the subject has a role in this bot. It is shown in this channel only.',
    );
    expect(textOf(paintAlert(openState({ person: { canReadThis: true } })))).toContain('The subject can read this.');
  });

  test('offers to restrict only where there is a channel for it', () => {
    expect(buttons(paintAlert(openState()))).not.toContain('(Restrict)');
    expect(buttons(paintAlert(openState({ canRestrict: true })))).toContain('(Restrict)');
  });

  test('own views are refreshed for at most sixty people, and not at all without ids', () => {
    const many = Array.from({ length: 80 }, (_, index) => `29:${index}`);
    const { refresh } = paintAlert(openState({ refreshFor: many })) as { refresh?: { userIds: string[] } };
    expect(refresh?.userIds).toHaveLength(60);
    expect(paintAlert(openState({ refreshFor: [] }))).not.toHaveProperty('refresh');
  });
});

test('the lock screen shows state, severity, id and the sentence', () => {
  expect(alertSummary(openState())).toMatch(
    /^OPEN CRITICAL \(was medium\) · A-12: rob@contoso\.com \(user, Owner\) opened 4 serial consoles in 21 min/,
  );
});

test('the same state and viewer give the same card', () => {
  expect(paintAlert(acknowledgedState(), responder)).toEqual(paintAlert(acknowledgedState(), responder));
});

describe('an alert without any console use', () => {
  const text = textOf(paintAlert(loneState(), responder));

  test('says so, and what was done instead', () => {
    expect(text.split('\n')[1]).toBe(
      'rob@contoso.com (user), no console use: 1 min after A-3 had been judged malicious, tom@contoso.com wrote a role on resource group web for it.',
    );
    for (const fact of [
      'no console use · role assigned, RG web',
      'nothing came from this principal',
      'no console use in 24 h · usually 2 a month',
      'the containment may have a hole again · cause: likely unauthorised access',
    ])
      expect(text).toContain(fact);
  });

  test('names no machine, address or way in that there was not', () =>
    expect(text).not.toMatch(/let in by|may still be connected|MFA|client unknown|machine identities|success/));

  test('is told so in the ticket', () =>
    expect(ticketLines(loneState()).join('\n')).toContain('role assigned, RG web, success'));
});
