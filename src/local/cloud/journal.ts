import type { Caller } from './bearer';

/** One answered request. */
export interface JournalEntry {
  /** Epoch milliseconds on the emulator's clock. */
  readonly at: number;
  readonly method: string;
  readonly path: string;
  readonly caller: Caller | undefined;
  readonly status: number;
  readonly requestId: string;
  /** The ARM action, e.g. `Microsoft.Authorization/roleAssignments/delete`; undefined where no route matched. */
  readonly action?: string;
  readonly body?: unknown;
}

/** What a test asks an emulator about: every request in order. A request cut off before it was handled is not in it. */
export interface Journal {
  all(): readonly JournalEntry[];
  /** Only what changed something: PUT, PATCH, DELETE, and POSTs that are actions, answered below 300. */
  writes(): readonly JournalEntry[];
  clear(): void;
}

export interface JournalWriter extends Journal {
  add(entry: JournalEntry): void;
}

export function createJournal(): JournalWriter {
  let entries: JournalEntry[] = [];
  return {
    add: (entry) => void entries.push(entry),
    all: () => entries,
    writes: () => entries.filter(isWrite),
    clear: () => {
      entries = [];
    },
  };
}

function isWrite({ method, action, status }: JournalEntry): boolean {
  return method !== 'GET' && action !== undefined && !action.toLowerCase().endsWith('/read') && status < 300;
}
