import { type Refusal, refuse } from '../../core/outcome';
import type { LogFailure, LogQuery, LogSource } from '../../detection/ports';

/** The source with an eye on it: how much it answered, what it refused. */
export interface WatchedReading {
  readonly source: LogSource;
  /** The newest refusal, for whoever was only told that it failed. */
  refusal(): Refusal<LogFailure>;
  /** Names of queries that were refused at least once. */
  notRead(): readonly string[];
}

export function watchReading(
  source: LogSource,
  answered: (query: LogQuery, rows: number) => Promise<void>,
): WatchedReading {
  const notRead = new Set<string>();
  let newest: Refusal<LogFailure> | undefined;
  return {
    source: {
      async query(query) {
        const answer = await source.query(query);
        if (answer.ok) await answered(query, answer.value.rows.length);
        else {
          newest = answer;
          notRead.add(query.name);
        }
        return answer;
      },
    },
    refusal: () => newest ?? refuse('unreachable', 'Log Analytics did not answer.'),
    notRead: () => [...notRead].sort(),
  };
}
