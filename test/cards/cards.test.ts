import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expand } from '../../src/chat/painting/template';
import { lint, nodes } from './card-lint';
import { paintedCards } from './painted';

const folder = join(__dirname, '..', '..', 'cards');
const templates = readdirSync(folder).filter((file) => file.endsWith('.json') && !file.endsWith('.sample.json'));

describe('every template', () => {
  test.each(templates)('%s has a sample that fills it completely', (file) => {
    const name = file.replace(/\.json$/, '');
    const sample = JSON.parse(readFileSync(join(folder, `${name}.sample.json`), 'utf8'));
    const card = expand(name, sample);
    expect(lint(card).problems).toEqual([]);
    expect(JSON.stringify(card)).not.toContain('"—"');
  });

  test.each(templates)('%s binds text into runs only, so that no client reads it as markdown', (file) => {
    const template = JSON.parse(readFileSync(join(folder, file), 'utf8'));
    expect(nodes(template).filter(({ type }) => type === 'TextBlock' || type === 'FactSet')).toEqual([]);
  });
});

describe('every painted card', () => {
  const cards = paintedCards();

  test.each(Object.keys(cards))('%s is valid, small and complete', (name) => {
    expect(lint(cards[name]).problems).toEqual([]);
  });

  test('a press carries ids only', () => {
    for (const card of Object.values(cards)) {
      for (const { type, data, fallback } of nodes(card)) {
        if (type !== 'Action.Execute') continue;
        const keys = Object.keys(data as object);
        expect(keys.filter((key) => !['subject', 'version', 'item'].includes(key))).toEqual([]);
        if (fallback !== undefined) expect(fallback).toMatchObject({ type: 'Action.Submit', data: data as object });
      }
    }
  });
});

describe('the lint itself', () => {
  const good = { type: 'AdaptiveCard', version: '1.5', body: [] };

  test.each([
    ['a text block', { ...good, body: [{ type: 'TextBlock', text: 'x' }] }, 'TextBlock'],
    ['a left expression', { ...good, fallbackText: ['$', '{x}'].join('') }, 'expression'],
    [
      'six buttons',
      { ...good, actions: Array(6).fill({ type: 'Action.Execute', title: 'x', verb: 'v' }) },
      '6 buttons',
    ],
    ['an unlabelled input', { ...good, body: [{ type: 'Input.Text', id: 'a' }] }, 'label'],
    ['an unknown element', { ...good, body: [{ type: 'Nonsense' }] }, 'Nonsense'],
    [
      'a second input of one name',
      { ...good, body: [1, 2].map(() => ({ type: 'Input.Text', id: 'a', label: 'A' })) },
      'Duplicate',
    ],
    [
      'a foreign link',
      { ...good, actions: [{ type: 'Action.OpenUrl', title: 'x', url: 'https://evil.example/' }] },
      'outside',
    ],
    [
      'a chart without a fallback',
      { ...good, body: [{ type: 'Chart.VerticalBar.Grouped', data: [] }] },
      'without a fallback',
    ],
    ['a chart that is not allowed', { ...good, body: [{ type: 'Chart.Pie', fallback: 'drop' }] }, 'not allowed'],
    ['a card too big', { ...good, fallbackText: 'x'.repeat(21_000) }, 'bytes'],
  ])('finds %s', (_name, card, problem) => {
    expect(lint(card).problems.join('; ')).toContain(problem);
  });
});
