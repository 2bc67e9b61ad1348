import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { GlobalSettings, Template } from 'adaptivecards-templating';
import { packageRoot } from '../../core/package-root';
import type { Card } from '../ports';

const cardsFolder = join(packageRoot, 'cards');

/** A field a painter forgot shows as a dash; the library would leave `${field}` on the card. */
GlobalSettings.getUndefinedFieldValueSubstitutionString = () => '—';

const built = new Map<string, Template>();

/**
 * Expands `cards/<name>.json`. Templates are built once (30 ms) and reused (0.4 ms). What a template binds as a whole value (runs, actions) is not
 * evaluated again, so data that looks like an expression stays text.
 */
export function expand(name: string, data: object): Card {
  return template(name).expand({ $root: data }) as Card;
}

function template(name: string): Template {
  const known = built.get(name);
  if (known !== undefined) return known;
  const fresh = new Template(JSON.parse(readFileSync(join(cardsFolder, `${name}.json`), 'utf8')));
  built.set(name, fresh);
  return fresh;
}
