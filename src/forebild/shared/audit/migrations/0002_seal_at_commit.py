"""The database's own part: records and seals are never changed, and each commit seals its records.

Sealing happens in two deferred steps. The first, on the record, only notes that it is unsealed; that
queues the second behind every other deferred check of the transaction (foreign keys above all). So the
one lock of the chain is taken last, when the transaction waits for no row any more: it cannot deadlock
with row locks, and is held no longer than the commit itself takes.
"""

from django.db import migrations

APPEND_ONLY = """
CREATE FUNCTION audit_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'TRUNCATE' AND current_database() LIKE 'test\\_%' THEN
        RETURN NULL;  -- test databases are emptied between tests
    END IF;
    RAISE EXCEPTION '% is append-only: % refused', TG_TABLE_NAME, TG_OP USING ERRCODE = 'restrict_violation';
END $$;

CREATE TRIGGER audit_record_append_only BEFORE UPDATE OR DELETE ON audit_record
    FOR EACH ROW EXECUTE FUNCTION audit_refuse_change();
CREATE TRIGGER audit_record_not_emptied BEFORE TRUNCATE ON audit_record
    FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse_change();
CREATE TRIGGER audit_seal_append_only BEFORE UPDATE OR DELETE ON audit_seal
    FOR EACH ROW EXECUTE FUNCTION audit_refuse_change();
CREATE TRIGGER audit_seal_not_emptied BEFORE TRUNCATE ON audit_seal
    FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse_change();
"""

SEALED_TEXT = """
CREATE FUNCTION audit_sealed_text(r audit_record) RETURNS text LANGUAGE sql STABLE AS $$
    SELECT json_build_object(
        'id', r.id,
        'at', to_char(r.at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
        'actor', r.actor,
        'action', r.action,
        'subject_model', r.subject_model,
        'subject_id', r.subject_id,
        'edition', r.edition,
        'programme', r.programme,
        'details', r.details_json
    )::text
$$;
"""

# audit_unsealed is empty outside a commit; no model, for no code but this reads it.
SEAL_AT_COMMIT = """
CREATE TABLE audit_unsealed (record_id bigint PRIMARY KEY);

CREATE FUNCTION audit_note_unsealed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO audit_unsealed VALUES (NEW.id);
    RETURN NULL;
END $$;

CREATE FUNCTION audit_lock_chain() RETURNS void LANGUAGE sql AS $$
    SELECT pg_advisory_xact_lock(hashtext('audit_seal'))
$$;

CREATE FUNCTION audit_seal_record() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    head audit_seal;
    before text;
    sealed text;
BEGIN
    PERFORM audit_lock_chain();
    SELECT * INTO head FROM audit_seal ORDER BY position DESC LIMIT 1;
    SELECT audit_sealed_text(r) INTO STRICT sealed FROM audit_record r WHERE r.id = NEW.record_id;
    before := coalesce(head.digest, repeat('0', 64));
    INSERT INTO audit_seal (position, record_id, previous, digest) VALUES (
        coalesce(head.position, 0) + 1,
        NEW.record_id,
        before,
        encode(sha256(convert_to(before || E'\\n' || sealed, 'UTF8')), 'hex')
    );
    DELETE FROM audit_unsealed WHERE record_id = NEW.record_id;
    RETURN NULL;
END $$;

CREATE CONSTRAINT TRIGGER audit_seal_1_note AFTER INSERT ON audit_record
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION audit_note_unsealed();
CREATE CONSTRAINT TRIGGER audit_seal_2_seal AFTER INSERT ON audit_unsealed
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION audit_seal_record();
"""

UNDO = """
DROP TABLE audit_unsealed;
DROP TRIGGER audit_seal_1_note ON audit_record;
DROP TRIGGER audit_record_append_only ON audit_record;
DROP TRIGGER audit_record_not_emptied ON audit_record;
DROP TRIGGER audit_seal_append_only ON audit_seal;
DROP TRIGGER audit_seal_not_emptied ON audit_seal;
DROP FUNCTION audit_note_unsealed, audit_seal_record, audit_lock_chain, audit_refuse_change;
DROP FUNCTION audit_sealed_text(audit_record);
"""


class Migration(migrations.Migration):
    dependencies = [("audit", "0001_initial")]

    operations = [migrations.RunSQL(APPEND_ONLY + SEALED_TEXT + SEAL_AT_COMMIT, UNDO)]
