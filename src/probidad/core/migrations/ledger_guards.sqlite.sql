CREATE TRIGGER ledger_entry_follows BEFORE INSERT ON core_trailentry
WHEN EXISTS (SELECT 1 FROM core_trailentry WHERE id = NEW.id)
  OR NOT EXISTS (SELECT 1 FROM core_trailhead h WHERE h.id = NEW.head_id AND h.entity_id IS NEW.entity_id
                 AND NEW.position = h.position + 1 AND NEW.previous = h.hash)
BEGIN SELECT RAISE(ABORT, 'ledger: an entry follows the last one of its chain'); END
;;
CREATE TRIGGER ledger_entry_stays BEFORE UPDATE ON core_trailentry
BEGIN SELECT RAISE(ABORT, 'ledger: an entry is not changed'); END
;;
CREATE TRIGGER ledger_entry_remains BEFORE DELETE ON core_trailentry
BEGIN SELECT RAISE(ABORT, 'ledger: an entry is not removed'); END
;;
CREATE TRIGGER ledger_head_begins BEFORE INSERT ON core_trailhead
WHEN NEW.position <> 0 OR NEW.hash <> '' OR EXISTS (SELECT 1 FROM core_trailhead WHERE id = NEW.id)
BEGIN SELECT RAISE(ABORT, 'ledger: a chain begins empty'); END
;;
CREATE TRIGGER ledger_head_moves BEFORE UPDATE ON core_trailhead
WHEN NEW.id <> OLD.id OR NEW.name <> OLD.name OR NEW.entity_id IS NOT OLD.entity_id OR NEW.position <> OLD.position + 1
  OR NOT EXISTS (SELECT 1 FROM core_trailentry e WHERE e.head_id = OLD.id AND e.position = NEW.position
                 AND e.hash = NEW.hash)
BEGIN SELECT RAISE(ABORT, 'ledger: a chain moves one entry at a time'); END
;;
CREATE TRIGGER ledger_head_remains BEFORE DELETE ON core_trailhead
BEGIN SELECT RAISE(ABORT, 'ledger: a chain is not removed'); END
;;
CREATE TRIGGER ledger_secret_stays BEFORE UPDATE ON core_trailsecret
BEGIN SELECT RAISE(ABORT, 'ledger: a personal value is erased, never changed'); END
;;
CREATE TRIGGER ledger_anchor_is_new BEFORE INSERT ON core_anchor
WHEN EXISTS (SELECT 1 FROM core_anchor WHERE id = NEW.id)
BEGIN SELECT RAISE(ABORT, 'ledger: an anchor is not replaced'); END
;;
CREATE TRIGGER ledger_anchor_stays BEFORE UPDATE ON core_anchor
BEGIN SELECT RAISE(ABORT, 'ledger: an anchor is not changed'); END
;;
CREATE TRIGGER ledger_anchor_remains BEFORE DELETE ON core_anchor
BEGIN SELECT RAISE(ABORT, 'ledger: an anchor is not removed'); END
