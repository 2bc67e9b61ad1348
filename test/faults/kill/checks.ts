import { demoChannels } from '../../../src/cli/world/demo-tenant';
import { builtInRole } from '../../../src/local/arm/built-in-roles';
import { cardOf, type Message } from '../../../src/local/teams/model';
import { subscriptions } from '../../../src/local/tenant/people';
import type { Review } from '../../../src/review/review';
import { changes, type Ledger } from './ledger';
import type { Stage } from './stage';
import type { StoreView } from './store-view';

/** A post older than this at the kill was answered and recorded long before. */
const inFlightMs = 3_000;

/** What must hold at every moment: asked after each restart, before anybody acts again. */
export function checkAfterRestart(
  stage: Stage,
  ledger: Ledger,
  view: StoreView,
  alertsBefore: ReadonlySet<string>,
): void {
  const lost = (what: string) => void ledger.losses.push(`after kill ${ledger.killedAt.length}: ${what}`);
  if (view.brokenAt !== undefined) lost(`the audit chain breaks at entry ${view.brokenAt}`);
  const alerts = new Set(view.alerts.map(({ id }) => id));
  for (const id of alertsBefore) if (!alerts.has(id)) lost(`alert ${id} is gone`);
  for (const entry of view.buried) lost(`a message was given up: ${entry}`);
  checkAnswered(ledger, view, lost);
  checkWrites(stage, lost);
  noteOrphans(stage, ledger, view, lost);
}

/** No change that was answered with success is missing from the record, and none stands in it twice. */
export function checkAnswered(ledger: Ledger, view: StoreView, lost: (what: string) => void): void {
  const done = new Map<string, number>();
  for (const { messageId, result, subject, verb } of view.audit) {
    if (messageId === undefined || result !== 'done') continue;
    const key = `${messageId} ${subject} ${verb}`;
    done.set(key, (done.get(key) ?? 0) + 1);
    done.set(messageId, (done.get(messageId) ?? 0) + 1);
    if ((done.get(key) ?? 0) > 1) lost(`${verb} on ${subject} was done twice for one press (${messageId})`);
  }
  for (const sent of ledger.sent) {
    const answered = sent.outcome === 'done' && (sent.answeredAt ?? 0) < view.at;
    if (answered && changes(sent) && !done.has(sent.id))
      lost(`${sent.verb} on ${sent.subject} by ${sent.as} was answered with success and is not in the record`);
    if (sent.code?.startsWith('http 5') === true || sent.code === 'fault')
      lost(`${sent.verb} on ${sent.subject} was answered with a fault`);
  }
}

/** Each assignment is created once and deleted once at most. */
export function checkWrites({ emulators }: Stage, lost: (what: string) => void): void {
  const seen = new Map<string, number>();
  for (const { method, path, status } of emulators.arm.journal.writes()) {
    if (!/roleAssignments\//i.test(path) || (method === 'DELETE' && status === 204)) continue;
    // A repeated PUT of the same name answers 200 and changes nothing; only 201 creates.
    if (method === 'PUT' && status !== 201) continue;
    const key = `${method} ${path.toLowerCase()}`;
    seen.set(key, (seen.get(key) ?? 0) + 1);
    if ((seen.get(key) ?? 0) > 1) lost(`${key} was carried out ${seen.get(key)} times`);
  }
}

/** Alert cards in the channel that the bot does not know as its own: allowed only when the answer to their post was lost. */
function noteOrphans(stage: Stage, ledger: Ledger, view: StoreView, lost: (what: string) => void): void {
  const { teams } = stage.emulators;
  const killedAt = ledger.killedAt.at(-1) ?? 0;
  const cut = teams.control
    .calls()
    .filter(({ method, status }) => method === 'POST' && status === 0)
    .map(({ at }) => at);
  for (const message of alertCards(stage)) {
    if (message.sentAt > killedAt || view.cards.has(message.id) || ledger.orphans.has(message.id)) continue;
    const lostByKill = diedAround(ledger, message.sentAt);
    const lostOnWire = cut.some((at) => Math.abs(at - message.sentAt) < 50);
    if (lostByKill || lostOnWire) ledger.orphans.add(message.id);
    else lost(`card ${message.id} of ${subjectOf(message)} was posted, answered and forgotten`);
  }
}

/** Whether a process died while the answer to a message of that time may have been under way. */
export function diedAround(ledger: Ledger, sentAt: number): boolean {
  return ledger.killedAt.some((at) => at >= sentAt && at - sentAt < inFlightMs);
}

/** First messages of threads that show an alert's card. */
export function alertCards({ emulators }: Stage): readonly Message[] {
  return emulators.teams.log
    .in(demoChannels.alerts)
    .filter(
      (message) => message.author.kind === 'bot' && message.rootId === message.id && /^A-/.test(subjectOf(message)),
    );
}

export function subjectOf(message: Message): string {
  return /"subject":"([AR]-\d+)"/.exec(JSON.stringify(cardOf(message) ?? {}))?.[1] ?? '';
}

/** What must hold when everything has come to rest. */
export function checkAtRest(stage: Stage, ledger: Ledger, view: StoreView): void {
  const lost = (what: string) => void ledger.losses.push(`at rest: ${what}`);
  checkAttacks(stage, ledger, view, lost);
  checkNotes(ledger, view, lost);
  checkRoles(stage, view, lost);
  if (view.waiting > 0) lost(`${view.waiting} messages still wait`);
}

export function checkAttacks(stage: Stage, ledger: Ledger, view: StoreView, lost: (what: string) => void): void {
  const cards = alertCards(stage);
  for (const { correlationId, objectId } of ledger.attacks) {
    const raised = view.alerts.filter(({ findings }) =>
      findings.some(({ session }) => session.correlationIds.includes(correlationId)),
    );
    if (raised.length !== 1) lost(`the console use of ${objectId} is in ${raised.length} alerts`);
  }
  for (const alert of view.alerts.filter(({ postedAt }) => postedAt !== undefined)) {
    const own = cards.filter((message) => subjectOf(message) === alert.id);
    const known = own.filter(({ id }) => !ledger.orphans.has(id));
    if (own.length === 0) lost(`${alert.id} was never posted`);
    if (known.length > 1) lost(`${alert.id} was posted ${known.length} times although every answer came through`);
    const painted = known.map((message) => JSON.stringify(cardOf(message)));
    if (alert.status === 'resolved' && painted.some((card) => !card.includes('RESOLVED')))
      lost(`the card of ${alert.id} does not say that it is resolved`);
  }
}

export function checkNotes(ledger: Ledger, view: StoreView, lost: (what: string) => void): void {
  const written = view.alerts.flatMap(({ notes }) => notes.map(({ text }) => text));
  for (const { note, outcome, resent } of ledger.sent) {
    if (note === undefined) continue;
    const times = written.filter((text) => text === note).length;
    if (times > 1) lost(`“${note}” stands ${times} times`);
    if (times === 0 && outcome === 'done') lost(`“${note}” was answered with success and is gone`);
    if (resent > 0 && outcome === 'unanswered') lost(`“${note}” was sent again and never answered`);
  }
}

/** Each intruder holds either what they held, or what an approved plan left: never both and never nothing by accident. */
function checkRoles({ emulators, intruders }: Stage, view: StoreView, lost: (what: string) => void): void {
  const { roleAssignments } = emulators.arm.state;
  for (const { person, assignment } of intruders) {
    const reviews = view.reviews.filter(({ subject }) => subject?.objectId === person.objectId);
    const unfinished = reviews.filter(({ state }) => ['approved', 'applying', 'verifying', 'reading'].includes(state));
    for (const { id, state } of unfinished) lost(`${id} never came to an end: ${state}`);
    const own = roleAssignments.filter(({ principalId }) => principalId === person.objectId);
    const wide = own.filter(({ name }) => name === assignment).length;
    const readers = own.filter(
      ({ roleGuid, scope }) =>
        roleGuid === builtInRole.reader && scope.toLowerCase() === subscriptions.prod01.toLowerCase(),
    ).length;
    const applied = reviews.find(({ kind, state }) => kind === 'permissions' && ['proved', 'unproved'].includes(state));
    // People also choose to remove without a replacement: the plan they approved says whether Reader stays.
    const kept = applied?.steps.some(({ kind, state }) => kind === 'create' && state === 'done') === true ? 1 : 0;
    const undone = reviews.some(({ kind }) => kind === 'undo');
    if (undone) continue;
    if (applied && (wide !== 0 || readers !== kept))
      lost(
        `${person.name}: applied, yet Contributor ${wide} times and Reader ${readers} times; ${reviews.map(storyOf).join('; ')}`,
      );
    if (!applied && (wide !== 1 || readers !== 0))
      lost(
        `${person.name}: nothing was applied, yet Contributor ${wide} times and Reader ${readers} times; ${reviews.map(storyOf).join('; ')}`,
      );
  }
}

/** What a review did, for whoever looks into a loss. */
function storyOf({ id, kind, state, steps }: Review): string {
  return `${id} ${kind} ${state}: ${steps.map((step) => `${step.id} ${step.result ?? step.state}`).join(', ')}`;
}
