import { describe, expect, it } from 'vitest';
import type { Check } from '../check.js';
import { elementsOf, evaluateText } from '../evaluate-example.js';
import { checks } from '../index.generated.js';

/** Dockerfiles in the manner of the hardening guide's, with the slips that it makes itself. */
const userSafety = `FROM node:16 AS builder
WORKDIR /app
COPY package*.json ./
RUN npm install

FROM node:16-slim
RUN groupadd -r nodeuser && \\
    useradd -r -g nodeuser -s /bin/false nodeuser
WORKDIR /app
COPY --from=builder --chown=nodeuser:nodeuser /app ./
USER nodeuser
EXPOSE 3000
CMD ["node", "server.js"]
`;
const multiStage = `FROM maven:3.8-openjdk-11 AS build
WORKDIR /app
COPY pom.xml .
RUN mvn dependency:go-offline
COPY src ./src
RUN mvn package -DskipTests

FROM gcr.io/distroless/java:11
COPY --from=build /app/target/app.jar /app.jar
EXPOSE 8080
ENTRYPOINT ["java", "-jar", "/app.jar"]
`;
const secrets = `FROM alpine:3.22
ENV DB_PASSWORD=mysecretpassword
ENV API_KEY=sk-1234567890abcdef
RUN echo "password123" > /app/config/db.pwd
`;

function resultOf(id: string, text: string): string[] {
  const check: Check | undefined = checks.find((one: Check) => one.id === id);
  return check ? elementsOf(evaluateText(check, 'dockerfile', text)) : ['no such check'];
}

describe('the Dockerfiles of the guide', () => {
  it.each([
    ['df-missing-artifact', ['server.js']],
    ['df-dev-dependencies', ['npm install']],
    ['df-app-owned-by-user', ['COPY --from=builder --chown=nodeuser:nodeuser /app ./']],
    ['df-user-root', ['pass']],
    ['df-multistage', ['pass']],
    ['df-syntax', ['pass']],
    ['df-expose', ['pass']],
  ])('of §3.3: %s', (id, expected) => {
    expect(resultOf(id, userSafety)).toEqual(expected);
  });

  it.each([
    ['df-user-root', ['USER']],
    ['df-from-obsolete-reference', ['FROM maven:3.8-openjdk-11', 'FROM gcr.io/distroless/java:11']],
    ['df-multistage', ['pass']],
    ['df-from-class', ['pass']],
  ])('of §4.3: %s', (id, expected) => {
    expect(resultOf(id, multiStage)).toEqual(expected);
  });

  it('of §6.1: two secrets in variables, and one in a RUN', () => {
    expect(resultOf('df-secret-env-arg', secrets)).toEqual([
      'ENV DB_PASSWORD (critical)',
      'ENV API_KEY (critical)',
    ]);
    expect(resultOf('df-secret-in-run', secrets)).toHaveLength(1);
  });

  it('of §6.1, where they stand without a FROM', () => {
    expect(resultOf('df-secret-env-arg', secrets.replace(/^FROM.*\n/, ''))).toHaveLength(2);
    expect(resultOf('df-secret-in-run', secrets.replace(/^FROM.*\n/, ''))[0]).toMatch(/^RUN echo/);
  });
});
