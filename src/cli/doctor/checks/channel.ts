import { bad, good, unknown, warning } from '../finding';
import type { Check, Patient } from '../patient';

/** The configured channel answers with its members; nothing is posted. */
export const channel: Check = {
  name: 'channel',
  async run({ config: { bot }, teams }: Patient) {
    const conversationId = bot.alertChannel;
    if (conversationId === undefined)
      return [
        warning(
          'channel',
          'ALERT_CHANNEL is not set, so none could be asked',
          'Write subscribe in the channel; the command health then shows whether it is reachable.',
        ),
      ];
    const roster = await teams.messenger.roster({ serviceUrl: bot.serviceUrl, conversationId });
    if (roster.ok) return [good('channel', `${conversationId} is reachable, ${roster.value.length} members`)];
    if (roster.reason === 'throttled') return [unknown('channel', roster.message, 'Run the doctor again later.')];
    const remedy =
      roster.reason === 'unreachable'
        ? 'Check the bot registration and TEAMS_SERVICE_URL.'
        : 'Install the app in the team, and take the id of the channel from “Get link to channel”.';
    return [bad('channel', `${conversationId}: ${roster.message}`, remedy)];
  },
};
