import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { configurationNames } from '../support/config-names';
import {
  expressionsIn,
  formatText,
  infra,
  readJson,
  type Template,
  template,
  templateNames,
  withoutTexts,
} from './template';

const schemas = [
  'https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#',
  'https://schema.management.azure.com/schemas/2018-05-01/subscriptionDeploymentTemplate.json#',
];

interface ParameterFile {
  readonly parameters: Readonly<Record<string, { readonly value: unknown }>>;
}

const named = (kind: string, all: readonly string[]) =>
  new Set(all.flatMap((text) => [...text.matchAll(new RegExp(`${kind}\\('([^']+)'\\)`, 'g'))].map(([, name]) => name)));

describe.each(templateNames)('infra/%s.json', (name) => {
  const own: Template = template(name);
  const expressions = expressionsIn(own);

  it('is a deployment template that says what it is for', () => {
    expect(schemas).toContain(own.$schema);
    expect(own.contentVersion).toMatch(/^\d+(\.\d+){3}$/);
    expect(own.metadata.description).toMatch(/\.$/);
    for (const parameter of Object.values(own.parameters)) expect(parameter.metadata.description).not.toBe('');
  });

  it('gives every resource a type, an API version and a name', () => {
    expect(own.resources.length).toBeGreaterThan(0);
    for (const resource of own.resources) {
      expect(resource.type).toMatch(/^Microsoft\.[A-Za-z]+(\/[A-Za-z]+)+$/);
      expect(resource.apiVersion).toMatch(/^20\d\d-\d\d-\d\d(-preview)?$/);
      expect(resource.name).not.toBe('');
    }
  });

  it('uses every parameter and variable it declares, and declares every one it uses', () => {
    expect([...named('parameters', expressions)].sort()).toEqual(Object.keys(own.parameters).sort());
    expect([...named('variables', expressions)].sort()).toEqual(Object.keys(own.variables ?? {}).sort());
  });

  it('closes every parenthesis and every quote', () => {
    for (const expression of expressions.map(withoutTexts)) {
      expect(expression.replaceAll("''", '')).not.toContain("'");
      let depth = 0;
      for (const sign of expression) {
        if (sign === '(') depth++;
        if (sign === ')') depth--;
        expect(depth).toBeGreaterThanOrEqual(0);
      }
      expect(depth).toBe(0);
    }
  });

  it('waits only for what it deploys itself', () => {
    const types = own.resources.map(({ type }) => type.toLowerCase());
    for (const wait of own.resources.flatMap(({ dependsOn }) => dependsOn ?? [])) {
      const [, type = ''] = /esourceId\('([^']+)'/.exec(wait) ?? [];
      expect(types).toContain(type.toLowerCase());
    }
  });

  it('has an example of parameters that is complete but for secrets', () => {
    const { parameters } = readJson(join('parameters', `${name}.json`)) as ParameterFile;
    expect(Object.keys(own.parameters)).toEqual(expect.arrayContaining(Object.keys(parameters)));
    const required = Object.entries(own.parameters).filter(
      ([, { defaultValue, type }]) => defaultValue === undefined && type !== 'securestring',
    );
    expect(Object.keys(parameters)).toEqual(expect.arrayContaining(required.map(([key]) => key)));
  });
});

describe('what the service is told', () => {
  const known = configurationNames();
  const [app] = template('container-app').resources.filter(({ type }) => type === 'Microsoft.App/containerApps');
  const { customData } = (
    template('vm').resources.find(({ type }) => type === 'Microsoft.Compute/virtualMachines')?.properties as {
      osProfile: { customData: string };
    }
  ).osProfile;
  const cloudInit = formatText(customData);
  const containers = (app?.properties as { template: { containers: { env: { name: string }[] }[] } }).template
    .containers;
  const inContainer = containers.flatMap(({ env }) => env.map(({ name }) => name));
  const [, environmentFile = ''] =
    /serial-console-watch\.env\n[\s\S]*?content: \|\n([\s\S]*?)\n {2}- path/.exec(cloudInit.text) ?? [];
  const onMachine = [...environmentFile.matchAll(/^ {6}([A-Za-z_]+)=/gm)].map(([, name]) => name ?? '');

  it.each([
    ['container', inContainer],
    ['machine', onMachine],
  ])('names only variables the configuration reads, on the %s', (_where, names) => {
    expect(names.length).toBeGreaterThan(10);
    expect(names.filter((name) => !known.has(name))).toEqual([]);
  });

  it('keeps the store of the machine on the disk of its own', () => {
    const [, mount = '?'] = /mounts:\n {2}- \[[^,]+, ([^,]+),/.exec(cloudInit.text) ?? [];
    expect(cloudInit.text).toContain(`DATA_DIR=${mount}/`);
    expect(cloudInit.text).toContain(`ReadWritePaths=${mount}\n`);
  });

  it('lets only the messages of Teams through to the machine', () => {
    expect(cloudInit.text).toMatch(/handle \/api\/messages \{\n\s+reverse_proxy 127\.0\.0\.1:3978/);
    expect(cloudInit.text).toMatch(/handle \{\n\s+respond 404/);
  });

  it("fills every hole of the machine's first start", () => {
    const args =
      customData.slice(customData.lastIndexOf("\n'")).match(/, (?:variables|parameters|reference|if)\(/g) ?? [];
    expect(cloudInit.text.startsWith('#cloud-config\n')).toBe(true);
    expect(args.length).toBeGreaterThanOrEqual(cloudInit.holes);
  });
});

describe('the guide', () => {
  it('stands beside the templates', () => {
    expect(existsSync(join(infra, 'README.md'))).toBe(true);
  });
});
