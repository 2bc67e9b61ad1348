import type { AuditTrail } from '../core/audit';
import type { Clock } from '../core/clock';
import type { Log } from '../core/log';
import type { Policy } from '../core/policy';
import type { Tx, UnitOfWork } from '../core/unit-of-work';
import type { Definitions } from './exposure/definitions';
import type { ConsoleSwitch, Directory, KillSwitch, RbacReader, RbacWriter, ReviewStore, UsageReader } from './ports';
import type { Review } from './review';

/** What happened to a review: chat decides from it which cards to repaint, post or send. */
export type ReviewEvent =
  | 'started'
  | 'proposed'
  | 'changed'
  | 'approval-asked'
  /** Unanswered: ask again, and the next group. */
  | 'approval-repeated'
  | 'voted'
  | 'approved'
  | 'rejected'
  | 'expired'
  | 'applying'
  | 'progress'
  | 'verifying'
  | 'proved'
  | 'unproved'
  | 'failed'
  | 'compensated'
  | 'cancelled'
  | 'superseded'
  | 'task'
  /** The subject used the console after the change took hold. */
  | 'seen-again'
  /** Twenty-four hours are over. */
  | 'watch-closed'
  | 'console-still-off'
  | 'emergency-applied'
  | 'second-signature'
  | 'second-signature-missing';

export interface ReviewDeps {
  readonly reader: RbacReader;
  /** Missing: apply is off and proposals print commands. */
  readonly writer?: RbacWriter;
  readonly directory: Directory;
  readonly usage: UsageReader;
  readonly consoleSwitch: ConsoleSwitch;
  readonly store: ReviewStore;
  readonly uow: UnitOfWork;
  readonly audit: AuditTrail;
  readonly clock: Clock;
  readonly policy: Pick<Policy, 'review' | 'breakGlass'>;
  readonly guards: ReviewGuards;
  readonly ids: {
    /** `R-7`, inside the transaction that inserts it. */
    reviewId(tx: Tx): Promise<string>;
    /** Names this engine in leases; unique per process. */
    readonly instance: string;
    /** True when no other process can work on these reviews: leases of others are then those of the dead. */
    readonly alone?: boolean;
  };
  readonly log: Log;
  /** Called inside the transaction of every state change, with the review as it will be committed. */
  readonly changed?: (tx: Tx, review: Review, event: ReviewEvent) => Promise<void>;
  /** Called inside the transaction in which the kill switch of the chat is thrown or released. */
  readonly killSwitched?: (tx: Tx, state: KillSwitch) => Promise<void>;
  /** Up to when the log is known to be complete, for "no connect since"; epoch milliseconds. */
  readonly logCompleteTo?: () => number | undefined;
  /** Subscriptions whose other holdings are summed up. */
  readonly subscriptions: readonly string[];
  /** False: the engine moves only when `tick` or `resume` is called (tests). Default true. */
  readonly selfDriving?: boolean;
}

export interface ReviewGuards {
  /** Object ids of the reader and writer identities. */
  readonly botObjectIds: readonly string[];
  /** Resolved members of the approver list, asked freshly for each proposal. */
  readonly approvers: readonly string[] | (() => Promise<readonly string[]>);
  readonly breakGlass: readonly string[];
  /** Role GUIDs the writer may assign; default Reader, Power On Off, VM Contributor. */
  readonly mayCreate?: readonly string[];
  /** Role GUIDs the writer may take away; default: any that cannot hand out rights. */
  readonly mayRemove?: readonly string[];
}

export interface Context extends ReviewDeps {
  readonly definitions: Definitions;
}
