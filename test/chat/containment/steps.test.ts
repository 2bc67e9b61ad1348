import type { Alert } from '../../../src/alerts/alert';
import { checkStep, handStep } from '../../../src/chat/containment/check-step';
import { containmentSteps, type StepSources } from '../../../src/chat/containment/steps';
import { paintContainment } from '../../../src/chat/painting/containment';
import { shownText } from '../../../src/local/teams/client';
import type { ContainmentFacts } from '../../../src/review/acts/containment-facts';
import type { Review } from '../../../src/review/review';
import { ana, aReview, askedReview, miaActor } from '../painting/a-review';
import { at, openAlert, prod, rob, vm } from '../painting/an-alert';

function facts(disabled: boolean, more: Partial<ContainmentFacts> = {}): ContainmentFacts {
  const status = { ok: true as const, value: { disabled } };
  return { consoles: [{ subscriptionId: prod, status, machines: 84, users: ['Ben B.'] }], ...more };
}

const steps = (more: Partial<StepSources> = {}) =>
  containmentSteps({
    alert: openAlert(),
    reviews: [],
    graphOrigin: 'https://graph.microsoft.com',
    applyOff: false,
    ...more,
  });

function step(id: string, more: Partial<StepSources> = {}) {
  const found = steps(more).find((one) => one.id === id);
  if (found === undefined) throw new Error(`no step ${id}`);
  return found;
}

const stated = (name: string, checked?: string): Alert =>
  openAlert({ stated: [{ ...miaActor, at: at('02:47'), step: name, ...(checked === undefined ? {} : { checked }) }] });

function consoleReview(more: Partial<Review> = {}): Review {
  return { ...askedReview(), kind: 'console', items: [], state: 'proved', appliedAt: at('03:01'), ...more };
}

describe('permissions', () => {
  const proof = { readAt: at('03:13'), pathsBefore: 3, pathsNow: 2, left: [], stillListed: [], complete: true };
  const applied = { ...askedReview(), state: 'proved', appliedAt: at('03:06'), proof, undoneBy: 'R-8' } as const;
  const undo = { ...askedReview(), id: 'R-8', kind: 'undo', undoOf: 'R-7', createdAt: at('04:00') } as const;

  test('what a plan left is said until its undo is applied; then that, and what is in now', () => {
    expect(step('permissions', { reviews: [applied, undo] }).done).toMatchObject({ detail: '2 paths in left' });
    const back = { ...undo, state: 'proved', appliedAt: at('04:12'), proof: { ...proof, pathsNow: 3 } } as const;
    const now = step('permissions', { reviews: [applied, back] });
    expect(now).toMatchObject({ note: 'R-7 was undone by R-8 04:12, 3 paths in now' });
    expect(now.done).toBeUndefined();
  });

  test('say nothing of the console', () => {
    expect(step('console-off', { reviews: [applied] }).note).toBeUndefined();
  });

  test('a new review after the undo counts again', () => {
    const back = { ...undo, state: 'proved', appliedAt: at('04:12') } as const;
    const again = { ...askedReview(), id: 'R-9', createdAt: at('05:00') };
    expect(step('permissions', { reviews: [applied, back, again] }).done).toMatchObject({ proof: 'asked' });
  });
});

describe('the checklist', () => {
  test('each step done by hand carries its commands, sessions before the account', () => {
    expect(step('save-log').commands?.[0]).toBe(
      `az vm boot-diagnostics get-boot-log --ids ${vm('dc01', 'identity')} > dc01-serial.log`,
    );
    expect(step('account').commands).toEqual([
      `az rest --method post --url https://graph.microsoft.com/v1.0/users/${rob.objectId}/revokeSignInSessions`,
      `az ad user update --id ${rob.objectId} --account-enabled false`,
    ]);
    expect(step('console-off').commands).toBeUndefined();
  });

  test('a workload has no sessions to revoke', () => {
    const alert = openAlert({ principal: { ...rob, type: 'servicePrincipal' } });
    expect(step('account', { alert }).commands).toEqual([
      `az ad sp update --id ${rob.objectId} --set accountEnabled=false`,
    ]);
  });

  test('while nothing can be applied the console is switched by hand, command shown', () => {
    expect(step('console-off', { applyOff: true })).toMatchObject({
      byHand: true,
      commands: [expect.stringMatching(/disableConsole/)],
    });
  });

  test('what the console plan would stop is said before it is asked for', () => {
    expect(step('console-off', { facts: facts(false) })).toMatchObject({ machines: 84, otherUsers: ['Ben B.'] });
    expect(step('console-off').machines).toBeUndefined();
  });

  test('a statement counts for its own step only', () => {
    const alert = stated('save-log');
    expect(step('save-log', { alert }).done).toMatchObject({ name: miaActor.name, proof: 'stated' });
    expect(step('account', { alert }).done).toBeUndefined();
  });

  test('a note in a person’s own words ticks nothing, whatever it says', () => {
    const alert = openAlert({ notes: [{ ...miaActor, at: at('02:47'), text: '[done] account, checked' }] });
    expect(step('account', { alert }).done).toBeUndefined();
  });

  test('what Entra says now outweighs what was said', () => {
    const alert = stated('account', 'account disabled in Entra; sessions as stated');
    expect(step('account', { alert }).done?.proof).toBe('proved');
    expect(step('account', { alert, facts: facts(false, { accountEnabled: true }) }).done).toMatchObject({
      proof: 'partly',
      detail: 'but Entra shows the account enabled now',
    });
    expect(step('account', { facts: facts(false, { accountEnabled: false }) }).note).toBe(
      'Entra: the account is disabled',
    );
  });

  test('console off is done by its plan, and no longer once the undo has switched it on', () => {
    const off = consoleReview();
    expect(step('console-off', { reviews: [off] }).done?.proof).toBe('proved');
    const undo = consoleReview({ id: 'R-8', undoOf: off.id, requester: ana, appliedAt: at('04:20') });
    const waiting: Review = { ...undo, state: 'approval-asked' };
    delete (waiting as { appliedAt?: number }).appliedAt;
    expect(step('console-off', { reviews: [off, waiting] }).done?.proof).toBe('proved');
    const after = step('console-off', { reviews: [off, undo] });
    expect(after.done).toBeUndefined();
    expect(after.note).toMatch(/it was off, and on again at .*04:20.* by Ana/);
    const again = consoleReview({ id: 'R-9', appliedAt: at('05:00') });
    expect(step('console-off', { reviews: [off, undo, again] }).done?.at).toBe(at('05:00'));
  });

  test('a request that was rejected asks for nothing any more', () => {
    const { appliedAt: _, ...asked } = consoleReview({ state: 'rejected' });
    expect(step('console-off', { reviews: [asked] }).done).toBeUndefined();
    expect(step('console-off', { reviews: [{ ...asked, state: 'approval-asked' }] }).done?.proof).toBe('asked');
  });

  test('permissions are done by their review', () => {
    expect(step('permissions', { reviews: [aReview()] }).done).toBeUndefined();
  });
});

describe('"Done by me" against what is there', () => {
  const alert = openAlert();

  test('only the steps done by hand can be stated', () => {
    expect(handStep('account')).toBe('account');
    expect(handStep('permissions')).toBeUndefined();
    expect(handStep('')).toBeUndefined();
  });

  test('an account Entra shows enabled is not done; disabled is checked; unread stays a statement', () => {
    expect(checkStep('account', alert, facts(false, { accountEnabled: true }))).toMatchObject({
      ok: false,
      message: 'Entra still shows the account of rob@contoso.com as enabled.',
    });
    expect(checkStep('account', alert, facts(false, { accountEnabled: false }))).toMatchObject({
      ok: true,
      value: 'account disabled in Entra; sessions as stated',
    });
    expect(checkStep('account', alert, facts(false))).toEqual({ ok: true, value: undefined });
    expect(checkStep('account', alert, undefined)).toEqual({ ok: true, value: undefined });
  });

  test('a console still on is not done; off is read back; unread stays a statement', () => {
    expect(checkStep('console-off', alert, facts(false))).toMatchObject({ ok: false, reason: 'still-there' });
    expect(checkStep('console-off', alert, facts(true))).toMatchObject({ ok: true, value: 'read back: off' });
    expect(checkStep('console-off', alert, undefined)).toEqual({ ok: true, value: undefined });
  });
});

describe('the card', () => {
  const painted = (more: Partial<StepSources> = {}) =>
    shownText({
      card: paintContainment({ alertId: 'A-12', version: 5, subjectName: 'rob', now: at('02:50'), steps: steps(more) }),
      files: [],
    } as unknown as Parameters<typeof shownText>[0]);

  test('says what does not stop a console, how many machines lose it, and who else used it', () => {
    const text = painted({ facts: facts(false) });
    expect(text).toMatch(/a network rule does not stop the console/);
    expect(text).toMatch(/a shell stays logged in/);
    expect(text).toMatch(/\(84 machines\)/);
    expect(text).toMatch(/used this week by Ben B\./);
    expect(text).toMatch(/never posted/);
    expect(text).toMatch(/Ask to switch the console off/);
  });

  test('offers "Done by me" for the console while nothing can be applied', () => {
    const text = painted({ applyOff: true });
    expect(text).not.toMatch(/Ask to switch the console off/);
    expect(text).toMatch(/disableConsole/);
    expect(text.match(/Done by me/g)).toHaveLength(3);
  });

  test('an account that is enabled again keeps its commands and its button', () => {
    const alert = stated('account');
    expect(painted({ alert }).match(/Done by me/g)).toHaveLength(1);
    const text = painted({ alert, facts: facts(false, { accountEnabled: true }) });
    expect(text).toMatch(/but Entra shows the account enabled now/);
    expect(text).toMatch(/revokeSignInSessions/);
    expect(text.match(/Done by me/g)).toHaveLength(2);
  });
});
