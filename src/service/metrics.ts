import { Counter, Gauge, Histogram, Registry } from 'prom-client';
import type { Metrics } from '../core/metrics';

/** Prometheus registry behind the metrics port; names begin with `scw_`. Labels are closed sets, never ids or text from outside. */
export function createMetrics(): Metrics & { text(): Promise<string>; readonly contentType: string } {
  const registry = new Registry();
  const registers = [registry];
  const counters = new Map<string, Counter<string>>();
  const gauges = new Map<string, Gauge<string>>();
  const times = new Map<string, Histogram<string>>();
  const help = (name: string) => name.replaceAll('_', ' ');

  return {
    count(name, labels = {}, by = 1) {
      const counter =
        counters.get(name) ??
        new Counter({ name: `scw_${name}_total`, help: help(name), labelNames: Object.keys(labels), registers });
      counters.set(name, counter);
      counter.inc(labels, by);
    },
    gauge(name, value, labels = {}) {
      const gauge =
        gauges.get(name) ??
        new Gauge({ name: `scw_${name}`, help: help(name), labelNames: Object.keys(labels), registers });
      gauges.set(name, gauge);
      gauge.set(labels, value);
    },
    seconds(name, value, labels = {}) {
      const time =
        times.get(name) ??
        new Histogram({
          name: `scw_${name}_seconds`,
          help: help(name),
          labelNames: Object.keys(labels),
          buckets: [0.005, 0.02, 0.05, 0.2, 0.5, 1, 5, 20, 60],
          registers,
        });
      times.set(name, time);
      time.observe(labels, value);
    },
    text: () => registry.metrics(),
    contentType: registry.contentType,
  };
}
