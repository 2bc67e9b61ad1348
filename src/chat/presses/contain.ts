import type { Alert } from '../../alerts/alert';
import { unknownAlert } from '../../alerts/desk';
import { subscriptionsOf, targetsOf } from '../../alerts/summary';
import type { ContainmentFacts } from '../../review/acts/containment-facts';
import { readFacts } from '../containment/read-facts';
import { refused, refusedBy } from '../guard';
import { containmentSummary, paintContainment } from '../painting/containment';
import type { Answer } from '../ports';
import { caseOf } from '../room';
import { replies } from '../words/replies';
import { notInDrill } from './not-in-drill';
import { type Press, type PressAsk, typed } from './press';
import { inSentences } from './review/review-press';

/** The ordered checklist, for the presser; what is done by hand is stated, what the bot does is a plan with a second person. */
export const contain: Press = {
  verb: 'contain',
  needs: 'request-containment',
  async run(ask, subject) {
    const found = await alertToContain(ask, subject);
    return 'answer' in found ? found.answer : checklist(ask, found.alert);
  },
};

/** Serial console off (or on again) for every subscription of the alert, as one plan. */
export const containConsole: Press = {
  verb: 'contain-console',
  needs: 'request-containment',
  async run(ask, subject, data) {
    const found = await alertToContain(ask, subject);
    if ('answer' in found) return found.answer;
    const { alert } = found;
    if (alert.drill) return notInDrill(alert.id);
    if (typed(data, 'item') === 'on') return consoleOn(ask, alert);
    const { room, actor, incoming } = ask;
    const outcome = await room.reviews.acts.containConsole({
      alertId: alert.id,
      subject: alert.principal,
      subscriptionIds: subscriptionsOf(alert),
      machines: targetsOf(alert),
      requester: { objectId: actor.objectId, name: actor.name },
      messageId: incoming.id,
    });
    if (!outcome.ok) return refused(inSentences(outcome));
    room.kick();
    return { kind: 'words', text: replies.reviewStarted(outcome.value.id, alert.id) };
  },
};

/** Turning the console on again is the undo of the plan that turned it off, with an approval of its own. */
async function consoleOn(ask: PressAsk, alert: Alert): Promise<Answer> {
  const { room, actor, incoming } = ask;
  const links = await room.uow.run((tx) => room.reviews.linksOf(tx, alert.id));
  const reviews = await room.uow.run((tx) => Promise.all(links.map(({ reviewId }) => room.reviews.get(tx, reviewId))));
  const off = reviews
    .filter((review) => review !== undefined)
    .filter(({ kind, appliedAt, undoneBy }) => kind === 'console' && appliedAt !== undefined && undoneBy === undefined)
    .at(-1);
  if (off === undefined) {
    return { kind: 'refused', status: 409, code: 'not-off', message: replies.consoleNotOff(alert.id) };
  }
  const outcome = await room.reviews.acts.undo({
    reviewId: off.id,
    actor: { objectId: actor.objectId, name: actor.name },
    reason: `console on again, asked by ${actor.name}`,
    messageId: incoming.id,
  });
  if (!outcome.ok) return refused(inSentences(outcome));
  room.kick();
  return { kind: 'words', text: replies.reviewStarted(outcome.value.id, alert.id) };
}

export async function alertToContain(ask: PressAsk, subject: string): Promise<{ alert: Alert } | { answer: Answer }> {
  const { room } = ask;
  const alert = await room.uow.run((tx) => room.alerts.get(tx, subject));
  const denied = await refusedBy(ask, 'request-containment', subject, alert === undefined ? {} : caseOf(alert));
  if (denied !== undefined) return { answer: denied };
  if (alert !== undefined) return { alert };
  return { answer: refused(unknownAlert(subject)) };
}

/** Facts are read anew for each showing, outside any transaction. */
export async function checklist({ room, now }: PressAsk, alert: Alert, read?: ContainmentFacts): Promise<Answer> {
  const facts = read ?? (alert.drill ? undefined : await readFacts(room, alert));
  const steps = await room.uow.run((tx) => room.reviews.stepsOf(tx, alert.id, facts));
  const state = {
    alertId: alert.id,
    version: alert.version,
    subjectName: alert.principal.displayName,
    now,
    steps,
    subscriptionNames: room.subscriptionNames(),
  };
  return { kind: 'card', card: paintContainment(state), summary: containmentSummary(state) };
}
