import { NotSupportedByEmulator, semanticError } from '../errors';

const compiled = new Map<string, RegExp>();
const maxCached = 500;

/**
 * A pattern of the service's RE2 as a JavaScript one. What the two read differently is refused: inline flags anywhere but in front,
 * POSIX classes, `\A`, `\z`, `\Q…\E`. Back references and look-around, which RE2 has not, are refused as the service would.
 */
export function compileRegex(pattern: string, flags = ''): RegExp {
  const key = `${flags}/${pattern}`;
  const cached = compiled.get(key);
  if (cached) {
    cached.lastIndex = 0;
    return cached;
  }
  const made = translate(pattern, flags);
  if (compiled.size >= maxCached) compiled.clear();
  compiled.set(key, made);
  return made;
}

function translate(pattern: string, flags: string): RegExp {
  let source = pattern;
  let all = `${flags}u`;
  const leading = /^\(\?([imsU]+)\)/.exec(source);
  if (leading) {
    if (leading[1]?.includes('U')) throw new NotSupportedByEmulator('the regex flag U');
    all += [...new Set(leading[1])].join('');
    source = source.slice(leading[0].length);
  }
  if (/\(\?[imsU-]+[):]|\[\[:|\\[AzQECpP]/.test(source)) throw new NotSupportedByEmulator(`the regex ${pattern}`);
  if (/\(\?<?[=!]|\\[1-9]/.test(source))
    throw semanticError('EMU010', `RE2 has no look-around or back reference: ${pattern}`);
  source = source.replaceAll('(?P<', '(?<');
  try {
    return new RegExp(source, all);
  } catch {
    return withoutUnicode(source, all.replace('u', ''), pattern);
  }
}

/** The `u` mode refuses harmless escapes such as `\-`; without it they are read as RE2 reads them. */
function withoutUnicode(source: string, flags: string, pattern: string): RegExp {
  try {
    return new RegExp(source, flags);
  } catch {
    throw semanticError('EMU011', `'${pattern}' is no regular expression`);
  }
}
