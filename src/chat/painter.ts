import type { Alert } from '../alerts/alert';
import type { Committed } from '../core/unit-of-work';
import type { Viewer } from './painting/state';
import type { Card } from './ports';

export interface Painted {
  readonly card: Card;
  /** What the lock screen shows. */
  readonly summary: string;
}

/**
 * A subject's card as it looks now, for everybody (no viewer) or for one person; undefined when the subject is gone. `channel`: where it will stand, without
 * `;messageid=`; what is restricted shows itself as moved in every channel but its own.
 */
export type PaintSubject = (subject: string, viewerId?: string, channel?: string) => Promise<Painted | undefined>;

/** Gathers what a card shows and paints it. */
export interface Painter {
  readonly subject: PaintSubject;
  /** Never inside a transaction: roles may have to be read from Graph. */
  alert(alert: Alert, viewer: Viewer): Promise<Painted>;
  /** The same while the alert's last change reaches the disk; nobody may be shown it before `durable` resolves. */
  alertSoon(alert: Alert, viewer: Viewer): Promise<Committed<Painted>>;
  /** The alert's story as UTC text lines, oldest first: what goes into a ticket. */
  ticket(alert: Alert): Promise<readonly string[]>;
  /** How this person sees cards about that principal. */
  viewerOf(viewerId: string | undefined, subjectId: string): Promise<Viewer>;
}
