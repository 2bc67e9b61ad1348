import { parseArgs } from 'node:util';
import type { Environment } from '../../config/environment';
import { done, type Outcome, refuse } from '../../core/outcome';

export interface DemoPorts {
  readonly port: number;
  /** The chat page's. */
  readonly pagePort: number;
}

const known =
  "Known: --port N (the bot; the chat page one above), --keep (last time's store), --verbose (the bot's log), --playground (also the Agents Playground).";

/** Where bot and chat page listen: 3978 and 3979; `PORT` moves the bot alone, `--port` both. */
export function demoArguments(argv: readonly string[], env: Environment): Outcome<DemoPorts, 'bad-arguments'> {
  let said: string | undefined;
  try {
    const flag = { type: 'boolean' } as const;
    const options = { port: { type: 'string' }, keep: flag, verbose: flag, playground: flag } as const;
    said = parseArgs({ args: [...argv], options }).values.port;
  } catch (error) {
    return refuse('bad-arguments', error instanceof Error ? error.message : String(error), known);
  }
  const port = Number(said ?? env.PORT ?? 3978);
  if (!Number.isInteger(port) || port < 1 || port > 65_534)
    return refuse('bad-arguments', `${said ?? env.PORT} is not a port from 1 to 65534.`, known);
  if (said === undefined && port === 3979)
    return refuse('bad-arguments', 'PORT 3979 is the port of the chat page.', 'Set another PORT.');
  return done({ port, pagePort: said === undefined ? 3979 : port + 1 });
}
