import { isFigureId, questionOf } from '../../../src/alerts/investigation/questions';
import { bindParameters } from '../../../src/azure/bind-parameters';
import { paintInvestigation } from '../../../src/chat/painting/investigation';
import { queryDialog } from '../../../src/chat/painting/query-dialog';
import { investigationSummary } from '../../../src/chat/words/investigation';
import { actionsOf, textOf } from '../../cards/card-lint';
import { at, openAlert, rob } from './an-alert';
import { anInvestigation } from './an-investigation';

const alert = openAlert();
const shown = (readAt: number) => (id: Parameters<typeof questionOf>[1]) => {
  const { text, parameters } = questionOf(alert, id, readAt);
  return { text: bindParameters(text, parameters), portalUrl: `https://portal.azure.com/#${id}` };
};
const query = shown(at('02:39'));
const paint = (
  investigation = anInvestigation(),
  viewer: Parameters<typeof paintInvestigation>[1] = { kind: 'base' },
) => paintInvestigation({ alert, investigation, query, refreshFor: ['29:rob'] }, viewer);

describe('the investigation card', () => {
  const text = textOf(paint());

  test('says what else they did, what takes data out first', () => {
    expect(text).toContain('2 × disk export · 02:29–02:31 · sql03-data · after the connect');
    expect(text).toContain('14 × virtualMachines/read'.toLowerCase());
    expect(text).toContain('3 refused');
  });

  test('says what came before and what followed, by whom', () => {
    expect(text).toContain('02:04 extension written (may reset a password) · dc01 · by them · before the connect');
    expect(text).toContain('02:36 run command · sql03 · by eva@contoso.com · refused · after it');
  });

  test('says who else came from the address, never the principal themself', () => {
    expect(text).toContain('eva@contoso.com · 1 sign-in · 7 failed sign-ins · 01:00–01:20');
    expect(text).not.toContain('9 calls');
  });

  test('says factor and risk of the sign-ins, and that the console had none of its own', () => {
    expect(text).toContain(
      '203.0.113.9 (where the token was issued) · Netherlands · 2 sign-ins · 4 failed · MFA in 1 of 2 · risk high',
    );
    expect(text).toContain("no sign-in from the console's address");
  });

  test('says what is usual, and what could not be read', () => {
    expect(text).toContain('311 calls on 22 days · console 6 times, last 20 Feb · 3 addresses · from Germany');
    expect(text).toContain('not read: Log Analytics: too many requests');
    expect(investigationSummary(alert, anInvestigation())).toBe(
      'A-12: the log around it · 4 of 6 stand out · 1 not read · read 02:39 UTC',
    );
  });

  test('has its query and the portal beside every figure', () => {
    const links = actionsOf(paint());
    expect(links.filter(({ type }) => type === 'Action.OpenUrl')).toHaveLength(6);
    const asked = links.filter(({ data }) => (data as { verb?: string } | undefined)?.verb === 'show-query');
    expect(asked.map(({ data }) => (data as { item: string }).item).every(isFigureId)).toBe(true);
    expect(asked).toHaveLength(6);
  });

  test('shows the principal nothing', () => {
    const own = textOf(paint(anInvestigation(), { kind: 'subject', objectId: rob.objectId }));
    expect(own).not.toMatch(/disk|sign-in|eva/);
    expect(own).toContain('about you');
  });
});

describe('the query behind a figure', () => {
  test('is the text as sent, values from outside inside literals only', () => {
    const hostile = openAlert({ principal: { ...rob, displayName: 'x"]) | union SecretTable //' } });
    const { text, parameters } = questionOf(hostile, 'own-activity', at('02:39'));
    const bound = bindParameters(text, parameters);
    const card = textOf(queryDialog(hostile, 'own-activity', { text: bound }).card);
    expect(card).toContain(
      'let principals = dynamic(["aaaaaaaa-0000-4000-8000-000000000001", "x\\"]) | union secrettable //"]);',
    );
    expect(card).toContain('datetime(2026-02-28T20:10:00.000Z)');
    expect(card).toContain('resource id could not be read');
  });

  test('links into a portal only', () => {
    const evil = { text: 'x', portalUrl: 'https://portal.azure.com.evil.example/' };
    expect(actionsOf(queryDialog(alert, 'history', evil).card)).toEqual([]);
    expect(actionsOf(queryDialog(alert, 'history', query('history')).card)).toHaveLength(1);
  });

  test('spans what it says, and never the future', () => {
    const span = (id: Parameters<typeof questionOf>[1]) => questionOf(alert, id, at('02:39')).timespan;
    expect(span('own-activity')).toEqual({ from: at('02:10') - 6 * 3_600_000, to: at('02:39') });
    expect(span('history').to).toBe(at('02:10') - 24 * 3_600_000);
    expect(questionOf(alert, 'own-activity', at('23:00')).timespan.to).toBe(at('02:31') + 6 * 3_600_000);
  });
});
