import { silentLog } from '../../core/log';
import { done, type Outcome } from '../../core/outcome';
import { instant } from '../../detection/decode/values';
import { latenessMs } from '../../detection/poll/config';
import { decodeRows } from '../../detection/poll/decode-rows';
import type { LogFailure, LogQuery, LogRow, LogSource } from '../../detection/ports';
import { readQuery } from '../../detection/queries';
import { contextCache, isContext, type Span } from './context-cache';

const day = 86_400_000;

/** What one pipeline still has to see; each reads the same slices at its own pace. */
export interface PastView extends LogSource {
  /** When the next console row becomes visible; undefined when all of the slice were handed out. */
  nextVisible(): number | undefined;
  hasLifeRows(): boolean;
}

/**
 * A stretch of the workspace's past as a log to poll: whole slices are read by the shipped queries, and each poll is answered with the rows that
 * had become visible by then.
 */
export interface PastLog {
  view(): PastView;
  /** Reads the next slice; `principals` are those whose sign-ins are part of ordinary life. A refusal leaves everything as it was. */
  load(slice: Span, principals: readonly string[]): Promise<Outcome<void, LogFailure>>;
}

interface Queue {
  readonly console: LogRow[];
  readonly life: LogRow[];
  readonly signInLife: LogRow[];
}

export function createPastLog(source: LogSource): PastLog {
  const queues: Queue[] = [];
  let context: ReturnType<typeof contextCache> | undefined;

  async function read(name: 'console' | 'life' | 'signin-life', { from, to }: Span, list?: readonly string[]) {
    const since = from - latenessMs;
    return source.query({
      name,
      text: readQuery(name),
      parameters: {
        since: { datetime: since },
        watermark: { datetime: from },
        cutoff: { datetime: to },
        ...(list === undefined ? {} : { principals: list }),
      },
      timespan: { from: since, to },
    });
  }

  return {
    view() {
      const queue: Queue = { console: [], life: [], signInLife: [] };
      queues.push(queue);
      return {
        nextVisible: () => queue.console.map(visibleAt).reduce<number | undefined>(least, undefined),
        hasLifeRows: () => queue.life.length + queue.signInLife.length > 0,
        query: async (query) => {
          if (isContext(query.name)) return context?.answer(query.name, query) ?? done({ rows: [] });
          return done({ rows: taken(queue, query) });
        },
      };
    },
    async load(slice, principals) {
      const console = await read('console', slice);
      if (!console.ok) return console;
      const life = await read('life', slice);
      if (!life.ok) return life;
      const signIns = principals.length === 0 ? done({ rows: [] }) : await read('signin-life', slice, principals);
      context = contextCache(source, slice);
      const { people, addresses } = concerned(console.value.rows);
      if (people.length > 0)
        for (const name of ['signins', 'activity', 'risk', 'identity'] as const) await context.load(name, people);
      if (addresses.length > 0) await context.load('threat', addresses);
      for (const queue of queues) {
        queue.console.push(...console.value.rows);
        queue.life.push(...life.value.rows);
        // Sign-in tables are optional: without them the baseline knows less, and that is all.
        if (signIns.ok) queue.signInLife.push(...signIns.value.rows);
      }
      return done(undefined);
    },
  };
}

const visibleAt = (row: LogRow): number => instant(row, 'VisibleAt') ?? 0;

const least = (a: number | undefined, b: number): number => (a === undefined ? b : Math.min(a, b));

/** Whom and where the console use of a slice is about, in the spelling the poller asks for. */
function concerned(rows: readonly LogRow[]) {
  const used = decodeRows(rows, silentLog).events.filter(({ kind }) => kind === 'connect');
  const people = used.flatMap(({ facts: { objectId, name } }) => [objectId, name?.toLowerCase()]);
  const addresses = used.flatMap(({ ip, facts: { tokenIp } }) => [ip, tokenIp]);
  return { people: given(people), addresses: given(addresses) };
}

const given = (all: readonly (string | undefined)[]) =>
  [...new Set(all.filter((one): one is string => one !== undefined))].sort();

/** Hands out what is due, once. */
function taken(queue: Queue, { name, parameters, timespan }: LogQuery): readonly LogRow[] {
  const time = (of: 'since' | 'cutoff') => {
    const value = parameters[of];
    return typeof value === 'object' && 'datetime' in value ? value.datetime : timespan.to;
  };
  switch (name) {
    case 'console':
      return take(queue.console, (row) => visibleAt(row) <= time('cutoff')).filter(
        (row) => (instant(row, 'TimeGenerated') ?? 0) > time('since'),
      );
    // A day's life is told when the day is over: it counts from the next day on anyway.
    case 'life':
      return take(queue.life, (row) => (instant(row, 'Day') ?? 0) + day <= time('cutoff'));
    case 'signin-life':
      return take(queue.signInLife, (row) => (instant(row, 'Day') ?? 0) + day <= time('cutoff'));
    default:
      throw new Error(`a back-test has no rows for the query ${name}`);
  }
}

function take(rows: LogRow[], isDue: (row: LogRow) => boolean): readonly LogRow[] {
  const due = rows.filter(isDue);
  if (due.length > 0) rows.splice(0, rows.length, ...rows.filter((row) => !isDue(row)));
  return due;
}
