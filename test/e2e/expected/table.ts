import type { Finding } from '../../../src/core/finding.js';

type Status = Finding['status'];

/** What a check says of each thing, by what people call the thing. */
type Row = Readonly<Record<string, Status>>;

/** By check id: what the check must say. */
export type Expected = Readonly<Record<string, Row>>;

/** A check's row, by status. */
export function row(things: Partial<Record<Status, readonly string[]>>): Row {
  return Object.fromEntries(
    Object.entries(things).flatMap(([status, labels]) => labels.map((label) => [label, status as Status])),
  );
}

/** A check's row where most things have one status. */
export function mostly(status: Status, labels: readonly string[], others: Parameters<typeof row>[0]): Row {
  return { ...row({ [status]: labels }), ...row(others) };
}
