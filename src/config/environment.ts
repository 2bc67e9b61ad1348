import { isGuid } from '../core/principal';
import type { Holders } from './config';
import type { Findings } from './problem';
import { type Secret, secret } from './secret';
import { checkUrl, type UrlRules } from './url';

export type Environment = Readonly<Record<string, string | undefined>>;

/** Reads typed values by name; what cannot be read is noted in `findings` and answered with a harmless value of the type. */
export class EnvironmentReader {
  readonly #env: Environment;
  readonly findings: Findings;

  constructor(env: Environment, findings: Findings) {
    this.#env = env;
    this.findings = findings;
  }

  /** Trimmed; a variable that is set to nothing counts as missing, so that an empty secret is never a secret. */
  text(name: string): string | undefined {
    const value = this.#env[name]?.trim();
    return value === undefined || value === '' ? undefined : value;
  }

  /** Values with line breaks or outer blanks that belong to them are kept; blank ones count as missing. */
  secret(name: string): Secret | undefined {
    const value = this.#env[name];
    return value === undefined || value.trim() === '' ? undefined : secret(value);
  }

  flag(name: string): boolean {
    const value = this.text(name);
    if (value === undefined || value === '0') return false;
    if (value === '1') return true;
    this.findings.problem(name, `"${value}" is neither 0 nor 1.`, `Set ${name}=1 or leave it out.`);
    return false;
  }

  integer(name: string, fallback: number, least: number, most: number): number {
    const value = this.text(name);
    if (value === undefined) return fallback;
    const number = /^\d{1,9}$/.test(value) ? Number(value) : Number.NaN;
    if (number >= least && number <= most) return number;
    const range = `a whole number from ${least} to ${most}`;
    this.findings.problem(name, `"${value}" is not ${range}.`, `Set it to ${range}, or leave it out for ${fallback}.`);
    return fallback;
  }

  choice<T extends string>(name: string, known: readonly T[], fallback: T): T {
    const value = this.text(name);
    if (value === undefined) return fallback;
    const found = known.find((each) => each.toLowerCase() === value.toLowerCase());
    if (found !== undefined) return found;
    this.findings.problem(name, `"${value}" is not known.`, `Use one of: ${known.join(', ')}.`);
    return fallback;
  }

  list(name: string): readonly string[] {
    const parts = (this.text(name) ?? '').split(',').map((part) => part.trim());
    return [...new Set(parts.filter((part) => part !== ''))];
  }

  guid(name: string): string | undefined {
    const value = this.text(name);
    if (value === undefined || isGuid(value)) return value?.toLowerCase();
    this.findings.problem(
      name,
      `"${value}" is not a GUID.`,
      'Copy the id from the Azure portal, 36 characters with dashes.',
    );
    return undefined;
  }

  guids(name: string, what: string): readonly string[] {
    const values = this.list(name).map((value) => value.toLowerCase());
    for (const value of values.filter((each) => !isGuid(each)))
      this.findings.problem(name, `"${value}" is not a GUID.`, `List ${what}, separated by commas.`);
    return [...new Set(values.filter(isGuid))];
  }

  holders(name: string): Holders {
    const users: string[] = [];
    const groups: string[] = [];
    for (const entry of this.list(name).map((value) => value.toLowerCase())) {
      const id = entry.startsWith('group:') ? entry.slice('group:'.length) : entry;
      if (isGuid(id)) (id === entry ? users : groups).push(id);
      else
        this.findings.problem(
          name,
          `"${entry}" is not an Entra object id.`,
          'List object ids (GUIDs, not user names), or group:<object id of the group>, separated by commas.',
        );
    }
    return { users, groups };
  }

  url(name: string, rules: UrlRules): string | undefined {
    const value = this.text(name);
    if (value === undefined) return undefined;
    const checked = checkUrl(value, rules);
    if (checked.ok) return checked.value;
    this.findings.problem(name, checked.message, checked.remedy ?? 'Set an https URL.');
    return undefined;
  }
}
