import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The first shape of the database: keys, targets and facts, advisories and matches, policies, exemptions, verdicts. */
export class Initial1764000000000 implements MigrationInterface {
  readonly name = 'Initial1764000000000';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of [...access, ...events, ...facts, ...advisories, ...judging])
      await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE delivery, webhook, event, receipt, pinned_input, signing_key, service_secret, finding, finding_content, verdict, attestation, exemption_attachment, exemption, vex_statement, vex_document, vex_source, binding, policy_preview_finding, policy_preview_target, policy_preview,
      policy_draft, policy_version, policy, match, exploit_prediction, known_exploited,
      affected, advisory_relation, advisory, advisory_import, advisory_feed, advisory_ecosystem,
      advisory_database, scan, host_container, snapshot, target_repository, target_digest, target,
      inventory_component, component, inventory, layer, idempotent_response, audit_entry, audit_head, api_key`);
    await runner.query(
      'DROP FUNCTION refuse_change, remove_findings, remove_inventory_components, keep_held_components',
    );
    await runner.query('DROP SEQUENCE event_position');
  }
}

const access = [
  `CREATE TABLE api_key (
    id uuid PRIMARY KEY,
    name text NOT NULL,
    hash bytea NOT NULL UNIQUE,
    roles text[] NOT NULL,
    created_by text NOT NULL,
    created_at timestamptz NOT NULL,
    expires_at timestamptz,
    revoked_at timestamptz,
    last_used_at timestamptz
  )`,
  `CREATE INDEX api_key_by_time ON api_key (created_at DESC, id DESC)`,
  `CREATE TABLE audit_entry (
    id bigint PRIMARY KEY,
    at timestamptz(3) NOT NULL,
    actor_id uuid,
    actor text NOT NULL,
    address text,
    action text NOT NULL,
    entity text NOT NULL,
    entity_id text NOT NULL,
    details jsonb NOT NULL,
    previous_hash text NOT NULL,
    hash text NOT NULL
  )`,
  `CREATE TABLE audit_head (
    is_only boolean PRIMARY KEY DEFAULT true CHECK (is_only),
    id bigint NOT NULL,
    hash text NOT NULL
  )`,
  `INSERT INTO audit_head (id, hash) VALUES (0, 'sha256:' || repeat('0', 64))`,
  `CREATE INDEX audit_entry_by_entity ON audit_entry (entity, entity_id, id DESC)`,
  `CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN RAISE EXCEPTION 'rows of % are never changed or deleted', TG_TABLE_NAME; END $$`,
  `CREATE TRIGGER audit_entry_is_final BEFORE UPDATE OR DELETE ON audit_entry
    FOR EACH ROW EXECUTE FUNCTION refuse_change()`,
  `CREATE TRIGGER audit_entry_is_kept BEFORE TRUNCATE ON audit_entry
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()`,
  `CREATE TABLE idempotent_response (
    actor_id uuid NOT NULL,
    key text NOT NULL,
    fingerprint text NOT NULL,
    status smallint,
    headers jsonb,
    body text,
    created_at timestamptz NOT NULL,
    PRIMARY KEY (actor_id, key)
  )`,
];

const events = [
  `CREATE SEQUENCE event_position`,
  `CREATE TABLE event (
    id uuid PRIMARY KEY,
    number bigint GENERATED ALWAYS AS IDENTITY,
    position bigint,
    type text NOT NULL,
    subject text NOT NULL,
    at timestamptz NOT NULL,
    repositories text[],
    labels jsonb,
    data jsonb NOT NULL
  )`,
  `CREATE INDEX event_untold ON event (number) WHERE position IS NULL`,
  `CREATE UNIQUE INDEX event_by_position ON event (position) WHERE position IS NOT NULL`,
  `CREATE INDEX event_by_type ON event (type, position) WHERE position IS NOT NULL`,
  `CREATE INDEX event_by_time ON event (at)`,
  `CREATE TABLE webhook (
    id uuid PRIMARY KEY,
    name text NOT NULL,
    url text NOT NULL,
    format text NOT NULL,
    types text[] NOT NULL,
    repositories text[] NOT NULL,
    owners text[] NOT NULL,
    labels text[] NOT NULL,
    is_enabled boolean NOT NULL,
    disabled_because text,
    failing_since timestamptz,
    created_by text NOT NULL,
    created_at timestamptz NOT NULL,
    sealed_secret bytea NOT NULL,
    previous_sealed_secret bytea,
    previous_secret_until timestamptz,
    CHECK ((previous_sealed_secret IS NULL) = (previous_secret_until IS NULL))
  )`,
  `CREATE INDEX webhook_secret_ending ON webhook (previous_secret_until) WHERE previous_secret_until IS NOT NULL`,
  `CREATE INDEX webhook_by_time ON webhook (created_at DESC, id DESC)`,
  `CREATE TABLE delivery (
    id uuid PRIMARY KEY,
    webhook_id uuid NOT NULL REFERENCES webhook ON DELETE CASCADE,
    event_id uuid NOT NULL REFERENCES event ON DELETE CASCADE,
    type text NOT NULL,
    state text NOT NULL,
    attempts int NOT NULL,
    attempted_at timestamptz,
    status int,
    latency int,
    excerpt text,
    error text,
    created_at timestamptz NOT NULL,
    round int NOT NULL,
    queued_at timestamptz,
    UNIQUE (event_id, webhook_id)
  )`,
  `CREATE INDEX delivery_by_webhook ON delivery (webhook_id, created_at DESC, id DESC)`,
  `CREATE INDEX delivery_by_state ON delivery (webhook_id, state, created_at DESC, id DESC)`,
  `CREATE INDEX delivery_to_queue ON delivery (created_at, id) WHERE state = 'pending' AND queued_at IS NULL`,
  `CREATE INDEX delivery_under_way ON delivery (queued_at) WHERE state = 'pending'`,
];

const facts = [
  `CREATE TABLE layer (
    diff_id text PRIMARY KEY,
    readers text NOT NULL,
    content bytea NOT NULL,
    uncompressed_bytes bigint NOT NULL,
    read_at timestamptz NOT NULL
  )`,
  `ALTER TABLE layer ALTER COLUMN content SET STORAGE EXTERNAL`,
  `CREATE TABLE inventory (
    id uuid PRIMARY KEY,
    origin text NOT NULL,
    readers text NOT NULL,
    digest text NOT NULL,
    facts jsonb NOT NULL,
    created_at timestamptz NOT NULL,
    UNIQUE (origin, readers)
  )`,
  `CREATE TABLE component (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    identity bytea NOT NULL UNIQUE,
    ecosystem text NOT NULL,
    name text NOT NULL,
    version text NOT NULL,
    architecture text,
    purl text NOT NULL,
    source_name text,
    source_version text,
    licence text,
    match_name text NOT NULL,
    version_key bytea,
    module text
  )`,
  `CREATE INDEX component_by_match_name ON component (match_name)`,
  `CREATE INDEX component_by_name ON component (name)`,
  // Without foreign keys, which look both up again for each of the ten thousand packages of an image and take three
  // quarters of the time: whoever adds them has stored both in the same transaction. Triggers do the rest.
  `CREATE TABLE inventory_component (
    inventory_id uuid NOT NULL,
    component_id bigint NOT NULL,
    paths text[] NOT NULL,
    layer text,
    is_development boolean NOT NULL,
    program text,
    PRIMARY KEY (inventory_id, component_id)
  )`,
  `CREATE INDEX inventory_component_by_component ON inventory_component (component_id)`,
  `CREATE FUNCTION remove_inventory_components() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN DELETE FROM inventory_component WHERE inventory_id IN (SELECT id FROM gone); RETURN NULL; END $$`,
  `CREATE TRIGGER inventory_takes_components AFTER DELETE ON inventory REFERENCING OLD TABLE AS gone
    FOR EACH STATEMENT EXECUTE FUNCTION remove_inventory_components()`,
  `CREATE FUNCTION keep_held_components() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      IF EXISTS (SELECT FROM inventory_component l JOIN gone ON gone.id = l.component_id) THEN
        RAISE foreign_key_violation USING MESSAGE = 'an inventory holds the component';
      END IF;
      RETURN NULL;
    END $$`,
  `CREATE TRIGGER component_is_kept AFTER DELETE ON component REFERENCING OLD TABLE AS gone
    FOR EACH STATEMENT EXECUTE FUNCTION keep_held_components()`,
  `CREATE TABLE target (
    id uuid PRIMARY KEY,
    kind text NOT NULL,
    digest text NOT NULL,
    identity text NOT NULL UNIQUE,
    "references" text[] NOT NULL,
    observed_labels jsonb NOT NULL DEFAULT '{}',
    set_labels jsonb NOT NULL DEFAULT '{}',
    labels jsonb NOT NULL GENERATED ALWAYS AS (observed_labels || set_labels) STORED,
    owner text GENERATED ALWAYS AS (coalesce(set_labels ->> 'owner', observed_labels ->> 'owner')) STORED,
    environment text
      GENERATED ALWAYS AS (coalesce(set_labels ->> 'environment', observed_labels ->> 'environment')) STORED,
    snapshot_id uuid,
    needs_judging boolean NOT NULL DEFAULT true,
    created_at timestamptz NOT NULL,
    scanned_at timestamptz NOT NULL
  )`,
  `CREATE INDEX target_by_time ON target (created_at DESC, id DESC)`,
  `CREATE INDEX target_to_judge ON target (id) WHERE needs_judging`,
  `CREATE INDEX target_by_label ON target USING gin (labels)`,
  `CREATE INDEX target_by_owner ON target (owner, created_at DESC, id DESC)`,
  `CREATE INDEX target_by_environment ON target (environment, created_at DESC, id DESC)`,
  `CREATE INDEX target_by_reference ON target USING gin ("references")`,
  `CREATE TABLE target_digest (
    digest text PRIMARY KEY,
    target_id uuid NOT NULL REFERENCES target ON DELETE CASCADE
  )`,
  `CREATE TABLE target_repository (
    repository text COLLATE "C",
    target_id uuid REFERENCES target ON DELETE CASCADE,
    PRIMARY KEY (repository, target_id)
  )`,
  `CREATE INDEX target_repository_by_target ON target_repository (target_id)`,
  `CREATE TABLE snapshot (
    id uuid PRIMARY KEY,
    target_id uuid NOT NULL REFERENCES target ON DELETE CASCADE,
    inventory_id uuid NOT NULL REFERENCES inventory,
    digest text NOT NULL,
    facts jsonb NOT NULL,
    created_at timestamptz NOT NULL,
    UNIQUE (target_id, digest)
  )`,
  `CREATE INDEX snapshot_by_inventory ON snapshot (inventory_id)`,
  `ALTER TABLE target ADD FOREIGN KEY (snapshot_id) REFERENCES snapshot`,
  `CREATE INDEX target_by_snapshot ON target (snapshot_id)`,
  `CREATE TABLE host_container (
    target_id uuid NOT NULL REFERENCES target ON DELETE CASCADE,
    position int NOT NULL,
    id text NOT NULL,
    name text NOT NULL,
    image text,
    image_id text,
    status text,
    digests text[] NOT NULL,
    PRIMARY KEY (target_id, position)
  )`,
  `CREATE INDEX host_container_by_digest ON host_container USING gin (digests)`,
  `CREATE TABLE scan (
    id uuid PRIMARY KEY,
    kind text NOT NULL,
    state text NOT NULL,
    digest text NOT NULL,
    image_id text,
    "references" text[] NOT NULL,
    labels jsonb NOT NULL DEFAULT '{}',
    input jsonb NOT NULL,
    progress jsonb NOT NULL,
    target_id uuid REFERENCES target ON DELETE SET NULL,
    error jsonb,
    requested_by text NOT NULL,
    created_at timestamptz NOT NULL,
    started_at timestamptz,
    finished_at timestamptz
  )`,
  `CREATE INDEX scan_by_time ON scan (created_at DESC, id DESC)`,
  `CREATE INDEX scan_by_digest ON scan (digest, created_at DESC)`,
  `CREATE INDEX scan_by_image ON scan (image_id, created_at DESC)`,
  `CREATE INDEX scan_open ON scan (created_at) WHERE state IN ('queued', 'running')`,
];

const advisories = [
  `CREATE TABLE advisory_database (
    id smallint PRIMARY KEY CHECK (id = 1),
    snapshot text NOT NULL,
    imported_at timestamptz,
    known_exploited_at timestamptz,
    exploit_predicted_on date
  )`,
  `INSERT INTO advisory_database (id, snapshot) VALUES (1, 'empty')`,
  `CREATE TABLE advisory_import (
    id uuid PRIMARY KEY,
    state text NOT NULL,
    source text NOT NULL,
    input jsonb NOT NULL,
    total int,
    read int NOT NULL DEFAULT 0,
    stored int NOT NULL DEFAULT 0,
    unchanged int NOT NULL DEFAULT 0,
    withdrawn int NOT NULL DEFAULT 0,
    invalid int NOT NULL DEFAULT 0,
    known_exploited int NOT NULL DEFAULT 0,
    exploit_predictions int NOT NULL DEFAULT 0,
    problems jsonb NOT NULL DEFAULT '[]',
    error jsonb,
    requested_by text NOT NULL,
    created_at timestamptz NOT NULL,
    finished_at timestamptz
  )`,
  `CREATE INDEX advisory_import_by_time ON advisory_import (created_at DESC, id DESC)`,
  `CREATE TABLE advisory (
    id text PRIMARY KEY,
    content_hash bytea NOT NULL,
    summary text NOT NULL,
    details text NOT NULL,
    stated_severity text NOT NULL,
    severity text NOT NULL,
    score double precision,
    vector text,
    severity_from text,
    aliases text[] NOT NULL,
    upstream text[] NOT NULL,
    "references" text[] NOT NULL,
    modified_at timestamptz NOT NULL,
    published_at timestamptz,
    withdrawn_at timestamptz,
    ecosystems text[] NOT NULL,
    origin text
  )`,
  `CREATE INDEX advisory_by_origin ON advisory (origin)`,
  `CREATE INDEX advisory_by_modified ON advisory (modified_at)`,
  `CREATE INDEX advisory_by_any_case ON advisory (upper(id))`,
  `CREATE TABLE advisory_relation (
    advisory_id text NOT NULL REFERENCES advisory ON DELETE CASCADE,
    related_id text NOT NULL,
    relation text NOT NULL,
    PRIMARY KEY (advisory_id, related_id, relation)
  )`,
  `CREATE INDEX advisory_relation_by_related ON advisory_relation (related_id, advisory_id)`,
  `CREATE INDEX advisory_relation_by_any_case ON advisory_relation (upper(related_id))`,
  `CREATE TABLE affected (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    advisory_id text NOT NULL REFERENCES advisory ON DELETE CASCADE,
    ecosystem text NOT NULL,
    name text NOT NULL,
    lower_key bytea,
    upper_key bytea,
    is_upper_inclusive boolean NOT NULL,
    introduced text,
    fixed text,
    last_affected text,
    undecidable text,
    modules text[],
    severity text,
    score double precision
  )`,
  `CREATE INDEX affected_by_package ON affected (name, ecosystem)`,
  `CREATE INDEX affected_by_ecosystem ON affected (ecosystem)`,
  `CREATE INDEX affected_by_advisory ON affected (advisory_id)`,
  `CREATE TABLE known_exploited (
    cve text PRIMARY KEY,
    added_on date NOT NULL,
    due_on date NOT NULL,
    is_used_by_ransomware boolean NOT NULL
  )`,
  `CREATE TABLE exploit_prediction (
    cve text PRIMARY KEY,
    score double precision NOT NULL,
    percentile double precision NOT NULL
  )`,
  `CREATE TABLE advisory_ecosystem (
    ecosystem text PRIMARY KEY,
    imported_at timestamptz NOT NULL
  )`,
  `CREATE TABLE advisory_feed (
    name text PRIMARY KEY,
    tried_at timestamptz NOT NULL,
    succeeded_at timestamptz,
    failed_at timestamptz,
    failure text,
    mark jsonb
  )`,
  `CREATE TABLE match (
    component_id bigint NOT NULL REFERENCES component ON DELETE CASCADE,
    advisory_id text NOT NULL REFERENCES advisory ON DELETE CASCADE,
    is_affected boolean NOT NULL,
    reason text,
    fixed text,
    severity text,
    score double precision,
    PRIMARY KEY (component_id, advisory_id)
  )`,
  `CREATE INDEX match_by_advisory ON match (advisory_id)`,
];

const judging = [
  `CREATE TABLE policy (
    name text PRIMARY KEY,
    title text NOT NULL,
    created_at timestamptz NOT NULL
  )`,
  `CREATE TABLE policy_version (
    id uuid PRIMARY KEY,
    policy text NOT NULL REFERENCES policy,
    version int NOT NULL,
    hash text NOT NULL,
    text text NOT NULL,
    parent text,
    document jsonb NOT NULL,
    author text NOT NULL,
    message text NOT NULL,
    published_at timestamptz NOT NULL,
    retired_at timestamptz,
    UNIQUE (policy, version)
  )`,
  `CREATE TRIGGER policy_version_is_kept BEFORE DELETE ON policy_version
    FOR EACH ROW EXECUTE FUNCTION refuse_change()`,
  `CREATE TRIGGER policy_version_is_final BEFORE UPDATE ON policy_version FOR EACH ROW
    WHEN (OLD.retired_at IS NOT NULL OR to_jsonb(OLD) - 'retired_at' <> to_jsonb(NEW) - 'retired_at')
    EXECUTE FUNCTION refuse_change()`,
  `CREATE TABLE policy_draft (
    policy text PRIMARY KEY,
    text text NOT NULL,
    author text NOT NULL,
    author_id uuid NOT NULL,
    updated_at timestamptz NOT NULL,
    approved_by text,
    approved_at timestamptz
  )`,
  `CREATE TABLE policy_preview (
    id uuid PRIMARY KEY,
    policy text NOT NULL,
    hash text NOT NULL,
    text text NOT NULL,
    source text NOT NULL,
    selectors jsonb,
    state text NOT NULL,
    done int NOT NULL,
    total int,
    cursor uuid,
    ended jsonb NOT NULL,
    summary jsonb NOT NULL,
    exemptions jsonb NOT NULL,
    error jsonb,
    requested_by text NOT NULL,
    created_at timestamptz NOT NULL,
    finished_at timestamptz
  )`,
  `CREATE UNIQUE INDEX policy_preview_open ON policy_preview (policy, hash, coalesce(md5(selectors::text), ''))
    WHERE state IN ('queued', 'running')`,
  `CREATE INDEX policy_preview_finished ON policy_preview (policy, hash, finished_at DESC) WHERE state = 'succeeded'`,
  `CREATE INDEX policy_preview_by_time ON policy_preview (created_at DESC, id DESC)`,
  `CREATE INDEX policy_preview_by_policy ON policy_preview (policy, created_at DESC, id DESC)`,
  `CREATE INDEX policy_preview_by_state ON policy_preview (state, created_at DESC, id DESC)`,
  `CREATE TABLE policy_preview_target (
    preview_id uuid NOT NULL REFERENCES policy_preview ON DELETE CASCADE,
    target_id uuid NOT NULL,
    name text NOT NULL,
    owner text,
    binding text,
    mode text NOT NULL,
    "from" text NOT NULL,
    "to" text NOT NULL,
    judged_from text NOT NULL,
    judged_to text NOT NULL,
    reasons jsonb NOT NULL,
    PRIMARY KEY (preview_id, target_id)
  )`,
  `CREATE TABLE policy_preview_finding (
    preview_id uuid NOT NULL REFERENCES policy_preview ON DELETE CASCADE,
    place int NOT NULL,
    target_id uuid NOT NULL,
    owner text,
    change text NOT NULL,
    fingerprint text NOT NULL,
    kind text NOT NULL,
    name text NOT NULL,
    component text,
    severity text NOT NULL,
    PRIMARY KEY (preview_id, place)
  )`,
  `CREATE TABLE binding (
    name text PRIMARY KEY,
    policy text NOT NULL,
    version int,
    selectors jsonb NOT NULL,
    priority int NOT NULL,
    mode text NOT NULL,
    author text NOT NULL,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL
  )`,
  `CREATE TABLE exemption (
    id uuid PRIMARY KEY,
    state text NOT NULL,
    scope jsonb NOT NULL,
    kind text NOT NULL,
    justification text,
    reason text NOT NULL,
    category text,
    ticket text,
    compensating_control text,
    ends_when jsonb NOT NULL,
    expires_at timestamptz NOT NULL,
    requested_by text NOT NULL,
    requester_id uuid NOT NULL,
    requested_at timestamptz NOT NULL,
    approvals jsonb NOT NULL,
    approvals_needed int NOT NULL,
    decided_by text,
    decided_at timestamptz,
    comment text,
    comments jsonb NOT NULL,
    renews uuid REFERENCES exemption,
    superseded_by uuid REFERENCES exemption,
    ended_at timestamptz,
    ended_because jsonb,
    known_at_approval jsonb,
    attachments jsonb NOT NULL DEFAULT '[]',
    looked_days int
  )`,
  `CREATE TABLE exemption_attachment (
    id uuid PRIMARY KEY,
    exemption_id uuid NOT NULL REFERENCES exemption ON DELETE CASCADE,
    content bytea NOT NULL
  )`,
  `CREATE INDEX exemption_attachment_by_exemption ON exemption_attachment (exemption_id)`,
  `CREATE UNIQUE INDEX exemption_open_renewal ON exemption (renews) WHERE state IN ('requested', 'changes-asked')`,
  `CREATE INDEX exemption_by_time ON exemption (requested_at DESC, id DESC)`,
  `CREATE INDEX exemption_in_force ON exemption (expires_at) WHERE state = 'approved'`,
  `CREATE TABLE attestation (
    id uuid PRIMARY KEY,
    check_id text NOT NULL,
    target_id uuid NOT NULL REFERENCES target ON DELETE CASCADE,
    result text NOT NULL,
    statement text NOT NULL,
    evidence text[] NOT NULL,
    author text NOT NULL,
    author_id uuid NOT NULL,
    attested_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL,
    revoked_at timestamptz,
    revoked_by text
  )`,
  `CREATE INDEX attestation_by_time ON attestation (attested_at DESC, id DESC)`,
  `CREATE INDEX attestation_by_target ON attestation (target_id, attested_at DESC, id DESC)`,
  `CREATE TABLE vex_source (
    name text PRIMARY KEY,
    trust text NOT NULL,
    created_at timestamptz NOT NULL,
    changed_by text NOT NULL,
    changed_by_id uuid NOT NULL,
    changed_at timestamptz NOT NULL
  )`,
  `CREATE TABLE vex_document (
    id uuid PRIMARY KEY,
    source text NOT NULL REFERENCES vex_source,
    state text NOT NULL,
    format text NOT NULL,
    name text NOT NULL,
    version text NOT NULL,
    author text,
    digest text NOT NULL,
    issued_at timestamptz NOT NULL,
    statements int NOT NULL,
    problems text[] NOT NULL,
    problem_count int NOT NULL,
    imported_by text NOT NULL,
    imported_by_id uuid NOT NULL,
    imported_at timestamptz NOT NULL,
    superseded_by uuid REFERENCES vex_document,
    removed_by text,
    ended_at timestamptz
  )`,
  `CREATE INDEX vex_document_by_time ON vex_document (imported_at DESC, id DESC)`,
  `CREATE INDEX vex_document_in_force ON vex_document (source, name) WHERE state = 'in_force'`,
  `CREATE TABLE vex_statement (
    id uuid PRIMARY KEY,
    document_id uuid NOT NULL REFERENCES vex_document ON DELETE CASCADE,
    position int NOT NULL,
    vulnerabilities text[] NOT NULL,
    status text NOT NULL,
    justification text,
    explanation text,
    action text,
    stated_at timestamptz NOT NULL,
    products jsonb NOT NULL
  )`,
  `CREATE INDEX vex_statement_by_document ON vex_statement (document_id, position)`,
  `CREATE INDEX vex_statement_by_flaw ON vex_statement USING gin (vulnerabilities)`,
  `CREATE TABLE verdict (
    id uuid PRIMARY KEY,
    target_id uuid NOT NULL REFERENCES target ON DELETE CASCADE,
    is_current boolean NOT NULL,
    policy_version_id uuid NOT NULL REFERENCES policy_version,
    policy text NOT NULL,
    policy_version int NOT NULL,
    binding text,
    mode text NOT NULL,
    judged text NOT NULL,
    decision text NOT NULL,
    reasons jsonb NOT NULL,
    counts jsonb NOT NULL,
    exempted_count int NOT NULL,
    dismissed_count int NOT NULL,
    score double precision,
    receipt jsonb NOT NULL,
    change jsonb NOT NULL,
    since timestamptz NOT NULL,
    judged_at timestamptz NOT NULL,
    valid_until timestamptz
  ) WITH (toast_tuple_target = 8160)`,
  `CREATE UNIQUE INDEX verdict_current ON verdict (target_id) WHERE is_current`,
  `CREATE INDEX verdict_by_target ON verdict (target_id, judged_at DESC, id DESC)`,
  `CREATE INDEX verdict_due ON verdict (valid_until) WHERE is_current AND valid_until IS NOT NULL`,
  `CREATE INDEX verdict_by_time ON verdict (since)`,
  `CREATE INDEX verdict_by_decision ON verdict (decision) WHERE is_current`,
  `CREATE INDEX verdict_undecided ON verdict (target_id) WHERE is_current AND judged = 'unknown'`,
  `CREATE TABLE service_secret (
    is_only boolean PRIMARY KEY DEFAULT true CHECK (is_only),
    content bytea NOT NULL
  )`,
  `CREATE TABLE signing_key (
    kid text PRIMARY KEY,
    public_key jsonb NOT NULL,
    sealed bytea,
    created_at timestamptz NOT NULL
  )`,
  `CREATE TABLE pinned_input (
    digest text PRIMARY KEY,
    content bytea NOT NULL,
    used_on date NOT NULL
  )`,
  `ALTER TABLE pinned_input ALTER COLUMN content SET STORAGE EXTERNAL`,
  `CREATE INDEX pinned_input_by_use ON pinned_input (used_on)`,
  `CREATE TABLE receipt (
    id uuid PRIMARY KEY,
    number bigint GENERATED ALWAYS AS IDENTITY,
    target_id uuid NOT NULL,
    verdict_id uuid NOT NULL REFERENCES verdict ON DELETE CASCADE,
    judged_at timestamptz NOT NULL,
    valid_until timestamptz,
    payload text NOT NULL,
    key_id text NOT NULL,
    signature bytea NOT NULL
  )`,
  `CREATE INDEX receipt_by_target ON receipt (target_id, judged_at DESC, number DESC)`,
  `CREATE INDEX receipt_by_verdict ON receipt (verdict_id)`,
  `CREATE TRIGGER receipt_is_final BEFORE UPDATE ON receipt FOR EACH ROW EXECUTE FUNCTION refuse_change()`,
  // Without a foreign key from findings: each would lock the content it shares with others. Housekeeping removes the
  // unused.
  `CREATE TABLE finding_content (
    digest text PRIMARY KEY,
    kind text NOT NULL,
    result text NOT NULL,
    severity_rank smallint NOT NULL,
    title jsonb NOT NULL,
    message jsonb NOT NULL,
    remediation jsonb NOT NULL,
    fix jsonb,
    check_id text,
    advisory text,
    aliases text[] NOT NULL,
    advisories text[] NOT NULL,
    component jsonb,
    fixed_version text,
    score double precision,
    is_known_exploited boolean NOT NULL,
    location jsonb,
    element text,
    evidence jsonb NOT NULL,
    exemption_id uuid,
    vex jsonb,
    is_dismissed boolean NOT NULL
  )`,
  `CREATE INDEX finding_content_by_name ON finding_content USING gin ((ARRAY[advisory] || aliases || advisories))`,
  // One table for each kind: a list of one kind, worst or newest first, needs no index of its own then. Without a foreign
  // key to targets, which is looked up for each new finding: whoever adds findings holds the target's lock.
  `CREATE TABLE finding (
    id uuid NOT NULL,
    target_id uuid NOT NULL,
    fingerprint text NOT NULL,
    content text NOT NULL,
    kind text NOT NULL,
    result text NOT NULL,
    severity_rank smallint NOT NULL,
    check_id text,
    is_known_exploited boolean NOT NULL,
    is_fixable boolean NOT NULL,
    exemption_id uuid,
    is_dismissed boolean NOT NULL,
    first_seen_at timestamptz NOT NULL,
    PRIMARY KEY (id, kind),
    UNIQUE (target_id, fingerprint, kind)
  ) PARTITION BY LIST (kind)`,
  // The constraints tell the planner that lists of one check, or of what can be fixed, need only one of them.
  `CREATE TABLE vulnerability_finding PARTITION OF finding (CHECK (check_id IS NULL)) FOR VALUES IN ('vulnerability')`,
  `CREATE TABLE check_finding PARTITION OF finding (CHECK (NOT is_fixable)) FOR VALUES IN ('check')`,
  `CREATE FUNCTION remove_findings() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN DELETE FROM finding WHERE target_id IN (SELECT id FROM gone); RETURN NULL; END $$`,
  `CREATE TRIGGER target_takes_findings AFTER DELETE ON target REFERENCING OLD TABLE AS gone
    FOR EACH STATEMENT EXECUTE FUNCTION remove_findings()`,
  `CREATE INDEX finding_by_content ON finding (content)`,
  // Lists are the worst first, or the newest first, which is by id. Every index makes each new finding dearer.
  `CREATE INDEX finding_by_severity ON finding (severity_rank, id)`,
  `CREATE INDEX check_finding_of_check ON check_finding (check_id, severity_rank, id)`,
  // What a check finds never has a fixed version.
  `CREATE INDEX vulnerability_finding_fixable ON vulnerability_finding (severity_rank, id) WHERE is_fixable`,
  `CREATE INDEX vulnerability_finding_unfixable ON vulnerability_finding (severity_rank, id) WHERE NOT is_fixable`,
  ...Object.entries({
    undecided: `result = 'unknown'`,
    exploited: 'is_known_exploited',
    exempted: 'exemption_id IS NOT NULL',
    dismissed: 'is_dismissed',
  }).flatMap(([name, condition]) => [
    `CREATE INDEX finding_${name} ON finding (severity_rank, id) WHERE ${condition}`,
    `CREATE INDEX finding_${name}_by_age ON finding (id) WHERE ${condition}`,
  ]),
  `CREATE INDEX finding_by_exemption ON finding (exemption_id) WHERE exemption_id IS NOT NULL`,
];
