import fc from 'fast-check';
import { asMarkdown } from '../../src/teams/message-markdown';

// It has no types of its own.
const markdownIt = require('markdown-it') as (options: object) => { render(text: string): string };

/** The most generous reading: addresses become links by themselves. */
const generous = markdownIt({ html: true, linkify: true, breaks: true });
const shown = (html: string) =>
  html
    .replace(/<[^>]*>/g, '')
    .replace(/&(lt|gt|amp|quot);/g, (_all, name: string) => ({ lt: '<', gt: '>', amp: '&', quot: '"' })[name] ?? '')
    .replaceAll('\u2060', '');

describe('a sentence in a message', () => {
  test.each([
    'A-1 [reset your password](https://evil.example) opened a console',
    '![x](https://evil.example/x.png)',
    '<at>Everyone</at> <b>now</b> <https://evil.example>',
    'https://evil.example/login and www.evil.example',
    '**bold** _it_ ~~gone~~ `',
    '# big\n\n=====',
    '\\[x](y)',
    '[x]: https://evil.example',
  ])('%j shows what it says and nothing more', (text) => {
    const html = generous.render(asMarkdown(text));
    expect(html).not.toMatch(/<(a|img|b|at|em|strong|s|h\d)\b/);
    expect(shown(html).replace(/\s+/g, ' ').trim()).toBe(text.replace(/\s+/g, ' ').trim());
  });

  test('the commands we name stay code', () => {
    expect(generous.render(asMarkdown('Write `open` or `show A-12`.'))).toContain('<code>show A-12</code>');
  });

  test('whatever is typed, no link, image or tag comes of it', () => {
    const odd = fc.array(
      fc.constantFrom(
        '[',
        ']',
        '(',
        ')',
        '`',
        '<',
        '>',
        '!',
        '*',
        '_',
        '\\',
        'a',
        ' ',
        '\n',
        'http://e.x',
        'www.e.x',
        '&#91;',
        '|',
        '~~',
      ),
    );
    fc.assert(
      fc.property(odd, (parts) => {
        expect(generous.render(asMarkdown(parts.join('')))).not.toMatch(/<(a|img|em|strong|s|at|table)\b/);
      }),
      { numRuns: 2_000 },
    );
  });
});
