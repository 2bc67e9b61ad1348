import { Counter, Gauge, Histogram, Registry } from 'prom-client';
import { type MetricKind, type MetricName, type Metrics, metricKinds } from '../core/metrics';

/** A poll or a query may take a minute; a press is answered in milliseconds. */
const buckets = [0.005, 0.02, 0.05, 0.2, 0.5, 1, 5, 20, 60];

/** The name under which Prometheus finds a metric. */
export function exposedName(name: MetricName): string {
  const { kind } = metricKinds[name];
  return kind === 'count' ? `scw_${name}_total` : kind === 'seconds' ? `scw_${name}_seconds` : `scw_${name}`;
}

/** Prometheus registry behind the metrics port. Every family is there from the start, so that an alert rule never waits for a first event. */
export function createMetrics(): Metrics & { text(): Promise<string>; readonly contentType: string } {
  const registry = new Registry();
  const counters = new Map<MetricName, Counter<string>>();
  const gauges = new Map<MetricName, Gauge<string>>();
  const times = new Map<MetricName, Histogram<string>>();
  for (const name of Object.keys(metricKinds) as MetricName[]) {
    const { kind, help, labels }: MetricKind = metricKinds[name];
    const described = { name: exposedName(name), help, labelNames: [...labels], registers: [registry] };
    if (kind === 'count') counters.set(name, new Counter(described));
    else if (kind === 'gauge') gauges.set(name, new Gauge(described));
    else times.set(name, new Histogram({ ...described, buckets }));
  }
  return {
    count: (name, labels = {}, by = 1) => counters.get(name)?.inc(labels, by),
    gauge: (name, value, labels = {}) => gauges.get(name)?.set(labels, value),
    seconds: (name, value, labels = {}) => times.get(name)?.observe(labels, value),
    text: () => registry.metrics(),
    contentType: registry.contentType,
  };
}
