import { demoAttack, demoHistory, demoPolicyFile } from '../../../src/local/tenant/demo';
import { machines, people } from '../../../src/local/tenant/people';
import { day, hour } from '../../../src/local/tenant/time';

const now = Date.UTC(2026, 8, 3, 2, 39);
const time = (row: Readonly<Record<string, unknown>>, column: string) => Date.parse(String(row[column]));
const connects = (rows: readonly Readonly<Record<string, unknown>>[]) =>
  rows.filter(
    ({ OperationNameValue: name, ActivityStatusValue: status }) =>
      /SERIALPORTS\/CONNECT/.test(String(name)) && status !== 'Start',
  );

describe('demo history', () => {
  const rows = demoHistory({ now });

  it('reaches ninety days back and is wholly visible', () => {
    expect(Math.min(...rows.map((row) => time(row, 'TimeGenerated')))).toBeLessThan(now - 87 * day);
    expect(rows.filter((row) => time(row, '_IngestionTime') > now)).toEqual([]);
  });

  it('shows Rob on the console about twice a month, always from his own country and hours', () => {
    const robs = connects(rows).filter(({ Caller }) => Caller === people.rob.upn);
    expect(robs.length).toBeGreaterThanOrEqual(3);
    expect(robs.length).toBeLessThanOrEqual(20);
  });

  it('leaves the last day to what the demo stages', () => {
    const late = connects(rows).filter((row) => time(row, 'TimeGenerated') > now - 26 * hour);
    expect(late).toEqual([]);
  });

  it('has sixty people', () => {
    expect(
      new Set(rows.flatMap(({ Caller }) => (String(Caller).includes('@contoso.com') ? [Caller] : []))).size,
    ).toBeGreaterThanOrEqual(50);
  });
});

describe('demo attack', () => {
  const rows = demoAttack({ now });
  const robs = connects(rows).filter(({ Caller }) => Caller === people.rob.upn);

  it('is four consoles in 21 minutes, visible before now, and a fifth that comes later', () => {
    const targets = robs.map(({ _ResourceId }) =>
      String(_ResourceId).replace(/\/providers\/Microsoft\.SerialConsole.*/, ''),
    );
    expect(targets).toEqual([machines.dc01, machines.sql03, machines.web1, machines.web2, machines.sql04]);
    const seen = robs.filter((row) => time(row, '_IngestionTime') <= now);
    expect(seen).toHaveLength(4);
    const spread =
      Math.max(...seen.map((row) => time(row, 'TimeGenerated'))) -
      Math.min(...seen.map((row) => time(row, 'TimeGenerated')));
    expect(Math.round(spread / 60_000)).toBe(21);
  });

  it('comes with an extension before, a disk export after, an expected use and six refused tries', () => {
    const operations = rows.map(({ OperationNameValue }) => String(OperationNameValue));
    expect(operations).toEqual(
      expect.arrayContaining([
        expect.stringContaining('EXTENSIONS/WRITE'),
        expect.stringContaining('DISKS/BEGINGETACCESS'),
      ]),
    );
    expect(connects(rows).filter(({ Caller }) => Caller === people.eva.upn)).toHaveLength(6);
    expect(JSON.stringify(demoPolicyFile)).toContain('nightly console check');
  });
});
