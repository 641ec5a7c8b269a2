import { describe, expect, it } from 'vitest';
import { dfUpdateAloneCheck } from './df-update-alone.check.js';
import { evaluateText } from './evaluate-example.js';

describe('df-update-alone', () => {
  it.each([
    ['RUN apt-get update\nRUN apt-get install -y x', 'fail'],
    ['RUN ["apt-get", "update"]', 'fail'],
    ['RUN apt-get update && adduser mike\nRUN apt-get install x', 'fail'],
    ['RUN apt-get install x && apt-get update', 'fail'],
    ['RUN apk update', 'fail'],
    ['RUN dnf update -y', 'fail'],
    ['RUN zypper up -y', 'fail'],
    ['RUN yum update -y', 'fail'],
    ['RUN apt-get update -y && apt-get upgrade -y && apt-get install -y curl', 'pass'],
    ['RUN apt-get update -y ; apt-get install -y curl', 'pass'],
    ['RUN test && apt-get update && apt upgrade --yes', 'pass'],
    ['RUN apk update && apk add --no-cache git', 'pass'],
    ['RUN dnf update && dnf install -y x', 'pass'],
    ['RUN zypper up -y  && zypper install -y curl', 'pass'],
    ['RUN yum update -y && yum -y install x', 'pass'],
    ['RUN /bin/sh /scripts/someScript.sh update', 'pass'],
    ['RUN echo "apt-get update"', 'pass'],
  ])('%j: %s', (text, expected) => {
    expect(evaluateText(dfUpdateAloneCheck, 'dockerfile', `FROM a:1\n${text}`).result).toBe(expected);
  });
});
