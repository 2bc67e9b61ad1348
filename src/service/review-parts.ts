import { randomUUID } from 'node:crypto';
import type { AlertDesk } from '../alerts/desk';
import { createAnnounceKillSwitch } from '../chat/announce-kill-switch';
import { createAnnounceReview } from '../chat/announce-review';
import type { Calling } from '../chat/calling';
import type { Intents } from '../chat/intents';
import type { Person } from '../chat/ports';
import { describeError } from '../core/log';
import type { EscalationLevel } from '../core/policy';
import type { Tx } from '../core/unit-of-work';
import { roles } from '../review/access/well-known-roles';
import { createReviews, type Reviews } from '../review/create-reviews';
import { usageFromLog } from '../review/exposure/usage-reader';
import { curatedRoles } from '../review/proposal/facts';
import type { ServiceParts } from './parts';

export interface ReviewParts extends ServiceParts {
  readonly intents: Intents;
  readonly desk: () => AlertDesk;
  /** Who is asked. */
  readonly approvers: () => readonly Person[];
  /** Whose access no review may touch. */
  readonly allApprovers: () => readonly Person[];
  readonly levels: () => readonly EscalationLevel[];
  readonly mentionsOf: (tx: Tx, level: EscalationLevel | undefined) => Promise<readonly Person[]>;
  readonly calling: Calling;
  readonly logCompleteTo: () => number | undefined;
  readonly kick: () => void;
}

/** The review engine over Azure and the store; what changes is told in chat within the same transaction. */
export async function buildReviews(parts: ReviewParts): Promise<Reviews> {
  const { config, policy, store, azure, roster, clock, log, approvers } = parts;
  const botObjectIds = await azure.ownIds().catch((error: unknown) => {
    log.warn(
      describeError(error),
      'the bot cannot read its own identities yet: nothing is applied until a restart can',
    );
    return undefined;
  });
  // Without knowing itself the bot might take its own rights away, so the writer stays out.
  const writer = botObjectIds === undefined ? undefined : azure.writer;
  return createReviews({
    reader: azure.reader,
    ...(writer === undefined ? {} : { writer }),
    directory: azure.directory,
    usage: usageFromLog((query) => azure.source.query(query)),
    consoleSwitch: azure.consoleSwitch,
    store: store.reviews,
    uow: store.uow,
    audit: store.audit,
    clock,
    policy: {
      get review() {
        return policy().review;
      },
      get breakGlass() {
        return policy().breakGlass;
      },
    },
    guards: {
      ...(config.azure.writerRestoresContributor ? { mayCreate: [...curatedRoles, roles.contributor] } : {}),
      botObjectIds: botObjectIds ?? [],
      approvers: async () => parts.allApprovers().map(({ objectId }) => objectId),
      get breakGlass() {
        return policy().breakGlass;
      },
    },
    ids: { reviewId: (tx) => store.ids.next(tx, 'R'), instance: randomUUID(), alone: config.store.kind !== 'postgres' },
    log,
    subscriptions: config.azure.subscriptions,
    logCompleteTo: parts.logCompleteTo,
    killSwitched: createAnnounceKillSwitch({
      intents: parts.intents,
      channels: store.channels,
      reviews: store.reviews,
      kick: parts.kick,
    }),
    changed: createAnnounceReview({
      intents: parts.intents,
      refs: store.cards,
      desk: parts.desk,
      approvers,
      levels: parts.levels,
      mentionsOf: parts.mentionsOf,
      calling: parts.calling,
      secondApprovers: () => roster.everyoneIn(policy().review.secondApprovers),
      clock,
      kick: parts.kick,
    }),
  });
}
