import type { Mute } from '../../../src/alerts/mutes/mute';
import { at, mia, rob, vm } from './an-alert';

/** An active mute of Rob on web1, previewed over three alerts. */
export function aMute(more: Partial<Mute> = {}): Mute {
  return {
    id: 'M-3',
    version: 2,
    state: 'active',
    scope: {
      principal: { objectId: rob.objectId, name: rob.displayName },
      machine: vm('web1'),
      network: '198.51.100.0/24',
    },
    hours: 24,
    reason: 'fstab repair, change 4711',
    requester: { objectId: mia.objectId, name: 'Mia M.', at: at('01:00') },
    preview: {
      hidden: { medium: 2, high: 1 },
      examples: ['A-9', 'A-4', 'A-2'],
      partly: 1,
      lowSessions: 4,
      piercing: 1,
      whole: true,
    },
    until: at('04:00'),
    updatedAt: at('01:00'),
    ...more,
  };
}
