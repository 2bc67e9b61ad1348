import type { Config } from '../../config/config';
import { describeError, type Log } from '../../core/log';
import type { AzurePorts } from '../azure';

export interface OwnIdentities {
  /** Application ids and object ids, lower case: what is in the configuration, and what the tokens told so far. */
  known(): readonly string[];
  /** The object ids among them. */
  objectIds(): readonly string[];
  /** Reads what is still missing. Never rejects: the application ids are known without. */
  refresh(): Promise<void>;
}

/** The bot, its reader and its writer: none of them has any business on a console. */
export function createOwnIdentities(
  config: Config,
  azure: Pick<AzurePorts, 'ownIds' | 'botIds'>,
  log: Log,
): OwnIdentities {
  const applications = [config.bot.appId, config.azure.clientId, config.azure.writerClientId].flatMap((id) =>
    id === undefined ? [] : [id.toLowerCase()],
  );
  const read = new Map<string, readonly string[]>();
  const sources = { 'reader and writer': azure.ownIds, bot: azure.botIds };
  return {
    known: () => [...applications, ...[...read.values()].flat()],
    objectIds: () => [...read.values()].flat(),
    async refresh() {
      const missing = Object.entries(sources).filter(([name]) => !read.has(name));
      await Promise.all(
        missing.map(async ([name, ids]) => {
          try {
            read.set(name, await ids());
          } catch (error) {
            log.warn(
              { identity: name, ...describeError(error) },
              'an own identity gave no token: it is known by its application id only, and asked again in five minutes',
            );
          }
        }),
      );
    },
  };
}
