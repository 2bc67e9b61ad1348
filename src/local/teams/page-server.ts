import { readFile } from 'node:fs/promises';
import type { RequestListener, ServerResponse } from 'node:http';
import { join } from 'node:path';
import { packageRoot } from '../../core/package-root';
import { type ApiDeps, serveApi } from './api';
import { sendReply } from './http';
import { serveEvents } from './live';

const PAGE = join(packageRoot, 'src', 'local', 'teams', 'page');

const LIBRARIES: Readonly<Record<string, string>> = {
  '/lib/adaptivecards.js': join(packageRoot, 'node_modules', 'adaptivecards', 'dist', 'adaptivecards.min.js'),
  '/lib/markdown-it.js': join(packageRoot, 'node_modules', 'markdown-it', 'dist', 'markdown-it.min.js'),
};

const TYPES: Readonly<Record<string, string>> = {
  html: 'text/html; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  css: 'text/css; charset=utf-8',
  svg: 'image/svg+xml',
};

/** Nothing from elsewhere and nothing inline; the renderer sets its styles through the object model, which this allows. */
const CSP =
  "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/** The chat page, its API and its live events on one origin. */
export function pageListener(deps: ApiDeps): RequestListener {
  return (request, response) => {
    const url = new URL(request.url ?? '/', 'http://page');
    const origin = request.headers.origin;
    if (origin !== undefined && origin !== `http://${request.headers.host}`) {
      sendReply(response, { status: 403, body: { error: 'Another origin may not use this page.' } });
    } else if (url.pathname === '/api/events') {
      serveEvents(response, deps.control);
    } else {
      void serveApi(request, response, deps).then(async (served) => {
        if (!served) await serveFile(url.pathname, response);
      });
    }
  };
}

async function serveFile(path: string, response: ServerResponse): Promise<void> {
  const file = LIBRARIES[path] ?? pageFile(path);
  try {
    const bytes = await readFile(file ?? '');
    const type = TYPES[file?.split('.').at(-1) ?? ''] ?? 'application/octet-stream';
    response.writeHead(200, {
      'content-type': type,
      'content-security-policy': CSP,
      'x-content-type-options': 'nosniff',
    });
    response.end(bytes);
  } catch {
    sendReply(response, { status: 404, body: { error: `Nothing is served at ${path}.` } });
  }
}

/** Only plain names: nothing above or beside the page's folder can be asked for. */
function pageFile(path: string): string | undefined {
  if (path === '/') return join(PAGE, 'index.html');
  return /^\/[a-z0-9-]+\.(js|css|svg)$/.test(path) ? join(PAGE, path) : undefined;
}
