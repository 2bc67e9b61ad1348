import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Received {
  readonly path: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  /** As it came: signatures are over these very bytes. */
  readonly text: string;
}

export interface Receiver {
  readonly url: string;
  readonly calls: Received[];
  /** What the next calls are answered with; 202 when there is nothing left. */
  readonly answers: {
    readonly status: number;
    readonly headers?: Readonly<Record<string, string>>;
    readonly body?: string;
  }[];
  /** Calls to a path, parsed. */
  bodies(path: string): readonly Record<string, unknown>[];
  /** Resolves when a path has been called that often. */
  called(path: string, times: number): Promise<void>;
  close(): Promise<void>;
}

/** Somebody else's HTTP endpoint on this machine. */
export async function startReceiver(): Promise<Receiver> {
  const calls: Received[] = [];
  const answers: Receiver['answers'] = [];
  const waiting = new Set<() => void>();
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      calls.push({ path: request.url ?? '', headers: request.headers, text: Buffer.concat(chunks).toString('utf8') });
      const { status, headers, body } = answers.shift() ?? { status: 202 };
      for (const look of [...waiting]) look();
      response.writeHead(status, headers);
      response.end(body);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    calls,
    answers,
    bodies: (path) => calls.filter((call) => call.path === path).map(({ text }) => JSON.parse(text)),
    called: (path, times) =>
      new Promise((resolve) => {
        const look = () => {
          if (calls.filter((call) => call.path === path).length < times) return;
          waiting.delete(look);
          resolve();
        };
        waiting.add(look);
        look();
      }),
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
