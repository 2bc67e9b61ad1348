/** Metrics port. Names in snake_case without prefix or unit suffix; labels are small closed sets. */
export interface Metrics {
  count(name: string, labels?: Readonly<Record<string, string>>, by?: number): void;
  gauge(name: string, value: number, labels?: Readonly<Record<string, string>>): void;
  seconds(name: string, value: number, labels?: Readonly<Record<string, string>>): void;
}
