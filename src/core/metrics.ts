/** One family of figures. Labels are small closed sets, never ids or text from outside. */
export interface MetricKind {
  readonly kind: 'count' | 'gauge' | 'seconds';
  /** One sentence for `/metrics` and the documents. */
  readonly help: string;
  readonly labels: readonly string[];
}

const count = (help: string, ...labels: readonly string[]): MetricKind => ({ kind: 'count', help, labels });
const gauge = (help: string, ...labels: readonly string[]): MetricKind => ({ kind: 'gauge', help, labels });
const seconds = (help: string, ...labels: readonly string[]): MetricKind => ({ kind: 'seconds', help, labels });

/** Every metric there is, by name without prefix and unit suffix. */
export const metricKinds = {
  polls: count('Polls of the log.', 'outcome'),
  poll: seconds('Time of one poll, queries included.'),
  rows: count('Rows the polls were given; the overlap counts again.'),
  malformed_rows: count('Rows that could not be read and were skipped.'),
  late_rows: count('Rows that became visible more than an hour after their time.'),
  seconds_since_good_poll: gauge('Seconds since the last poll that succeeded, on any instance.'),
  alerts: count('Alerts raised.', 'severity'),
  activities: count('What Teams sent, with a good token.', 'kind', 'outcome'),
  presses: count('Buttons and dialogs.', 'verb', 'outcome'),
  refusals: count('Answers that refused, by their reason.', 'code'),
  answer: seconds('Time from a trusted activity to its answer.', 'kind'),
  http_answers: count('Answers of /api/messages by HTTP status.', 'status'),
  outbox_waiting: gauge('Messages that wait to be delivered.'),
  outbox_oldest_seconds: gauge('Age of the oldest of them.'),
  outbox_undeliverable: gauge('Messages given up.'),
  deliveries: count('Attempts to deliver a message to Teams.', 'kind', 'outcome'),
  delivery: seconds('Time of one attempt, painting included.', 'kind'),
  queries: count('KQL queries.', 'query', 'outcome'),
  query: seconds('Time of one KQL query, retries included.', 'query'),
  azure_calls: count('Requests to Azure, each retry for itself.', 'service', 'outcome'),
  azure_call: seconds('Time of one request.', 'service'),
  heartbeats: count('Calls of HEARTBEAT_URL.', 'outcome'),
  throttles: count('Answers that asked for a pause.', 'service'),
} as const satisfies Readonly<Record<string, MetricKind>>;

export type MetricName = keyof typeof metricKinds;

/** Metrics port; the labels are those of the name's kind. */
export interface Metrics {
  count(name: MetricName, labels?: Readonly<Record<string, string>>, by?: number): void;
  gauge(name: MetricName, value: number, labels?: Readonly<Record<string, string>>): void;
  seconds(name: MetricName, value: number, labels?: Readonly<Record<string, string>>): void;
}

/** For commands and tests that have nobody to show figures to. */
export const noMetrics: Metrics = { count: () => undefined, gauge: () => undefined, seconds: () => undefined };
