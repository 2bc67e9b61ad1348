/**
 * The rows as both databases hold them: text ids, epoch milliseconds and counts as bigint, truth as 0 or 1, documents as JSON text.
 * What a port asks for by value has a column of its own; the rest of a thing lives in its document.
 */
export interface Tables {
  readonly schema_version: { readonly version: number };
  readonly leases: LeaseRow;
  readonly counters: { readonly name: string; readonly value: number };
  readonly state: { readonly key: string; readonly version: number; readonly value: string };
  readonly audit: AuditRow;
  readonly alerts: AlertRow;
  readonly alert_sessions: { readonly session_id: string; readonly alert_id: string };
  readonly outbox: OutboxRow;
  readonly outbox_sends: { readonly conversation: string; readonly at: number };
  readonly card_refs: CardRefRow;
  readonly channels: ChannelRow;
  readonly people: PersonRow;
  readonly seen: { readonly activity_key: string; readonly answer: string; readonly at: number };
  readonly reviews: ReviewRow;
  readonly review_changes: { readonly review_id: string; readonly step_id: string; readonly at: number };
  readonly mutes: StandingRow;
  readonly incidents: StandingRow;
  readonly baseline_documents: { readonly key: string; readonly value: string; readonly expires_at: number | null };
  readonly baseline_records: BaselineRecordRow;
  readonly baseline_links: { readonly kind: string; readonly link: string; readonly at: number; readonly id: string };
}

export interface LeaseRow {
  readonly name: string;
  readonly holder: string;
  /** Raised by every take-over. */
  readonly token: number;
  /** By the database's clock. */
  readonly held_until: number;
}

export interface AuditRow {
  readonly sequence: number;
  readonly at: number;
  readonly actor: string;
  readonly verb: string;
  readonly subject: string;
  readonly result: string;
  readonly message_id: string | null;
  readonly details: string | null;
  readonly previous_hash: string;
  readonly hash: string;
}

export interface AlertRow {
  readonly id: string;
  readonly version: number;
  readonly status: string;
  /** Rank, so that a floor is one comparison. */
  readonly severity: number;
  readonly principal_id: string;
  readonly holder_id: string | null;
  readonly last_session_at: number;
  readonly updated_at: number;
  readonly due_at: number | null;
  readonly document: string;
}

export interface OutboxRow {
  readonly id: string;
  /** Order of adding. */
  readonly position: number;
  readonly lane: string;
  readonly subject: string;
  readonly created_at: number;
  readonly due_at: number;
  readonly attempts: number;
  readonly generation: number;
  /** 0 = not claimed. */
  readonly claimed_until: number;
  readonly buried_at: number | null;
  readonly problem: string | null;
  readonly delivery: string;
}

export interface CardRefRow {
  readonly conversation_id: string;
  readonly activity_id: string;
  readonly position: number;
  readonly subject: string;
  readonly service_url: string;
  readonly opens_thread: number;
  readonly posted_at: number;
  readonly person_of: string | null;
  readonly painted: string | null;
}

export interface ChannelRow {
  readonly conversation_id: string;
  readonly subscribed_at: number;
  readonly document: string;
}

export interface PersonRow {
  readonly object_id: string;
  readonly name: string;
  readonly service_url: string;
  readonly mri: string | null;
  readonly personal_conversation_id: string | null;
  readonly seen_at: number;
}

export interface ReviewRow {
  readonly id: string;
  /** Order of creation. */
  readonly position: number;
  readonly version: number;
  readonly state: string;
  readonly open: number;
  readonly alert_id: string | null;
  readonly due_at: number | null;
  readonly updated_at: number;
  readonly subject_id: string | null;
  readonly kind: string | null;
  readonly applied_at: number | null;
  readonly document: string;
}

/** A mute or an incident: something that stands until its end. */
export interface StandingRow {
  readonly id: string;
  readonly version: number;
  readonly state: string;
  readonly until_at: number;
  readonly updated_at: number;
  readonly document: string;
}

export interface BaselineRecordRow {
  readonly kind: string;
  readonly id: string;
  readonly at: number;
  readonly due_at: number | null;
  /** JSON list: what to take out of `baseline_links` again. */
  readonly links: string;
  readonly value: string;
}
