import { unknownIncident } from '../../alerts/incidents/incident-desk';
import { refused, refusedBy } from '../guard';
import { stamp } from '../moves';
import type { Answer } from '../ports';
import type { Press, PressAsk } from './press';

/** On the bot's question: yes, this is an outage; what people do there is grouped from now on. */
export const takeUpIncident: Press = {
  verb: 'incident',
  needs: 'declare-incident',
  run: (ask, subject) =>
    onIncident(ask, subject, (tx) => ask.room.incidents.takeUp(tx, subject, stamp(ask), ask.incoming.id)),
};

/** No outage, or no longer one. */
export const endIncident: Press = {
  verb: 'end-incident',
  needs: 'declare-incident',
  run: (ask, subject) =>
    onIncident(ask, subject, (tx) => ask.room.incidents.end(tx, subject, stamp(ask), ask.incoming.id)),
};

type Step = (
  tx: Parameters<PressAsk['room']['incidents']['get']>[0],
) => ReturnType<PressAsk['room']['incidents']['end']>;

async function onIncident(ask: PressAsk, id: string, step: Step): Promise<Answer> {
  const { room } = ask;
  const denied = await refusedBy(ask, 'declare-incident', id);
  if (denied !== undefined) return denied;
  const outcome = await room.uow.run(step);
  if (!outcome.ok) return refused(outcome);
  room.kick();
  const painted = await room.painter.subject(id, ask.actor.objectId);
  return painted === undefined ? refused(unknownIncident(id)) : { kind: 'card', ...painted };
}
