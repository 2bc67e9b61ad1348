import type { MorningDutyParts } from '../chat/morning-duty';
import type { Tx } from '../core/unit-of-work';
import type { Watched } from '../detection/ports';
import { countUses, mostUses, readWatched } from '../detection/watched';
import type { ServiceParts } from './parts';

/** What the poller saw, as chat asks for it. */
export interface Watch extends Pick<MorningDutyParts, 'usesBetween'> {
  readonly watched: (tx: Tx) => Promise<Watched>;
}

export function buildWatch({ store, config }: Pick<ServiceParts, 'store' | 'config'>): Watch {
  return {
    watched: (tx) => readWatched(store.baseline, tx, config.azure.subscriptions),
    async usesBetween(tx, from, to) {
      const uses = await countUses(store.baseline, tx, from, to);
      return { uses, more: uses >= mostUses };
    },
  };
}
