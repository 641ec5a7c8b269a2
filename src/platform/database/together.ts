/**
 * The results of statements that go out together, on one connection one behind the other. Waits for all of them also when
 * one fails: a transaction must not end before what is done in it.
 * @throws what the first one that failed threw, in the order given.
 */
export async function together<T extends readonly unknown[]>(
  ...work: { readonly [K in keyof T]: Promise<T[K]> }
): Promise<T> {
  const ended = await Promise.allSettled(work);
  return ended.map((one) => {
    if (one.status === 'rejected') throw one.reason;
    return one.value;
  }) as unknown as T;
}
