import { type BoundQuery, compileParsed, type ParsedQuery, parseQuery } from './bind';
import { KqlError } from './errors';
import type { Schema } from './syntax/globals';
import type { Node } from './syntax/node';

export type BindQuery = (text: string, schema: Schema) => BoundQuery;

/** A leading `let name = literal;` with a time or a list of strings: what changes between two runs of one shipped query. */
const parameter =
  /^let ([A-Za-z_]\w*) = (?:datetime\((\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z)\)|dynamic\(\[("(?:[^"\\\n]|\\.)*"(?:, "(?:[^"\\\n]|\\.)*")*)\]\));\n/;

interface Parameter {
  readonly line: string;
  readonly name: string;
  readonly time: string | undefined;
}

/**
 * `bindQuery` that parses a text once, whatever times and lists of strings stand in front of it: parsing is nearly all that a query over the emulator's
 * few rows costs. Neither changes a name or a type further down, so the statement alone is exchanged and the query compiled again.
 */
export function createQueryBinder(size = 200): BindQuery {
  const bodies = new Map<string, { readonly schema: Schema; readonly parsed: ParsedQuery }>();
  const lets = new Map<string, Node>();

  function parsedBody(key: string, text: string, schema: Schema): ParsedQuery {
    const known = bodies.get(key);
    if (known?.schema === schema) return known.parsed;
    const parsed = parseQuery(text, schema);
    keep(bodies, key, { schema, parsed }, size);
    return parsed;
  }

  /** The statement by itself. A time is put into the statement of another time, where that stands in one piece. */
  function statementOf({ line, name, time }: Parameter, schema: Schema): Node {
    const sample = time === undefined ? line : line.replace(time, sampleTime);
    const key = time === undefined ? line : name;
    const known = lets.get(key) ?? firstStatement(parseQuery(`${sample}print 1`, schema).root);
    keep(lets, key, known, size);
    return time === undefined ? known : withText(known, sampleTime, time);
  }

  return (text, schema) => {
    const { parameters, rest } = parametersOf(text);
    const key = `${parameters.map(({ name, time }) => `${name} ${time === undefined ? 'strings' : 'time'}`)}\n${rest}`;
    const { root, diagnostics } = parsedBody(key, text, schema);
    if (parameters.length === 0) return compileParsed(root, diagnostics);
    // A warning names its place in the text, which is another one now.
    if (diagnostics.length > 0) {
      const parsed = parseQuery(text, schema);
      return compileParsed(parsed.root, parsed.diagnostics);
    }
    return compileParsed(
      withFirstStatements(
        root,
        parameters.map((one) => statementOf(one, schema)),
      ),
      diagnostics,
    );
  };
}

/** Far from any time a query names. */
const sampleTime = '1983-02-01T03:04:05.678Z';

function parametersOf(text: string): { readonly parameters: readonly Parameter[]; readonly rest: string } {
  const parameters: Parameter[] = [];
  let rest = text;
  for (;;) {
    const match = parameter.exec(rest);
    const [line, name = '', time] = match ?? [];
    if (line === undefined || (time !== undefined && Number.isNaN(Date.parse(time)))) return { parameters, rest };
    parameters.push({ line, name, time });
    rest = rest.slice(line.length);
  }
}

function keep<T>(kept: Map<string, T>, key: string, value: T, size: number): void {
  if (!kept.has(key) && kept.size >= size) kept.delete(kept.keys().next().value ?? '');
  kept.set(key, value);
}

function statements(root: Node): Node {
  const list = root.children.find(({ role }) => role === 'Statements');
  if (list === undefined) throw new KqlError('SyntaxError', []);
  return list;
}

function firstStatement(root: Node): Node {
  const [first] = statements(root).children;
  if (first === undefined) throw new KqlError('SyntaxError', []);
  return first;
}

function withFirstStatements(root: Node, first: readonly Node[]): Node {
  const list = statements(root);
  const changed: Node = { ...list, children: [...first, ...list.children.slice(first.length)] };
  return { ...root, children: root.children.map((child) => (child === list ? changed : child)) };
}

function withText(node: Node, from: string, to: string): Node {
  return {
    ...node,
    text: node.text.replace(from, to),
    children: node.children.map((child) => withText(child, from, to)),
  };
}
