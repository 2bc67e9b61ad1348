import { readFileSync } from 'node:fs';
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

  it('lets through to the machine what Teams and the manifest name, and nothing else', () => {
    const [, paths = ''] =
      /@teams path ([^\n]+)\n\s+handle @teams \{\n\s+reverse_proxy 127\.0\.0\.1:3978/.exec(cloudInit.text) ?? [];
    const manifest = readFileSync(join(infra, '..', 'manifest', 'manifest.json'), 'utf8');
    const named = [...manifest.matchAll(/"https:\/\/\$\{\{BOT_DOMAIN\}\}([^"]+)"/g)].map(([, path]) => path ?? '');
    expect(new Set(paths.split(' '))).toEqual(new Set(['/api/messages', ...named]));
    expect(cloudInit.text).toMatch(/handle \{\n\s+respond 404/);
  });

  it('gives the machine room to compile before it does', () => {
    const steps = (cloudInit.text.split('\nruncmd:\n')[1] ?? '').trim().split('\n');
    expect(steps[0]).toMatch(
      /fallocate -l 2G (\S+) && chmod 600 \1 && mkswap \1 && swapon \1 && echo \1 .* >> \/etc\/fstab/,
    );
    expect(steps.findIndex((step) => step.includes('npm ci'))).toBeGreaterThan(0);
  });

  it('quotes what the operator fills in: the file is read by systemd and by a shell', () => {
    const filled = environmentFile.split('\n').filter((line) => /<\d+>/.test(line) && !line.includes('RESTORES'));
    expect(filled.length).toBeGreaterThan(8);
    expect(filled.filter((line) => !/="<\d+>"$/.test(line))).toEqual([]);
  });

  it('gives the login a name that is no group of Ubuntu', () => {
    expect(['root', 'adm', 'operator', 'staff', 'users', 'admin']).not.toContain(
      template('vm').parameters.adminUsername?.defaultValue,
    );
  });

  it('keeps the figures of the container off the public port', () => {
    const { configuration } = app?.properties as {
      configuration: {
        ingress: { targetPort: number; additionalPortMappings: { external: boolean; targetPort: number }[] };
      };
    };
    const env = containers.flatMap((each) => each.env) as { name: string; value?: string }[];
    const port = Number(env.find(({ name }) => name === 'METRICS_PORT')?.value);
    expect(port).toBeGreaterThan(0);
    expect(configuration.ingress.targetPort).not.toBe(port);
    expect(configuration.ingress.additionalPortMappings).toEqual([
      { external: false, targetPort: port, exposedPort: port },
    ]);
  });

  it('tells machine and container alike whether undo restores Contributor', () => {
    for (const names of [inContainer, onMachine]) expect(names).toContain('WRITER_RESTORES_CONTRIBUTOR');
  });

  it("fills every hole of the machine's first start", () => {
    const args =
      customData.slice(customData.lastIndexOf("\n'")).match(/, (?:variables|parameters|reference|if)\(/g) ?? [];
    expect(cloudInit.text.startsWith('#cloud-config\n')).toBe(true);
    expect(args.length).toBeGreaterThanOrEqual(cloudInit.holes);
  });
});

describe('the guide', () => {
  const guide = readFileSync(join(infra, 'README.md'), 'utf8');

  it('says where each output goes, and to no parameter that does not exist', () => {
    const rows = [...guide.matchAll(/^\| \d \| `(\w+)` \| (.+) \|$/gm)];
    const outputs = templateNames.flatMap((name) => Object.keys(template(name).outputs));
    expect(new Set(rows.map(([, output]) => output))).toEqual(new Set(outputs));
    for (const [, , places = ''] of rows) {
      const [, key] = /`(\w+)` in parameters/.exec(places) ?? [];
      const files = [...places.matchAll(/parameters\/([\w-]+)\.json/g)].map(([, file]) => file ?? '');
      for (const file of files) expect(Object.keys(template(file).parameters)).toContain(key);
    }
  });

  it('changes on the machine only what the template put there', () => {
    const { customData } = (
      template('vm').resources.find(({ type }) => type === 'Microsoft.Compute/virtualMachines')?.properties as {
        osProfile: { customData: string };
      }
    ).osProfile;
    const { text } = formatText(customData);
    const changed = guide.split('## Change it later')[1]?.split('\n## ')[0] ?? '';
    const paths = [...changed.matchAll(/(?<![\w.])\/(?:etc|opt|var\/lib|snap)\/[\w./-]*\w/g)].map(([path]) => path);
    expect(paths.length).toBeGreaterThan(8);
    expect(paths.filter((path) => !text.includes(path) && !path.startsWith('/snap/bin/'))).toEqual([]);
  });
});
