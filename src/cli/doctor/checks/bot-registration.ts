import { bad, good } from '../finding';
import type { Check, Patient } from '../patient';

const remedies: Readonly<Record<string, string>> = {
  UserAssignedMSI:
    'Assign the identity with this client id to the host; the Azure Bot must be of type User-Assigned Managed Identity.',
  SingleTenant: 'Check MicrosoftAppPassword (has it expired?) and MicrosoftAppTenantId against the app registration.',
  MultiTenant: 'Check MicrosoftAppPassword against the app registration; new bots are SingleTenant or UserAssignedMSI.',
};

/** A token for the app id can be had: what every message to Teams needs. */
export const botRegistration: Check = {
  name: 'bot registration',
  async run({ config: { bot }, teams }: Patient) {
    try {
      await teams.checkCredentials();
      return [good('bot registration', `Teams can be written to as ${bot.appId} (${bot.type})`)];
    } catch (error) {
      const [words = ''] = (error instanceof Error ? error.message : String(error)).split('\n');
      const remedy = remedies[bot.type] ?? 'Check the app registration.';
      return [bad('bot registration', `no token for the app id ${bot.appId}: ${words.slice(0, 300)}`, remedy)];
    }
  },
};
