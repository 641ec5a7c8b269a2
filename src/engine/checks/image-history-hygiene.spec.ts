import { describe, expect, it } from 'vitest';
import { elementsOf, evaluateExample } from './evaluate-example.js';
import { anImageSubject } from './example-facts.js';
import { imageHistoryHygieneCheck } from './image-history-hygiene.check.js';

const evaluate = (steps: readonly string[], parameters = {}) =>
  evaluateExample(
    imageHistoryHygieneCheck,
    anImageSubject({
      history: steps.map((createdBy, index) => ({ index, createdBy, createdAt: null, emptyLayer: false })),
    }),
    { parameters },
  );
const kinds = (...steps: readonly string[]) =>
  elementsOf(evaluate(['COPY . /', ...steps])).map((element) => element.replace(/:.*(?= \()/s, ''));

describe('image-history-hygiene', () => {
  it.each([
    ['RUN /bin/sh -c apt-get update # buildkit', 'update (medium)'],
    ['/bin/sh -c apt-get -y update', 'update (medium)'],
    ['|1 VERSION=1.2 /bin/sh -c apk update', 'update (medium)'],
    ['RUN |2 A=1 B=2 /bin/bash -o pipefail -c dnf -q makecache # buildkit', 'update (medium)'],
    ['/bin/sh -c apt-get update && echo done', 'update (medium)'],
    ['/bin/sh -c set -e; sudo make install', 'sudo (medium)'],
    ['/bin/sh -c DEBIAN_FRONTEND=noninteractive apt-get dist-upgrade -y', 'upgrade (low)'],
    ['/bin/sh -c #(nop) ADD file:0a1b in /opt/x ', 'add (low)'],
    ['ADD https://example.com/x /x # buildkit', 'add (low)'],
  ])('finds what is wrong with %s', (step, kind) => {
    expect(kinds(step)).toEqual([kind]);
  });

  it.each([
    'RUN /bin/sh -c apt-get update && apt-get install -y curl && rm -rf /var/lib/apt/lists/* # buildkit',
    '/bin/sh -c apk update && apk upgrade',
    '/bin/sh -c apk add --no-cache curl',
    '/bin/sh -c yum update -y',
    '/bin/sh -c apt-get update; apt-get install -y sudo',
    '/bin/sh -c echo apt-get update',
    '/bin/sh -c #(nop) COPY file:0a1b in /opt/x ',
    '/bin/sh -c #(nop)  CMD ["sudo" "x"]',
    'CMD ["apt-get" "update"]',
    "# debian.sh --arch 'amd64' out/ 'bookworm' '@1700000000'",
    '',
  ])('has nothing against %s', (step) => {
    expect(kinds(step)).toEqual(['pass']);
  });

  it('passes over the root file system of a base, which stands first', () => {
    const add = '/bin/sh -c #(nop) ADD file:0a1b in / ';
    expect(evaluate([add])).toEqual({ result: 'pass' });
    expect(elementsOf(evaluate([add, add]))).toHaveLength(1);
  });

  it('says which step it is', () => {
    expect(evaluate(['COPY . /', '/bin/sh -c apt-get   update'])).toMatchObject({
      violations: [
        {
          element: 'update: /bin/sh -c apt-get update',
          message: { en: expect.stringMatching(/^Build step 2 updates the package index/) },
          location: { path: 'history.1' },
        },
      ],
    });
  });

  it('does not apply to an image without a history, unless the policy asks for one', () => {
    expect(evaluate([]).result).toBe('not_applicable');
    expect(evaluate([], { require_history: true }).result).toBe('unknown');
  });
});
