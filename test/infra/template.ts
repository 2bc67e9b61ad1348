import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export const infra = join(__dirname, '..', '..', 'infra');

export interface Parameter {
  readonly type: string;
  readonly defaultValue?: unknown;
  readonly metadata: { readonly description: string };
}

export interface Resource {
  readonly type: string;
  readonly apiVersion: string;
  readonly name: string;
  readonly dependsOn?: readonly string[];
  readonly properties?: Readonly<Record<string, unknown>>;
}

export interface Template {
  readonly $schema: string;
  readonly contentVersion: string;
  readonly metadata: { readonly description: string };
  readonly parameters: Readonly<Record<string, Parameter>>;
  readonly variables?: Readonly<Record<string, unknown>>;
  readonly resources: readonly Resource[];
  readonly outputs: Readonly<Record<string, { readonly type: string; readonly value: string }>>;
}

export interface RoleFile {
  readonly definition: {
    readonly roleName: string;
    readonly description: string;
    readonly type: string;
    readonly assignableScopes: readonly string[];
    readonly permissions: readonly {
      readonly actions: readonly string[];
      readonly notActions: readonly string[];
      readonly dataActions: readonly string[];
      readonly notDataActions: readonly string[];
    }[];
  };
  readonly assignment?: { readonly condition: string; readonly conditionVersion: string };
}

export const readJson = (path: string): unknown => JSON.parse(readFileSync(join(infra, path), 'utf8'));
export const template = (name: string) => readJson(`${name}.json`) as Template;
export const role = (name: string) => readJson(join('roles', `${name}.json`)) as RoleFile;

export const templateNames: readonly string[] = readdirSync(infra)
  .filter((file) => file.endsWith('.json'))
  .map((file) => file.replace(/\.json$/, ''));

/** Every string of a value that Resource Manager evaluates, without its brackets. */
export function expressionsIn(value: unknown): readonly string[] {
  if (typeof value === 'string') return /^\[(?!\[).*\]$/s.test(value) ? [value.slice(1, -1)] : [];
  if (Array.isArray(value)) return value.flatMap(expressionsIn);
  if (typeof value === 'object' && value !== null)
    return Object.entries(value).flatMap(([key, inner]) => [...expressionsIn(key), ...expressionsIn(inner)]);
  return [];
}

/** An expression without its quoted texts, in which `''` is a quote. */
export const withoutTexts = (expression: string) => expression.replace(/'(?:[^']|'')*'/g, "''");

/** The text that `format` puts together, with `<n>` where its arguments go. */
export function formatText(expression: string): { readonly text: string; readonly holes: number } {
  const [, quoted = ''] = /format\('((?:[^']|'')*)'/.exec(expression) ?? [];
  let holes = 0;
  const text = quoted.replaceAll("''", "'").replace(/\{\{|\}\}|\{(\d+)\}/g, (found, index?: string) => {
    if (index === undefined) return found.charAt(0);
    holes = Math.max(holes, Number(index) + 1);
    return `<${index}>`;
  });
  return { text, holes };
}

/** Role GUIDs a condition names for one action. */
export function rolesIn(condition: string, action: 'write' | 'delete'): readonly string[] {
  const part = condition.split(' AND ((').find((each) => each.includes(`/${action}'`)) ?? '';
  const [, list = ''] = /RoleDefinitionId\] ForAnyOfAnyValues:GuidEquals \{([^}]+)\}/.exec(part) ?? [];
  return list.split(', ').filter((guid) => guid !== '');
}
