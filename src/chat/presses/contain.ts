import type { Alert } from '../../alerts/alert';
import { unknownAlert } from '../../alerts/desk';
import { subscriptionsOf, targetsOf } from '../../alerts/summary';
import { refused, refusedBy } from '../guard';
import { stamp } from '../moves';
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
    const found = await alertFor(ask, subject);
    return 'answer' in found ? found.answer : checklist(ask, found.alert);
  },
};

/** Serial console off (or on again) for every subscription of the alert, as one plan. */
export const containConsole: Press = {
  verb: 'contain-console',
  needs: 'request-containment',
  async run(ask, subject, data) {
    const found = await alertFor(ask, subject);
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

/** A step somebody says they did: into the record with their name, marked as not checked. */
export const stepDone: Press = {
  verb: 'step-done',
  needs: 'request-containment',
  async run(ask, subject, data) {
    const found = await alertFor(ask, subject);
    if ('answer' in found) return found.answer;
    const step = typed(data, 'item') === 'account' ? 'account' : 'serial log';
    const { room } = ask;
    const outcome = await room.uow.run((tx) =>
      room.desk.act(
        tx,
        subject,
        { kind: 'note', by: stamp(ask), text: `[done] ${step}, stated, not checked` },
        ask.incoming.id,
      ),
    );
    if (!outcome.ok) return refused(outcome);
    room.kick();
    return checklist(ask, outcome.value);
  },
};

async function alertFor(ask: PressAsk, subject: string): Promise<{ alert: Alert } | { answer: Answer }> {
  const { room } = ask;
  const alert = await room.uow.run((tx) => room.alerts.get(tx, subject));
  const denied = await refusedBy(ask, 'request-containment', subject, alert === undefined ? {} : caseOf(alert));
  if (denied !== undefined) return { answer: denied };
  if (alert !== undefined) return { alert };
  return { answer: refused(unknownAlert(subject)) };
}

async function checklist({ room, now }: PressAsk, alert: Alert): Promise<Answer> {
  const steps = await room.uow.run((tx) => room.reviews.stepsOf(tx, alert.id));
  const state = { alertId: alert.id, version: alert.version, subjectName: alert.principal.displayName, now, steps };
  return { kind: 'card', card: paintContainment(state), summary: containmentSummary(state) };
}
