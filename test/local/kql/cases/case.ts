import type { WireValue } from '../../../../src/local/kql';

/** A query and the rows it must give, as they would stand in the API's answer. */
export interface KqlCase {
  readonly name: string;
  readonly query: string;
  /** `name:type` of each column, blank separated; left out where the rows say enough. */
  readonly columns?: string;
  readonly rows: readonly (readonly WireValue[])[];
}

/** A query of one row. */
export function one(name: string, expressions: string, ...row: readonly WireValue[]): KqlCase {
  return { name, query: `print ${expressions}`, rows: [row] };
}

/** `.` stands for the rows of a small table of connects. */
export function overConnects(name: string, pipeline: string, rows: KqlCase['rows'], columns?: string): KqlCase {
  const query = `let Connects = ${connects};\nConnects${pipeline}`;
  return columns === undefined ? { name, query, rows } : { name, query, rows, columns };
}

const connects = `datatable(At:datetime, Caller:string, Vm:string, Ip:string, Port:int, Minutes:real)[
  datetime(2026-03-01 08:00), "rob@contoso.com", "vm1", "198.51.100.7", 0, 2.5,
  datetime(2026-03-01 09:30), "rob@contoso.com", "vm2", "198.51.100.7", 0, 7,
  datetime(2026-03-02 23:15), "eve@contoso.com", "vm1", "203.0.113.9", 1, real(null),
  datetime(2026-03-03 02:00), "", "vm3", "", int(null), 1
]`;
