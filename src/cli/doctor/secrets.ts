import type { Environment } from '../../config/environment';

const names = [
  'MicrosoftAppPassword',
  'CertificatePrivateKey',
  'IDENTITY_HEADER',
  'AZURE_CLIENT_SECRET',
  'AZURE_CLIENT_CERTIFICATE_PASSWORD',
  'AZURE_PASSWORD',
  'DATABASE_URL',
] as const;

/** Values that must never be seen in a line, the password inside a database URL too. */
export function secretsIn(env: Environment): readonly string[] {
  const values = names.map((name) => env[name]?.trim() ?? '').filter((value) => value !== '');
  const url = env.DATABASE_URL?.trim();
  const password = url !== undefined && URL.canParse(url) ? new URL(url).password : '';
  return password === '' ? values : [...values, password, decodeURIComponent(password)];
}
