import type { Alert, Kin } from '../alerts/alert';
import type { AlertDesk } from '../alerts/desk';
import { readFigures } from '../alerts/investigation/investigate';
import { type Figure, figureIds, type Investigation, investigationIdOf } from '../alerts/investigation/investigation';
import { kinOf, withKin } from '../alerts/kin';
import type { AlertStore } from '../alerts/ports';
import type { Clock } from '../core/clock';
import { describeError, type Log } from '../core/log';
import type { StateStore } from '../core/state';
import type { Tx, UnitOfWork } from '../core/unit-of-work';
import type { LogSource } from '../detection/ports';
import { createClaims, onlyPosted } from './claims';
import type { Intents } from './intents';
import type { CardRefStore } from './stores';
import { investigationSummary } from './words/investigation';

export interface InvestigationDutyParts {
  readonly uow: UnitOfWork;
  readonly alerts: AlertStore;
  readonly desk: AlertDesk;
  readonly refs: CardRefStore;
  readonly state: StateStore;
  readonly intents: Intents;
  readonly source: LogSource;
  readonly clock: Clock;
  readonly log: Log;
  /** A reply was wished for. */
  readonly kick: () => void;
}

/** Longer than one query may take; renewed before each. A reading that does not renew it died with its process, and the next look takes it up. */
const claimMs = 150_000;
/** A reading of which nothing came is tried again after this long … */
const retryMs = 60_000;
/** … and after this many is posted as what it is. */
const mostFailures = 3;
const day = 24 * 3_600_000;
/** Kin are looked for among this many alerts of this many days. */
const kinDays = 90;
const mostKin = 300;

/**
 * "Investigate": reads the log around each posted alert by itself, and again when somebody asks, and replies in the alert's thread. The reading is kept
 * with the alert in the transaction that wishes for its reply, so that a kill loses neither and repeats neither. Answers how many were read.
 */
export function createInvestigationDuty(parts: InvestigationDutyParts): (now: number) => Promise<number> {
  const { uow, alerts, desk, refs, state, intents, source, clock, log, kick } = parts;
  const claims = createClaims(state, claimMs);
  const keyOf = (alert: Alert) => `chat.investigation.${alert.id}`;

  async function waiting(tx: Tx, now: number): Promise<readonly Alert[]> {
    const recent = await alerts.list(tx, { updatedSince: now - day, limit: 200 });
    return onlyPosted(
      tx,
      refs,
      recent.filter((alert) => needsReading(alert, now)),
    );
  }

  const renew = (alert: Alert) => uow.run((tx) => claims.renew(tx, keyOf(alert), clock.now()));

  async function read(alert: Alert): Promise<Investigation> {
    const at = clock.now();
    const figures = await readFigures(source, alert, at, () => renew(alert)).catch(
      (error: unknown): readonly Figure[] => {
        log.error({ ...describeError(error), alert: alert.id }, 'the log around an alert could not be read');
        return figureIds.map((id) => ({ id, rows: [], failed: 'a fault on our side, see the log' }));
      },
    );
    const nothing = figures.every(({ failed }) => failed !== undefined);
    const { number = 0, failures = 0 } = alert.investigation ?? {};
    const by = alert.investigationWanted;
    return {
      number: number + 1,
      at,
      figures,
      failures: nothing ? failures + 1 : 0,
      ...(by === undefined ? {} : { by }),
    };
  }

  /** Both sides name each other: the alert that was there first could not know of the later one. */
  async function linked(tx: Tx, alert: Alert, at: number): Promise<Kin> {
    const others = await alerts.list(tx, {
      since: alert.openedAt - kinDays * day,
      minSeverity: 'medium',
      limit: mostKin,
    });
    const kin = kinOf(alert, others);
    for (const other of others) {
      const shares = [...kin.sameAddress, ...kin.sameMachine].includes(other.id);
      if (!shares || other.status === 'resolved') continue;
      const theirs = withKin(other, alert);
      if (JSON.stringify(theirs) === JSON.stringify(other.kin)) continue;
      await desk.amend(tx, other.id, (known) => ({ ...known, kin: theirs }), at);
    }
    return kin;
  }

  async function keep(tx: Tx, alert: Alert, investigation: Investigation): Promise<void> {
    const { id } = alert;
    const kin = await linked(tx, alert, investigation.at);
    const kept = await desk.amend(
      tx,
      id,
      ({ investigationWanted, ...known }) => {
        // Whoever asked while this was being read gets a reading of their own.
        const later = investigationWanted !== undefined && investigationWanted.at > investigation.at;
        return { ...known, investigation, kin, ...(later ? { investigationWanted } : {}) };
      },
      investigation.at,
    );
    const silent = investigation.failures > 0 && investigation.failures < mostFailures;
    if (!kept.ok || silent) return;
    const card = investigationIdOf(id);
    await intents.repaint(tx, card, investigation.at);
    const summary = investigationSummary(kept.value, investigation);
    const { by } = investigation;
    const mentions = by === undefined ? [] : [{ objectId: by.objectId, name: by.name }];
    await intents.reply(
      tx,
      id,
      { key: `investigated:${investigation.number}`, summary, card, mentions },
      investigation.at,
    );
  }

  return async (now) => {
    const due = await uow.run((tx) => waiting(tx, now));
    let done = 0;
    for (const alert of due) {
      if (!(await uow.run((tx) => claims.take(tx, keyOf(alert), clock.now())))) continue;
      const investigation = await read(alert);
      await uow.run(async (tx) => {
        await keep(tx, alert, investigation);
        await claims.release(tx, keyOf(alert));
      });
      kick();
      done++;
    }
    return done;
  };
}

function needsReading({ investigation, investigationWanted, status, drill }: Alert, now: number): boolean {
  // A drill is invented: nothing of it is in any log.
  if (drill) return false;
  const failing = investigation !== undefined && investigation.failures > 0;
  if (failing && now - investigation.at < retryMs) return false;
  if (investigationWanted !== undefined) return true;
  if (status === 'resolved') return false;
  return investigation === undefined || (failing && investigation.failures < mostFailures);
}
