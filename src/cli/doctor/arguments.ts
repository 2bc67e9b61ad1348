import { parseArgs } from 'node:util';
import { done, type Outcome, refuse } from '../../core/outcome';
import { tidyResourceId } from '../../core/resource-id';

export interface DoctorArguments {
  /** Resource groups (or resources) the bot, its store and its identities are deployed in. */
  readonly botScopes: readonly string[];
}

const usage = 'Usage: npm run doctor -- [--bot /subscriptions/<id>/resourceGroups/<name>] …';

export function doctorArguments(argv: readonly string[]): Outcome<DoctorArguments, 'arguments'> {
  let bots: readonly string[];
  try {
    bots = parseArgs({ args: [...argv], options: { bot: { type: 'string', multiple: true } } }).values.bot ?? [];
  } catch (error) {
    return refuse('arguments', error instanceof Error ? error.message : String(error), usage);
  }
  const wrong = bots.find((scope) => !/^\/subscriptions\/[0-9a-f-]{36}(\/|$)/i.test(scope));
  if (wrong !== undefined) return refuse('arguments', `--bot ${wrong} is not a resource id.`, usage);
  return done({ botScopes: bots.map(tidyResourceId) });
}
