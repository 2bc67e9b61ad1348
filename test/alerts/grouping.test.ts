import { growAlert, joins, openAlert } from '../../src/alerts/grouping';
import { honestOf, reasonsOf, targetsOf } from '../../src/alerts/summary';
import { defaultPolicy } from '../../src/core/policy';
import { finding, rob, start } from '../support/findings';

const hours = (count: number) => count * 60;
const opened = () => openAlert('A-1', finding(), start, []);

describe('Grouping into one alert', () => {
  it.each([
    ['within the gap', { minutes: hours(4) }, true],
    ['after the gap', { minutes: hours(4) + 1 }, false],
    ['late, before the first session', { minutes: -hours(4) }, true],
    ['another person', { minutes: 1, principal: { ...rob, objectId: 'somebody-else' } }, false],
  ])('%s', (_name, wish, expected) => {
    expect(joins(opened(), finding(wish), defaultPolicy.grouping)).toBe(expected);
  });

  it('ends after a day even when sessions keep coming', () => {
    let alert = opened();
    for (let hour = 3; hour <= 24; hour += 3) {
      const next = finding({ minutes: hours(hour) });
      expect(joins(alert, next, defaultPolicy.grouping)).toBe(true);
      alert = growAlert(alert, next, start);
    }
    expect(joins(alert, finding({ minutes: hours(25) }), defaultPolicy.grouping)).toBe(false);
  });

  it('grows: machines, score and severity rise, and the rise says why', () => {
    const reasons = [{ code: 'many-machines', points: 40, text: '4 machines in 21 minutes' }];
    const grown = growAlert(
      opened(),
      finding({ minutes: 10, machine: 'sql03', severity: 'critical', score: 95, reasons }),
      start,
    );
    expect(grown).toMatchObject({ severity: 'critical', score: 95, version: 2 });
    expect(grown.rises).toEqual([{ at: start, from: 'high', to: 'critical', why: '4 machines in 21 minutes' }]);
    expect(targetsOf(grown)).toHaveLength(2);
    expect(reasonsOf(grown)[0]?.code).toBe('many-machines');
  });

  it('never falls, and a weaker second session does not soften the first', () => {
    const grown = growAlert(opened(), finding({ minutes: 5, severity: 'low', score: 10, honest: ['expected'] }), start);
    expect(grown).toMatchObject({ severity: 'high', score: 70 });
    expect(honestOf(grown)).toEqual([]);
  });

  it('is the very same object when a poll brings nothing new', () => {
    const alert = opened();
    expect(growAlert(alert, finding(), start + 60_000)).toBe(alert);
  });

  describe('Live count on the grouped card', () => {
    it('re-scores a session in place and counts it once', () => {
      const grown = growAlert(opened(), finding({ severity: 'critical', score: 90 }), start);
      expect(grown.findings).toHaveLength(1);
      expect(grown.severity).toBe('critical');
    });
  });

  it('is kept quietly until it reaches medium, and is given to the channel from then on', () => {
    const quiet = openAlert('A-1', finding({ severity: 'low' }), start, []);
    expect(quiet.postedAt).toBeUndefined();
    expect(growAlert(quiet, finding({ minutes: 5, severity: 'medium' }), start + 1).postedAt).toBe(start + 1);
  });
});
