import { AppManifestUtils, type TeamsManifest } from '@microsoft/app-manifest';
import { schemaVersion } from './manifest';

/** Sides in pixels, as the schema asks for. */
const icons = { 'color.png': 192, 'outline.png': 32 } as const;

const pngSignature = '89504e470d0a1a0a';

/**
 * What is wrong with a package's files; empty when it may be uploaded. Works offline: the validator gets the schema that its own package carries,
 * and would fetch one only if it were handed none.
 */
export async function checkPackage(files: Readonly<Record<string, Uint8Array>>): Promise<readonly string[]> {
  const text = files['manifest.json'];
  if (text === undefined) return ['manifest.json is missing'];
  const manifest = JSON.parse(Buffer.from(text).toString('utf8')) as TeamsManifest & { manifestVersion: string };
  if (manifest.manifestVersion !== schemaVersion)
    return [`manifest.json has the version ${manifest.manifestVersion}; this program checks ${schemaVersion}`];
  const left = /\$\{\{[^}]*\}\}/.exec(JSON.stringify(manifest))?.[0];
  return [
    ...(left === undefined ? [] : [`manifest.json still holds ${left}`]),
    ...(await AppManifestUtils.validateAgainstSchema(manifest, bundledSchema())),
    ...Object.entries(icons).flatMap(([name, side]) => iconProblems(name, files[name], side)),
  ];
}

function bundledSchema(): never {
  // A JSON file of the validator's package: it has no types, and its deep path is why the version above is checked first.
  return require(
    `@microsoft/app-manifest/build/json-schemas/teams/v${schemaVersion}/MicrosoftTeams.schema.json`,
  ) as never;
}

/** Width and height stand at byte 16 of a PNG, in its first chunk; the colour type 6 at byte 25 means that it has an alpha channel. */
function iconProblems(name: string, bytes: Uint8Array | undefined, side: number): readonly string[] {
  if (bytes === undefined) return [`${name} is missing`];
  const png = Buffer.from(bytes);
  if (png.length < 26 || png.subarray(0, 8).toString('hex') !== pngSignature) return [`${name} is no PNG`];
  const [width, height] = [png.readUInt32BE(16), png.readUInt32BE(20)];
  return [
    ...(width === side && height === side ? [] : [`${name} is ${width}×${height}, not ${side}×${side}`]),
    ...(name === 'outline.png' && png.readUInt8(25) !== 6 ? [`${name} has no transparent background`] : []),
  ];
}
