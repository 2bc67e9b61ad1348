import type { Alert } from '../alerts/alert';
import type { AlertDesk } from '../alerts/desk';
import type { IncidentDesk } from '../alerts/incidents/incident-desk';
import type { Mute } from '../alerts/mutes/mute';
import type { MuteDesk } from '../alerts/mutes/mute-desk';
import type { Networks } from '../alerts/mutes/networks';
import type { AlertStore } from '../alerts/ports';
import type { Actor } from '../core/access';
import type { AuditTrail } from '../core/audit';
import type { Clock } from '../core/clock';
import type { Log } from '../core/log';
import type { EscalationLevel, Policy } from '../core/policy';
import type { StateStore } from '../core/state';
import type { EagerUnitOfWork, Tx } from '../core/unit-of-work';
import type { LogQuery, ShowQuery, Watched } from '../detection/ports';
import type { RoleLists } from './actors';
import type { Askable } from './askable';
import type { Intents } from './intents';
import type { Painter } from './painter';
import type { Restriction } from './places/restricted';
import type { Trouble } from './places/trouble';
import type { Caller, Incoming, Messenger, Person } from './ports';
import type { ReviewRoom } from './review-room';
import type { CardRefStore, ChannelStore, OutboxStore, PeopleStore, SeenStore } from './stores';
import type { SubscriptionNames } from './words/names';

/** Everything a command or press may use. Built once in the composition root; handlers hold no state of their own. */
export interface ChatRoom {
  readonly uow: EagerUnitOfWork;
  readonly alerts: AlertStore;
  readonly desk: AlertDesk;
  readonly reviews: ReviewRoom;
  /** Mutes asked for or in force, the earliest end first. */
  readonly standingMutes: (tx: Tx, at: number) => Promise<readonly Mute[]>;
  readonly subscriptionNames: () => SubscriptionNames;
  readonly mutes: MuteDesk;
  readonly incidents: IncidentDesk;
  readonly networks: Networks;
  readonly intents: Intents;
  readonly outbox: OutboxStore;
  readonly refs: CardRefStore;
  readonly channels: ChannelStore;
  readonly people: PeopleStore;
  readonly seen: SeenStore;
  readonly state: StateStore;
  readonly audit: AuditTrail;
  readonly messenger: Messenger;
  readonly painter: Painter;
  readonly actorOf: (caller: Caller) => Promise<Actor>;
  readonly lists: RoleLists;
  readonly policy: () => Policy;
  readonly levels: () => readonly EscalationLevel[];
  readonly mentionsOf: (tx: Tx, level: EscalationLevel | undefined) => Promise<readonly Person[]>;
  /** Everybody who may hold an alert, groups included as far as they can be read. */
  readonly responders: () => Promise<readonly Person[]>;
  /** Posts alerts that had no channel so far. */
  readonly postPending: (tx: Tx, at: number) => Promise<number>;
  /** A channel is gone for the bot: what lived there goes on elsewhere. */
  readonly leaveChannel: (tx: Tx, conversationId: string, trouble: Trouble) => Promise<void>;
  readonly restriction: Pick<Restriction, 'channelFor'>;
  /** Whom a question about an alert can be put to. */
  readonly askable: Askable;
  /** Queries as they are sent, for those who want to see one. */
  readonly showQuery: ShowQuery;
  /** The poll's query, over the time in which the alert was found. */
  readonly foundBy: (alert: Alert) => LogQuery;
  /** What the poller sees of the log now. */
  readonly watched: (tx: Tx) => Promise<Watched>;
  readonly health: () => Promise<readonly HealthLine[]>;
  readonly clock: Clock;
  readonly log: Log;
  /** Something was committed that the outbox should look at. */
  readonly kick: () => void;
}

export interface HealthLine {
  readonly name: string;
  readonly state: 'good' | 'warning' | 'bad' | 'unknown';
  readonly says: string;
}

/** One request on its way through a handler. */
export interface Ask<I extends Incoming = Incoming> {
  readonly room: ChatRoom;
  readonly incoming: I;
  readonly actor: Actor;
  /** Epoch milliseconds: the one time this request uses for everything it writes. */
  readonly now: number;
}

/** The principal an alert is about: what `may` needs to keep people from their own case. */
export function caseOf(alert: Alert): { readonly subjectId: string } {
  return { subjectId: alert.principal.objectId };
}
