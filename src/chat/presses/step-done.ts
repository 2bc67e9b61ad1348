import { checkStep, handStep } from '../containment/check-step';
import { readFacts } from '../containment/read-facts';
import { refused } from '../guard';
import { stamp } from '../moves';
import { replies } from '../words/replies';
import { alertToContain, checklist } from './contain';
import { type Press, typed } from './press';

/** A step somebody says they did by hand: looked up where it can be, and into the record with their name either way. */
export const stepDone: Press = {
  verb: 'step-done',
  needs: 'request-containment',
  async run(ask, subject, data) {
    const found = await alertToContain(ask, subject);
    if ('answer' in found) return found.answer;
    const step = handStep(typed(data, 'item'));
    if (step === undefined) return { kind: 'refused', status: 400, code: 'unknown-step', message: replies.unknownStep };
    const { room } = ask;
    const facts = await readFacts(room, found.alert);
    const checked = checkStep(step, found.alert, facts);
    if (!checked.ok) return refused(checked);
    const says = checked.value === undefined ? {} : { checked: checked.value };
    const outcome = await room.uow.run((tx) =>
      room.desk.act(tx, subject, { kind: 'state', by: stamp(ask), step, ...says }, ask.incoming.id),
    );
    if (!outcome.ok) return refused(outcome);
    room.kick();
    return checklist(ask, outcome.value, facts);
  },
};
