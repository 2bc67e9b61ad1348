import type { AlertDesk } from '../alerts/desk';
import { applyMute } from '../alerts/mutes/apply-mute';
import { createMuteDesk, type MuteDesk } from '../alerts/mutes/mute-desk';
import { backtestLog, backtestPrefix } from '../chat/backtest/backtest';
import type { Intents } from '../chat/intents';
import type { PaintSubject } from '../chat/painter';
import { backtestSummary, paintBacktest } from '../chat/painting/backtest';
import { muteSummary, paintMute } from '../chat/painting/mute';
import type { SubscriptionNames } from '../chat/words/names';
import type { Clock } from '../core/clock';
import { networks } from '../geo/networks';
import type { Store } from '../store/store';
import { paintKnownIncident } from './incident-parts';

/** Mutes over the store: what comes into force or ends changes the alerts it covers and its own card in the same transaction. */
export function buildMutes(parts: {
  readonly store: Store;
  readonly desk: AlertDesk;
  readonly intents: Intents;
}): MuteDesk {
  const { store, desk, intents } = parts;
  return createMuteDesk({
    store: store.mutes,
    alerts: store.alerts,
    audit: store.audit,
    nextId: (tx) => store.ids.next(tx, 'M'),
    networks,
    async changed(tx, mute, at) {
      await applyMute(tx, mute, at, { alerts: store.alerts, desk, mutes: store.mutes, networks });
      await intents.repaint(tx, mute.id, at);
    },
  });
}

/** Cards of subjects that are neither alerts nor reviews. */
export function paintStanding(parts: {
  readonly store: Store;
  readonly clock: Clock;
  readonly subscriptionNames: () => SubscriptionNames;
}): PaintSubject {
  const { store, clock } = parts;
  return async (subject) => {
    if (subject.startsWith('I-')) return paintKnownIncident(parts, subject);
    if (subject.startsWith(backtestPrefix)) {
      const last = await store.uow.run((tx) => backtestLog(store.state).last(tx));
      if (last?.id !== subject) return undefined;
      return { card: paintBacktest(last, clock.now()), summary: backtestSummary(last, clock.now()) };
    }
    if (!subject.startsWith('M-')) return undefined;
    const mute = await store.uow.run((tx) => store.mutes.get(tx, subject));
    const now = clock.now();
    return mute && { card: paintMute(mute, now), summary: muteSummary(mute, now) };
  };
}
