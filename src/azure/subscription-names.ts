import type { AzureOutcome } from '../review/azure-outcome';
import { call } from './call';
import type { ClientSettings } from './endpoint';
import { record, text } from './json';
import { pages } from './pages';
import { createTransport } from './transport';

/** Display names of every subscription the reader may see, by id in lower case. */
export function createSubscriptionNames(
  settings: ClientSettings,
): () => Promise<AzureOutcome<Readonly<Record<string, string>>>> {
  const transport = createTransport(settings);
  return () =>
    call(async (trace) => {
      const rows = await pages(transport, '/subscriptions?api-version=2022-12-01', trace);
      const named = rows.map((row) => [text(record(row).subscriptionId), text(record(row).displayName)] as const);
      return Object.fromEntries(
        named
          .filter((pair): pair is readonly [string, string] => pair[0] !== undefined && pair[1] !== undefined)
          .map(([id, name]) => [id.toLowerCase(), name]),
      );
    });
}
