import { drillLog, isUnderWay } from '../drill';
import { drillWords } from '../words/drill';
import { type Command, words } from './command';

export const drill: Command = {
  id: 'drill',
  args: '[end]',
  summary:
    'rehearse the whole chain with an invented alert: card, call, press, approval, each hop timed; changes nothing in Azure',
  examples: ['drill', 'drill end'],
  needs: 'drill',
  effect: 'changes',
  async run({ room, incoming, actor, now }, args) {
    const drills = drillLog(room.state);
    const ends = args.trim().toLowerCase() === 'end';
    return room.uow.run(async (tx) => {
      const last = await drills.last(tx);
      const number = (last?.number ?? 0) + 1;
      const runs = isUnderWay(last, now);
      const record = (result: string) =>
        room.audit.append(tx, {
          at: now,
          actor: actor.objectId,
          verb: 'drill',
          subject: 'drill',
          result,
          messageId: incoming.id,
        });
      if (ends) {
        if (!runs) return words(drillWords.noneRuns, true);
        await drills.save(tx, { ...last, endedAt: now, result: 'ended by hand' });
        await record('ended');
        return words(drillWords.stopped(last));
      }
      if (runs) return words(drillWords.waits(last), true);
      const by = { objectId: actor.objectId, name: actor.name };
      await drills.save(tx, { id: `drill-${number}`, number, by, askedAt: now });
      await record('done');
      return words(drillWords.started(now));
    });
  },
};
