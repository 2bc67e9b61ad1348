import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { denialPoints } from '../../src/alerts/inquiry-rules';
import { defaultPolicy } from '../../src/core/policy';
import { severities } from '../../src/core/severity';
import { neverLearned } from '../../src/detection/poll/learning';
import { severityOf } from '../../src/detection/score';
import { type ReasonCode, type Weight, weights } from '../../src/detection/weights';
import { sentenceOf } from '../detection/reason-samples';
import { scenarios } from '../scenarios/all';
import { expectGenerated } from '../support/generated';
import { meanings, sources } from './reason-meanings';

const root = join(__dirname, '..', '..');
const read = (path: string) => readFileSync(join(root, path), 'utf8');
const page = read('docs/detection.md');
const codes = Object.keys(weights) as ReasonCode[];
const weightOf = (code: ReasonCode): Weight => weights[code];

function row(code: ReasonCode): string {
  const { points, hard, mitre = [] } = weightOf(code);
  const { when, source } = meanings[code];
  const sentence = sentenceOf(code) ?? 'no sample carries it';
  const cells = [`\`${code}\``, `${points}${hard ? ' **hard**' : ''}`, when, sentence, [...mitre, source].join('; ')];
  return `| ${cells.join(' | ')} |`;
}

const table = (of: readonly ReasonCode[]) =>
  [
    '| reason | points | it stands when | an example from a card | where the weight comes from |',
    '|---|---|---|---|---|',
    ...of.map(row),
  ].join('\n');

const part = (text: string, name: string, content: string) =>
  text.replace(
    new RegExp(`<!-- ${name} -->[\\s\\S]*<!-- /${name} -->`),
    () => `<!-- ${name} -->\n\n${content}\n\n<!-- /${name} -->`,
  );

describe('docs/detection.md', () => {
  test('has every reason with its weight', () => {
    const softening = codes.filter((code) => weightOf(code).points <= 0);
    const of = (trigger: string) => table(codes.filter((code) => weightOf(code).trigger === trigger));
    let text = page;
    for (const trigger of ['unexpected-principal', 'unusual-frequency', 'unusual-origin'])
      text = part(text, trigger, of(trigger));
    text = part(text, 'softening', table(softening));
    text = part(text, 'never-learned', [...neverLearned].map((code) => `\`${code}\``).join(', '));
    expectGenerated('docs/detection.md', text);
    expect(codes.filter((code) => !text.includes(`| \`${code}\` |`))).toEqual([]);
  });

  test('shows each reason’s own sentence, whole on a card', () => {
    const sentences = codes.map((code) => [code, sentenceOf(code)] as const);
    // A card cuts a reason at 160 characters (src/chat/words/why.ts).
    expect(sentences.filter(([, text]) => text === undefined || text.length > 160)).toEqual([]);
  });

  test('gives each weight a source of a known kind', () => {
    const unsourced = Object.entries(meanings).filter(
      ([, { source }]) => !sources.some((kind) => source.split('; ').some((one) => kind.test(one))),
    );
    expect(unsourced).toEqual([]);
  });

  test('names only scenarios that exist', () => {
    const named = Object.values(meanings).flatMap(({ source }) => source.match(/\b[ABC]\d+\b/g) ?? []);
    const known = new Set(scenarios.map(({ id }) => id.replace(/[a-z]$/, '')));
    expect(named.filter((id) => !known.has(id))).toEqual([]);
  });

  test('has the floors of the severities', () => {
    for (const severity of severities.slice(1)) {
      const [, from = ''] = new RegExp(`\\b${severity} from (\\d+)`).exec(page) ?? [];
      expect([severityOf(Number(from)), severityOf(Number(from) - 1)]).toEqual([
        severity,
        severities[severities.indexOf(severity) - 1],
      ]);
    }
  });

  test.each<[string, number]>([
    ['“not me” weighs %d', denialPoints],
    ['within %d hours of the alert’s last session', defaultPolicy.grouping.gapHours],
    ['and %d hours of its first', defaultPolicy.grouping.spanHours],
  ])('“%s” is the figure of the code', (sentence, figure) => {
    expect(page).toContain(sentence.replace('%d', String(figure)));
  });

  test('its measured table is the README’s', () => {
    const measured = /\| \| attacks found[\s\S]*?\n\n/.exec(read('README.md'))?.[0] ?? 'missing';
    expect(page).toContain(measured.trim());
  });
});
