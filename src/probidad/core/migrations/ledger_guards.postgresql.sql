CREATE OR REPLACE FUNCTION ledger_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'ledger: what stands in % is neither changed nor removed', TG_TABLE_NAME
    USING ERRCODE = 'integrity_constraint_violation';
END $$
;;
CREATE OR REPLACE FUNCTION ledger_follow() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT 1 FROM core_trailhead h WHERE h.id = NEW.head_id AND h.entity_id IS NOT DISTINCT FROM NEW.entity_id
                 AND NEW.position = h.position + 1 AND NEW.previous = h.hash) THEN
    RAISE EXCEPTION 'ledger: an entry follows the last one of its chain'
      USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END $$
;;
CREATE OR REPLACE FUNCTION ledger_begin() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.position <> 0 OR NEW.hash <> '' THEN
    RAISE EXCEPTION 'ledger: a chain begins empty' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END $$
;;
CREATE OR REPLACE FUNCTION ledger_move() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.id <> OLD.id OR NEW.name <> OLD.name OR NEW.entity_id IS DISTINCT FROM OLD.entity_id
     OR NEW.position <> OLD.position + 1
     OR NOT EXISTS (SELECT 1 FROM core_trailentry e WHERE e.head_id = OLD.id AND e.position = NEW.position
                    AND e.hash = NEW.hash) THEN
    RAISE EXCEPTION 'ledger: a chain moves one entry at a time' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END $$
;;
CREATE TRIGGER ledger_entry_follows BEFORE INSERT ON core_trailentry FOR EACH ROW EXECUTE FUNCTION ledger_follow()
;;
CREATE TRIGGER ledger_entry_stays BEFORE UPDATE OR DELETE ON core_trailentry FOR EACH ROW EXECUTE FUNCTION ledger_refuse()
;;
CREATE TRIGGER ledger_entry_remains BEFORE TRUNCATE ON core_trailentry EXECUTE FUNCTION ledger_refuse()
;;
CREATE TRIGGER ledger_head_begins BEFORE INSERT ON core_trailhead FOR EACH ROW EXECUTE FUNCTION ledger_begin()
;;
CREATE TRIGGER ledger_head_moves BEFORE UPDATE ON core_trailhead FOR EACH ROW EXECUTE FUNCTION ledger_move()
;;
CREATE TRIGGER ledger_head_remains BEFORE DELETE ON core_trailhead FOR EACH ROW EXECUTE FUNCTION ledger_refuse()
;;
CREATE TRIGGER ledger_head_is_kept BEFORE TRUNCATE ON core_trailhead EXECUTE FUNCTION ledger_refuse()
;;
CREATE TRIGGER ledger_secret_stays BEFORE UPDATE ON core_trailsecret FOR EACH ROW EXECUTE FUNCTION ledger_refuse()
;;
CREATE TRIGGER ledger_anchor_stays BEFORE UPDATE OR DELETE ON core_anchor FOR EACH ROW EXECUTE FUNCTION ledger_refuse()
;;
CREATE TRIGGER ledger_anchor_remains BEFORE TRUNCATE ON core_anchor EXECUTE FUNCTION ledger_refuse()
