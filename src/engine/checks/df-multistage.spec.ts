import { describe, expect, it } from 'vitest';
import { dfMultistageCheck } from './df-multistage.check.js';
import { evaluateText } from './evaluate-example.js';

describe('df-multistage', () => {
  it.each([
    ['RUN mvn package -DskipTests', 'fail'],
    ['RUN ./gradlew build', 'fail'],
    ['RUN npm --silent run build', 'fail'],
    ['RUN ["go", "build", "."]', 'fail'],
    ['RUN cargo --locked build --release', 'fail'],
    ['RUN apk add git build-base=1', 'fail'],
    ['RUN make && make install', 'fail'],
    ['RUN npm run start', 'pass'],
    ['RUN go version && make --version', 'pass'],
    ['RUN apk add git', 'pass'],
    ['RUN make\nFROM b', 'pass'],
  ])('%j: %s', (text, expected) => {
    expect(evaluateText(dfMultistageCheck, 'dockerfile', `FROM a:1\n${text}`).result).toBe(expected);
  });

  it('counts the stage the last one stands on', () => {
    expect(evaluateText(dfMultistageCheck, 'dockerfile', 'FROM a AS b\nRUN make\nFROM b').result).toBe(
      'fail',
    );
  });
});
