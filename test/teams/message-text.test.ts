import { readText } from '../../src/teams/message-text';

const BOT = '28:app';
const mention = (id: string, name: string) => ({ type: 'mention', mentioned: { id, name }, text: `<at>${name}</at>` });

describe('the words of a message', () => {
  test.each([
    ['<at>Bot</at>&nbsp;recent', 'recent'],
    ['<at>Bot</at>\u00a0/serialconsole\u00a0open\n', '/serialconsole open'],
    ['please <at>Bot</at> show A-1', 'please show A-1'],
    ['<at>Bot</at>', ''],
    ['<at>Bot</at> note A-1 a &lt;b&gt; &amp; c', 'note A-1 a <b> & c'],
    ['<at>Bot</at> note A-1 one\ntwo', 'note A-1 one\ntwo'],
    ['\u200b<at>Bot</at> recent', 'recent'],
  ])('%j', (raw, words) => {
    expect(readText(raw, [mention(BOT, 'Bot')], BOT).text).toBe(words);
  });

  test('a name with regular-expression characters, and one that is a prefix of another', () => {
    const entities = [mention(BOT, 'Bot (prod) .*'), mention('29:1', 'Bot')];
    const { text, mentions } = readText('<at>Bot (prod) .*</at> assign A-1 <at>Bot</at>', entities, BOT);
    expect(text).toBe('assign A-1 Bot');
    expect(mentions).toEqual([{ mri: '29:1', name: 'Bot' }]);
  });

  test('no text, broken entities and an at-tag without an entity are survived', () => {
    expect(readText(undefined, [mention(BOT, 'Bot')], BOT)).toEqual({ text: '', mentions: [] });
    expect(readText('<at>Eve</at> x', [null, 7, { type: 'mention' }, { type: 'mention', mentioned: {} }], BOT)).toEqual(
      {
        text: '<at>Eve</at> x',
        mentions: [],
      },
    );
  });
});
