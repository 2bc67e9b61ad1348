import type { FindingSink } from '../../detection/ports';
import type { AlertStore } from '../ports';

/** What learning asks about a session: was it under a mute? Every finding is kept in some alert, the quiet ones too. */
export function mutedSessions(store: Pick<AlertStore, 'bySession'>): NonNullable<FindingSink['isMuted']> {
  return async (tx, sessionId) => (await store.bySession(tx, sessionId))?.mutedSessions?.includes(sessionId) ?? false;
}
