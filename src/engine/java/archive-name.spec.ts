import { describe, expect, it } from 'vitest';
import { archiveName } from './archive-name.js';

describe('archiveName', () => {
  it.each([
    ['guava-31.1-jre.jar', 'guava', '31.1-jre'],
    ['log4j-1.2-api-2.14.1.jar', 'log4j-1.2-api', '2.14.1'],
    ['spark-network-common_2.12-3.3.0.jar', 'spark-network-common_2.12', '3.3.0'],
    ['jetty-server-9.4.48.v20220622.jar', 'jetty-server', '9.4.48.v20220622'],
    ['bcprov-jdk15on-1.70.jar', 'bcprov-jdk15on', '1.70'],
    ['app-1.0-20240101.120000-1.war', 'app', '1.0-20240101.120000-1'],
    ['netty-tcnative-2.0.54.Final-linux-x86_64.jar', 'netty-tcnative', '2.0.54.Final'],
    ['app-1.2.0-SNAPSHOT-jar-with-dependencies.jar', 'app', '1.2.0-SNAPSHOT'],
    ['org.eclipse.core_3.1.0.jar', 'org.eclipse.core', '3.1.0'],
    ['wagon-webdav-1.0.2-beta-2.2.3a.jar', 'wagon-webdav', '1.0.2-beta-2.2.3a'],
    ['hamcrest-5.jar', 'hamcrest', '5'],
    ['tool-v1.2.jar', 'tool', '1.2'],
    ['app.jar', 'app', null],
    ['2.jar', '2', null],
    ['.jar', '', null],
    ['-1.0.jar', '-1.0', null],
  ])('of %s is %s %s', (fileName, artifact, version) => {
    expect(archiveName(fileName)).toEqual({ artifact, version });
  });
});
