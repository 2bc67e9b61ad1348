import { join } from 'node:path';
import { readAddress } from '../../../src/store/postgres/address';

const read = (url: string) => readAddress(url);

it('reads user, password, host, port and database, and names the place without secrets', () => {
  const address = read('postgresql://b%40t:p%2Fw@localhost:6432/watch');
  expect(address).toEqual({
    ok: true,
    value: {
      connection: { host: 'localhost', port: 6432, user: 'b@t', password: 'p/w', database: 'watch', ssl: false },
      shown: 'watch on localhost:6432',
    },
  });
});

it.each(['postgres://u@localhost/d?host=%2Frun%2Fpg', 'postgres://u@%2Frun%2Fpg/d'])('takes a socket: %s', (url) => {
  expect(read(url)).toMatchObject({ value: { connection: { host: '/run/pg', database: 'd', ssl: false } } });
});

it('speaks TLS to a remote server and checks its certificate, also where nothing was said', () => {
  for (const url of [
    'postgres://db.contoso.com/watch',
    'postgres://db.contoso.com/watch?sslmode=require',
    'postgres://db.contoso.com/watch?sslmode=verify-full',
  ])
    expect(read(url)).toMatchObject({ value: { connection: { ssl: { rejectUnauthorized: true } } } });
  const full = read('postgres://db.contoso.com/watch?sslmode=verify-full');
  const authority = read('postgres://10.0.0.4/watch?sslmode=verify-ca');
  const nameChecks = [full, authority].map((one) => one.ok && (one.value.connection.ssl as object));
  expect(nameChecks[0]).not.toHaveProperty('checkServerIdentity');
  expect(nameChecks[1]).toHaveProperty('checkServerIdentity');
});

it('trusts an authority of its own when one is named', () => {
  const file = join(__dirname, 'address.test.ts');
  const address = read(`postgres://db.contoso.com/watch?sslmode=verify-full&sslrootcert=${encodeURIComponent(file)}`);
  expect(address).toMatchObject({ value: { connection: { ssl: { ca: expect.stringContaining('sslrootcert') } } } });
});

it.each(['disable', 'allow', 'prefer'])('refuses a remote server without TLS: sslmode=%s', (mode) => {
  const refused = read(`postgres://bot:planted-secret@db.contoso.com/watch?sslmode=${mode}`);
  expect(refused).toMatchObject({ ok: false, reason: 'insecure', remedy: expect.stringContaining('verify-full') });
  expect(JSON.stringify(refused)).not.toContain('planted-secret');
});

it.each([
  'postgres://u:planted-secret@localhost',
  'postgres://u:planted-secret@localhost/d?sslmode=sometimes',
  'postgres://u:planted-secret@localhost/d?channel_binding=require',
  'postgres://u:planted-secret@localhost/d?port=x',
  'postgres://u:planted-secret@localhost/d?sslmode=require&sslrootcert=/nowhere.pem',
  'postgres://u:planted-secret@%zz/d',
])('refuses what it cannot honour, without repeating the password: %s', (url) => {
  const refused = read(url);
  expect(refused).toMatchObject({ ok: false, reason: 'unusable-address' });
  expect(JSON.stringify(refused)).not.toContain('planted-secret');
});
