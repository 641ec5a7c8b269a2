import { describe, expect, it } from 'vitest';
import { knownGroup } from './known-groups.js';

describe('knownGroup', () => {
  it.each([
    ['spring-core', '5.3.17', 'org.springframework'],
    ['spring-boot-loader', '2.7.18', 'org.springframework.boot'],
    ['tomcat-embed-core', '9.0.65', 'org.apache.tomcat.embed'],
    ['groovy', '3.0.9', 'org.codehaus.groovy'],
    ['groovy', '4.0.1', 'org.apache.groovy'],
    ['okhttp', '4.9.0', 'com.squareup.okhttp3'],
    ['velocity', '1.5', 'velocity'],
    ['velocity', '1.7', 'org.apache.velocity'],
    ['kafka_2.13', '3.0.0', 'org.apache.kafka'],
    ['log4j', '1.2.13', 'log4j'],
    ['log4j-core', '2.14.1', null],
    ['h2', '1.4.197', 'com.h2database'],
    ['elasticsearch', '7.10.0', 'org.elasticsearch'],
    ['elasticsearch-rest-client', '7.10.0', 'org.elasticsearch.client'],
    ['asm', '3.3.1', 'asm'],
    ['asm-tree', '9.2', 'org.ow2.asm'],
    ['bsh', '2.0b4', 'org.beanshell'],
    ['bsh', '2.0b6', 'org.apache-extras.beanshell'],
    ['org.eclipse.core.runtime', '3.20.0', 'org.eclipse.platform'],
    ['spring', '5', null],
    ['spring-unheard-of', '5', null],
    ['', '', null],
  ])('of %s %s is %s', (artifact, version, group) => {
    expect(knownGroup(artifact, version)).toBe(group);
  });
});
