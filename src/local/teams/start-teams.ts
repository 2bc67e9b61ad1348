import type { MenuCommand } from './api';
import { createBotLink, type SignToken } from './bot-link';
import { createChanges } from './changes';
import { type ConnectorCall, connectorListener } from './connector';
import { createControl, type TeamsControl } from './control';
import { createDialogs } from './dialogs';
import { createFaults } from './faults';
import { createFiles } from './files';
import { listen } from './http';
import { createMembership } from './membership';
import { createMessageLog, type MessageLog } from './message-log';
import { createNotifications } from './notifications';
import { pageListener } from './page-server';
import { createViews } from './views';
import { createWorld, type WorldOptions } from './world';

export interface TeamsOptions extends WorldOptions {
  readonly signToken: SignToken;
  /** The bot's `…/api/messages`; a function when the bot starts later than Teams. */
  readonly botEndpoint: string | (() => string);
  /** Connector port; any free one when missing or 0. */
  readonly port?: number;
  readonly pagePort?: number;
  readonly commands?: readonly MenuCommand[];
  readonly throttle?: boolean;
  readonly verifyToken?: (token: string) => boolean | Promise<boolean>;
}

export interface Teams {
  /** The service URL, as activities carry it: `http://127.0.0.1:<port>/teams/`. */
  readonly url: string;
  readonly pageUrl: string;
  readonly control: TeamsControl;
  /** Every message as it was sent: for a look that sets off no refresh. */
  readonly log: Pick<MessageLog, 'in' | 'byId'>;
  close(): Promise<void>;
}

/** A demo may run for days; tests never come near. */
const KEPT_CALLS = 20_000;

/** Starts the emulated Teams: connector, signed activities to the bot, and the chat page with its API. Loopback only. */
export async function startTeams(options: TeamsOptions): Promise<Teams> {
  const world = createWorld(options);
  const changes = createChanges();
  const log = createMessageLog(world, changes);
  const notifications = createNotifications(world, log, changes);
  const faults = createFaults();
  const calls: ConnectorCall[] = [];
  let url = '';
  const serviceUrl = () => url;
  const bot = createBotLink(world, serviceUrl, options.botEndpoint, options.signToken);
  const views = createViews({ world, changes, bot, serviceUrl });
  log.onEdit(({ id }) => views.drop(id));
  const dialogs = createDialogs(world, bot, serviceUrl);
  const files = createFiles(world, bot, serviceUrl);
  const membership = createMembership({ world, changes, bot, serviceUrl });
  const control = createControl({
    world,
    log,
    views,
    notifications,
    dialogs,
    files,
    membership,
    faults,
    bot,
    changes,
    serviceUrl,
    calls,
  });
  const connect = connectorListener({
    world,
    log,
    changes,
    faults,
    record: (call) => {
      if (calls.push(call) > KEPT_CALLS) calls.shift();
    },
    throttle: options.throttle ?? true,
    ...(options.verifyToken ? { verifyToken: options.verifyToken } : {}),
  });
  const connector = await listen((request, response) => {
    if (!files.receive(request, response)) connect(request, response);
  }, options.port ?? 0);
  url = `http://127.0.0.1:${connector.port}/teams/`;
  const page = await listen(pageListener({ control, commands: options.commands ?? [] }), options.pagePort ?? 0);
  return {
    url,
    pageUrl: `http://127.0.0.1:${page.port}`,
    control,
    log,
    async close() {
      bot.close();
      await Promise.all([connector.close(), page.close()]);
    },
  };
}
