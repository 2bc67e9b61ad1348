import { handoverList, handoverSummary } from '../../../src/chat/painting/handover';
import { paintList } from '../../../src/chat/painting/list';
import { pageAsked, paged } from '../../../src/chat/painting/paging';
import { paintReport, reportSummary } from '../../../src/chat/painting/report';
import { actionsOf, nodes, textOf } from '../../cards/card-lint';
import { aReport } from './a-report';
import { askedReview, provedReview } from './a-review';
import { at, mia, openAlert, rob } from './an-alert';

describe('the report', () => {
  const card = paintReport(aReport());

  test('says the numbers and names nobody', () => {
    const text = textOf(card);
    expect(text).toContain('11 alerts · 1 critical · 3 high · 7 medium · 2 unresolved');
    expect(text).toContain('14 min on average · median 6 min · over 10 alerts');
    expect(text).toContain('1 malicious · 6 benign, expected');
    expect(text).toContain('new network for principal: 6 of 8 alerts honest or wrong');
    expect(text).not.toMatch(/Mia|rob@/);
    expect(reportSummary(aReport())).toBe('Report 30d: 11 alerts, 2 unresolved');
  });

  test('draws the weeks as a chart with bars of text for clients without charts', () => {
    const [chart] = nodes(card).filter(({ type }) => String(type).startsWith('Chart.'));
    expect(chart).toMatchObject({
      type: 'Chart.VerticalBar.Grouped',
      data: [{ legend: 'critical', values: [{ x: '2 Feb', y: 1 }, { x: '9 Feb', y: 0 }, {}, {}] }, {}, {}],
    });
    expect(textOf(chart?.fallback)).toMatch(/2 Feb\s+█{10} 7 \(1 crit, 2 high, 4 med\)\n9 Feb\s+0\n16 Feb\s+█{4} 3/);
  });

  test('says when it counted only a part, and that nothing was measured', () => {
    expect(textOf(paintReport(aReport({}, true)))).toContain('Only the newest alerts are counted');
    const empty = paintReport(aReport({ total: 0, weeks: [], toAcknowledge: { cases: 0 }, noisiest: [] }));
    expect(nodes(empty).filter(({ type }) => String(type).startsWith('Chart.'))).toEqual([]);
    expect(textOf(empty)).toContain('nothing was acknowledged');
  });
});

describe('the handover', () => {
  test('says what is open, waits, is off and ends', () => {
    const mute = {
      id: 'M-3',
      version: 1,
      state: 'active' as const,
      scope: { principal: { objectId: rob.objectId, name: rob.displayName }, network: '198.51.100.0/24' },
      hours: 24,
      reason: 'fstab repair',
      requester: mia,
      preview: { hidden: {}, examples: [], partly: 0 } as never,
      until: at('06:20'),
      updatedAt: at('02:00'),
    };
    const off = {
      ...provedReview(),
      kind: 'console' as const,
      subscriptions: ['11111111-2222-4333-8444-555555555555'],
    };
    const state = {
      open: [openAlert()],
      pending: [askedReview()],
      consolesOff: [off],
      mutes: [mute],
      now: at('04:20'),
      names: {},
    };
    const text = textOf(paintList(handoverList(state)));
    expect(text).toContain('Handover: 1 open · 1 held by nobody · 04:20 UTC');
    expect(text).toMatch(/A-12[\s\S]*Waiting for approval: 1[\s\S]*R-7[\s\S]*Consoles off: 1\n11111111/);
    expect(text).toContain('M-3 · rob@contoso.com · 198.51.100.0/24\nends in 2 h · Mia M.: “fstab repair”');
    expect(handoverSummary(state)).toBe('Handover: 1 open, 1 approval waiting, 1 console off, 1 mute');
  });
});

describe('pages of a list', () => {
  const rows = (count: number) => ({
    title: ['t'],
    empty: 'none',
    items: Array.from({ length: count }, (_, index) => ({ lead: [`row ${index + 1}`] })),
  });
  const page = (count: number, offset: number) =>
    paintList(paged(rows(count), { list: 'recent', args: '7d dc01', offset }));
  const buttons = (card: object) =>
    actionsOf(card)
      .filter(({ type }) => type === 'Action.Execute')
      .map(({ title, data }) => [title, (data as { item: string }).item]);

  test('a short list has no buttons', () => {
    expect(buttons(page(15, 0))).toEqual([]);
  });

  test('the first, a middle and the last page lead to their neighbours', () => {
    expect(buttons(page(40, 0))).toEqual([['Next', '15 7d dc01']]);
    expect(buttons(page(40, 15))).toEqual([
      ['Previous', '0 7d dc01'],
      ['Next', '30 7d dc01'],
    ]);
    expect(buttons(page(40, 30))).toEqual([['Previous', '15 7d dc01']]);
    expect(textOf(page(40, 30))).toMatch(/^t\nrow 31\n[\s\S]*row 40\n31 to 40 of 40$/);
  });

  test('a list that shrank shows its last page, and a wild number the nearest page', () => {
    expect(textOf(page(20, 30))).toContain('16 to 20 of 20');
    expect(textOf(page(40, 999_999))).toContain('31 to 40 of 40');
    expect(textOf(page(40, 17))).toContain('16 to 30 of 40');
    expect(textOf(page(0, 15))).toContain('none');
  });

  test('what a button sends back is read strictly', () => {
    expect(pageAsked('open', '15')).toEqual({ list: 'open', args: '', offset: 15 });
    expect(pageAsked('recent', '30 7d dc01')).toEqual({ list: 'recent', args: '7d dc01', offset: 30 });
    for (const wrong of [undefined, 3, '', '-1', '1e9', '15\n7d', ' 15'])
      expect(pageAsked('open', wrong)).toBeUndefined();
  });
});
