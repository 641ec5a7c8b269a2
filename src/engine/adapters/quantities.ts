/** Bytes of Docker's notation (`512m`, `1.5g`, `64MB`, `1024`): powers of 1024. Null: it is none. */
export function dockerBytes(text: string): number | null {
  const match = /^(\d{1,18}(?:\.\d{1,9})?)\s*([kmgtpKMGTP]?)(?:i?[bB])?$/.exec(text.trim());
  if (!match) return null;
  const power = 'kmgtp'.indexOf((match[2] ?? '').toLowerCase()) + 1;
  return Math.floor(Number(match[1]) * 1024 ** (match[2] === '' ? 0 : power));
}

const kubernetesSuffixes: Readonly<Record<string, number>> = {
  n: 1e-9,
  u: 1e-6,
  m: 1e-3,
  '': 1,
  k: 1e3,
  M: 1e6,
  G: 1e9,
  T: 1e12,
  P: 1e15,
  E: 1e18,
  Ki: 1024,
  Mi: 1024 ** 2,
  Gi: 1024 ** 3,
  Ti: 1024 ** 4,
  Pi: 1024 ** 5,
  Ei: 1024 ** 6,
};

/** The number that a quantity of Kubernetes (`500m`, `1Gi`, `2e3`) stands for. Null: it is none. */
export function kubernetesQuantity(text: string): number | null {
  const match =
    /^([+-]?\d{1,18}(?:\.\d{0,9})?(?:[eE][+-]?\d{1,3})?)(n|u|m|k|M|G|T|P|E|Ki|Mi|Gi|Ti|Pi|Ei)?$/.exec(
      text.trim(),
    );
  if (!match) return null;
  const value = Number(match[1]) * kubernetesSuffixes[match[2] ?? '']!;
  return Number.isFinite(value) ? value : null;
}
