import type { Sql } from "./sql.ts";

/**
 * The Desk's tables, oldest step first. A step that has landed is never edited: a new one is added, and each step only
 * expands, so that the version before keeps working on the same file while a deploy is under way, and after it is rolled back.
 * What a step may say, test/desk/migrations.test.ts holds it to; test/long/deploy.ts deploys and rolls back for real.
 */
export const STEPS: readonly (readonly string[])[] = [
  [
    // Settings of the account: mode, pause, versions, sealed connection.
    `CREATE TABLE setting (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID`,
    // Every verified webhook once, by the digest of its body: what makes a duplicate or a replay a no-op.
    `CREATE TABLE delivery (
       digest TEXT PRIMARY KEY, received_at INTEGER NOT NULL, type TEXT NOT NULL, ticket_id TEXT
     ) WITHOUT ROWID`,
    `CREATE INDEX delivery_received ON delivery (received_at)`,
    // Tickets to look at, one row each however many events came.
    `CREATE TABLE work (
       ticket_id TEXT PRIMARY KEY, due_at INTEGER NOT NULL, seq INTEGER NOT NULL DEFAULT 1,
       attempts INTEGER NOT NULL DEFAULT 0, foreign_event INTEGER NOT NULL, own_updated_at INTEGER
     ) WITHOUT ROWID`,
    `CREATE INDEX work_due ON work (due_at)`,
    // Tickets seen: what was last written to each, and whether something is still to be written.
    `CREATE TABLE ticket (
       ticket_id TEXT PRIMARY KEY, organization_id TEXT, finished INTEGER NOT NULL, memory TEXT,
       intent TEXT, written_stamp INTEGER, recent_writes TEXT NOT NULL DEFAULT '[]', notes TEXT NOT NULL DEFAULT '[]',
       pending INTEGER NOT NULL
     ) WITHOUT ROWID`,
    `CREATE INDEX ticket_organization ON ticket (organization_id)`,
    // What was decided, whenever it changed or was written.
    `CREATE TABLE decision (
       id INTEGER PRIMARY KEY, ticket_id TEXT NOT NULL, decided_at INTEGER NOT NULL, mode TEXT NOT NULL,
       written INTEGER NOT NULL, body TEXT NOT NULL
     )`,
    `CREATE INDEX decision_ticket ON decision (ticket_id, id)`,
    `CREATE INDEX decision_decided ON decision (decided_at)`,
    // What waits for a person: tickets that the helpdesk refuses, deliveries that could not be understood.
    `CREATE TABLE parked (
       id INTEGER PRIMARY KEY, kind TEXT NOT NULL, ticket_id TEXT UNIQUE, reason TEXT NOT NULL, detail TEXT NOT NULL,
       attempts INTEGER NOT NULL, since INTEGER NOT NULL, body TEXT
     )`,
    // The organization mapping.
    `CREATE TABLE contract (
       id INTEGER PRIMARY KEY, organization_id TEXT, external_id TEXT, body TEXT NOT NULL
     )`,
    `CREATE INDEX contract_organization ON contract (organization_id)`,
    `CREATE INDEX contract_external ON contract (external_id)`,
    `CREATE TABLE contract_domain (
       domain TEXT NOT NULL, contract_id INTEGER NOT NULL, PRIMARY KEY (domain, contract_id)
     ) WITHOUT ROWID`,
  ],
  [
    // What the sweep compares with: the fingerprint of each ticket as it was last left.
    `ALTER TABLE ticket ADD COLUMN seen TEXT`,
    // Tickets that the sweep found changed, and no webhook had told.
    `CREATE TABLE missed (id INTEGER PRIMARY KEY, ticket_id TEXT NOT NULL, found_at INTEGER NOT NULL)`,
    `CREATE INDEX missed_found ON missed (found_at)`,
  ],
  [
    // Tickets that a person made less urgent: repeated escalations of an organization are told.
    `CREATE TABLE downgrade (
       ticket_id TEXT PRIMARY KEY, organization_id TEXT NOT NULL, downgraded_at INTEGER NOT NULL
     ) WITHOUT ROWID`,
    `CREATE INDEX downgrade_organization ON downgrade (organization_id, downgraded_at)`,
  ],
  [
    // Administrators who signed in, and programs: by the hash of what they show.
    `CREATE TABLE session (
       hash TEXT PRIMARY KEY, user_id TEXT NOT NULL, name TEXT NOT NULL, role_checked_at INTEGER NOT NULL,
       expires_at INTEGER NOT NULL
     ) WITHOUT ROWID`,
    `CREATE TABLE token (
       id INTEGER PRIMARY KEY AUTOINCREMENT, hash TEXT NOT NULL UNIQUE, name TEXT NOT NULL, made_by TEXT NOT NULL,
       made_at INTEGER NOT NULL, used_at INTEGER
     )`,
  ],
  [
    // Open tickets as last read: what a change would do is told from them. Forgotten when a ticket is finished.
    `CREATE TABLE facts (
       ticket_id TEXT PRIMARY KEY, organization_id TEXT, external_id TEXT, domain TEXT, unmapped INTEGER NOT NULL,
       due INTEGER, body TEXT NOT NULL
     ) WITHOUT ROWID`,
    `CREATE INDEX facts_organization ON facts (organization_id)`,
    `CREATE INDEX facts_external ON facts (external_id)`,
    `CREATE INDEX facts_domain ON facts (domain)`,
    `CREATE INDEX facts_unmapped ON facts (ticket_id) WHERE unmapped = 1`,
    // What the mapping's rows are listed and searched by.
    `ALTER TABLE contract ADD COLUMN name TEXT NOT NULL DEFAULT ''`,
    `ALTER TABLE contract ADD COLUMN tier TEXT NOT NULL DEFAULT ''`,
    `ALTER TABLE contract ADD COLUMN starts TEXT`,
    `ALTER TABLE contract ADD COLUMN ends TEXT`,
    `ALTER TABLE contract ADD COLUMN contacts INTEGER NOT NULL DEFAULT 0`,
    `ALTER TABLE contract ADD COLUMN search TEXT NOT NULL DEFAULT ''`,
    `CREATE INDEX contract_name ON contract (name, id)`,
    `CREATE INDEX contract_tier ON contract (tier, name, id)`,
    `CREATE INDEX contract_ends ON contract (ends, id)`,
    // What administrators altered, or proposed to: rows of the mapping, the policy; and the tickets it is carried to.
    `CREATE TABLE change (
       id INTEGER PRIMARY KEY AUTOINCREMENT, proposed_at INTEGER NOT NULL, proposed_by TEXT NOT NULL, note TEXT NOT NULL,
       state TEXT NOT NULL, undoes INTEGER, policy TEXT, policy_before TEXT, counts TEXT NOT NULL, applied_at INTEGER,
       paused INTEGER NOT NULL DEFAULT 0
     )`,
    `CREATE TABLE change_edit (
       change_id INTEGER NOT NULL, row INTEGER NOT NULL, before TEXT, after TEXT, PRIMARY KEY (change_id, row)
     ) WITHOUT ROWID`,
    `CREATE TABLE change_ticket (
       change_id INTEGER NOT NULL, ticket_id TEXT NOT NULL, body TEXT NOT NULL, fed INTEGER NOT NULL DEFAULT 0,
       PRIMARY KEY (change_id, ticket_id)
     ) WITHOUT ROWID`,
    `CREATE INDEX change_ticket_unfed ON change_ticket (change_id) WHERE fed = 0`,
    // The policies that were in force, oldest first, where administrators own it.
    `CREATE TABLE policy_version (
       number INTEGER PRIMARY KEY AUTOINCREMENT, version TEXT NOT NULL, document TEXT NOT NULL, author TEXT NOT NULL,
       note TEXT NOT NULL, since INTEGER NOT NULL, change_id INTEGER
     )`,
    // Who did what: each entry names the one before by its hash. Rows are added, never altered.
    `CREATE TABLE audit (
       seq INTEGER PRIMARY KEY, at INTEGER NOT NULL, actor TEXT NOT NULL, action TEXT NOT NULL, subject TEXT NOT NULL,
       detail TEXT NOT NULL, previous TEXT NOT NULL, hash TEXT NOT NULL
     )`,
    `CREATE INDEX audit_action ON audit (action, seq)`,
    `CREATE INDEX audit_subject ON audit (subject, seq)`,
  ],
  [
    // Takes the place of `delivery`. By when the event happened, then by digest: what arrives together lies together, so a
    // commit writes a few pages; by digest alone it writes one for each delivery.
    `CREATE TABLE arrival (
       happened_at INTEGER NOT NULL, digest TEXT NOT NULL, received_at INTEGER NOT NULL, type TEXT NOT NULL,
       ticket_id TEXT, PRIMARY KEY (happened_at, digest)
     ) WITHOUT ROWID`,
    `CREATE INDEX arrival_received ON arrival (received_at)`,
  ],
  [
    // The other names of a customer: repositories, organizations and people on GitHub.
    `CREATE TABLE contract_handle (
       handle TEXT NOT NULL, contract_id INTEGER NOT NULL, PRIMARY KEY (handle, contract_id)
     ) WITHOUT ROWID`,
    `CREATE TABLE facts_handle (
       handle TEXT NOT NULL, ticket_id TEXT NOT NULL, PRIMARY KEY (handle, ticket_id)
     ) WITHOUT ROWID`,
    `CREATE INDEX facts_handle_ticket ON facts_handle (ticket_id)`,
  ],
];

/**
 * Brings the tables up to date, each step in a transaction of its own.
 * A file from a newer version is left as it is: steps only expand, so an older program can go on with it.
 */
export function migrate(sql: Sql, steps = STEPS): void {
  sql.run(`CREATE TABLE IF NOT EXISTS schema_version (version INTEGER NOT NULL)`);
  const at = sql.first<{ version: number }>(`SELECT version FROM schema_version`)?.version ?? 0;
  steps.slice(at).forEach((statements, index) => {
    sql.transaction(() => {
      for (const statement of statements) sql.run(statement);
      sql.run(`DELETE FROM schema_version`);
      sql.run(`INSERT INTO schema_version (version) VALUES (?)`, at + index + 1);
    });
  });
}
