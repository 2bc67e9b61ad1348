import { readFileSync } from 'node:fs';
import type { PoolConfig } from 'pg';
import { done, type Outcome, refuse } from '../../core/outcome';

export type AddressRefusal = 'unusable-address' | 'insecure';

/** Where the database is, as the driver takes it, and how it may be named in messages: without user and password. */
export interface Address {
  readonly connection: Pick<PoolConfig, 'host' | 'port' | 'user' | 'password' | 'database' | 'ssl'>;
  readonly shown: string;
}

const understood = new Set(['host', 'port', 'sslmode', 'sslrootcert']);
const encrypted = new Set(['require', 'verify-ca', 'verify-full']);
const plain = new Set(['disable', 'allow', 'prefer']);

/**
 * Reads `postgres://user:password@host:5432/database?sslmode=…&sslrootcert=…`; `host` may be a socket's directory. A remote server is spoken to
 * through TLS only, with its certificate checked under `require` too: who can pose as the database decides what the bot takes for approved.
 */
export function readAddress(url: string): Outcome<Address, AddressRefusal> {
  const parsed = parse(url);
  if (parsed === undefined)
    return refuse('unusable-address', 'DATABASE_URL cannot be read.', 'Write postgres://user@host/database.');
  const options = parsed.searchParams;
  const unknown = [...options.keys()].find((name) => !understood.has(name));
  if (unknown !== undefined)
    return refuse(
      'unusable-address',
      `DATABASE_URL has the option ${unknown}, which is not understood.`,
      `Only these are: ${[...understood].join(', ')}.`,
    );
  const host = options.get('host') ?? decodeURIComponent(parsed.hostname.replace(/^\[|\]$/g, ''));
  const database = decodeURIComponent(parsed.pathname.slice(1));
  const port = Number(options.get('port') ?? (parsed.port || 5432));
  if (host === '' || database === '' || !Number.isInteger(port))
    return refuse('unusable-address', 'DATABASE_URL names no host or no database.', 'postgres://user@host/database');
  const ssl = readTls(host, options.get('sslmode') ?? undefined, options.get('sslrootcert') ?? undefined);
  if (!ssl.ok) return ssl;
  return done({
    connection: {
      host,
      port,
      database,
      ssl: ssl.value,
      ...(parsed.username === '' ? {} : { user: decodeURIComponent(parsed.username) }),
      ...(parsed.password === '' ? {} : { password: decodeURIComponent(parsed.password) }),
    },
    shown: `${database} on ${host}:${port}`,
  });
}

function parse(url: string): URL | undefined {
  try {
    const parsed = new URL(url.trim());
    decodeURIComponent(parsed.hostname + parsed.pathname + parsed.username + parsed.password);
    return parsed;
  } catch {
    // Not repeated: it may hold a password.
    return undefined;
  }
}

function readTls(
  host: string,
  mode: string | undefined,
  rootCertificate: string | undefined,
): Outcome<PoolConfig['ssl'] & (object | false), AddressRefusal> {
  const near = isNear(host);
  const wanted = mode ?? (near ? 'disable' : 'verify-full');
  if (plain.has(wanted)) {
    if (near) return done(false);
    return refuse(
      'insecure',
      `DATABASE_URL sends everything to ${host} without TLS (sslmode=${wanted}).`,
      'Use sslmode=verify-full; a certificate of your own authority is named with sslrootcert=FILE.',
    );
  }
  if (!encrypted.has(wanted))
    return refuse(
      'unusable-address',
      `DATABASE_URL has sslmode=${wanted}, which is not known.`,
      `Use one of ${[...encrypted].join(', ')}, or disable on the same machine.`,
    );
  let ca: string | undefined;
  try {
    ca = rootCertificate === undefined ? undefined : readFileSync(rootCertificate, 'utf8');
  } catch (error) {
    const words = error instanceof Error ? error.message : String(error);
    return refuse('unusable-address', `sslrootcert cannot be read (${words}).`, 'Name a PEM file of the authority.');
  }
  return done({
    rejectUnauthorized: true,
    ...(ca === undefined ? {} : { ca }),
    // `verify-ca` trusts whoever the authority certified, whatever the name.
    ...(wanted === 'verify-ca' ? { checkServerIdentity: () => undefined } : {}),
  });
}

function isNear(host: string): boolean {
  return host.startsWith('/') || host === 'localhost' || host === '::1' || /^127(\.\d{1,3}){3}$/.test(host);
}
