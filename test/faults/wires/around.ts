import { setTimeout as sleep } from 'node:timers/promises';
import { startBot } from '../kill/bot-process';
import { alertCards, subjectOf } from '../kill/checks';
import { freePort } from '../kill/stage';
import { viewStore } from '../kill/store-view';
import type { Scenario } from './scenario';
import { now, type Site } from './site';

const minuteMs = 60_000;

/** As long as somebody may be kept from seeing what the clock's jump hid. */
const clockJumps: Scenario = {
  name: 'clock half an hour ahead, then right again',
  short: true,
  async run(site) {
    site.shiftClock(30 * minuteMs);
    await sleep(2_500);
    const ahead = await site.carded(site.strike());
    site.shiftClock(0);
    const hidden = site.strike();
    await sleep(2_500);
    await site.carded(hidden);
    if (ahead !== undefined) {
      const since = now();
      await site.note(ahead);
      await site.repainted(ahead, since);
    }
    return 2;
  },
};

const heldStore: Scenario = {
  name: 'a second process on the same store',
  short: true,
  async run(site) {
    const second = startBot({ ...site.stage.env, PORT: String(await freePort()) });
    if (await second.listening) {
      site.lost('a second process opened the store');
      await second.kill();
    } else if (!second.complaints().includes('in use by another process'))
      site.lost(`the second process said only: ${second.complaints()}`);
    await site.carded(site.strike());
    return 1;
  },
};

/** Thirty presses on one card, one after the other as fast as they are answered. */
const burstOfPresses: Scenario = {
  name: 'thirty presses on one card at once',
  short: true,
  async run(site) {
    const { teams } = site.stage.emulators;
    const card = await site.carded(site.strike());
    if (card === undefined) return 0;
    // The windows of what went before are over.
    await sleep(2_000);
    const since = now();
    for (let count = 0; count < 30; count++) {
      const { outcome, code } = await site.note(card);
      if (outcome !== 'done') site.lost(`press ${count} was ${outcome} ${code ?? ''}`);
    }
    await site.repainted(card, since);
    const repaints = teams.control
      .calls()
      .filter(({ at, method, path }) => at >= since && method === 'PUT' && path.includes(card.id));
    // Eight in two seconds, then two a second: Teams' own windows.
    const most = 8 + 2 * Math.ceil((now() - since) / 1_000);
    if (repaints.length > most) site.lost(`${repaints.length} repaints of one card`);
    refuseThrottled(site, since);
    const view = viewStore(site.storeDir).alerts.find(({ id }) => id === subjectOf(card));
    if (view?.notes.length !== 30) site.lost(`${view?.notes.length ?? 0} of 30 notes are kept`);
    return 0;
  },
};

/** All of Azure is away while intruders come; then everything is there at once. */
const azureAway: Scenario = {
  name: 'Azure away, then everything at once',
  short: true,
  async run(site, intrusions) {
    const { arm, graph, logAnalytics, teams } = site.stage.emulators;
    const since = now();
    logAnalytics.faults.next({ kind: 'connection-reset', times: 1_000_000 });
    arm.faults.next({ fault: { kind: 'reset' }, times: 1_000_000 });
    graph.faults.next({ fault: { kind: 'reset' }, times: 1_000_000 });
    await site.said(/Blind since/, since);
    const strikes = Array.from({ length: intrusions }, () => site.strike());
    const [card] = alertCards(site.stage);
    if (card !== undefined) {
      const { outcome } = await site.note(card);
      if (outcome !== 'done') site.lost(`a press while Azure is away was ${outcome}`);
    }
    for (const faults of [arm.faults, graph.faults, logAnalytics.faults]) faults.clear();
    await site.said(/caught up/i, since);
    for (const strike of strikes) await site.carded(strike);
    const posted = alertCards(site.stage)
      .filter(({ sentAt }) => sentAt >= since)
      .sort((a, b) => a.sentAt - b.sentAt || Number(a.id) - Number(b.id))
      .map((message) => Number(subjectOf(message).slice(2)));
    if (posted.some((number, index) => number < (posted[index - 1] ?? 0)))
      site.lost(`posted out of order: ${posted.join(' ')}`);
    refuseThrottled(site, since);
    if (teams.control.calls().length === 0) site.lost('nothing was sent');
    return 3;
  },
};

/** Teams had to refuse nothing. */
function refuseThrottled(site: Site, since: number): void {
  const refused = site.stage.emulators.teams.control
    .calls()
    .filter(({ at, status, method }) => at >= since && status === 429 && method !== 'GET');
  if (refused.length > 0) site.lost(`Teams refused ${refused.length} messages as too many`);
}

export const aroundScenarios: readonly Scenario[] = [burstOfPresses, clockJumps, heldStore, azureAway];
