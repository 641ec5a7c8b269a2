/**
 * Groups of archives that hold no `pom.properties` and whose manifest names no group or another one, by artifact; `*`
 * stands for any end. Facts of Maven Central (https://central.sonatype.com); the first line that fits counts.
 */
const table = `
  ant ant-* org.apache.ant
  aspectjrt aspectjtools aspectjweaver org.aspectj
  bcjmail-* bcmail-* bcpg-* bcpkix-* bcprov-* bctls-* bcutil-* org.bouncycastle
  catalina-* jasper-* tomcat-catalina tomcat-coyote tomcat-jasper org.apache.tomcat
  derby derbyclient derbynet derbyshared derbytools org.apache.derby
  dom4j@2 org.dom4j
  dom4j dom4j
  elasticsearch-rest-* org.elasticsearch.client
  elasticsearch elasticsearch-* org.elasticsearch
  groovy@4 groovy-*@4 org.apache.groovy
  groovy groovy-* org.codehaus.groovy
  hibernate-validator@6 org.hibernate.validator
  hibernate-core@6 hibernate-envers@6 org.hibernate.orm
  hibernate-* org.hibernate
  hsqldb@2 org.hsqldb
  jna jna-platform net.java.dev.jna
  kafka-clients kafka-streams kafka_* connect-runtime org.apache.kafka
  kotlin-* org.jetbrains.kotlin
  kotlinx-* org.jetbrains.kotlinx
  lucene-* org.apache.lucene
  micrometer-* io.micrometer
  mssql-jdbc com.microsoft.sqlserver
  mysql-connector-java mysql
  ojdbc* com.oracle.database.jdbc
  okhttp@3 okhttp-*@3 com.squareup.okhttp3
  okhttp com.squareup.okhttp
  okio okio-* com.squareup.okio
  reactor-core io.projectreactor
  reactor-netty@1 reactor-netty-* io.projectreactor.netty
  rxjava@3 io.reactivex.rxjava3
  rxjava@2 io.reactivex.rxjava2
  rxjava io.reactivex
  serializer xalan xalan
  solr-* org.apache.solr
  spring-amqp spring-rabbit org.springframework.amqp
  spring-batch-* org.springframework.batch
  spring-boot spring-boot-* org.springframework.boot
  spring-cloud-* org.springframework.cloud
  spring-data-* org.springframework.data
  spring-graphql org.springframework.graphql
  spring-hateoas org.springframework.hateoas
  spring-integration-* org.springframework.integration
  spring-kafka org.springframework.kafka
  spring-ldap-* org.springframework.ldap
  spring-plugin-* org.springframework.plugin
  spring-restdocs-* org.springframework.restdocs
  spring-retry org.springframework.retry
  spring-security-* org.springframework.security
  spring-session-* org.springframework.session
  spring-vault-* org.springframework.vault
  spring-ws-* spring-xml org.springframework.ws
  spring-aop spring-aspects spring-beans spring-context spring-context-* spring-core spring-expression org.springframework
  spring-instrument spring-jcl spring-jdbc spring-jms spring-messaging spring-orm spring-oxm org.springframework
  spring-r2dbc spring-test spring-tx spring-web spring-webflux spring-webmvc spring-websocket org.springframework
  tomcat-embed-* org.apache.tomcat.embed
  tomcat-* org.apache.tomcat
  velocity@1.6 org.apache.velocity
  velocity velocity
  xercesImpl xerces
  activation javax.activation
  aopalliance aopalliance
  asm@4 asm-*@4 org.ow2.asm
  asm asm-* asm
  axis axis
  batik-* org.apache.xmlgraphics
  bsh@2.0.6 org.apache-extras.beanshell
  bsh org.beanshell
  c3p0@0.9.2 com.mchange
  c3p0 c3p0
  cglib cglib-nodep cglib
  grails-* org.grails
  graphql-java com.graphql-java
  h2 com.h2database
  htmlunit@3 htmlunit-*@3 org.htmlunit
  htmlunit htmlunit-* net.sourceforge.htmlunit
  icu4j com.ibm.icu
  java-jwt jwks-rsa com.auth0
  jaxb-core jaxb-impl jaxb-xjc com.sun.xml.bind
  jdom@1.1 jdom2 org.jdom
  jdom jdom
  jsr305 com.google.code.findbugs
  jstl javax.servlet
  jython jython-standalone org.python
  ktor-* io.ktor
  log4j log4j
  lz4 net.jpountz.lz4
  lz4-java@1.10 at.yawk.lz4
  lz4-java org.lz4
  micronaut-aop micronaut-core micronaut-http micronaut-http-* micronaut-inject micronaut-inject-* io.micronaut
  micronaut-management micronaut-router micronaut-runtime micronaut-validation micronaut-websocket io.micronaut
  nekohtml net.sourceforge.nekohtml
  org.eclipse.core.* org.eclipse.equinox.* org.eclipse.osgi org.eclipse.osgi.* org.eclipse.platform
  org.eclipse.jface org.eclipse.jface.* org.eclipse.ui org.eclipse.ui.* org.eclipse.platform
  org.eclipse.jdt.* org.eclipse.jdt
  oro oro
  picketbox org.picketbox
  ratpack-* io.ratpack
  retrofit@2 com.squareup.retrofit2
  retrofit com.squareup.retrofit
  rhino org.mozilla
  struts struts
  unboundid-ldapsdk com.unboundid
  woodstox-core-asl org.codehaus.woodstox
  xmlrpc xmlrpc
  xom xom
  zookeeper zookeeper-jute org.apache.zookeeper
  commons-beanutils commons-beanutils
  commons-cli commons-cli
  commons-codec commons-codec
  commons-collections commons-collections
  commons-configuration commons-configuration
  commons-daemon commons-daemon
  commons-dbcp commons-dbcp
  commons-digester commons-digester
  commons-discovery commons-discovery
  commons-el commons-el
  commons-fileupload commons-fileupload
  commons-httpclient commons-httpclient
  commons-io commons-io
  commons-jexl commons-jexl
  commons-jxpath commons-jxpath
  commons-lang commons-lang
  commons-logging commons-logging
  commons-net commons-net
  commons-pool commons-pool
  commons-validator commons-validator
`;

interface KnownGroup {
  readonly artifact: RegExp;
  /** Numbers of the first version that belongs to it. */
  readonly since: readonly number[];
  readonly group: string;
}

const knownGroups: readonly KnownGroup[] = table
  .trim()
  .split('\n')
  .flatMap((line) => {
    const words = line.trim().split(/\s+/);
    const group = words.pop() ?? '';
    return words.map((word) => {
      const [artifact = '', since = '0'] = word.split('@');
      const pattern = artifact.replaceAll('.', '\\.').replace('*', '.*');
      return { artifact: new RegExp(`^${pattern}$`), since: numbersOf(since), group };
    });
  });

/** Null: the artifact is none of those. */
export function knownGroup(artifact: string, version: string): string | null {
  const numbers = numbersOf(version);
  const fits = knownGroups.find((known) => known.artifact.test(artifact) && isSince(numbers, known.since));
  return fits?.group ?? null;
}

function numbersOf(version: string): number[] {
  return version.split(/[^0-9]+/, 3).map(Number);
}

function isSince(numbers: readonly number[], since: readonly number[]): boolean {
  const differing = since.findIndex((part, index) => part !== (numbers[index] ?? 0));
  return differing === -1 || (numbers[differing] ?? 0) > (since[differing] ?? 0);
}
