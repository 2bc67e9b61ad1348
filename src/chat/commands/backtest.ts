import { backtestLog, backtestPrefix } from '../backtest/backtest';
import { spanOf } from '../lists/export';
import { backtestWords } from '../words/backtest';
import { type Command, words } from './command';

const dayMs = 86_400_000;
/** A workspace keeps interactive data for thirty to ninety days unless told otherwise. */
const mostDays = 90;

export const backtest: Command = {
  id: 'backtest',
  args: '[30d]',
  summary:
    'judge the workspace’s own last days with the policy in force: how many alerts, the noisiest reasons, what the policy hides; changes nothing',
  examples: ['backtest 30d', 'backtest 7d'],
  needs: 'backtest',
  effect: 'reads',
  async run({ room, incoming, actor, now }, args) {
    const { place, targeted } = incoming;
    const days = args.trim() === '' ? 30 : spanOf(args).ms / dayMs;
    const known = /^\s*(\d{1,3}d)?\s*$/i.test(args);
    if (!known || days < 1 || days > mostDays) return words(backtestWords.needsDays(mostDays), true);
    const backtests = backtestLog(room.state);
    const answer = await room.uow.run(async (tx) => {
      const by = { objectId: actor.objectId, name: actor.name };
      const { backtest: asked, begun } = await backtests.begin(tx, (number) => {
        return { id: `${backtestPrefix}${number}`, number, by, askedAt: now, days };
      });
      if (!begun) return words(backtestWords.runs(asked, now), true);
      const { id } = asked;
      await room.audit.append(tx, {
        at: now,
        actor: actor.objectId,
        verb: 'backtest',
        subject: id,
        result: 'done',
        messageId: incoming.id,
        details: { days },
      });
      const { channelId, serviceUrl } = place;
      const shared = channelId !== undefined && !targeted;
      if (shared) await room.intents.post(tx, id, { serviceUrl, conversationId: channelId }, [], now);
      else
        await room.intents.personal(tx, id, by, { key: 'asked', summary: backtestWords.title(asked), card: id }, now);
      return words(backtestWords.asked(asked, shared), true);
    });
    room.kick();
    return answer;
  },
};
