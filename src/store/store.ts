import type { IncidentStore } from '../alerts/incidents/ports';
import type { MuteStore } from '../alerts/mutes/ports';
import { standingMutes } from '../alerts/mutes/ports';
import type { AlertStore } from '../alerts/ports';
import type { CardRefStore, ChannelStore, OutboxStore, PeopleStore, SeenStore } from '../chat/stores';
import type { AuditTrail } from '../core/audit';
import type { Ids } from '../core/ids';
import type { Lease } from '../core/lease';
import type { StateStore } from '../core/state';
import type { EagerUnitOfWork, Tx } from '../core/unit-of-work';
import type { BaselineStore } from '../detection/store-ports';
import type { ReviewStore } from '../review/ports';
import { storedAlerts } from './alert-store';
import { storedAuditTrail } from './audit-trail';
import { storedBaseline } from './baseline-store';
import { storedCardRefs } from './card-refs';
import { storedChannels } from './channels';
import { storedIds } from './counters';
import { storedOutbox } from './outbox';
import { storedPeople } from './people';
import { type Forgotten, forgetBefore } from './retention';
import { storedReviews } from './review-store';
import { storedSeen } from './seen';
import { storedStanding } from './standing-store';
import { storedState } from './state-store';

/** Every repository. They share the caller's transaction; `uow` begins one. */
export interface Repositories {
  readonly ids: Ids;
  readonly state: StateStore;
  readonly audit: AuditTrail;
  readonly alerts: AlertStore;
  readonly mutes: MuteStore;
  readonly incidents: IncidentStore;
  readonly outbox: OutboxStore;
  readonly cards: CardRefStore;
  readonly channels: ChannelStore;
  readonly people: PeopleStore;
  readonly seen: SeenStore;
  readonly reviews: ReviewStore;
  readonly baseline: BaselineStore;
  readonly forgetBefore: (tx: Tx, at: number) => Promise<Forgotten>;
}

export interface Store extends Repositories {
  readonly uow: EagerUnitOfWork;
  /** Who of several instances does what only one may do. */
  readonly lease: Lease;
  /** Where it is, for people: file or server, without secrets. */
  readonly place: string;
  /** Rejects when the store can no longer be read. */
  check(): Promise<void>;
  /** Waits for running transactions, then gives up the lock. Nothing may be asked afterwards. */
  close(): Promise<void>;
}

/** The repositories hold nothing themselves: the database is behind each transaction. */
export function repositories(): Repositories {
  return {
    ids: storedIds(),
    state: storedState(),
    audit: storedAuditTrail(),
    alerts: storedAlerts(),
    mutes: storedStanding('mutes', standingMutes),
    incidents: storedStanding('incidents'),
    outbox: storedOutbox(),
    cards: storedCardRefs(),
    channels: storedChannels(),
    people: storedPeople(),
    seen: storedSeen(),
    reviews: storedReviews(),
    baseline: storedBaseline(),
    forgetBefore,
  };
}
