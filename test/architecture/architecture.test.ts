import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { cycleIn, importsOf, roomOf, sourceFiles, sourceRoot } from './imports';

interface RoomRule {
  /** Rooms, or single files where only those may be known. */
  readonly mayImport: readonly string[];
  readonly because: string;
}

/** The house's doors (design §2). `main`, `service` and `cli` are composition roots and may open every door. */
const rooms: Readonly<Record<string, RoomRule>> = {
  core: { mayImport: [], because: 'everything stands on core, so core stands on nothing' },
  config: { mayImport: ['core', 'geo'], because: 'the environment is read once and knows no room that uses it' },
  geo: { mayImport: ['core'], because: 'addresses are facts of their own' },
  detection: { mayImport: ['core', 'geo'], because: 'what is found must not depend on how it is told' },
  alerts: {
    mayImport: ['core', 'detection/finding', 'detection/ports'],
    because: 'alerts take findings and never know chat or how a finding came about',
  },
  review: { mayImport: ['core'], because: 'a review must be provable without detection, chat or a cloud library' },
  chat: {
    mayImport: ['core', 'alerts', 'review', 'detection/finding', 'detection/ports', 'detection/history'],
    because: 'chat shows and moves the domain; it polls nothing and knows no wire',
  },
  teams: { mayImport: ['core', 'chat/ports'], because: 'the edge translates activities for the chat port only' },
  outbound: {
    mayImport: ['core', 'chat/ports'],
    because: 'it calls endpoints of the configuration and knows no alert',
  },
  azure: { mayImport: ['core', 'detection/ports', 'review'], because: 'an adapter knows the ports it serves' },
  store: {
    mayImport: ['core', 'alerts', 'chat', 'detection', 'review'],
    because: 'a repository knows the ports and documents it keeps',
  },
  local: { mayImport: ['core', 'geo'], because: 'emulators speak the wire, so they need no port of ours' },
};

const roots = ['main', 'service', 'cli'];

/** Where each outside library lives. */
const homes: Readonly<Record<string, readonly string[]>> = {
  botbuilder: ['teams'],
  'botframework-connector': ['teams'],
  restify: ['teams'],
  '@azure/arm-authorization': ['azure'],
  '@azure/monitor-query': ['azure'],
  '@azure/identity': ['azure'],
  '@azure/core-rest-pipeline': ['azure'],
  '@azure/core-auth': ['azure'],
  '@azure/core-client': ['azure'],
  kysely: ['store'],
  libsql: ['store'],
  pg: ['store'],
  'ipaddr.js': ['geo'],
  maxmind: ['geo'],
  pino: ['service'],
  'prom-client': ['service'],
  'adaptivecards-templating': ['chat'],
  'adaptive-expressions': ['chat'],
  zod: ['config', 'teams', 'azure', 'local', 'cli'],
  '@kusto/language-service-next': ['local'],
  adaptivecards: ['local'],
  'markdown-it': ['local'],
  jose: ['local'],
  fflate: ['cli'],
  '@microsoft/app-manifest': ['cli'],
  '@ip-location-db/geo-whois-asn-country-mmdb': ['cli', 'local'],
};

const files = sourceFiles();
const imports = files.flatMap(importsOf);

describe('the house', () => {
  it('has a rule for every room', () => {
    const known = [...Object.keys(rooms), ...roots];
    expect([...new Set(files.map(roomOf))].filter((room) => !known.includes(room))).toEqual([]);
  });

  it.each(Object.entries(rooms))('%s opens only its own doors', (room, { mayImport, because }) => {
    const wrong = imports
      .filter(({ from, external }) => roomOf(from) === room && !external)
      .filter(({ to }) => roomOf(to) !== room)
      .filter(({ to }) => !mayImport.some((door) => to === door || to.startsWith(`${door}/`)))
      .map(({ from, to }) => `${from} → ${to} (${because})`);
    expect(wrong).toEqual([]);
  });

  it('has no cycle among its files', () => {
    const edges = new Map<string, Set<string>>();
    const existing = new Set(files.map((file) => file.replace(/\.ts$/, '')));
    for (const { from, to, external, typeOnly } of imports) {
      if (external || typeOnly) continue;
      const target = existing.has(to) ? to : `${to}/index`;
      const source = from.replace(/\.ts$/, '');
      edges.set(source, (edges.get(source) ?? new Set()).add(target));
    }
    expect(cycleIn(edges)).toBeUndefined();
  });

  it('keeps each outside library in its room', () => {
    const wrong = imports
      .filter(({ external, to }) => external && to !== 'node')
      .filter(({ from, to }) => !(homes[to] ?? []).includes(roomOf(from)))
      .map(({ from, to }) => `${from} → ${to}`);
    expect(wrong).toEqual([]);
  });

  it('never reads the clock of the machine in the domain', () => {
    const wrong = files
      .filter((file) => ['detection', 'alerts', 'review', 'chat'].includes(roomOf(file)))
      .filter((file) =>
        /\bDate\.now\(|new Date\(\)|setTimeout\(|setInterval\(/.test(readFileSync(join(sourceRoot, file), 'utf8')),
      );
    expect(wrong).toEqual([]);
  });

  it('has no file over 300 lines', () => {
    const long = files
      .map((file) => ({ file, lines: readFileSync(join(sourceRoot, file), 'utf8').split('\n').length - 1 }))
      .filter(({ lines }) => lines > 300);
    expect(long).toEqual([]);
  });
});
