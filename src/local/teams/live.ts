import type { ServerResponse } from 'node:http';
import type { Change } from './changes';
import type { TeamsControl } from './control';

/** Server-sent events: one `change` for everything the person may see. The page fetches what it shows again. */
export function serveEvents(response: ServerResponse, as: string, control: TeamsControl): void {
  const { world } = control;
  response.writeHead(200, {
    'content-type': 'text/event-stream',
    'cache-control': 'no-store',
    connection: 'keep-alive',
  });
  response.write('retry: 1000\n\n');
  const stop = control.listen((change) => {
    if (concerns(change)) response.write(`event: change\ndata: ${JSON.stringify(change)}\n\n`);
  });
  response.on('close', stop);

  function concerns({ personId, conversationId }: Change): boolean {
    const self = world.person(as)?.id;
    if (personId !== undefined) return personId === self;
    if (conversationId === undefined) return true;
    return world.membersOf(conversationId).some(({ id }) => id === self);
  }
}
