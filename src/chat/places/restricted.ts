import type { Alert } from '../../alerts/alert';
import type { Policy } from '../../core/policy';
import type { StateStore } from '../../core/state';
import type { Tx } from '../../core/unit-of-work';
import { laneOf } from '../intents';
import type { Place } from '../ports';
import { channelsFor } from '../routing';
import type { ChannelStore } from '../stores';
import { knownReaders } from './readers';

/** The channel of a place in the form cards are kept by; undefined in a personal chat, where only its person reads. */
export function channelOfPlace({ kind, conversationId }: Pick<Place, 'kind' | 'conversationId'>): string | undefined {
  return kind === 'personal' ? undefined : laneOf(conversationId);
}

/** The alert lives in a restricted channel, and this is another one: nothing of it may be shown here. */
export function isElsewhere({ restricted }: Pick<Alert, 'restricted'>, channel: string | undefined): boolean {
  return restricted !== undefined && channel !== undefined && channel !== restricted.channel;
}

export interface RestrictionParts {
  readonly policy: () => Policy;
  readonly channels: ChannelStore;
  readonly state: StateStore;
  readonly serviceUrl: string;
  /** Object ids of everybody with a role of this bot, as far as groups can be read. */
  readonly roleHolders: () => readonly string[];
}

export interface Restriction {
  /** The alert as it is to be posted: restricted when its subject could read it where it would go, or holds a role here. Drills are about nobody. */
  place(tx: Tx, alert: Alert): Promise<Alert>;
  /** The restricted channel for this alert; undefined when there is none, or its subject is in it too. */
  channelFor(tx: Tx, alert: Alert): Promise<string | undefined>;
  /** Whether the subject is known to read the channel the alert goes to. */
  subjectReads(tx: Tx, alert: Alert): Promise<boolean>;
}

export function createRestriction({ policy, channels, state, serviceUrl, roleHolders }: RestrictionParts): Restriction {
  async function reads(tx: Tx, { principal }: Alert, channel: string): Promise<boolean> {
    return (await knownReaders(tx, state, channel))?.ids.includes(principal.objectId) ?? false;
  }

  async function subjectReads(tx: Tx, alert: Alert): Promise<boolean> {
    for (const { conversationId } of await channelsFor(tx, alert, { policy: policy(), channels, state, serviceUrl })) {
      if (await reads(tx, alert, conversationId)) return true;
    }
    return false;
  }

  async function channelFor(tx: Tx, alert: Alert): Promise<string | undefined> {
    const { restrictedChannel } = policy();
    return restrictedChannel === undefined || (await reads(tx, alert, restrictedChannel))
      ? undefined
      : restrictedChannel;
  }

  return {
    subjectReads,
    channelFor,
    async place(tx, alert) {
      if (alert.drill || alert.restricted !== undefined) return alert;
      const why = roleHolders().includes(alert.principal.objectId)
        ? 'role'
        : (await subjectReads(tx, alert))
          ? 'reader'
          : undefined;
      const channel = why === undefined ? undefined : await channelFor(tx, alert);
      if (why === undefined || channel === undefined) return alert;
      return { ...alert, restricted: { at: alert.updatedAt, why, channel } };
    },
  };
}
