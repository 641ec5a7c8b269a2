import type { DataSource, ObjectLiteral, SelectQueryBuilder } from 'typeorm';
import type { PageArgs, Slice, Total } from '../../contracts/kit/schema.js';
import { AppError } from '../errors/app-error.js';

/** One column of the order; the last one makes it unique. */
export interface SortColumn<Row> {
  /** As in the query: `scan.createdAt`. */
  readonly expression: string;
  readonly direction: 'ASC' | 'DESC';
  /** How PostgreSQL reads the cursor's text: `timestamptz`, `uuid`, `bigint`, `text`, `smallint`. */
  readonly type: string;
  value(row: Row): string | number | Date;
}

/** Newest first by a time of the rows, and by their ids where that is the same; `alias` is the query's. */
export function newestFirst<Row extends { readonly id: string }>(
  alias: string,
  property: string,
  timeOf: (row: Row) => Date,
): SortColumn<Row>[] {
  const column = { direction: 'DESC', type: 'timestamptz' } as const;
  return [
    { ...column, expression: `${alias}.${property}`, value: timeOf },
    { ...column, expression: `${alias}.id`, type: 'uuid', value: (row) => row.id },
  ];
}

/**
 * One page of a query in keyset order: rows after the cursor, by the sort columns. All columns must go in the same
 * direction, so that one row comparison, and one index, does it.
 */
export async function keysetPage<Row extends ObjectLiteral>(
  query: SelectQueryBuilder<Row>,
  columns: readonly SortColumn<Row>[],
  { first, after }: PageArgs,
): Promise<Slice<Row>> {
  const all = query.clone();
  startAfter(query, columns, after);
  for (const { expression, direction } of columns) query.addOrderBy(expression, direction);
  const rows = await query
    .take(first + 1)
    .getMany()
    .catch(refuseBadCursor(after));
  return sliceOf(rows, first, valuesOf(columns), () => totalOf(all));
}

/** Rows are counted up to here. */
export const mostCounted = 10_000;

async function totalOf<Row extends ObjectLiteral>(query: SelectQueryBuilder<Row>): Promise<Total> {
  const [sql, parameters] = query.select('1', 'one').getQueryAndParameters();
  const counted = `SELECT count(*)::int AS count FROM (${sql} LIMIT ${mostCounted + 1}) rows`;
  const [row] = await query.dataSource.query<{ count: number }[]>(counted, parameters);
  return boundedTotal(row?.count ?? 0);
}

/** Of as many as were counted, one more than `mostCounted` at most. */
export function boundedTotal(count: number): Total {
  return count > mostCounted ? { count: mostCounted, kind: 'at-least' } : { count, kind: 'exact' };
}

/** The totals of many lists, counted together when the first of them is asked for. */
export function countedTogether(
  count: () => Promise<ReadonlyMap<string, number>>,
): (parent: string) => () => Promise<Total> {
  let counted: Promise<ReadonlyMap<string, number>> | null = null;
  return (parent) => async () => {
    counted ??= count();
    return { count: (await counted).get(parent) ?? 0, kind: 'exact' };
  };
}

/** By parent, of a statement that gives `parent` and `count`. */
export async function countsFrom(
  dataSource: DataSource,
  sql: string,
  parameters: unknown[],
): Promise<Map<string, number>> {
  const rows = await dataSource.query<{ parent: string; count: number }[]>(sql, parameters);
  return new Map(rows.map((row) => [row.parent, row.count]));
}

/** How many rows belong to each parent. */
async function countsOf<Row extends ObjectLiteral>(
  query: SelectQueryBuilder<Row>,
  parent: Parent<Row>,
  parentIds: readonly string[],
): Promise<Map<string, number>> {
  query.andWhere(`${parent.expression} IN (:...parentIds)`, { parentIds });
  query.select(parent.expression, 'parent').addSelect('count(*)::int', 'count').groupBy(parent.expression);
  return countsFrom(query.dataSource, ...query.getQueryAndParameters());
}

/** Which rows belong together. */
export interface Parent<Row> {
  /** As in the query: `finding.targetId`. */
  readonly expression: string;
  of(row: Row): string;
}

/**
 * The same page of each of many parents' rows, in two statements however many there are; in the order of the ids.
 * The rows have a column `id`, and the query names them by its alias.
 */
export async function keysetPages<Row extends ObjectLiteral & { id: string }>(
  query: SelectQueryBuilder<Row>,
  columns: readonly SortColumn<Row>[],
  { first, after }: PageArgs,
  parent: Parent<Row>,
  parentIds: readonly string[],
): Promise<Slice<Row>[]> {
  const order = columns.map(({ expression, direction }) => `${expression} ${direction}`).join(', ');
  const wanted = query.clone();
  startAfter(wanted, columns, after);
  wanted.andWhere(`${parent.expression} IN (:...parentIds)`, { parentIds });
  wanted.select(`${query.alias}.id`, 'id');
  wanted.addSelect(`row_number() OVER (PARTITION BY ${parent.expression} ORDER BY ${order})`, 'place');
  const [sql, parameters] = wanted.getQueryAndParameters();
  const ids: { id: string }[] = await query.dataSource
    .query<{ id: string }[]>(`SELECT id FROM (${sql}) ranked WHERE place <= ${first + 1}`, parameters)
    .catch(refuseBadCursor(after));
  const rows = query.dataSource.getRepository<Row>(query.expressionMap.mainAlias!.target);
  const found = ids.length === 0 ? [] : await inOrder(rows.createQueryBuilder(query.alias), columns, ids);
  const total = countedTogether(() => countsOf(query.clone(), parent, parentIds));
  return parentIds.map((id) =>
    sliceOf(
      found.filter((row) => parent.of(row) === id),
      first,
      valuesOf(columns),
      total(id),
    ),
  );
}

function inOrder<Row extends ObjectLiteral>(
  query: SelectQueryBuilder<Row>,
  columns: readonly SortColumn<Row>[],
  ids: readonly { id: string }[],
): Promise<Row[]> {
  query.whereInIds(ids);
  for (const { expression, direction } of columns) query.addOrderBy(expression, direction);
  return query.getMany();
}

function startAfter<Row extends ObjectLiteral>(
  query: SelectQueryBuilder<Row>,
  columns: readonly SortColumn<Row>[],
  after: string | undefined,
): void {
  if (after === undefined) return;
  const values = decodeCursor(after, columns.length);
  const left = columns.map((column) => column.expression).join(', ');
  const right = columns.map((column, index) => `CAST(:cursor${index} AS ${column.type})`).join(', ');
  const operator = columns[0]!.direction === 'ASC' ? '>' : '<';
  query.andWhere(
    `(${left}) ${operator} (${right})`,
    Object.fromEntries(values.map((value, index) => [`cursor${index}`, value])),
  );
}

/**
 * A page of rows that were asked for with one more than it holds.
 * @param values of the columns that the list is sorted by.
 */
export function sliceOf<Row>(
  rows: readonly Row[],
  first: number,
  values: (row: Row) => readonly (string | number | Date)[],
  total: () => Promise<Total>,
): Slice<Row> {
  return {
    rows: rows.slice(0, first),
    hasNext: rows.length > first,
    cursor: (row) => encodeCursor(values(row)),
    total,
  };
}

function valuesOf<Row>(columns: readonly SortColumn<Row>[]) {
  return (row: Row) => columns.map((column) => column.value(row));
}

/** Opaque to clients; holds the sort columns' values of one row. */
export function encodeCursor(values: readonly (string | number | Date)[]): string {
  return Buffer.from(JSON.stringify(values)).toString('base64url');
}

/** @throws AppError `invalid` when the text is no cursor of that many columns. */
export function decodeCursor(cursor: string, length: number): (string | number)[] {
  const values = parseJson(Buffer.from(cursor, 'base64url').toString());
  const isValid =
    Array.isArray(values) &&
    values.length === length &&
    values.every((value) => typeof value === 'string' || typeof value === 'number');
  if (!isValid) throw badCursor();
  return values;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** PostgreSQL refuses a cursor whose values are not of the columns' types with an error of class 22. */
export function refuseBadCursor(after: string | undefined) {
  return (error: Error & { code?: string }): never => {
    if (after !== undefined && error.code?.startsWith('22')) throw badCursor();
    throw error;
  };
}

function badCursor(): AppError {
  return new AppError('invalid', 'The request does not match its contract.', {
    errors: [
      { in: 'query', path: 'after', detail: 'not a cursor of this list; take it from `next` or `endCursor`' },
    ],
  });
}
