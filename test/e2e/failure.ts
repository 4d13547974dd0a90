/** The name and status of the error that a call ended in; `no error` where it did not. */
export async function failure(sent: Promise<unknown>): Promise<unknown> {
  return sent.then(
    () => 'no error',
    (error: { name: string; $metadata: { httpStatusCode?: number } }) => [error.name, error.$metadata.httpStatusCode],
  );
}
