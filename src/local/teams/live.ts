import type { ServerResponse } from 'node:http';
import type { TeamsControl } from './control';

/**
 * Server-sent events: one `change` for everything that changes, other people's included, because the page shows how many messages wait for
 * each of them. It fetches again what it shows.
 */
export function serveEvents(response: ServerResponse, control: TeamsControl): void {
  response.writeHead(200, {
    'content-type': 'text/event-stream',
    'cache-control': 'no-store',
    connection: 'keep-alive',
  });
  response.write('retry: 1000\n\n');
  const stop = control.listen((change) => response.write(`event: change\ndata: ${JSON.stringify(change)}\n\n`));
  response.on('close', stop);
}
