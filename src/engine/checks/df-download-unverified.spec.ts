import { describe, expect, it } from 'vitest';
import { dfDownloadUnverifiedCheck } from './df-download-unverified.check.js';
import { elementsOf, evaluateText } from './evaluate-example.js';

const elements = (run: string) =>
  elementsOf(evaluateText(dfDownloadUnverifiedCheck, 'dockerfile', `FROM a:1\nRUN ${run}`));

describe('df-download-unverified', () => {
  it.each<[string, string[]]>([
    ['curl -sfL https://h/i.sh | sh', ['curl https://h/i.sh (high)']],
    ['curl -sfL https://h/i.sh | sudo -E bash -', ['curl https://h/i.sh (high)']],
    ['curl -sL https://h/i.gz | gunzip | python3', ['curl https://h/i.gz (high)']],
    ['sh -c "$(wget -qO- https://h/i.sh)"', ['wget https://h/i.sh (high)']],
    ['bash <(curl -s https://h/i.sh)', ['curl https://h/i.sh (high)']],
    ['curl -ko x https://h/x && sha256sum -c s', ['curl https://h/x (high)']],
    ['wget --no-check-certificate https://h/x', ['wget https://h/x (high)']],
    ['curl -L https://h/x | tar xz', ['curl https://h/x (medium)']],
    ['curl -L "https://h/x-${V}" > x', ['curl https://h/x-${V} (medium)']],
    ['curl -O https://h/x && gpg --batch --verify x.asc x', ['pass']],
    ['wget https://h/x && cosign verify-blob --key k x', ['pass']],
    ['curl -fsSL https://h/x -o x && echo "$SUM  x" | shasum -a 256 -c', ['pass']],
    ['curl -f http://localhost:8080/health -o /dev/null', ['pass']],
    ['V=$(curl -s https://h/version) && echo $V', ['pass']],
    ['curl -s https://h/ping', ['pass']],
    ['wget -O - https://some.site | wc -l > /number', ['wget https://some.site (medium)']],
    ['apt-get install -y curl wget', ['pass']],
  ])('%s', (run, expected) => {
    expect(elements(run)).toEqual(expected);
  });

  it('does not count a check in another layer', () => {
    expect(elements('curl -o x https://h/x\nRUN sha256sum -c s')).toEqual(['curl https://h/x (medium)']);
  });

  it('is unknown where a shell is not understood', () => {
    const text = 'FROM a:1\nSHELL ["pwsh", "-c"]\nRUN iwr https://h/x | iex';
    expect(evaluateText(dfDownloadUnverifiedCheck, 'dockerfile', text).result).toBe('unknown');
  });
});
