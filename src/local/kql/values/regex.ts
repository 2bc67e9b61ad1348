import { NotSupportedByEmulator, semanticError } from '../errors';

const compiled = new Map<string, RegExp>();
const maxCached = 500;

/**
 * A pattern of the service's dialect as a JavaScript one. There `\d` and `\w` mean the digits and word characters of every script. Look-around
 * and back references do not exist and are refused as the service would; what the two dialects read differently is not supported.
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
  const leading = /^\(\?([ims]+)\)/.exec(pattern);
  const body = leading ? pattern.slice(leading[0].length) : pattern;
  if (/\(\?[imsU-]+[):]|\[\[:|\\[AzZQECpP]/.test(body)) throw new NotSupportedByEmulator(`the regex ${pattern}`);
  if (/\(\?<?[=!]|\\[1-9]/.test(body)) {
    throw semanticError('EMU010', `regular expressions have no look-around and no back references here: ${pattern}`);
  }
  const source = body.replaceAll('(?P<', '(?<').replace(/\\.|[[\]]|[^\\[\]]+/gs, classTracker(pattern));
  try {
    return new RegExp(source, [...new Set(`${flags}u${leading?.[1] ?? ''}`)].join(''));
  } catch {
    throw semanticError('EMU011', `'${pattern}' is no regular expression`);
  }
}

const wide: Readonly<Record<string, string>> = {
  '\\d': '\\p{Nd}',
  '\\w': '\\p{L}\\p{M}\\p{Nd}\\p{Pc}',
};

/** Rewrites one token after the other, knowing whether it stands inside `[…]`. */
function classTracker(pattern: string): (token: string) => string {
  let inside = false;
  return (token) => {
    if (token === '[') {
      if (inside) return '\\[';
      inside = true;
    } else if (token === ']') {
      inside = false;
    } else if (token.startsWith('\\')) {
      return escapeToken(token, inside, pattern);
    }
    return token;
  };
}

function escapeToken(token: string, inside: boolean, pattern: string): string {
  const widened = wide[token.toLowerCase()];
  if (widened) {
    if (token === token.toLowerCase()) return inside ? widened : `[${widened}]`;
    if (inside) throw new NotSupportedByEmulator(`${token} inside a class of the regex ${pattern}`);
    return `[^${widened}]`;
  }
  // JavaScript refuses to escape what has no meaning; the service does not.
  return /\\[^\w^$.*+?()[\]{}|/\\-]/.test(token) || (token === '\\-' && !inside) ? token.charAt(1) : token;
}
