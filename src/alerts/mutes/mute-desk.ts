import type { AuditTrail } from '../../core/audit';
import { fullStop } from '../../core/full-stop';
import { done, type Outcome, type Refusal, refuse } from '../../core/outcome';
import type { Tx } from '../../core/unit-of-work';
import type { Stamp } from '../alert';
import type { AlertStore } from '../ports';
import { createStandingDesk } from '../standing-desk';
import { longestHours, type Mute, type MuteScope, needsSecondPerson } from './mute';
import type { Networks } from './networks';
import type { MuteStore } from './ports';
import { previewMute } from './preview';

export type MuteRefusal =
  | 'no-scope'
  | 'too-wide'
  | 'too-long'
  | 'text-missing'
  | 'own-case'
  | 'hides-malicious'
  | 'unknown-mute'
  | 'not-yours'
  | 'same-person'
  | 'over'
  | 'outrun';

export interface MuteWish {
  readonly scope: MuteScope;
  readonly hours: number;
  readonly reason: string;
  readonly by: Stamp;
  readonly alertId?: string;
}

export interface MuteDeskParts {
  readonly store: MuteStore;
  readonly alerts: Pick<AlertStore, 'list'>;
  readonly audit: Pick<AuditTrail, 'append' | 'holds'>;
  readonly nextId: (tx: Tx) => Promise<string>;
  readonly networks: Networks;
  /** Runs in the same transaction once a mute came into force or ended: alerts fall silent or speak again, and chat tells. */
  readonly changed: (tx: Tx, mute: Mute, at: number) => Promise<void>;
}

/** Everything that happens to mutes: previewed, asked, confirmed by a second person, lifted. Refusals are audited like the rest. */
export interface MuteDesk {
  /** A draft with its preview; nothing is hidden yet. */
  preview(tx: Tx, wish: MuteWish, messageId?: string): Promise<Outcome<Mute, MuteRefusal>>;
  /** The next step: its requester puts a narrow draft in force or asks for a second person, who puts it in force. */
  confirm(tx: Tx, id: string, by: Stamp, messageId?: string): Promise<Outcome<Mute, MuteRefusal>>;
  /** Takes a request back, rejects it, or lifts what is in force. */
  end(tx: Tx, id: string, by: Stamp, messageId?: string): Promise<Outcome<Mute, MuteRefusal>>;
  get(tx: Tx, id: string): Promise<Mute | undefined>;
  standing(tx: Tx, now: number): Promise<readonly Mute[]>;
}

const hourMs = 3_600_000;
/** A request nobody answers is void after a day: its preview no longer says what it hides. */
const requestMs = 24 * hourMs;

export function createMuteDesk(parts: MuteDeskParts): MuteDesk {
  const { store, alerts, audit, nextId, networks, changed } = parts;

  const desk = createStandingDesk<Mute, MuteRefusal>({
    store,
    audit,
    changed,
    details: detailsOf,
    unknown: unknownMute,
  });

  async function inForce(tx: Tx, mute: Mute, by: Stamp): Promise<Outcome<Mute, MuteRefusal>> {
    const confirmer = mute.state === 'asked' ? { confirmer: by } : {};
    // Looked at again: somebody may have judged one of them malicious since.
    const preview = await previewMute(tx, alerts, { ...mute, ...confirmer }, { networks, now: by.at });
    if (!preview.ok) return preview;
    const until = by.at + mute.hours * hourMs;
    return done({ ...mute, ...confirmer, state: 'active', from: by.at, until, preview: preview.value });
  }

  return {
    get: (tx, id) => store.get(tx, id),
    standing: (tx, now) => store.standing(tx, now),

    async preview(tx, wish, messageId) {
      const { by, scope, hours, reason, alertId } = wish;
      const wrong = mistakeIn(wish, networks);
      const preview = wrong ?? (await previewMute(tx, alerts, { scope, requester: by }, { networks, now: by.at }));
      if (!preview.ok) {
        await desk.record(tx, { verb: 'mute-preview', subject: alertId ?? 'mute', by, messageId }, preview.reason);
        return preview;
      }
      const mute: Mute = {
        id: await nextId(tx),
        version: 1,
        state: 'draft',
        scope,
        hours,
        reason: reason.trim(),
        requester: by,
        ...(alertId === undefined ? {} : { alertId }),
        preview: preview.value,
        until: by.at + requestMs,
        updatedAt: by.at,
      };
      await store.insert(tx, mute);
      await desk.record(tx, { verb: 'mute-preview', subject: mute.id, by, messageId }, 'done', mute);
      return done(mute);
    },

    confirm: (tx, id, by, messageId) =>
      desk.move(tx, { verb: 'mute', subject: id, by, messageId }, (mute) => {
        if (mute.state !== 'draft' && mute.state !== 'asked') return over(mute);
        if (by.at >= mute.until) return refuse('over', `${id} was asked more than a day ago.`, 'Ask for it anew.');
        if (mute.state === 'draft' && mute.requester.objectId !== by.objectId)
          return refuse(
            'not-yours',
            fullStop(`${id} is a draft of ${mute.requester.name}`),
            'They decide whether to ask for it.',
          );
        if (mute.state === 'draft' && needsSecondPerson(mute)) return done({ ...mute, state: 'asked' });
        if (mute.state === 'asked' && mute.requester.objectId === by.objectId)
          return refuse('same-person', `You asked for ${id}: somebody else confirms it.`, 'Ask another responder.');
        if (mute.scope.principal?.objectId === by.objectId)
          return refuse('own-case', `${id} would hide your own sessions.`, 'Ask another responder.');
        return inForce(tx, mute, by);
      }),

    end: (tx, id, by, messageId) =>
      desk.move(tx, { verb: 'unmute', subject: id, by, messageId }, (mute) => {
        if (mute.state === 'draft' && mute.requester.objectId !== by.objectId)
          return refuse('not-yours', fullStop(`${id} is a draft of ${mute.requester.name}`));
        if (mute.state === 'lifted' || mute.state === 'withdrawn' || by.at >= mute.until) return over(mute);
        return done({ ...mute, state: mute.state === 'active' ? 'lifted' : 'withdrawn', ended: by });
      }),
  };
}

function mistakeIn({ scope, hours, reason, by }: MuteWish, networks: Networks): Refusal<MuteRefusal> | undefined {
  const { principal, machine, network } = scope;
  if (principal === undefined && machine === undefined && network === undefined)
    return refuse('no-scope', 'A mute names a principal, a machine or a network.');
  if (principal?.objectId === by.objectId)
    return refuse('own-case', 'Nobody mutes alerts about themselves.', 'Ask another responder.');
  if (reason.trim() === '') return refuse('text-missing', 'A mute needs a reason.', 'End it with “because …”.');
  if (network !== undefined && networks.read(network)?.wide !== false)
    return refuse('too-wide', `${network} is too wide to be muted.`, 'Name at most a /16, or a /32 of IPv6.');
  if (!Number.isInteger(hours) || hours < 1 || hours > longestHours)
    return refuse(
      'too-long',
      `A mute holds between 1 hour and ${longestHours / 24} days.`,
      'What is expected for longer belongs into the policy file.',
    );
  return undefined;
}

function over(mute: Mute): Refusal<MuteRefusal> {
  const words = {
    draft: 'is void',
    asked: 'is void',
    active: 'is in force',
    withdrawn: 'was withdrawn',
    lifted: 'was lifted',
  };
  const { ended } = mute;
  return refuse(
    'over',
    fullStop(`${mute.id} ${words[mute.state]} already${ended === undefined ? '' : `, by ${ended.name}`}`),
  );
}

export function unknownMute(id: string): Refusal<'unknown-mute'> {
  return refuse('unknown-mute', `There is no mute ${id}.`, '`mutes` lists what is there.');
}

function detailsOf({ state, scope, hours, until }: Mute): Record<string, string | number> {
  const { principal, machine, network } = scope;
  return {
    state,
    hours,
    until,
    ...(principal === undefined ? {} : { principal: principal.objectId }),
    ...(machine === undefined ? {} : { machine }),
    ...(network === undefined ? {} : { network }),
  };
}
