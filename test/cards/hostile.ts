import fc from 'fast-check';
import type { ReviewCardState } from '../../src/chat/painting/review-state';
import type { AlertCardState } from '../../src/chat/painting/state';
import { askedReview, containmentState, exposure, reviewState } from '../chat/painting/a-review';
import { acknowledgedState, finding, openAlert, session, vm } from '../chat/painting/an-alert';

/** What an attacker who may name machines, groups and themselves would try. */
const tricks = [
  '[click](https://evil.example)',
  '![a](https://evil.example/p.png)',
  '<at>Lead</at>',
  '< AT >',
  '<img src=x>',
  '<a href="https://evil.example">',
  '\n- item',
  '\n# head',
  '\n> quote',
  '1. one',
  '- ',
  '**bold**',
  '`code`',
  '| a | b |\n|---|---|',
  '{{DATE(2026-03-01T00:00:00Z)}}',
  '{\u200b{TIME(x)}}',
  '$\u200b{title}',
  ['$', '{reviewId}'].join(''),
  '\\',
  '\u202e',
  '\u200d',
  '\ufeff',
  '\u0000',
  '\u0007',
  '\u2028',
  '\ud800',
  'a\u0300\u0301\u0302\u0303\u0304\u0305',
  ' · MFA yes · ',
  '”, said nobody “',
  'https://evil.example',
  'www.evil.example',
  '","type":"Action.OpenUrl',
  '\u{e0041}',
  '\u3164',
];

export const hostileText = fc
  .array(
    fc.oneof(
      { weight: 3, arbitrary: fc.constantFrom(...tricks) },
      { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 20 }) },
    ),
    { maxLength: 8 },
  )
  .map((parts) => parts.join(''));

/** An alert whose every outside text is `text`. */
export function alertOf(text: string): AlertCardState {
  const principal = { objectId: 'o', displayName: text, type: 'user' as const };
  const target = vm(text);
  const own = session('dc01', '02:10', {
    principal,
    target,
    sourceIps: [text],
    country: text,
    network: text,
    tokenIp: `${text}?`,
    client: text,
    port: text,
    failure: text,
    outcome: 'failure',
    evidence: { role: text, roleAssignmentScope: `/subscriptions/${text}`, principalType: text },
  });
  const one = {
    ...finding('dc01', '02:10'),
    session: own,
    honest: [text],
    mitre: [text],
    counterfactual: text,
    reasons: [{ code: text, points: 9, text }],
  };
  const base = openAlert();
  const around = { at: base.openedAt, operation: text, label: text, target, caller: `${text}!` };
  const state = acknowledgedState();
  return {
    ...state,
    alert: openAlert({
      principal,
      findings: [one, { ...one, session: { ...own, id: '2' } }],
      context: {
        ...base.context,
        frequency: { ...base.context.frequency, usualCountries: [text], usualHours: text },
        origin: { ...base.context.origin, trustedNetwork: text },
        around: [around],
        previousOnMachine: { at: base.openedAt, principal: text },
      },
      notes: [{ objectId: 'n', name: text, at: base.openedAt, text }],
      escalations: [{ at: base.openedAt, level: 1, levelName: text, reason: text }],
      level: 1,
      rises: [{ at: base.openedAt, from: 'low', to: 'high', why: text }],
      letIn: { at: base.openedAt, paths: 1, lines: [text], notRead: [text] },
      incident: text,
      kin: { sameAddress: [text], sameMachine: [text] },
    }),
    earlier: [{ alertId: text, disposition: 'malicious', sentence: text, by: text }],
    machineVerdicts: [{ alertId: text, disposition: 'malicious', sentence: text, by: text }],
    person: { manager: text, alsoHolds: text, guest: true },
    impact: { identityPowers: [text], tags: [text], machines: [text] },
    honestChecked: [text],
    reviews: [{ reviewId: 'R-7', says: text, state: 'proved' }],
    next: { levelName: text, at: base.openedAt },
    subscriptionNames: {},
  };
}

/** A review whose every outside text is `text`. */
export function reviewOf(text: string): ReviewCardState {
  const review = askedReview();
  return reviewState(
    {
      ...review,
      subject: { objectId: 'o', displayName: text, type: 'user' },
      requester: { objectId: 'r', name: text },
      items: review.items.map((item) => ({
        ...item,
        reason: text,
        commands: [text],
        effects: { ...item.effects, undoText: text, locks: [{ name: text, level: text, scope: text }] },
        ...(item.task === undefined ? {} : { task: { ...item.task, couldDo: [text], note: text } }),
      })),
      exposure: {
        ...exposure,
        elsewhere: [{ role: text, scope: text, via: 'direct' }],
        paths: exposure.paths.map((path) => ({
          ...path,
          role: { ...path.role, name: text },
          grantedBy: text,
          condition: text,
          holder: { ...path.holder, name: text },
        })),
      },
      notices: [{ at: 0, code: 'x', text, next: text }],
      ...(review.approval === undefined
        ? {}
        : {
            approval: {
              ...review.approval,
              reason: text,
              askedBy: { objectId: 'r', name: text },
              votes: [{ by: { objectId: 'v', name: text }, decision: 'approve', sentence: text, at: 0 }],
            },
          }),
    },
    { alert: { id: 'A-12', severity: 'high', says: text }, approvers: [{ objectId: 'p', name: text }], applyOff: text },
  );
}

export function containmentOf(text: string) {
  const state = containmentState();
  return {
    ...state,
    subjectName: text,
    steps: state.steps.map((step) => ({ ...step, command: text, otherUsers: [text] })),
  };
}
