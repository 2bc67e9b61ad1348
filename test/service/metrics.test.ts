import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type MetricName, metricKinds } from '../../src/core/metrics';
import { createMetrics, exposedName } from '../../src/service/metrics';
import { infra } from '../infra/template';

const names = Object.keys(metricKinds) as MetricName[];
const familiesOf = (text: string) => [...text.matchAll(/^# TYPE (\S+) \S+$/gm)].map(([, name]) => name ?? '');

describe('the metrics', () => {
  it('are all there before anything has happened', async () => {
    expect(familiesOf(await createMetrics().text()).sort()).toEqual(names.map(exposedName).sort());
  });

  it('count, stand and take time under their labels', async () => {
    const metrics = createMetrics();
    metrics.count('alerts', { severity: 'high' });
    metrics.count('alerts', { severity: 'high' });
    metrics.gauge('outbox_waiting', 3);
    metrics.seconds('answer', 0.03, { kind: 'press' });
    const text = await metrics.text();
    expect(text).toContain('scw_alerts_total{severity="high"} 2');
    expect(text).toContain('scw_outbox_waiting 3');
    expect(text).toContain('scw_answer_seconds_bucket{le="0.05",kind="press"} 1');
  });

  it('refuse a label that their kind does not know', () => {
    expect(() => createMetrics().count('polls', { principal: 'rob' })).toThrow(/label/i);
  });
});

describe('the alert rules', () => {
  const rules = readFileSync(join(infra, 'alerts', 'prometheus.yml'), 'utf8');
  const expressions = [...rules.matchAll(/^\s+expr: (.*)$/gm)].map(([, expression]) => expression ?? '');
  const samples = new Map<string, readonly string[]>(
    names.flatMap((name) => {
      const { kind, labels } = metricKinds[name];
      const parts = kind === 'seconds' ? ['_bucket', '_sum', '_count'] : [''];
      return parts.map(
        (part) => [`${exposedName(name)}${part}`, part === '_bucket' ? [...labels, 'le'] : labels] as const,
      );
    }),
  );

  it('ask only for metrics that exist', () => {
    const asked = expressions.flatMap((expression) => expression.match(/scw_[a-z_]+/g) ?? []);
    expect(asked.length).toBeGreaterThanOrEqual(expressions.length);
    expect(asked.filter((name) => !samples.has(name))).toEqual([]);
  });

  it('select only by labels those metrics have', () => {
    const selected = expressions.flatMap((expression) =>
      [...expression.matchAll(/(scw_[a-z_]+)\{(\w+)(?:=~|=)/g)].map(([, name = '', label = '']) => ({ name, label })),
    );
    expect(selected.length).toBeGreaterThan(3);
    for (const { name, label } of selected) expect(samples.get(name)).toContain(label);
  });

  it('say what is wrong and what to do, each', () => {
    const count = (pattern: RegExp) => (rules.match(pattern) ?? []).length;
    expect(expressions.length).toBeGreaterThan(5);
    expect(count(/^ {6}- alert: \w+$/gm)).toBe(expressions.length);
    expect(count(/^ {10}summary: .+$/gm)).toBe(expressions.length);
    expect(count(/^ {10}remedy: .+$/gm)).toBe(expressions.length);
    expect(count(/severity: (?:page|ticket) \}$/gm)).toBe(expressions.length);
  });
});
