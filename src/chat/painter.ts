import type { Card } from './ports';

/** A subject's card as it looks now, for the channel (no viewer) or for one person; undefined when the subject is gone. */
export type PaintSubject = (
  subject: string,
  viewerId?: string,
) => Promise<{ readonly card: Card; readonly summary: string } | undefined>;
