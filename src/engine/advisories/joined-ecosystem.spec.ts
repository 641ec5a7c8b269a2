import { describe, expect, it } from 'vitest';
import { joinedEcosystem } from './joined-ecosystem.js';

describe('joinedEcosystem', () => {
  it.each([
    ['Red Hat:enterprise_linux:9::appstream', 'Red Hat:enterprise_linux:9'],
    ['Red Hat:enterprise_linux:7::server', 'Red Hat:enterprise_linux:7'],
    ['Red Hat:enterprise_linux:10.0', 'Red Hat:enterprise_linux:10'],
    ['Red Hat:rhel_eus:9.2::appstream', 'Red Hat:rhel_eus:9.2::appstream'],
    ['Red Hat:openshift:4.14::el9', 'Red Hat:openshift:4.14::el9'],
    ['SUSE:Linux Enterprise Module for Basesystem 15 SP5', 'SUSE:Linux Enterprise 15 SP5'],
    ['SUSE:Linux Enterprise Server 15 SP3-LTSS', 'SUSE:Linux Enterprise 15 SP3'],
    ['SUSE:Linux Enterprise Server for SAP Applications 12 SP5', 'SUSE:Linux Enterprise 12 SP5'],
    ['SUSE:Linux Enterprise Module for Public Cloud 12', 'SUSE:Linux Enterprise 12'],
    ['SUSE:Linux Enterprise Server 16.0', 'SUSE:Linux Enterprise 16.0'],
    ['SUSE:Linux Enterprise Micro 5.5', 'SUSE:Linux Enterprise Micro 5.5'],
    ['SUSE:Linux Enterprise Live Patching 15 SP5', 'SUSE:Linux Enterprise Live Patching 15 SP5'],
    ['Ubuntu:Pro:FIPS:22.04:LTS', 'Ubuntu:Pro:FIPS:22.04:LTS'],
    ['Packagist:https://packages.drupal.org/8', 'Packagist'],
    ['Maven:https://maven.google.com', 'Maven'],
    ['VSCode:https://open-vsx.org', 'VSCode'],
    ['Debian:12', 'Debian:12'],
    ['npm', 'npm'],
  ])('of %s is %s', (ecosystem, expected) => {
    expect(joinedEcosystem(ecosystem)).toBe(expected);
    expect(joinedEcosystem(expected)).toBe(expected);
  });
});
