// The package's own entry is ESM without extensions, which Node cannot load; its bundle works and has no types.
const { AdaptiveCard, HostConfig, SerializationContext }: Renderer = require('adaptivecards/dist/adaptivecards.js');

type Renderer = typeof import('adaptivecards', { with: { 'resolution-mode': 'import' }});

/** What every card we send must keep. The official parser finds unknown elements and missing ids; the rest are Teams' limits and our own rules. */

type Json = Readonly<Record<string, unknown>>;

export interface Lint {
  readonly problems: readonly string[];
  readonly bytes: number;
}

export const sizeLimit = 20_000;

/** Teams' own elements beyond the 1.5 schema that a card may hold, each only with a fallback for every other client. */
const charts = ['Chart.VerticalBar.Grouped'];

export function lint(card: unknown): Lint {
  const text = JSON.stringify(card);
  const bytes = Buffer.byteLength(text);
  const problems = [...official(card), ...own(card, text)];
  if (bytes > sizeLimit) problems.push(`the card has ${bytes} bytes`);
  return { problems, bytes };
}

function official(card: unknown): string[] {
  const parsed = new AdaptiveCard();
  // The renderer counts the overflow into its limit of five; our own rule below counts what is in sight.
  parsed.hostConfig = new HostConfig({ actions: { maxActions: 30 } });
  const context = new SerializationContext();
  parsed.parse(card, context);
  const events = [...Array(context.eventCount).keys()].map((index) => context.getEventAt(index).message);
  const unknown = events.filter((message) => !charts.some((chart) => message.includes(chart)));
  return [...unknown, ...parsed.validateProperties().validationEvents.map(({ message }) => message)];
}

function own(card: unknown, text: string): string[] {
  const problems: string[] = [];
  const root = card as Json;
  if (root.version !== '1.5') problems.push(`version ${String(root.version)}`);
  if (text.includes(['$', '{'].join(''))) problems.push('an expression was left in the card');
  if (text.includes('{{')) problems.push('a date expression is in the card');
  for (const node of nodes(card)) problems.push(...problemsOf(node));
  return problems;
}

function problemsOf(node: Json): string[] {
  const type = String(node.type ?? '');
  const found: string[] = [];
  if (type === 'TextBlock') found.push('TextBlock reads markdown: use RichTextBlock');
  if (type === 'TextRun' && (typeof node.text !== 'string' || node.text === '')) found.push('TextRun without text');
  if (type === 'RichTextBlock' && !(Array.isArray(node.inlines) && node.inlines.length > 0))
    found.push('RichTextBlock without runs');
  if (type.startsWith('Input.') && (typeof node.label !== 'string' || node.label === ''))
    found.push(`${type} without label`);
  if (node.isRequired === true && typeof node.errorMessage !== 'string')
    found.push(`${type} required without a message`);
  if (type === 'Action.Execute' && typeof node.verb !== 'string') found.push('Action.Execute without verb');
  if (type.startsWith('Action.') && (typeof node.title !== 'string' || node.title === ''))
    found.push(`${type} without title`);
  if (type === 'Action.OpenUrl' && !/^https:\/\/portal\.azure\.(com|us|cn)\//.test(String(node.url)))
    found.push('a link leads outside');
  if (type.startsWith('Chart.')) {
    if (!charts.includes(type)) found.push(`${type} is not allowed`);
    if (node.fallback === undefined) found.push(`${type} without a fallback`);
  }
  if (type === 'Image' || type === 'Media') found.push(`${type} is not used here`);
  if (Array.isArray(node.actions)) {
    const visible = node.actions.filter((action) => (action as Json).mode !== 'secondary').length;
    if (visible > 5) found.push(`${visible} buttons in sight`);
  }
  if (node.msteams !== undefined && 'entities' in (node.msteams as object))
    found.push('mentions are never built from a card');
  return found;
}

/** Every object in the card, action data excluded: it holds ids only. */
export function nodes(value: unknown): Json[] {
  if (Array.isArray(value)) return value.flatMap(nodes);
  if (value === null || typeof value !== 'object') return [];
  return [value as Json, ...Object.entries(value).flatMap(([key, inner]) => (key === 'data' ? [] : nodes(inner)))];
}

export function actionsOf(card: unknown): Json[] {
  return nodes(card).filter(
    ({ type, title, fallback, verb }) =>
      typeof type === 'string' &&
      type.startsWith('Action.') &&
      (fallback !== undefined || verb === undefined || type !== 'Action.Submit') &&
      title !== undefined,
  );
}

/** All text a reader sees, in order. */
export function textOf(card: unknown): string {
  return nodes(card)
    .filter(({ type }) => type === 'RichTextBlock')
    .map(({ inlines }) => (inlines as Json[]).map(({ text }) => String(text)).join(''))
    .join('\n');
}
