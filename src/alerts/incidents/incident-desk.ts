import type { AuditTrail } from '../../core/audit';
import { fullStop } from '../../core/full-stop';
import { done, type Outcome, type Refusal, refuse } from '../../core/outcome';
import type { Tx } from '../../core/unit-of-work';
import type { Stamp } from '../alert';
import { createStandingDesk } from '../standing-desk';
import { type Incident, longestIncidentHours, type OutageSighting } from './incident';
import type { IncidentStore } from './ports';

export type IncidentRefusal = 'no-name' | 'no-target' | 'too-long' | 'unknown-incident' | 'over' | 'outrun';

export interface IncidentWish {
  readonly name: string;
  /** Resource-id prefixes. */
  readonly targets: readonly string[];
  readonly hours: number;
  readonly by: Stamp;
}

export interface IncidentDeskParts {
  readonly store: IncidentStore;
  readonly audit: Pick<AuditTrail, 'append' | 'holds'>;
  readonly nextId: (tx: Tx) => Promise<string>;
  /** Runs in the same transaction: what it covers is grouped, and chat tells. */
  readonly changed: (tx: Tx, incident: Incident, at: number) => Promise<void>;
}

/** Everything that happens to incidents: declared, proposed by the bot, taken up or declined, ended. Refusals are audited like the rest. */
export interface IncidentDesk {
  declare(tx: Tx, wish: IncidentWish, messageId?: string): Promise<Outcome<Incident, IncidentRefusal>>;
  /** The bot asks whether this is an outage; undefined when it asked or was told already. */
  propose(tx: Tx, sighting: OutageSighting, at: number): Promise<Incident | undefined>;
  /** A person takes the proposal up. */
  takeUp(tx: Tx, id: string, by: Stamp, messageId?: string): Promise<Outcome<Incident, IncidentRefusal>>;
  /** Ends what is in force, or declines a proposal. */
  end(tx: Tx, id: string, by: Stamp, messageId?: string): Promise<Outcome<Incident, IncidentRefusal>>;
  get(tx: Tx, id: string): Promise<Incident | undefined>;
  standing(tx: Tx, now: number): Promise<readonly Incident[]>;
}

const hourMs = 3_600_000;
/** A declaration reaches back this far: whoever declares it has been at work already. */
const lookBackMs = hourMs;
/** How long a proposal stands, and how long an answered one is not asked again. */
const proposalMs = 4 * hourMs;
/** What the card's button declares. */
export const proposedHours = 4;

export function createIncidentDesk(parts: IncidentDeskParts): IncidentDesk {
  const { store, audit, nextId, changed } = parts;

  const desk = createStandingDesk<Incident, IncidentRefusal>({
    store,
    audit,
    changed,
    details: detailsOf,
    unknown: unknownIncident,
  });

  return {
    get: (tx, id) => store.get(tx, id),
    standing: (tx, now) => store.standing(tx, now),

    async declare(tx, wish, messageId) {
      const { name, targets, hours, by } = wish;
      const wrong = mistakeIn(wish);
      if (wrong !== undefined) {
        await desk.record(tx, { verb: 'declare-incident', subject: 'incident', by, messageId }, wrong.reason);
        return wrong;
      }
      const incident: Incident = {
        id: await nextId(tx),
        version: 1,
        state: 'declared',
        name: name.trim(),
        targets,
        from: by.at - lookBackMs,
        until: by.at + hours * hourMs,
        by,
        updatedAt: by.at,
      };
      await store.insert(tx, incident);
      await desk.record(tx, { verb: 'declare-incident', subject: incident.id, by, messageId }, 'done', incident);
      await changed(tx, incident, by.at);
      return done(incident);
    },

    async propose(tx, sighting, at) {
      const scope = `/subscriptions/${sighting.subscriptionId}`;
      const before = (await store.standing(tx, at)).find(({ targets }) => targets.some((of) => of.startsWith(scope)));
      if (before !== undefined) return undefined;
      const incident: Incident = {
        id: await nextId(tx),
        version: 1,
        state: 'proposed',
        name: 'outage',
        targets: [scope],
        from: sighting.from,
        until: at + proposalMs,
        sighting,
        updatedAt: at,
      };
      await store.insert(tx, incident);
      const details = detailsOf(incident);
      await audit.append(tx, {
        at,
        actor: 'system:detection',
        verb: 'propose-incident',
        subject: incident.id,
        result: 'done',
        details,
      });
      await changed(tx, incident, at);
      return incident;
    },

    takeUp: (tx, id, by, messageId) =>
      desk.move(tx, { verb: 'declare-incident', subject: id, by, messageId }, (incident) =>
        incident.state !== 'proposed' || by.at >= incident.until
          ? over(incident, by.at)
          : done({ ...incident, state: 'declared', by, until: by.at + proposedHours * hourMs }),
      ),

    end: (tx, id, by, messageId) =>
      desk.move(tx, { verb: 'end-incident', subject: id, by, messageId }, (incident) => {
        if (by.at >= incident.until) return over(incident, by.at);
        if (incident.state === 'proposed') return done({ ...incident, state: 'declined', ended: by });
        if (incident.state === 'declared') return done({ ...incident, state: 'ended', ended: by, until: by.at });
        return over(incident, by.at);
      }),
  };
}

function mistakeIn({ name, targets, hours }: IncidentWish): Refusal<IncidentRefusal> | undefined {
  if (name.trim() === '') return refuse('no-name', 'An incident needs a few words: what is going on?');
  if (targets.length === 0)
    return refuse('no-target', 'An incident names a subscription or a resource group.', 'Say where with “on …”.');
  if (!Number.isInteger(hours) || hours < 1 || hours > longestIncidentHours)
    return refuse(
      'too-long',
      `An incident declared here lasts between 1 and ${longestIncidentHours} hours.`,
      'A longer one belongs into the policy file.',
    );
  return undefined;
}

function over({ id, state, ended, by, until }: Incident, now: number): Refusal<IncidentRefusal> {
  const who = (state === 'declared' ? by : ended)?.name;
  const says =
    state === 'declared' && now < until ? 'is declared already' : state === 'declined' ? 'was declined' : 'is over';
  return refuse('over', fullStop(`${id} ${says}${who === undefined ? '' : `, by ${who}`}`));
}

export function unknownIncident(id: string): Refusal<'unknown-incident'> {
  return refuse('unknown-incident', `There is no incident ${id}.`, '`incidents` lists what is there.');
}

function detailsOf({ state, name, targets, from, until }: Incident): Record<string, string | number> {
  return { state, name, targets: targets.join(' '), from, until };
}
