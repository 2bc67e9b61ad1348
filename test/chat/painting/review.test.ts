import { approvalSummary, paintApproval } from '../../../src/chat/painting/approval';
import { paintCommands } from '../../../src/chat/painting/commands';
import { paintContainment } from '../../../src/chat/painting/containment';
import { paintReview, reviewSummary } from '../../../src/chat/painting/review';
import type { Viewer } from '../../../src/chat/painting/state';
import type { Card } from '../../../src/chat/ports';
import type { AccessPath } from '../../../src/review/exposure/exposure';
import type { Review } from '../../../src/review/review';
import { nodes, textOf } from '../../cards/card-lint';
import {
  ana,
  aReview,
  askedReview,
  containmentState,
  exposure,
  type items,
  lee,
  miaActor,
  provedReview,
  reviewState,
} from './a-review';
import { at, prod, rob } from './an-alert';

const mia: Viewer = { kind: 'responder', objectId: miaActor.objectId };

function verbs(card: Card): string[] {
  return nodes(card).flatMap(({ type, verb, title }) =>
    type === 'Action.Execute' && title !== 'Refresh' ? [String(verb)] : [],
  );
}

function styleOf(card: Card): unknown {
  return (card.body as readonly { style?: string }[])[0]?.style;
}

describe('a review', () => {
  const card = paintReview(reviewState(), mia);
  const text = textOf(card);

  test('says first how many ways in there are and stay', () => {
    expect(text.split('\n')[0]).toBe(
      'REVIEW R-7 for A-12 · rob@contoso.com on 5 machines · read 02:44 UTC · not read: directory roles, Lighthouse',
    );
    expect(text).toContain('PATHS IN\n3 now, 2 left after the ticked lines');
  });

  test('shows each grant with what happens to it', () => {
    expect(text).toContain('REMOVE Virtual Machine Contributor, direct, RG ops');
    expect(text).toContain('NARROW Contributor, direct, sub prod-01 → RG web');
    expect(text).toContain('BY HAND Owner, via Ops-Admins (6 people), sub prod-01');
    expect(text).toContain('loses 71 machines, keeps 13');
    expect(text).toContain('the log names it as the path in');
    expect(text).toContain('az ad group member remove');
  });

  test('offers toggles for changes only, “done by me” for tasks, and the request', () => {
    expect(verbs(card)).toEqual(['toggle', 'toggle', 'done-by-me', 'ask-approval', 'commands', 'cancel-review']);
    const toggle = nodes(card).find(({ verb }) => verb === 'toggle');
    expect(toggle?.data).toEqual({ subject: 'R-7', item: 'i1' });
  });

  test('an eligibility that is left out, or to people, can be activated again at once: review, approval and proof say so', () => {
    const eligible = { ...(exposure.paths[0] as AccessPath), kind: 'pim-eligible' as const };
    const held = { ...exposure, paths: [eligible, ...exposure.paths.slice(1)] };
    const said = 'left eligible in PIM: can re-activate at once';
    const taken = aReview({ exposure: held });
    expect(textOf(paintReview(reviewState(taken), mia))).not.toContain(said);
    const items = taken.items.map((item) => ({ ...item, ticked: item.id === 'i2' }));
    expect(textOf(paintReview(reviewState({ ...taken, items }), mia))).toContain(said);
    expect(textOf(paintApproval(reviewState({ ...askedReview({ exposure: held }), items })))).toContain(
      `Virtual Machine Contributor, direct, RG ops, PIM eligible (left out; ${said})`,
    );
    const left = [
      { id: 'x', role: 'Contributor', scope: `/subscriptions/${prod}`, verdict: 'can-obtain', eligible: true },
    ];
    const proof = { readAt: at('03:13'), pathsBefore: 3, pathsNow: 1, left, stillListed: [], complete: true };
    expect(textOf(paintReview(reviewState({ ...provedReview(), proof }), mia))).toContain(
      'left: Contributor at sub prod-01, PIM eligible, can re-activate at once',
    );
  });

  test('names who may approve and who may not', () => {
    expect(text).toContain('1 of Ana A., Lee L., Tom T. · not rob@contoso.com, not you');
  });

  test('says that a change cannot be undone by the bot before anybody is asked', () => {
    expect(text).toContain('1 ticked line cannot be undone by the bot');
  });

  test('cannot be asked for while nothing can be applied', () => {
    const off = paintReview(reviewState(aReview(), { applyOff: 'no writer identity' }), mia);
    expect(verbs(off)).not.toContain('ask-approval');
    expect(textOf(off)).toContain('off: no writer identity · the commands do the same');
  });

  test('shows results and proof on the same card, and offers the undo', () => {
    const proved = paintReview(reviewState(provedReview()), mia);
    expect(textOf(proved)).toContain('3 before, 0 now (03:13)');
    expect(textOf(proved)).toContain('ok, done and read back 03:05');
    expect(textOf(proved)).toContain('Ana A. 03:02: yes “agreed, saw the sign-ins”');
    expect(verbs(proved)).toEqual(['undo', 'commands', 'open']);
  });

  test('is not green while a way in is left, and says so in its first line', () => {
    const { proof, ...rest } = provedReview();
    if (proof === undefined) throw new Error('R-7 is proved');
    const left = { ...rest, proof: { ...proof, pathsNow: 2 } };
    expect(styleOf(paintReview(reviewState(provedReview())))).toBe('good');
    expect(styleOf(paintReview(reviewState(left)))).toBe('warning');
    expect(textOf(paintReview(reviewState(left)))).toContain('applied and read back, but 2 paths in left');
    expect(textOf(paintReview(reviewState({ ...left, kind: 'undo' })))).toContain('applied and read back ·');
  });

  describe('undone by a later plan', () => {
    const undo = { id: 'R-9', state: 'proved', appliedAt: at('04:12') } as const;

    test('says so first, tells its proof as past, and offers no second undo', () => {
      const card = paintReview(reviewState(provedReview(), { undo, now: at('04:20') }), mia);
      expect(textOf(card)).toMatch(/^REVIEW R-7 for A-12 · undone by R-9 04:12/);
      expect(textOf(card)).toContain('3 before, 0 at 03:13, before R-9');
      expect(verbs(card)).toEqual(['commands', 'open']);
      expect(styleOf(card)).toBe('emphasis');
    });

    test('while that plan waits, it still stands, and no second one is offered', () => {
      const waiting = { id: 'R-9', state: 'approval-asked' } as const;
      const card = paintReview(reviewState(provedReview(), { undo: waiting }), mia);
      expect(textOf(card)).toContain('R-9 would undo it: waiting for approval');
      expect(textOf(card)).toContain('3 before, 0 now (03:13)');
      expect(verbs(card)).toEqual(['commands', 'open']);
    });
  });

  test('an undo names role and place, never the id of the resource', () => {
    const item = {
      ...(aReview().items[0] as (typeof items)[number]),
      action: 'restore' as const,
      pathIds: [],
      about: { roleName: 'Virtual Machine Contributor', scope: `/subscriptions/${prod}/resourceGroups/identity` },
      reason: 'as it was before R-7',
    };
    const notices = [
      { at: at('03:20'), code: 'undo', text: 'undo of R-7: asked by Mia M.' },
      { at: at('03:21'), code: 'locked', text: `a lock on /subscriptions/${prod}/resourceGroups/identity forbids it.` },
    ];
    const undo = aReview({ id: 'R-9', kind: 'undo', undoOf: 'R-7', items: [item], notices });
    const { exposure: _exposure, ...unread } = undo;
    const card = textOf(paintReview(reviewState(unread)));
    expect(card).toContain('UNDO R-9 of R-7');
    expect(card).toContain('RESTORE Virtual Machine Contributor, RG identity');
    expect(
      textOf(
        paintReview(
          reviewState({
            ...unread,
            items: [{ ...item, effects: { ...item.effects, machinesNow: undefined } as never }],
          }),
        ),
      ),
    ).not.toContain('not read');
    expect(card).toContain('a lock on RG identity forbids it.');
    expect(card).not.toMatch(/\/subscriptions\//);
  });

  test('claims no silence before the log was looked at, and then says from when to when', () => {
    const watch = { until: at('03:13') + 86_400_000 };
    const card = (more: object) =>
      textOf(paintReview(reviewState({ ...provedReview(), appliedAt: at('03:05'), watch: { ...watch, ...more } })));
    expect(card({})).not.toContain('no connect');
    const looked = { checkedAt: at('04:05'), logCompleteTo: at('03:44') };
    expect(card(looked)).toContain('no connect since 03:15 · log complete to 03:44');
    expect(card({ ...looked, seenAt: at('03:40') })).toContain('console used again 03:40');
  });

  test('an assignment that is seconds old has no age', () => {
    const fresh = { ...exposure, paths: exposure.paths.map((path) => ({ ...path, since: at('02:44') })) };
    expect(textOf(paintReview(reviewState(aReview({ exposure: fresh }), { now: at('02:44') }), mia))).toContain(
      'given just now, by Ana A.',
    );
  });

  test('a machine that could not be read leaves nothing proved', () => {
    const { proof, ...rest } = provedReview();
    const partial = {
      ...rest,
      proof: { ...(proof ?? { readAt: 0, pathsBefore: 0, pathsNow: 0, left: [], stillListed: [] }), complete: false },
    };
    expect(textOf(paintReview(reviewState(partial)))).toContain('not every machine could be read: nothing is proved');
  });

  test('tells others why they have no buttons while it runs, and is silent about it once it is over', () => {
    const as = (review: Review, kind: Viewer['kind']) =>
      textOf(paintReview(reviewState(review), { kind, objectId: 'x' }));
    for (const kind of ['subject', 'approver', 'other'] as const) {
      expect(as(aReview(), kind)).toContain('No buttons for you');
      for (const state of ['failed', 'cancelled', 'superseded'] as const)
        expect(as(aReview({ state }), kind)).not.toContain('No buttons for you');
      expect(as(provedReview(), kind)).not.toContain('No buttons for you');
    }
  });

  test('a plan that ended without a change expects nothing of it, and names its lines by role and place', () => {
    const notices = [{ at: at('03:05'), code: 'locked', text: 'i1: a lock on the scope forbids deleting' }];
    const text = textOf(paintReview(reviewState(aReview({ state: 'failed', notices })), mia));
    expect(text).toContain('PATHS IN\n3 when read 02:44');
    expect(text).not.toContain('left after the ticked lines');
    expect(text).toContain('03:05 Virtual Machine Contributor, RG ops: a lock on the scope forbids deleting');
    expect(text).not.toContain('undo restores it');
  });

  test('a role that lets nobody in is kept without its history', () => {
    expect(text).toMatch(/KEEP Reader, direct, sub prod-01\ncannot connect\n/);
  });

  test('says of each grant what was done under it in 90 days', () => {
    const usage = { from: 0, to: 90 * 86_400_000, consoleUses: 0, operations: 4, lastAt: at('02:00'), resources: [] };
    const used = (more: object) => {
      const paths = exposure.paths.map((path) => ({ ...path, usage: { ...usage, ...more } }));
      return textOf(paintReview(reviewState(aReview({ exposure: { ...exposure, paths } })), mia));
    };
    expect(text).toContain('console last used 74 d ago');
    expect(used({})).toContain('console never used in 90 d');
    expect(used({ operations: 0 })).toContain('· never used in 90 d');
  });

  test('replaced by a newer one it says so and asks nobody', () => {
    const card = paintReview(reviewState(askedReview({ state: 'superseded' })), {
      kind: 'approver',
      objectId: ana.objectId,
    });
    expect(textOf(card)).toMatch(/replaced by a newer review/);
    expect(verbs(paintReview(reviewState(askedReview({ state: 'superseded' })), mia))).toEqual(['open']);
  });

  test('counts the lines it has no room for', () => {
    const many = Array.from({ length: 40 }, (_, index) => ({
      ...(aReview().items[0] as never as object),
      id: `i${index}`,
    })) as never;
    expect(textOf(paintReview(reviewState(aReview({ items: many }))))).toMatch(/MORE\n\d+ lines not shown here/);
  });

  test.each(['subject', 'approver', 'other'] as const)('gives a %s no buttons', (kind) => {
    expect(verbs(paintReview(reviewState(), { kind, objectId: 'x' }))).toEqual([]);
  });

  test('has a line for the lock screen', () => {
    expect(reviewSummary(reviewState())).toBe(
      'REVIEW R-7 for A-12 · rob@contoso.com on 5 machines · read 02:44 UTC · 3 now, 2 left after the ticked lines',
    );
  });
});

describe('an approval', () => {
  const asked = reviewState(askedReview());
  const as = (viewer: Viewer) => paintApproval(asked, viewer);
  const text = textOf(as({ kind: 'approver', objectId: ana.objectId }));

  test('shows who asks, why, until when, and the exact diff', () => {
    expect(text).toContain(
      'APPROVAL R-7 · Mia M. asks: “stolen account, close it before he wakes up” · 0 of 1 approved · expires 03:16 UTC · because of A-12 CRITICAL: “stolen account, BR”',
    );
    expect(text).toContain('- rob@contoso.com: Virtual Machine Contributor, RG ops · 12 machines');
    expect(text).toContain(
      '- rob@contoso.com: Contributor, sub prod-01 · 84 machines · + rob@contoso.com: Contributor, RG web · 13 machines',
    );
  });

  describe('Why am I the approver', () => {
    test('says what follows from yes and from silence, what undo gives back, and why one is asked', () => {
      expect(text).toContain('IF YES\npaths in: 3 now, 2 left · applied in a minute');
      expect(text).toContain('Virtual Machine Contributor: restores it at the same scope');
      expect(text).toContain('Contributor: shows the ready command');
      expect(text).toContain('expires, rob@contoso.com keeps it all · next group asked 02:51 UTC');
      expect(text).toContain('you are on the approver list and hold none of these roles · plan 3f9a');
      expect(text).toContain('still open afterwards: Owner, via Ops-Admins (6 people), sub prod-01 (task, Ana)');
    });
  });

  test('takes one sentence for either answer', () => {
    const card = as({ kind: 'approver', objectId: ana.objectId });
    expect(verbs(card)).toEqual(['approve', 'reject', 'open']);
    expect(nodes(card).filter(({ type }) => type === 'Input.Text')).toMatchObject([
      { id: 'sentence', isRequired: true },
    ]);
  });

  test.each([
    ['the subject', { kind: 'subject', objectId: rob.objectId }, 'this plan is about you'],
    ['the subject as approver', { kind: 'approver', objectId: rob.objectId }, 'this plan is about you'],
    ['the requester', { kind: 'approver', objectId: miaActor.objectId }, 'you asked'],
    ['a responder', { kind: 'responder', objectId: 'x' }, 'only approvers decide'],
    ['an approver of something else', { kind: 'approver', objectId: 'x' }, 'not on the list'],
  ] as const)('gives %s no vote, and says why', (_who, viewer, why) => {
    expect(verbs(as(viewer))).toEqual(['open']);
    expect(textOf(as(viewer))).toContain(why);
  });

  test('somebody who voted sees their vote', () => {
    const { approval } = askedReview();
    const votes = [{ by: lee, decision: 'approve', sentence: 'yes', at: 0 }] as const;
    const one = askedReview(approval === undefined ? {} : { approval: { ...approval, quorum: 2, votes } });
    const card = paintApproval(reviewState(one), { kind: 'approver', objectId: lee.objectId });
    expect(textOf(card)).toContain('You voted yes');
    expect(verbs(card)).toEqual(['open']);
  });

  test('over, it carries no vote', () => {
    expect(verbs(paintApproval(reviewState(provedReview()), { kind: 'approver', objectId: ana.objectId }))).toEqual([
      'open',
    ]);
  });

  test('warns before an undo of something judged malicious', () => {
    const undo = reviewState(askedReview({ kind: 'undo', undoOf: 'R-7', id: 'R-9' }), {
      alert: { id: 'A-12', severity: 'high', malicious: true },
    });
    expect(textOf(paintApproval(undo))).toContain('A-12 was judged malicious: this gives the access back.');
    expect(approvalSummary(undo)).toContain('APPROVAL R-9 · undoing R-7');
  });
});

describe('the commands', () => {
  test('stand below the line they do the same as, to copy, with the way back', () => {
    const card = paintCommands(aReview(), { [prod]: 'prod-01' });
    expect(textOf(card)).toMatch(/NARROW Contributor, direct, sub prod-01 → RG web[\s\S]*az role assignment create/);
    expect(textOf(card)).not.toContain('KEEP');
    expect(verbs(card)).toEqual(['open']);
  });

  test('that find no room are counted', () => {
    const many = Array.from({ length: 60 }, () => aReview().items[0] as (typeof items)[number]);
    expect(textOf(paintCommands(aReview({ items: many })))).toMatch(/\d\d lines found no room here/);
  });
});

describe('containment', () => {
  const card = paintContainment(containmentState(), mia);

  test('is an ordered list: done ones say who, open ones what to press or run', () => {
    const text = textOf(card);
    expect(text).toContain('CONTAIN A-12 · rob@contoso.com · 1 of 4 done, in this order');
    expect(text).toContain('? 1 save serial log: stated by Mia M. 02:47, not checked');
    expect(text).toContain('az ad user update');
    expect(text).toContain('used this week by Ben B., Ana A.');
    expect(text).toContain('a network rule does not stop the console');
    expect(verbs(card)).toEqual(['done-by-me', 'contain-console', 'review', 'open']);
  });
});
