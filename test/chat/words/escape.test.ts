import fc from 'fast-check';
import { codeLine, cut, markdown, outside, plain, quoted } from '../../../src/chat/words/escape';

const dollar = '$';

describe('plain', () => {
  test('takes a short way with ordinary words, to the same end', () => {
    const words = fc.string({
      unit: fc.constantFrom(...' abzAZ09_.,:;!?\'"()[]%+=/@#*&~^|>·“”’–…±×→█▁-'),
      maxLength: 40,
    });
    fc.assert(
      fc.property(words, fc.integer({ min: 1, max: 50 }), (text, longest) => {
        // What renders as nothing takes the long way.
        expect(plain(text, longest)).toBe(plain(`${text}\u200b`, longest));
      }),
      { numRuns: 500 },
    );
  });

  test.each([
    ['line breaks and tabs', 'a\r\n\tb\u2028c', 'a b c'],
    ['control characters', 'a\u0000\u0007\u009bb', 'ab'],
    ['bidi marks', 'gpj\u202e.exe\u2066', 'gpj.exe'],
    ['zero-width characters', 'ad\u200bm\u200din\ufeff', 'admin'],
    ['invisible letters', 'a\u3164\u115f\u2800b', 'ab'],
    ['tag characters', 'a\u{e0041}b', 'ab'],
    ['lone surrogates', 'a\ud800b', 'ab'],
    ['towers of marks', 'a\u0316\u0316\u0316\u0316\u0316', 'a\u0316\u0316\u0316'],
    ['template expressions', `${dollar}{title}`, `${dollar} {title}`],
    ['expressions hidden behind a zero-width space', `${dollar}\u200b{title}`, `${dollar} {title}`],
    ['date expressions', '{{DATE(x)}}', '{ {DATE(x)}}'],
    ['mention tags', '<at>Lead</at>', '‹at>Lead‹/at>'],
    ['mention tags with spaces', '< / AT >', '‹ / AT >'],
  ])('removes or breaks %s', (_what, text, shown) => {
    expect(plain(text)).toBe(shown);
  });

  test('keeps honest names in any script', () => {
    for (const name of ['Zoë Ångström', '山田太郎', 'vm-prod-01', 'rob+ops@contoso.com', "O'Neil"])
      expect(plain(name)).toBe(name);
  });

  test('composes to NFC', () => {
    expect(plain('e\u0301')).toBe('é');
  });

  test('changes nothing the second time', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(plain(plain(text))).toBe(plain(text));
        expect(outside(outside(text))).toBe(outside(text));
      }),
      { numRuns: 500 },
    );
  });
});

describe('outside', () => {
  test('cannot pass for one of our facts or end our quotation', () => {
    expect(outside('rob · MFA yes')).toBe('rob . MFA yes');
    expect(quoted('fine”, says Mia')).toBe("“fine', says Mia”");
  });

  test('is never empty', () => {
    expect(outside('\u200b \n')).toBe('unnamed');
  });

  test('is cut by code points, with a mark', () => {
    expect(outside('😀😀😀😀', 3)).toBe('😀😀…');
    expect(cut('abc', 3)).toBe('abc');
  });
});

describe('markdown', () => {
  test('escapes what starts markup and breaks addresses', () => {
    expect(markdown('[a](https://evil.example)')).toBe('\\[a\\]\\(https: //evil\\.example\\)');
    expect(markdown('www.evil.example')).toBe('www \\.evil\\.example');
    expect(markdown('1. one')).toBe('1\\. one');
  });
});

test('a line of code keeps its indentation and one line', () => {
  expect(codeLine('\t| where x\n| y')).toBe('\u00a0\u00a0| where x | y');
});
